#include "server/service/handler.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <new>
#include <string>

#include "absl/strings/str_cat.h"
#include "server/service/limits.h"

namespace dateline::service {
namespace {

using SystemClock = std::chrono::system_clock;

// Whether the client has gone is asked no more often: gRPC polls all its connections to answer,
// under a lock that every request shares, which costs more than presenting an article.
constexpr std::chrono::milliseconds kAskInterval(5);

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  // The codes are the same numbers.
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), std::string(status.message()));
}

// Problems of the server, as opposed to mistakes in a request.
bool IsServersFault(const absl::Status& status) {
  return absl::IsInternal(status) || absl::IsDataLoss(status) || absl::IsUnavailable(status) ||
         absl::IsResourceExhausted(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsUnknown(status);
}

}  // namespace

// When a request is to end: past its deadline, or without a client. Thread-safe.
class Handler::Life {
 public:
  explicit Life(const grpc::ServerContext* context)
      : context_(*context),
        deadline_(std::min(context->deadline(),
                           SystemClock::now() + absl::ToChronoMicroseconds(kMaxRequestTime))),
        next_ask_((SystemClock::now() + kAskInterval).time_since_epoch()) {}

  bool IsOver() const {
    const SystemClock::time_point now = SystemClock::now();
    if (now >= deadline_ || gone_.load(std::memory_order_relaxed)) return true;
    if (now.time_since_epoch() < next_ask_.load(std::memory_order_relaxed)) return false;
    next_ask_.store((now + kAskInterval).time_since_epoch(), std::memory_order_relaxed);
    if (context_.IsCancelled()) gone_.store(true, std::memory_order_relaxed);
    return gone_.load(std::memory_order_relaxed);
  }

 private:
  const grpc::ServerContext& context_;
  const SystemClock::time_point deadline_;
  mutable std::atomic<SystemClock::duration> next_ask_;
  mutable std::atomic<bool> gone_{false};
};

// Leaves when it goes.
class Handler::UnderWay {
 public:
  explicit UnderWay(Handler* handler) : handler_(*handler) {}
  ~UnderWay() { handler_.Leave(); }

 private:
  Handler& handler_;
};

absl::Status Handler::Enter() {
  std::lock_guard<std::mutex> lock(mutex_);
  if (draining_) return absl::UnavailableError("the server is shutting down; try again");
  if (under_way_ >= options_.max_requests) {
    return absl::ResourceExhaustedError(absl::StrCat(
        options_.max_requests, " requests are under way, which is the maximum; try again"));
  }
  ++under_way_;
  return absl::OkStatus();
}

void Handler::Leave() {
  std::lock_guard<std::mutex> lock(mutex_);
  if (--under_way_ == 0) idle_.notify_all();
}

bool Handler::Drain(absl::Duration grace) {
  std::unique_lock<std::mutex> lock(mutex_);
  draining_ = true;
  return idle_.wait_for(lock, absl::ToChronoMicroseconds(grace),
                        [this] { return under_way_ == 0; });
}

absl::Status Handler::Guarded(grpc::ServerContext* context, const Work& work) {
  const absl::Status entered = Enter();
  if (!entered.ok()) return entered;
  const UnderWay under_way(this);
  const Life life(context);
  const Cancelled cancelled = [&life] { return life.IsOver(); };
  try {
    absl::Status status = CheckCancelled(cancelled);
    if (status.ok()) status = work(cancelled);
    return status;
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError("the server has no memory for this request");
  } catch (const std::exception& error) {
    LogLine("error", "exception").Add("what", error.what()).Write();
  } catch (...) {
    LogLine("error", "exception").Write();
  }
  return absl::InternalError("the server failed to answer; its log says why");
}

grpc::Status Handler::Run(absl::string_view method, grpc::ServerContext* context, const Work& work,
                          const Describe& describe) {
  const auto begin = std::chrono::steady_clock::now();
  const absl::Status status = Guarded(context, work);
  if (options_.log_requests) {
    const int64_t total_us = std::chrono::duration_cast<std::chrono::microseconds>(
                                 std::chrono::steady_clock::now() - begin)
                                 .count();
    LogLine line(IsServersFault(status) ? "warning" : "info", "request");
    line.Add("method", method)
        .Add("peer", context->peer())
        .Add("code", absl::StatusCodeToString(status.code()))
        .Add("total_us", total_us);
    if (status.ok()) {
      describe(&line);
    } else {
      line.Add("error", status.message());
    }
    line.Write();
  }
  return ToGrpc(status);
}

}  // namespace dateline::service

#include "server/service/handler.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <new>
#include <string>

#include "absl/strings/str_cat.h"
#include "server/service/limits.h"

namespace dateline::service {
namespace {

using SystemClock = std::chrono::system_clock;

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
  const SystemClock::time_point deadline = std::min(
      context->deadline(), SystemClock::now() + absl::ToChronoMicroseconds(kMaxRequestTime));
  const Cancelled cancelled = [context, deadline] {
    return SystemClock::now() >= deadline || context->IsCancelled();
  };
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

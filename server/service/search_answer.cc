#include "server/service/search_answer.h"

#include <google/protobuf/arena.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "indexer/pace/pace.h"
#include "server/service/search_call.h"
#include "server/snapshot/parallel.h"

namespace dateline::service {
namespace {

using Clock = std::chrono::steady_clock;
using SharedSnapshot = std::shared_ptr<const snapshot::Snapshot>;

// Blocks of the arena that a response is built in: most responses fit into a few.
constexpr size_t kFirstBlockBytes = 16 << 10;
constexpr size_t kMostBlockBytes = 256 << 10;

// Requests that a new snapshot answers before it is the current one, at most.
constexpr size_t kWarmUpRequests = 1024;

int64_t MicrosecondsSince(Clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
}

google::protobuf::ArenaOptions OptionsOfArena() {
  google::protobuf::ArenaOptions options;
  options.start_block_size = kFirstBlockBytes;
  options.max_block_size = kMostBlockBytes;
  return options;
}

// The response as it is kept; null when it is larger than a message can be. Takes its timings away.
std::shared_ptr<const KeptAnswer> Keep(v1::SearchResponse* response) {
  response->clear_timings();
  auto made = std::make_shared<KeptAnswer>();
  if (!response->SerializeToString(&made->bytes)) return nullptr;
  made->hits = response->hits_size();
  made->total = response->total();
  made->revision = response->revision();
  return made;
}

// Processor time of this thread.
absl::Duration ThreadTime() {
  timespec time = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return absl::DurationFromTimespec(time);
}

}  // namespace

std::string SearchAnswer::TimingBytes() const {
  v1::SearchResponse only;
  *only.mutable_timings() = timings;
  return only.SerializeAsString();
}

absl::Status AnswerSearch(const Engine& engine, const v1::SearchRequest& request,
                          const Cancelled& cancelled, SearchAnswer* answer) {
  const Clock::time_point begin = Clock::now();
  const bool may_keep = engine.answers != nullptr && engine.answers->enabled();
  std::string key;
  if (may_keep) {
    key = request.SerializeAsString();
    const SharedSnapshot current = engine.source->Current();
    if (current != nullptr) answer->kept = engine.answers->Find(current, key);
    if (answer->kept != nullptr) {
      answer->timings.set_kept(true);
      answer->timings.set_total_us(MicrosecondsSince(begin));
      return absl::OkStatus();
    }
  }
  google::protobuf::Arena arena(OptionsOfArena());
  auto* response = google::protobuf::Arena::CreateMessage<v1::SearchResponse>(&arena);
  SharedSnapshot snapshot;
  const absl::Status status = RunSearch(engine, request, cancelled, response, &snapshot);
  if (!status.ok()) return status;
  answer->timings = response->timings();
  answer->kept = Keep(response);
  if (answer->kept == nullptr) {
    return absl::ResourceExhaustedError("the answer is larger than a message can be");
  }
  if (may_keep) engine.answers->Insert(snapshot, key, answer->kept);
  answer->timings.set_total_us(MicrosecondsSince(begin));
  return absl::OkStatus();
}

absl::Time WarmUpEnd(absl::Time now, absl::Time load_began, absl::Duration swap_time) {
  return std::max(now + kLeastWarmUpTime, load_began + swap_time);
}

void WarmUp(const Engine& engine, const SharedSnapshot& next, absl::Duration work,
            absl::Duration swap_time) {
  if (engine.answers == nullptr) return;
  const absl::Time end = WarmUpEnd(absl::Now(), next->loaded_at() - next->load_time(), swap_time);
  std::atomic<int64_t> left{absl::ToInt64Nanoseconds(work)};
  const auto answer = [&](const std::string& bytes) {
    absl::Duration told = ThreadTime();
    const auto over = [&] {
      pace::Breathe();
      const absl::Duration now = ThreadTime();
      left -= absl::ToInt64Nanoseconds(now - told);
      told = now;
      return left <= 0 || absl::Now() >= end;
    };
    if (over()) return;
    google::protobuf::Arena arena(OptionsOfArena());
    auto* request = google::protobuf::Arena::CreateMessage<v1::SearchRequest>(&arena);
    auto* response = google::protobuf::Arena::CreateMessage<v1::SearchResponse>(&arena);
    // One that cannot be answered any more is answered when it comes.
    if (request->ParseFromString(bytes) &&
        RunSearchIn(engine, *request, next, over, response).ok()) {
      if (auto kept = Keep(response)) engine.answers->InsertNext(next, bytes, std::move(kept));
    }
    over();
  };
  std::vector<std::function<absl::Status()>> jobs;
  for (std::string& bytes : engine.answers->LastRequests(kWarmUpRequests)) {
    jobs.push_back([&answer, bytes = std::move(bytes)] {
      answer(bytes);
      return absl::OkStatus();
    });
  }
  // What could not be answered is answered when it comes.
  snapshot::RunJobs(jobs).IgnoreError();
}

}  // namespace dateline::service

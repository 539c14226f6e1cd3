#include "server/snapshot/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "indexer/pace/pace.h"
#include "server/snapshot/snapshot.h"

namespace dateline::snapshot {

absl::Status RunJobs(const std::vector<std::function<absl::Status()>>& jobs) {
  std::vector<absl::Status> results(jobs.size());
  std::atomic<size_t> next{0};
  const bool gives_way = pace::GivesWay();
  const auto work = [&] {
    const pace::GivingWay way(gives_way);
    for (size_t i = next++; i < jobs.size(); i = next++) {
      try {
        results[i] = jobs[i]();
      } catch (...) {
        results[i] = StatusOfXapianException();
      }
    }
  };
  // Threads that yield on every core would keep all of them busy: half are left to others.
  const unsigned cores = std::thread::hardware_concurrency() / (gives_way ? 2 : 1);
  const size_t wanted = std::min<size_t>(jobs.size(), std::clamp(cores, 1u, kMaxLoadThreads));
  std::vector<std::thread> threads;
  for (size_t i = 1; i < wanted; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  for (const absl::Status& result : results) {
    if (!result.ok()) return result;
  }
  return absl::OkStatus();
}

}  // namespace dateline::snapshot

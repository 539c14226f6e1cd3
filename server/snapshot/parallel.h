// Work that is shared between threads.

#ifndef DATELINE_SERVER_SNAPSHOT_PARALLEL_H_
#define DATELINE_SERVER_SNAPSHOT_PARALLEL_H_

#include <functional>
#include <vector>

#include "absl/status/status.h"

namespace dateline::snapshot {

inline constexpr unsigned kMaxLoadThreads = 8;

// Runs the jobs, each once, on as many threads as the machine has cores, kMaxLoadThreads at most;
// taken in their order. If the caller gives way, so do they, and are half as many. The first status
// that is not OK, in the order of the jobs; a Xapian::Error becomes one.
absl::Status RunJobs(const std::vector<std::function<absl::Status()>>& jobs);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_PARALLEL_H_

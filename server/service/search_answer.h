// The answer to a search as it goes over the wire: out of the cache of answers, or made.

#ifndef DATELINE_SERVER_SERVICE_SEARCH_ANSWER_H_
#define DATELINE_SERVER_SERVICE_SEARCH_ANSWER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "dateline/v1/search.pb.h"
#include "server/service/answer_cache.h"
#include "server/service/engine.h"

namespace dateline::service {

// A SearchResponse in two pieces, each of which is one on the wire and which follow each other
// there: all but the timings, and the timings.
struct SearchAnswer {
  std::shared_ptr<const KeptAnswer> kept;
  v1::Timings timings;

  std::string TimingBytes() const;
};

// What RunSearch answers, or has answered to a request of the same bytes at the same snapshot.
// Errors as RunSearch; they are never kept. Thread-safe.
absl::Status AnswerSearch(const Engine& engine, const v1::SearchRequest& request,
                          const Cancelled& cancelled, SearchAnswer* answer);

// How long WarmUp goes on: so much processor time,
inline constexpr absl::Duration kWarmUpWork = absl::Milliseconds(600);
// or until so much time has passed since the snapshot began to load; after a load that took long,
// there is some left all the same.
inline constexpr absl::Duration kSwapTime = absl::Seconds(1);
inline constexpr absl::Duration kLeastWarmUpTime = absl::Milliseconds(250);
absl::Time WarmUpEnd(absl::Time now, absl::Time load_began, absl::Duration swap_time);

// Has a snapshot that is about to become the current one answer what was asked last, so that its
// caches hold what is asked for most, and the answers are kept. Nothing where no answer is kept.
void WarmUp(const Engine& engine, const std::shared_ptr<const snapshot::Snapshot>& next,
            absl::Duration work = kWarmUpWork, absl::Duration swap_time = kSwapTime);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_SEARCH_ANSWER_H_

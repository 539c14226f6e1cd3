// Whether a search is to go on: asks the caller now and then, and remembers the answer.

#ifndef DATELINE_SERVER_MATCH_CANCELLATION_H_
#define DATELINE_SERVER_MATCH_CANCELLATION_H_

#include <cstddef>
#include <functional>
#include <utility>

#include "indexer/pace/pace.h"

namespace dateline::match {

// One per search; not thread-safe. Loops that see true break off, and what they leave behind is
// thrown away.
class Cancellation {
 public:
  // Items of a loop (postings, rows) between two questions: well below a millisecond of work.
  static constexpr size_t kInterval = 16384;

  explicit Cancellation(const std::function<bool()>& ask) : ask_(ask) {}

  bool Ask() {
    if (!cancelled_ && ask_) cancelled_ = ask_();
    return cancelled_;
  }
  // To be called for every item of a loop; asks every kInterval / `cost` calls. A thread that gives
  // way breathes more often than that.
  bool Tick(size_t cost = 1) {
    if ((spent_ += cost) < interval_) return cancelled_;
    pace::Breathe();
    since_question_ += std::exchange(spent_, 0);
    if (since_question_ < kInterval) return cancelled_;
    since_question_ = 0;
    return Ask();
  }
  bool cancelled() const { return cancelled_; }

 private:
  // Items between two breaths.
  static constexpr size_t kBreath = kInterval / 8;

  const std::function<bool()>& ask_;
  const size_t interval_ = pace::GivesWay() ? kBreath : kInterval;
  size_t spent_ = 0;
  size_t since_question_ = 0;
  bool cancelled_ = false;
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_CANCELLATION_H_

#include "server/match/phrase_checker.h"

#include <algorithm>

namespace dateline::match {

PhraseChecker::PhraseChecker(snapshot::Snapshot::Lease* lease, const Plan& phrase) {
  for (const Plan& word : phrase.children) words_.emplace_back(lease, word.term);
}

bool PhraseChecker::Check(snapshot::Row row) {
  begins_.clear();
  for (size_t w = 0; w < words_.size(); ++w) {
    if (!words_[w].SkipTo(row) || words_[w].row() != row) return false;
    if (w == 0) {
      words_[w].ReadPositions(&begins_);
      continue;
    }
    words_[w].ReadPositions(&positions_);
    auto position = positions_.begin();
    const auto is_absent = [&](Xapian::termpos begin) {
      const auto wanted = begin + static_cast<Xapian::termpos>(w);
      while (position != positions_.end() && *position < wanted) ++position;
      return position == positions_.end() || *position != wanted;
    };
    size_t kept = 0;
    for (const Xapian::termpos begin : begins_) {
      if (!is_absent(begin)) begins_[kept++] = begin;
    }
    begins_.resize(kept);
    if (begins_.empty()) return false;
  }
  return !begins_.empty();
}

}  // namespace dateline::match

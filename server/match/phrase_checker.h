// Whether the words of a phrase stand next to each other in an article.

#ifndef DATELINE_SERVER_MATCH_PHRASE_CHECKER_H_
#define DATELINE_SERVER_MATCH_PHRASE_CHECKER_H_

#include <xapian.h>

#include <vector>

#include "server/match/plan.h"
#include "server/match/posting_cursor.h"

namespace dateline::match {

class PhraseChecker {
 public:
  // What a check costs, in postings read (for Cancellation).
  static constexpr size_t kCost = 64;

  PhraseChecker(snapshot::Snapshot::Lease* lease, const Plan& phrase);

  // REQUIRES: the article has all words; the rows of the calls ascend. Throws Xapian::Error.
  bool Check(snapshot::Row row);

 private:
  std::vector<PostingCursor> words_;  // In the order of the phrase.
  std::vector<Xapian::termpos> begins_;
  std::vector<Xapian::termpos> positions_;
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_PHRASE_CHECKER_H_

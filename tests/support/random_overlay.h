// Made-up corrections to the entities of a made-up archive.

#ifndef DATELINE_TESTS_SUPPORT_RANDOM_OVERLAY_H_
#define DATELINE_TESTS_SUPPORT_RANDOM_OVERLAY_H_

#include <string>
#include <vector>

#include "indexer/article/article.h"
#include "tests/support/corpus.h"
#include "tests/support/random.h"

namespace dateline::support {

// Gives some persons of a corpus names with and without initials, so that the server's rule has
// something to do.
void GiveInitials(Corpus* corpus);

// Lets articles tell homes of some persons: one or several, of those of two states, their country
// and another one, so that the rule for namesakes has something to do, and something to leave.
void GiveHomes(Corpus* corpus);

// The text of an overlay about entities that the articles have: lines of every kind, none of which
// contradicts another.
std::string RandomOverlay(const std::vector<article::Article>& articles, bool with_dates,
                          Random* random);

}  // namespace dateline::support

#endif  // DATELINE_TESTS_SUPPORT_RANDOM_OVERLAY_H_

// Where a mention begins and ends, when the tagger took too much or too little.

#ifndef DATELINE_INDEXER_ANNOTATE_MENTION_BOUNDS_H_
#define DATELINE_INDEXER_ANNOTATE_MENTION_BOUNDS_H_

#include <cstdint>
#include <vector>

#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/mention_finder.h"
#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

// Two spaces or more stand before token `i`, in the line of the token before it: what texts have
// that lost their punctuation, where a sign stood. No name goes on behind one, unless the sign was
// the stop of an initial ("J  Roe") or of "St". REQUIRES: i > 0
bool HasWideGapBefore(const TokenizedText& text, uint32_t i);

// Takes signs off the ends: "<Anvil Bay Ltd>". Nothing is left (first == last) of what is no more
// than signs.
void TrimSigns(const TokenizedText& text, FoundMention* mention);

// Takes titles, verbs of headlines and what belongs to another name off `mention`, and takes
// in what belongs to its own. The name that everybody knows and that is longer stays whole,
// whatever kind it was taken for. REQUIRES: the mention is not empty, begins and ends with no sign,
// and stands in `sentence`.
void MendBounds(const TokenizedText& text, const Lexicon& lexicon, const Sentence& sentence,
                FoundMention* mention);

// Cuts `mention` where it is more than one: the persons of a list that lost its commas ("Ana Lima
// Tom Roe"), two houses of a parliament ("House-Senate"). Leaves the last in `mention` and appends
// those before it.
void SplitMention(const TokenizedText& text, const Lexicon& lexicon, FoundMention* mention,
                  std::vector<FoundMention>* out);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_MENTION_BOUNDS_H_

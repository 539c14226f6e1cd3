// What the words in and around a candidate say about its kind.

#ifndef DATELINE_INDEXER_ANNOTATE_NAME_EVIDENCE_H_
#define DATELINE_INDEXER_ANNOTATE_NAME_EVIDENCE_H_

#include "indexer/annotate/name_candidate.h"

namespace dateline::annotate {

// Adds to candidate->score what this one place in the text says; weights are in name_evidence.cc.
// About 2 is a fair guess, 5 is nearly certain, negative speaks against.
void WeighCandidate(const TokenizedText& text, const Lexicon& lexicon, NameCandidate* candidate);

// True when a line is a row of a table or of results: few words, none of them a sentence's, and
// numbers.
bool IsResultLine(const TokenizedText& text, const Sentence& sentence);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_NAME_EVIDENCE_H_

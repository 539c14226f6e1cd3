// A span that may be a name, with what speaks for each kind.

#ifndef DATELINE_INDEXER_ANNOTATE_NAME_CANDIDATE_H_
#define DATELINE_INDEXER_ANNOTATE_NAME_CANDIDATE_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/tokenizer.h"
#include "indexer/article/article.h"

namespace dateline::annotate {

// How the words in front of or inside a candidate settle what it is.
enum class Form : uint8_t {
  kOpen,          // nothing settled
  kPerson,        // behind a title
  kOrganization,  // "Ministry of ...", "... Inc"
  kPlace,         // "... Province", "Lake ..."
};

struct NameCandidate {
  article::Field field = article::Field::kBody;
  uint32_t sentence = 0;
  uint32_t first = 0;  // Tokens, half-open.
  uint32_t last = 0;
  Form form = Form::kOpen;
  bool weak_capital = false;         // It starts a sentence: its capital tells nothing.
  const KnownName* known = nullptr;  // Of the whole span.
  std::array<float, 4> score = {};   // Evidence by article::Kind; 0 is unused.
  float discount = 0;                // Taken off at the end; says nothing about other occurrences.
  std::string key;                   // Keys of its words, joined by a space.
};

// Token keys of [first, last) joined by a space; tokens without key are left out.
std::string KeyOf(const TokenizedText& text, uint32_t first, uint32_t last);

// The longest known name that starts at token `at` and ends before `limit`, as written (names of
// capitals only match capitals). Sets `*end`; nullptr when there is none.
const KnownName* LongestKnownName(const TokenizedText& text, const Lexicon& lexicon, uint32_t at,
                                  uint32_t limit, uint32_t* end);

// Cuts sentence number `sentence` into candidates by capitals, titles and words that make names,
// and appends them. REQUIRES: the sentence is not in capitals.
void AppendCandidates(const TokenizedText& text, const Lexicon& lexicon, article::Field field,
                      uint32_t sentence, std::vector<NameCandidate>* out);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_NAME_CANDIDATE_H_

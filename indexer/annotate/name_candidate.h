// A span that may be a name, with what speaks for each kind.

#ifndef DATELINE_INDEXER_ANNOTATE_NAME_CANDIDATE_H_
#define DATELINE_INDEXER_ANNOTATE_NAME_CANDIDATE_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/annotate/known_name.h"
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
  int8_t club = 0;                   // 1: its sentence has the town play; -1: something is in it.
  bool thing = false;                // A ship, or the like: "the ferry ...", "the Stella Maris".
  const KnownName* known = nullptr;  // Of the whole span.
  std::array<float, 4> score = {};   // Evidence by article::Kind; 0 is unused.
  float discount = 0;                // Taken off at the end; says nothing about other occurrences.
  std::string key;                   // Keys of its words, joined by a space.
};

// Cuts sentence number `sentence` into candidates by capitals, titles and words that make names,
// and appends them. REQUIRES: the sentence is not in capitals.
void AppendCandidates(const TokenizedText& text, const Lexicon& lexicon, article::Field field,
                      uint32_t sentence, std::vector<NameCandidate>* out);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_NAME_CANDIDATE_H_

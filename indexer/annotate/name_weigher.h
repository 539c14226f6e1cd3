// The evidence for what a candidate names, as it is gathered.

#ifndef DATELINE_INDEXER_ANNOTATE_NAME_WEIGHER_H_
#define DATELINE_INDEXER_ANNOTATE_NAME_WEIGHER_H_

#include <cstdint>

#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/name_candidate.h"
#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

// Weighs one candidate: its own words in name_evidence.cc, the words around it in name_context.cc.
class Weigher {
 public:
  Weigher(const TokenizedText& text, const Lexicon& lexicon, NameCandidate* candidate)
      : text_(text),
        lexicon_(lexicon),
        candidate_(*candidate),
        first_(candidate->first),
        last_(candidate->last),
        begin_(text.sentences[candidate->sentence].first),
        limit_(text.sentences[candidate->sentence].last) {}

  void Weigh() {
    WeighForm();
    WeighKnown();
    WeighPersonShape();
    WeighBefore();
    WeighAfter();
    WeighApposition();
    WeighLine();
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;

  const Token& At(uint32_t i) const { return text_.tokens[i]; }
  bool Has(uint32_t i, WordClasses classes) const {
    return i != kNone && (At(i).classes & classes) != 0;
  }
  char CharAt(uint32_t i) const { return text_.text[At(i).begin]; }
  bool IsSign(uint32_t i, char sign) const {
    return i < limit_ && At(i).shape == Shape::kOther && CharAt(i) == sign;
  }
  bool IsLower(uint32_t i, absl::string_view key) const {
    return i < limit_ && At(i).shape == Shape::kLower && At(i).key == key;
  }
  uint32_t Before() const { return first_ > begin_ ? first_ - 1 : kNone; }
  uint32_t Size() const { return last_ - first_; }
  void Add(article::Kind kind, float weight) {
    candidate_.score[static_cast<size_t>(kind)] += weight;
  }

  void WeighForm();
  void WeighKnown();
  void WeighPersonShape();
  void WeighBefore();
  void WeighArticle(uint32_t before);
  void WeighNounBefore(uint32_t before);
  void WeighWhere(uint32_t before);
  void WeighApposition();
  bool StartsWithCity() const;
  void WeighAfter();
  void WeighLine();
  bool FollowedByPlace() const;
  bool LeadsSentence() const;
  // A place that may lend its name to a club.
  bool IsCity() const {
    const KnownName* known = candidate_.known;
    return known != nullptr && known->kind == article::Kind::kPlace &&
           known->renown != Renown::kCountry && known->renown != Renown::kListed;
  }

  const TokenizedText& text_;
  const Lexicon& lexicon_;
  NameCandidate& candidate_;
  const uint32_t first_;
  const uint32_t last_;
  const uint32_t begin_;
  const uint32_t limit_;
};

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_NAME_WEIGHER_H_

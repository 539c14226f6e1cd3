// Tags the words of a sentence with a linear model that was learned from annotated news.
//
// The score of a sequence of tags is the sum over its words of the weights of their features for
// their tags, and of a weight for every two neighbouring tags (a structured perceptron, Collins
// 2002); the best sequence is found by Viterbi's algorithm.

#ifndef DATELINE_INDEXER_ANNOTATE_NAME_TAGGER_H_
#define DATELINE_INDEXER_ANNOTATE_NAME_TAGGER_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "indexer/annotate/name_tag.h"
#include "indexer/annotate/tag_features.h"

namespace dateline::annotate {

// Scores by tag, of one word, and of what stands before it.
using TagScores = std::array<float, kNameTags>;
using TransitionScores = std::array<TagScores, kNameTags>;

// The best sequence of tags for words with these scores, in which every tag may follow the one
// before it. `allowed` has one bit a tag for every word, or is empty where all are.
std::vector<NameTag> BestTags(absl::Span<const TagScores> scores,
                              const TransitionScores& transitions,
                              absl::Span<const uint32_t> allowed);

// Immutable; safe to use from many threads.
class NameTagger {
 public:
  // Reads a model as `EncodeModel` writes it, which must outlive the tagger. INTERNAL when it is
  // damaged.
  static absl::StatusOr<std::unique_ptr<const NameTagger>> Parse(absl::string_view model);

  // The tags of the words of `sentence`, in order. `allowed` is that of BestTags.
  std::vector<NameTag> Tag(const SentenceFeatures& features, const Sentence& sentence,
                           absl::Span<const uint32_t> allowed) const;

 private:
  // Replaces `*rows` by those of the features that the model has.
  void FindRows(absl::Span<const Feature> features, std::vector<uint32_t>* rows) const;

  absl::string_view rows_;            // Features, ascending, four bytes each.
  std::vector<int8_t> weights_;       // kRowBytes a row, those behind kNameTags 0.
  std::vector<uint32_t> first_rows_;  // By the upper bits of a feature: its first row.
  int shift_ = 0;
  float scale_ = 1;
  TransitionScores transitions_ = {};
};

// One feature with its weights.
struct ModelRow {
  Feature feature = 0;
  TagScores weights = {};
};

// The bytes of a model, with weights in steps of 1/127 of the greatest. Rows with nothing but
// zeros are left out. REQUIRES: features ascend.
std::string EncodeModel(absl::Span<const ModelRow> rows, const TransitionScores& transitions);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_NAME_TAGGER_H_

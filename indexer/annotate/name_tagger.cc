#include "indexer/annotate/name_tagger.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"

namespace dateline::annotate {
namespace {

// The layout of a model, all numbers little-endian: magic, number of rows, scale of the weights,
// transitions, features, weights.
constexpr absl::string_view kMagic = "dateline-tagger-1\n";
constexpr float kSteps = 127;
constexpr float kImpossible = -1e9f;
constexpr int kIndexBits = 16;
// Rows are added up a whole vector register at once.
constexpr size_t kRowBytes = 32;
static_assert(kNameTags <= kRowBytes);

// The tags that may stand before and behind each.
struct LegalTags {
  LegalTags() {
    for (NameTag tag = 0; tag < kNameTags; ++tag) {
      for (NameTag previous = 0; previous < kNameTags; ++previous) {
        if (!MayFollow(previous, tag)) continue;
        before[tag].push_back(previous);
        after[previous].push_back(tag);
      }
    }
  }
  std::array<std::vector<NameTag>, kNameTags> before;
  std::array<std::vector<NameTag>, kNameTags> after;
};

template <typename T>
void Append(T value, std::string* out) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out->append(bytes, sizeof value);
}

template <typename T>
T Read(const char* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

absl::Status Damaged(absl::string_view what) {
  return absl::InternalError(absl::StrCat("the built-in tagger is damaged: ", what));
}

}  // namespace

std::vector<NameTag> BestTags(absl::Span<const TagScores> scores,
                              const TransitionScores& transitions,
                              absl::Span<const uint32_t> allowed) {
  constexpr size_t kLanes = 24;  // Tags, a multiple of what fits into a vector register.
  constexpr size_t kFewTags = 4;
  static_assert(kNameTags <= kLanes);
  using Lanes = std::array<float, kLanes>;
  constexpr uint32_t kNoName = uint32_t{1} << kNoNameTag;
  static const auto& legal = *new LegalTags();
  std::array<Lanes, kNameTags> steps;  // From each tag to all others.
  for (Lanes& lanes : steps) lanes.fill(kImpossible);
  for (NameTag tag = 0; tag < kNameTags; ++tag) {
    for (const NameTag previous : legal.before[tag]) {
      steps[previous][tag] = transitions[previous][tag];
    }
  }
  // best[i + 1][tag]: of the best way to that tag at word i. Only the scores are kept: what stood
  // before is looked for along the one way that is taken in the end.
  std::vector<Lanes> best(scores.size() + 1);
  best[0].fill(kImpossible);
  best[0][kNoNameTag] = 0;  // Before the first word stands a word of no name.
  for (size_t i = 0; i < scores.size(); ++i) {
    const Lanes& last = best[i];
    Lanes next;
    next.fill(kImpossible);
    if (!allowed.empty() && allowed[i] == kNoName) {
      for (const NameTag previous : legal.before[kNoNameTag]) {
        next[kNoNameTag] = std::max(next[kNoNameTag], last[previous] + steps[previous][kNoNameTag]);
      }
      next[kNoNameTag] += scores[i][kNoNameTag];
      best[i + 1] = next;
      continue;
    }
    for (NameTag previous = 0; previous < kNameTags; ++previous) {
      const float before = last[previous];
      if (before <= kImpossible) continue;
      const Lanes& lanes = steps[previous];
      if (legal.after[previous].size() < kFewTags) {  // Within a name.
        for (const NameTag tag : legal.after[previous]) {
          next[tag] = std::max(next[tag], before + lanes[tag]);
        }
        continue;
      }
      for (size_t tag = 0; tag < kLanes; ++tag) {
        const float score = before + lanes[tag];
        next[tag] = next[tag] < score ? score : next[tag];
      }
    }
    for (NameTag tag = 0; tag < kNameTags; ++tag) {
      const bool may = allowed.empty() || (allowed[i] >> tag & 1) != 0;
      next[tag] = may ? std::max(next[tag] + scores[i][tag], kImpossible) : kImpossible;
    }
    best[i + 1] = next;
  }
  NameTag tag = kNoNameTag;
  for (const NameTag last : legal.before[kNoNameTag]) {
    if (best.back()[last] > best.back()[tag]) tag = last;
  }
  std::vector<NameTag> tags(scores.size());
  for (size_t i = scores.size(); i-- > 0;) {
    tags[i] = tag;
    NameTag from = kNoNameTag;
    float most = kImpossible;
    for (const NameTag previous : legal.before[tag]) {
      const float score = best[i][previous] + steps[previous][tag];
      if (score <= most) continue;
      most = score;
      from = previous;
    }
    tag = from;
  }
  return tags;
}

absl::StatusOr<std::unique_ptr<const NameTagger>> NameTagger::Parse(absl::string_view model) {
  constexpr size_t kHead = kMagic.size() + 2 * 4 + sizeof(TransitionScores);
  if (model.size() < kHead || model.substr(0, kMagic.size()) != kMagic) return Damaged("no head");
  auto tagger = std::make_unique<NameTagger>();
  const char* at = model.data() + kMagic.size();
  const size_t rows = Read<uint32_t>(at);
  tagger->scale_ = Read<float>(at + 4);
  std::memcpy(&tagger->transitions_, at + 8, sizeof(TransitionScores));
  if (model.size() != kHead + rows * (4 + kNameTags)) return Damaged("size");
  tagger->rows_ = model.substr(kHead, rows * 4);
  tagger->weights_.resize(rows * kRowBytes);
  for (size_t i = 0; i < rows; ++i) {
    std::memcpy(tagger->weights_.data() + i * kRowBytes,
                model.data() + kHead + rows * 4 + i * kNameTags, kNameTags);
  }
  tagger->shift_ = 32 - kIndexBits;
  tagger->first_rows_.assign((size_t{1} << kIndexBits) + 1, 0);
  Feature last = 0;
  for (size_t i = 0; i < rows; ++i) {
    const auto feature = Read<Feature>(tagger->rows_.data() + i * 4);
    if (i > 0 && feature <= last) return Damaged("order");
    last = feature;
    ++tagger->first_rows_[(feature >> tagger->shift_) + 1];
  }
  for (size_t i = 1; i < tagger->first_rows_.size(); ++i)
    tagger->first_rows_[i] += tagger->first_rows_[i - 1];
  return std::unique_ptr<const NameTagger>(std::move(tagger));
}

// The model is larger than the caches near a core: what is read next is asked for ahead.
void NameTagger::FindRows(absl::Span<const Feature> features, std::vector<uint32_t>* rows) const {
  rows->clear();
  for (const Feature feature : features) {
    const uint32_t first = first_rows_[feature >> shift_];
    __builtin_prefetch(rows_.data() + first * sizeof(Feature));
    rows->push_back(first);
  }
  size_t found = 0;
  for (size_t i = 0; i < features.size(); ++i) {
    const Feature feature = features[i];
    uint32_t row = (*rows)[i];
    const uint32_t end = first_rows_[(feature >> shift_) + 1];
    while (row < end && Read<Feature>(rows_.data() + row * sizeof(Feature)) < feature) ++row;
    if (row == end || Read<Feature>(rows_.data() + row * sizeof(Feature)) != feature) continue;
    __builtin_prefetch(weights_.data() + row * kRowBytes);
    (*rows)[found++] = row;
  }
  rows->resize(found);
}

std::vector<NameTag> NameTagger::Tag(const SentenceFeatures& features, const Sentence& sentence,
                                     absl::Span<const uint32_t> allowed) const {
  std::vector<TagScores> scores(sentence.last - sentence.first);
  std::vector<uint32_t> possible(allowed.begin(), allowed.end());
  possible.resize(scores.size(), ~uint32_t{0});
  std::vector<Feature> of_word;
  std::vector<uint32_t> rows;
  for (uint32_t i = sentence.first; i < sentence.last; ++i) {
    if (!features.MayBeNamed(i)) {
      scores[i - sentence.first] = {};
      possible[i - sentence.first] = uint32_t{1} << kNoNameTag;
      continue;
    }
    features.Of(i, &of_word);
    FindRows(of_word, &rows);
    // A word has some fifty features, of at most 127 each.
    std::array<int16_t, kRowBytes> sums = {};
    for (const uint32_t row : rows) {
      const int8_t* const weights = weights_.data() + row * kRowBytes;
      for (size_t tag = 0; tag < kRowBytes; ++tag)
        sums[tag] = static_cast<int16_t>(sums[tag] + weights[tag]);
    }
    for (int tag = 0; tag < kNameTags; ++tag)
      scores[i - sentence.first][tag] = static_cast<float>(sums[tag]) * scale_;
  }
  return BestTags(scores, transitions_, possible);
}

std::string EncodeModel(absl::Span<const ModelRow> rows, const TransitionScores& transitions) {
  float most = 0;
  for (const ModelRow& row : rows) {
    for (const float weight : row.weights) most = std::max(most, std::abs(weight));
  }
  const float scale = most > 0 ? most / kSteps : 1;
  std::string features;
  std::string weights;
  uint32_t kept = 0;
  for (const ModelRow& row : rows) {
    std::string steps;
    bool any = false;
    for (const float weight : row.weights) {
      const auto step = static_cast<int8_t>(std::lround(weight / scale));
      any |= step != 0;
      steps.push_back(static_cast<char>(step));
    }
    if (!any) continue;
    ++kept;
    Append(row.feature, &features);
    weights += steps;
  }
  std::string model(kMagic);
  Append(kept, &model);
  Append(scale, &model);
  Append(transitions, &model);
  return model + features + weights;
}

}  // namespace dateline::annotate

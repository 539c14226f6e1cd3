#include "indexer/extract/content_repetitions.h"

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "indexer/extract/furniture.h"
#include "indexer/extract/node_lengths.h"

namespace dateline::extract {
namespace {

// A page that says more of its paragraphs twice means it.
constexpr double kMaxRepeated = 0.15;
constexpr double kMaxRepeatedInARow = 0.3;
// Lines no longer than this, so many times in one text, are labels; as TextLength.
constexpr uint32_t kMaxLabelLength = 40;
constexpr int kMinTimesOfLabel = 3;

// Appends repetitions that are not longer together.
void AddSome(const std::vector<Block>& blocks, const std::vector<size_t>& repeated,
             double max_length, std::vector<size_t>* found) {
  double length = 0;
  for (const size_t i : repeated) length += blocks[i].length;
  if (length <= max_length) found->insert(found->end(), repeated.begin(), repeated.end());
}

bool IsLabel(const std::vector<PageNode>& nodes, const Block& block) {
  const GumboTag tag = nodes[block.node].tag;
  return block.length <= kMaxLabelLength && !IsHeading(tag) && !IsPartOfStructure(tag) &&
         !InCell(nodes, block.node) && !EndsSentence(block.text) &&
         !absl::EndsWith(block.text, ":") && !absl::ascii_islower(block.text[0]);
}

}  // namespace

Repetitions FindRepetitions(const std::vector<PageNode>& nodes, const std::vector<Block>& blocks,
                            const std::vector<size_t>& kept, double prose) {
  Repetitions found;
  absl::flat_hash_set<absl::string_view> seen;
  std::vector<size_t> in_a_row;
  std::vector<size_t> repeated;
  absl::string_view before;
  for (const size_t i : kept) {
    const absl::string_view text = blocks[i].text;
    if (blocks[i].length < kMinProseLength) continue;
    if (text == before) {
      in_a_row.push_back(i);
    } else if (!seen.insert(text).second) {
      repeated.push_back(i);
    }
    before = text;
  }
  AddSome(blocks, in_a_row, kMaxRepeatedInARow * prose, &found.paragraphs);
  AddSome(blocks, repeated, kMaxRepeated * prose, &found.paragraphs);

  absl::flat_hash_map<absl::string_view, int> times;
  const auto is_prose = [&](size_t k) { return k < kept.size() && IsProse(blocks[kept[k]]); };
  std::vector<size_t> labels;
  for (size_t k = 0; k < kept.size(); ++k) {
    const Block& block = blocks[kept[k]];
    if (!IsLabel(nodes, block)) continue;
    labels.push_back(kept[k]);
    if (is_prose(k + 1) || (k > 0 && is_prose(k - 1))) ++times[block.text];
  }
  for (const size_t i : labels) {
    const auto counted = times.find(blocks[i].text);
    if (counted != times.end() && counted->second >= kMinTimesOfLabel) found.labels.push_back(i);
  }
  return found;
}

}  // namespace dateline::extract

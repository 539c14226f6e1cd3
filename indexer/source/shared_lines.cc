#include "indexer/source/shared_lines.h"

#include <algorithm>
#include <array>

#include "absl/hash/hash.h"
#include "absl/numeric/bits.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace dateline::source {
namespace {

// A shorter line is too little to know a text again by.
constexpr size_t kLongLine = 40;

constexpr absl::string_view kLineEnds = "\n\v\f\r";

// Calls `visit(number, line)` for every line that is not blank; numbers are from 1 and count blank
// lines, too.
template <typename Visit>
void ForEachLine(absl::string_view text, const Visit& visit) {
  uint32_t number = 0;
  // Most texts have no other line ends; each is sought by itself because that is faster.
  const bool only_newlines = !absl::StrContains(text, '\v') && !absl::StrContains(text, '\f') &&
                             !absl::StrContains(text, '\r');
  for (size_t pos = 0; pos < text.size();) {
    const size_t found = only_newlines ? text.find('\n', pos) : text.find_first_of(kLineEnds, pos);
    const size_t end = std::min(found, text.size());
    ++number;
    const absl::string_view line = absl::StripAsciiWhitespace(text.substr(pos, end - pos));
    if (!line.empty()) visit(number, line);
    pos = end + 1 + (end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n');
  }
}

uint64_t KeyOf(absl::string_view line) { return absl::HashOf(line); }

// In which texts a line stands, one bit each.
struct Occurrence {
  uint32_t texts = 0;
  uint32_t long_bytes = 0;  // Of a long line: its size.
};
static_assert(SharedLines::kMaxTexts <= 32);

// Calls `visit(i)` for every bit set.
template <typename Visit>
void ForEachBit(uint32_t bits, const Visit& visit) {
  for (; bits != 0; bits &= bits - 1) visit(absl::countr_zero(bits));
}

// The texts that stand for themselves: of those that are versions of one, the first.
uint32_t DistinctTexts(const absl::flat_hash_map<uint64_t, Occurrence>& lines, size_t texts) {
  constexpr size_t kMax = SharedLines::kMaxTexts;
  std::array<std::array<uint32_t, kMax>, kMax> in_common = {};  // Bytes of long lines.
  for (const auto& entry : lines) {
    const Occurrence& line = entry.second;
    if (line.long_bytes == 0) continue;
    ForEachBit(line.texts, [&](int a) {
      ForEachBit(line.texts, [&](int b) { in_common[a][b] += line.long_bytes; });
    });
  }
  uint32_t distinct = 0;
  for (size_t i = 0; i < texts; ++i) {
    bool version = false;
    for (size_t k = 0; k < i; ++k) {
      const uint32_t shorter = std::min(in_common[i][i], in_common[k][k]);
      version |= shorter > 0 && in_common[i][k] * uint64_t{2} >= shorter;
    }
    if (!version) distinct |= uint32_t{1} << i;
  }
  return distinct;
}

}  // namespace

SharedLines::SharedLines(const std::vector<absl::string_view>& texts) {
  if (texts.size() < kMinTexts) return;
  absl::flat_hash_map<uint64_t, Occurrence> lines;
  for (size_t i = 0; i < texts.size(); ++i) {
    ForEachLine(texts[i].substr(0, kMaxTextBytes), [&](uint32_t, absl::string_view line) {
      Occurrence& occurrence = lines[KeyOf(line)];
      occurrence.texts |= uint32_t{1} << i;
      if (line.size() >= kLongLine) occurrence.long_bytes = static_cast<uint32_t>(line.size());
    });
  }
  const uint32_t distinct = DistinctTexts(lines, texts.size());
  texts_ = absl::popcount(distinct);
  for (const auto& [key, line] : lines) {
    const int count = absl::popcount(line.texts & distinct);
    if (count >= kMinTexts) counts_.emplace(key, static_cast<uint8_t>(count));
  }
}

std::vector<SharedLine> SharedLines::In(absl::string_view text) const {
  std::vector<SharedLine> shared;
  if (counts_.empty()) return shared;
  ForEachLine(text, [&](uint32_t number, absl::string_view line) {
    const auto found = counts_.find(KeyOf(line));
    if (found != counts_.end()) shared.push_back({number, found->second});
  });
  return shared;
}

}  // namespace dateline::source

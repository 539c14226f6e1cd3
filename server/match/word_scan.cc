#include "server/match/word_scan.h"

#include <algorithm>
#include <limits>

#include "absl/strings/strip.h"
#include "indexer/format/schema.h"

namespace dateline::match {
namespace {

// Places looked at between two questions whether something was there.
constexpr size_t kBlock = 64;

// Not 0 when `a` stands at one of `count` places and `b` behind it. The loop has neither a way out
// nor wider numbers in it, so that it becomes vectors of 16 bytes.
template <typename Low, bool kPairs>
inline Low AnyAt(const Low* words, const Low* pairs, size_t count, Low a, Low b) {
  constexpr Low kAll = static_cast<Low>(-1);
  Low any = 0;
  for (size_t i = 0; i < count; ++i) {
    Low first = words[i] == a ? kAll : 0;
    Low second = words[i + 1] == b ? kAll : 0;
    if (kPairs) {
      first |= pairs[i] == a ? kAll : 0;
      second |= pairs[i + 1] == b ? kAll : 0;
    }
    any |= first & second;
  }
  return any;
}

}  // namespace

WordScan::WordScan(const std::vector<std::string>& terms,
                   const std::vector<uint32_t>& article_counts) {
  uint64_t fewest = std::numeric_limits<uint64_t>::max();
  for (size_t i = 0; i < terms.size(); ++i) {
    absl::string_view word = terms[i];
    // No word begins with a capital.
    if (absl::ConsumePrefix(&word, format::kTitlePrefix)) title_words_ = i + 1;
    hashes_.push_back(format::Hash64(word));
    if (i + 1 == terms.size()) break;
    const uint64_t both = uint64_t{article_counts[i]} * article_counts[i + 1];
    if (both >= fewest) continue;
    fewest = both;
    anchor_ = i;
  }
  codes_.resize(hashes_.size());
}

bool WordScan::Finds(const format::WordRecord& record) {
  for (size_t i = 0; i < hashes_.size(); ++i) codes_[i] = record.CodeOf(hashes_[i]);
  return record.low_bytes() != nullptr ? Finds(record, record.low_bytes())
                                       : Finds(record, record.low_halves());
}

template <typename Low>
bool WordScan::Finds(const format::WordRecord& record, const Low* lows) const {
  // Places where the phrase may begin.
  size_t starts = record.places() < hashes_.size() ? 0 : record.places() - hashes_.size() + 1;
  if (title_words_ > 0) {
    const size_t title = record.title_places();
    starts = std::min(starts, title < title_words_ ? 0 : title - title_words_ + 1);
  }
  return record.has_pairs() ? Finds<Low, true>(record, lows, starts)
                            : Finds<Low, false>(record, lows, starts);
}

template <typename Low, bool kPairs>
bool WordScan::Finds(const format::WordRecord& record, const Low* lows, size_t starts) const {
  const Low* words = lows + anchor_;
  const Low* pairs = kPairs ? words + record.places() : nullptr;
  const auto a = static_cast<Low>(codes_[anchor_]);
  const auto b = static_cast<Low>(codes_[anchor_ + 1]);
  size_t done = 0;
  while (done < starts) {
    const Low* block_pairs = kPairs ? pairs + done : nullptr;
    const size_t left = starts - done;
    const size_t count = std::min(left, kBlock);
    const Low any = count == kBlock ? AnyAt<Low, kPairs>(words + done, block_pairs, kBlock, a, b)
                                    : AnyAt<Low, kPairs>(words + done, block_pairs, count, a, b);
    for (size_t start = done; any != 0 && start < done + count; ++start) {
      if (FindsAt(record, start)) return true;
    }
    done += count;
  }
  return false;
}

bool WordScan::FindsAt(const format::WordRecord& record, size_t start) const {
  if (!record.Has(static_cast<uint32_t>(start + anchor_), codes_[anchor_])) return false;
  for (size_t i = 0; i < codes_.size(); ++i) {
    if (!record.Has(static_cast<uint32_t>(start + i), codes_[i])) return false;
  }
  return true;
}

}  // namespace dateline::match

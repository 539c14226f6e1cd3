// Finds the words of a query in a text. Not thread-safe: it remembers words it has seen; one per
// request.

#ifndef DATELINE_SERVER_PRESENT_HIGHLIGHTER_H_
#define DATELINE_SERVER_PRESENT_HIGHLIGHTER_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "indexer/text/analyzer.h"
#include "server/query/query_tree.h"

namespace dateline::present {

// The most bytes of one text that are read; words behind them are not found.
inline constexpr size_t kMaxScannedBytes = 256 << 10;

// A word of the text that the query looks for.
struct Match {
  uint32_t begin = 0;  // UTF-8 bytes into the text, half-open.
  uint32_t end = 0;
  uint32_t query_word = 0;  // Which one it is; below query_word_count().
};

class Highlighter {
 public:
  Highlighter(const query::HighlightTerms& terms, absl::string_view language);

  // In the order of the text. REQUIRES: well-formed UTF-8.
  std::vector<Match> Find(absl::string_view text);

  uint32_t query_word_count() const { return static_cast<uint32_t>(weights_.size()); }
  // What finding a query word says about a place: function words say little.
  double weight(uint32_t query_word) const { return weights_[query_word]; }

 private:
  static constexpr uint32_t kNoWord = UINT32_MAX;

  uint32_t Add(absl::string_view term);
  uint32_t Lookup(const std::string& term);
  void FindIn(absl::string_view stretch, size_t offset, std::vector<Match>* matches);

  text::Stemmer stemmer_;
  absl::flat_hash_map<std::string, uint32_t> words_;  // Folded terms; grows by what texts hold.
  absl::flat_hash_map<std::string, uint32_t> stems_;
  std::vector<std::pair<std::string, uint32_t>> prefixes_;
  std::vector<double> weights_;
  // True for the bytes that a word of ours may begin with, and for all of other scripts. Stems keep
  // the first letter.
  std::array<bool, 256> may_begin_ = {};
};

}  // namespace dateline::present

#endif  // DATELINE_SERVER_PRESENT_HIGHLIGHTER_H_

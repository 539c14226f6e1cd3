// Finds the words of a query in a text. Not thread-safe: it remembers words it has seen; one per
// request.

#ifndef DATELINE_SERVER_PRESENT_HIGHLIGHTER_H_
#define DATELINE_SERVER_PRESENT_HIGHLIGHTER_H_

#include <array>
#include <cstdint>
#include <map>
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
  // `language`: by whose stems and function words, ISO 639-1.
  Highlighter(const query::HighlightTerms& terms, absl::string_view language);

  // In the order of the text. REQUIRES: well-formed UTF-8.
  std::vector<Match> Find(absl::string_view text);

  uint32_t query_word_count() const { return static_cast<uint32_t>(weights_.size()); }
  // What finding a query word says about a place: function words say little.
  double weight(uint32_t query_word) const { return weights_[query_word]; }

 private:
  static constexpr uint32_t kNoWord = UINT32_MAX;

  uint32_t Add(absl::string_view term, absl::string_view language);
  uint32_t Lookup(absl::string_view term);
  // Where words_ has `term` as a word of the query; kNoWord elsewhere.
  uint32_t LookupCharacter(absl::string_view term) const;
  // Both find the words of a stretch without white space; the first one returns false, and does
  // nothing, when it is more than one plain word.
  bool FindPlainIn(absl::string_view stretch, size_t offset, std::vector<Match>* matches);
  void FindIn(absl::string_view stretch, size_t offset, std::vector<Match>* matches);

  text::Stemmer stemmer_;
  absl::flat_hash_map<std::string, uint32_t> words_;  // Folded terms; grows by what texts hold.
  absl::flat_hash_map<std::string, uint32_t> stems_;
  std::vector<std::pair<std::string, uint32_t>> prefixes_;
  std::vector<double> weights_;
  // Bits of a byte: a word of ours may begin with it (all of other scripts may); a word may begin
  // behind it.
  static constexpr uint8_t kMayBegin = 1;
  static constexpr uint8_t kMayStandBefore = 2;
  std::array<uint8_t, 256> bytes_ = {};
};

// The highlighters of one request: for articles in the language that the query is in, or, when that
// is not known, each article's own. Not thread-safe.
class Highlighters {
 public:
  // Borrows `terms`. `query_language` may be empty.
  Highlighters(const query::HighlightTerms& terms, absl::string_view query_language)
      : terms_(terms), query_language_(query_language) {}

  // For an article in `language`; lives as long as this.
  Highlighter* Of(absl::string_view language);

 private:
  const query::HighlightTerms& terms_;
  const std::string query_language_;
  // Bounded by the languages with a stemmer or function words; all others share one.
  std::map<std::string, Highlighter, std::less<>> by_language_;
};

}  // namespace dateline::present

#endif  // DATELINE_SERVER_PRESENT_HIGHLIGHTER_H_

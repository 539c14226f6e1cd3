// Looks for a phrase in the record of an article's words.

#ifndef DATELINE_SERVER_MATCH_WORD_SCAN_H_
#define DATELINE_SERVER_MATCH_WORD_SCAN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/format/word_record.h"

namespace dateline::match {

// A phrase made ready for any number of records. Not thread-safe.
class WordScan {
 public:
  // The index terms of a phrase, in order: two or more words, those with the title's prefix only in
  // the title. `article_counts` has the number of articles that have each; what is rarest is looked
  // for first.
  WordScan(const std::vector<std::string>& terms, const std::vector<uint32_t>& article_counts);

  // True when the words stand next to each other in this order. REQUIRES: the article has every one
  // of them (in the title, where the term says so): words that it has not may look like others.
  bool Finds(const format::WordRecord& record);

 private:
  // `lows` has what the numbers of the record begin with.
  template <typename Low>
  bool Finds(const format::WordRecord& record, const Low* lows) const;
  template <typename Low, bool kPairs>
  bool Finds(const format::WordRecord& record, const Low* lows, size_t starts) const;
  bool FindsAt(const format::WordRecord& record, size_t start) const;

  std::vector<uint64_t> hashes_;
  std::vector<uint32_t> codes_;  // In the record at hand.
  size_t anchor_ = 0;            // This word and the next are looked for first.
  size_t title_words_ = 0;       // So many of the first have to be in the title.
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_WORD_SCAN_H_

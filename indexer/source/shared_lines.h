// Lines that several texts of one place have in common: what their source puts on every page.

#ifndef DATELINE_INDEXER_SOURCE_SHARED_LINES_H_
#define DATELINE_INDEXER_SOURCE_SHARED_LINES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "indexer/source/document.h"

namespace dateline::source {

// Counts in how many of a few texts each line stands. Lines are compared byte for byte, without the
// white space at their ends; they end at \n, \v, \f, \r and "\r\n". Versions of one text (which
// have half of the shorter one's long lines in common) count as one, so that what an article says
// is not taken for what its source says on every page.
class SharedLines {
 public:
  static constexpr size_t kMaxTexts = 32;
  // A line in fewer texts is not told.
  static constexpr int kMinTexts = 4;
  // Of each text, so much is counted.
  static constexpr size_t kMaxTextBytes = 256 << 10;

  // REQUIRES: `texts` are kMaxTexts at most. They are not kept.
  explicit SharedLines(const std::vector<absl::string_view>& texts);

  // How many of the texts differ.
  int texts() const { return texts_; }
  // The lines of `text` that stand in kMinTexts of the texts or more, in order.
  std::vector<SharedLine> In(absl::string_view text) const;

 private:
  absl::flat_hash_map<uint64_t, uint8_t> counts_;  // By the hash of a line, of those told.
  int texts_ = 0;
};

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_SHARED_LINES_H_

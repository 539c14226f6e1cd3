// The text that a page's metadata states for its article, as a witness for what is seen.

#ifndef DATELINE_INDEXER_EXTRACT_STATED_TEXT_H_
#define DATELINE_INDEXER_EXTRACT_STATED_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"

namespace dateline::extract {

// Stated texts beyond this are read up to here only; bytes.
inline constexpr size_t kMaxStatedBytes = 1 << 20;

// Compares by letters and digits alone: the stated text comes without paragraphs, with other quotes
// and often with markup of its own. Immutable; linear in both texts.
class StatedText {
 public:
  StatedText() = default;
  explicit StatedText(absl::string_view stated);

  // True when nothing usable is stated.
  bool empty() const { return spans_.empty(); }
  // How much is stated, in bytes of letters.
  size_t letters() const { return letters_; }

  // The share of `text` that is stated too, 0 to 1; 0 for texts too short to tell.
  double ShareOf(absl::string_view text) const;

 private:
  size_t letters_ = 0;
  absl::flat_hash_set<uint64_t> spans_;  // Hashes of every kSpanBytes letters in a row.
};

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_STATED_TEXT_H_

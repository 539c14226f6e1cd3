// UTF-16 and UTF-32 text: telling them, with or without a byte order mark, and making UTF-8 of
// them.

#ifndef DATELINE_INDEXER_TEXT_WIDE_TEXT_H_
#define DATELINE_INDEXER_TEXT_WIDE_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::text {

enum class WideEncoding { kNone, kUtf16Le, kUtf16Be, kUtf32Le, kUtf32Be };

// What the first bytes of a text are: by their byte order mark; else by where their zero bytes
// stand, when everything decodes to characters that texts have. kNone for bytes of other kinds.
WideEncoding FindWideEncoding(absl::string_view head);

// Decodes in pieces of any size. Not thread-safe.
class WideDecoder {
 public:
  explicit WideDecoder(WideEncoding encoding) : encoding_(encoding) {}

  // Appends UTF-8. The byte order mark is left out. A unit that is no character becomes the byte
  // 0xFF, which no UTF-8 has, so that repairing counts it.
  void Decode(absl::string_view bytes, std::string* out);
  // At the end: half a character that is left over counts as broken.
  void Finish(std::string* out);

 private:
  void AddUnit(char32_t unit, std::string* out);

  const WideEncoding encoding_;
  std::string rest_;   // The first bytes of a unit.
  char32_t high_ = 0;  // The first half of a surrogate pair.
  bool begun_ = false;
};

}  // namespace dateline::text

#endif  // DATELINE_INDEXER_TEXT_WIDE_TEXT_H_

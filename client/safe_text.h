// Text from outside made fit for a terminal.
//
// Articles come from anywhere, and a terminal obeys what it is shown: an escape sequence can
// recolour it, retitle it, or make it answer as if the user had typed; a bidirectional override
// makes a line read as what it does not say. Whatever reaches a terminal passes through here.

#ifndef DATELINE_CLIENT_SAFE_TEXT_H_
#define DATELINE_CLIENT_SAFE_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::client {

// Combining marks kept behind one character; more of them would run over the lines around.
inline constexpr int kMaxCombiningMarks = 8;

// `text` on one line, safe to print: white space of any kind becomes a space; control characters,
// bidirectional controls and malformed UTF-8 become U+FFFD; characters without a shape, beside
// those that emoji and scripts need, go away. With `unicode` false the result is ASCII: letters
// with marks become those without, and what has no likeness becomes "?". Thread-safe.
std::string SafeText(absl::string_view text, bool unicode);

// Whether `text` is well-formed UTF-8.
bool IsUtf8(absl::string_view text);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_SAFE_TEXT_H_

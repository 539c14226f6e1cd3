// Header lines "Name: value", as HTTP and WARC have them.

#ifndef DATELINE_INDEXER_SOURCE_HEADER_FIELDS_H_
#define DATELINE_INDEXER_SOURCE_HEADER_FIELDS_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::source {

// The most bytes that the lines of one header may have.
inline constexpr size_t kMaxHeaderBytes = 256 << 10;

// The length of the header that `bytes` begin with, the empty line behind it included; npos when no
// line is empty. Lines end with "\r\n" or "\n".
size_t HeaderLength(absl::string_view bytes);

class HeaderFields {
 public:
  // Reads the lines before the first empty one. A line without a colon is passed over, one that
  // begins with white space goes on with the value before it (RFC 9112, section 5.2).
  static HeaderFields Parse(absl::string_view lines);

  // The first value of that name, without white space around it; "" when there is none. Names are
  // compared without regard to case.
  absl::string_view Find(absl::string_view name) const;
  // All values of that name as the one list that they are (RFC 9110, section 5.3).
  std::string FindList(absl::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

// "text/html; charset=utf-8" taken apart (RFC 9110, section 8.3.1); both in lower case, "" when
// absent.
struct MediaType {
  std::string type;
  std::string charset;
};
MediaType ParseMediaType(absl::string_view value);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_HEADER_FIELDS_H_

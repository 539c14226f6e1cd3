// How many columns of a terminal a text takes.
//
// A column is what a Latin letter takes. East Asian wide characters and emoji take two, combining
// marks none. Widths are added per grapheme cluster (UAX #29), so that a letter and its marks, or
// the parts of one emoji, are never torn apart. Thread-safe.

#ifndef DATELINE_CLIENT_DISPLAY_WIDTH_H_
#define DATELINE_CLIENT_DISPLAY_WIDTH_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::client {

// One grapheme cluster: bytes [begin, end) of the text, shown in `width` columns.
struct Cluster {
  int begin;
  int end;
  int width;
};

// The clusters of `text` (UTF-8 without control characters) in order.
std::vector<Cluster> Clusters(absl::string_view text);

// The sum of their widths.
int DisplayWidth(absl::string_view text);

// The longest beginning of `text` that fits into `width` columns; `ellipsis`, which is part
// of the width, takes the place of what was cut. Empty when `width` has no room for `ellipsis`.
std::string CutToWidth(absl::string_view text, int width, absl::string_view ellipsis);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_DISPLAY_WIDTH_H_

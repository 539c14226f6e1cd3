// Numbers as people read them: bars, and digits in groups of three.

#ifndef DATELINE_CLIENT_BAR_H_
#define DATELINE_CLIENT_BAR_H_

#include <cstdint>
#include <string>

#include "client/screen.h"

namespace dateline::client {

// A horizontal bar as long as `count` is to `most`, which takes `width` columns. Lengths are
// rounded to eighths of a column (to columns in ASCII); a count above 0 is always seen. Counts
// below 0 count as 0, above `most` as `most`. Without the blank columns behind the bar.
std::string Bar(int64_t count, int64_t most, int width, const Screen& screen);

// The part of a vertical bar that lies in one row: `eighths` of the row are filled, 0 to 8.
const char* BarRow(int eighths, const Screen& screen);

// "1,234,567".
std::string Grouped(int64_t number);

// "1 article", "1,234 articles".
std::string Articles(int64_t number);

// "3.1 ms", "2.4 s".
std::string ShortTime(int64_t microseconds);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_BAR_H_

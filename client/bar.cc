#include "client/bar.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace dateline::client {
namespace {

constexpr const char* kHorizontal[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
constexpr const char* kVertical[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

}  // namespace

std::string Bar(int64_t count, int64_t most, int width, const Screen& screen) {
  count = std::min(count, most);
  if (count <= 0 || width <= 0) return "";
  const double share = static_cast<double>(count) / static_cast<double>(most);
  const int parts = screen.unicode ? 8 : 1;
  const int filled = std::max(1, static_cast<int>(std::lround(share * width * parts)));
  std::string bar;
  for (int i = 0; i < filled / parts; ++i) absl::StrAppend(&bar, screen.unicode ? "█" : "#");
  if (screen.unicode) absl::StrAppend(&bar, kHorizontal[filled % parts]);
  return bar;
}

const char* BarRow(int eighths, const Screen& screen) {
  eighths = std::clamp(eighths, 0, 8);
  if (screen.unicode) return kVertical[eighths];
  return eighths == 0 ? " " : eighths < 4 ? "." : eighths < 8 ? ":" : "#";
}

std::string Grouped(int64_t number) {
  std::string digits = absl::StrCat(number);
  const int first = number < 0 ? 1 : 0;
  for (int at = static_cast<int>(digits.size()) - 3; at > first; at -= 3) digits.insert(at, ",");
  return digits;
}

std::string Articles(int64_t number) {
  return absl::StrCat(Grouped(number), number == 1 ? " article" : " articles");
}

std::string ShortTime(int64_t microseconds) {
  if (microseconds < 1'000'000) {
    return absl::StrFormat("%.1f ms", static_cast<double>(microseconds) / 1e3);
  }
  return absl::StrFormat("%.1f s", static_cast<double>(microseconds) / 1e6);
}

}  // namespace dateline::client

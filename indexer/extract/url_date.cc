#include "indexer/extract/url_date.h"

#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/extract/canonical_url.h"

namespace dateline::extract {

article::PublishDate FindUrlDate(absl::string_view url) {
  const absl::string_view path = PathOf(url);
  int number[3] = {0, 0, 0};
  for (size_t i = 0; i + 8 <= path.size(); ++i) {
    // A year that begins a part of the path.
    if (i == 0 || absl::ascii_isdigit(path[i - 1]) || !absl::ascii_isdigit(path[i])) continue;
    if (!absl::StartsWith(path.substr(i), "19") && !absl::StartsWith(path.substr(i), "20"))
      continue;
    size_t pos = i;
    const auto take = [&path, &pos](int max_width, int min_width) {
      int value = 0;
      int width = 0;
      while (width < max_width && pos < path.size() && absl::ascii_isdigit(path[pos])) {
        value = value * 10 + (path[pos++] - '0');
        ++width;
      }
      return width >= min_width ? value : -1;
    };
    number[0] = take(4, 4);
    if (pos >= path.size()) break;
    const char separator = path[pos];
    if (separator == '/' || separator == '-' || separator == '_') {
      ++pos;
      number[1] = take(2, 1);
      if (pos >= path.size() || path[pos] != separator) continue;
      ++pos;
      number[2] = take(2, 1);
    } else if (absl::ascii_isdigit(separator) && path[i - 1] == '/') {
      number[1] = take(2, 2);
      number[2] = take(2, 2);
    } else {
      continue;
    }
    if (pos < path.size() && absl::ascii_isalnum(path[pos])) continue;
    // "/2023/10/3-questions": a number of the title.
    if (separator == '/' && path[pos - 2] == '/' && pos < path.size() && path[pos] == '-') continue;
    const auto date = article::ParseIsoDate(absl::StrCat(
        number[0], number[1] < 10 ? "-0" : "-", number[1], number[2] < 10 ? "-0" : "-", number[2]));
    if (date && date->precision == article::DatePrecision::kDay)
      return article::PublishDate{article::DatePrecision::kDay, article::DateSource::kUrl,
                                  date->day};
  }
  return article::PublishDate();
}

std::optional<article::DateInterval> FindUrlMonth(absl::string_view url) {
  const absl::string_view path = PathOf(url);
  for (size_t i = 0; i + 9 <= path.size(); ++i) {
    // "/2023/10/"
    if (path[i] != '/' || path[i + 5] != '/' || path[i + 8] != '/') continue;
    if (!absl::StartsWith(path.substr(i + 1), "19") && !absl::StartsWith(path.substr(i + 1), "20"))
      continue;
    const auto month =
        article::ParseIsoDate(absl::StrCat(path.substr(i + 1, 4), "-", path.substr(i + 6, 2)));
    if (month) return article::IntervalOf(month->day, month->precision);
  }
  return std::nullopt;
}

}  // namespace dateline::extract

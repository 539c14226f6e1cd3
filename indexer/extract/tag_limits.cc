#include "indexer/extract/tag_limits.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "indexer/extract/tag_scanner.h"

namespace dateline::extract {
namespace {

enum class TagSort { kNests, kVoid, kRawText };

TagSort SortOf(absl::string_view name) {
  // Void elements, and those that cannot nest in themselves without a counted element between.
  static constexpr absl::string_view kVoid[] = {
      "area", "base",  "br",    "col",  "embed", "hr",   "img",   "input", "link",   "meta",
      "p",    "param", "track", "wbr",  "li",    "dt",   "dd",    "tr",    "td",     "th",
      "rt",   "rp",    "tbody", "html", "head",  "body", "thead", "tfoot", "option", "source"};
  static constexpr absl::string_view kRaw[] = {"script", "style", "textarea", "title", "xmp"};
  for (const absl::string_view v : kRaw) {
    if (absl::EqualsIgnoreCase(name, v)) return TagSort::kRawText;
  }
  for (const absl::string_view v : kVoid) {
    if (absl::EqualsIgnoreCase(name, v)) return TagSort::kVoid;
  }
  return TagSort::kNests;
}

}  // namespace

bool LimitTags(absl::string_view html, int max_depth, std::string* out) {
  out->clear();
  bool dropped = false;
  size_t copied = 0;  // Everything before it is in `out` once something was dropped.
  int depth = 0;
  size_t pos = 0;
  while ((pos = html.find('<', pos)) != absl::string_view::npos && pos + 1 < html.size()) {
    const size_t begin = pos++;
    if (absl::StartsWith(html.substr(pos), "!--")) {
      const size_t end = EndOfComment(html, begin);
      pos = std::min(end, html.size());
      continue;
    }
    const bool closing = html[pos] == '/';
    if (closing) ++pos;
    if (pos >= html.size() || !absl::ascii_isalpha(html[pos])) continue;
    size_t name_end = pos;
    while (name_end < html.size() && absl::ascii_isalnum(html[name_end])) ++name_end;
    const absl::string_view name = html.substr(pos, name_end - pos);
    const TagSort sort = SortOf(name);
    int attributes = 0;
    pos = EndOfTag(html, name_end, &attributes);
    const bool overloaded = attributes > kMaxAttributes;
    if (sort == TagSort::kRawText && !closing) pos = FindEndTag(html, pos, name);
    if (sort != TagSort::kNests && !overloaded) continue;
    const bool too_deep = closing ? depth > max_depth : depth >= max_depth;
    if (sort == TagSort::kNests && !closing) ++depth;
    if (sort == TagSort::kNests && closing && depth > 0) --depth;
    if (too_deep || overloaded) {
      out->append(html.data() + copied, begin - copied);
      out->push_back(' ');
      copied = pos;
      dropped = true;
    }
  }
  if (dropped) out->append(html.data() + copied, html.size() - copied);
  return dropped;
}

}  // namespace dateline::extract

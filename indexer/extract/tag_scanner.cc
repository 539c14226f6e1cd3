#include "indexer/extract/tag_scanner.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace dateline::extract {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

}  // namespace

size_t EndOfTag(absl::string_view html, size_t pos, int* attributes) {
  *attributes = 0;
  while (pos < html.size()) {
    while (pos < html.size() && (IsSpace(html[pos]) || html[pos] == '/')) ++pos;
    if (pos >= html.size()) break;
    if (html[pos] == '>') return pos + 1;
    ++*attributes;
    ++pos;  // An '=' here begins a name.
    while (pos < html.size() && !IsSpace(html[pos]) && html[pos] != '/' && html[pos] != '>' &&
           html[pos] != '=') {
      ++pos;
    }
    size_t value = pos;
    while (value < html.size() && IsSpace(html[value])) ++value;
    if (value >= html.size() || html[value] != '=') continue;
    pos = value + 1;
    while (pos < html.size() && IsSpace(html[pos])) ++pos;
    if (pos >= html.size()) break;
    if (html[pos] == '"' || html[pos] == '\'') {
      pos = html.find(html[pos], pos + 1);
      if (pos == absl::string_view::npos) break;
      ++pos;
    } else {
      while (pos < html.size() && !IsSpace(html[pos]) && html[pos] != '>') ++pos;
    }
  }
  return html.size();
}

size_t FindEndTag(absl::string_view html, size_t pos, absl::string_view name) {
  while ((pos = html.find("</", pos)) != absl::string_view::npos) {
    const size_t end = pos + 2 + name.size();
    const bool whole =
        end >= html.size() || IsSpace(html[end]) || html[end] == '/' || html[end] == '>';
    if (whole && absl::StartsWithIgnoreCase(html.substr(pos + 2), name)) return pos;
    pos += 2;
  }
  return html.size();
}

size_t EndOfComment(absl::string_view html, size_t pos) {
  // "<!-->" and "<!--->" are whole comments; "--!>" ends one that has begun.
  for (size_t end = html.find("--", pos + 2); end != absl::string_view::npos;
       end = html.find("--", end + 1)) {
    const absl::string_view rest = html.substr(end + 2);
    if (absl::StartsWith(rest, ">")) return end + 3;
    if (end >= pos + 4 && absl::StartsWith(rest, "!>")) return end + 4;
  }
  return absl::string_view::npos;
}

}  // namespace dateline::extract

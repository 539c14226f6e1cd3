#include "indexer/source/header_fields.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace dateline::source {

size_t HeaderLength(absl::string_view bytes) {
  size_t line = 0;
  while (true) {
    const size_t end = bytes.find('\n', line);
    if (end == absl::string_view::npos) return end;
    if (end == line || (end == line + 1 && bytes[line] == '\r')) return end + 1;
    line = end + 1;
  }
}

HeaderFields HeaderFields::Parse(absl::string_view lines) {
  HeaderFields parsed;
  for (absl::string_view line : absl::StrSplit(lines, '\n')) {
    line = absl::StripTrailingAsciiWhitespace(line);
    if (line.empty()) break;
    if (absl::ascii_isspace(line[0])) {
      if (!parsed.fields_.empty())
        absl::StrAppend(&parsed.fields_.back().second, " ",
                        absl::StripLeadingAsciiWhitespace(line));
      continue;
    }
    const size_t colon = line.find(':');
    if (colon == absl::string_view::npos) continue;
    parsed.fields_.emplace_back(absl::StripAsciiWhitespace(line.substr(0, colon)),
                                absl::StripAsciiWhitespace(line.substr(colon + 1)));
  }
  return parsed;
}

absl::string_view HeaderFields::Find(absl::string_view name) const {
  for (const auto& [field, value] : fields_) {
    if (absl::EqualsIgnoreCase(field, name)) return value;
  }
  return absl::string_view();
}

std::string HeaderFields::FindList(absl::string_view name) const {
  std::string list;
  for (const auto& [field, value] : fields_) {
    if (absl::EqualsIgnoreCase(field, name))
      absl::StrAppend(&list, list.empty() ? "" : ", ", value);
  }
  return list;
}

MediaType ParseMediaType(absl::string_view value) {
  MediaType media;
  bool first = true;
  for (const absl::string_view part : absl::StrSplit(value, absl::ByAnyChar(";,"))) {
    const std::string text = absl::AsciiStrToLower(absl::StripAsciiWhitespace(part));
    if (first) media.type = text;
    first = false;
    absl::string_view charset = text;
    if (!absl::ConsumePrefix(&charset, "charset") || !media.charset.empty()) continue;
    charset = absl::StripLeadingAsciiWhitespace(charset);
    if (!absl::ConsumePrefix(&charset, "=")) continue;
    charset = absl::StripLeadingAsciiWhitespace(charset);
    while (!charset.empty() && (charset[0] == '"' || charset[0] == '\'')) charset.remove_prefix(1);
    media.charset = std::string(charset.substr(0, charset.find_first_of("\"' \t")));
  }
  return media;
}

}  // namespace dateline::source

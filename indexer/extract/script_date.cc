#include "indexer/extract/script_date.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace dateline::extract {
namespace {

constexpr size_t kMaxKeyBytes = 40;
constexpr size_t kMaxValueBytes = 60;
// What every name of a date of publication has in it; searched for, so the longest that all share.
constexpr absl::string_view kStems[] = {"ublish", "ublication", "ubDate", "pubdate"};

bool IsKeyByte(char c) { return absl::ascii_isalnum(c) || c == '_' || c == '-' || c == ':'; }

// True for "datePublished", "publish_date", "first-publication", "publishedAt".
bool NamesPublication(absl::string_view key) {
  if (key.size() > kMaxKeyBytes) return false;
  const std::string lower = absl::AsciiStrToLower(key);
  for (const absl::string_view word : {"last", "modif", "update", "unpub", "republ", "publisher",
                                       "expir", "end", "embargo", "is_"}) {
    if (absl::StrContains(lower, word)) return false;
  }
  for (const absl::string_view word :
       {"date", "time", "published", "publishedat", "first", "_at", "on"}) {
    if (absl::StrContains(lower, word)) return true;
  }
  return false;
}

// Steps over quotes and the backslashes before them. Returns how many quotes there were.
int SkipQuotes(absl::string_view script, size_t* pos) {
  int quotes = 0;
  while (*pos < script.size()) {
    const char c = script[*pos];
    if (c == '"' || c == '\'') {
      ++quotes;
    } else if (c != '\\' && !absl::ascii_isspace(c)) {
      break;
    }
    ++*pos;
  }
  return quotes;
}

// The string that follows a key; empty when something else does. `pos` is behind the key.
absl::string_view ValueBehind(absl::string_view script, size_t pos) {
  SkipQuotes(script, &pos);
  if (pos >= script.size() || (script[pos] != ':' && script[pos] != '=')) return "";
  ++pos;
  if (SkipQuotes(script, &pos) != 1) return "";
  const size_t end = script.find_first_of("\"'\\\n", pos);
  if (end == absl::string_view::npos || end - pos > kMaxValueBytes) return "";
  return script.substr(pos, end - pos);
}

}  // namespace

bool ReadScriptDates(absl::string_view script, NumericOrder order,
                     std::optional<absl::CivilDay>* day) {
  for (const absl::string_view stem : kStems) {
    for (size_t at = script.find(stem); at != absl::string_view::npos;) {
      size_t begin = at;
      size_t end = at + stem.size();
      while (begin > 0 && at - begin < kMaxKeyBytes && IsKeyByte(script[begin - 1])) --begin;
      while (end < script.size() && end - at < kMaxKeyBytes && script[end] != ':' &&
             IsKeyByte(script[end]))
        ++end;
      if (NamesPublication(script.substr(begin, end - begin))) {
        const auto date = ParseMachineDate(ValueBehind(script, end), order);
        if (date && date->precision == article::DatePrecision::kDay) {
          if (*day && **day != date->day) return false;
          *day = date->day;
        }
      }
      at = script.find(stem, end);
    }
  }
  return true;
}

std::optional<absl::CivilDay> FindScriptDate(const HtmlPage& page, NumericOrder order) {
  const std::vector<PageNode>& nodes = page.nodes();
  std::optional<absl::CivilDay> day;
  size_t bytes = 0;
  for (uint32_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].tag != GUMBO_TAG_SCRIPT) continue;
    const absl::string_view script = page.RawTextOf(i);
    bytes += script.size();
    if (bytes > kMaxScriptDateBytes) break;
    if (!ReadScriptDates(script, order, &day)) return std::nullopt;
  }
  return day;
}

}  // namespace dateline::extract

#include "indexer/extract/reuters_record.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "indexer/extract/month_names.h"
#include "indexer/text/utf8.h"

namespace dateline::extract {
namespace {

constexpr size_t kNone = absl::string_view::npos;
// A line with so many spaces side by side is one of a table.
constexpr absl::string_view kTableGap = "   ";
// A line that begins with so many spaces begins a paragraph.
constexpr absl::string_view kIndent = "   ";

// What stands between <name ...> and </name>, or the next element when the end is missing.
absl::string_view ElementOf(absl::string_view sgml, absl::string_view name) {
  const std::string begin = absl::StrCat("<", name);
  for (size_t at = sgml.find(begin); at != kNone; at = sgml.find(begin, at + 1)) {
    absl::string_view rest = sgml.substr(at + begin.size());
    if (rest.empty() || (rest[0] != '>' && !absl::ascii_isspace(rest[0]))) continue;
    const size_t open = rest.find('>');
    if (open == kNone) return absl::string_view();
    rest.remove_prefix(open + 1);
    return rest.substr(0, rest.find(absl::StrCat("</", name, ">")));
  }
  return absl::string_view();
}

// The text without entities, and without the control characters of the wire, written as "&#3;" or
// as bytes.
std::string Unescaped(absl::string_view text) {
  std::string out;
  while (!text.empty()) {
    const unsigned char c = text[0];
    const size_t end = c == '&' ? text.substr(0, 12).find(';') : kNone;
    if (end == kNone) {
      if (c == '\t') out.push_back(' ');
      if (c == '\n' || (c >= 0x20 && c != 0x7f)) out.push_back(text[0]);
      text.remove_prefix(1);
      continue;
    }
    absl::string_view entity = text.substr(1, end - 1);
    uint32_t number = 0;
    if (entity == "lt") {
      out.push_back('<');
    } else if (entity == "gt") {
      out.push_back('>');
    } else if (entity == "amp") {
      out.push_back('&');
    } else if (absl::ConsumePrefix(&entity, "#") && absl::SimpleAtoi(entity, &number)) {
      const bool control = number < 0x20 || (number >= 0x7f && number < 0xa0);
      const bool scalar = number < 0xd800 || (number > 0xdfff && number < 0x110000);
      if (!control && scalar) text::AppendUtf8(number, &out);
    } else {
      out.append(text.data(), end + 1);
    }
    text.remove_prefix(end + 1);
  }
  return out;
}

std::string OneLine(absl::string_view text) {
  return absl::StrJoin(absl::StrSplit(Unescaped(text), absl::ByAnyChar(" \n"), absl::SkipEmpty()),
                       " ");
}

bool IsTableLine(absl::string_view line) {
  return absl::StrContains(absl::StripAsciiWhitespace(line), kTableGap);
}

std::string Paragraphs(absl::string_view text) {
  std::string body;
  bool begins = false;
  bool table = false;
  const std::string plain = Unescaped(text);
  for (const absl::string_view line : absl::StrSplit(plain, '\n')) {
    const absl::string_view words = absl::StripAsciiWhitespace(line);
    if (words.empty()) {
      begins = true;
      continue;
    }
    const bool table_line = IsTableLine(line);
    if (!body.empty()) {
      // The rows of a table stay together, one a line.
      const bool both = table && table_line;
      if (!both && (begins || absl::StartsWith(line, kIndent))) {
        body += "\n\n";
      } else {
        body += table || table_line ? "\n" : " ";
      }
    }
    body.append(words.data(), words.size());
    begins = false;
    table = table_line;
  }
  return body;
}

// "26-FEB-1987 15:01:01.79"
article::PublishDate DateOf(absl::string_view text) {
  article::PublishDate date;
  const std::vector<absl::string_view> words =
      absl::StrSplit(text, absl::ByAnyChar(" \n\t-"), absl::SkipEmpty());
  int day = 0;
  int year = 0;
  if (words.size() < 3 || !absl::SimpleAtoi(words[0], &day) ||
      !absl::SimpleAtoi(words[2].substr(0, 4), &year)) {
    return date;
  }
  const int month = MonthOfName(absl::AsciiStrToLower(words[1]));
  const absl::CivilDay civil(year, month, day);
  if (month == 0 || civil.day() != day || year < article::kMinYear || year > article::kMaxYear)
    return date;
  date.precision = article::DatePrecision::kDay;
  date.source = article::DateSource::kGiven;
  date.day = civil;
  return date;
}

}  // namespace

void ReadReutersRecord(absl::string_view sgml, article::Article* article) {
  const absl::string_view tag = sgml.substr(0, sgml.find('>'));
  constexpr absl::string_view kId = "NEWID=\"";
  const size_t id = tag.find(kId);
  if (id != kNone) {
    const absl::string_view value = tag.substr(id + kId.size());
    const size_t digits = std::min(value.find_first_not_of("0123456789"), value.size());
    if (digits > 0 && digits <= 20) article->id = absl::StrCat("reuters-", value.substr(0, digits));
  }
  article->publish_date = DateOf(ElementOf(sgml, "DATE"));
  article->source = article->agency = "Reuters";
  const absl::string_view text = ElementOf(sgml, "TEXT");
  article->title = OneLine(ElementOf(text, "TITLE"));
  article->body = Paragraphs(ElementOf(text, "BODY"));
  if (article->title.empty() && article->body.empty()) {
    article->body = Paragraphs(text);  // TYPE="UNPROC": no parts are marked.
  }
  const std::string dateline = OneLine(ElementOf(text, "DATELINE"));
  if (!dateline.empty() && !article->body.empty()) {
    article->body = absl::StrCat(dateline, " ", article->body);
  }
}

}  // namespace dateline::extract

#include "indexer/annotate/numeric_date.h"

#include "indexer/annotate/calendar_words.h"
#include "indexer/article/date.h"

namespace dateline::annotate {
namespace {

constexpr int kFirstBriefYear = 50;  // 50 is 1950, 49 is 2049.

bool IsMonth(int number) { return number >= 1 && number <= 12; }
bool IsDay(int number) { return number >= 1 && number <= 31; }

// Three numbers with one sign between, without spaces.
struct Triple {
  absl::string_view part[3];
  char sign = 0;
};

bool ReadTriple(const TokenizedText& text, uint32_t limit, uint32_t at, Triple* triple) {
  if (at + 5 > limit) return false;
  for (uint32_t i = 0; i < 5; ++i) {
    const Token& token = text.tokens[at + i];
    if (i > 0 && token.space_before) return false;
    const absl::string_view word = text.text.substr(token.begin, token.end - token.begin);
    if (i % 2 == 0) {
      if (token.shape != Shape::kNumber) return false;
      triple->part[i / 2] = word;
    } else {
      if (token.shape != Shape::kOther || (word != "-" && word != "/")) return false;
      if (triple->sign != 0 && triple->sign != word[0]) return false;
      triple->sign = word[0];
    }
  }
  return true;
}

// 2023-09-13, also with a time in the last token: 2023-09-13T10
bool ReadYearFirst(const Triple& triple, DateExpression* date) {
  absl::string_view day = triple.part[2];
  if (day.size() > 2 && (day[2] == 'T' || day[2] == 't')) day = day.substr(0, 2);
  date->year = PlainNumber(triple.part[0], 4, 4);
  date->month = PlainNumber(triple.part[1], 1, 2);
  date->day = PlainNumber(day, 1, 2);
  return date->year >= article::kMinYear && IsMonth(date->month) && IsDay(date->day);
}

// 9/13/2023, 13-09-2023: where only one reading has such a day
bool ReadYearLast(const Triple& triple, DateExpression* date) {
  const int a = PlainNumber(triple.part[0], 1, 2);
  const int b = PlainNumber(triple.part[1], 1, 2);
  // With hyphens, two digits more often end a score or a code.
  if (triple.sign == '-' && triple.part[2].size() != 4) return false;
  date->year = FullYear(triple.part[2]);
  if (date->year < article::kMinYear || !IsDay(a) || !IsDay(b)) return false;
  if (IsMonth(a) && IsMonth(b) && a != b) {
    date->form = DateForm::kAmbiguous;
    return true;
  }
  date->month = IsMonth(a) ? a : b;
  date->day = IsMonth(a) ? b : a;
  return IsMonth(date->month);
}

// 13.09.2023, one token
bool ReadDotted(absl::string_view word, DateExpression* date) {
  const size_t one = word.find('.');
  if (one == absl::string_view::npos) return false;
  const size_t two = word.find('.', one + 1);
  if (two == absl::string_view::npos) return false;
  date->day = PlainNumber(word.substr(0, one), 1, 2);
  date->month = PlainNumber(word.substr(one + 1, two - one - 1), 1, 2);
  date->year = PlainNumber(word.substr(two + 1), 4, 4);
  return date->year >= article::kMinYear && IsMonth(date->month) && IsDay(date->day);
}

}  // namespace

bool ReadNumericDate(const TokenizedText& text, uint32_t limit, uint32_t at, DateExpression* date) {
  const Token& token = text.tokens[at];
  *date = DateExpression();
  if (ReadDotted(text.text.substr(token.begin, token.end - token.begin), date)) {
    date->last = at + 1;
    return true;
  }
  Triple triple;
  if (!ReadTriple(text, limit, at, &triple)) return false;
  date->last = at + 5;
  return ReadYearFirst(triple, date) || ReadYearLast(triple, date);
}

bool ReadNamedDay(const TokenizedText& text, uint32_t limit, uint32_t at, DateExpression* date) {
  const auto word = [&](uint32_t i) {
    const Token& token = text.tokens[i];
    return text.text.substr(token.begin, token.end - token.begin);
  };
  const auto tight = [&](uint32_t i) { return i < limit && !text.tokens[i].space_before; };
  if (at + 3 > limit || word(at) != "9" || word(at + 1) != "/" || word(at + 2) != "11")
    return false;
  if (!tight(at + 1) || !tight(at + 2)) return false;
  // 9/11/2023, 8-9/11
  if (tight(at + 3) && (word(at + 3) == "/" || word(at + 3) == "%")) return false;
  if (at > 0 && !text.tokens[at].space_before && text.tokens[at - 1].shape == Shape::kOther &&
      (word(at - 1) == "-" || word(at - 1) == "/" || word(at - 1) == "$")) {
    return false;
  }
  *date = DateExpression();
  date->form = DateForm::kNamedDay;
  date->year = 2001;
  date->month = 9;
  date->day = 11;
  date->last = at + 3;
  return true;
}

int FullYear(absl::string_view word) {
  const int year = PlainNumber(word, 4, 4);
  if (year >= article::kMinYear) return year;
  const int brief = PlainNumber(word, 2, 2);
  if (brief < 0) return 0;
  return brief < kFirstBriefYear ? 2000 + brief : 1900 + brief;
}

}  // namespace dateline::annotate

// One sentence as the readers of calendar expressions look at it: tokens by number, with what each
// may mean.

#ifndef DATELINE_INDEXER_ANNOTATE_DATE_TOKENS_H_
#define DATELINE_INDEXER_ANNOTATE_DATE_TOKENS_H_

#include <algorithm>
#include <cstdint>
#include <initializer_list>

#include "absl/strings/string_view.h"
#include "indexer/annotate/date_expression.h"
#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

// Years that a number alone may mean with a word such as "in" before it, and without.
inline constexpr int kFirstYearWithCue = 1100;
inline constexpr int kFirstPlainYear = 1900;

inline bool OneOf(absl::string_view key, std::initializer_list<absl::string_view> words) {
  return std::find(words.begin(), words.end(), key) != words.end();
}

// "early", "mid", "late": they narrow a month or year, whose whole interval we take.
inline bool IsEdge(absl::string_view key) { return OneOf(key, {"early", "mid", "late"}); }
// "every", "each": what follows is repeated.
inline bool IsRepeat(absl::string_view key) {
  return OneOf(key, {"every", "each", "any", "most", "some"});
}
// "morning", "night": a part of a day.
inline bool IsPartOfDay(absl::string_view key) {
  return OneOf(key, {"morning", "afternoon", "evening", "night", "noon"});
}

// All functions but At and Raw take any token number and answer "" or 0 outside of the sentence.
class DateTokens {
 public:
  DateTokens(const TokenizedText& text, const Sentence& sentence)
      : text_(text), begin_(sentence.first), limit_(sentence.last) {}

  const TokenizedText& text() const { return text_; }
  uint32_t begin() const { return begin_; }
  uint32_t limit() const { return limit_; }

  const Token& At(uint32_t i) const { return text_.tokens[i]; }
  absl::string_view Raw(uint32_t i) const {
    return text_.text.substr(At(i).begin, At(i).end - At(i).begin);
  }
  absl::string_view Key(uint32_t i) const {
    return i < limit_ && i >= begin_ ? absl::string_view(At(i).key) : absl::string_view();
  }
  absl::string_view KeyBefore(uint32_t i, uint32_t n = 1) const {
    return i >= begin_ + n ? absl::string_view(At(i - n).key) : absl::string_view();
  }
  bool IsSign(uint32_t i, char sign) const {
    return i < limit_ && At(i).shape == Shape::kOther && text_.text[At(i).begin] == sign;
  }
  bool IsNumber(uint32_t i) const { return i < limit_ && At(i).shape == Shape::kNumber; }
  bool IsCapital(uint32_t i) const { return i < limit_ && IsCapitalized(At(i).shape); }
  // The sign, with no space on either side.
  bool Joins(uint32_t i, char sign) const { return IsSign(i, sign) && IsTight(i); }
  // A hyphen or a dash between two numbers or names, with no space on either side.
  bool JoinsRange(uint32_t i) const { return (IsSign(i, '-') || IsDash(i)) && IsTight(i); }
  // An en dash.
  bool IsDash(uint32_t i) const {
    return i < limit_ && At(i).shape == Shape::kOther && Raw(i) == "\xE2\x80\x93";
  }
  bool IsApostrophe(uint32_t i) const {
    return i < limit_ && i >= begin_ && At(i).shape == Shape::kOther &&
           (Raw(i) == "'" || Raw(i) == "\xE2\x80\x99" || Raw(i) == "\xE2\x80\x98");
  }

  int YearAt(uint32_t i) const;     // Four digits.
  int DayAt(uint32_t i) const;      // 1..31, "3rd".
  int MonthAt(uint32_t i) const;    // In lower case only beside its day or year.
  int WeekdayAt(uint32_t i) const;  // Short forms only in front of a date.

  // True when the number or word at token `i` ends a date there: "24 and 25." but not "24 to 25
  // people".
  bool DayEnds(uint32_t i) const;

  // What "last", "this" or "next" before token `i` says.
  Direction DirectionBefore(uint32_t i) const;

 private:
  bool IsTight(uint32_t i) const {
    return !At(i).space_before && i + 1 < limit_ && !At(i + 1).space_before;
  }

  const TokenizedText& text_;
  uint32_t begin_;
  uint32_t limit_;
};

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_DATE_TOKENS_H_

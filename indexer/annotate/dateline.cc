#include "indexer/annotate/dateline.h"

#include <algorithm>

#include "indexer/annotate/name_tokens.h"

namespace dateline::annotate {
namespace {

constexpr uint32_t kMaxTownTokens = 5;
constexpr uint32_t kMaxDatelineTokens = 24;

bool IsDash(const TokenizedText& text, const Token& token) {
  const absl::string_view sign = text.text.substr(token.begin, token.end - token.begin);
  return token.space_before && (sign == "-" || sign == "_" || sign == "\u2013" || sign == "\u2014");
}

// What stands between the town and the credit: places, months, numbers and the signs around them.
bool IsPlaceOrDate(const NameTokens& t, uint32_t i) {
  return t.IsName(i) || t.At(i).shape == Shape::kNumber || t.IsSign(i, ',') || t.IsSign(i, '.') ||
         (t.IsSign(i, '-') && t.Joins(i, '-'));
}

}  // namespace

Dateline FindDateline(const TokenizedText& text, const Sentence& sentence) {
  const NameTokens t(text, sentence);
  Dateline line;
  line.first = t.begin();
  uint32_t i = t.begin();
  while (i < t.limit() && i - line.first < kMaxTownTokens &&
         (t.At(i).shape == Shape::kUpper || (i > line.first && t.Joins(i, '-')))) {
    ++i;
  }
  if (i == line.first || (t.ContainsClass(line.first, i, kNoName))) return Dateline();
  line.town_last = i;
  const bool comma = t.IsSign(i, ',');
  const uint32_t limit = std::min(t.limit(), line.first + kMaxDatelineTokens);
  while (i < limit && IsPlaceOrDate(t, i)) ++i;
  if (t.IsSign(i, '(')) {
    line.credit_first = ++i;
    while (i < limit && t.IsName(i)) ++i;
    line.credit_last = i;
    if (i == line.credit_first || !t.IsSign(i, ')')) return Dateline();
    ++i;
  }
  if (i >= limit || !IsDash(text, t.At(i))) return Dateline();
  // "NOTE - ...", "TEXAS 75 58 -": other lines begin like that, too.
  const bool bare = line.credit_last == 0 && !comma;
  if (bare && (i != line.town_last || t.IsSign(i, '-') ||
               t.ContainsClass(line.first, line.town_last, kCommon))) {
    return Dateline();
  }
  line.last = i + 1;
  return line;
}

}  // namespace dateline::annotate

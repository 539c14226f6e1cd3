#include "indexer/annotate/name_candidate.h"

#include <algorithm>

namespace dateline::annotate {
namespace {

// The most tokens a name may have; a longer run of capitals is no name.
constexpr uint32_t kMaxNameTokens = 14;

bool IsSportsLeague(absl::string_view key) {
  return key == "major" || key == "national" || key == "american" || key == "premier" ||
         key == "champions" || key == "football" || key == "minor" || key == "little" ||
         key == "ivy" || key == "super";
}

class SentenceCutter {
 public:
  SentenceCutter(const TokenizedText& text, const Lexicon& lexicon, article::Field field,
                 uint32_t sentence, std::vector<NameCandidate>* out)
      : text_(text),
        lexicon_(lexicon),
        field_(field),
        sentence_(sentence),
        begin_(text.sentences[sentence].first),
        limit_(text.sentences[sentence].last),
        out_(out) {}

  void Cut() {
    for (uint32_t i = begin_; i < limit_;) {
      if (!StartsName(i)) {
        ++i;
        continue;
      }
      const uint32_t end = ChainEnd(i);
      TakeChain(i, end);
      i = end;
    }
  }

 private:
  const Token& At(uint32_t i) const { return text_.tokens[i]; }
  bool Has(uint32_t i, WordClasses classes) const { return (At(i).classes & classes) != 0; }
  char CharAt(uint32_t i) const { return text_.text[At(i).begin]; }
  bool IsSign(uint32_t i, char sign) const {
    return i < limit_ && At(i).shape == Shape::kOther && !At(i).possessive && CharAt(i) == sign;
  }
  bool IsName(uint32_t i) const { return i < limit_ && IsCapitalized(At(i).shape); }
  bool StartsName(uint32_t i) const {
    if (IsName(i)) return true;
    // "al-Qaeda", "al Assad".
    return At(i).shape == Shape::kLower && At(i).key == "al" && i + 2 < limit_ &&
           (IsName(i + 1) || (IsSign(i + 1, '-') && IsName(i + 2)));
  }
  // The first word of a sentence or quotation, where every word has a capital.
  bool WeakCapital(uint32_t i) const {
    if (text_.sentences[sentence_].title_case) return true;
    if (i == begin_) return true;
    if (At(i - 1).shape != Shape::kOther || At(i - 1).possessive) return false;
    const char c = CharAt(i - 1);
    return c == '"' || c == '`' || c == ':' || c == '_' || c == '*' || c == '.' || c == '?' ||
           (c & 0x80) || (c == '\'' && At(i - 1).space_before) || (c == '-' && i - 1 == begin_);
  }

  uint32_t ChainEnd(uint32_t i) const;
  bool NamesHyphenated(uint32_t start, uint32_t j) const;
  uint32_t HyphenEnd(uint32_t start, uint32_t j) const;
  uint32_t ConnectorEnd(uint32_t start, uint32_t j) const;
  bool ContainsClass(uint32_t first, uint32_t last, WordClasses classes) const;
  bool EndsInOrgHead(uint32_t j) const;

  void TakeChain(uint32_t first, uint32_t last);
  void TakePart(uint32_t first, uint32_t last);
  bool TakeTitled(uint32_t first, uint32_t last);
  bool TakeOrganization(uint32_t first, uint32_t last);
  void TakePrefix(uint32_t first, uint32_t last);
  void Add(uint32_t first, uint32_t last, Form form);

  const TokenizedText& text_;
  const Lexicon& lexicon_;
  const article::Field field_;
  const uint32_t sentence_;
  const uint32_t begin_;
  const uint32_t limit_;
  std::vector<NameCandidate>* const out_;
};

bool SentenceCutter::ContainsClass(uint32_t first, uint32_t last, WordClasses classes) const {
  for (uint32_t i = first; i < last; ++i) {
    if (Has(i, classes)) return true;
  }
  return false;
}

// The run of capitalized words from `j` on ends in a word like "Commission".
bool SentenceCutter::EndsInOrgHead(uint32_t j) const {
  while (IsName(j + 1) && At(j + 1).space_before) ++j;
  return Has(j, kOrgHead);
}

// The hyphen at `j` stands in a Korean or Chinese given name behind its family name: "Lee
// Sang-min".
bool SentenceCutter::NamesHyphenated(uint32_t start, uint32_t j) const {
  if (j < start + 2 || j + 1 >= limit_ || !IsSign(j, '-') || At(j + 1).space_before) return false;
  const Token& left = At(j - 1);
  const Token& right = At(j + 1);
  return Has(j - 2, kFamilyFirst) && IsCapitalized(At(j - 2).shape) &&
         left.shape == Shape::kCapital && left.end - left.begin <= 6 &&
         right.shape == Shape::kLower && right.end - right.begin <= 6;
}

// Behind the hyphen at `j` of a chain from `start`: where the chain goes on; `j` when it ends.
uint32_t SentenceCutter::HyphenEnd(uint32_t start, uint32_t j) const {
  if (j + 1 >= limit_ || At(j).space_before || At(j + 1).space_before) return j;
  const Token& left = At(j - 1);
  const Token& right = At(j + 1);
  if (right.shape == Shape::kOther || right.shape == Shape::kNumber) return j;
  const auto names_people_or_place = [&](const Token& token) {
    const KnownName* known = lexicon_.FindName(token.key);
    return (token.classes & kDemonym) || (known != nullptr && known->renown >= Renown::kCapital &&
                                          known->kind == article::Kind::kPlace);
  };
  if (IsCapitalized(right.shape)) {
    const bool two = names_people_or_place(left) && names_people_or_place(right);
    return two ? j : j + 2;
  }
  if (NamesHyphenated(start, j)) return j + 2;
  if (names_people_or_place(left) || (left.classes & (kWeekday | kMonth))) return j;
  if (right.classes & (kCommon | kFunction | kRole | kDirection)) return j;
  return left.shape == Shape::kUpper ? j : j + 2;
}

// From the lower-case word or sign at `j` on: where the chain goes on; `j` when it ends.
uint32_t SentenceCutter::ConnectorEnd(uint32_t start, uint32_t j) const {
  const Token& token = At(j);
  if (IsSign(j, '&')) {
    if (!IsName(j + 1) || (j - start > 1 && Has(start, kGiven) && Has(j + 1, kGiven))) return j;
    return j + 2;
  }
  if (IsSign(j, ',')) {
    if (!IsName(j + 1)) return j;
    if (Has(start, kFunction)) ++start;
    const std::string& key = At(j + 1).key;
    // "Ministry of Agriculture, Forestry and Fisheries"
    const bool subject = Has(j - 1, kMinistry | kCommon) && Has(j + 1, kMinistry | kCommon) &&
                         j > start + 2 && Has(start, kOrgOf) && At(start + 1).key == "of" &&
                         j + 2 < limit_ && (At(j + 2).key == "and" || IsSign(j + 2, ','));
    if (subject) return j + 2;
    return Has(j + 1, kOrgSuffix) || key == "jr" || key == "sr" ? j + 2 : j;
  }
  if (token.shape != Shape::kLower) return j;
  const bool the = j + 1 < limit_ && At(j + 1).key == "the" && At(j + 1).shape == Shape::kLower;
  const uint32_t next = j + (the ? 2 : 1);
  if (!IsName(next) && !(Has(j, kParticle) && j + 1 < limit_ && Has(j + 1, kParticle))) return j;
  if (token.key == "of") {
    bool of = false;  // "University of the Valleys of Oaxaca" goes on.
    for (uint32_t i = start + 1; i < j; ++i) of = of || (At(i).key == "of" && Has(i - 1, kOrgOf));
    return of || Has(j - 1, kOrgOf) || (Has(j - 1, kOrgHead) && !the) ? next + 1 : j;
  }
  if (token.key == "for") {
    const bool head = Has(j - 1, kOrgOf) || (!the && Has(j - 1, kCommon) && !Has(j - 1, kOrgHead) &&
                                             ContainsClass(start, j, kOrgOf));
    return head && j - start > (the ? 1u : 0u) ? next + 1 : j;
  }
  if (token.key == "and") {
    if (the) return j;
    bool of = false;
    for (uint32_t i = start; i < j; ++i) of = of || At(i).key == "of" || At(i).key == "for";
    if (of && Has(j - 1, kMinistry | kCommon)) return next + 1;
    if (of && Has(j - 1, kDemonym) && Has(next, kDemonym)) return next + 1;
    const bool plain = Has(j - 1, kMinistry | kCommon) && !Has(j - 1, kOrgHead | kTitle);
    return plain && At(j - 1).shape == Shape::kCapital && Has(next, kMinistry | kCommon) &&
                   EndsInOrgHead(next)
               ? next + 1
               : j;
  }
  if (Has(j, kParticle) && !the) {
    uint32_t k = j;
    while (k < limit_ && k < j + 3 && At(k).shape == Shape::kLower && Has(k, kParticle)) {
      k += IsSign(k + 1, '-') && !At(k + 1).space_before ? 2 : 1;
    }
    if (IsName(k) && !Has(j - 1, kOrgHead | kFunction)) return k + 1;
  }
  return j;
}

uint32_t SentenceCutter::ChainEnd(uint32_t i) const {
  uint32_t j = i + 1;
  uint32_t known_end = 0;
  if (LongestKnownName(text_, lexicon_, i, limit_, &known_end)) j = std::max(j, known_end);
  while (j < limit_ && j - i < kMaxNameTokens) {
    const Token& token = At(j);
    uint32_t next = j;
    if (IsCapitalized(token.shape)) {
      if (!token.space_before && At(j - 1).shape == Shape::kOther && !IsSign(j - 1, '-')) break;
      next = j + 1;
      if (LongestKnownName(text_, lexicon_, j, limit_, &known_end)) {
        next = std::max(next, known_end);
      }
    } else if (IsSign(j, '-')) {
      next = HyphenEnd(i, j);
    } else {
      next = ConnectorEnd(i, j);
    }
    if (next == j) break;
    j = std::min(next, limit_);
  }
  return j;
}

void SentenceCutter::Add(uint32_t first, uint32_t last, Form form) {
  if (first >= last || last - first > kMaxNameTokens) return;
  if (last - first == 1 && At(first).shape == Shape::kInitial) return;
  // "US$5", "HK$2"
  if (last < text_.tokens.size() && text_.text[At(last).begin] == '$' && !At(last).space_before)
    return;
  NameCandidate candidate;
  candidate.field = field_;
  candidate.sentence = sentence_;
  candidate.first = first;
  candidate.last = last;
  candidate.form = form;
  candidate.weak_capital = WeakCapital(first) && form != Form::kPerson;
  uint32_t end = 0;
  const KnownName* known = LongestKnownName(text_, lexicon_, first, last, &end);
  if (known != nullptr && end == last) candidate.known = known;
  candidate.key = KeyOf(text_, first, last);
  if (!candidate.key.empty()) out_->push_back(std::move(candidate));
}

// Cuts a run of capitalized words at grammatical words, months and weekdays.
void SentenceCutter::TakeChain(uint32_t first, uint32_t last) {
  uint32_t start = first;
  for (uint32_t i = first; i < last; ++i) {
    uint32_t end = 0;
    if (LongestKnownName(text_, lexicon_, i, last, &end) != nullptr && end > i + 1) {
      i = end - 1;
      continue;
    }
    if (!IsCapitalized(At(i).shape)) continue;
    const bool named = i > start && last - i == 1 && Has(i - 1, kGiven) && !Has(i, kWeekday);
    const bool hyphenated = i > start && NamesHyphenated(start, i + 1);
    const bool date = Has(i, kMonth | kWeekday) && !named && !hyphenated;
    const bool grammar = Has(i, kFunction) && !named && !hyphenated &&
                         (WeakCapital(i) || !Has(i, kGiven | kFamilyFirst) || At(i).key == "the");
    if (!date && !grammar) continue;
    TakePart(start, i);
    start = i + 1;
  }
  TakePart(start, last);
}

// Known names among words that only lead up to a title: "U.S. Defense (Secretary)".
void SentenceCutter::TakePrefix(uint32_t first, uint32_t last) {
  if (first >= last) return;
  if (TakeOrganization(first, last)) return;
  for (uint32_t i = first; i < last;) {
    uint32_t end = 0;
    const KnownName* known = LongestKnownName(text_, lexicon_, i, last, &end);
    if (known != nullptr && !(Has(i, kDemonym) && end == i + 1)) {
      Add(i, end, Form::kOpen);
      i = end;
    } else {
      ++i;
    }
  }
}

// "Kremlin Spokesman Dmitry Peskov": what is before the last title, and the person behind it.
bool SentenceCutter::TakeTitled(uint32_t first, uint32_t last) {
  uint32_t title = last;
  for (uint32_t i = last; i-- > first;) {
    if (!IsCapitalized(At(i).shape) || !Has(i, kTitle)) continue;
    // "Hun Sen" is no senator.
    if (i > first && i + 1 == last && Has(i, kHonorific)) continue;
    // "Zayed bin Sultan"
    if (i > first && At(i - 1).shape == Shape::kLower && Has(i - 1, kParticle)) continue;
    // A given or family name at the end of a name is no title: "Stephen King".
    if (i + 1 == last && i > first && Has(i - 1, kGiven) && Has(i, kSurname) &&
        !Has(i - 1, kTitle)) {
      continue;
    }
    title = i;
    break;
  }
  if (title == last) return false;
  const uint32_t rest = title + 1;
  if (rest < last &&
      (!IsCapitalized(At(rest).shape) || Has(last - 1, kOrgHead | kOrgSuffix | kEventHead))) {
    return false;
  }
  uint32_t prefix_end = title;
  while (prefix_end > first && Has(prefix_end - 1, kTitle | kRank)) --prefix_end;
  while (first < prefix_end && Has(first, kRank)) ++first;
  TakePrefix(first, prefix_end);
  if (rest < last) Add(rest, last, Form::kPerson);
  return true;
}

bool SentenceCutter::TakeOrganization(uint32_t first, uint32_t last) {
  bool organization = false;
  if (last - first > 1 &&
      (Has(last - 1, kOrgSuffix | kOrgHead) && IsCapitalized(At(last - 1).shape))) {
    organization = true;
  }
  for (uint32_t i = first + 1; i < last; ++i) {
    if (At(i).shape != Shape::kLower) continue;
    organization = organization ||
                   ((At(i).key == "of" || At(i).key == "for") && Has(i - 1, kOrgOf | kOrgHead));
  }
  if (!organization) return false;
  uint32_t end = 0;
  const KnownName* known = LongestKnownName(text_, lexicon_, first, last, &end);
  // "House of Representatives Wahono"
  if (known != nullptr && end < last && end > first + 1 && known->renown == Renown::kListed &&
      known->kind == article::Kind::kOrganization && At(end).shape == Shape::kCapital &&
      !Has(last - 1, kOrgHead | kOrgSuffix)) {
    Add(first, end, Form::kOpen);
    TakePart(end, last);
    return true;
  }
  // "U.S. Treasury": the place is one for its own; "Russian Foreign Ministry", "Boston University"
  // are not.
  if (known != nullptr && end < last && known->kind == article::Kind::kPlace &&
      At(first).shape == Shape::kUpper) {
    Add(first, end, Form::kOpen);
    first = end;
  }
  Add(first, last, Form::kOrganization);
  return true;
}

void SentenceCutter::TakePart(uint32_t first, uint32_t last) {
  while (last > first && (At(last - 1).shape == Shape::kOther ||
                          (At(last - 1).shape == Shape::kLower && !IsSign(last - 2, '-')))) {
    --last;
  }
  while (first < last && At(first).shape == Shape::kOther) ++first;
  if (first >= last) return;
  uint32_t end = 0;
  const KnownName* known = LongestKnownName(text_, lexicon_, first, last, &end);
  if (known != nullptr && end == last) return Add(first, last, Form::kOpen);
  if (TakeTitled(first, last)) return;
  if (last - first > 1 && Has(last - 1, kEventHead) &&
      !(Has(first, kGiven) && Has(last - 1, kSurname))) {
    return;
  }
  if (last - first == 2 && At(last - 1).key == "league" && IsSportsLeague(At(first).key)) return;
  // "Northern Iraq"
  if (last - first > 1 && Has(first, kDirection)) {
    uint32_t place_end = 0;
    const KnownName* place = LongestKnownName(text_, lexicon_, first + 1, last, &place_end);
    if (place != nullptr && place_end == last && place->kind == article::Kind::kPlace) {
      return Add(first, last, Form::kPlace);
    }
    if (last - first == 2 && Has(last - 1, kDemonym)) return;  // "North Korean"
  }
  // "Fullback Andre Joubert"
  if (last - first > 2 && Has(first, kRole | kClub) && !Has(first, kGiven) &&
      !Has(last - 1, kOrgHead | kOrgSuffix)) {
    return Add(first + 1, last, Form::kPerson);
  }
  // "Chad Curtis"
  if (known != nullptr && end == first + 1 && last - first == 2 && Has(first, kGiven) &&
      Has(last - 1, kSurname) && !Has(last - 1, kCommon)) {
    return Add(first, last, Form::kOpen);
  }
  // "ADC Hussein Safadi"
  if (last - first > 1 && At(first).shape == Shape::kUpper && At(first).end - At(first).begin > 2 &&
      At(first + 1).shape == Shape::kCapital && Has(first + 1, kGiven) &&
      !Has(last - 1, kOrgHead | kOrgSuffix) && last - first <= 6) {
    Add(first, first + 1, Form::kOpen);
    return TakePart(first + 1, last);
  }
  if (TakeOrganization(first, last)) return;
  if (last - first > 1 && Has(first, kDemonym) && end <= first + 1)
    return TakePart(first + 1, last);
  if (last - first > 1 && Has(last - 1, kDemonym) && !Has(first, kGiven))
    return TakePart(first, last - 1);
  const bool given = Has(first, kGiven);
  if (last - first > 1 && ((Has(last - 1, kPlaceHead) && !given) ||
                           (Has(first, kPlacePrefix) && (!given || !Has(first, kDirection))))) {
    return Add(first, last, Form::kPlace);
  }
  if (known != nullptr && end < last && known->renown >= Renown::kCountry && !IsSign(end, '-')) {
    // "Qatar Charity", "Taiwan Power" are one name; "U.S. Treasury" and "Iraq Kim" are not.
    const bool one =
        known->kind == article::Kind::kPlace && !text_.sentences[sentence_].title_case &&
        At(first).shape == Shape::kCapital && last - end <= 2 &&
        !ContainsClass(end, last, kGiven | kFamilyFirst | kSurname | kDemonym | kPlaceHead) &&
        !ContainsClass(end, last, kTitle | kRole);
    if (one) return Add(first, last, Form::kOrganization);
    Add(first, end, Form::kOpen);
    return TakePart(end, last);
  }
  // Common words in front of a name, where every first word has a capital: "Former Andy Caddick".
  if (last - first > 1 && WeakCapital(first) && Has(first, kCommon) &&
      !Has(first, kGiven | kSurname)) {
    return TakePart(first + 1, last);
  }
  Add(first, last, Form::kOpen);
}

}  // namespace

void AppendCandidates(const TokenizedText& text, const Lexicon& lexicon, article::Field field,
                      uint32_t sentence, std::vector<NameCandidate>* out) {
  SentenceCutter(text, lexicon, field, sentence, out).Cut();
}

}  // namespace dateline::annotate

#include "indexer/annotate/name_candidate.h"

#include <utility>

#include "absl/strings/match.h"
#include "indexer/annotate/dateline.h"
#include "indexer/annotate/name_chain.h"
#include "indexer/annotate/name_tokens.h"

namespace dateline::annotate {
namespace {

bool IsSportsLeague(absl::string_view key) {
  return key == "major" || key == "national" || key == "american" || key == "premier" ||
         key == "champions" || key == "football" || key == "minor" || key == "little" ||
         key == "ivy" || key == "super";
}

class SentenceCutter {
 public:
  SentenceCutter(const TokenizedText& text, const Lexicon& lexicon, article::Field field,
                 uint32_t sentence, std::vector<NameCandidate>* out)
      : t_(text, text.sentences[sentence]),
        text_(text),
        lexicon_(lexicon),
        field_(field),
        sentence_(sentence),
        dateline_(FindDateline(text, text.sentences[sentence])),
        out_(out) {}

  void Cut() {
    for (uint32_t i = t_.begin(); i < t_.limit();) {
      if (!t_.StartsName(i)) {
        ++i;
        continue;
      }
      const uint32_t end = NameChainEnd(t_, lexicon_, i);
      TakeChain(i, end);
      i = end;
    }
  }

 private:
  const Token& At(uint32_t i) const { return t_.At(i); }
  bool Has(uint32_t i, WordClasses classes) const { return t_.Has(i, classes); }
  bool IsSign(uint32_t i, char sign) const { return t_.IsSign(i, sign); }

  void TakeChain(uint32_t first, uint32_t last);
  void TakePart(uint32_t first, uint32_t last);
  bool TakeTitled(uint32_t first, uint32_t last);
  bool TakeOrganization(uint32_t first, uint32_t last);
  bool IsClub(uint32_t first, uint32_t middle, uint32_t last, const KnownName& town) const;
  void TakePrefix(uint32_t first, uint32_t last);
  void Add(uint32_t first, uint32_t last, Form form);

  const NameTokens t_;
  const TokenizedText& text_;
  const Lexicon& lexicon_;
  const article::Field field_;
  const uint32_t sentence_;
  const Dateline dateline_;
  std::vector<NameCandidate>* const out_;
};

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
  candidate.weak_capital = t_.WeakCapital(first) && form != Form::kPerson;
  uint32_t end = 0;
  const KnownName* known = LongestKnownName(text_, lexicon_, first, last, &end);
  if (known != nullptr && end == last) candidate.known = known;
  if (last == dateline_.town_last) candidate.form = Form::kPlace;
  // Who sent the report is no part of it; agencies that everybody knows are names all the same.
  if (candidate.known == nullptr && first >= dateline_.credit_first &&
      last <= dateline_.credit_last)
    return;
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
    const bool hyphenated = i > start && t_.NamesHyphenated(start, i + 1);
    // "Jan ten Brink"
    const bool joined = i + 1 < last && t_.ParticlesEnd(i + 1) != i + 1;
    const bool date = Has(i, kMonth | kWeekday) && !named && !hyphenated && !joined;
    const bool grammar =
        Has(i, kFunction) && !named && !hyphenated &&
        (t_.WeakCapital(i) || !Has(i, kGiven | kFamilyFirst) || At(i).key == "the");
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
  if (rest < last && ((!IsCapitalized(At(rest).shape) && t_.ParticlesEnd(rest) == rest) ||
                      Has(last - 1, kOrgHead | kOrgSuffix | kEventHead))) {
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

// The town at [first, middle) and one word of another kind behind it name a club.
bool SentenceCutter::IsClub(uint32_t first, uint32_t middle, uint32_t last,
                            const KnownName& town) const {
  return town.kind == article::Kind::kPlace && town.renown >= Renown::kLarge &&
         town.renown <= Renown::kCapital && last - middle == 1 && !t_.title_case() &&
         At(first).shape == Shape::kCapital && At(middle).shape == Shape::kCapital &&
         lexicon_.FindName(At(middle).key) == nullptr && !Has(first, kGiven | kParticle) &&
         (Has(middle, kCommon) || absl::EndsWith(At(middle).key, "s")) &&
         !Has(middle, kGiven | kSurname | kFamilyFirst | kDemonym | kPlaceHead | kTitle | kRole |
                          kMonth | kWeekday | kFunction | kEventHead);
}

void SentenceCutter::TakePart(uint32_t first, uint32_t last) {
  while (last > first && (At(last - 1).shape == Shape::kOther ||
                          (At(last - 1).shape == Shape::kLower && !IsSign(last - 2, '-')))) {
    --last;
  }
  while (first < last && At(first).shape == Shape::kOther) ++first;
  // "Anna Hall QC"
  if (last - first > 2 && At(first).shape == Shape::kCapital &&
      At(last - 1).shape == Shape::kUpper && Has(last - 1, kNoName) && Has(first, kGiven)) {
    --last;
  }
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
  if (last - first > 2 && Has(first, kRole | kClub) &&
      (!Has(first, kGiven) || Has(first + 1, kGiven)) && !Has(last - 1, kOrgHead | kOrgSuffix)) {
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
  // "Northern Wire"
  const bool compass = Has(first, kDirection) && last - first == 2 && Has(last - 1, kCommon) &&
                       !Has(last - 1, kPlaceHead);
  if (compass) return Add(first, last, Form::kOpen);
  if (last - first > 1 && ((Has(last - 1, kPlaceHead) && !given) ||
                           (Has(first, kPlacePrefix) && (!given || !Has(first, kDirection))))) {
    return Add(first, last, Form::kPlace);
  }
  if (known != nullptr && end < last && known->renown >= Renown::kCountry && !IsSign(end, '-')) {
    // "Qatar Charity", "Taiwan Power" are one name; "U.S. Treasury" and "Iraq Kim" are not.
    const bool one =
        known->kind == article::Kind::kPlace && !t_.title_case() &&
        At(first).shape == Shape::kCapital && last - end <= 2 &&
        !t_.ContainsClass(end, last, kGiven | kFamilyFirst | kSurname | kDemonym | kPlaceHead) &&
        !t_.ContainsClass(end, last, kTitle | kRole);
    if (one) return Add(first, last, Form::kOrganization);
    Add(first, end, Form::kOpen);
    return TakePart(end, last);
  }
  // "Oslo Comets": a club.
  if (known != nullptr && IsClub(first, end, last, *known)) {
    return Add(first, last, Form::kOrganization);
  }
  // Common words in front of a name, where every first word has a capital: "Former Andy Caddick".
  if (last - first > 1 && t_.WeakCapital(first) && Has(first, kCommon) &&
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

#include <array>

#include "absl/algorithm/container.h"
#include "indexer/annotate/name_weigher.h"

namespace dateline::annotate {
namespace {

using article::Kind;

// Nouns that a person's name stands before, with an article: "the Dreyfus affair".
constexpr std::array<absl::string_view, 12> kNamedFor = {
    "case",   "affair", "trial",    "scandal",        "family",     "era",
    "murder", "album",  "campaign", "administration", "government", "foundation"};

// "the waters of the Oder"
constexpr std::array<absl::string_view, 9> kOfRivers = {
    "water", "waters", "banks", "bank", "level", "source", "mouth", "shore", "shores"};

// "the eruption of Etna"
constexpr std::array<absl::string_view, 5> kOfMountains = {"eruption", "slopes", "crater", "foot",
                                                           "summit"};

// "families from Galway"
constexpr std::array<absl::string_view, 5> kPeople = {"families", "people", "residents", "farmers",
                                                      "villagers"};

// "moved to Vik"
constexpr std::array<absl::string_view, 12> kMotion = {
    "came", "come", "moved", "travelled", "traveled", "returned",
    "fled", "flew", "drove", "sailed",    "walked",   "visitors"};

}  // namespace

// "the sinking of the Stella Maris": with an article, it is a thing, not a
// person.
void Weigher::WeighArticle(uint32_t before) {
  if (At(before).key != "the" || Size() == 1) return;
  Add(Kind::kOrganization, 1);
  const bool named = last_ < limit_ && At(last_).shape == Shape::kLower &&
                     absl::c_linear_search(kNamedFor, At(last_).key);
  Add(Kind::kPerson, named ? -2 : -6);
  if (!named && candidate_.form == Form::kOpen) candidate_.thing = true;
}

// What nouns say about the name behind them: "the volcano X", "the villages around X", "the airline
// X", "the operator, X,".
void Weigher::WeighNounBefore(uint32_t before) {
  const Token& token = At(before);
  if (token.shape == Shape::kLower) {
    if (token.classes & kVessel) {
      candidate_.thing = true;
      Add(Kind::kPerson, -6);
      Add(Kind::kPlace, -4);
    }
    if (token.classes & kPlaceNoun) Add(Kind::kPlace, 3);
    if (token.classes & kOrgNoun) Add(Kind::kOrganization, 2.5f);
    return;
  }
  if (!IsSign(before, ',') || before == begin_) return;
  if (!IsSign(last_, ',') && !IsSign(last_, '.')) return;
  const Token& noun = At(before - 1);
  if (noun.shape != Shape::kLower) return;
  if (noun.classes & kRole) Add(Kind::kPerson, 2);
  if ((noun.classes & kOrgNoun) && Size() > 1) Add(Kind::kOrganization, 2.2f);
}

// "villages around X", "the banks of the X", "families from X".
void Weigher::WeighWhere(uint32_t before) {
  uint32_t at = before;
  const bool the = IsLower(at, "the");
  if (the && at > begin_) --at;
  if (at == begin_) return;
  const Token& preposition = At(at);
  const absl::string_view key = preposition.key;
  if (the) {
    // "along the Oder", "the waters of the Oder"
    const bool river = key == "along" || key == "across" ||
                       (key == "of" && absl::c_linear_search(kOfRivers, At(at - 1).key));
    if (Size() == 1 && river) Add(Kind::kPlace, 4);
    return;
  }
  // "in Galway and Clifden"
  if (IsSign(before, ',') || IsLower(before, "and")) {
    const uint32_t lead = before >= begin_ + 2 ? before - 2 : kNone;
    const bool place =
        IsCapitalized(At(before - 1).shape) &&
        !Has(before - 1, kMonth | kWeekday | kGiven | kDemonym | kCommon | kOrgHead | kFunction);
    if (place && Size() == 1 && lead != kNone && (IsLower(lead, "in") || IsLower(lead, "near"))) {
      Add(Kind::kPlace, 2.2f);
    }
    return;
  }
  const bool surrounds = key == "around" || key == "near" || key == "outside" || key == "below" ||
                         key == "beneath" || key == "above" || key == "off" || key == "between";
  const bool joins = key == "of" || key == "to" || key == "from" || key == "in" || key == "on";
  const Token& noun = At(at - 1);
  if (noun.shape == Shape::kOther) return;
  if ((surrounds || joins) && (noun.classes & (kPlaceNoun | kPlaceHead))) Add(Kind::kPlace, 3);
  const bool people = (noun.classes & kRole) || absl::c_linear_search(kPeople, noun.key);
  if (people && key == "from") Add(Kind::kPlace, 3);
  // "the eruption of X"
  const bool mountain = absl::c_linear_search(kOfMountains, noun.key);
  if (mountain && key == "of") Add(Kind::kPlace, 3);
  if ((key == "from" || key == "to") && Size() == 1 && absl::c_linear_search(kMotion, noun.key)) {
    Add(Kind::kPlace, 2);
  }
}

// "X, a volcano in the south"; "X, the border river that"; "X, a retired teacher".
void Weigher::WeighApposition() {
  constexpr uint32_t kReach = 4;  // Words looked at behind the comma and article.
  if (!IsSign(last_, ',') || candidate_.known != nullptr) return;
  if (!IsLower(last_ + 1, "a") && !IsLower(last_ + 1, "an") && !IsLower(last_ + 1, "the")) return;
  for (uint32_t i = last_ + 2; i < limit_ && i < last_ + 2 + kReach; ++i) {
    if (At(i).shape != Shape::kLower || (At(i).classes & kFunction)) return;
    const bool ends = i + 1 >= limit_ || At(i + 1).shape == Shape::kOther ||
                      (At(i + 1).classes & (kFunction | kParticle));
    if (!ends) continue;
    if (At(i).classes & kPlaceNoun) Add(Kind::kPlace, 5);
    if (At(i).classes & kRole) Add(Kind::kPerson, 2);
    return;
  }
}

// "beat Busan Lighthouse"
bool Weigher::StartsWithCity() const {
  uint32_t end = 0;
  const KnownName* known = LongestKnownName(text_, lexicon_, first_, last_, &end);
  return known != nullptr && end < last_ && known->kind == Kind::kPlace &&
         (known->renown == Renown::kLarge || known->renown == Renown::kCapital);
}

void Weigher::WeighBefore() {
  const uint32_t before = Before();
  if (before == kNone) return;
  const Token& token = At(before);
  WeighArticle(before);
  WeighNounBefore(before);
  WeighWhere(before);
  if (token.shape == Shape::kLower) {
    if (token.classes & kRole) Add(Kind::kPerson, 3);
    // "..., said Beat Zgraggen, who"
    const bool speaker = token.key == "said" || token.key == "says" || token.key == "added";
    if (speaker && Size() >= 2 && (IsSign(last_, ',') || IsSign(last_, '.'))) {
      Add(Kind::kPerson, 2);
    }
    if ((token.classes & kAgainst) && (IsCity() || (Size() == 2 && StartsWithCity()))) {
      Add(Kind::kOrganization, 4);
      candidate_.club = 1;
    }
    if (token.key == "the" && Size() == 1 && Has(first_, kOrgHead) &&
        (Has(first_, kOrgOf) || !Has(first_, kCommon)) && !candidate_.weak_capital) {
      Add(Kind::kOrganization, 2.2f);
    }
    if (token.key == "in") {
      Add(Kind::kPlace, 2.2f);
      candidate_.club = -1;
    }
    if (token.key == "near" || token.key == "from" || token.key == "at" || token.key == "across" ||
        token.key == "into" || token.key == "outside" || token.key == "around") {
      Add(Kind::kPlace, token.key == "near" ? 2 : 1);
    }
    if (token.classes & kDirection) Add(Kind::kPlace, 3);
    if (token.key == "of" && before > begin_ && Has(before - 1, kPlaceHead)) Add(Kind::kPlace, 4);
    if (token.key == "the" && Size() == 1) Add(Kind::kPerson, -1.5f);
    if (token.classes & (kOrgHead | kOrgSuffix)) Add(Kind::kOrganization, 1.5f);
  } else if (IsCapitalized(token.shape) && (token.classes & kHonorific)) {
    Add(Kind::kPerson, 3);
  } else if (IsCapitalized(token.shape) && (token.classes & kDemonym) && Size() >= 2) {
    Add(Kind::kPerson, 1);
  }
}

// "Conversely, Moscow said": a word before the sentence, where "Elmira, Kenya, is" would go on with
// a sign.
bool Weigher::LeadsSentence() const {
  if (!candidate_.weak_capital || Size() > 1) return false;
  if (Has(first_, kCommon)) return true;
  uint32_t end = 0;
  LongestKnownName(text_, lexicon_, last_ + 1, limit_, &end);
  const bool goes_on =
      end >= limit_ ||
      (At(end).shape != Shape::kOther && At(end).shape != Shape::kNumber && !Has(end, kMonth)) ||
      At(end).possessive;
  return candidate_.known == nullptr && goes_on;
}

// ", Kenya", "(Germany)" behind the candidate.
bool Weigher::FollowedByPlace() const {
  if (last_ + 1 >= limit_) return false;
  uint32_t end = 0;
  const KnownName* known = LongestKnownName(text_, lexicon_, last_ + 1, limit_, &end);
  return known != nullptr && known->kind == Kind::kPlace && known->renown >= Renown::kCapital;
}

void Weigher::WeighAfter() {
  if (last_ >= limit_) return;
  const Token& after = At(last_);
  if (after.shape == Shape::kLower) {
    if (after.classes & kSay) Add(Kind::kPerson, 1.5f);
    if ((after.classes & kClub) && IsCity()) {
      Add(Kind::kOrganization, 4);
      candidate_.club = 1;
    }
    if ((after.classes & kClub) && candidate_.known == nullptr) Add(Kind::kOrganization, 2);
    if (after.classes & kIllness) Add(Kind::kPlace, -8);
    if (after.key == "said" || after.key == "who") Add(Kind::kPerson, 1);
    if (after.key == "officials" || after.key == "shares" || after.key == "spokesman" ||
        after.key == "spokeswoman" || after.key == "executives" || after.key == "employees") {
      Add(Kind::kOrganization, 2);
    }
    if (after.key == "province" || after.key == "city" || after.key == "region" ||
        after.key == "district" || after.key == "area" || after.key == "village") {
      Add(Kind::kPlace, 3);
    }
    if (after.key == "newspaper" || after.key == "company" || after.key == "party" ||
        after.key == "news" || after.key == "team" || after.key == "agency") {
      Add(Kind::kOrganization, 2.5f);
    }
  }
  if (IsSign(last_, ',') && last_ + 1 < limit_) {
    const Token& next = At(last_ + 1);
    const bool age = next.shape == Shape::kNumber && next.end - next.begin == 2 &&
                     last_ + 2 < limit_ && (IsSign(last_ + 2, ',') || IsSign(last_ + 2, '.'));
    if (age) Add(Kind::kPerson, 4);
    if (IsLower(last_ + 1, "who")) Add(Kind::kPerson, 2.5f);
    if (FollowedByPlace() && Size() <= 3 && !LeadsSentence())
      Add(Kind::kPlace, Has(first_, kGiven) && Size() > 1 ? 0.5f : 3);
  }
  if (IsSign(last_, '(') && FollowedByPlace()) {
    const bool closed = last_ + 2 < limit_ && IsSign(last_ + 2, ')');
    if (closed && candidate_.known == nullptr) Add(Kind::kPerson, 4);
  }
  if (IsSign(last_, '(') && last_ + 2 < limit_ && IsSign(last_ + 2, ')') && Size() >= 2 &&
      At(last_ + 1).shape == Shape::kUpper && CharAt(last_ + 1) == CharAt(first_)) {
    Add(Kind::kOrganization, 4);  // "Sexual Minorities Uganda (SMUG)"
    Add(Kind::kPerson, -3);
  }
}

}  // namespace dateline::annotate

#include "indexer/annotate/name_evidence.h"

#include <array>

#include "absl/algorithm/container.h"

namespace dateline::annotate {
namespace {

using article::Kind;

constexpr float kTwoUnknownWords = 2.1f;

class Weigher {
 public:
  Weigher(const TokenizedText& text, const Lexicon& lexicon, NameCandidate* candidate)
      : text_(text),
        lexicon_(lexicon),
        candidate_(*candidate),
        first_(candidate->first),
        last_(candidate->last),
        begin_(text.sentences[candidate->sentence].first),
        limit_(text.sentences[candidate->sentence].last) {}

  void Weigh() {
    WeighForm();
    WeighKnown();
    WeighPersonShape();
    WeighBefore();
    WeighAfter();
    WeighLine();
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;

  const Token& At(uint32_t i) const { return text_.tokens[i]; }
  bool Has(uint32_t i, WordClasses classes) const {
    return i != kNone && (At(i).classes & classes) != 0;
  }
  char CharAt(uint32_t i) const { return text_.text[At(i).begin]; }
  bool IsSign(uint32_t i, char sign) const {
    return i < limit_ && At(i).shape == Shape::kOther && CharAt(i) == sign;
  }
  bool IsLower(uint32_t i, absl::string_view key) const {
    return i < limit_ && At(i).shape == Shape::kLower && At(i).key == key;
  }
  uint32_t Before() const { return first_ > begin_ ? first_ - 1 : kNone; }
  uint32_t Size() const { return last_ - first_; }
  void Add(Kind kind, float weight) { candidate_.score[static_cast<size_t>(kind)] += weight; }

  void WeighForm();
  void WeighKnown();
  void WeighPersonShape();
  void WeighBefore();
  void WeighAfter();
  void WeighLine();
  bool FollowedByPlace() const;
  // A place that may lend its name to a club.
  bool IsCity() const {
    const KnownName* known = candidate_.known;
    return known != nullptr && known->kind == Kind::kPlace && known->renown != Renown::kCountry &&
           known->renown != Renown::kListed;
  }

  const TokenizedText& text_;
  const Lexicon& lexicon_;
  NameCandidate& candidate_;
  const uint32_t first_;
  const uint32_t last_;
  const uint32_t begin_;
  const uint32_t limit_;
};

void Weigher::WeighForm() {
  switch (candidate_.form) {
    case Form::kPerson:
      Add(Kind::kPerson, candidate_.known != nullptr && Size() == 1 ? 4.5f : 6);
      break;
    case Form::kOrganization:
      Add(Kind::kOrganization, Has(last_ - 1, kOrgSuffix) ? 9 : 6);
      break;
    case Form::kPlace:
      Add(Kind::kPlace, 3);
      break;
    case Form::kOpen:
      break;
  }
}

void Weigher::WeighKnown() {
  if (candidate_.known == nullptr) return;
  const KnownName& known = *candidate_.known;
  float weight = 0;
  switch (known.renown) {
    case Renown::kSmall:
      weight = 1;
      break;
    case Renown::kLarge:
      weight = 3;
      break;
    case Renown::kCapital:
      weight = 5;
      break;
    case Renown::kCountry:
      weight = 7;
      break;
    case Renown::kListed:
      weight = 7;
      break;
  }
  // "Reading", "Jackson": a word or a person's name as well.
  if (Size() == 1 && known.renown < Renown::kCountry) {
    const WordClasses classes = At(first_).classes;
    if (classes & kCommon) weight -= 2;
    if (classes & kGiven) weight -= 0.7f;
    if (classes & kSurname) weight -= 0.5f;
  } else if (Size() > 1) {
    weight += 1;
  }
  Add(known.kind, weight);
}

void Weigher::WeighPersonShape() {
  if (candidate_.form == Form::kOrganization || candidate_.form == Form::kPlace) return;
  if (candidate_.form == Form::kOpen && candidate_.known != nullptr && Size() > 1) return;
  uint32_t names = 0;
  bool initial = false;
  bool particle = false;
  bool common = false;
  bool upper = false;
  for (uint32_t i = first_; i < last_; ++i) {
    const Token& token = At(i);
    initial = initial || (token.shape == Shape::kInitial && token.end - token.begin <= 2);
    particle = particle || (token.shape == Shape::kLower && (token.classes & kParticle));
    names += IsCapitalized(token.shape) ? 1 : 0;
    common = common || ((token.classes & kCommon) && !(token.classes & (kGiven | kSurname)));
    upper = upper || (token.shape == Shape::kUpper && token.end - token.begin > 3);
  }
  const bool given = Has(first_, kGiven);
  const bool surname = Has(last_ - 1, kSurname);
  if (names >= 2 && names <= 5) {
    if (given) Add(Kind::kPerson, Has(first_, kCommon) ? 2.5f : 4);
    if (surname) Add(Kind::kPerson, Has(last_ - 1, kCommon) ? 0.7f : 1.5f);
    if (initial) Add(Kind::kPerson, 3);
    if (particle) Add(Kind::kPerson, 2);
    if (Has(first_, kFamilyFirst) && Size() <= 5 && !common) Add(Kind::kPerson, 3);
    if (!common && !upper) Add(Kind::kPerson, names <= 3 ? kTwoUnknownWords : 0.5f);
    if (At(first_).shape == Shape::kUpper && Size() > 2 && IsSign(first_ + 1, '-')) {
      Add(Kind::kOrganization, 4);  // "IIT-Madras"
    }
    if (common) Add(Kind::kPerson, -2);
    if (Size() > 2 && (IsSign(first_ + 1, '&') || IsSign(last_ - 2, '&'))) {
      Add(Kind::kOrganization, 5);
      Add(Kind::kPerson, -5);
    }
    const std::string& end = At(last_ - 1).key;
    if (end == "jr" || end == "sr") Add(Kind::kPerson, 6);
  } else if (names == 1) {
    if (At(first_).shape == Shape::kUpper) {
      const uint32_t bytes = At(first_).end - At(first_).begin;
      if (Has(first_, kNoName | kEventHead)) {
        Add(Kind::kOrganization, -4);
      } else if (bytes <= 8 &&
                 !(candidate_.known != nullptr && candidate_.known->kind == Kind::kPlace)) {
        Add(Kind::kOrganization, bytes <= 6 ? 2.6f : 1.5f);
        if (Has(first_, kCommon) && candidate_.known == nullptr) Add(Kind::kOrganization, -2);
      }
    } else {
      const bool capital =
          candidate_.known != nullptr && candidate_.known->renown >= Renown::kCapital;
      if (given && !capital && !Has(first_, kCommon)) Add(Kind::kPerson, 1.5f);
      if (Has(first_, kSurname) && !capital && !Has(first_, kCommon)) Add(Kind::kPerson, 1);
      if (At(first_).shape == Shape::kMixed) Add(Kind::kOrganization, 1);
    }
    if (Has(first_, kDemonym | kMonth | kWeekday | kNoName)) {
      for (float& score : candidate_.score) score -= 5;
    }
  }
  if (candidate_.weak_capital && names == 1 && Has(first_, kCommon)) {
    candidate_.discount = 4;
  }
}

void Weigher::WeighBefore() {
  const uint32_t before = Before();
  if (before == kNone) return;
  const Token& token = At(before);
  if (token.shape == Shape::kLower) {
    if (token.classes & kRole) Add(Kind::kPerson, 3);
    if ((token.classes & kAgainst) && IsCity()) Add(Kind::kOrganization, 4);
    if (token.key == "the" && Size() == 1 && Has(first_, kOrgHead) &&
        (Has(first_, kOrgOf) || !Has(first_, kCommon)) && !candidate_.weak_capital) {
      Add(Kind::kOrganization, 2.2f);
    }
    if (token.key == "in") Add(Kind::kPlace, 2.2f);
    if (token.key == "near" || token.key == "from" || token.key == "at" || token.key == "across" ||
        token.key == "into" || token.key == "outside" || token.key == "around") {
      Add(Kind::kPlace, token.key == "near" ? 2 : 1);
    }
    if (token.classes & kDirection) Add(Kind::kPlace, 3);
    if (token.key == "of" && before > begin_ && Has(before - 1, kPlaceHead)) Add(Kind::kPlace, 4);
    if (token.key == "the" && Size() == 1) Add(Kind::kPerson, -1.5f);
    if (token.key == "the" && Size() > 1) Add(Kind::kOrganization, 1);
    if (token.key == "the" && Size() > 1) Add(Kind::kPerson, -2);
    if (token.classes & (kOrgHead | kOrgSuffix)) Add(Kind::kOrganization, 1.5f);
  } else if (IsCapitalized(token.shape) && (token.classes & kHonorific)) {
    Add(Kind::kPerson, 3);
  } else if (IsCapitalized(token.shape) && (token.classes & kDemonym) && Size() >= 2) {
    Add(Kind::kPerson, 1);
  }
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
    if ((after.classes & kClub) && IsCity()) Add(Kind::kOrganization, 4);
    if ((after.classes & kClub) && candidate_.known == nullptr) Add(Kind::kOrganization, 2);
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
    if (FollowedByPlace() && Size() <= 3 && !(candidate_.weak_capital && Has(first_, kCommon)))
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

void Weigher::WeighLine() {
  if (!IsResultLine(text_, text_.sentences[candidate_.sentence])) return;
  const bool number_after = last_ < limit_ && At(last_).shape == Shape::kNumber;
  const bool number_before = Before() != kNone && At(Before()).shape == Shape::kNumber;
  if (!number_after && !number_before) return;
  if (IsCity()) {
    Add(Kind::kOrganization, 7);
  } else if (candidate_.known == nullptr) {
    Add(Size() >= 2 && Has(first_, kGiven) ? Kind::kPerson : Kind::kOrganization, 2.2f);
  }
}

}  // namespace

bool IsResultLine(const TokenizedText& text, const Sentence& sentence) {
  const uint32_t size = sentence.last - sentence.first;
  if (size < 2 || size > 24) return false;
  int lower = 0;
  int numbers = 0;
  int capitals = 0;
  for (uint32_t i = sentence.first; i < sentence.last; ++i) {
    const Shape shape = text.tokens[i].shape;
    lower += shape == Shape::kLower ? 1 : 0;
    numbers += shape == Shape::kNumber ? 1 : 0;
    // The line of a date, not of results: "LONDON 1996-08-30".
    const bool joined = i + 1 < sentence.last && text.text[text.tokens[i + 1].begin] == '-';
    if (shape == Shape::kNumber && joined && text.tokens[i].end - text.tokens[i].begin == 4)
      return false;
    if (text.tokens[i].classes & kMonth) return false;
    capitals += IsCapitalized(shape) ? 1 : 0;
  }
  return numbers >= 1 && capitals >= 1 && lower <= 1 && numbers + capitals >= 2;
}

void WeighCandidate(const TokenizedText& text, const Lexicon& lexicon, NameCandidate* candidate) {
  Weigher(text, lexicon, candidate).Weigh();
}

}  // namespace dateline::annotate

#include "indexer/annotate/name_evidence.h"

#include "indexer/annotate/name_weigher.h"

namespace dateline::annotate {
namespace {

using article::Kind;

constexpr float kTwoUnknownWords = 2.1f;

}  // namespace

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
    const bool syllable = i > first_ && IsSign(i + 1, '-') && i + 1 < last_;         // "Mi-kyung"
    const bool inside = i > first_ && i + 1 < last_ && (token.classes & kParticle);  // "Ní"
    common = common || (!syllable && !inside && (token.classes & kCommon) &&
                        !(token.classes & (kGiven | kSurname)));
    upper = upper || (token.shape == Shape::kUpper && token.end - token.begin > 3);
  }
  const bool given = Has(first_, kGiven);
  const bool surname = Has(last_ - 1, kSurname);
  if (Size() > 1 && Has(first_, kDirection) && !given) Add(Kind::kPerson, -4);  // "Northern Wire"
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

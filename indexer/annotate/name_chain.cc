#include "indexer/annotate/name_chain.h"

#include <algorithm>

#include "indexer/annotate/known_name.h"

namespace dateline::annotate {
namespace {

class ChainReader {
 public:
  ChainReader(const NameTokens& tokens, const Lexicon& lexicon)
      : t_(tokens), text_(tokens.text()), lexicon_(lexicon), limit_(tokens.limit()) {}

  uint32_t ChainEnd(uint32_t i) const;

 private:
  const Token& At(uint32_t i) const { return t_.At(i); }
  bool Has(uint32_t i, WordClasses classes) const { return t_.Has(i, classes); }
  bool IsSign(uint32_t i, char sign) const { return t_.IsSign(i, sign); }
  bool IsName(uint32_t i) const { return t_.IsName(i); }

  bool EndsInOrgHead(uint32_t j) const;
  bool IsKnownPlace(uint32_t i) const;
  uint32_t HyphenEnd(uint32_t start, uint32_t j) const;
  uint32_t ConnectorEnd(uint32_t start, uint32_t j) const;
  uint32_t CommaEnd(uint32_t start, uint32_t j) const;
  uint32_t OfEnd(uint32_t start, uint32_t j, uint32_t next) const;
  uint32_t AndEnd(uint32_t start, uint32_t j, uint32_t next) const;

  const NameTokens& t_;
  const TokenizedText& text_;
  const Lexicon& lexicon_;
  const uint32_t limit_;
};

// The run of capitalized words from `j` on ends in a word like "Commission".
bool ChainReader::EndsInOrgHead(uint32_t j) const {
  while (IsName(j + 1) && At(j + 1).space_before) ++j;
  return Has(j, kOrgHead);
}

// Behind the hyphen at `j` of a chain from `start`: where the chain goes on; `j` when it ends.
uint32_t ChainReader::HyphenEnd(uint32_t start, uint32_t j) const {
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
  if (t_.NamesHyphenated(start, j)) return j + 2;
  if (names_people_or_place(left) || (left.classes & (kWeekday | kMonth))) return j;
  if (right.classes & (kCommon | kFunction | kRole | kDirection)) return j;
  return left.shape == Shape::kUpper ? j : j + 2;
}

// The known name at `i` is that of a place.
bool ChainReader::IsKnownPlace(uint32_t i) const {
  uint32_t end = 0;
  const KnownName* known = LongestKnownName(text_, lexicon_, i, limit_, &end);
  return known != nullptr && known->kind == article::Kind::kPlace;
}

// From the comma at `j` on.
uint32_t ChainReader::CommaEnd(uint32_t start, uint32_t j) const {
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

// From the "of" at `j` on; the name behind it starts at `next`.
uint32_t ChainReader::OfEnd(uint32_t start, uint32_t j, uint32_t next) const {
  bool of = false;  // "University of the Valleys of Oaxaca" goes on.
  for (uint32_t i = start + 1; i < j; ++i) of = of || (At(i).key == "of" && Has(i - 1, kOrgOf));
  if (of || Has(j - 1, kOrgOf)) return next + 1;
  // "Office for the Coordination of Humanitarian Affairs"
  for (uint32_t i = start + 1; i + 1 < j; ++i) {
    if (At(i).key == "for" && Has(i - 1, kOrgOf) && Has(j - 1, kCommon)) return next + 1;
  }
  // "Anvil Metals of Canada" is at home there; "Dynamo Stars of the Sea" is one name.
  return Has(j - 1, kOrgHead) && next == j + 1 && !IsKnownPlace(next) ? next + 1 : j;
}

// From the "and" at `j` on; the name behind it starts at `next`.
uint32_t ChainReader::AndEnd(uint32_t start, uint32_t j, uint32_t next) const {
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

// From the lower-case word or sign at `j` on: where the chain goes on; `j` when it ends.
uint32_t ChainReader::ConnectorEnd(uint32_t start, uint32_t j) const {
  const Token& token = At(j);
  if (IsSign(j, '&')) {
    if (!IsName(j + 1) || (j - start > 1 && Has(start, kGiven) && Has(j + 1, kGiven))) return j;
    return j + 2;
  }
  if (IsSign(j, ',')) return CommaEnd(start, j);
  if (token.shape != Shape::kLower) return j;
  const uint32_t named = t_.ParticlesEnd(j);
  if (named != j && !Has(j - 1, kOrgHead | kFunction)) return named + 1;
  const bool the = t_.IsLower(j + 1, "the");
  const uint32_t next = j + (the ? 2 : 1);
  if (!IsName(next)) return j;
  if (token.key == "of") return OfEnd(start, j, next);
  if (token.key == "for") {
    if (Has(j - 1, kOrgOf) && IsKnownPlace(start)) return j;  // "the Czech Republic for"
    const bool head = Has(j - 1, kOrgOf) || (!the && Has(j - 1, kCommon) && !Has(j - 1, kOrgHead) &&
                                             t_.ContainsClass(start, j, kOrgOf));
    return head && j - start > (the ? 1u : 0u) ? next + 1 : j;
  }
  return token.key == "and" && !the ? AndEnd(start, j, next) : j;
}

uint32_t ChainReader::ChainEnd(uint32_t i) const {
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

}  // namespace

uint32_t NameChainEnd(const NameTokens& tokens, const Lexicon& lexicon, uint32_t start) {
  return ChainReader(tokens, lexicon).ChainEnd(start);
}

}  // namespace dateline::annotate

#include "indexer/annotate/name_tokens.h"

namespace dateline::annotate {
namespace {

// The most particles in a row: "van de la".
constexpr uint32_t kMaxParticles = 3;

// The Arabic article as it is written before the letters that change it: "ash-Shami".
bool IsArabicArticle(absl::string_view key) {
  return key == "al" || key == "el" || key == "ul" || key == "as" || key == "ash" || key == "ad" ||
         key == "an" || key == "ar" || key == "at" || key == "az" || key == "es";
}

}  // namespace

bool NameTokens::ContainsClass(uint32_t first, uint32_t last, WordClasses classes) const {
  for (uint32_t i = first; i < last; ++i) {
    if (Has(i, classes)) return true;
  }
  return false;
}

bool NameTokens::StartsName(uint32_t i) const {
  if (IsName(i)) return true;
  return At(i).shape == Shape::kLower && At(i).key == "al" &&
         (IsName(i + 1) || (Joins(i + 1, '-') && IsName(i + 2)));
}

uint32_t NameTokens::ParticlesEnd(uint32_t i) const {
  uint32_t k = i;
  for (uint32_t n = 0; n < kMaxParticles && k < limit_ && At(k).shape == Shape::kLower; ++n) {
    if (Joins(k + 1, '-')) {
      if (!Has(k, kParticle) && !IsArabicArticle(At(k).key)) break;
      k += 2;
    } else if (Has(k, kParticle)) {
      ++k;
    } else {
      break;
    }
  }
  return k > i && IsName(k) ? k : i;
}

bool NameTokens::WeakCapital(uint32_t i) const {
  if (title_case_) return true;
  if (i == begin_) return true;
  if (At(i - 1).shape != Shape::kOther || At(i - 1).possessive) return false;
  const char c = CharAt(i - 1);
  return c == '"' || c == '`' || c == ':' || c == '_' || c == '*' || c == '.' || c == '?' ||
         (c & 0x80) || (c == '\'' && At(i - 1).space_before) || (c == '-' && i - 1 == begin_);
}

bool NameTokens::NamesHyphenated(uint32_t start, uint32_t j) const {
  if (j < start + 2 || j + 1 >= limit_ || !IsSign(j, '-') || At(j + 1).space_before) return false;
  const Token& left = At(j - 1);
  const Token& right = At(j + 1);
  return Has(j - 2, kFamilyFirst) && IsCapitalized(At(j - 2).shape) &&
         left.shape == Shape::kCapital && left.end - left.begin <= 6 &&
         right.shape == Shape::kLower && right.end - right.begin <= 6;
}

}  // namespace dateline::annotate

// Acronyms that collide with function words, and stemmers by language.

#include <xapian.h>

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "indexer/text/analyzer.h"
#include "indexer/text/stop_words.h"

namespace dateline::text {
namespace {

// Languages with a Snowball stemmer in Xapian that works on folded words, so that a word typed
// without its diacritics has the stem of the word with them. Xapian knows the ISO 639-1 codes. In
// order.
constexpr absl::string_view kSnowballLanguages[] = {
    "ca", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "hu", "hy", "id", "it",
    "lt", "nb", "ne", "nl", "nn", "no", "pt", "ro", "ru", "sv", "ta", "tr"};

bool IsVowel(char c) { return absl::string_view("aeiouy").find(c) != absl::string_view::npos; }

// German with ae, oe, ue taken for ä, ö, ü, as in names typed without them: mueller is müller.
// Behind a vowel or a q they are not (neue, frauen, quelle).
std::string JoinUmlauts(const std::string& term) {
  std::string joined;
  for (size_t i = 0; i < term.size(); ++i) {
    joined.push_back(term[i]);
    const bool may_carry = term[i] == 'a' || term[i] == 'o' || term[i] == 'u';
    const bool pair = may_carry && i + 1 < term.size() && term[i + 1] == 'e';
    if (pair && (i == 0 || (!IsVowel(term[i - 1]) && term[i - 1] != 'q'))) ++i;
  }
  return joined;
}

// A light stemmer of folded Arabic after light10 (Larkey, Ballesteros and Connell 2002): takes off
// the article with what is written together with it, then the endings of number, gender and person.
// A bare waw stays: too many words begin with one.
std::string StemArabic(absl::string_view term) {
  static constexpr absl::string_view kPrefixes[] = {"وال", "بال", "كال", "فال", "ال", "لل"};
  static constexpr absl::string_view kSuffixes[] = {"ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"};
  constexpr size_t kLetterBytes = 2;
  for (absl::string_view prefix : kPrefixes) {
    if (absl::StartsWith(term, prefix) && term.size() >= prefix.size() + 2 * kLetterBytes) {
      term.remove_prefix(prefix.size());
      break;
    }
  }
  for (absl::string_view suffix : kSuffixes) {
    if (absl::EndsWith(term, suffix) && term.size() >= suffix.size() + 2 * kLetterBytes) {
      term.remove_suffix(suffix.size());
    }
  }
  return std::string(term);
}

}  // namespace

std::string AcronymOf(absl::string_view term) {
  if (term.size() < 2 || term.size() > 4 || !IsStopWord(term, "en")) return "";
  std::string acronym;
  for (char c : term) {
    if (!acronym.empty()) acronym.push_back('.');
    acronym.push_back(c);
  }
  return acronym;
}

bool HasStemmer(absl::string_view language) {
  if (language.size() != 2) return false;
  return language == "ar" ||
         std::binary_search(std::begin(kSnowballLanguages), std::end(kSnowballLanguages), language);
}

bool StemsKeepFirstLetter(absl::string_view language) {
  return language != "id" && language != "ga";
}

struct Stemmer::Impl {
  enum class Kind : uint8_t { kSnowball, kGerman, kArabic };
  Kind kind = Kind::kSnowball;
  Xapian::Stem stem;
};

Stemmer::Stemmer(absl::string_view language) {
  if (!HasStemmer(language)) return;
  impl_ = std::make_unique<Impl>();
  if (language == "ar") {
    impl_->kind = Impl::Kind::kArabic;
    return;
  }
  if (language == "de") impl_->kind = Impl::Kind::kGerman;
  if (language == "nb" || language == "nn") language = "no";  // Its two written forms.
  impl_->stem = Xapian::Stem(std::string(language));
}

Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

std::string Stemmer::Stem(const std::string& term) const {
  if (impl_ == nullptr) return term;
  for (char c : term) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '.') return term;
  }
  switch (impl_->kind) {
    case Impl::Kind::kGerman:
      return impl_->stem(JoinUmlauts(term));
    case Impl::Kind::kArabic:
      return StemArabic(term);
    case Impl::Kind::kSnowball:
      break;
  }
  return impl_->stem(term);
}

}  // namespace dateline::text

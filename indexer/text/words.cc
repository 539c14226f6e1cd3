// Function words, the acronyms they collide with, and stemmers by language.

#include <xapian.h>

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "indexer/text/analyzer.h"

namespace dateline::text {
namespace {

// English words that carry grammar rather than meaning, sorted.
constexpr absl::string_view kStopWords[] = {
    "a",       "about",   "above",   "after",     "again",      "against", "all",     "also",
    "am",      "an",      "and",     "any",       "are",        "arent",   "as",      "at",
    "be",      "because", "been",    "before",    "being",      "below",   "between", "both",
    "but",     "by",      "can",     "cannot",    "cant",       "could",   "couldnt", "did",
    "didnt",   "do",      "does",    "doesnt",    "doing",      "dont",    "down",    "during",
    "each",    "few",     "for",     "from",      "further",    "had",     "hadnt",   "has",
    "hasnt",   "have",    "havent",  "having",    "he",         "her",     "here",    "hers",
    "herself", "him",     "himself", "his",       "how",        "i",       "if",      "in",
    "into",    "is",      "isnt",    "it",        "its",        "itself",  "just",    "may",
    "me",      "might",   "more",    "most",      "must",       "my",      "myself",  "no",
    "nor",     "not",     "of",      "off",       "on",         "once",    "only",    "or",
    "other",   "our",     "ours",    "ourselves", "out",        "over",    "own",     "same",
    "shall",   "she",     "should",  "so",        "some",       "such",    "than",    "that",
    "the",     "their",   "theirs",  "them",      "themselves", "then",    "there",   "these",
    "they",    "this",    "those",   "through",   "to",         "too",     "under",   "until",
    "up",      "upon",    "us",      "very",      "was",        "wasnt",   "we",      "were",
    "werent",  "what",    "when",    "where",     "which",      "while",   "who",     "whom",
    "whose",   "why",     "will",    "with",      "without",    "wont",    "would",   "wouldnt",
    "you",     "your",    "yours",   "yourself",  "yourselves"};

// Languages with a Snowball stemmer in Xapian that works on words without diacritics as well as
// with them. Xapian knows the ISO 639-1 codes.
constexpr absl::string_view kStemmedLanguages[] = {"da", "de", "en", "es", "fr", "it",
                                                   "nb", "nl", "nn", "no", "pt", "sv"};

}  // namespace

bool IsStopWord(absl::string_view term) {
  return std::binary_search(std::begin(kStopWords), std::end(kStopWords), term);
}

std::string AcronymOf(absl::string_view term) {
  if (term.size() < 2 || term.size() > 4 || !IsStopWord(term)) return "";
  std::string acronym;
  for (char c : term) {
    if (!acronym.empty()) acronym.push_back('.');
    acronym.push_back(c);
  }
  return acronym;
}

bool HasStemmer(absl::string_view language) {
  return std::find(std::begin(kStemmedLanguages), std::end(kStemmedLanguages), language) !=
         std::end(kStemmedLanguages);
}

struct Stemmer::Impl {
  Xapian::Stem stem;
};

Stemmer::Stemmer(absl::string_view language) {
  if (!HasStemmer(language)) return;
  absl::string_view name = language;
  if (name == "nb" || name == "nn") name = "no";  // The two written forms of Norwegian.
  impl_ = std::make_unique<Impl>();
  impl_->stem = Xapian::Stem(std::string(name));
}

Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

std::string Stemmer::Stem(const std::string& term) const {
  if (impl_ == nullptr) return term;
  for (char c : term) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '.') return term;
  }
  return impl_->stem(term);
}

}  // namespace dateline::text

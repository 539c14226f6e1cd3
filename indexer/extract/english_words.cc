#include "indexer/extract/english_words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace dateline::extract {
namespace {

// Of fewer words a quotation or a list of titles may be made.
constexpr uint32_t kMinWords = 40;
constexpr uint32_t kMinOwnWords = 4;
// One word in so many is English and of no other language, one in so many holds English together,
// one in so many at most holds another language together.
constexpr uint32_t kWordsPerOwn = 14;
constexpr uint32_t kWordsPerFunction = 5;
constexpr uint32_t kWordsPerForeign = 20;
// So many words in a row without one that holds English together are of another language, or names.
constexpr uint32_t kMaxOtherWords = 20;
// Letters beyond ASCII: at most one byte in so many leads one.
constexpr size_t kBytesPerForeign = 40;

enum class Sort : uint8_t { kOther, kOwn, kShared, kForeign, kCount };

// Function words that no other language of the Latin script has among its own.
constexpr absl::string_view kOwnWords[] = {
    "the",  "and",   "that",  "with",  "from", "which", "would", "their", "said", "this",
    "were", "they",  "been",  "these", "its",  "has",   "his",   "when",  "what", "could",
    "than", "there", "other", "about", "into", "after", "who",   "more",  "our",  "your"};
constexpr absl::string_view kSharedWords[] = {
    "of", "to",   "a",   "in",   "is",  "was", "for", "it", "as", "on",  "be",  "at", "by", "had",
    "he", "have", "are", "will", "not", "but", "an",  "or", "we", "you", "can", "i",  "she"};
constexpr absl::string_view kForeignWords[] = {
    "der", "die", "und", "das", "den", "ist",   "nicht", "von", "mit", "le", "la",  "les", "des",
    "et",  "une", "du",  "que", "est", "dans",  "el",    "los", "las", "y",  "por", "con", "del",
    "il",  "di",  "che", "per", "non", "della", "os",    "um",  "uma", "em", "da",  "het", "een",
    "van", "dat", "och", "att", "det", "som",   "en",    "og",  "er",  "ja", "ei",  "i",   "na",
    "nie", "je",  "se",  "ve",  "bir", "dan",   "yang",  "ng",  "ang", "sa", "ay",  "mga", "si"};

// Up to five letters in one number.
constexpr size_t kMaxKeyBytes = 5;

constexpr uint64_t KeyOf(absl::string_view word) {
  uint64_t key = 0;
  for (const char c : word) key = key << 8 | static_cast<unsigned char>(c);
  return key;
}

// An open-addressed table from words to their sorts.
class WordSorts {
 public:
  WordSorts() {
    for (const absl::string_view word : kOwnWords) Add(word, Sort::kOwn);
    for (const absl::string_view word : kSharedWords) Add(word, Sort::kShared);
    for (const absl::string_view word : kForeignWords) Add(word, Sort::kForeign);
  }

  Sort Find(uint64_t key) const {
    size_t at = Slot(key);
    while (keys_[at] != key && keys_[at] != 0) at = (at + 1) % kSize;
    return sorts_[at];
  }

 private:
  static constexpr size_t kBits = 10;  // Several times the words.
  static constexpr size_t kSize = size_t{1} << kBits;

  static size_t Slot(uint64_t key) { return (key * 0x9E3779B97F4A7C15) >> (64 - kBits); }

  // The first sort of a word stays.
  void Add(absl::string_view word, Sort sort) {
    const uint64_t key = KeyOf(word);
    size_t at = Slot(key);
    while (keys_[at] != 0 && keys_[at] != key) at = (at + 1) % kSize;
    if (keys_[at] == key) return;
    keys_[at] = key;
    sorts_[at] = sort;
  }

  std::array<uint64_t, kSize> keys_ = {};
  std::array<Sort, kSize> sorts_ = {};
};

// The letter at `c` as a small one; 0 for what is none of ASCII.
unsigned char SmallLetter(char c) {
  const auto small = static_cast<unsigned char>(c | 0x20);
  return small >= 'a' && small <= 'z' && static_cast<unsigned char>(c) < 0x80 ? small : 0;
}

}  // namespace

bool IsPlainEnglish(absl::string_view text) {
  static const WordSorts& sorts = *new WordSorts();
  uint32_t words = 0;
  std::array<uint32_t, static_cast<size_t>(Sort::kCount)> of_sort = {};
  uint32_t others = 0;       // The last words, as far as they hold no English together,
  uint32_t most_others = 0;  // and the most there were in a row.
  size_t beyond_ascii = 0;
  for (size_t pos = 0; pos < text.size(); ++pos) {
    uint64_t key = 0;
    const size_t begin = pos;
    for (; pos < text.size(); ++pos) {
      const unsigned char letter = SmallLetter(text[pos]);
      if (letter == 0) break;
      key = key << 8 | letter;
    }
    if (pos > begin) {
      ++words;
      const Sort sort = pos - begin <= kMaxKeyBytes ? sorts.Find(key) : Sort::kOther;
      ++of_sort[static_cast<size_t>(sort)];
      others = sort == Sort::kOwn || sort == Sort::kShared ? 0 : others + 1;
      most_others = std::max(most_others, others);
    }
    beyond_ascii += pos < text.size() && static_cast<unsigned char>(text[pos]) >= 0xC3;
  }
  const auto count = [&of_sort](Sort sort) { return of_sort[static_cast<size_t>(sort)]; };
  const uint32_t own = count(Sort::kOwn);
  return words >= kMinWords && own >= kMinOwnWords && own * kWordsPerOwn >= words &&
         (own + count(Sort::kShared)) * kWordsPerFunction >= words &&
         count(Sort::kForeign) * kWordsPerForeign <= words && most_others <= kMaxOtherWords &&
         beyond_ascii * kBytesPerForeign <= text.size();
}

}  // namespace dateline::extract

#include "indexer/extract/line_words.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "indexer/text/eight_bytes.h"

namespace dateline::extract {
namespace {

// Words of some ten languages, lower case, without capitals beyond ASCII.
constexpr absl::string_view kFunctionWords[] = {
    // clang-format off
    // English
    "the", "of", "and", "to", "a", "in", "that", "is", "was", "for", "it", "with", "as", "his",
    "her", "on", "be", "at", "by", "had", "have", "has", "are", "were", "not", "this", "but",
    "from", "or", "which", "they", "he", "she", "who", "will", "would", "their", "been", "an",
    "we", "said", "you", "can", "its",
    // German
    "der", "die", "und", "den", "das", "von", "zu", "mit", "sich", "des", "auf", "ist", "im",
    "dem", "nicht", "ein", "eine", "als", "auch", "es", "werden", "aus", "hat", "dass", "sie",
    "nach", "wird", "bei", "einer", "um", "am", "sind", "noch", "wie", "einem", "so", "zum",
    "war", "haben", "nur", "oder", "aber", "vor", "zur", "bis", "mehr", "durch", "wurde", "sei",
    "ich", "wir",
    // French
    "de", "la", "le", "les", "et", "une", "du", "que", "qui", "dans", "pour", "par", "sur",
    "pas", "plus", "ce", "ne", "se", "sont", "avec", "il", "au", "aux", "cette", "est", "son",
    "ses", "ou",
    // Spanish, Portuguese, Italian
    "el", "los", "las", "en", "y", "un", "una", "por", "con", "para", "del", "al", "lo", "su",
    "sus", "como", "o", "e", "os", "um", "uma", "com", "da", "do", "dos", "em", "no", "na",
    "mais", "foi", "ao", "pela", "di", "che", "per", "non", "della", "dei", "nel", "alla",
    "sono", "gli", "si",
    // Dutch, Scandinavian
    "het", "van", "een", "dat", "te", "zijn", "voor", "met", "niet", "aan", "ook", "door",
    "naar", "och", "att", "det", "som", "en", "av", "til", "og", "er", "med", "ikke", "har",
    // Polish, Czech, Slovak
    "w", "i", "z", "na", "nie", "jest", "do", "to", "ze", "je", "v", "se", "ve", "byl", "podle",
    // Russian, Ukrainian
    "в", "и", "на", "не", "что", "с", "по", "из", "о", "к", "у", "это", "як", "та", "що", "від",
    // clang-format on
};
constexpr absl::string_view kAppealWords[] = {
    "support",  "supporti",     "independ", "reportin",    "reporter",     "journali",
    "newsroom", "donate",       "donation", "contribu",    "subscrib",     "subscrip",
    "unsubscr", "readers",      "newslett", "member",      "membersh",     "sign",
    "cookies",  "cookie",       "privacy",  "website",     "site",         "inbox",
    "trial",    "partners",     "personal", "terms",       "paywall",      "gift",
    "pay",      "money",        "value",    "costs",       "help",         "ask",
    "go",       "free",         "article",  "millions",    "just",         "consider",
    "datensch", "einwilli",     "abo",      "abonneme",    "abonnent",     "registri",
    "anmelden", "verarbei",     "daten",    "google",      "consent",      "browser",
    "email",    "javascri",     "register", "mail",        "adresse",      "address",
    "password", "log",          "account",  "comment",     "einlogge",     "passwort",
    "kommenta", "pflichtf",     "felder",   "personen",    "kostenlo",     "widerruf",
    "dieses",   "werbung",      "posteing", "donn\u00e9e", "donn\u00e9es", "confiden",
    "passe",    "inscrire",     "adresse",  "bo\u00eete",  "sociaux",      "datos",
    "personal", "privacid",     "contrase", "correo",      "suscrib",      "suscr\u00edb",
    "suscripc", "bolet\u00edn", "assinant", "informat",    "dati",         "persoons",
    "wachtwoo", "donaties",     "registre", "abonner",     "registra",     "abonnier",
    "unsere",   "dieser"};
constexpr absl::string_view kCreditWords[] = {
    "getty",    "afp",  "ap",       "reuters", "photo",  "photogra", "image", "images",
    "shutters", "epa",  "pool",     "dpa",     "imago",  "picture",  "foto",  "credit",
    "file",     "bild", "copyrigh", "fotos",   "photos", "imagn",    "upi"};
constexpr absl::string_view kRoleWords[] = {
    "editor",   "reporter", "journali", "correspo", "writer",  "columnis",
    "author",   "freelanc", "producer", "professo", "fellow",  "redakteu",
    "korrespo", "periodis", "analyst",  "intern",   "reports", "editors"};

constexpr absl::string_view kGoesOnWords[] = {"continue", "continui", "scroll", "promotio",
                                              "werbung",  "publicit", "suite"};
constexpr absl::string_view kConsentWords[] = {"cookie",   "cookies",  "passwort", "password",
                                               "recaptch", "captcha",  "datensch", "einwilli",
                                               "newslett", "wachtwoo", "contrase"};
constexpr absl::string_view kRightsWords[] = {"rights", "rechte"};

constexpr uint64_t kMix = 0x9E3779B97F4A7C15;  // of Fibonacci hashing
constexpr size_t kTableSize = 2048;            // A power of two, several times the number of words.

// The first eight bytes with the bit set that tells small letters from capitals: it makes one of
// most letters that differ in case, and also of some that do not, which does no harm here. Never 0.
constexpr uint64_t KeyOfBytes(uint64_t bytes) { return bytes | 0x2020202020202020; }

uint64_t KeyOf(absl::string_view word) {
  uint64_t bytes = 0;
  for (size_t i = 0; i < word.size() && i < 8; ++i)
    bytes |= uint64_t{static_cast<unsigned char>(word[i])} << 8 * i;
  return KeyOfBytes(bytes);
}

// The same of a word that stands in a text which ends at `end`.
uint64_t KeyOf(absl::string_view word, const char* end) {
  if (end - word.data() < 8) return KeyOf(word);
  const uint64_t bytes = text::EightBytes(word.data());
  if (word.size() >= 8) return KeyOfBytes(bytes);
  return KeyOfBytes(bytes & ((uint64_t{1} << 8 * word.size()) - 1));
}

// An open-addressed table from the first eight bytes of a word to its groups.
class WordTable {
 public:
  WordTable() {
    for (const absl::string_view word : kFunctionWords) Add(word, kFunctionWord);
    for (const absl::string_view word : kAppealWords) Add(word, kAppealWord);
    for (const absl::string_view word : kCreditWords) Add(word, kCreditWord);
    for (const absl::string_view word : kRoleWords) Add(word, kRoleWord);
    for (const absl::string_view word : kGoesOnWords) Add(word, kGoesOnWord);
    for (const absl::string_view word : kRightsWords) Add(word, kRightsWord);
    for (const absl::string_view word : kConsentWords) Add(word, kConsentWord);
  }

  uint8_t Find(uint64_t key) const {
    size_t at = Slot(key);
    while (keys_[at] != key) {
      if (keys_[at] == 0) return 0;
      at = (at + 1) % kTableSize;
    }
    return groups_[at];
  }

 private:
  static size_t Slot(uint64_t key) { return (key * kMix) >> (64 - 11); }
  static_assert(kTableSize == size_t{1} << 11, "Slot gives as many bits as the table has");

  void Add(absl::string_view word, uint8_t group) {
    const uint64_t key = KeyOf(word);
    size_t at = Slot(key);
    while (keys_[at] != 0 && keys_[at] != key) at = (at + 1) % kTableSize;
    keys_[at] = key;
    groups_[at] |= group;
  }

  std::array<uint64_t, kTableSize> keys_ = {};
  std::array<uint8_t, kTableSize> groups_ = {};
};

// Which bytes words are made of.
struct ByteTable {
  bool in_word[256];
  constexpr ByteTable() : in_word() {
    for (int c = 0; c < 256; ++c) {
      in_word[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   (c >= 0x80 && c != kLatinMark && c != kGeneralMark);
    }
  }
  static constexpr int kLatinMark = 0xC2;    // Leads punctuation of Latin-1,
  static constexpr int kGeneralMark = 0xE2;  // and that of U+2000.
};
constexpr ByteTable kBytes;

// The size of the word at `begin`.
size_t WordSize(const char* begin, const char* end) {
  const char* at = begin;
  if (end - at >= 8) {
    const uint64_t eight = text::EightBytes(at);
    if (!text::AnyBeyondAscii(eight)) {
      const size_t size = text::LettersAndDigits(eight);
      if (size < 8) return size;
      at += size;
    }
  }
  while (at < end && kBytes.in_word[static_cast<unsigned char>(*at)]) ++at;
  return at - begin;
}

}  // namespace

LineWords CountWords(absl::string_view line) {
  static const WordTable& table = *new WordTable();
  // Not in the result itself, which would be stored for every word.
  uint32_t count = 0;
  uint32_t function_words = 0;
  uint32_t appeal_words = 0;
  uint32_t all_groups = 0;
  uint64_t hash = 0;
  uint64_t bits = 0;
  const char* at = line.data();
  const char* const end = at + line.size();
  const auto byte = [&](const char* p) { return static_cast<unsigned char>(*p); };
  while (at < end) {
    if (!kBytes.in_word[byte(at)]) {
      if (byte(at) < 0x80) {
        ++at;
        continue;
      }
      if (byte(at) == ByteTable::kLatinMark && at + 1 < end && byte(at + 1) == 0xA9)
        all_groups |= kCreditWord;
      // The rest of the character goes with its lead.
      at += byte(at) == ByteTable::kGeneralMark ? 3 : 2;
      continue;
    }
    const absl::string_view word(at, WordSize(at, end));
    at += word.size();
    // What ends a word is mostly a space.
    if (at < end && byte(at) < 0x80) ++at;
    const uint64_t key = KeyOf(word, end);
    const uint64_t mixed = key * kMix;
    ++count;
    hash = (hash ^ mixed) * kMix;
    bits |= uint64_t{1} << (mixed >> 58);
    if (absl::ascii_isdigit(word[0])) all_groups |= kNumber;
    const uint32_t groups = table.Find(key);
    all_groups |= groups;
    function_words += (groups & kFunctionWord) != 0;
    appeal_words += (groups & kAppealWord) != 0;
  }
  LineWords words;
  words.count = count;
  words.function_words = function_words;
  words.appeal_words = appeal_words;
  words.groups = static_cast<uint8_t>(all_groups);
  words.hash = hash;
  words.bits = bits;
  return words;
}

}  // namespace dateline::extract

#include "indexer/text/analyzer.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "absl/strings/ascii.h"
#include "indexer/text/utf8.h"

namespace dateline::text {
namespace {

enum class CharClass : uint8_t { kOther, kLetter, kMark, kDigit, kUnspaced };

// Scripts written without spaces between words, by block.
bool IsUnspaced(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) ||  // Thai, Lao
         (c >= 0x1000 && c <= 0x109F) ||  // Myanmar
         (c >= 0x1100 && c <= 0x11FF) ||  // Hangul Jamo
         (c >= 0x1780 && c <= 0x17FF) ||  // Khmer
         (c >= 0x2E80 && c <= 0x2FDF) ||  // CJK radicals
         (c >= 0x3040 && c <= 0x31FF) ||  // Kana, Bopomofo, Hangul compatibility
         (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||  // Han
         (c >= 0xAC00 && c <= 0xD7AF) ||                                  // Hangul syllables
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

CharClass ClassOf(char32_t c) {
  if (c < 0x80) {
    if (absl::ascii_isalpha(static_cast<unsigned char>(c))) return CharClass::kLetter;
    return absl::ascii_isdigit(static_cast<unsigned char>(c)) ? CharClass::kDigit
                                                              : CharClass::kOther;
  }
  const uint32_t mask = U_MASK(u_charType(static_cast<UChar32>(c)));
  if (mask & U_GC_M_MASK) return IsUnspaced(c) ? CharClass::kUnspaced : CharClass::kMark;
  if (mask & U_GC_L_MASK) return IsUnspaced(c) ? CharClass::kUnspaced : CharClass::kLetter;
  if (mask & (U_GC_ND_MASK | U_GC_NL_MASK | U_GC_NO_MASK)) return CharClass::kDigit;
  return CharClass::kOther;
}

bool IsApostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC; }

// Letters that Unicode does not decompose, though a reader takes them for the plain one with a
// stroke.
absl::string_view PlainLetters(char32_t c) {
  switch (c) {
    case 0xF8:
      return "o";  // ø
    case 0xE6:
      return "ae";  // æ
    case 0x153:
      return "oe";  // œ
    case 0x142:
      return "l";  // ł
    case 0x111:
      return "d";  // đ
    case 0xF0:
      return "d";  // ð
    case 0xFE:
      return "th";  // þ
    case 0x127:
      return "h";  // ħ
    case 0x131:
      return "i";  // ı
    case 0x167:
      return "t";  // ŧ
    default:
      return "";
  }
}

void FoldNonAscii(absl::string_view text, std::string* out) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(error);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(error);
  const icu::Normalizer2* compose = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error)) {  // ICU's data are missing: an installation that cannot run at all.
    out->append(text.data(), text.size());
    return;
  }
  const auto source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  const icu::UnicodeString marked = decompose->normalize(fold->normalize(source, error), error);
  icu::UnicodeString plain;
  UChar32 base = 0;
  for (int32_t i = 0; i < marked.length();) {
    const UChar32 c = marked.char32At(i);
    i += U16_LENGTH(c);
    // Marks are dropped from letters that have a plain form; in Indic or Thai words they are the
    // vowels.
    const bool is_mark = u_charType(c) == U_NON_SPACING_MARK;
    if (is_mark && base < 0x0400) continue;
    if (!is_mark) base = c;
    const absl::string_view letters = PlainLetters(static_cast<char32_t>(c));
    if (letters.empty()) {
      plain.append(c);
    } else {
      for (char letter : letters) plain.append(static_cast<UChar32>(letter));
    }
  }
  std::string utf8;
  compose->normalize(plain, error).toUTF8String(utf8);
  out->append(utf8);
}

// Cuts one text; holds what the joining rules look back at.
class Tokenizer {
 public:
  explicit Tokenizer(absl::string_view text) : text_(text) {}

  std::vector<Token> Run() {
    tokens_.reserve(text_.size() / 6 + 1);
    size_t pos = 0;
    while (pos < text_.size()) {
      size_t next = pos;
      const CharClass type = ClassOf(NextCodePoint(text_, &next));
      if (type == CharClass::kUnspaced) {
        pos = TakeUnspaced(pos);
      } else if (type == CharClass::kLetter || type == CharClass::kDigit) {
        pos = TakeWord(pos);
      } else {
        pos = next;
      }
    }
    return std::move(tokens_);
  }

 private:
  CharClass ClassAt(size_t pos, size_t* next, char32_t* c) const {
    *next = pos;
    if (pos >= text_.size()) return CharClass::kOther;
    *c = NextCodePoint(text_, next);
    return ClassOf(*c);
  }

  // True when the lines' letters around `pos` are capitals alone, so that capitals tell nothing.
  bool InCapitalLine(size_t pos) {
    if (pos >= line_end_) {
      size_t begin = text_.rfind('\n', pos);
      begin = begin == absl::string_view::npos ? 0 : begin;
      line_end_ = text_.find('\n', pos);
      if (line_end_ == absl::string_view::npos) line_end_ = text_.size();
      size_t upper = 0;
      size_t lower = 0;
      for (size_t i = begin; i < line_end_; ++i) {
        upper += absl::ascii_isupper(static_cast<unsigned char>(text_[i]));
        lower += absl::ascii_islower(static_cast<unsigned char>(text_[i]));
      }
      // A line of one short word is no evidence: somebody asked for the acronym.
      line_is_capital_ = lower == 0 && upper > 4;
    }
    return line_is_capital_;
  }

  void Add(size_t begin, size_t end, std::string term) {
    if (term.size() > kMaxTokenBytes) term.clear();
    Token& token = tokens_.emplace_back();
    token.begin = static_cast<uint32_t>(begin);
    token.end = static_cast<uint32_t>(end);
    token.position = ++position_;
    token.term = std::move(term);
  }

  size_t TakeUnspaced(size_t pos) {
    size_t previous = pos;
    size_t next = pos;
    char32_t c = 0;
    ClassAt(pos, &next, &c);
    size_t count = 0;
    for (size_t here = next;; here = next) {
      if (ClassAt(here, &next, &c) != CharClass::kUnspaced) {
        if (count == 0) Add(previous, here, Fold(text_.substr(previous, here - previous)));
        return here;
      }
      if (count > 0) tokens_.back().joins_next = true;
      Add(previous, next, Fold(text_.substr(previous, next - previous)));
      ++count;
      previous = here;
    }
  }

  // Letters with dots between single ones from `pos` on (U.S.); the end behind the last letter, or
  // `pos` when it is no such acronym.
  size_t DottedAcronymEnd(size_t pos) const {
    size_t end = pos;
    size_t letters = 0;
    for (size_t here = pos;;) {
      size_t next = 0;
      char32_t c = 0;
      if (ClassAt(here, &next, &c) != CharClass::kLetter) break;
      size_t after = 0;
      char32_t following = 0;
      const CharClass type = ClassAt(next, &after, &following);
      if (type == CharClass::kLetter || type == CharClass::kMark || type == CharClass::kDigit) {
        return pos;
      }
      end = next;
      ++letters;
      if (following != '.' || type != CharClass::kOther || after == next) break;
      here = after;
    }
    return letters >= 2 ? end : pos;
  }

  size_t TakeWord(size_t pos) {
    if (const size_t end = DottedAcronymEnd(pos); end != pos) {
      std::string letters;
      for (char c : text_.substr(pos, end - pos)) {
        if (c != '.') letters.push_back(c);
      }
      std::string term = Fold(letters);
      const std::string acronym = AcronymOf(term);
      Add(pos, end, acronym.empty() ? std::move(term) : acronym);
      return end;
    }
    std::string raw;  // The token without what is joined but does not count.
    size_t end = pos;
    size_t cut = pos;  // Where a final 's begins.
    size_t raw_cut = 0;
    bool all_upper = true;
    CharClass last = CharClass::kOther;
    char32_t last_char = 0;
    for (size_t here = pos; here < text_.size();) {
      size_t next = 0;
      char32_t c = 0;
      const CharClass type = ClassAt(here, &next, &c);
      if (type == CharClass::kOther) {
        size_t after = 0;
        char32_t following = 0;
        const CharClass next_type = ClassAt(next, &after, &following);
        const bool apostrophe =
            IsApostrophe(c) && last == CharClass::kLetter && next_type == CharClass::kLetter;
        const bool number =
            (c == '.' || c == ',') && last == CharClass::kDigit && next_type == CharClass::kDigit;
        const bool ampersand = c == '&' && absl::ascii_isupper(last_char) && last_char < 0x80 &&
                               following < 0x80 && absl::ascii_isupper(following);
        if (!apostrophe && !number && !ampersand) break;
        if (apostrophe) {
          cut = here;
          raw_cut = raw.size();
        } else if (c != ',') {
          raw.push_back(static_cast<char>(c));
        }
        last = type;
      } else if (type == CharClass::kUnspaced) {
        break;
      } else {
        if (type == CharClass::kLetter && !u_isUUppercase(static_cast<UChar32>(c))) {
          all_upper = false;
        }
        raw.append(text_.data() + here, next - here);
        last = type;
        last_char = c;
        end = next;
      }
      here = next;
    }
    const size_t resume = end;
    if (cut > pos && raw.size() == raw_cut + 1 && (raw.back() == 's' || raw.back() == 'S')) {
      raw.resize(raw_cut);
      end = cut;
    }
    std::string term = Fold(raw);
    if (all_upper) {
      const std::string acronym = AcronymOf(term);
      if (!acronym.empty() && !InCapitalLine(pos)) term = acronym;
    }
    Add(pos, end, std::move(term));
    return resume;
  }

  absl::string_view text_;
  std::vector<Token> tokens_;
  uint32_t position_ = 0;
  size_t line_end_ = 0;
  bool line_is_capital_ = false;
};

}  // namespace

std::string Fold(absl::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  size_t pos = 0;
  while (pos < text.size() && static_cast<unsigned char>(text[pos]) < 0x80) {
    folded.push_back(absl::ascii_tolower(static_cast<unsigned char>(text[pos])));
    ++pos;
  }
  if (pos == text.size()) return folded;
  folded.clear();
  FoldNonAscii(text, &folded);
  return folded;
}

std::vector<Token> Tokenize(absl::string_view text) { return Tokenizer(text).Run(); }

}  // namespace dateline::text

#include "indexer/text/analyzer.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "indexer/text/utf8.h"

namespace dateline::text {
namespace {

enum class CharClass : uint8_t { kOther, kLetter, kMark, kDigit, kUnspaced, kIgnorable };

// Scripts written without spaces between words, by block.
bool IsUnspaced(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) ||  // Thai, Lao
         (c >= 0x1000 && c <= 0x109F) ||  // Myanmar
         (c >= 0x1100 && c <= 0x11FF) ||  // Hangul Jamo
         (c >= 0x1780 && c <= 0x17FF) ||  // Khmer
         (c >= 0x1950 && c <= 0x19DF) ||  // Tai Le, New Tai Lue
         (c >= 0x1A20 && c <= 0x1AAF) ||  // Tai Tham
         (c >= 0x2E80 && c <= 0x2FDF) ||  // CJK radicals
         (c >= 0x3005 && c <= 0x3007) ||  // Iteration mark, closing mark, zero
         (c >= 0x302A && c <= 0x31FF) ||  // Kana, Bopomofo, Hangul compatibility
         (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||  // Han
         (c >= 0xA9E0 && c <= 0xA9FF) || (c >= 0xAA60 && c <= 0xAA7F) ||  // Myanmar
         (c >= 0xAC00 && c <= 0xD7FF) ||                                  // Hangul
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF66 && c <= 0xFFDC) ||  // Half-width forms
         (c >= 0x20000 && c <= 0x3FFFF);
}

// Characters that show nothing and part no words: soft hyphen, joiners, direction marks.
bool IsIgnorable(char32_t c) {
  return c == 0xAD || (c >= 0x200C && c <= 0x200F) || c == 0x2060 || c == 0xFEFF || c == 0x061C;
}

CharClass ClassOf(char32_t c) {
  if (c < 0x80) {
    if (absl::ascii_isalpha(static_cast<unsigned char>(c))) return CharClass::kLetter;
    return absl::ascii_isdigit(static_cast<unsigned char>(c)) ? CharClass::kDigit
                                                              : CharClass::kOther;
  }
  const uint32_t mask = U_MASK(u_charType(static_cast<UChar32>(c)));
  if (mask & U_GC_L_MASK) return IsUnspaced(c) ? CharClass::kUnspaced : CharClass::kLetter;
  if (mask & U_GC_M_MASK) return IsUnspaced(c) ? CharClass::kUnspaced : CharClass::kMark;
  if (mask & (U_GC_ND_MASK | U_GC_NL_MASK | U_GC_NO_MASK)) {
    return c == 0x3007 ? CharClass::kUnspaced : CharClass::kDigit;
  }
  return IsIgnorable(c) ? CharClass::kIgnorable : CharClass::kOther;
}

// True when a character of unspaced writing belongs to the one before it: vowel signs and tones,
// the later letters of a Hangul syllable, the voicing of half-width Kana.
bool ExtendsUnspaced(char32_t c) {
  if (c >= 0x1160 && c <= 0x11FF) return true;
  if (c == 0xFF9E || c == 0xFF9F) return true;
  return (U_MASK(u_charType(static_cast<UChar32>(c))) & U_GC_M_MASK) != 0;
}

bool IsApostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0x05F3; }

bool IsHebrew(char32_t c) { return c >= 0x05D0 && c <= 0x05EA; }

bool IsVowelOrH(char32_t c) {
  std::string letter;
  AppendUtf8(c, &letter);
  letter = Fold(letter);
  return !letter.empty() && absl::string_view("aeiouyh").find(letter[0]) != absl::string_view::npos;
}

// What French, Italian and Catalan write of an article, pronoun or preposition before a vowel.
bool IsElided(absl::string_view folded) {
  static constexpr absl::string_view kElided[] = {
      "agl",   "all",   "c",      "coll",   "d",    "dagl", "dall", "degl", "dell",   "gl",
      "j",     "jusqu", "l",      "lorsqu", "m",    "n",    "negl", "nell", "puisqu", "qu",
      "quell", "quest", "quoiqu", "s",      "sugl", "sull", "t",    "un"};
  return std::binary_search(std::begin(kElided), std::end(kElided), folded);
}

// Cuts one text; holds what the joining rules look back at.
class Tokenizer {
 public:
  explicit Tokenizer(absl::string_view text) : text_(text) {}

  // Two units always fit into a term.
  static constexpr size_t kMaxUnitBytes = 16;

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
    *c = 0;
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

  Token& Add(size_t begin, size_t end, std::string term) {
    if (term.size() > kMaxTokenBytes) term.clear();
    Token& token = tokens_.emplace_back();
    token.begin = static_cast<uint32_t>(begin);
    token.end = static_cast<uint32_t>(end);
    token.position = ++position_;
    token.term = std::move(term);
    return token;
  }

  // A character of unspaced writing with its marks.
  struct Unit {
    size_t begin = 0;
    size_t end = 0;
    std::string term;
  };

  // The unit at `*pos`, and moves `*pos` to what follows. What shows nothing is skipped, also the
  // space of no width between words. False when none is here.
  bool NextUnit(size_t* pos, Unit* unit) {
    size_t next = 0;
    char32_t c = 0;
    CharClass type = ClassAt(*pos, &next, &c);
    while (type == CharClass::kIgnorable || (type == CharClass::kOther && c == 0x200B)) {
      type = ClassAt(next, &next, &c);
    }
    if (type != CharClass::kUnspaced) return false;
    size_t begin = next;
    while (begin > *pos && (static_cast<unsigned char>(text_[--begin]) & 0xC0) == 0x80) {
    }
    unit->begin = begin;
    unit->end = *pos = next;
    while (unit->end - unit->begin < kMaxUnitBytes) {
      type = ClassAt(*pos, &next, &c);
      if (type != CharClass::kIgnorable && type != CharClass::kMark &&
          !(type == CharClass::kUnspaced && ExtendsUnspaced(c))) {
        break;
      }
      *pos = next;
      if (type != CharClass::kIgnorable) unit->end = next;
    }
    unit->term = Fold(text_.substr(unit->begin, unit->end - unit->begin));
    return true;
  }

  size_t TakeUnspaced(size_t pos) {
    Unit previous;
    Unit unit;
    size_t count = 0;
    while (NextUnit(&pos, &unit)) {
      if (unit.term.empty()) continue;
      if (++count > 1) {
        if (count > 2) tokens_.back().joins_next = true;
        Token& token = Add(previous.begin, unit.end, previous.term + unit.term);
        token.unspaced = true;
        token.middle = static_cast<uint32_t>(unit.begin);
        if (!token.term.empty()) token.first_bytes = static_cast<uint8_t>(previous.term.size());
      }
      std::swap(previous, unit);
    }
    if (count == 1) Add(previous.begin, previous.end, std::move(previous.term)).unspaced = true;
    // The last character of a run has a position of its own.
    if (count > 1) ++position_;
    return pos;
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

  // True for an apostrophe behind `raw` that parts two words (l'homme), not one (O'Brien). Between
  // two capitals (M'Hamed) it is part of a name, but for l and d.
  static bool IsElision(const std::string& raw, char32_t following) {
    if (raw.size() > 6) return false;
    const std::string folded = Fold(raw);
    if (!IsElided(folded) || !IsVowelOrH(following)) return false;
    return raw.size() > 1 || folded == "l" || folded == "d" ||
           !absl::ascii_isupper(static_cast<unsigned char>(raw[0])) ||
           !u_isUUppercase(static_cast<UChar32>(following));
  }

  // True for a sign that is written between two letters of one word: the quote of Hebrew
  // abbreviations, the dot of Catalan l·l.
  static bool IsSilentBetween(char32_t before, char32_t c, char32_t behind) {
    if (c == '"' || c == 0x05F4) return IsHebrew(before) && IsHebrew(behind);
    return c == 0xB7 && (before | 0x20) == 'l' && (behind | 0x20) == 'l';
  }

  // The end of the ASCII letters and digits from `pos` on, when they are two or more and what
  // follows cannot join them to more: most words. Else `pos`.
  size_t PlainWordEnd(size_t pos, bool* all_upper) const {
    size_t end = pos;
    bool upper = true;
    for (; end < text_.size(); ++end) {
      const auto c = static_cast<unsigned char>(text_[end]);
      if (!absl::ascii_isalnum(c)) break;
      upper &= absl::ascii_isupper(c) || absl::ascii_isdigit(c);
    }
    if (end < pos + 2) return pos;
    *all_upper = upper;
    if (end == text_.size()) return end;
    const auto c = static_cast<unsigned char>(text_[end]);
    const bool may_join =
        c >= 0x80 || c == '\'' || c == '&' ||
        ((c == '.' || c == ',') && absl::ascii_isdigit(static_cast<unsigned char>(text_[end - 1])));
    return may_join ? pos : end;
  }

  // The term of a word from `pos` on, in capitals alone or not.
  std::string TermOf(size_t pos, absl::string_view raw, bool all_upper) {
    std::string term = Fold(raw);
    if (all_upper) {
      std::string acronym = AcronymOf(term);
      if (!acronym.empty() && !InCapitalLine(pos)) return acronym;
    }
    return term;
  }

  size_t TakeWord(size_t pos) {
    bool all_upper = true;
    if (const size_t end = PlainWordEnd(pos, &all_upper); end != pos) {
      Add(pos, end, TermOf(pos, text_.substr(pos, end - pos), all_upper));
      return end;
    }
    all_upper = true;
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
    CharClass last = CharClass::kOther;
    char32_t last_char = 0;
    for (size_t here = pos; here < text_.size();) {
      size_t next = 0;
      char32_t c = 0;
      const CharClass type = ClassAt(here, &next, &c);
      if (type == CharClass::kIgnorable) {
        here = next;
        continue;
      }
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
        const bool silent = IsSilentBetween(last_char, c, following) &&
                            (last == CharClass::kLetter || last == CharClass::kMark) &&
                            next_type == CharClass::kLetter;
        if (!apostrophe && !number && !ampersand && !silent) break;
        if (apostrophe) {
          if (cut == pos && IsElision(raw, following)) return next;
          cut = here;
          raw_cut = raw.size();
        } else if (c != ',' && !silent) {
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
    Add(pos, end, TermOf(pos, raw, all_upper));
    return resume;
  }

  absl::string_view text_;
  std::vector<Token> tokens_;
  uint32_t position_ = 0;
  size_t line_end_ = 0;
  bool line_is_capital_ = false;
};

}  // namespace

bool BeginsWithCapital(absl::string_view text, const Token& token) {
  int32_t at = static_cast<int32_t>(token.begin);
  UChar32 c = 0;
  U8_NEXT(text.data(), at, static_cast<int32_t>(text.size()), c);
  return c >= 0 && (u_isUUppercase(c) || u_istitle(c));
}

std::vector<Token> Tokenize(absl::string_view text) { return Tokenizer(text).Run(); }

}  // namespace dateline::text

#include "indexer/annotate/tokenizer.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "indexer/annotate/phrase_key.h"

namespace dateline::annotate {
namespace {

// Abbreviations whose dot belongs to them and ends no sentence (in lower case, without the dot).
constexpr std::array<absl::string_view, 79> kAbbreviations = {
    "adm",   "ala",  "apr",  "ariz", "assn",   "atty", "aug",  "ave",  "brig", "bros",
    "calif", "capt", "cmdr", "co",   "col",    "colo", "conn", "corp", "dec",  "del",
    "dept",  "dr",   "feb",  "fla",  "ft",     "ga",   "gen",  "gov",  "hon",  "ill",
    "inc",   "ind",  "jan",  "jr",   "jul",    "jun",  "kan",  "ky",   "la",   "lt",
    "ltd",   "maj",  "mass", "md",   "messrs", "mich", "minn", "miss", "mme",  "mo",
    "mr",    "mrs",  "ms",   "mt",   "neb",    "nev",  "nov",  "oct",  "okla", "ore",
    "pa",    "ph",   "prof", "rep",  "reps",   "rev",  "sen",  "sens", "sep",  "sept",
    "sgt",   "sr",   "st",   "tenn", "va",     "vs",   "vt",   "wash", "wis"};

bool IsAbbreviation(absl::string_view key) {
  return std::binary_search(kAbbreviations.begin(), kAbbreviations.end(), key);
}

struct Character {
  UChar32 code = -1;  // Negative for ill-formed bytes.
  uint32_t end = 0;
};

Character At(absl::string_view text, uint32_t pos) {
  Character c;
  if (const auto byte = static_cast<unsigned char>(text[pos]); byte < 0x80) {
    c.code = byte;
    c.end = pos + 1;
    return c;
  }
  int32_t at = static_cast<int32_t>(pos);
  const uint8_t* bytes = reinterpret_cast<const uint8_t*>(text.data());
  U8_NEXT(bytes, at, static_cast<int32_t>(text.size()), c.code);
  c.end = static_cast<uint32_t>(at);
  return c;
}

bool IsLetter(UChar32 c) {
  if (c < 0x80) return c >= 0 && absl::ascii_isalpha(static_cast<unsigned char>(c));
  return c != 0xFFFD && (u_isalpha(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0);
}

bool IsDigit(UChar32 c) { return c >= '0' && c <= '9'; }
bool IsApostrophe(UChar32 c) { return c == '\'' || c == 0x2019; }

bool IsSpace(UChar32 c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0xA0 || (c > 0x7F && u_isspace(c));
}

bool IsUpper(UChar32 c) { return c < 0x80 ? c >= 'A' && c <= 'Z' : u_isupper(c) != 0; }

class Cutter {
 public:
  Cutter(absl::string_view text, const Lexicon& lexicon) : text_(text), lexicon_(lexicon) {}

  std::vector<Token> Cut();

 private:
  bool TakePossessive(Token* token);
  void TakeWord(Token* token);
  uint32_t JoinedEnd(uint32_t pos, UChar32 joint, uint32_t joint_end, UChar32 before) const;
  void TakeDot(Token* token);
  void Describe(Token* token) const;

  const absl::string_view text_;
  const Lexicon& lexicon_;
  uint32_t pos_ = 0;
};

std::vector<Token> Cutter::Cut() {
  std::vector<Token> tokens;
  tokens.reserve(text_.size() / 5);
  int newlines = 0;
  bool space = false;
  while (pos_ < text_.size()) {
    const Character c = At(text_, pos_);
    if (IsSpace(c.code)) {
      space = true;
      newlines += c.code == '\n' ? 1 : 0;
      pos_ = c.end;
      continue;
    }
    Token token;
    token.begin = pos_;
    token.newlines_before = static_cast<uint8_t>(std::min(newlines, 2));
    token.space_before = space;
    newlines = 0;
    if (!space && IsApostrophe(c.code) && !tokens.empty() && tokens.back().shape != Shape::kOther &&
        TakePossessive(&token)) {
    } else if (IsLetter(c.code) || IsDigit(c.code)) {
      TakeWord(&token);
      TakeDot(&token);
      Describe(&token);
    } else {
      pos_ = c.end;
      token.end = pos_;
    }
    space = false;
    tokens.push_back(std::move(token));
  }
  return tokens;
}

// 's, or the apostrophe of "workers' rights".
bool Cutter::TakePossessive(Token* token) {
  const Character apostrophe = At(text_, pos_);
  uint32_t end = apostrophe.end;
  if (end < text_.size() && (text_[end] == 's' || text_[end] == 'S')) ++end;
  if (end < text_.size()) {
    const Character after = At(text_, end);
    if (IsLetter(after.code) || IsDigit(after.code)) return false;
  }
  token->possessive = true;
  token->end = pos_ = end;
  return true;
}

// The end of the word part behind a joining character at `pos`; `pos` itself when it joins nothing.
uint32_t Cutter::JoinedEnd(uint32_t pos, UChar32 joint, uint32_t joint_end, UChar32 before) const {
  if (joint_end >= text_.size()) return pos;
  const Character next = At(text_, joint_end);
  if (IsApostrophe(joint)) {
    if (!IsLetter(before) || !IsLetter(next.code)) return pos;
    if (next.code == 's' || next.code == 'S') {
      const bool ends = next.end >= text_.size() || !IsLetter(At(text_, next.end).code);
      if (ends) return pos;
    }
    return next.end;
  }
  if (joint == '&') return IsUpper(before) && IsUpper(next.code) ? next.end : pos;
  if (joint == ',' || joint == '.') return IsDigit(before) && IsDigit(next.code) ? next.end : pos;
  return pos;
}

void Cutter::TakeWord(Token* token) {
  UChar32 before = -1;
  int letters = 0;
  bool acronym = true;  // Single capitals with dots between so far.
  while (pos_ < text_.size()) {
    const Character c = At(text_, pos_);
    if (IsLetter(c.code) || IsDigit(c.code)) {
      ++letters;
      acronym = acronym && IsUpper(c.code) && letters == 1;
      before = c.code;
      pos_ = c.end;
      continue;
    }
    if (c.code == '.' && acronym && letters == 1 && c.end < text_.size() &&
        IsUpper(At(text_, c.end).code)) {
      const Character next = At(text_, c.end);
      const bool single = next.end >= text_.size() || !IsLetter(At(text_, next.end).code);
      if (!single) break;
      letters = 0;
      pos_ = c.end;
      continue;
    }
    const uint32_t joined = JoinedEnd(pos_, c.code, c.end, before);
    if (joined == pos_) break;
    letters += 2;
    acronym = false;
    before = At(text_, c.end).code;
    pos_ = joined;
  }
  token->end = pos_;
}

// The dot behind an acronym, an initial or an abbreviation belongs to it.
void Cutter::TakeDot(Token* token) {
  if (pos_ >= text_.size() || text_[pos_] != '.') return;
  const absl::string_view word = text_.substr(token->begin, token->end - token->begin);
  const bool initial = word.size() == 1 && IsUpper(word[0]);
  const bool acronym = word.size() >= 3 && word[1] == '.' && IsUpper(word[0]);
  if (!initial && !acronym) {
    if (word.size() > 6 || !IsAbbreviation(absl::AsciiStrToLower(word))) return;
    if (!IsUpper(word[0])) return;
  }
  token->end = ++pos_;
}

void Cutter::Describe(Token* token) const {
  const absl::string_view word = text_.substr(token->begin, token->end - token->begin);
  token->key = PhraseKey(word);
  token->classes = lexicon_.ClassesOf(token->key);
  const UChar32 first = At(word, 0).code;
  if (IsDigit(first)) {
    token->shape = Shape::kNumber;
    return;
  }
  int upper = 0;
  int lower = 0;
  for (uint32_t pos = 0; pos < word.size();) {
    const Character c = At(word, pos);
    if (IsUpper(c.code)) {
      ++upper;
    } else if (IsLetter(c.code)) {
      ++lower;
    }
    pos = c.end;
  }
  if (!IsUpper(first)) {
    token->shape = Shape::kLower;
  } else if (upper + lower == 1) {
    token->shape = Shape::kInitial;
  } else if (lower == 0) {
    token->shape = Shape::kUpper;
  } else {
    token->shape = upper == 1 ? Shape::kCapital : Shape::kMixed;
  }
}

// A capital alone, in a run that single spaces separate from what is behind it.
bool IsSpacedLetter(absl::string_view text, const std::vector<Token>& tokens, size_t i) {
  const Token& token = tokens[i];
  return token.shape == Shape::kInitial && token.key.size() == 1 && i + 1 < tokens.size() &&
         tokens[i + 1].begin == token.end + 1 && text[token.end] == ' ';
}

// The most letters of an acronym that is looked for in spaced letters: "U S S R".
constexpr size_t kMaxSpacedLetters = 4;

// How many of the `limit` letters at `i` are an acronym that the gazetteers know; 0 for none.
size_t SpacedAcronym(const std::vector<Token>& tokens, size_t i, size_t limit,
                     const Lexicon& lexicon, std::string* key) {
  for (size_t n = std::min(limit, kMaxSpacedLetters); n >= 2; --n) {
    key->clear();
    for (size_t k = i; k < i + n; ++k) key->append(tokens[k].key);
    const KnownName* known = lexicon.FindName(*key);
    if (known != nullptr && known->capitals_only && known->renown == Renown::kListed) return n;
  }
  return 0;
}

// A person's name seems to stand behind the letters [begin, end): "S. D. Rao" has initials.
bool MayBeInitials(const std::vector<Token>& tokens, size_t begin, size_t end) {
  if (tokens[begin].key == "u" || (begin > 0 && tokens[begin - 1].key == "washington"))
    return false;
  if (end >= tokens.size()) return false;
  const Token& next = tokens[end];
  return next.newlines_before == 0 && IsCapitalized(next.shape) &&
         !(next.classes & (kTitle | kCommon | kFunction | kMonth));
}

// "U S", "Washington D C", as texts have it that lost their dots, "U. S." too: one token, as with
// dots. A run of letters of which some belong to no acronym stays as it is ("18 U S C"), but for
// the word "A" behind it, and for a party before it ("D R I").
void JoinSpacedLetters(absl::string_view text, const Lexicon& lexicon, std::vector<Token>* tokens) {
  std::vector<Token>& all = *tokens;
  std::string key;
  size_t kept = 0;
  for (size_t i = 0; i < all.size();) {
    size_t end = i;
    while (IsSpacedLetter(text, all, end)) ++end;
    if (end > i && all[end].shape == Shape::kInitial && all[end].key.size() == 1) ++end;
    if (end < i + 2) {
      if (kept != i) all[kept] = std::move(all[i]);
      ++kept;
      ++i;
      continue;
    }
    size_t covered = i;
    while (covered < end) {
      const size_t n = SpacedAcronym(all, covered, end - covered, lexicon, &key);
      const char letter = all[covered].key[0];
      const bool word = letter == 'a' || letter == 'd' || letter == 'r' || letter == 'i';
      if (n == 0 && !word) break;
      covered += std::max<size_t>(n, 1);
    }
    const bool whole = covered == end && !MayBeInitials(all, i, end);
    while (i < end) {
      const size_t n = whole ? SpacedAcronym(all, i, end - i, lexicon, &key) : 0;
      Token joined = std::move(all[i]);
      if (n > 0) {
        joined.end = all[i + n - 1].end;
        joined.shape = Shape::kUpper;
        joined.key = key;
        joined.classes = lexicon.ClassesOf(key);
      }
      all[kept++] = std::move(joined);
      i += std::max<size_t>(n, 1);
    }
  }
  all.resize(kept);
}

char FirstByte(absl::string_view text, const Token& token) { return text[token.begin]; }

// True when single newlines only break long lines: then many of them stand before a lower-case
// word.
bool IsHardWrapped(const std::vector<Token>& tokens) {
  int newlines = 0;
  int inside = 0;
  for (const Token& token : tokens) {
    if (token.newlines_before != 1) continue;
    ++newlines;
    inside += token.shape == Shape::kLower ? 1 : 0;
  }
  return inside >= 2 && inside * 4 >= newlines;
}

// True when the dot at token `i` ends "a.m." or "p.m." and a day or a time zone goes on behind it.
bool EndsHourOfDay(const TokenizedText& t, uint32_t i) {
  if (i < 3 || t.tokens[i - 1].key != "m" || t.tokens[i - 1].space_before) return false;
  if (t.tokens[i - 2].shape != Shape::kOther || FirstByte(t.text, t.tokens[i - 2]) != '.')
    return false;
  if (t.tokens[i - 3].key != "a" && t.tokens[i - 3].key != "p") return false;
  const Token& next = t.tokens[i + 1];
  const bool zone = next.shape == Shape::kUpper && next.end - next.begin <= 4 &&
                    (absl::EndsWith(next.key, "t") || next.key == "utc");
  return zone || (next.classes & (kWeekday | kMonth)) != 0;
}

bool EndsSentence(const TokenizedText& t, uint32_t i, bool hard_wrapped) {
  const Token& token = t.tokens[i];
  const Token& next = t.tokens[i + 1];
  if (next.newlines_before >= 2 || (next.newlines_before == 1 && !hard_wrapped)) return true;
  const char c = FirstByte(t.text, token);
  const bool next_can_start = IsCapitalized(next.shape) || next.shape == Shape::kNumber ||
                              (next.shape == Shape::kOther && next.space_before);
  if (token.shape == Shape::kOther && (c == '.' || c == '!' || c == '?')) {
    return next.space_before && next_can_start && !EndsHourOfDay(t, i);
  }
  // The closing quote behind a full stop.
  if (i > 0 && token.shape == Shape::kOther && !token.space_before && next.space_before &&
      t.tokens[i - 1].shape == Shape::kOther) {
    const char before = FirstByte(t.text, t.tokens[i - 1]);
    const bool stop = before == '.' || before == '!' || before == '?';
    return stop && c != ',' && next_can_start;
  }
  // "in the U.S. The" ends a sentence, "U.S. Senator" does not: a grammatical word tells.
  return token.shape != Shape::kOther && t.text[token.end - 1] == '.' && next.space_before &&
         (next.shape == Shape::kCapital) && (next.classes & kFunction) &&
         token.shape != Shape::kInitial;
}

void DescribeSentence(const TokenizedText& t, Sentence* sentence) {
  int words = 0;
  int capitals = 0;
  int longer = 0;
  int capitalized = 0;
  for (uint32_t i = sentence->first; i < sentence->last; ++i) {
    const Token& token = t.tokens[i];
    if (token.shape <= Shape::kNumber) continue;
    const bool is_upper = token.shape == Shape::kUpper || token.shape == Shape::kInitial;
    ++words;
    capitals += is_upper ? 1 : 0;
    if (token.end - token.begin < 4 || (token.classes & kFunction)) continue;
    ++longer;
    capitalized += IsCapitalized(token.shape) ? 1 : 0;
  }
  sentence->all_capitals = words >= 2 && capitals == words;
  if (words >= 4 && capitals * 10 >= words * 9) sentence->all_capitals = true;
  sentence->title_case = longer >= 4 && capitalized * 10 >= longer * 8;
}

void CutSentences(TokenizedText* t) {
  const bool hard_wrapped = IsHardWrapped(t->tokens);
  Sentence sentence;
  for (uint32_t i = 0; i < t->tokens.size(); ++i) {
    if (i + 1 < t->tokens.size() && !EndsSentence(*t, i, hard_wrapped)) continue;
    sentence.last = i + 1;
    DescribeSentence(*t, &sentence);
    t->sentences.push_back(sentence);
    sentence = Sentence();
    sentence.first = i + 1;
  }
}

}  // namespace

TokenizedText Tokenize(absl::string_view text, const Lexicon& lexicon) {
  TokenizedText result;
  result.text = text;
  result.tokens = Cutter(text, lexicon).Cut();
  JoinSpacedLetters(text, lexicon, &result.tokens);
  CutSentences(&result);
  return result;
}

}  // namespace dateline::annotate

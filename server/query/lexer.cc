#include "server/query/lexer.h"

#include <unicode/uchar.h>

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/text/utf8.h"
#include "server/query/parser.h"

namespace dateline::query {
namespace {

constexpr absl::string_view kTitleField = "title:";
constexpr size_t kUsualLexemes = 4;

// White space, and the dashes, dots and CJK punctuation that part words even without a space around
// them.
bool IsSeparator(char32_t c) {
  if (c < 0x80) return c <= ' ';
  return u_isUWhiteSpace(static_cast<UChar32>(c)) || c == 0x200B || c == 0xFEFF || c == 0x2014 ||
         c == 0x2015 || c == 0x2026 || (c >= 0x3001 && c <= 0x3003) ||
         (c >= 0x3008 && c <= 0x3011) || c == 0xFF01 || c == 0xFF08 || c == 0xFF09 || c == 0xFF0C ||
         c == 0xFF1A || c == 0xFF1B || c == 0xFF1F || c == 0xFF61 || c == 0xFF64;
}

bool IsQuote(char32_t c) {
  return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0x201F || c == 0xAB ||
         c == 0xBB || c == 0xFF02;
}

bool IsOperator(absl::string_view word) { return word == "AND" || word == "OR" || word == "NOT"; }

bool IsHebrewLetter(char32_t c) { return c >= 0x05D0 && c <= 0x05EA; }

bool EndsWord(char32_t c) { return IsSeparator(c) || IsQuote(c) || c == '(' || c == ')'; }

size_t CharacterCount(absl::string_view text) {
  size_t count = 0;
  for (size_t pos = 0; pos < text.size(); ++count) text::NextCodePoint(text, &pos);
  return count;
}

bool StartsWord(absl::string_view rest) {
  if (rest.empty()) return false;
  size_t pos = 0;
  const char32_t c = text::NextCodePoint(rest, &pos);
  return u_isalnum(static_cast<UChar32>(c)) || !text::Tokenize(rest.substr(0, pos)).empty();
}

// True when capitals tell nothing about acronyms: the analyzer's rule for a line, applied to the
// query.
bool IsAllCapitals(absl::string_view query) {
  size_t upper = 0;
  for (char c : query) {
    if (absl::ascii_islower(static_cast<unsigned char>(c))) return false;
    upper += absl::ascii_isupper(static_cast<unsigned char>(c));
  }
  return upper > 4;
}

// The tokens of a piece of a query. Where `all_capitals`, WHO is "who", which then stands for both.
std::vector<text::Token> TokensOf(absl::string_view text, bool all_capitals) {
  std::vector<text::Token> tokens = text::Tokenize(text);
  if (!all_capitals) return tokens;
  for (text::Token& token : tokens) {
    const absl::string_view written = text.substr(token.begin, token.end - token.begin);
    if (absl::StrContains(token.term, '.') && !absl::StrContains(written, '.')) {
      token.term = text::Fold(written);
    }
  }
  return tokens;
}

// One pass over the query; `pos_` and `column_` move together.
class Lexer {
 public:
  Lexer(absl::string_view query, std::vector<std::string>* warnings)
      : query_(query), warnings_(warnings), all_capitals_(IsAllCapitals(query)) {}

  absl::StatusOr<std::vector<Lexeme>> Run() {
    lexemes_.reserve(kUsualLexemes);
    bool at_start = true;  // Nothing, a space or a parenthesis stands before `pos_`.
    while (pos_ < query_.size()) {
      const uint32_t column = column_;
      const char32_t c = Peek();
      if (IsSeparator(c)) {
        Take();
        at_start = true;
        continue;
      }
      if (c == '(' || c == ')') {
        Take();
        Add(c == '(' ? Lexeme::Type::kOpen : Lexeme::Type::kClose, column);
        at_start = true;
        continue;
      }
      absl::Status status;
      if (c == '-' && at_start && NegatesWhatFollows()) {
        Take();
        Add(Lexeme::Type::kNot, column);
        at_start = false;
        continue;
      }
      status = IsQuote(c) ? TakePhrase() : TakeWord();
      if (!status.ok()) return status;
      at_start = false;
    }
    Add(Lexeme::Type::kEnd, column_);
    return std::move(lexemes_);
  }

 private:
  char32_t Peek() const {
    size_t pos = pos_;
    return text::NextCodePoint(query_, &pos);
  }

  // True when the word that began at `begin` goes on at `pos_`: also over the quote inside of a
  // Hebrew abbreviation, where a letter stands before it and a letter behind.
  bool WordGoesOn(size_t begin) const {
    if (pos_ == query_.size()) return false;
    size_t behind = pos_;
    const char32_t c = text::NextCodePoint(query_, &behind);
    if (!EndsWord(c)) return true;
    if (c != '"' || behind == query_.size() || pos_ == begin) return false;
    size_t before = pos_ - 1;
    while (before > begin && (static_cast<unsigned char>(query_[before]) & 0xC0) == 0x80) --before;
    return IsHebrewLetter(text::NextCodePoint(query_, &before)) &&
           IsHebrewLetter(text::NextCodePoint(query_, &behind));
  }

  void Take() {
    text::NextCodePoint(query_, &pos_);
    ++column_;
  }

  Lexeme& Add(Lexeme::Type type, uint32_t column) {
    Lexeme& lexeme = lexemes_.emplace_back();
    lexeme.type = type;
    lexeme.column = column;
    lexeme.scope = std::exchange(scope_, Scope::kText);
    return lexeme;
  }

  bool NegatesWhatFollows() const {
    const absl::string_view rest = query_.substr(pos_ + 1);
    if (rest.empty()) return false;
    size_t pos = 0;
    const char32_t next = text::NextCodePoint(rest, &pos);
    return next == '(' || IsQuote(next) || StartsWord(rest);
  }

  absl::Status TakePhrase() {
    const uint32_t column = column_;
    Take();
    const size_t begin = pos_;
    while (pos_ < query_.size() && !IsQuote(Peek())) Take();
    if (pos_ == query_.size()) {
      return ErrorAt(column_, absl::StrCat("a quote expected to close the one at column ", column));
    }
    const absl::string_view text = query_.substr(begin, pos_ - begin);
    Take();
    std::vector<text::Token> tokens = TokensOf(text, all_capitals_);
    if (tokens.empty()) {
      if (scope_ == Scope::kTitle) return FieldWithoutWord(column);
      return absl::OkStatus();
    }
    if (absl::StrContains(text, '*')) {
      warnings_->push_back("A star inside of quotes is ignored: a phrase is taken to the letter.");
    }
    Lexeme& lexeme = Add(Lexeme::Type::kPhrase, column);
    lexeme.text = text;
    lexeme.tokens = std::move(tokens);
    return absl::OkStatus();
  }

  absl::Status TakeWord() {
    uint32_t column = column_;
    const size_t begin = pos_;
    while (WordGoesOn(begin)) Take();
    absl::string_view text = query_.substr(begin, pos_ - begin);
    if (IsOperator(text)) {
      Add(text == "AND"  ? Lexeme::Type::kAnd
          : text == "OR" ? Lexeme::Type::kOr
                         : Lexeme::Type::kNot,
          column);
      return absl::OkStatus();
    }
    const bool has_field = absl::StartsWithIgnoreCase(text, kTitleField);
    if (has_field) {
      text.remove_prefix(kTitleField.size());
      column += kTitleField.size();
      scope_ = Scope::kTitle;
      if (text.empty()) {
        const bool opens = pos_ < query_.size() && (Peek() == '(' || IsQuote(Peek()));
        return opens ? absl::OkStatus() : FieldWithoutWord(column);
      }
      if (text.front() == '-') return FieldWithoutWord(column);
    }
    const size_t star = text.find('*');
    std::vector<text::Token> tokens = TokensOf(text.substr(0, star), all_capitals_);
    if (star != absl::string_view::npos) {
      absl::Status status = CheckStar(text, star, tokens, column);
      if (!status.ok()) return status;
    }
    if (tokens.empty()) {
      if (has_field) return FieldWithoutWord(column);
      return absl::OkStatus();
    }
    Lexeme& lexeme = Add(Lexeme::Type::kWord, column - (has_field ? kTitleField.size() : 0));
    lexeme.text = text.substr(0, star);
    lexeme.tokens = std::move(tokens);
    lexeme.star = star != absl::string_view::npos;
    return absl::OkStatus();
  }

  static absl::Status CheckStar(absl::string_view text, size_t star,
                                const std::vector<text::Token>& tokens, uint32_t column) {
    const uint32_t star_column =
        column + static_cast<uint32_t>(CharacterCount(text.substr(0, star)));
    if (tokens.empty() || tokens.back().end != star) {
      return ErrorAt(star_column, absl::StrCat("'*' needs a word of at least ", kMinWildcardLetters,
                                               " letters before it"));
    }
    if (!text::Tokenize(text.substr(star + 1)).empty()) {
      return ErrorAt(star_column, "'*' may only stand at the end of a word");
    }
    bool one_word = true;  // The pairs of unspaced writing are one word.
    for (size_t i = 0; i + 1 < tokens.size(); ++i) one_word = one_word && tokens[i].joins_next;
    if (!one_word) {
      return ErrorAt(star_column,
                     "'*' may only follow a single word, and this one is read as several");
    }
    if (tokens.size() == 1 && !tokens[0].unspaced &&
        CharacterCount(tokens[0].term) < kMinWildcardLetters) {
      return ErrorAt(star_column, absl::StrCat("'*' needs at least ", kMinWildcardLetters,
                                               " letters before it"));
    }
    return absl::OkStatus();
  }

  static absl::Status FieldWithoutWord(uint32_t column) {
    return ErrorAt(column, "a word, a phrase or '(' expected behind 'title:'");
  }

  const absl::string_view query_;
  std::vector<std::string>* const warnings_;
  const bool all_capitals_;
  std::vector<Lexeme> lexemes_;
  size_t pos_ = 0;
  uint32_t column_ = 1;
  Scope scope_ = Scope::kText;  // Of the next lexeme.
};

}  // namespace

absl::Status ErrorAt(uint32_t column, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("column ", column, ": ", what));
}

absl::StatusOr<std::vector<Lexeme>> Lex(absl::string_view query,
                                        std::vector<std::string>* warnings) {
  return Lexer(query, warnings).Run();
}

std::vector<Lexeme> LexPlainWords(absl::string_view query) {
  std::vector<Lexeme> lexemes;
  uint32_t column = 1;
  const bool all_capitals = IsAllCapitals(query);
  for (size_t pos = 0; pos < query.size();) {
    const size_t begin = pos;
    const uint32_t begin_column = column;
    size_t end = pos;
    while (pos < query.size()) {
      const char32_t c = text::NextCodePoint(query, &pos);
      ++column;
      if (EndsWord(c) || c == '*') break;
      end = pos;
    }
    Lexeme lexeme;
    lexeme.type = Lexeme::Type::kWord;
    lexeme.column = begin_column;
    lexeme.text = query.substr(begin, end - begin);
    // A capital OR that is no operator is still not the acronym of Oregon.
    lexeme.tokens = TokensOf(lexeme.text, all_capitals || IsOperator(lexeme.text));
    if (!lexeme.tokens.empty()) lexemes.push_back(std::move(lexeme));
  }
  lexemes.emplace_back().column = column;
  return lexemes;
}

}  // namespace dateline::query

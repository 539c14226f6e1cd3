#include "server/query/parser.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "indexer/text/stop_words.h"
#include "server/query/lexer.h"
#include "server/query/piece.h"

namespace dateline::query {
namespace {

using Type = Lexeme::Type;

bool StartsOperand(Type type) {
  return type == Type::kWord || type == Type::kPhrase || type == Type::kOpen || type == Type::kNot;
}

// How a problem with an operator is told.
absl::string_view Name(Type type) {
  return type == Type::kAnd ? "AND" : type == Type::kOr ? "OR" : "NOT";
}

// Recursive descent over the lexemes; the first error ends it. The depth of recursion is that of
// the parentheses.
//
//   match all    query = chain (OR chain)*      chain = unary ([AND] unary)*
//   match any    query = chain ([OR] chain)*    chain = unary (AND unary)*
//                where a negative unary alone is a condition on the whole query, not one choice of
//                many
//   both         unary = NOT* (word | phrase | '(' query ')')
class Parser {
 public:
  Parser(const std::vector<Lexeme>& lexemes, MatchMode mode, const Reading& reading,
         ParsedQuery* result)
      : lexemes_(lexemes), mode_(mode), reading_(reading), result_(result) {}

  absl::StatusOr<Piece> Run() {
    Piece piece = type() != Type::kEnd ? ParseQuery(Scope::kText) : Piece();
    if (status_.ok() && type() == Type::kClose) Fail(here(), "')' without a '(' before it");
    if (!status_.ok()) return status_;
    return piece;
  }

 private:
  struct Chain {
    Piece piece;
    bool bare_negative = false;  // `piece` is what must not match.
    bool bare_word = false;      // One plain word, no operator beside it.
  };

  const Lexeme& here() const { return lexemes_[next_]; }
  Type type() const { return here().type; }

  void Fail(const Lexeme& lexeme, absl::string_view what) {
    if (status_.ok()) status_ = ErrorAt(lexeme.column, what);
  }

  // Takes the operator here; fails when no operand follows.
  void TakeOperator() {
    const Lexeme& op = here();
    ++next_;
    if (!StartsOperand(type())) {
      Fail(op, absl::StrCat("a word, a phrase or '(' expected behind ", Name(op.type)));
    }
  }

  Piece ParseQuery(Scope scope) {
    std::vector<Chain> chains;
    std::vector<bool> after_or;
    bool expect_or = false;
    while (status_.ok()) {
      if (type() == Type::kAnd || type() == Type::kOr) {
        Fail(here(), absl::StrCat("a word, a phrase or '(' expected before ", Name(type())));
        break;
      }
      Chain chain = ParseChain(scope);
      if (!status_.ok()) break;
      const bool is_last = type() != Type::kOr && !StartsOperand(type());
      if (is_last && chains.empty() && !chain.bare_negative) return std::move(chain.piece);
      after_or.push_back(expect_or);
      chains.push_back(std::move(chain));
      expect_or = type() == Type::kOr;
      if (is_last) break;
      if (expect_or) TakeOperator();
    }
    if (!status_.ok()) return Piece();
    after_or.push_back(false);
    std::vector<Piece> choices;
    std::vector<Piece> negatives;
    std::vector<bool> may_be_ignored;
    for (size_t i = 0; i < chains.size(); ++i) {
      const bool by_or = after_or[i] || after_or[i + 1];
      Piece& piece = chains[i].piece;
      if (chains[i].bare_negative && mode_ == MatchMode::kAny && !by_or) {
        negatives.push_back(std::move(piece));
        continue;
      }
      may_be_ignored.push_back(chains[i].bare_word && !by_or && !piece.stop_word.empty());
      if (chains[i].bare_negative) {
        std::vector<Piece> one;
        one.push_back(std::move(piece));
        choices.push_back(MakeAnd({}, std::move(one)));
      } else {
        choices.push_back(std::move(piece));
      }
    }
    if (mode_ == MatchMode::kAny) IgnoreStopWords(may_be_ignored, &choices);
    std::vector<Piece> positives;
    positives.push_back(MakeOr(std::move(choices)));
    return MakeAnd(std::move(positives), std::move(negatives));
  }

  // Function words are left out when others remain.
  void IgnoreStopWords(const std::vector<bool>& may_be_ignored, std::vector<Piece>* choices) {
    bool others = false;
    for (size_t i = 0; i < choices->size(); ++i) {
      others = others || (!may_be_ignored[i] && (*choices)[i].form != Piece::Form::kNothing);
    }
    if (!others) return;
    for (size_t i = 0; i < choices->size(); ++i) {
      if (!may_be_ignored[i]) continue;
      std::string& word = (*choices)[i].stop_word;
      std::vector<std::string>& ignored = result_->ignored;
      if (std::find(ignored.begin(), ignored.end(), word) == ignored.end()) {
        ignored.push_back(std::move(word));
      }
      (*choices)[i] = Piece();
    }
  }

  Chain ParseChain(Scope scope) {
    std::vector<Piece> positives;
    std::vector<Piece> negatives;
    const bool starts_with_word = type() == Type::kWord;
    while (status_.ok()) {
      bool negative = false;
      while (status_.ok() && type() == Type::kNot) {
        negative = !negative;
        TakeOperator();
      }
      if (!status_.ok()) break;
      Piece operand = ParseOperand(scope);
      if (!status_.ok()) break;
      const bool goes_on =
          type() == Type::kAnd || (mode_ == MatchMode::kAll && StartsOperand(type()));
      if (!goes_on && positives.empty() && negatives.empty()) {
        return {std::move(operand), negative, starts_with_word};
      }
      (negative ? negatives : positives).push_back(std::move(operand));
      if (!goes_on) break;
      if (type() == Type::kAnd) TakeOperator();
    }
    if (!status_.ok()) return {};
    return {MakeAnd(std::move(positives), std::move(negatives))};
  }

  // REQUIRES: a word, a phrase or '(' is here.
  Piece ParseOperand(Scope scope) {
    const Lexeme& lexeme = here();
    if (lexeme.scope == Scope::kTitle) scope = Scope::kTitle;
    ++next_;
    if (lexeme.type != Type::kOpen) {
      return MakeLeaf(lexeme, scope, reading_, &result_->warnings);
    }
    if (depth_ == kMaxQueryDepth) {
      Fail(lexeme, absl::StrCat("parentheses are nested deeper than ", kMaxQueryDepth));
      return Piece();
    }
    if (type() == Type::kClose) {
      Fail(lexeme, "a word or a phrase expected between '(' and ')'");
      return Piece();
    }
    Piece piece;
    if (type() != Type::kEnd) {
      ++depth_;
      piece = ParseQuery(scope);
      --depth_;
    }
    if (!status_.ok()) return Piece();
    if (type() != Type::kClose) {
      Fail(here(), absl::StrCat("')' expected to close the '(' at column ", lexeme.column));
      return Piece();
    }
    ++next_;
    return piece;
  }

  const std::vector<Lexeme>& lexemes_;
  const MatchMode mode_;
  const Reading& reading_;
  ParsedQuery* const result_;
  size_t next_ = 0;
  size_t depth_ = 0;
  absl::Status status_;
};

absl::Status CheckWordCount(const std::vector<Lexeme>& lexemes) {
  size_t count = 0;
  for (const Lexeme& lexeme : lexemes) {
    for (const text::Token& token : lexeme.tokens) count += !token.term.empty();
  }
  if (count <= kMaxQueryTerms) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("the query has ", count, " words; the maximum is ", kMaxQueryTerms));
}

bool IsBlank(absl::string_view query) { return absl::StripAsciiWhitespace(query).empty(); }

// Whose function words `lexemes` are to be read with.
std::string StopWordLanguage(const std::vector<Lexeme>& lexemes) {
  std::vector<absl::string_view> terms;
  for (const Lexeme& lexeme : lexemes) {
    if (lexeme.type == Type::kWord && lexeme.tokens.size() == 1) {
      terms.push_back(lexeme.tokens.front().term);
    }
  }
  return text::LanguageByStopWords(terms);
}

absl::StatusOr<Piece> Parse(const std::vector<Lexeme>& lexemes, const ParseOptions& options,
                            ParsedQuery* result) {
  if (absl::Status status = CheckWordCount(lexemes); !status.ok()) return status;
  Reading reading;
  std::optional<text::Stemmer> stemmer;
  if (options.language.empty()) {
    reading.stop_words = StopWordLanguage(lexemes);
  } else {
    reading.stop_words = std::string(options.language);
    reading.stemmer = &stemmer.emplace(options.language);
  }
  return Parser(lexemes, options.match_mode, reading, result).Run();
}

}  // namespace

absl::StatusOr<ParsedQuery> ParseQuery(absl::string_view query, const ParseOptions& options) {
  if (query.size() > kMaxQueryBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat("the query has ", query.size(), " bytes; the maximum is ", kMaxQueryBytes));
  }
  ParsedQuery result;
  if (IsBlank(query)) return result;
  absl::StatusOr<std::vector<Lexeme>> lexemes = Lex(query, &result.warnings);
  absl::StatusOr<Piece> piece = lexemes.ok() ? Parse(*lexemes, options, &result) : lexemes.status();
  if (!piece.ok() && options.match_mode == MatchMode::kAny) {
    result = ParsedQuery();
    const std::vector<Lexeme> words = LexPlainWords(query);
    const absl::Status error = piece.status();
    piece = Parse(words, options, &result);
    result.warnings.insert(
        result.warnings.begin(),
        absl::StrCat("The query was read as plain words (", error.message(), ")."));
  }
  if (!piece.ok()) return piece.status();
  if (piece->form == Piece::Form::kNothing) {
    result.root.op = Op::kNone;
    result.text = "\"\"";
    result.warnings.push_back("The query holds no word to look for, so nothing matches it.");
    return result;
  }
  result.root = std::move(piece->node);
  result.text = std::move(piece->text);
  result.highlight = std::move(piece->highlight);
  return result;
}

}  // namespace dateline::query

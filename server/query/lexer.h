// Cuts a query into words, phrases, parentheses and operators. Knows nothing of how they go
// together.

#ifndef DATELINE_SERVER_QUERY_LEXER_H_
#define DATELINE_SERVER_QUERY_LEXER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/text/analyzer.h"
#include "server/query/query_tree.h"

namespace dateline::query {

struct Lexeme {
  enum class Type : uint8_t { kWord, kPhrase, kOpen, kClose, kAnd, kOr, kNot, kEnd };

  Type type = Type::kEnd;
  uint32_t column = 1;     // In characters, from 1; of kEnd: one behind the last character.
  absl::string_view text;  // kWord, kPhrase: what the tokens' offsets point into.
  std::vector<text::Token> tokens;  // kWord, kPhrase: at least one.
  Scope scope = Scope::kText;       // kWord, kPhrase, kOpen: the field written before it.
  bool star = false;                // kWord: a star ends it.
};

// The lexemes of a query, kEnd at the end, and warnings for the user. What holds no word ("?", a
// lone '-', empty quotes) leaves no lexeme. The views point into `query`. INVALID_ARGUMENT, with
// the column, for a quote without an end, a star without enough letters before it or inside of a
// word, and a field without a word. REQUIRES: well-formed UTF-8.
absl::StatusOr<std::vector<Lexeme>> Lex(absl::string_view query,
                                        std::vector<std::string>* warnings);

// As Lex, but every operator, quote, parenthesis, star and field name is plain text: words and kEnd
// alone.
std::vector<Lexeme> LexPlainWords(absl::string_view query);

// INVALID_ARGUMENT "column 14: <what>".
absl::Status ErrorAt(uint32_t column, absl::string_view what);

}  // namespace dateline::query

#endif  // DATELINE_SERVER_QUERY_LEXER_H_

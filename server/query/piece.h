// A piece of a query: the tree it stands for, the same in words, and what a snippet marks for it.
// Pieces are made from lexemes and put together by the parser.

#ifndef DATELINE_SERVER_QUERY_PIECE_H_
#define DATELINE_SERVER_QUERY_PIECE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/text/analyzer.h"
#include "server/query/lexer.h"
#include "server/query/query_tree.h"

namespace dateline::query {

struct Piece {
  // What holds it together, for the parentheses in `text`. kNothing: no condition, left out
  // wherever it appears.
  enum class Form : uint8_t { kNothing, kLeaf, kAnd, kOr, kAndNot };

  Form form = Form::kNothing;
  Node node;
  std::string text;
  HighlightTerms highlight;
  std::string stop_word;  // The word, when the piece is one bare function word.
};

// In which languages the words of a query are read.
struct Reading {
  const text::Stemmer* stemmer = nullptr;  // Null: a word stands for its stem in every language.
  std::string stop_words;                  // Whose function words are known as such.
};

// The leaf of a word or phrase, looked for in `scope`. Words too long for the index are left out;
// each gives a warning.
Piece MakeLeaf(const Lexeme& lexeme, Scope scope, const Reading& reading,
               std::vector<std::string>* warnings);

// All of `positives`, none of `negatives`; with negatives alone, everything else.
Piece MakeAnd(std::vector<Piece> positives, std::vector<Piece> negatives);

// Any of `pieces`.
Piece MakeOr(std::vector<Piece> pieces);

}  // namespace dateline::query

#endif  // DATELINE_SERVER_QUERY_PIECE_H_

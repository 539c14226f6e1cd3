// A checked query: a tree whose leaves are index terms. Plain values; what the parser makes and the
// matcher runs.

#ifndef DATELINE_SERVER_QUERY_QUERY_TREE_H_
#define DATELINE_SERVER_QUERY_QUERY_TREE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::query {

// Scores follow Xapian: AND, OR add up their children; AND_NOT and FILTER have the score of the
// first child; PHRASE adds up its terms; a WILDCARD is the OR of what it expands to; a STEM is one
// term, whichever stem it is in an article.
enum class Op : uint8_t {
  kAll,       // every article, score 0; no children
  kNone,      // no article; no children
  kTerm,      // `term`
  kStem,      // the word `term` in `scope`: in every article, its stem in the article's language
  kPhrase,    // `terms` (two or more words with positions) next to each other, in this order
  kWildcard,  // every word that begins with `term`
  kAnd,       // two or more children
  kOr,        // two or more children
  kAndNot,    // children[0] without any of the others
};

// The field that words are looked for in.
enum class Scope : uint8_t { kText, kTitle };  // kText: title and body.

struct Node {
  Op op = Op::kAll;
  // kTerm: the index term as it is in the posting lists (format::StemTerm(...) etc.). kStem: a
  // folded word. kWildcard: the prefix of the index terms (format::WordTerm or TitleWordTerm of
  // what stands before the star).
  std::string term;
  Scope scope = Scope::kText;      // kStem
  std::vector<std::string> terms;  // kPhrase: index terms with positions.
  std::vector<Node> children;
};

// What a snippet marks: a token of the text whose folded term is here, or a character of it.
struct HighlightTerms {
  std::vector<std::string> words;     // folded terms, exact
  std::vector<std::string> stemmed;   // folded terms; every word with the same stem is marked
  std::vector<std::string> prefixes;  // from wildcards
};

struct ParsedQuery {
  Node root;                          // kAll for an empty query.
  HighlightTerms highlight;           // Of everything but what is excluded.
  std::string text;                   // The query as understood, in the query language.
  std::vector<std::string> ignored;   // Stop words left out (match any only).
  std::vector<std::string> warnings;  // For the user, whole sentences.
};

}  // namespace dateline::query

#endif  // DATELINE_SERVER_QUERY_QUERY_TREE_H_

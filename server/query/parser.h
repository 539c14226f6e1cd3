// The query language: text to a checked query tree. Pure; safe to use from many threads.
//
//   visit kim              all words (match all), or any (match any)
//   "arms deal"            a phrase: exact words, next to each other
//   kim OR putin           either; AND, OR, NOT count in capitals only; OR binds weaker than AND
//   visit -nuclear         without; NOT is the same
//   (kim OR putin) visit   grouping
//   title:visit            in the title; title:"arms deal", title:visit*
//   diplo*                 words that begin so; at least kMinWildcardLetters letters before the
//   star
//
// A word stands for all words of its stem, in an article of any language by that language's rules;
// in a phrase it stands for itself. A word that the analyzer cuts in several (state-run, 北京大学)
// is a phrase of its parts. "us" in lower case also means the acronym (text::AcronymOf), "Müller"
// also Mueller (text::SpellOut). With match any, function words of the query's language are left
// out when others remain, and a query that breaks the grammar is read as plain words, with a
// warning: it is how pasted sentences are searched.

#ifndef DATELINE_SERVER_QUERY_PARSER_H_
#define DATELINE_SERVER_QUERY_PARSER_H_

#include <cstddef>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/query/query_tree.h"

namespace dateline::query {

inline constexpr size_t kMaxQueryBytes = 8192;
inline constexpr size_t kMaxQueryTerms = 512;  // Leaves, the words of phrases counted one by one.
inline constexpr size_t kMaxQueryDepth = 32;   // Nested parentheses.
inline constexpr size_t kMinWildcardLetters = 2;
inline constexpr size_t kMaxWildcardTerms =
    1000;  // Words one star may stand for (checked by the matcher).

enum class MatchMode { kAll, kAny };

struct ParseOptions {
  MatchMode match_mode = MatchMode::kAll;
  // ISO 639-1: whose stemmer and function words are used. Empty: every article's stemmer, and the
  // function words by text::LanguageByStopWords.
  absl::string_view language;
};

// INVALID_ARGUMENT with the column (in characters, from 1) and what was expected: `column 14: ')'
// expected to close the '(' at column 3`; or the limit that was passed. REQUIRES: well-formed
// UTF-8.
absl::StatusOr<ParsedQuery> ParseQuery(absl::string_view query, const ParseOptions& options);

}  // namespace dateline::query

#endif  // DATELINE_SERVER_QUERY_PARSER_H_

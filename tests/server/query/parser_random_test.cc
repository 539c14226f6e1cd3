// Random queries out of the pieces that matter to the grammar: whatever they are, the parser gives
// a tree within its limits or an error with a place, and the words it tells a tree in are read as
// that tree again.

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "indexer/text/utf8.h"
#include "server/query/parser.h"
#include "tests/server/query/render.h"

namespace dateline::query {
namespace {

constexpr int kRounds = 20000;

const char* const kPieces[] = {
    "kim",
    "visits",
    "us",
    "US",
    "the",
    "WHO",
    "AT&T",
    "O'Brien's",
    "U.N.",
    "\u5317\u4EAC\u5927\u5B66",
    "\u00C9lys\u00E9e",
    "3.5",
    "1,000",
    "state-run",
    "rock's",
    " ",
    " ",
    " ",
    " ",
    " ",
    "  ",
    "(",
    ")",
    "(",
    ")",
    "\"",
    "\"",
    "\u201C",
    "\u201D",
    "-",
    "-",
    "*",
    "*",
    " AND ",
    " OR ",
    " NOT ",
    "AND",
    "OR",
    "NOT",
    "title:",
    "title:",
    "TITLE:",
    "x:",
    ":",
    "?",
    ".",
    ",",
    "'",
    "&",
    "/",
    "\n",
    "\u2014",
    "\u200B",
    "\u0E01\u0E32\u0E23",
    "\U0001F600",
    "e\u0301",
    "\uFDFA",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};

std::string RandomQuery(std::mt19937* random) {
  std::string query;
  const size_t count = (*random)() % 14;
  for (size_t i = 0; i < count; ++i) query += kPieces[(*random)() % std::size(kPieces)];
  return query;
}

size_t CharacterCount(absl::string_view text) {
  size_t count = 0;
  for (size_t pos = 0; pos < text.size(); ++count) text::NextCodePoint(text, &pos);
  return count;
}

// Every node has the children and terms that query_tree.h promises.
bool IsWellFormed(const Node& node) {
  for (const Node& child : node.children) {
    if (!IsWellFormed(child)) return false;
  }
  switch (node.op) {
    case Op::kAll:
    case Op::kNone:
      return node.term.empty() && node.terms.empty() && node.children.empty();
    case Op::kTerm:
    case Op::kStem:
    case Op::kWildcard:
      return !node.term.empty() && node.terms.empty() && node.children.empty();
    case Op::kPhrase:
      return node.term.empty() && node.terms.size() >= 2 && node.children.empty();
    default:
      return node.term.empty() && node.terms.empty() && node.children.size() >= 2;
  }
}

TEST(ParserRandomTest, GivesATreeOrAnErrorWithItsPlace) {
  std::mt19937 random(7);
  int errors = 0;
  for (int round = 0; round < kRounds; ++round) {
    const std::string query = RandomQuery(&random);
    const absl::StatusOr<ParsedQuery> parsed = ParseQuery(query, ParseOptions());
    if (parsed.ok()) {
      ASSERT_TRUE(IsWellFormed(parsed->root)) << query;
      continue;
    }
    ++errors;
    const std::string message(parsed.status().message());
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(message, absl::MaxSplits(':', 1));
    uint32_t column = 0;
    ASSERT_TRUE(absl::SimpleAtoi(parts.first.substr(parts.first.find(' ') + 1), &column))
        << message;
    ASSERT_GE(column, 1u) << query;
    ASSERT_LE(column, CharacterCount(query) + 1) << query << "\n" << message;
  }
  EXPECT_GT(errors, kRounds / 10);
  EXPECT_LT(errors, kRounds * 9 / 10);
}

TEST(ParserRandomTest, NeverRefusesTheGrammarWhenAnyWordWillDo) {
  std::mt19937 random(8);
  ParseOptions options;
  options.match_mode = MatchMode::kAny;
  for (int round = 0; round < kRounds; ++round) {
    const std::string query = RandomQuery(&random);
    const absl::StatusOr<ParsedQuery> parsed = ParseQuery(query, options);
    ASSERT_TRUE(parsed.ok()) << query << "\n" << parsed.status();
    ASSERT_TRUE(IsWellFormed(parsed->root)) << query;
  }
}

TEST(ParserRandomTest, ReadsItsOwnWordsAsTheSameTree) {
  std::mt19937 random(9);
  for (MatchMode mode : {MatchMode::kAll, MatchMode::kAny}) {
    ParseOptions options;
    options.match_mode = mode;
    for (int round = 0; round < kRounds; ++round) {
      const std::string query = RandomQuery(&random);
      const absl::StatusOr<ParsedQuery> parsed = ParseQuery(query, options);
      if (!parsed.ok()) continue;
      const absl::StatusOr<ParsedQuery> again = ParseQuery(parsed->text, options);
      ASSERT_TRUE(again.ok()) << query << "\n" << parsed->text << "\n" << again.status();
      ASSERT_EQ(Render(again->root), Render(parsed->root)) << query << "\n" << parsed->text;
      ASSERT_EQ(again->text, parsed->text) << query;
    }
  }
}

TEST(ParserRandomTest, SurvivesAnyBytesRepaired) {
  std::mt19937 random(10);
  for (int round = 0; round < kRounds / 4; ++round) {
    std::string query(random() % 40, '\0');
    for (char& c : query) c = static_cast<char>(random());
    text::RepairUtf8(&query);
    for (MatchMode mode : {MatchMode::kAll, MatchMode::kAny}) {
      ParseOptions options;
      options.match_mode = mode;
      const absl::StatusOr<ParsedQuery> parsed = ParseQuery(query, options);
      if (parsed.ok()) {
        ASSERT_TRUE(IsWellFormed(parsed->root));
      }
    }
  }
}

}  // namespace
}  // namespace dateline::query

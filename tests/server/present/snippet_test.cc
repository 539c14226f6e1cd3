#include "server/present/snippet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "indexer/text/utf8.h"
#include "server/query/parser.h"

namespace dateline::present {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<Snippet> Make(const article::Article& article, absl::string_view query,
                          uint32_t max_characters = 240, uint32_t max_snippets = 1) {
  const absl::StatusOr<query::ParsedQuery> parsed = query::ParseQuery(query, query::ParseOptions());
  Highlighter highlighter(parsed->highlight, "en");
  return MakeSnippets(article, {max_characters, max_snippets}, &highlighter);
}

std::vector<Snippet> Make(absl::string_view body, absl::string_view query,
                          uint32_t max_characters = 240, uint32_t max_snippets = 1) {
  article::Article article;
  article.body = std::string(body);
  return Make(article, query, max_characters, max_snippets);
}

// The text with [highlights], and an ellipsis where the field goes on.
std::string Show(const Snippet& snippet) {
  std::string shown = snippet.starts_field ? "" : "...";
  size_t pos = 0;
  for (const Highlight& highlight : snippet.highlights) {
    absl::StrAppend(&shown, snippet.text.substr(pos, highlight.begin - pos), "[",
                    snippet.text.substr(highlight.begin, highlight.end - highlight.begin), "]");
    pos = highlight.end;
  }
  return absl::StrCat(shown, snippet.text.substr(pos), snippet.ends_field ? "" : "...");
}

std::vector<std::string> ShowAll(const std::vector<Snippet>& snippets) {
  std::vector<std::string> shown;
  for (const Snippet& snippet : snippets) shown.push_back(Show(snippet));
  return shown;
}

size_t CharacterCount(absl::string_view text) {
  size_t count = 0;
  for (size_t pos = 0; pos < text.size(); ++count) text::NextCodePoint(text, &pos);
  return count;
}

TEST(SnippetTest, MarksWordsOfTheSameStem) {
  EXPECT_THAT(ShowAll(Make("Kim visited Russia. Visits are rare.", "visit")),
              ElementsAre("Kim [visited] Russia. [Visits] are rare."));
}

TEST(SnippetTest, MarksPhrasesToTheLetterAndStarsByTheirBeginning) {
  EXPECT_THAT(
      ShowAll(Make("An arms deal, not arms deals; a diplomatic one.", "\"arms deal\" diplo*")),
      ElementsAre("An [arms] [deal], not [arms] deals; a [diplomatic] one."));
}

TEST(SnippetTest, MarksNothingThatIsExcluded) {
  EXPECT_THAT(ShowAll(Make("Kim and Putin met.", "putin -kim")),
              ElementsAre("Kim and [Putin] met."));
}

TEST(SnippetTest, MarksTheWordWithoutItsGenitive) {
  EXPECT_THAT(ShowAll(Make("Kim's train", "kim")), ElementsAre("[Kim]'s train"));
}

TEST(SnippetTest, JoinsOverlappingPairsOfUnspacedWriting) {
  EXPECT_THAT(ShowAll(Make("\u5728\u5317\u4EAC\u5927\u5B66\u3002", "\u5317\u4EAC\u5927\u5B66")),
              ElementsAre("\u5728[\u5317\u4EAC\u5927\u5B66]\u3002"));
}

TEST(SnippetTest, PrefersThePlaceWithMostOfTheWords) {
  const std::string filler(" Nothing of note was said here, and nothing happened at all.");
  const std::string body =
      absl::StrCat("Kim kim kim.", filler, filler, filler, " Then Putin met Kim.", filler, filler);
  EXPECT_THAT(ShowAll(Make(body, "kim putin", 40)),
              ElementsAre("...Then [Putin] met [Kim]. Nothing of note was..."));
}

TEST(SnippetTest, PrefersThePlaceWhereThePhraseStands) {
  const std::string filler(" Nothing of note was said here, and nothing happened at all.");
  const std::string body =
      absl::StrCat("A deal on arms.", filler, filler, " It was an arms deal.", filler);
  EXPECT_THAT(ShowAll(Make(body, "\"arms deal\"", 30)),
              ElementsAre("...It was an [arms] [deal]. Nothing..."));
}

TEST(SnippetTest, CountsFunctionWordsLittle) {
  const std::string filler(" Nothing worth telling was said here by anybody all day long.");
  const std::string body =
      absl::StrCat("The end of the day of the week.", filler, filler, " Kim left.", filler);
  EXPECT_THAT(ShowAll(Make(body, "the of kim", 20)), ElementsAre("...[Kim] left. Nothing..."));
}

TEST(SnippetTest, BeginsWithASentenceWhenItFits) {
  EXPECT_THAT(
      ShowAll(Make("Once upon a time. There was a \"king\" called Kim who left.", "kim", 40)),
      ElementsAre("...There was a \"king\" called [Kim] who left."));
}

TEST(SnippetTest, BeginsWithAWordOtherwise) {
  EXPECT_THAT(ShowAll(Make("There once was a great king who had the name of Kim and left his "
                           "country for good that year",
                           "kim", 30)),
              ElementsAre("...the name of [Kim] and left his..."));
}

TEST(SnippetTest, TakesWhatStandsBeforeWhenTheTextEnds) {
  EXPECT_THAT(ShowAll(Make("There once was a great king and his name was Kim", "kim", 30)),
              ElementsAre("...king and his name was [Kim]"));
}

TEST(SnippetTest, WritesLineBreaksAsOneSpace) {
  EXPECT_THAT(ShowAll(Make("First.\n\nSecond \t Kim\r\nthird\n", "kim third")),
              ElementsAre("First. Second [Kim] [third]"));
}

TEST(SnippetTest, ShowsTheBeginningOfTheBodyWithoutAMatch) {
  EXPECT_THAT(ShowAll(Make("\n Nothing to see here at all.", "putin", 15, 5)),
              ElementsAre("Nothing to see..."));
  EXPECT_THAT(ShowAll(Make("Short.", "")), ElementsAre("Short."));
  EXPECT_THAT(Make("", "kim"), IsEmpty());
  EXPECT_THAT(Make(" \n", "kim"), IsEmpty());
}

TEST(SnippetTest, ShowsTheTitleWhenOnlyItMatches) {
  article::Article article;
  article.title = "Kim leaves";
  article.body = "Nothing here.";
  const std::vector<Snippet> snippets = Make(article, "kim");
  ASSERT_THAT(ShowAll(snippets), ElementsAre("[Kim] leaves"));
  EXPECT_EQ(snippets[0].field, article::Field::kTitle);
  article.body = "Kim is here.";
  EXPECT_EQ(Make(article, "kim")[0].field, article::Field::kBody);
}

TEST(SnippetTest, ShowsTheCaptionsWhenNothingElseMatches) {
  article::Article article;
  article.title = "A visit";
  article.body = "Nothing here.";
  article.captions = "Kim at the port";
  const std::vector<Snippet> snippets = Make(article, "kim");
  ASSERT_THAT(ShowAll(snippets), ElementsAre("[Kim] at the port"));
  EXPECT_EQ(snippets[0].field, article::Field::kCaptions);
}

TEST(SnippetTest, GivesSeveralPlacesInTheOrderOfTheText) {
  const std::string filler(" Nothing of note was said here, and nothing happened at all.");
  const std::string body =
      absl::StrCat("One Kim.", filler, filler, " Putin met Kim.", filler, filler, " Last Kim.");
  EXPECT_THAT(ShowAll(Make(body, "kim putin", 20, 2)),
              ElementsAre("One [Kim]. Nothing of...", "...[Putin] met [Kim]...."));
  EXPECT_THAT(Make(body, "kim putin", 20, 5), SizeIs(3));
}

TEST(SnippetTest, NeverExceedsItsLength) {
  for (uint32_t length : {1, 2, 3, 10, 239, 240}) {
    for (const Snippet& snippet :
         Make(std::string(1000, 'a') + " Kim met Putin there", "kim putin", length)) {
      EXPECT_LE(CharacterCount(snippet.text), length);
    }
  }
  EXPECT_THAT(Make("Kim", "kim", 0), IsEmpty());
  EXPECT_THAT(Make("Kim", "kim", 240, 0), IsEmpty());
}

TEST(SnippetTest, SearchesTheBeginningOfALongTextOnly) {
  const std::string filler(kMaxScannedBytes, ' ');
  EXPECT_THAT(Make("x" + filler.substr(10) + "kim", "kim")[0].highlights, SizeIs(1));
  EXPECT_THAT(Make("x" + filler + "kim", "kim")[0].highlights, IsEmpty());
}

TEST(HighlighterTest, FindsTheSameWordsAsReadingAllOfThem) {
  const char* const kPieces[] = {"kim",
                                 "KIM",
                                 "Kim's",
                                 "visit",
                                 "\u00C9lys\u00E9e",
                                 "\u5317\u4EAC",
                                 "e\u0301lan",
                                 "U.N.",
                                 "x",
                                 "\u2014",
                                 "-",
                                 "'",
                                 ".",
                                 ",",
                                 " ",
                                 "\n",
                                 "(",
                                 "3",
                                 "AT&T",
                                 "\u201Ckim\u201D",
                                 "elyse"};
  query::HighlightTerms terms;
  terms.words = {"kim", "un", "3", "at&t"};
  terms.stemmed = {"visit", "elyse"};
  terms.prefixes = {"el", "\u5317"};
  const text::Stemmer stemmer("en");
  Highlighter highlighter(terms, "en");
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    std::string body = "a ";  // Not a line of capitals, whose acronyms only the whole line tells.
    for (size_t n = random() % 30; n > 0; --n) body += kPieces[random() % std::size(kPieces)];
    std::vector<std::pair<uint32_t, uint32_t>> expected;
    for (const text::Token& token : text::Tokenize(body)) {
      const std::string& term = token.term;
      const auto is_one_of = [](const std::string& word, const std::vector<std::string>& words) {
        return std::find(words.begin(), words.end(), word) != words.end();
      };
      if (is_one_of(term, terms.words) || is_one_of(stemmer.Stem(term), terms.stemmed) ||
          absl::StartsWith(term, "el") || absl::StartsWith(term, "\u5317")) {
        expected.emplace_back(token.begin, token.end);
      }
    }
    std::vector<std::pair<uint32_t, uint32_t>> found;
    for (const Match& match : highlighter.Find(body)) found.emplace_back(match.begin, match.end);
    ASSERT_EQ(found, expected) << body;
  }
}

// Collapses white space as snippets do.
std::string Collapsed(absl::string_view text) {
  std::string collapsed;
  for (char c : text) {
    if (static_cast<unsigned char>(c) > 0x20) {
      collapsed.push_back(c);
    } else if (!collapsed.empty() && collapsed.back() != ' ') {
      collapsed.push_back(' ');
    }
  }
  return collapsed;
}

TEST(SnippetTest, HoldsItsPromisesOnRandomTexts) {
  const char* const kPieces[] = {"kim",
                                 "visits",
                                 "Putin",
                                 "\u5317\u4EAC\u5927",
                                 "e\u0301",
                                 " ",
                                 " ",
                                 " ",
                                 ". ",
                                 "\n\n",
                                 "\u201D ",
                                 "U.S.",
                                 "\U0001F468\u200D\U0001F469",
                                 "O'Brien's",
                                 "x",
                                 "\t",
                                 "nuclear"};
  std::mt19937 random(5);
  for (int round = 0; round < 5000; ++round) {
    std::string body;
    for (size_t n = random() % 60; n > 0; --n) body += kPieces[random() % std::size(kPieces)];
    const uint32_t length = 1 + random() % 50;
    const uint32_t count = 1 + random() % 5;
    const std::vector<Snippet> snippets =
        Make(body, "kim visit OR \u5317\u4EAC\u5927 us OR obrien nu*", length, count);
    ASSERT_LE(snippets.size(), count);
    const std::string whole = Collapsed(body);
    size_t searched = 0;
    for (const Snippet& snippet : snippets) {
      ASSERT_TRUE(text::IsValidUtf8(snippet.text));
      ASSERT_FALSE(snippet.text.empty());
      ASSERT_LE(CharacterCount(snippet.text), length);
      const size_t found = whole.find(snippet.text, searched);
      ASSERT_NE(found, std::string::npos) << body << "\n" << snippet.text;
      searched = found;
      uint32_t last = 0;
      for (const Highlight& highlight : snippet.highlights) {
        ASSERT_LT(highlight.begin, highlight.end);
        ASSERT_GE(highlight.begin, last);
        ASSERT_LE(highlight.end, snippet.text.size());
        ASSERT_TRUE(text::IsValidUtf8(
            snippet.text.substr(highlight.begin, highlight.end - highlight.begin)));
        last = highlight.end;
      }
    }
  }
}

}  // namespace
}  // namespace dateline::present

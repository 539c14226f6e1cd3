#include "server/query/parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "indexer/text/analyzer.h"
#include "tests/server/query/render.h"

namespace dateline::query {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

absl::StatusOr<ParsedQuery> Parse(absl::string_view query, MatchMode mode = MatchMode::kAll) {
  ParseOptions options;
  options.match_mode = mode;
  options.language = "en";
  return ParseQuery(query, options);
}

std::string Tree(absl::string_view query, MatchMode mode = MatchMode::kAll) {
  const absl::StatusOr<ParsedQuery> parsed = Parse(query, mode);
  return parsed.ok() ? Render(parsed->root) : std::string(parsed.status().message());
}

std::string Repeat(absl::string_view text, size_t count) {
  std::string repeated;
  for (size_t i = 0; i < count; ++i) absl::StrAppend(&repeated, text);
  return repeated;
}

struct AcceptCase {
  const char* query;
  const char* tree;
  const char* text;
};

void PrintTo(const AcceptCase& c, std::ostream* out) { *out << c.query; }

class ParserAllTest : public testing::TestWithParam<AcceptCase> {};

TEST_P(ParserAllTest, MakesTheTreeAndTellsItInWords) {
  const absl::StatusOr<ParsedQuery> parsed = Parse(GetParam().query);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(Render(parsed->root), GetParam().tree);
  EXPECT_EQ(parsed->text, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Words, ParserAllTest,
    testing::Values(AcceptCase{"", "all", ""}, AcceptCase{" \t\n", "all", ""},
                    AcceptCase{"Visits", "Zvisit", "visits"},
                    AcceptCase{"visit kim", "(and Zvisit Zkim)", "visit AND kim"},
                    AcceptCase{"kim kim", "(and Zkim Zkim)", "kim AND kim"},
                    AcceptCase{"Erdo\u011Fan", "Zerdogan", "erdogan"},
                    AcceptCase{"O'Brien's", "Zobrien", "obrien"},
                    AcceptCase{"AT&T", "Zat&t", "AT&T"}, AcceptCase{"1,000", "Z1000", "1000"},
                    AcceptCase{"U.S.", "Zu.s", "u.s"},
                    AcceptCase{"US army", "(and Zu.s Zarmi)", "u.s AND army"},
                    AcceptCase{"us", "(or Zus Zu.s)", "us"},
                    AcceptCase{"us army", "(and (or Zus Zu.s) Zarmi)", "us AND army"},
                    AcceptCase{"US ARMY", "(and (or Zus Zu.s) Zarmi)", "us AND army"},
                    AcceptCase{"us OR army", "(or Zus Zu.s Zarmi)", "us OR army"},
                    AcceptCase{"and or not",
                               "(and (or Zand Za.n.d) (or Zor Zo.r) (or Znot Zn.o.t))",
                               "and AND or AND not"}));

INSTANTIATE_TEST_SUITE_P(
    Operators, ParserAllTest,
    testing::Values(
        AcceptCase{"kim AND putin", "(and Zkim Zputin)", "kim AND putin"},
        AcceptCase{"kim OR putin", "(or Zkim Zputin)", "kim OR putin"},
        AcceptCase{"visit kim OR putin", "(or (and Zvisit Zkim) Zputin)",
                   "(visit AND kim) OR putin"},
        AcceptCase{"visit (kim OR putin)", "(and Zvisit (or Zkim Zputin))",
                   "visit AND (kim OR putin)"},
        AcceptCase{"(a1 OR b1) OR c1", "(or Za1 Zb1 Zc1)", "a1 OR b1 OR c1"},
        AcceptCase{"(a1 b1) c1", "(and Za1 Zb1 Zc1)", "a1 AND b1 AND c1"},
        AcceptCase{"((kim))", "Zkim", "kim"},
        AcceptCase{"visit -nuclear", "(andnot Zvisit Znuclear)", "visit AND NOT nuclear"},
        AcceptCase{"visit NOT nuclear", "(andnot Zvisit Znuclear)", "visit AND NOT nuclear"},
        AcceptCase{"visit AND NOT nuclear", "(andnot Zvisit Znuclear)", "visit AND NOT nuclear"},
        AcceptCase{"-nuclear visit kim", "(andnot (and Zvisit Zkim) Znuclear)",
                   "visit AND kim AND NOT nuclear"},
        AcceptCase{"-nuclear", "(andnot all Znuclear)", "NOT nuclear"},
        AcceptCase{"-nuclear -missile", "(andnot all Znuclear Zmissil)",
                   "NOT nuclear AND NOT missile"},
        AcceptCase{"NOT NOT kim", "Zkim", "kim"}, AcceptCase{"NOT -kim", "Zkim", "kim"},
        AcceptCase{"visit -(kim OR putin)", "(andnot Zvisit (or Zkim Zputin))",
                   "visit AND NOT (kim OR putin)"},
        AcceptCase{"visit OR -nuclear", "(or Zvisit (andnot all Znuclear))",
                   "visit OR (NOT nuclear)"},
        AcceptCase{"(-kim) visit", "(and (andnot all Zkim) Zvisit)", "(NOT kim) AND visit"},
        AcceptCase{"kim(putin)xi", "(and Zkim Zputin Zxi)", "kim AND putin AND xi"}));

INSTANTIATE_TEST_SUITE_P(
    PhrasesFieldsStars, ParserAllTest,
    testing::Values(
        AcceptCase{"\"arms deal\"", "(phrase arms deal)", "\"arms deal\""},
        AcceptCase{"\u201Carms deals\u201D", "(phrase arms deals)", "\"arms deals\""},
        AcceptCase{"\"visits\"", "visits", "\"visits\""},
        AcceptCase{"-\"arms deal\"", "(andnot all (phrase arms deal))", "NOT \"arms deal\""},
        AcceptCase{"\"us troops\"", "(or (phrase us troops) (phrase u.s troops))", "\"us troops\""},
        AcceptCase{"\"the who of it all\"", "(phrase the who of it all)", "\"the who of it all\""},
        AcceptCase{"state-run", "(phrase state run)", "\"state run\""},
        AcceptCase{"\u5317\u4EAC", "\u5317\u4EAC", "\u5317\u4EAC"},
        AcceptCase{"\u5317\u4EAC\u5927\u5B66", "(phrase \u5317\u4EAC \u4EAC\u5927 \u5927\u5B66)",
                   "\"\u5317\u4EAC\u5927\u5B66\""},
        AcceptCase{"\u5317\u4EAC\u5927*", "(phrase \u5317\u4EAC \u4EAC\u5927)",
                   "\"\u5317\u4EAC\u5927\""},
        AcceptCase{"title:Visits", "ZSvisit", "title:visits"},
        AcceptCase{"Title:visits", "ZSvisit", "title:visits"},
        AcceptCase{"title:\"arms deal\"", "(phrase Sarms Sdeal)", "title:\"arms deal\""},
        AcceptCase{"title:(kim visit)", "(and ZSkim ZSvisit)", "title:kim AND title:visit"},
        AcceptCase{"title:kim visit", "(and ZSkim Zvisit)", "title:kim AND visit"},
        AcceptCase{"-title:kim", "(andnot all ZSkim)", "NOT title:kim"},
        AcceptCase{"diplo*", "diplo*", "diplo*"}, AcceptCase{"Diplo*.", "diplo*", "diplo*"},
        AcceptCase{"di*", "di*", "di*"}, AcceptCase{"title:diplo*", "Sdiplo*", "title:diplo*"},
        AcceptCase{"US*", "us*", "us*"}, AcceptCase{"diplo**", "diplo*", "diplo*"}));

INSTANTIATE_TEST_SUITE_P(
    PlainText, ParserAllTest,
    testing::Values(AcceptCase{"who said: yes?", "(and (or Zwho Zw.h.o) Zsaid Zyes)",
                               "who AND said AND yes"},
                    AcceptCase{"kim - putin", "(and Zkim Zputin)", "kim AND putin"},
                    AcceptCase{"kim -- putin", "(and Zkim Zputin)", "kim AND putin"},
                    AcceptCase{"kim, putin.", "(and Zkim Zputin)", "kim AND putin"},
                    AcceptCase{"kim / putin", "(and Zkim Zputin)", "kim AND putin"},
                    AcceptCase{"kim\u2014putin", "(and Zkim Zputin)", "kim AND putin"},
                    AcceptCase{"name:kim", "(phrase name kim)", "\"name kim\""},
                    AcceptCase{"kim \"\" putin", "(and Zkim Zputin)", "kim AND putin"},
                    AcceptCase{"?!", "none", "\"\""}, AcceptCase{"-", "none", "\"\""}));

struct AnyCase {
  const char* query;
  const char* tree;
};

TEST(ParserAnyTest, OneWordIsEnough) {
  const AnyCase kCases[] = {
      {"visit kim", "(or Zvisit Zkim)"},
      {"the visit of kim", "(or Zvisit Zkim)"},
      {"the of", "(or Zthe Zt.h.e Zof Zo.f)"},
      {"the -kim", "(andnot (or Zthe Zt.h.e) Zkim)"},
      {"the OR kim", "(or Zthe Zt.h.e Zkim)"},
      {"\"the\" kim", "(or the t.h.e Zkim)"},
      {"visit kim -nuclear", "(andnot (or Zvisit Zkim) Znuclear)"},
      {"visit AND kim putin", "(or (and Zvisit Zkim) Zputin)"},
      {"visit AND NOT kim putin", "(or (andnot Zvisit Zkim) Zputin)"},
      {"-nuclear", "(andnot all Znuclear)"},
      {"", "all"},
  };
  for (const AnyCase& c : kCases) EXPECT_EQ(Tree(c.query, MatchMode::kAny), c.tree) << c.query;
}

TEST(ParserAnyTest, NamesTheFunctionWordsItLeftOut) {
  EXPECT_THAT(Parse("the visit of the kim", MatchMode::kAny)->ignored, ElementsAre("the", "of"));
  EXPECT_THAT(Parse("the of", MatchMode::kAny)->ignored, IsEmpty());
  EXPECT_THAT(Parse("the visit")->ignored, IsEmpty());
}

TEST(ParserAnyTest, ReadsBrokenGrammarAsPlainWords) {
  const AnyCase kCases[] = {
      {"visit (kim", "(or Zvisit Zkim)"},
      {"visit kim)", "(or Zvisit Zkim)"},
      {"say \"yes", "(or Zsay Zyes)"},
      {"kim OR", "Zkim"},
      {"AND kim", "Zkim"},
      {"NOT", "(or Znot Zn.o.t)"},
      {"() kim", "Zkim"},
      {"d* kim", "(or Zd Zkim)"},
      {"kim title:", "(or Zkim Ztitl)"},
      {"f*ck -kim", "(or Zf Zck Zkim)"},
  };
  for (const AnyCase& c : kCases) {
    const absl::StatusOr<ParsedQuery> parsed = Parse(c.query, MatchMode::kAny);
    ASSERT_TRUE(parsed.ok()) << c.query;
    EXPECT_EQ(Render(parsed->root), c.tree) << c.query;
    EXPECT_THAT(parsed->warnings, ElementsAre(HasSubstr("read as plain words (column ")))
        << c.query;
  }
}

TEST(ParserTest, SaysWhatIsWrongAndWhere) {
  const struct {
    const char* query;
    const char* message;
  } kCases[] = {
      {"visit (kim", "column 11: ')' expected to close the '(' at column 7"},
      {"(", "column 2: ')' expected to close the '(' at column 1"},
      {"visit kim)", "column 10: ')' without a '(' before it"},
      {"visit ()", "column 7: a word or a phrase expected between '(' and ')'"},
      {"visit (?)", "column 7: a word or a phrase expected between '(' and ')'"},
      {"say \"yes", "column 9: a quote expected to close the one at column 5"},
      {"kim OR", "column 5: a word, a phrase or '(' expected behind OR"},
      {"kim AND OR putin", "column 5: a word, a phrase or '(' expected behind AND"},
      {"kim AND ?", "column 5: a word, a phrase or '(' expected behind AND"},
      {"(kim NOT) putin", "column 6: a word, a phrase or '(' expected behind NOT"},
      {"NOT", "column 1: a word, a phrase or '(' expected behind NOT"},
      {"-\"\"", "column 1: a word, a phrase or '(' expected behind NOT"},
      {"OR kim", "column 1: a word, a phrase or '(' expected before OR"},
      {"kim (AND putin)", "column 6: a word, a phrase or '(' expected before AND"},
      {"d*", "column 2: '*' needs at least 2 letters before it"},
      {"e\u0301*", "column 3: '*' needs at least 2 letters before it"},
      {"kim *", "column 5: '*' needs a word of at least 2 letters before it"},
      {"kim \"x\"*", "column 8: '*' needs a word of at least 2 letters before it"},
      {"di*lo", "column 3: '*' may only stand at the end of a word"},
      {"state-ru*", "column 9: '*' may only follow a single word, and this one is read as several"},
      {"kim title:", "column 11: a word, a phrase or '(' expected behind 'title:'"},
      {"title: kim", "column 7: a word, a phrase or '(' expected behind 'title:'"},
      {"title:-kim", "column 7: a word, a phrase or '(' expected behind 'title:'"},
      {"title:\"\"", "column 7: a word, a phrase or '(' expected behind 'title:'"},
      {"\u5317\u4EAC OR", "column 4: a word, a phrase or '(' expected behind OR"},
  };
  for (const auto& c : kCases) {
    const absl::StatusOr<ParsedQuery> parsed = Parse(c.query);
    ASSERT_FALSE(parsed.ok()) << c.query;
    EXPECT_EQ(parsed.status().code(), absl::StatusCode::kInvalidArgument) << c.query;
    EXPECT_EQ(parsed.status().message(), c.message) << c.query;
  }
}

TEST(ParserTest, HoldsItsLimitOfBytes) {
  EXPECT_TRUE(Parse(std::string(kMaxQueryBytes, ' ')).ok());
  for (MatchMode mode : {MatchMode::kAll, MatchMode::kAny}) {
    EXPECT_EQ(Parse(std::string(kMaxQueryBytes + 1, ' '), mode).status().message(),
              "the query has 8193 bytes; the maximum is 8192");
  }
}

TEST(ParserTest, HoldsItsLimitOfWords) {
  EXPECT_TRUE(Parse(Repeat("kim ", kMaxQueryTerms)).ok());
  EXPECT_TRUE(Parse("\"" + Repeat("the ", kMaxQueryTerms) + "\"").ok());
  for (MatchMode mode : {MatchMode::kAll, MatchMode::kAny}) {
    EXPECT_EQ(Parse(Repeat("kim ", kMaxQueryTerms + 1), mode).status().message(),
              "the query has 513 words; the maximum is 512");
    EXPECT_EQ(Parse(Repeat("\"us kim\" ", 257), mode).status().message(),
              "the query has 514 words; the maximum is 512");
  }
}

TEST(ParserTest, HoldsItsLimitOfDepth) {
  const std::string deepest = Repeat("(", kMaxQueryDepth) + "kim" + Repeat(")", kMaxQueryDepth);
  EXPECT_EQ(Tree(deepest), "Zkim");
  EXPECT_EQ(Tree("(" + deepest + ")"), "column 33: parentheses are nested deeper than 32");
  EXPECT_EQ(Tree("(" + deepest + ")", MatchMode::kAny), "Zkim");
}

TEST(ParserTest, LeavesOutWordsTooLongForTheIndex) {
  const std::string long_word(text::kMaxTokenBytes + 1, 'x');
  const absl::StatusOr<ParsedQuery> parsed = Parse("kim OR " + long_word);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(Render(parsed->root), "Zkim");
  EXPECT_THAT(parsed->warnings, ElementsAre(HasSubstr("longer than 64 bytes")));
  EXPECT_EQ(Tree(long_word), "none");
  EXPECT_EQ(Tree(std::string(text::kMaxTokenBytes, 'x')), "Z" + std::string(64, 'x'));
}

TEST(ParserTest, StemsInTheLanguageAskedFor) {
  ParseOptions options;
  options.language = "xx";
  EXPECT_EQ(Render(ParseQuery("visits", options)->root), "Zvisits");
  options.language = "de";
  EXPECT_EQ(Render(ParseQuery("kindern", options)->root), "Zkind");
}

TEST(ParserTest, LeavesStemsToTheArticleWhenNoLanguageIsAskedFor) {
  struct Case {
    const char* query;
    const char* tree;
  };
  for (const Case& c :
       {Case{"visits", "~visits"}, Case{"title:visits kim", "(and ~Svisits ~kim)"},
        Case{"us", "(or ~us ~u.s)"}, Case{"\"arms deals\"", "(phrase arms deals)"},
        Case{"visits*", "visits*"}, Case{"M\u00FCller", "(or ~muller ~mueller)"},
        Case{"\"M\u00FCller\"", "(or muller mueller)"}, Case{"l'\u00C9lys\u00E9e", "~elysee"}}) {
    EXPECT_EQ(Render(ParseQuery(c.query, ParseOptions())->root), c.tree) << c.query;
  }
}

TEST(ParserTest, ReadsUnspacedWriting) {
  struct Case {
    const char* query;
    const char* tree;
  };
  for (const Case& c : {
           Case{"京", "京"},
           Case{"\"京\"", "京"},
           Case{"京*", "京"},
           Case{"北京", "北京"},
           Case{"北京*", "北京"},
           Case{"北京大学", "(phrase 北京 京大 大学)"},
           Case{"title:北京大学", "(phrase S北京 S京大 S大学)"},
           // Where another word follows, the last character comes between.
           Case{"北京G20", "(phrase 北京 京 g20)"},
           Case{"在Kremlin说", "(phrase 在 kremlin 说)"},
           Case{"2023年", "(phrase 2023 年)"},
           Case{"北京，上海", "(and 北京 上海)"},
           Case{"「北京」（上海）", "(and 北京 上海)"},
           Case{"ﾃﾚﾋﾞ", "(phrase テレ レビ)"},
           Case{"Ｔｏｋｙｏ", "~tokyo"},
           Case{"צה\"ל שלום", "(and ~צהל ~שלום)"},
           Case{"\"שלום\"", "שלום"},
       }) {
    const absl::StatusOr<ParsedQuery> parsed = ParseQuery(c.query, ParseOptions());
    ASSERT_TRUE(parsed.ok()) << c.query << " " << parsed.status();
    EXPECT_EQ(Render(parsed->root), c.tree) << c.query;
  }
}

TEST(ParserTest, IgnoresTheFunctionWordsOfTheQuerysLanguage) {
  struct Case {
    const char* query;
    const char* language;
    std::vector<std::string> ignored;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"the war in ukraine", "", {"the", "in"}},
           {"the war in ukraine", "de", {"war", "in"}},
           {"Die Wahl der Regierung und das Parlament", "", {"die", "der", "und", "das"}},
           {"Die Wahl der Regierung", "en", {}},
           {"le ministre et les élections dans la région", "", {"le", "et", "les", "dans", "la"}},
           {"der die das", "", {}},
       }) {
    ParseOptions options;
    options.match_mode = MatchMode::kAny;
    options.language = c.language;
    EXPECT_EQ(ParseQuery(c.query, options)->ignored, c.ignored) << c.query;
  }
}

TEST(ParserTest, MarksEverythingButWhatIsExcluded) {
  const absl::StatusOr<ParsedQuery> parsed =
      Parse("visits \"arms deal\" (diplo* OR title:kim) -nuclear -\"six party\"");
  ASSERT_TRUE(parsed.ok());
  EXPECT_THAT(parsed->highlight.stemmed, ElementsAre("visits", "kim"));
  EXPECT_THAT(parsed->highlight.words, ElementsAre("arms", "deal"));
  EXPECT_THAT(parsed->highlight.prefixes, ElementsAre("diplo"));
}

TEST(ParserTest, WarnsOfAStarInsideAPhrase) {
  EXPECT_THAT(Parse("\"nuclear weapon*\"")->warnings, SizeIs(1));
}

}  // namespace
}  // namespace dateline::query

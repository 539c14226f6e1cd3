#include "indexer/extract/text_headline.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

const char kHeadline[] = "A bridge opens after eleven years";

// The text of the last return of a page's title; "" when it never returns.
std::string ReturnOf(const std::string& title, const std::string& line) {
  std::string clean;
  const std::vector<TextLine> lines = CutLines(absl::StrCat(title, "\nMenu\n", line, "\n"), &clean);
  const std::vector<Headline> returns = TitleReturns(lines);
  return returns.empty() ? "" : std::string(returns.back().text);
}

TEST(TextHeadlineTest, SeesTheTitleReturn) {
  struct Case {
    const char* title;
    const char* line;
  };
  for (const Case& c : {
           Case{"A bridge opens after eleven years", kHeadline},
           Case{"A bridge opens after eleven years | Example News", kHeadline},
           Case{"A bridge opens after eleven years - Town - Example News", kHeadline},
           Case{"A bridge opens after eleven years \u2014 Example", kHeadline},
           Case{"Example: A bridge opens after eleven years", kHeadline},
       }) {
    EXPECT_EQ(ReturnOf(c.title, c.line), kHeadline) << c.title;
  }
  // The same words in other print are told as the title has them; other words as they stand.
  EXPECT_EQ(
      ReturnOf("The \"great\" bridge is open - Example", "The \u201cgreat\u201d bridge is open"),
      "The \"great\" bridge is open");
  EXPECT_EQ(ReturnOf("A bridge opens after eleven years - Example",
                     "A bridge opens at last after eleven years"),
            "A bridge opens at last after eleven years");
}

TEST(TextHeadlineTest, SeesNoReturnInOtherLines) {
  struct Case {
    const char* title;
    const char* line;
  };
  for (const Case& c : {
           Case{"A bridge opens after eleven years | Example News", "Example News"},
           Case{"A bridge opens after eleven years | Town | Example News", "Town"},
           Case{"A bridge opens after eleven years", "A ferry is sold after eleven months"},
           Case{"News", "News"},
           Case{"The harbour town opened its new bridge on Monday, after eleven years of work.",
                "The harbour town opened its new bridge on Monday, after eleven years of works."},
       }) {
    EXPECT_EQ(ReturnOf(c.title, c.line), "") << c.title;
  }
}

std::string HeadlineOf(const std::string& head) {
  std::string clean;
  const std::vector<TextLine> lines = CutLines(
      absl::StrCat(head,
                   "The harbour town opened its new bridge on Monday, after eleven years of "
                   "work, three mayors and one flood.\n"),
      &clean);
  const auto headline = FindHeadline(lines, TitleReturns(lines), lines.size() - 1, lines.size());
  return headline ? std::string(headline->text) : "";
}

TEST(TextHeadlineTest, TakesTheNameOfTheSiteOffAPagesTitle) {
  for (const char* title :
       {"A bridge opens after eleven years | Example",
        "A bridge opens after eleven years - Example",
        "A bridge opens after eleven years - 19.10.2023 - Town - The Example Times",
        "A bridge opens after eleven years :: Example",
        "A bridge opens after eleven years | example.org"}) {
    EXPECT_EQ(HeadlineOf(absl::StrCat(title, "\nMenu\nWorld\nSport\n")), kHeadline) << title;
  }
  for (const char* title : {"A bridge opens - after eleven years of building and more",
                            "A bridge opens - seen from afar", "Bridge - Example"}) {
    EXPECT_EQ(HeadlineOf(absl::StrCat(title, "\nMenu\nWorld\nSport\n")), title) << title;
  }
}

TEST(TextHeadlineTest, TakesTheSiteOffAShortTitleWhenThePageNamesIt) {
  EXPECT_EQ(HeadlineOf("A bridge - The Example\nMenu\nThe Example\nSport\n"), "A bridge");
  EXPECT_EQ(HeadlineOf("A bridge - The Example\nMenu\nWorld\nSport\n"), "A bridge - The Example");
  EXPECT_EQ(HeadlineOf("A bridge opens after eleven years |\nMenu\nWorld\n"), kHeadline);
}

TEST(TextHeadlineTest, TakesTheWholeTitleWhenOnlyItsSubjectReturns) {
  EXPECT_EQ(HeadlineOf("The bridge of the town: It opens on Monday | Example\nMenu\nWorld\n"
                       "The bridge of the town\n"),
            "The bridge of the town: It opens on Monday");
  // What stands behind the colon may be the site.
  EXPECT_EQ(HeadlineOf("The bridge of the town: Example\nMenu\nWorld\nThe bridge of the town\n"),
            "The bridge of the town");
}

TEST(TextHeadlineTest, TakesTheReturnOverTheDateInsideALongerStretch) {
  std::string clean;
  const char kAbout[] = "We are a free radio of the harbour, and everybody can take part in it.\n";
  const std::vector<TextLine> lines = CutLines(
      absl::StrCat("A bridge opens after eleven years | Example\n", kAbout, kAbout, kAbout, kAbout,
                   kAbout, kAbout, kHeadline, "\nPublished on 19 October 2023\n", kAbout),
      &clean);
  const auto headline = FindHeadline(lines, TitleReturns(lines), 1, lines.size());
  ASSERT_TRUE(headline.has_value());
  EXPECT_EQ(headline->line, 7u);
}

TEST(TextHeadlineTest, TakesNoMenuTrailOrStampForAHeadline) {
  for (const char* line : {"Home > News > Europe > Harbours and bridges", "19 October 2023, 10:15",
                           "World | Business | Sport | Culture", "By Jane Roe and John Doe",
                           "https://example.org/2023/10/bridge", "Share this article"}) {
    EXPECT_EQ(HeadlineOf(absl::StrCat("Menu\n", line, "\n")), "") << line;
  }
}

}  // namespace
}  // namespace dateline::extract

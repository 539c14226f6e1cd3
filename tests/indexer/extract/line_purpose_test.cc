#include "indexer/extract/line_purpose.h"

#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

TEST(LinePurposeTest, CountsAppeals) {
  EXPECT_GE(CountAppeals("Your support lets us go on. Please consider making a donation."), 2u);
  EXPECT_GE(CountAppeals("Mit dem Klick willigen Sie in die Verarbeitung Ihrer Daten ein; mehr zum "
                         "Datenschutz."),
            2u);
  EXPECT_GE(CountAppeals("Like us on Facebook or follow us on the river."), 2u);
  EXPECT_GE(CountAppeals("If you enjoyed reading this, would you consider supporting our work?"),
            2u);
  EXPECT_EQ(CountAppeals("Few enjoyed this flood, and the ferries do follow us."), 0u);
  EXPECT_EQ(CountAppeals("The harbour town opened its new bridge on Monday."), 0u);
}

TEST(LinePurposeTest, SeesThePresentationOfAnAuthor) {
  for (const char* line : {"Jane Roe is a senior editor at the Example.",
                           "Jane Roe covers bridges as a reporter for the Example.",
                           "Jane Roe is a Professor of Arches at the University of Example."})
    EXPECT_TRUE(PresentsAuthor(line)) << line;
  for (const char* line : {"The bridge is a wonder, said the editor of the Example.",
                           "Jane Roe, who built it, is the author of the plan.", ""})
    EXPECT_FALSE(PresentsAuthor(line)) << line;
}

TEST(LinePurposeTest, SeesWhatHeadsComments) {
  for (const char* line : {"Comments", "3 Kommentare", "Leave a Reply", "45 Antworten"})
    EXPECT_TRUE(SpeaksOfComments(line)) << line;
  for (const char* line : {"Related stories", "Most read", ""})
    EXPECT_FALSE(SpeaksOfComments(line)) << line;
}

TEST(LinePurposeTest, SeesTheButtonBelowAComment) {
  for (const char* line : {"Reply", "Antworten", "Antwort \u2193", "R\u00e9pondre", "Reply (2)"})
    EXPECT_TRUE(AnswersComment(line)) << line;
  for (const char* line :
       {"", "Replies", "The reply of the mayor", "Reply to the ferryman's letter"})
    EXPECT_FALSE(AnswersComment(line)) << line;
}

TEST(LinePurposeTest, SeesWhoWroteAComment) {
  for (const char* line : {"Jane says:", "Jane Roe schreibt:", "Jane a dit :"})
    EXPECT_TRUE(IntroducesComment(line)) << line;
  for (const char* line : {"", "Jane:", "What it says", "says:"})
    EXPECT_FALSE(IntroducesComment(line)) << line;
  for (const char* line : {"Jane Roe 3 May 2023 at 10:15", "Jane, 3. Mai 2023 um 10:15"})
    EXPECT_TRUE(IsSignedStamp(line)) << line;
  for (const char* line :
       {"", "3 May 2023 at 10:15", "Jane Roe 3 May 2023", "10:15 Jane 3 May 2023",
        "Published on 3 May 2023 at 10:15", "Updated 3 May 2023 at 10:15",
        "By Jane Roe 3 May 2023 at 10:15",
        "Addendum 3 May 2023 10:15:", "A bridge opens after eleven years of work 3 May 2023 10:15"})
    EXPECT_FALSE(IsSignedStamp(line)) << line;
}

TEST(LinePurposeTest, SeesItemsOfLists) {
  for (const char* line :
       {"- two spans", "\u2022 two spans", "\u2022two spans", "12. two spans", "3) two spans"})
    EXPECT_TRUE(IsListItem(line)) << line;
  for (const char* line :
       {"", "-", "12.", "2023. A year", "12.5 metres", "-5 degrees", "two spans"})
    EXPECT_FALSE(IsListItem(line)) << line;
}

TEST(LinePurposeTest, SeesCapitals) {
  EXPECT_TRUE(IsInCapitals("A BRIDGE OPENS AFTER ELEVEN YEARS"));
  for (const char* line : {"A bridge opens", "12 34 56", ""})
    EXPECT_FALSE(IsInCapitals(line)) << line;
}

TEST(LinePurposeTest, SeesDatesAndTimes) {
  for (const char* line : {"10:15 The bridge opens", "Jane, 3 May 2023", "Updated at 9:05"})
    EXPECT_TRUE(HasTime(line)) << line;
  for (const char* line : {"", "Ratio 1:2", "Psalm 3:4", "Bridge 66", "May I cross?"})
    EXPECT_FALSE(HasTime(line)) << line;
}

TEST(LinePurposeTest, SeesThatTheArticleGoesOn) {
  for (const char* line : {"Article continues below", "after newsletter promotion",
                           "Advertisement. Scroll to continue reading."})
    EXPECT_TRUE(SaysArticleGoesOn(line)) << line;
  for (const char* line : {"The work continues", "", "Continue"})
    EXPECT_FALSE(SaysArticleGoesOn(line)) << line;
}

}  // namespace
}  // namespace dateline::extract

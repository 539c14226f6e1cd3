#include "indexer/extract/date_text.h"

#include <string>

#include "gtest/gtest.h"
#include "indexer/article/date.h"

namespace dateline::extract {
namespace {

std::string Find(const std::string& text, NumericOrder order = NumericOrder::kUnknown) {
  const auto found = FindDate(text, 0, order);
  return found ? article::FormatIsoDate(found->day) : "";
}

TEST(FindDateTest, ReadsDatesOfManyLanguages) {
  for (const char* text : {"2023-10-19",
                           "2023/10/19",
                           "2023.10.19",
                           "19.10.2023",
                           "19. 10. 2023",
                           "19/10/2023",
                           "10/19/2023",
                           "19-10-2023",
                           "October 19, 2023",
                           "Oct. 19, 2023",
                           "Oct 19 2023",
                           "OCTOBER 19TH, 2023",
                           "19 October 2023",
                           "19th of October, 2023",
                           "19-Oct-2023",
                           "Thu, 19 Oct 2023 10:00:00 GMT",
                           "19. Oktober 2023",
                           "Donnerstag, 19.10.2023, 10 Uhr",
                           "19 octobre 2023",
                           "jeudi 19 oct. 2023",
                           "19 de octubre de 2023",
                           "19 de outubro de 2023",
                           "19 ottobre 2023",
                           "19 oktober 2023",
                           "19 pa\u017adziernika 2023",
                           "19. \u0159\u00edjna 2023",
                           "19 \u043e\u043a\u0442\u044f\u0431\u0440\u044f 2023 \u0433.",
                           "2023\u5e7410\u670819\u65e5",
                           "2023\ub144 10\uc6d4 19\uc77c",
                           "2023. okt\u00f3ber 19.",
                           "19 Ekim 2023",
                           "Posted on October 19, 2023 at 10:00",
                           "No. 7 of 19 October 2023"}) {
    EXPECT_EQ(Find(text), "2023-10-19") << text;
  }
  EXPECT_EQ(Find("3. M\u00e4rz 2021"), "2021-03-03");
  EXPECT_EQ(Find("1er ao\u00fbt 2020"), "2020-08-01");
  EXPECT_EQ(Find("Sept. 13, 2023"), "2023-09-13");
  EXPECT_EQ(Find("4 May 1865"), "1865-05-04");
}

TEST(FindDateTest, ReadsAmbiguousNumbersOnlyInAKnownOrder) {
  EXPECT_EQ(Find("4/5/2023"), "");
  EXPECT_EQ(Find("4/5/2023", NumericOrder::kDayFirst), "2023-05-04");
  EXPECT_EQ(Find("4/5/2023", NumericOrder::kMonthFirst), "2023-04-05");
  EXPECT_EQ(Find("5/5/2023"), "2023-05-05");
  EXPECT_EQ(Find("4.5.2023"), "2023-05-04");
  EXPECT_EQ(Find("28.01.22", NumericOrder::kDayFirst), "2022-01-28");
  EXPECT_EQ(Find("28.01.22"), "2022-01-28");
  EXPECT_EQ(Find("8.1.22"), "") << "as likely the number of a version";
  EXPECT_EQ(Find("28.01.22", NumericOrder::kMonthFirst), "");
}

TEST(FindDateTest, FindsNoDateInOtherNumbers) {
  for (const char* text :
       {"", "19 October", "October 2023", "2023", "in 2023-24", "30 February 2023", "31.04.2023",
        "32.01.2023", "13/13/2023", "version 1.2.3", "10.0.0.1", "call 555-1234", "may 5 people",
        "19 Oktoberfest 2023", "12345-10-19", "2023-10-199", "0000-00-00", "1,000.10.2023"}) {
    EXPECT_EQ(Find(text), "") << text;
  }
}

TEST(FindDateTest, ReadsADateThatIsWrittenTwiceWithoutASpace) {
  EXPECT_EQ(Find("19. Oktober 202319. Oktober 2023 von Jane"), "2023-10-19");
  EXPECT_EQ(Find("19 October 202319 October 2023"), "2023-10-19");
  EXPECT_EQ(Find("19 October 202320 October 2023"), "");
  EXPECT_EQ(Find("On 19 October 20230 people came"), "");
}

TEST(FindDateTest, SaysWhereTheDateStands) {
  const std::string text = "KYIV, Oct. 19, 2023 -- Text";
  const auto found = FindDate(text, 0, NumericOrder::kUnknown);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(text.substr(found->begin, found->end - found->begin), "Oct. 19, 2023");
  EXPECT_FALSE(FindDate(text, found->end, NumericOrder::kUnknown).has_value());
}

std::string Machine(const std::string& text) {
  const auto date = ParseMachineDate(text, NumericOrder::kUnknown);
  return date ? article::FormatIsoDate(date->day, date->precision) : "";
}

TEST(ParseMachineDateTest, ReadsTheLooserForms) {
  for (const char* text :
       {"2023-10-19", "2023-10-19T08:00:00Z", "2023-10-19 08:00:00",
        "2023-10-19T08:00:00.000+02:00", " 2023-10-19 ", "20231019", "20231019T080000",
        "20231019080000", "Thu, 19 Oct 2023 08:00:00 +0000", "2023-10-19Z",
        "Thu Oct 19 08:00:00 2023", "Thu Oct 19 08:00:00 CEST 2023"}) {
    EXPECT_EQ(Machine(text), "2023-10-19") << text;
  }
  EXPECT_EQ(Machine("2023-10"), "2023-10");
  EXPECT_EQ(Machine("2023"), "2023");
}

TEST(ParseMachineDateTest, RefusesClockZerosAndOtherText) {
  for (const char* text :
       {"", "yesterday", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "2023-13-01", "1697702400",
        "12:30", "Thu Oct 39 08:00:00 2023", "Thu Foo 19 08:00:00 2023", "Thu Oct 19 08 2023"}) {
    EXPECT_EQ(Machine(text), "") << text;
  }
}

TEST(NumericOrderTest, FollowsTheLanguage) {
  EXPECT_EQ(NumericOrderOf("en-US"), NumericOrder::kMonthFirst);
  EXPECT_EQ(NumericOrderOf("en_GB"), NumericOrder::kDayFirst);
  EXPECT_EQ(NumericOrderOf("en"), NumericOrder::kUnknown);
  EXPECT_EQ(NumericOrderOf(""), NumericOrder::kUnknown);
  EXPECT_EQ(NumericOrderOf("de"), NumericOrder::kDayFirst);
}

}  // namespace
}  // namespace dateline::extract

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/annotate/event_date_finder.h"
#include "indexer/annotate/event_date_resolver.h"

namespace dateline::annotate {
namespace {

using article::DatePrecision;
using article::FormatIsoDate;
using ::testing::ElementsAreArray;

class EventDateTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { lexicon_ = Lexicon::Create()->release(); }
  static void TearDownTestSuite() { delete lexicon_; }

  // "text = start..end" for each date, read on `published`; "" is an unknown publish date.
  static std::vector<std::string> Dates(absl::string_view text, absl::string_view published) {
    article::PublishDate publish_date;
    if (const auto iso = article::ParseIsoDate(published)) {
      publish_date.day = iso->day;
      publish_date.precision = iso->precision;
    }
    const TokenizedText tokenized = Tokenize(text, *lexicon_);
    std::vector<std::string> dates;
    for (const DateExpression& e : FindDateExpressions(tokenized)) {
      const auto interval = ResolveDate(e, publish_date);
      if (!interval) continue;
      std::string days = FormatIsoDate(interval->start);
      if (interval->end != interval->start)
        absl::StrAppend(&days, "..", FormatIsoDate(interval->end));
      dates.push_back(absl::StrCat(tokenized.Words(e.first, e.last), " = ", days));
    }
    return dates;
  }

  static const Lexicon* lexicon_;
};
const Lexicon* EventDateTest::lexicon_ = nullptr;

struct Case {
  absl::string_view text;
  std::vector<std::string> dates;
};

TEST_F(EventDateTest, ReadsDaysOfOneMonthAsOneInterval) {
  for (const Case& c : std::initializer_list<Case>{
           {"It ran from 13 to 16 September 2022.",
            {"13 to 16 September 2022 = 2022-09-13..2022-09-16"}},
           {"Between 3 and 5 May, 1998 it rained.", {"3 and 5 May, 1998 = 1998-05-03..1998-05-05"}},
           {"It ran 13-16 September.", {"13-16 September = 2022-09-13..2022-09-16"}},
           {"It rose from 16 to 13 September 2022.", {"13 September 2022 = 2022-09-13"}},
           {"It ran from 28 to 31 June 2022.", {}},
       }) {
    EXPECT_THAT(Dates(c.text, "2022-10-01"), ElementsAreArray(c.dates)) << c.text;
  }
}

TEST_F(EventDateTest, ReadsWhatCouldHappenAsToCome) {
  EXPECT_THAT(Dates("He could play on Sunday.", "2022-07-20"),
              ElementsAreArray({"Sunday = 2022-07-24"}));
  EXPECT_THAT(Dates("Nobody could find it on Sunday.", "2022-07-20"),
              ElementsAreArray({"Sunday = 2022-07-17"}));
}

TEST_F(EventDateTest, ReadsFullDatesWithoutAPublishDate) {
  for (const Case& c : std::initializer_list<Case>{
           {"It began Oct. 19, 2023.", {"Oct. 19, 2023 = 2023-10-19"}},
           {"October 19 2023 was dry.", {"October 19 2023 = 2023-10-19"}},
           {"On 13 September 2023 they met.", {"13 September 2023 = 2023-09-13"}},
           {"on the 4th of July, 1995", {"the 4th of July, 1995 = 1995-07-04"}},
           {"on july 4th of 1995", {"july 4th of 1995 = 1995-07-04"}},
           {"dated 2023-09-13", {"2023-09-13 = 2023-09-13"}},
           {"at 2023-09-13T10:00Z", {"2023-09-13T10 = 2023-09-13"}},
           {"dated 9/13/2023", {"9/13/2023 = 2023-09-13"}},
           {"dated 13/09/2023", {"13/09/2023 = 2023-09-13"}},
           {"dated 13.09.2023", {"13.09.2023 = 2023-09-13"}},
           {"dated Feb-14-2005", {"Feb-14-2005 = 2005-02-14"}},
           {"dated 14-Feb-2005", {"14-Feb-2005 = 2005-02-14"}},
           {"Friday, Oct. 23, 1998", {"Friday, Oct. 23, 1998 = 1998-10-23"}},
           {"Wednesday 13 September 2023", {"Wednesday 13 September 2023 = 2023-09-13"}},
           {"in October 2023", {"October 2023 = 2023-10-01..2023-10-31"}},
           {"in February 2024", {"February 2024 = 2024-02-01..2024-02-29"}},
           {"since Oct. 2023", {"Oct. 2023 = 2023-10-01..2023-10-31"}},
           {"in 2023", {"2023 = 2023-01-01..2023-12-31"}},
           {"during 1996-97", {"1996-97 = 1996-01-01..1997-12-31"}},
           {"from 2008-2011", {"2008 = 2008-01-01..2008-12-31", "2011 = 2011-01-01..2011-12-31"}},
           {"in the 1990s", {"1990s = 1990-01-01..1999-12-31"}},
           {"in the '80s", {"80s = 1980-01-01..1989-12-31"}},
           {"Q3 2023 was good", {"Q3 2023 = 2023-07-01..2023-09-30"}},
           {"in the third quarter of 2023", {"third quarter of 2023 = 2023-07-01..2023-09-30"}},
           {"in the first half of 1998", {"first half of 1998 = 1998-01-01..1998-06-30"}},
           {"on Christmas Day 2004", {"Christmas Day 2004 = 2004-12-25"}},
           {"on Thanksgiving 1999", {"Thanksgiving 1999 = 1999-11-25"}},
           {"on April 24 and 26, 1999", {"April 24 = 1999-04-24", "26, 1999 = 1999-04-26"}},
           {"on April 24-26, 1999", {"April 24 = 1999-04-24", "26, 1999 = 1999-04-26"}},
       }) {
    EXPECT_THAT(Dates(c.text, ""), ElementsAreArray(c.dates)) << c.text;
  }
}

TEST_F(EventDateTest, ResolvesPartialDatesAgainstThePublishDate) {
  // 2023-10-19 is a Thursday.
  for (const Case& c : std::initializer_list<Case>{
           {"It happened on Oct. 13.", {"Oct. 13 = 2023-10-13"}},
           {"It happened on Dec. 20.", {"Dec. 20 = 2022-12-20"}},
           {"It will happen on Dec. 20.", {"Dec. 20 = 2023-12-20"}},
           {"VIENNA, OCT 12", {"OCT 12 = 2023-10-12"}},
           {"in March", {"March = 2023-03-01..2023-03-31"}},
           {"in late May", {"late May = 2023-05-01..2023-05-31"}},
           {"in early-May", {"early-May = 2023-05-01..2023-05-31"}},
           {"last September", {"last September = 2023-09-01..2023-09-30"}},
           {"last November", {"last November = 2022-11-01..2022-11-30"}},
           {"next April", {"next April = 2024-04-01..2024-04-30"}},
           {"in September last year", {"September last year = 2022-09-01..2022-09-30"}},
           {"He spoke on Friday.", {"Friday = 2023-10-13"}},
           {"He spoke on Thursday.", {"Thursday = 2023-10-19"}},
           {"He will speak on Friday.", {"Friday = 2023-10-20"}},
           {"The court on Tuesday will hear it.", {"Tuesday = 2023-10-24"}},
           {"He will speak, she said Tuesday.", {"Tuesday = 2023-10-17"}},
           {"last Friday", {"last Friday = 2023-10-13"}},
           {"next Tuesday", {"next Tuesday = 2023-10-24"}},
           {"Friday morning", {"Friday morning = 2023-10-13"}},
           {"yesterday", {"yesterday = 2023-10-18"}},
           {"the day before yesterday", {"day before yesterday = 2023-10-17"}},
           {"tomorrow", {"tomorrow = 2023-10-20"}},
           {"It opens today.", {"today = 2023-10-19"}},
           {"last night", {"last night = 2023-10-18"}},
           {"this morning", {"this morning = 2023-10-19"}},
           {"last week", {"last week = 2023-10-09..2023-10-15"}},
           {"earlier this week", {"earlier this week = 2023-10-16..2023-10-22"}},
           {"next week", {"next week = 2023-10-23..2023-10-29"}},
           {"over the weekend", {"the weekend = 2023-10-14..2023-10-15"}},
           {"this weekend", {"this weekend = 2023-10-21..2023-10-22"}},
           {"last month", {"last month = 2023-09-01..2023-09-30"}},
           {"next month", {"next month = 2023-11-01..2023-11-30"}},
           {"last year", {"last year = 2022-01-01..2022-12-31"}},
           {"later this year", {"later this year = 2023-01-01..2023-12-31"}},
           {"last quarter", {"last quarter = 2023-07-01..2023-09-30"}},
           {"two years ago", {"two years ago = 2021-01-01..2021-12-31"}},
           {"three days ago", {"three days ago = 2023-10-16"}},
           {"a week ago", {"a week ago = 2023-10-09..2023-10-15"}},
           {"two months ago", {"two months ago = 2023-08-01..2023-08-31"}},
           {"in the second quarter", {"second quarter = 2023-04-01..2023-06-30"}},
           {"the week of March 6", {"week of March 6 = 2023-03-06..2023-03-12"}},
           {"He died on Christmas Day.", {"Christmas Day = 2022-12-25"}},
       }) {
    EXPECT_THAT(Dates(c.text, "2023-10-19"), ElementsAreArray(c.dates)) << c.text;
  }
}

TEST_F(EventDateTest, CrossesTheTurnOfTheYear) {
  EXPECT_THAT(Dates("It was found on Nov. 25.", "2000-01-07"),
              ElementsAreArray({"Nov. 25 = 1999-11-25"}));
  EXPECT_THAT(Dates("He must be back by Jan. 14.", "2000-01-06"),
              ElementsAreArray({"Jan. 14 = 2000-01-14"}));
  EXPECT_THAT(Dates("last week", "2000-01-05"),
              ElementsAreArray({"last week = 1999-12-27..2000-01-02"}));
  EXPECT_THAT(Dates("last month", "2000-01-05"),
              ElementsAreArray({"last month = 1999-12-01..1999-12-31"}));
  EXPECT_THAT(Dates("They married on Feb. 29.", "2023-03-05"),
              ElementsAreArray({"Feb. 29 = 2020-02-29"}));
}

TEST_F(EventDateTest, FindsNoDatesInOtherNumbersAndWords) {
  for (const absl::string_view text : {
           "It took two days and cost 2,000 dollars.",
           "More than 2000 troops and 1500 workers left.",
           "He was away for a year.",
           "Kopp, 44, is a 44-year-old man in his 30s.",
           "They meet every Friday and each March, on Mondays, annually.",
           "It may rain. They march on. The sun set; he sat down.",
           "He can mar it and we wed.",
           "The price rose to $1998.",
           "Flight 1998 left at 10:35.",
           "Room 2011 is closed; call 555-1999.",
           "The second half began.",
           "The first quarter-final is over.",
           "They scored in the last 10 minutes.",
           "over the past year and the last decade",
           "Theresa May won. Mr. March lost.",
           "It is 3/4/2023 or so.",
           "It was February 30, 2023.",
           "on 31.02.2023",
           "",
       }) {
    EXPECT_THAT(Dates(text, "2023-10-19"), ElementsAreArray(std::vector<std::string>{})) << text;
  }
}

TEST_F(EventDateTest, LeavesOutWhatNeedsAPublishDayThatIsNotKnown) {
  const absl::string_view text =
      "yesterday, last week, on Friday, Oct. 13, in March and two years ago; but in 1998 too";
  EXPECT_THAT(Dates(text, ""), ElementsAreArray({"1998 = 1998-01-01..1998-12-31"}));
  EXPECT_THAT(Dates(text, "2023-10"), ElementsAreArray({"1998 = 1998-01-01..1998-12-31"}));
  EXPECT_THAT(Dates(text, "2023"), ElementsAreArray({"1998 = 1998-01-01..1998-12-31"}));
}

TEST_F(EventDateTest, StaysWithinTheYearsThatDatesMayHave) {
  DateExpression e;
  e.form = DateForm::kRelative;
  e.unit = DateUnit::kYear;
  e.offset = -999;
  article::PublishDate publish_date;
  publish_date.precision = DatePrecision::kDay;
  publish_date.day = absl::CivilDay(1998, 1, 1);
  EXPECT_EQ(ResolveDate(e, publish_date), std::nullopt);
  e.offset = -998;
  EXPECT_TRUE(ResolveDate(e, publish_date).has_value());
}

}  // namespace
}  // namespace dateline::annotate

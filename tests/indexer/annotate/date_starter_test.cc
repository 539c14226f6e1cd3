#include "indexer/annotate/date_starter.h"

#include <gtest/gtest.h>

#include "indexer/annotate/calendar_words.h"

namespace dateline::annotate {
namespace {

TEST(DateStarterTest, KnowsEveryFormOfMonthsWeekdaysAndCounts) {
  for (const absl::string_view name : MonthNames()) {
    EXPECT_TRUE(DateStartsOf(name) & kStartsMonth) << name;
    EXPECT_TRUE(DateStartsOf(name.substr(0, 3)) & kStartsMonth) << name;
  }
  EXPECT_TRUE(DateStartsOf("sept") & kStartsMonth);
  for (const absl::string_view name : WeekdayNames()) {
    EXPECT_TRUE(DateStartsOf(name) & kStartsWeekday) << name;
    EXPECT_TRUE(DateStartsOf(name.substr(0, 3)) & kStartsWeekday) << name;
  }
  for (const char* form : {"tues", "thur", "thurs"}) {
    EXPECT_TRUE(DateStartsOf(form) & kStartsWeekday) << form;
  }
  for (const absl::string_view name : CountNames()) {
    EXPECT_TRUE(DateStartsOf(name) & kStartsAgo) << name;
  }
}

TEST(DateStarterTest, AgreesWithTheWordsThemselves) {
  for (const char* word : {"october", "octo", "oct", "octob", "marc", "mar", "monda", "mond", "sun",
                           "sund", "a", "an", "the", "river", ""}) {
    EXPECT_EQ((DateStartsOf(word) & kStartsMonth) != 0, MonthOf(word) != 0) << word;
    EXPECT_EQ((DateStartsOf(word) & kStartsWeekday) != 0, WeekdayOf(word) != 0) << word;
    EXPECT_EQ((DateStartsOf(word) & kStartsAgo) != 0, CountOf(word) != 0) << word;
  }
}

TEST(DateStarterTest, KnowsTheOtherFirstWords) {
  for (const absl::string_view name : OrdinalNames()) {
    EXPECT_TRUE(DateStartsOf(name) & kStartsOrdinal) << name;
  }
  for (const absl::string_view name : SeasonNames()) {
    EXPECT_TRUE(DateStartsOf(name) & kStartsSeason) << name;
  }
  EXPECT_TRUE(DateStartsOf("fall") & kStartsSeason);
  EXPECT_TRUE(DateStartsOf("new") & kStartsHoliday);
  EXPECT_TRUE(DateStartsOf("valentine") & kStartsHoliday);
  EXPECT_TRUE(DateStartsOf("fy04") & kStartsFiscal);
  EXPECT_TRUE(DateStartsOf("fy2004") & kStartsFiscal);
  EXPECT_TRUE(DateStartsOf("that") & kStartsAnchor);
  EXPECT_TRUE(DateStartsOf("sixties") & kStartsDecade);
}

TEST(DateStarterTest, PassesOverOrdinaryWords) {
  for (const char* word : {"minister", "said", "of", "newt", "lasting", "m", "q5", "decade"}) {
    EXPECT_EQ(DateStartsOf(word), 0) << word;
  }
  EXPECT_EQ(DateStartsOf("last"), kStartsDayWord | kStartsUnit | kStartsOrdinal);
}

}  // namespace
}  // namespace dateline::annotate

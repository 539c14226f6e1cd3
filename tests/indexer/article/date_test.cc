#include "indexer/article/date.h"

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace dateline::article {
namespace {

TEST(DateTest, ReadsEveryPrecision) {
  struct Case {
    absl::string_view text;
    absl::CivilDay day;
    DatePrecision precision;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"2023", absl::CivilDay(2023, 1, 1), DatePrecision::kYear},
           {"2023-09", absl::CivilDay(2023, 9, 1), DatePrecision::kMonth},
           {"2023-09-13", absl::CivilDay(2023, 9, 13), DatePrecision::kDay},
           {"2024-02-29", absl::CivilDay(2024, 2, 29), DatePrecision::kDay},
           {"1000-01-01", absl::CivilDay(1000, 1, 1), DatePrecision::kDay},
           {"2999-12-31", absl::CivilDay(2999, 12, 31), DatePrecision::kDay},
       }) {
    const auto date = ParseIsoDate(c.text);
    ASSERT_TRUE(date.has_value()) << c.text;
    EXPECT_EQ(date->day, c.day) << c.text;
    EXPECT_EQ(date->precision, c.precision) << c.text;
    EXPECT_EQ(FormatIsoDate(date->day, date->precision), c.text);
  }
}

TEST(DateTest, RejectsWhatTheCalendarOrTheFormDoesNotHave) {
  for (absl::string_view text :
       {"",           "2",          "202",        "20233",       "2023-",       "2023-9",
        "2023-13",    "2023-00",    "2023-09-",   "2023-09-1",   "2023-09-31",  "2023-02-29",
        "1900-02-29", "2023-09-00", "2023/09/13", "2023-09-13 ", " 2023-09-13", "2023-09-13T10:00",
        "0999",       "3000",       "-2023",      "+2023",       "２０２３",    "today"}) {
    EXPECT_FALSE(ParseIsoDate(text).has_value()) << text;
  }
}

TEST(DateTest, DropsTheTimeOfDay) {
  for (absl::string_view text : {"2023-09-13", "2023-09-13T10:00:00Z", "2023-09-13 10:00",
                                 "2023-09-13T00:30:00+09:00", "2023-09-13t23"}) {
    const auto date = ParseIsoDateTime(text);
    ASSERT_TRUE(date.has_value()) << text;
    EXPECT_EQ(date->day, absl::CivilDay(2023, 9, 13)) << text;
  }
  for (absl::string_view text : {"2023-09-13X", "2023-09-13T", "2023-09-13T9", "2023-09T10:00",
                                 "2023-09-13T99:00", "2023-09-130"}) {
    EXPECT_FALSE(ParseIsoDateTime(text).has_value()) << text;
  }
}

TEST(DateTest, IntervalsCoverTheirWholeMonthOrYear) {
  const absl::CivilDay day(2024, 2, 10);
  EXPECT_EQ(IntervalOf(day, DatePrecision::kDay), (DateInterval{day, day}));
  EXPECT_EQ(IntervalOf(day, DatePrecision::kMonth),
            (DateInterval{absl::CivilDay(2024, 2, 1), absl::CivilDay(2024, 2, 29)}));
  EXPECT_EQ(IntervalOf(day, DatePrecision::kYear),
            (DateInterval{absl::CivilDay(2024, 1, 1), absl::CivilDay(2024, 12, 31)}));
}

TEST(DateTest, DayNumbersCountFromTheEpoch) {
  EXPECT_EQ(ToDayNumber(absl::CivilDay(1970, 1, 1)), 0);
  EXPECT_EQ(ToDayNumber(absl::CivilDay(1969, 12, 31)), -1);
  EXPECT_EQ(ToDayNumber(absl::CivilDay(2000, 3, 1)), 11017);
  for (int32_t n : {-354285, -1, 0, 1, 19614, 376200}) EXPECT_EQ(ToDayNumber(FromDayNumber(n)), n);
}

TEST(DateTest, DaysReadAsTheCalendarSays) {
  const absl::CivilDay end(kMaxYear + 2, 1, 1);
  int32_t number = ToDayNumber(absl::CivilDay(kMinYear - 1, 1, 1));
  for (absl::CivilDay day = FromDayNumber(number); day < end; ++day, ++number) {
    ASSERT_EQ(FormatIsoDay(number), absl::StrCat(absl::Dec(day.year(), absl::kZeroPad4), "-",
                                                 absl::Dec(day.month(), absl::kZeroPad2), "-",
                                                 absl::Dec(day.day(), absl::kZeroPad2)));
    ASSERT_EQ(FormatIsoDate(day), FormatIsoDay(number));
  }
  EXPECT_EQ(FormatIsoDay(ToDayNumber(absl::CivilDay(1, 1, 1))), "0001-01-01");
  EXPECT_EQ(FormatIsoDay(ToDayNumber(absl::CivilDay(9999, 12, 31))), "9999-12-31");
}

TEST(DateTest, InstantsAreUtcSeconds) {
  EXPECT_EQ(FormatIsoInstant(0), "");
  EXPECT_EQ(FormatIsoInstant(1694599200), "2023-09-13T10:00:00Z");
  EXPECT_EQ(FormatIsoInstant(-1), "1969-12-31T23:59:59Z");
  EXPECT_EQ(ParseIsoInstant("2023-09-13T10:00:00Z"), 1694599200);
  EXPECT_EQ(ParseIsoInstant("2023-09-13T12:00:00.5+02:00"), 1694599200);
  EXPECT_EQ(ParseIsoInstant("2023-09-13"), 1694563200);
  for (const char* bad : {"", "now", "2023", "2023-02-30", "2023-09-13T25:00:00Z",
                          "0999-01-01T00:00:00Z", "3000-01-01", "infinite-future"}) {
    EXPECT_FALSE(ParseIsoInstant(bad).has_value()) << bad;
  }
}

}  // namespace
}  // namespace dateline::article

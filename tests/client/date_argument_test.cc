#include "client/date_argument.h"

#include <gtest/gtest.h>

namespace dateline::client {
namespace {

TEST(DateArgumentTest, TakesCalendarDatesAsTheyAre) {
  const absl::CivilDay today(2024, 3, 31);
  for (const char* date : {"2023", "2023-09", "2023-09-13", "0001", "9999-12-31", "2024-02-29",
                           "2000-02-29", "1987-01-01"}) {
    const auto parsed = ParseDate(date, today);
    ASSERT_TRUE(parsed.ok()) << parsed.status();
    EXPECT_EQ(*parsed, date);
  }
}

TEST(DateArgumentTest, CountsBackFromToday) {
  struct {
    const char* typed;
    absl::CivilDay today;
    const char* date;
  } const cases[] = {
      {"-7d", absl::CivilDay(2024, 3, 5), "2024-02-27"},
      {"-0d", absl::CivilDay(2024, 3, 5), "2024-03-05"},
      {"-1d", absl::CivilDay(2024, 1, 1), "2023-12-31"},
      {"-3w", absl::CivilDay(2024, 3, 5), "2024-02-13"},
      {"-2m", absl::CivilDay(2024, 1, 15), "2023-11-15"},
      {"-1m", absl::CivilDay(2024, 3, 31), "2024-02-29"},
      {"-1m", absl::CivilDay(2023, 3, 31), "2023-02-28"},
      {"-1m", absl::CivilDay(2023, 3, 30), "2023-02-28"},
      {"-1y", absl::CivilDay(2024, 2, 29), "2023-02-28"},
      {"-4y", absl::CivilDay(2024, 2, 29), "2020-02-29"},
      {"-13m", absl::CivilDay(2024, 1, 31), "2022-12-31"},
      {"-365d", absl::CivilDay(2024, 1, 1), "2023-01-01"},
      {"-2023y", absl::CivilDay(2024, 1, 1), "0001-01-01"},
  };
  for (const auto& c : cases) {
    const auto parsed = ParseDate(c.typed, c.today);
    ASSERT_TRUE(parsed.ok()) << c.typed << ": " << parsed.status();
    EXPECT_EQ(*parsed, c.date) << c.typed;
  }
}

TEST(DateArgumentTest, RefusesEverythingElse) {
  const absl::CivilDay today(2024, 3, 31);
  for (const char* typed : {"",           "-",          "-d",         "-7",
                            "7d",         "+7d",        "-7x",        "-7dd",
                            "--7d",       "- 7d",       "-1.5d",      "-1000000d",
                            "-2024y",     "-999999d",   "23",         "202",
                            "20233",      "2023-",      "2023-9",     "2023-00",
                            "2023-13",    "2023-09-00", "2023-09-31", "2023-02-29",
                            "1900-02-29", "2023-9-13",  "2023/09/13", "2023-09-13T00:00",
                            "0000",       "0000-01-01", " 2023",      "2023 ",
                            "+202",       "-023",       "2023-+1",    "2023-09-+1",
                            "today",      "２０２３"}) {
    const auto parsed = ParseDate(typed, today);
    EXPECT_FALSE(parsed.ok()) << typed << " became " << *parsed;
    EXPECT_EQ(parsed.status().code(), absl::StatusCode::kInvalidArgument) << typed;
  }
}

}  // namespace
}  // namespace dateline::client

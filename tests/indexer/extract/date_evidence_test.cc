#include "indexer/extract/date_evidence.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

using article::DatePrecision;
using article::DateSource;

DateEvidence Day(const char* iso, DateSource source, int strength, bool utc = false) {
  return {*article::ParseIsoDate(iso), source, strength, utc};
}

std::string Choose(const std::vector<DateEvidence>& evidence, const char* latest = "") {
  std::optional<absl::CivilDay> day;
  if (*latest != 0) day = article::ParseIsoDate(latest)->day;
  const article::PublishDate date = ChooseDate(evidence, day);
  if (!date.known()) return "";
  return absl::StrCat(Name(date.source), " ", article::FormatIsoDate(date.day, date.precision));
}

TEST(ChooseDateTest, TakesTheStrongest) {
  EXPECT_EQ(Choose({Day("2023-10-20", DateSource::kMeta, 55),
                    Day("2023-10-19", DateSource::kTimeElement, 66)}),
            "TIME_ELEMENT 2023-10-19");
  EXPECT_EQ(Choose({Day("2023-10-19", DateSource::kMeta, kEnoughStrength)}), "META 2023-10-19");
}

TEST(ChooseDateTest, KnowsNothingByWeakEvidence) {
  EXPECT_EQ(Choose({}), "");
  EXPECT_EQ(Choose({Day("2023-10-19", DateSource::kMeta, kEnoughStrength - 1)}), "");
  EXPECT_EQ(
      Choose({Day("2023-10-19", DateSource::kMeta, 40), Day("2023-10-19", DateSource::kMeta, 40)}),
      "")
      << "the same source says nothing new";
  EXPECT_EQ(Choose({Day("2023-10", DateSource::kMeta, kEnoughStrength - 1)}), "");
}

TEST(ChooseDateTest, SourcesThatAgreeAddUp) {
  EXPECT_EQ(Choose({Day("2023-10-19", DateSource::kMeta, 40),
                    Day("2023-10-19", DateSource::kVisible, 45)}),
            "VISIBLE 2023-10-19");
  EXPECT_EQ(Choose({Day("2023-10-20", DateSource::kMeta, 60),
                    Day("2023-10-19", DateSource::kTimeElement, 56),
                    Day("2023-10-19", DateSource::kVisible, 54)}),
            "TIME_ELEMENT 2023-10-19");
  EXPECT_EQ(Choose({Day("2023-10-20", DateSource::kMeta, 60),
                    Day("2023-09-19", DateSource::kTimeElement, 56),
                    Day("2023-09", DateSource::kUrl, 10)}),
            "TIME_ELEMENT 2023-09-19");
}

TEST(ChooseDateTest, TakesTheEarlierOfTwoStatements) {
  EXPECT_EQ(Choose({Day("2023-10-30", DateSource::kJsonLd, 88),
                    Day("2023-10-19", DateSource::kOpenGraph, 86)}),
            "OPEN_GRAPH 2023-10-19");
  EXPECT_EQ(Choose({Day("2023-10-30", DateSource::kVisible, 60),
                    Day("2023-10-19", DateSource::kDateline, 58)}),
            "VISIBLE 2023-10-30")
      << "what no program reads may be another date altogether";
}

TEST(ChooseDateTest, AnAddressIsOlderThanALaterStatement) {
  EXPECT_EQ(Choose({Day("2023-10-19", DateSource::kJsonLd, 88),
                    Day("2023-10-19", DateSource::kOpenGraph, 86),
                    Day("2021-10-19", DateSource::kUrl, 80)}),
            "URL 2021-10-19");
  EXPECT_EQ(
      Choose({Day("2023-10-19", DateSource::kJsonLd, 88), Day("2023-10-21", DateSource::kUrl, 80)}),
      "JSON_LD 2023-10-19");
  EXPECT_EQ(
      Choose({Day("2023-10-19", DateSource::kJsonLd, 88), Day("2021-10-19", DateSource::kUrl, 62)}),
      "JSON_LD 2023-10-19")
      << "a weak one may be of another page";
}

TEST(ChooseDateTest, FollowsTheCalendarThatIsShown) {
  EXPECT_EQ(Choose({Day("2023-10-20", DateSource::kJsonLd, 88, true),
                    Day("2023-10-19", DateSource::kVisible, 60)}),
            "VISIBLE 2023-10-19");
  EXPECT_EQ(Choose({Day("2023-10-20", DateSource::kJsonLd, 88, true),
                    Day("2023-10-20", DateSource::kUrl, 80),
                    Day("2023-10-21", DateSource::kVisible, 60)}),
            "JSON_LD 2023-10-20")
      << "the address names the same day";
  EXPECT_EQ(Choose({Day("2023-10-20", DateSource::kJsonLd, 88, true),
                    Day("2023-10-17", DateSource::kVisible, 60)}),
            "JSON_LD 2023-10-20");
}

TEST(ChooseDateTest, TakesNothingAfterTheFetch) {
  const std::vector<DateEvidence> evidence = {Day("2023-10-20", DateSource::kJsonLd, 88),
                                              Day("2023-10-19", DateSource::kVisible, 60)};
  EXPECT_EQ(Choose(evidence, "2023-10-20"), "JSON_LD 2023-10-20");
  EXPECT_EQ(Choose(evidence, "2023-10-19"), "VISIBLE 2023-10-19");
  EXPECT_EQ(Choose(evidence, "2023-10-18"), "");
}

TEST(ChooseDateTest, TakesAMonthWhereNoDayIsNamed) {
  EXPECT_EQ(Choose({Day("2023-10", DateSource::kMeta, 78)}), "META 2023-10");
  EXPECT_EQ(
      Choose({Day("2023", DateSource::kMeta, 78), Day("2023-10-19", DateSource::kVisible, 56)}),
      "VISIBLE 2023-10-19");
}

}  // namespace
}  // namespace dateline::extract

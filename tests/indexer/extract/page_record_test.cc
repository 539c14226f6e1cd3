#include "indexer/extract/page_record.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

// The date that an article of 13 September 2023 (or of none), captured on 20 September 2023 at
// 10:00 UTC, has afterwards.
std::string DateAfter(const std::string& stated, bool known = true) {
  article::Article article;
  article.captured_at = 1695204000;
  if (known) {
    article.publish_date.precision = article::DatePrecision::kDay;
    article.publish_date.source = article::DateSource::kUrl;
    article.publish_date.day = absl::CivilDay(2023, 9, 13);
  }
  ApplyPageRecord(absl::StrCat("{\"date_publish\": \"", stated, "\"}"), &article);
  if (!article.publish_date.known()) return "";
  return absl::StrCat(
      Name(article.publish_date.source), " ",
      article::FormatIsoDate(article.publish_date.day, article.publish_date.precision));
}

TEST(PageRecordTest, TakesAStatedDateThatIsOne) {
  EXPECT_EQ(DateAfter("2023-09-11 08:00:00"), "GIVEN 2023-09-11");
  EXPECT_EQ(DateAfter("2023-09-11T08:00:00+02:00", false), "GIVEN 2023-09-11");
  EXPECT_EQ(DateAfter("2023-01-01 00:00:00", false), "GIVEN 2023-01-01");
  EXPECT_EQ(DateAfter("2023-09-12 23:30:00"), "URL 2023-09-13");  // Another clock.
  EXPECT_EQ(DateAfter("2023-01-01 00:00:00"), "URL 2023-09-13");  // A filler.
  EXPECT_EQ(DateAfter("2023-09-20 10:00:02", false), "");         // The capture itself.
  EXPECT_EQ(DateAfter("2023-10-20 10:00:00", false), "");         // Behind the capture.
  EXPECT_EQ(DateAfter("last week", false), "");
  EXPECT_EQ(DateAfter("", false), "");
}

TEST(PageRecordTest, TakesNoDateThatIsTheRecordsOwnDownload) {
  article::Article article;
  ApplyPageRecord(
      R"({"date_publish": "2023-09-20 10:00:09", "date_download": "2023-09-20 10:00:09"})",
      &article);
  EXPECT_FALSE(article.publish_date.known());
}

TEST(PageRecordTest, FillsWhatThePageDoesNotHave) {
  article::Article article;
  ApplyPageRecord(R"({"title": "Theirs", "maintext": "Their text.", "language": "en"})", &article);
  EXPECT_EQ(article.title, "Theirs");
  EXPECT_EQ(article.body, "Their text.");
  article.title = "Ours";
  article.body = "Our text.";
  ApplyPageRecord(R"({"title": "Theirs", "text": "Their text."})", &article);
  EXPECT_EQ(article.title, "Ours");
  EXPECT_EQ(article.body, "Our text.");
}

TEST(PageRecordTest, PassesOverWhatIsNoRecord) {
  for (const char* json :
       {"", "[]", "{", "{\"title\": 7, \"maintext\": null, \"date_publish\": {}}", "\xff"}) {
    article::Article article;
    ApplyPageRecord(json, &article);
    EXPECT_TRUE(article.title.empty() && article.body.empty() && !article.publish_date.known())
        << json;
  }
}

}  // namespace
}  // namespace dateline::extract

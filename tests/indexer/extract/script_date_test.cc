#include "indexer/extract/script_date.h"

#include <random>
#include <string>

#include "gtest/gtest.h"
#include "indexer/article/date.h"

namespace dateline::extract {
namespace {

std::string Read(const std::string& script) {
  std::optional<absl::CivilDay> day;
  if (!ReadScriptDates(script, NumericOrder::kDayFirst, &day)) return "several";
  return day ? article::FormatIsoDate(*day) : "";
}

TEST(ReadScriptDatesTest, ReadsMembersThatNamePublication) {
  for (const char* script :
       {R"(window.state = {"article": {"publishDate": "2023-10-19T08:00:00Z"}};)",
        R"({"datePublished":"2023-10-19"})", R"({"published_at" : "2023-10-19 08:00"})",
        R"({'first-publication':'19.10.2023 09:35'})", R"(var x = {publishedAt: "2023-10-19"};)",
        R"(state = "{\"pubDate\":\"Thu, 19 Oct 2023 08:00:00 +0200\"}")",
        R"({"publication_date":"Thu Oct 19 09:35:14 CEST 2023"})",
        R"({"publishedFirst":"19.10.2023 09:35","publishedLast":"20.10.2023 09:35"})",
        R"({"publishDate":"2023-10-19","publishedAt":"2023-10-19T23:00"})"}) {
    EXPECT_EQ(Read(script), "2023-10-19") << script;
  }
}

TEST(ReadScriptDatesTest, ReadsNothingElse) {
  for (const char* script :
       {"", "publish", "\"publishDate\"", R"("publishDate":)", R"("publishDate": ")",
        R"({"publishDate": 1697702400})", R"({"publisher": "2023-10-19"})",
        R"({"lastPublished": "2023-10-19"})", R"({"dateModified": "2023-10-19"})",
        R"({"unpublishDate": "2023-10-19"})", R"({"publishDate": "soon"})",
        R"({"publishDate": "2023-10"})", R"({"publishDate": "" })",
        R"({"published": true, "date": "2023-10-19"})"}) {
    EXPECT_EQ(Read(script), "") << script;
  }
  EXPECT_EQ(Read(R"([{"publishDate":"2023-10-19"},{"publishDate":"2023-10-18"}])"), "several");
}

TEST(ReadScriptDatesTest, AnyBytesAreSafe) {
  const std::string seed =
      R"(x={"publishDate":"2023-10-19T08:00:00Z",'pubdate':'19.10.2023',"firstPublication":"x"})";
  std::mt19937 random(7);
  for (size_t size = 0; size <= seed.size(); ++size) Read(seed.substr(0, size));
  for (int round = 0; round < 3000; ++round) {
    std::string script = seed;
    for (int edits = 0; edits < 4; ++edits) {
      script[random() % script.size()] = static_cast<char>(random() % 256);
      script.insert(random() % script.size(), script.substr(random() % script.size(), 20));
    }
    const std::string day = Read(script);
    EXPECT_TRUE(day.empty() || day == "several" || article::ParseIsoDate(day)) << script;
  }
}

}  // namespace
}  // namespace dateline::extract

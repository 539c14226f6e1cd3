#include "indexer/extract/extractor.h"

#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/format/codec.h"
#include "indexer/format/schema.h"
#include "indexer/text/utf8.h"

namespace dateline::extract {
namespace {

using source::ContentType;
using source::Document;
using source::Reject;

Document MakeDocument(ContentType type, const std::string& content,
                      const std::string& path = "/data/a") {
  Document document;
  document.type = type;
  document.content = content;
  document.source_path = document.stable_path = path;
  document.offset = 17;
  return document;
}

Extraction ExtractFrom(ContentType type, const std::string& content,
                       const std::string& path = "/data/a") {
  const auto result = Extract(MakeDocument(type, content, path));
  EXPECT_TRUE(std::holds_alternative<Extraction>(result)) << content;
  return std::holds_alternative<Extraction>(result) ? std::get<Extraction>(result) : Extraction();
}

std::string ReasonOf(ContentType type, const std::string& content) {
  const auto result = Extract(MakeDocument(type, content));
  if (!std::holds_alternative<Reject>(result)) return "accepted";
  const Reject& reject = std::get<Reject>(result);
  EXPECT_EQ(reject.source_path, "/data/a");
  EXPECT_EQ(reject.offset, 17u);
  EXPECT_FALSE(reject.detail.empty());
  return reject.reason;
}

TEST(ExtractTest, KeepsAGivenBodyToTheLetter) {
  const auto got = ExtractFrom(
      ContentType::kJsonRecord,
      R"({"id": "7", "title": "T ", "body": "  Advertisement\n\n\tShare\u00a0this\r\n"})");
  EXPECT_EQ(got.article.id, "7");
  EXPECT_EQ(got.article.title, "T ");
  EXPECT_EQ(got.article.body, "  Advertisement\n\n\tShare\u00a0this\r\n");
  EXPECT_EQ(got.article.source_path, "/data/a");
}

std::string DateOfRecord(const std::string& json) {
  const auto date = ExtractFrom(ContentType::kJsonRecord, json).article.publish_date;
  if (!date.known()) return "";
  return absl::StrCat(Name(date.source), " ", article::FormatIsoDate(date.day, date.precision));
}

TEST(ExtractTest, DatesARecordWithoutDateByItsUrlOrItsText) {
  EXPECT_EQ(DateOfRecord(R"({"body": "It rained.", "url": "https://example.org/2022/10/06/rain"})"),
            "URL 2022-10-06");
  EXPECT_EQ(
      DateOfRecord(
          R"({"body": "PRAGUE, Feb. 2, 2023 (NW) -- It rained in the city all day long, and in the hills."})"),
      "DATELINE 2023-02-02");
  EXPECT_EQ(
      DateOfRecord(
          R"({"body": "A bridge opens February 2, 2023 WASHINGTON, DC - It rained in the city all day long, and in the hills, too, as it was told."})"),
      "DATELINE 2023-02-02");
  EXPECT_EQ(DateOfRecord(R"({"body": "By Jane Roe, 3 May 2023\n\nIt rained."})"),
            "BYLINE 2023-05-03");
  EXPECT_EQ(DateOfRecord(R"({"body": "Wed 3 May 2023 11.03 GMT\n\nIt rained."})"),
            "VISIBLE 2023-05-03");
  EXPECT_EQ(
      DateOfRecord(
          R"({"body": "It rained.", "url": "https://example.org/2022/10/06/rain", "publish_date": "2022-10-05"})"),
      "GIVEN 2022-10-05");
  for (
      const char* json : {
          R"({"body": "It rained.", "url": "https://example.org/2022/10/rain"})",
          R"({"body": "PRAGUE, Feb. 2 (NW) -- It rained."})",
          R"({"body": "It rained on 3 May 2023 more than ever before, and then it stopped."})",
          R"({"body": "Rain of 3 May 2023\n\nIt rained."})",
          R"({"body": "On 3 May 2023 the harbour closed for three days and a night"})",
          R"({"body": "Holidays, 3-14 May 2023\n\nIt rained."})",
          R"({"body": "May 3, 2023 - A plan.\n\nA word.\n\nA line.\n\nMay 9, 2023 - A bridge."})",
          R"({"body": "Today: May 3, 2023\n\nIt rained."})",
          R"({"body": "The issue matures May 3, 2023 with a coupon of 4 -- so it was said again and again and then again in town."})",
          R"({"body": "One.\n\nTwo.\n\nThree.\n\nBy Jane Roe, 3 May 2023"})",
      }) {
    EXPECT_EQ(DateOfRecord(json), "") << json;
  }
}

TEST(ExtractTest, ExtractsHtmlOfARecordAndLetsItsFieldsStand) {
  const auto got = ExtractFrom(
      ContentType::kJsonRecord,
      R"({"title": "Given", "publish_date": "2020-01-02", "html": "<meta property=article:published_time content=2023-10-19>)"
      R"(<title>Other</title><nav>Home</nav><p>The bridge is open, after all these years, said the mayor.</p>"})");
  EXPECT_EQ(got.article.title, "Given");
  EXPECT_EQ(got.article.body, "The bridge is open, after all these years, said the mayor.");
  EXPECT_EQ(got.article.publish_date.source, article::DateSource::kGiven);
  EXPECT_EQ(ExtractFrom(ContentType::kJsonRecord, R"({"body": "b", "html": "<p>h"})").article.body,
            "b");
}

TEST(ExtractTest, MakesStableIds) {
  const auto id = [](ContentType type, const std::string& content, const std::string& path) {
    return ExtractFrom(type, content, path).article.id;
  };
  const std::string by_url =
      id(ContentType::kJsonRecord, R"({"body": "x", "url": "https://Example.org/a?utm_source=y"})",
         "/data/a#1");
  EXPECT_EQ(by_url, format::HashId("https://example.org/a"));
  EXPECT_EQ(
      id(ContentType::kHtml, "<link rel=canonical href=https://example.org/a><p>text", "/data/b"),
      by_url);
  EXPECT_EQ(id(ContentType::kText, "text", "/data/c"), format::HashId("/data/c"));
  EXPECT_EQ(
      id(ContentType::kHtml, "<link rel=canonical href=https://example.org/><p>text", "/data/d"),
      format::HashId("/data/d"));
  EXPECT_EQ(id(ContentType::kJsonRecord, R"({"body": "x"})", "-#1"),
            id(ContentType::kJsonRecord, R"({"body": "x"})", "-#9"));
  EXPECT_NE(id(ContentType::kJsonRecord, R"({"body": "x"})", "-#1"),
            id(ContentType::kJsonRecord, R"({"body": "y"})", "-#1"));
  EXPECT_EQ(id(ContentType::kJsonRecord, R"({"id": "", "body": "x"})", "/data/e#1"),
            format::HashId("/data/e#1"));
}

TEST(ExtractTest, TakesTheHostForTheSourceWhereNoneIsGiven) {
  EXPECT_EQ(
      ExtractFrom(ContentType::kJsonRecord, R"({"body": "x", "url": "https://www.example.org/a"})")
          .article.source,
      "example.org");
  EXPECT_EQ(ExtractFrom(ContentType::kJsonRecord,
                        R"({"body": "x", "url": "https://www.example.org/a", "source": "e"})")
                .article.source,
            "e");
  EXPECT_EQ(ExtractFrom(ContentType::kText, "x").article.source, "");
}

TEST(ExtractTest, DeterminesTheLanguage) {
  EXPECT_EQ(ExtractFrom(ContentType::kJsonRecord, R"({"body": "x", "language": "en-GB"})")
                .article.language,
            "en");
  EXPECT_EQ(
      ExtractFrom(
          ContentType::kJsonRecord,
          R"({"body": "Die Brücke wurde nach elf Jahren am Montag eröffnet, sagte die Bürgermeisterin."})")
          .article.language,
      "de");
}

TEST(ExtractTest, RejectsWhatGivesNoArticle) {
  EXPECT_EQ(ReasonOf(ContentType::kText, ""), "no_text");
  EXPECT_EQ(ReasonOf(ContentType::kText, "\n \u00a0\n"), "no_text");
  EXPECT_EQ(ReasonOf(ContentType::kHtml, ""), "no_text");
  EXPECT_EQ(ReasonOf(ContentType::kHtml, "<script>x</script>"), "no_text");
  EXPECT_EQ(ReasonOf(ContentType::kJsonRecord, "{}"), "no_text");
  EXPECT_EQ(ReasonOf(ContentType::kJsonRecord, R"({"id": "a", "title": "", "body": ""})"),
            "no_text");
  EXPECT_EQ(ReasonOf(ContentType::kJsonRecord, R"({"html": "<nav></nav>"})"), "no_text");
  EXPECT_EQ(ReasonOf(ContentType::kJsonRecord, "{"), "bad_json");
  EXPECT_EQ(ReasonOf(ContentType::kJsonRecord, R"({"body": 1})"), "bad_field");
  EXPECT_EQ(ReasonOf(ContentType::kJsonRecord, R"({"title": "only"})"), "accepted");
  EXPECT_EQ(ReasonOf(ContentType::kHtml, "<title>only a title here</title>"), "accepted");
}

TEST(ExtractTest, CountsRepairs) {
  const auto got = ExtractFrom(ContentType::kText, "The mayor\xff said so\xfe.");
  EXPECT_EQ(got.repaired_sequences, 2u);
  EXPECT_EQ(got.article.body, "The mayor\ufffd said so\ufffd.");
}

TEST(ExtractTest, GivesBackWhatItPrinted) {
  const std::string line =
      R"({"id": "a", "title": "Kim", "body": "Kim went.", "publish_date": "2023-10", "mentions": [{"kind": "PERSON", "end": 3, "entity_id": "person/kim", "name": "Kim Jong Un"}]})";
  const article::Article first = ExtractFrom(ContentType::kJsonRecord, line).article;
  const article::Article second =
      ExtractFrom(ContentType::kJsonRecord, format::ArticleToJson(first)).article;
  EXPECT_EQ(format::ArticleToJson(first), format::ArticleToJson(second));
}

TEST(ExtractTest, NothingAppearedAfterItsFetch) {
  Document document = MakeDocument(
      ContentType::kHtml,
      "<h1>A bridge opens</h1><p>Published on 19 October 2023</p><p>The bridge is open.</p>");
  constexpr int64_t kNoonOfThe17th = 1697544000;
  document.captured_at = kNoonOfThe17th + 2 * 86400;
  EXPECT_EQ(std::get<Extraction>(Extract(document)).article.publish_date.day,
            absl::CivilDay(2023, 10, 19));
  document.captured_at = kNoonOfThe17th;
  const article::Article early = std::get<Extraction>(Extract(document)).article;
  EXPECT_FALSE(early.publish_date.known());
  EXPECT_EQ(early.publish_bounds.not_after, absl::CivilDay(2023, 10, 18))
      << "where the 18th had begun already";
}

TEST(ExtractTest, KeepsTheBoundsOfAnUnknownDate) {
  const article::Article record =
      ExtractFrom(
          ContentType::kJsonRecord,
          R"({"body": "The treaty was signed on Sept. 13, 2023, said the mayor of the town.",
                      "url": "https://example.org/2023/10/treaty", "language": "en"})")
          .article;
  EXPECT_FALSE(record.publish_date.known());
  EXPECT_EQ(record.publish_bounds.not_before, absl::CivilDay(2023, 10, 1));
  EXPECT_EQ(record.publish_bounds.not_after, absl::CivilDay(2023, 10, 31));
}

TEST(ExtractTest, ADatelineTellsTheDayOfAKnownYear) {
  const article::PublishDate date =
      ExtractFrom(ContentType::kHtml,
                  "<html lang=en><meta property=article:published_time content=2023-01-01><h1>A "
                  "bridge opens</h1><p>KYIV, Oct. 19 (Agency) - The bridge is open, after all of "
                  "these years, said the mayor of the town.</p>")
          .article.publish_date;
  EXPECT_EQ(date.source, article::DateSource::kDateline);
  EXPECT_EQ(date.day, absl::CivilDay(2023, 10, 19));
}

TEST(ExtractTest, GivesTheSameFromManyThreads) {
  const Document document =
      MakeDocument(ContentType::kHtml,
                   "<h1>A bridge opens</h1><p>Published on 19 October 2023</p><p>The bridge is "
                   "open, after all these years, said the mayor.</p>");
  const std::string expected =
      format::ArticleToJson(std::get<Extraction>(Extract(document)).article);
  std::vector<std::string> got(8);
  std::vector<std::thread> threads;
  for (std::string& g : got) {
    threads.emplace_back([&g, &document] {
      for (int i = 0; i < 50; ++i)
        g = format::ArticleToJson(std::get<Extraction>(Extract(document)).article);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(got, testing::Each(expected));
}

TEST(ExtractTest, TakesTheTextMadeOfAPageThatYieldsNone) {
  Document empty = MakeDocument(ContentType::kHtml,
                                "<!doctype html><html lang=\"en\"><head><title>Bridge opens</title>"
                                "</head><body><div id=\"app\"></div></body></html>");
  const std::string text =
      "The new bridge across the river opened today, and the mayor walked over it.\n"
      "It had been built in three years, and it carries trams and bicycles.\n";
  empty.url = "https://example.org/1";
  empty.converted_text = text;
  const auto result = Extract(empty);
  ASSERT_TRUE(std::holds_alternative<Extraction>(result));
  const article::Article& article = std::get<Extraction>(result).article;
  EXPECT_EQ(article.title, "Bridge opens");
  EXPECT_THAT(article.body, testing::HasSubstr("the mayor walked over it."));
  EXPECT_THAT(article.body, testing::HasSubstr("trams and bicycles."));
  EXPECT_EQ(article.language, "en");
  Document page =
      MakeDocument(ContentType::kHtml,
                   "<!doctype html><title>Snow falls</title><p>It snowed all day long here.");
  page.converted_text = text;
  const auto whole = Extract(page);
  ASSERT_TRUE(std::holds_alternative<Extraction>(whole));
  EXPECT_EQ(std::get<Extraction>(whole).article.body, "It snowed all day long here.");
}

TEST(ExtractTest, CutsAnEndlessTitleBehindAWholeCharacter) {
  for (size_t shift = 0; shift < 4; ++shift) {
    std::string title(shift, 'a');
    while (title.size() < 3000) title += "\u65e5";
    const Extraction got = ExtractFrom(
        ContentType::kHtml,
        absl::StrCat("<!doctype html><title>", title, "</title><p>It snowed all day long here."));
    EXPECT_TRUE(text::IsValidUtf8(got.article.title)) << shift;
    EXPECT_GT(got.article.title.size(), 900u);
  }
}

}  // namespace
}  // namespace dateline::extract

#include "indexer/extract/json_record.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/source/document.h"

namespace dateline::extract {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;

JsonRecord Parse(const std::string& json) {
  JsonRecord record;
  JsonError error;
  EXPECT_TRUE(ParseJsonRecord(json, &record, &error)) << json << ": " << error.detail;
  return record;
}

TEST(JsonRecordTest, ReadsEveryField) {
  const JsonRecord record = Parse(
      R"({"id": "a/1", "title": "T \u00e9", "body": " to the\r\nletter\u00a0 ", "html": "<p>", "url": " https://e.org/a ",
          "source": "e", "publish_date": "2023-10-19T08:00:00Z", "language": "en-GB", "unknown": {"a": [1, 2]}})");
  EXPECT_EQ(record.id, "a/1");
  EXPECT_EQ(record.title, "T \u00e9");
  EXPECT_EQ(record.body, " to the\r\nletter\u00a0 ");
  EXPECT_EQ(record.html, "<p>");
  EXPECT_EQ(record.url, "https://e.org/a");
  EXPECT_EQ(record.source, "e");
  EXPECT_EQ(record.language, "en-GB");
  EXPECT_EQ(record.publish_date.source, article::DateSource::kGiven);
  EXPECT_EQ(article::FormatIsoDate(record.publish_date.day), "2023-10-19");
  EXPECT_FALSE(record.mentions_given);
  EXPECT_EQ(record.repaired_sequences, 0u);
}

TEST(JsonRecordTest, ReadsDatesOfEveryPrecision) {
  EXPECT_EQ(Parse(R"({"publish_date": "2023-09"})").publish_date.precision,
            article::DatePrecision::kMonth);
  EXPECT_EQ(Parse(R"({"publish_date": "2023"})").publish_date.precision,
            article::DatePrecision::kYear);
  for (const char* absent : {R"({"publish_date": ""})", R"({"publish_date": null})", R"({})"}) {
    EXPECT_FALSE(Parse(absent).publish_date.known()) << absent;
  }
}

TEST(JsonRecordTest, TakesIntegersForIds) {
  EXPECT_EQ(Parse(R"({"id": 7})").id, "7");
  EXPECT_EQ(Parse(R"({"id": -7})").id, "-7");
  EXPECT_EQ(Parse(R"({"id": 18446744073709551615})").id, "18446744073709551615");
  EXPECT_EQ(Parse(R"({"id": ""})").id, "");
  EXPECT_EQ(Parse(R"({"id": null})").id, "");
  EXPECT_EQ(Parse(absl::StrCat("{\"id\": \"", std::string(kMaxIdBytes, 'x'), "\"}")).id.size(),
            kMaxIdBytes);
}

TEST(JsonRecordTest, ReadsMentions) {
  const JsonRecord record = Parse(
      R"({"title": "Kim", "body": "Z\u00fcrich greets Kim", "mentions": [
          {"field": "BODY", "kind": "PERSON", "begin": 15, "end": 18, "entity_id": "person/kim", "name": "Kim Jong Un", "home": "place/dprk", "text": "Kim"},
          {"kind": "PLACE", "end": 7}, {"field": "TITLE", "kind": "PERSON", "begin": 0, "end": 3}]})");
  ASSERT_EQ(record.mentions.size(), 3u);
  EXPECT_TRUE(record.mentions_given);
  EXPECT_EQ(record.mentions[0].field, article::Field::kTitle);
  EXPECT_EQ(record.mentions[1].name, "Z\u00fcrich");
  EXPECT_EQ(record.mentions[1].entity_id, "");
  EXPECT_EQ(record.mentions[2].name, "Kim Jong Un");
  EXPECT_EQ(record.mentions[2].home, "place/dprk");
  EXPECT_EQ(record.mentions[1].home, "");
  EXPECT_TRUE(Parse(R"({"body": "x", "mentions": []})").mentions_given);
  EXPECT_FALSE(Parse(R"({"body": "x", "mentions": null})").mentions_given);
}

TEST(JsonRecordTest, ReadsWhatExtractPrintsOfAnArchivedArticle) {
  const JsonRecord record = Parse(
      R"({"captions": "A port", "agency": "Reuters", "publish_date_not_before": "2023-09-13",
          "publish_date_not_after": "2023-10-01", "captured_at": "2023-09-13T10:00:00Z",
          "record_offset": 512, "record_digest": "sha1:ABC",
          "mentions": [{"field": "CAPTIONS", "kind": "PLACE", "begin": 2, "end": 6}]})");
  EXPECT_EQ(record.captions, "A port");
  EXPECT_EQ(record.agency, "Reuters");
  EXPECT_EQ(record.publish_bounds.not_before, absl::CivilDay(2023, 9, 13));
  EXPECT_EQ(record.publish_bounds.not_after, absl::CivilDay(2023, 10, 1));
  EXPECT_EQ(record.captured_at, 1694599200);
  EXPECT_EQ(record.record_offset, 512u);
  EXPECT_EQ(record.record_digest, "sha1:ABC");
  ASSERT_EQ(record.mentions.size(), 1u);
  EXPECT_EQ(record.mentions[0].field, article::Field::kCaptions);
  EXPECT_EQ(record.mentions[0].name, "port");
}

TEST(JsonRecordTest, RepairsWhatIsNoUnicode) {
  struct Case {
    std::string json;
    std::string body;
    uint32_t repaired;
  };
  const Case cases[] = {
      {"{\"body\": \"a\xff"
       "b\"}",
       "a\ufffd"
       "b",
       1},
      {R"({"body": "a\ud800b"})",
       "a\ufffd"
       "b",
       1},
      {R"({"body": "\udc00\udc00"})", "\ufffd\ufffd", 2},
      {R"({"body": "\\ud800 \ud83d\ude00 \ud83d"})", "\\ud800 \U0001f600 \ufffd", 1},
      {R"({"body": "a\u0000b"})", "a b", 1},
      {R"({"body": "\ud83d\ude00"})", "\U0001f600", 0},
  };
  for (const Case& c : cases) {
    const JsonRecord record = Parse(c.json);
    EXPECT_EQ(record.body, c.body) << c.json;
    EXPECT_EQ(record.repaired_sequences, c.repaired) << c.json;
  }
}

TEST(JsonRecordTest, RejectsWhatIsNoObject) {
  for (const std::string& json :
       {""s, "x"s, "{"s, "[]"s, "\"text\""s, "7"s, "null"s, "{\"id\": 1} x"s, "{\"id\": 1,}"s,
        "{'id': 1}"s, "{\"id\": 1"s, "{\"a\": \"\\u12\"}"s, "{\"a\": \"\n\"}"s,
        std::string(100000, '[')}) {
    JsonRecord record;
    JsonError error;
    EXPECT_FALSE(ParseJsonRecord(json, &record, &error)) << json.substr(0, 40);
    EXPECT_EQ(error.reason, source::kRejectBadJson) << json.substr(0, 40);
    EXPECT_FALSE(error.detail.empty());
  }
}

TEST(JsonRecordTest, RejectsBadFieldsByName) {
  struct Case {
    std::string json;
    const char* detail;
  };
  const Case cases[] = {
      {R"({"id": 1.5})", "id is a number"},
      {R"({"id": true})", "id is a boolean"},
      {R"({"id": ["a"]})", "id is an array"},
      {R"({"id": "a\u0007"})", "control character"},
      {R"({"id": "a\u0000"})", "control character"},
      {absl::StrCat("{\"id\": \"", std::string(kMaxIdBytes + 1, 'x'), "\"}"), "the most is 1000"},
      {R"({"title": 5})", "title is a number"},
      {R"({"body": {}})", "body is an object"},
      {R"({"html": false})", "html is a boolean"},
      {R"({"url": 1})", "url is a number"},
      {R"({"publish_date": 20231019})", "publish_date is a number"},
      {R"({"publish_date": "yesterday"})", "publish_date is \"yesterday\""},
      {R"({"publish_date": "2023-02-30"})", "publish_date is \"2023-02-30\""},
      {R"({"publish_date": "19.10.2023"})", "publish_date"},
      {R"({"publish_date_not_before": "2023-09"})", "publish_date_not_before is \"2023-09\""},
      {R"({"captured_at": "yesterday"})", "captured_at is \"yesterday\""},
      {R"({"record_offset": -1})", "record_offset"},
      {R"({"record_offset": 9223372036854775808})", "below 2^63"},
      {R"({"captions": 1})", "captions is a number"},
      {R"({"mentions": {}})", "mentions is an object"},
      {R"({"body": "abc", "mentions": [7]})", "mentions[0] is a number"},
      {R"({"body": "abc", "mentions": [{"kind": "PERSON", "end": 1}, {"kind": "ANIMAL", "end": 1}]})",
       "mentions[1].kind is \"ANIMAL\""},
      {R"({"body": "abc", "mentions": [{"field": "LEAD", "kind": "PERSON", "end": 1}]})",
       "mentions[0].field"},
      {R"({"body": "abc", "mentions": [{"kind": "PERSON", "begin": 0, "end": 4}]})",
       "its field has 3"},
      {R"({"body": "abc", "mentions": [{"kind": "PERSON", "begin": 2, "end": 2}]})",
       "covers bytes 2 to 2"},
      {R"({"body": "abc", "mentions": [{"kind": "PERSON", "begin": 2, "end": 1}]})",
       "covers bytes 2 to 1"},
      {R"({"body": "abc", "mentions": [{"kind": "PERSON", "begin": -1, "end": 1}]})",
       "mentions[0].begin"},
      {R"({"body": "abc", "mentions": [{"kind": "PERSON", "begin": 0.5, "end": 1}]})",
       "mentions[0].begin"},
      {R"({"body": "\u00fcb", "mentions": [{"kind": "PERSON", "begin": 1, "end": 3}]})",
       "cut a character"},
      {R"({"body": "\u00fcb", "mentions": [{"kind": "PERSON", "begin": 0, "end": 1}]})",
       "cut a character"},
      {R"({"body": "abc", "mentions": [{"kind": "PERSON", "end": 1, "text": "b"}]})",
       "mentions[0].text is \"b\""},
      {R"({"body": "abc", "mentions": [{"kind": "PERSON", "end": 1, "entity_id": "place/a"}]})",
       "begin with \"person/\""},
      {R"({"body": "abc", "mentions": [{"kind": "PERSON", "end": 1, "entity_id": "person/"}]})",
       "mentions[0].entity_id"},
      {R"({"body": "abc", "mentions": [{"kind": "PERSON", "end": 1, "home": "person/a"}]})",
       "mentions[0].home is \"person/a\"; it has to begin with \"place/\""},
      {R"({"body": "abc", "mentions": [{"kind": "PERSON", "end": 1, "name": 3}]})",
       "mentions[0].name is a number"},
  };
  for (const Case& c : cases) {
    JsonRecord record;
    JsonError error;
    EXPECT_FALSE(ParseJsonRecord(c.json, &record, &error)) << c.json;
    EXPECT_EQ(error.reason, source::kRejectBadField) << c.json;
    EXPECT_THAT(error.detail, HasSubstr(c.detail)) << c.json;
  }
}

TEST(JsonRecordTest, SurvivesNestingOfAnyDepth) {
  const int depth = 1000000;
  EXPECT_EQ(
      Parse("{\"id\": 1, \"x\": " + std::string(depth, '[') + std::string(depth, ']') + "}").id,
      "1");
}

}  // namespace
}  // namespace dateline::extract

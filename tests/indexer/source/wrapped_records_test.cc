#include "indexer/source/wrapped_records.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/indexer/source/collector.h"

namespace dateline::source {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kA[] = "{\"title\": \"A\", \"body\": \"x } \\\" [\"}";
constexpr char kB[] = "{\"html\": \"<p>B\", \"related\": [{\"title\": \"C\", \"body\": \"c\"}]}";

TEST(FindWrappedRecordsTest, FindsTheOutermostRecords) {
  for (const char* wrapper :
       {"{\"status\": \"ok\", \"articles\": [$0, $1], \"next\": null}", "[$0, $1]",
        "{\"response\": {\"results\": [$0, {\"x\": [1, {}]}, $1]}}", "{\"1\": $0, \"2\": $1}",
        "{\"hits\": {\"hits\": [{\"_id\": \"body\", \"_source\": $0}, {\"_source\": $1}]}}",
        "{\"title\n\": 1, \"a\": [$0], \"b\": [$1]}"}) {
    std::string json = wrapper;
    json.replace(json.find("$0"), 2, kA);
    json.replace(json.find("$1"), 2, kB);
    const WrappedRecords found = FindWrappedRecords(json);
    EXPECT_THAT(found.records, ElementsAre(kA, kB)) << json;
    EXPECT_TRUE(found.whole);
  }
  const std::string title_alone = absl::StrCat("{\"a\": [{\"title\": \"T\"}, ", kA, "]}");
  EXPECT_THAT(FindWrappedRecords(title_alone).records, ElementsAre("{\"title\": \"T\"}", kA));
  const std::string cut = absl::StrCat("{\"a\": [", kA, ", {\"title\": \"no e");
  EXPECT_THAT(FindWrappedRecords(cut).records, ElementsAre(kA));
  EXPECT_FALSE(FindWrappedRecords(cut).whole);
}

TEST(FindWrappedRecordsTest, FindsNoneInARecordAndInOtherThings) {
  const std::string deep(kMaxWrapperDepth, '[');
  for (const std::string& none :
       {std::string(kA), std::string(kB), std::string(), std::string("7"), std::string("\"body\""),
        std::string("{\"id\": 1, \"related\": [{\"title\": \"T\"}]}"),
        absl::StrCat("{\"a\": [", kA, "], \"title\": \"T\", \"body\": \"b\"}"),
        absl::StrCat(deep, kA), std::string("{\"a\": [\"body\", \"html\"]}"),
        std::string("{\"a\": \"{\\\"body\\\": 1}\"}")})
    EXPECT_THAT(FindWrappedRecords(none).records, IsEmpty()) << none;
}

// A title alone makes no record of what holds texts in a list of others.
TEST(FindWrappedRecordsTest, FindsRecordsInAWrapperWithATitle) {
  for (const char* wrapper :
       {"{\"title\": \"A feed\", \"home_page_url\": \"https://example.org/\", \"items\": [$0, $1]}",
        "{\"items\": [$0, $1], \"title\": \"A feed\", \"description\": \"D\"}",
        "{\"channel\": {\"title\": \"A feed\", \"item\": [$0, $1], \"image\": {\"title\": \"I\"}}}",
        "{\"title\": \"A\", \"authors\": [{\"title\": \"Dr\", \"body\": \"b\"}], \"items\": [$0, "
        "$1]}",
        "{\"title\": \"A\", \"data\": {\"children\": [{\"data\": $0}, {\"data\": $1}]}}",
        "{\"title\": \"A\", \"groups\": [{\"title\": \"G\", \"items\": [$0]}, {\"items\": "
        "[$1]}]}"}) {
    std::string json = wrapper;
    json.replace(json.find("$0"), 2, kA);
    json.replace(json.find("$1"), 2, kB);
    EXPECT_THAT(FindWrappedRecords(json).records, ElementsAre(kA, kB)) << json;
  }
}

TEST(FindWrappedRecordsTest, LeavesAnArticleWithListsOne) {
  for (const char* article :
       {"{\"title\": \"T\", \"images\": [$0], \"tags\": [\"a\"]}",
        "{\"title\": \"T\", \"comments\": [$0, $0]}", "{\"comments\": [$0], \"title\": \"T\"}",
        "{\"title\": \"T\", \"authors\": [$0]}", "{\"title\": \"T\", \"related\": [$0]}",
        "{\"title\": \"T\", \"relatedArticles\": [$0]}",
        "{\"title\": \"T\", \"media\": {\"list\": [$0]}}", "{\"title\": \"T\", \"author\": $0}",
        "{\"title\": \"T\", \"profile\": $0}", "{\"title\": \"T\", \"sections\": [$0, $0]}",
        "{\"title\": \"T\", \"items\": [{\"title\": \"no text\"}]}",
        "{\"title\": \"T\", \"items\": [$0], \"body\": \"b\"}",
        "{\"title\": \"T\", \"items\": [$0], \"html\": \"b\"}",
        "{\"title\": \"T\", \"publish_date\": \"2023\", \"items\": [$0]}",
        "{\"title\": \"T\", \"items\": [$0], \"mentions\": []}"}) {
    std::string json = article;
    for (size_t at = json.find("$0"); at != std::string::npos; at = json.find("$0"))
      json.replace(at, 2, kA);
    EXPECT_THAT(FindWrappedRecords(json).records, IsEmpty()) << json;
    EXPECT_TRUE(FindWrappedRecords(json).is_record) << json;
  }
}

TEST(FindWrappedRecordsTest, FindsNothingInARecordWithoutAnEnd) {
  for (const char* bad : {"{\"title\": \"T\", \"comments\": [$1], \"x\": \"cut",
                          "{\"title\": \"T\", \"comments\": [$1, ", "{\"body\": [{\"c\": [$1]}}"}) {
    std::string json = absl::StrCat("{\"articles\": [", kA, ", ", bad);
    json.replace(json.find("$1"), 2, kB);
    EXPECT_THAT(FindWrappedRecords(json).records, ElementsAre(kA)) << json;
    EXPECT_FALSE(FindWrappedRecords(json).whole);
  }
}

TEST(WrappedRecordsTest, AreDocumentsOfTheirOwn) {
  const std::string line = absl::StrCat("{\"articles\": [", kA, ", ", kB, "]}");
  const Collector lines = ReadContent("a.jsonl", absl::StrCat(line, "\n", kA, "\n"));
  EXPECT_THAT(lines.Contents(), ElementsAre(kA, kB, kA));
  EXPECT_EQ(lines.documents[0].source_path, "a.jsonl#1.1");
  EXPECT_EQ(lines.documents[1].source_path, "a.jsonl#1.2");
  EXPECT_EQ(lines.documents[1].offset, line.find(kB));
  EXPECT_EQ(lines.documents[2].source_path, "a.jsonl#2");
  const std::string printed =
      absl::StrCat("{\n  \"articles\": [\n    ", kA, ",\n    ", kB, "\n  ]\n}\n");
  const Collector values = ReadContent("a.json", printed);
  EXPECT_THAT(values.Contents(), ElementsAre(kA, kB));
  EXPECT_EQ(values.documents[1].offset, printed.find(kB));
  EXPECT_THAT(values.rejects, IsEmpty());
}

TEST(WrappedRecordsTest, OfALargerWrapperThanIsKeptAreReadToo) {
  const std::string body(kMaxDocumentBytes / 10, 'x');
  std::string content = "{\n\"response\": {\"articles\": [\n";
  for (int i = 0; i < 25; ++i)
    absl::StrAppend(&content, i == 0 ? "" : ",\n", "{\"id\": ", i, ", \"body\": \"", body, "\"}");
  const Collector got = ReadContent("a.json", content + "\n]}}\n" + kA);
  ASSERT_EQ(got.documents.size(), 26u);
  for (int i = 0; i < 25; ++i) {
    EXPECT_THAT(got.documents[i].content.substr(0, 20),
                testing::StartsWith(absl::StrCat("{\"id\": ", i, ",")));
  }
  EXPECT_EQ(got.documents[25].content, kA);
  EXPECT_EQ(got.documents[24].offset, content.rfind("{\"id\""));
  EXPECT_THAT(got.rejects, IsEmpty());
}

TEST(WrappedRecordsTest, AreLostAloneWhenDamaged) {
  const std::string bad = "{\"title\": \"no end\",";
  for (const char* between : {"\n    ", ""}) {
    const std::string content = absl::StrCat("{\"articles\": [", between, kA, ",", between, bad,
                                             between, kB, ",", between, kA, "]}");
    const Collector got = ReadContent("a.json", between[0] == '\0' ? "[" + content + "]" : content);
    std::vector<std::string> good;
    for (const Document& document : got.documents) {
      if (document.content == kA || document.content == kB) good.push_back(document.content);
    }
    EXPECT_THAT(good, ElementsAre(kA, kB, kA)) << content;
    EXPECT_THAT(got.Reasons(), testing::Contains("bad_json")) << content;
  }
}

}  // namespace
}  // namespace dateline::source

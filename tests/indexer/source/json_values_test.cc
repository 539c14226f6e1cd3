#include "indexer/source/json_values.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/indexer/source/collector.h"

namespace dateline::source {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ReadJsonValuesTest, CutsObjectsAndArrays) {
  const std::string object = "{\n  \"id\": \"a\",\n  \"body\": \"x } \\\" ]\"\n}";
  EXPECT_THAT(ReadContent("a.json", object).Contents(), ElementsAre(object));
  EXPECT_THAT(ReadContent("a.txt", object + "\n" + object).Contents(), ElementsAre(object, object));
  const Collector got =
      ReadContent("a.json", "\xef\xbb\xbf[\n " + object + ",\n {\"id\": 2} , {}, 7\n]\n");
  EXPECT_THAT(got.Contents(), ElementsAre(object, "{\"id\": 2}", "{}", "7"));
  EXPECT_EQ(got.documents[1].source_path, "a.json#2");
  EXPECT_EQ(got.documents[0].offset, 6u);
  EXPECT_THAT(got.rejects, IsEmpty());
}

TEST(ReadJsonValuesTest, LosesABrokenValueAlone) {
  const Collector got = ReadContent(
      "a.json",
      "[\n  {\n    \"id\": 1\n  },\n  {\n    \"id\": \"no end\n  },\n  {\n    \"id\": 3\n  }\n]\n");
  EXPECT_THAT(got.Contents(), ElementsAre("{\n    \"id\": 1\n  }", "{\n    \"id\": 3\n  }"));
  EXPECT_THAT(got.Reasons(), ElementsAre("bad_json"));
  EXPECT_EQ(got.rejects[0].source_path, "a.json#2");
}

TEST(ReadJsonValuesTest, LosesNoRecordBehindABrokenLine) {
  const Collector got =
      ReadContent("a.json", "[\n{\"id\": 1, \"body\": \"broken},\n{\"id\": 2},\n{\"id\": 3}\n]\n");
  EXPECT_THAT(got.Contents(), ElementsAre("{\"id\": 2}", "{\"id\": 3}"));
  EXPECT_THAT(got.Reasons(), ElementsAre("bad_json"));
}

TEST(ReadJsonValuesTest, TellsWhereTheDataBreaksOff) {
  const std::string packed = Gzip("[\n{\"id\": 1},\n{\"id\": 2},\n{\"id\": 3}]");
  const Collector got = ReadContent("a.json.gz", packed.substr(0, packed.size() - 12));
  EXPECT_THAT(got.Reasons(), ElementsAre("damaged_archive"));
}

TEST(IsJsonOverLinesTest, TellsItFromBrokenLines) {
  for (const char* yes : {"{\n\"a\": 1}", "[{\"a\": 1}]", "{\"a\": {\n\"b\": 1}}", "{\"a\":\n1}",
                          "{\"a\": 1,\n\"b\": 2}"})
    EXPECT_TRUE(IsJsonOverLines(yes)) << yes;
  for (const char* no : {"", "{\"a\": 1}\n{\"a\": 2}", "{\"a\": 1,\n{\"a\": 2}",
                         "{\"a\": \"x\n{\"a\": 2}", "[1, 2]", "text"})
    EXPECT_FALSE(IsJsonOverLines(no)) << no;
}

}  // namespace
}  // namespace dateline::source

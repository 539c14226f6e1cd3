#include "indexer/source/json_values.h"

#include <string>

#include "absl/strings/str_cat.h"
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

TEST(ReadJsonValuesTest, CutsValuesThatFollowEachOtherInALine) {
  for (const char* content :
       {"{\"id\": 1}{\"id\": 2}{\"id\": 3}", "{\"id\": 1} {\"id\": 2}\n{\"id\": 3}\n",
        "{\"id\": 1}\r{\"id\": 2}\r{\"id\": 3}\r", "[{\"id\": 1}]\n[{\"id\": 2}, {\"id\": 3}]\n",
        "[{\"id\": 1}][{\"id\": 2}][{\"id\": 3}]"}) {
    for (const char* name : {"a.json", "a.jsonl", "a"}) {
      const Collector got = ReadContent(name, content);
      EXPECT_THAT(got.Contents(), ElementsAre("{\"id\": 1}", "{\"id\": 2}", "{\"id\": 3}"))
          << name << " " << content;
      EXPECT_THAT(got.rejects, IsEmpty());
    }
  }
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

TEST(ReadJsonValuesTest, LosesAloneTheValueThatHasNoEnd) {
  struct Case {
    const char* what;
    std::string content;
    size_t damaged_at;
  };
  const std::string good2 = "{\n  \"id\": 2\n}", good3 = "{\n  \"id\": 3\n}";
  const auto two = [&](const std::string& between) { return good2 + between + good3; };
  const Case cases[] = {
      {"no closing brace", "{\n  \"id\": 1,\n  \"body\": \"x\"\n" + two("\n"), 0},
      {"no closing brace, comma left", "{\n  \"id\": 1,\n" + two("\n"), 0},
      {"no closing brace within an array", "[\n{\n  \"id\": 1\n,\n" + two(",\n") + "\n]", 2},
      {"braces and commas in one line", "[{\n  \"id\": 1\n, " + two(", ") + "]", 1},
      {"string without an end", "[{\n  \"id\": \"1\n}, " + two(", ") + "]", 1},
      {"inner object without an end", "{\n  \"a\": {\"b\": 1,\n  \"id\": 1\n}\n" + two("\n"), 0},
      {"inner array without an end", "{\n  \"a\": [\"b\", 1,\n  \"id\": 1\n}\n" + two("\n"), 0},
      {"inner array without an end in one line", "[{\n  \"a\": [\"b\", 1\n}, " + two(", ") + "]",
       1},
      {"a brace too many", "{\n  \"a\": {{\n  \"id\": 1\n}\n}\n" + two("\n"), 0},
      {"a bracket too many", "{\n  \"a\": [[\"b\"],\n  \"id\": 1\n}\n" + two("\n"), 0},
  };
  for (const Case& c : cases) {
    const Collector got = ReadContent("a.json", c.content);
    EXPECT_THAT(got.Contents(), ElementsAre(good2, good3)) << c.what;
    ASSERT_THAT(got.Reasons(), ElementsAre("bad_json")) << c.what;
    EXPECT_EQ(got.rejects[0].source_path, "a.json#1") << c.what;
    EXPECT_EQ(got.rejects[0].offset, c.damaged_at) << c.what;
  }
}

TEST(ReadJsonValuesTest, LosesAloneTheValueThatHasNoEndInALine) {
  for (const char* first :
       {"{\"id\": 1, \"body\": \"x\"", "{\"id\": 1, \"body\": \"x}", "{\"id\": [1, \"body\"}",
        "{\"id\": {\"a\": 1, \"b\": \"x\"}", "{\"id\": \"a\"b\", \"c\": {}}"}) {
    const Collector got =
        ReadContent("a.json", absl::StrCat("[", first, ",{\"id\": 2}, {\"id\": 3, \"t\": {}}]"));
    EXPECT_THAT(got.Contents(), ElementsAre("{\"id\": 2}", "{\"id\": 3, \"t\": {}}")) << first;
    ASSERT_THAT(got.Reasons(), ElementsAre("bad_json")) << first;
    EXPECT_EQ(got.rejects[0].offset, 1u) << first;
  }
}

// Each byte of one record, deleted or replaced: the others arrive, whatever it was.
TEST(ReadJsonValuesTest, LosesNoOtherRecordByOneWrongByte) {
  struct Style {
    const char* begin;
    const char* record;  // With its number at '#'.
    const char* between;
    const char* end;
  };
  const char* printed =
      "{\n  \"id\": #,\n  \"t\": [\"a\", {\"x\": \"y\"}],\n  \"o\": {\n    \"k\": 1\n  }\n}";
  const char* indented =
      "{\n    \"id\": #,\n    \"t\": [\n      \"a\",\n      {\n        \"x\": 1\n      }\n    ]\n  "
      "}";
  const char* in_line = "{\"id\": #, \"t\": [\"a\", {\"x\": \"y\"}], \"o\": {\"k\": 1}}";
  for (const Style& style : {Style{"", printed, "\n", "\n"},
                             {"[\n  ", indented, ",\n  ", "\n]\n"},
                             {"[", printed, ", ", "]"},
                             {"[", in_line, ",", "]"},
                             {"[", in_line, ",\n", "]"}}) {
    std::vector<std::string> records;
    for (const char number : {'1', '2', '3', '4', '5'}) {
      std::string record = style.record;
      record[record.find('#')] = number;
      records.push_back(record);
    }
    // Where records meet in the middle of a line, what parts them is a part of both.
    const bool meet = style.begin[0] == '[' && style.record == printed;
    for (size_t at = 0; at < records[2].size() - (meet ? 2 : 0); ++at) {
      for (const char* by : {"", "{", "]", "\"", ":", "\n"}) {
        std::string damaged = records[2];
        damaged.replace(at, 1, by);
        const Collector got =
            ReadContent("a.json", absl::StrCat(style.begin, records[0], style.between, records[1],
                                               style.between, damaged, style.between, records[3],
                                               style.between, records[4], style.end));
        for (const int i : {0, 1, 3, 4}) {
          EXPECT_THAT(got.Contents(), testing::Contains(records[i])) << damaged;
        }
      }
    }
  }
}

// Every "}{" seems to begin an object that has the rest of the line in a string.
TEST(ReadJsonValuesTest, ReadsAgainNoMoreThanDamageAsksFor) {
  std::string line = "[{\"a\": 1, \"t\": \"";
  constexpr size_t kSeeming = 20000;
  for (size_t i = 0; i < kSeeming; ++i) line += "}{\\\"";
  const Collector got = ReadContent("a.json", line + "\n{\"id\": 2}]\n");
  EXPECT_THAT(got.Contents(), ElementsAre("{\"id\": 2}"));
  EXPECT_LT(got.rejects.size(), kSeeming / 10);
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

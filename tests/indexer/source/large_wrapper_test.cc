// Wrappers of records that are too large to be kept give what small ones give: the same content is
// read under a limit that keeps it whole and under a small one.

#include <rapidjson/document.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/source/json_lines.h"
#include "indexer/source/json_values.h"
#include "indexer/source/value_scan.h"
#include "indexer/source/wrapped_records.h"
#include "tests/indexer/source/collector.h"

namespace dateline::source {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Bytes in memory, in pieces of one size.
class Pieces : public ByteStream {
 public:
  Pieces(absl::string_view bytes, size_t piece) : rest_(bytes), piece_(piece) {}
  absl::Status Next(absl::string_view* piece) override {
    *piece = rest_.substr(0, piece_);
    rest_.remove_prefix(piece->size());
    return absl::OkStatus();
  }
  uint64_t bytes_read() const override { return 0; }
  uint64_t piece_offset() const override { return 0; }

 private:
  absl::string_view rest_;
  const size_t piece_;
};

struct Reading {
  std::vector<std::string> documents;  // "path@offset:content"
  std::vector<std::string> rejects;    // "path@offset:reason"
};

Reading ReadUnder(uint64_t limit, const std::string& content, size_t piece = 7) {
  Expansion expansion;
  ByteCursor bytes(std::make_unique<Pieces>(content, piece), &expansion, content.size());
  Collector got;
  Input input("f", "/f", &bytes, &got);
  EXPECT_TRUE(IsJsonOverLines(content) ? ReadJsonValues(&input, limit)
                                       : ReadJsonLines(&input, limit));
  Reading reading;
  for (const Document& document : got.documents) {
    reading.documents.push_back(
        absl::StrCat(document.source_path, "@", document.offset, ":", document.content));
    EXPECT_EQ(content.substr(document.offset, document.content.size()), document.content);
  }
  for (const Reject& reject : got.rejects)
    reading.rejects.push_back(
        absl::StrCat(reject.source_path, "@", reject.offset, ":", reject.reason));
  return reading;
}

constexpr uint64_t kSmall = 120;

class Random {
 public:
  explicit Random(int seed) : random_(seed) {}
  size_t Below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random_); }
  std::string OneOf(const std::vector<std::string>& of) { return of[Below(of.size())]; }

 private:
  std::mt19937 random_;
};

std::string Record(Random* random, int i) {
  return random->OneOf(
      {absl::StrCat("{\"id\": ", i, ", \"title\": \"T\", \"body\": \"x } \\\" [ ", i, "\"}"),
       absl::StrCat("{\"body\": \"", std::string(random->Below(60), 'y'), "\", \"id\": ", i, "}"),
       absl::StrCat("{\"id\": ", i, ", \"comments\": [{\"title\": \"C\"}], \"html\": \"<p>\"}"),
       absl::StrCat("{\"title\": \"", i, "\", \"tags\": [\"a\", {\"b\": []}]}"),
       absl::StrCat("{\"_id\": \"", i, "\", \"_source\": {\"title\": \"S\", \"body\": \"s\"}}"),
       absl::StrCat("{\"id\": ", i, "}"), "null"});
}

// `between` stands behind brackets and commas: white space.
// A byte of the record `damaged` is another, too many or gone; `*begin` and `*end` are where it
// stands.
std::string Wrapper(Random* random, const std::string& between, int damaged = -1,
                    size_t* begin = nullptr, size_t* end = nullptr) {
  std::vector<std::string> records;
  for (int i = 0; i < 12; ++i) records.push_back(Record(random, i));
  records[4] = "{\"title\": \"T\", \"body\": \"x\"}";
  if (damaged >= 0) {
    std::string& record = records[damaged];
    record.replace(1 + random->Below(record.size() - 2), random->Below(2),
                   random->OneOf({"", "{", "]", "\"", ":", "}"}));
    record = absl::StrCat(record, " @");
  }
  std::string list =
      absl::StrCat("[", between, absl::StrJoin(records, "," + between), between, "]");
  const std::string before = random->OneOf(
      {"", "\"status\": \"ok\", ", "\"title\": \"A feed with a name\", ",
       "\"paging\": {\"next\": [1, {\"a\": \"b\"}]}, ", "\"note\": \"a string of some length\", "});
  const std::string after = random->OneOf({"", ", \"next\": null", ", \"count\": 12, \"x\": {}"});
  std::string whole = absl::StrCat("{", before, "\"items\": ", list, after, "}");
  if (random->Below(3) == 0) whole = absl::StrCat("{\"response\": ", whole, ", \"took\": 3}");
  if (random->Below(4) == 0) whole = absl::StrCat("[", whole, "]");
  if (damaged >= 0) {
    *end = whole.find(" @");
    *begin = *end - (records[damaged].size() - 2);
    whole.replace(*end, 2, "");
  }
  return whole;
}

TEST(LargeWrapperTest, GivesWhatASmallOneGives) {
  for (int seed = 0; seed < 2000; ++seed) {
    Random random(seed);
    const std::string between = random.OneOf({"", " ", "\n", "\n  ", "\n    "});
    std::string content = Wrapper(&random, between);
    if (random.Below(2) == 0) absl::StrAppend(&content, "\n", Wrapper(&random, between), "\n");
    const Reading whole = ReadUnder(kMaxDocumentBytes, content);
    const size_t piece = 1 + random.Below(300);
    const Reading in_parts = ReadUnder(kSmall, content, piece);
    ASSERT_EQ(whole.documents, in_parts.documents) << seed << " " << content;
    ASSERT_THAT(whole.rejects, IsEmpty()) << seed << " " << content;
    ASSERT_THAT(in_parts.rejects, IsEmpty()) << seed << " " << content;
  }
}

// The documents that the parser takes, without their numbers: behind damage these may differ.
// Nor the one whose bytes from `begin` to `end` are damaged.
std::vector<std::string> Parsed(const Reading& reading, size_t begin, size_t end) {
  std::vector<std::string> parsed;
  for (const std::string& document : reading.documents) {
    rapidjson::Document json;
    const std::string numbered = document.substr(document.find('@') + 1);
    json.Parse(numbered.substr(numbered.find(':') + 1).c_str());
    const size_t offset = std::stoul(numbered);
    if (offset >= begin && offset <= end) continue;
    if (!json.HasParseError() && json.IsObject()) parsed.push_back(numbered);
  }
  return parsed;
}

// One byte too many, too few or another, behind what shows that it is a wrapper.
TEST(LargeWrapperTest, LosesWhatASmallOneLoses) {
  for (int seed = 0; seed < 5000; ++seed) {
    Random random(seed);
    const std::string between = random.OneOf({"", " ", "\n", "\n  "});
    size_t begin = 0, end = 0;
    const std::string content = Wrapper(&random, between, 5 + random.Below(7), &begin, &end);
    // A bracket may give the members of a record to the wrapper: then that is a record.
    if (FindWrappedRecords(content).own_text) continue;
    const Reading whole = ReadUnder(kMaxDocumentBytes, content);
    const Reading in_parts = ReadUnder(kSmall, content, 1 + random.Below(300));
    ASSERT_EQ(Parsed(whole, begin, end), Parsed(in_parts, begin, end)) << seed << " " << content;
  }
}

// What an object is may show behind the limit; where that is seen is no matter of pieces.
TEST(LargeWrapperTest, GivesTheSameInPiecesOfAnySize) {
  const std::string part = "{\"title\": \"C\", \"body\": \"c\"}", text(100, 'x');
  const std::string late = absl::StrCat("{\"parts\": [", part, ", ", part, ", ", part, ", ", part,
                                        ", ", part, "], \"body\": \"", text, "\"}");
  for (const std::string& content :
       {absl::StrCat("{\"items\": [", part, ", ", late, ", ", part, "]}\n", part, "\n"),
        absl::StrCat("[\n", late, ",\n", part, "\n]\n"), absl::StrCat(late, "\n", part, "\n"),
        absl::StrCat("[{\"body\": \"", std::string(kSmall - 12, 'x'), "\"}, {\"body\": \"",
                     std::string(kSmall - 11, 'x'), "\"}, ", part, "]")}) {
    const Reading first = ReadUnder(kSmall, content, 1);
    EXPECT_FALSE(first.rejects.empty()) << content;
    for (size_t piece = 2; piece < 2 * kSmall; ++piece) {
      const Reading got = ReadUnder(kSmall, content, piece);
      ASSERT_EQ(got.documents, first.documents) << piece << " " << content;
      ASSERT_EQ(got.rejects, first.rejects) << piece << " " << content;
    }
  }
}

TEST(LargeWrapperTest, LosesTheRecordAloneThatIsTooLarge) {
  const std::string good = "{\"title\": \"T\", \"body\": \"b\"}", large(2 * kSmall, 'x');
  for (const char* between : {"", "\n", "\n  "}) {
    const std::string bad =
        absl::StrCat("{\"title\": \"L\", \"body\": \"", large, "\", \"comments\": [", good, "]}");
    const std::string content = absl::StrCat("{\"articles\": [", between, good, ",", between, bad,
                                             ",", between, good, between, "], \"n\": 1}\n");
    const Reading got = ReadUnder(kSmall, content);
    EXPECT_THAT(got.documents, ElementsAre(absl::StrCat("f#1.1@", content.find(good), ":", good),
                                           absl::StrCat("f#1.3@", content.rfind(good), ":", good)));
    EXPECT_THAT(got.rejects, ElementsAre(absl::StrCat("f#1@", content.find(bad), ":too_large")));
  }
}

TEST(LargeWrapperTest, ReadsWhatStandsBesideLargeValuesOfItsOwn) {
  const std::string good = "{\"title\": \"T\", \"body\": \"b\"}", large(3 * kSmall, 'x');
  const std::string content = absl::StrCat(
      "{\"license\": \"", large, "\", \"articles\": [", good, "], \"log\": [\"", large,
      "\"], \"more\": [", good, "]}\n{\"id\": 2, \"body\": \"", large, "\"}\n", good, "\n");
  const Reading got = ReadUnder(kSmall, content);
  EXPECT_THAT(got.documents,
              ElementsAre(testing::StartsWith("f#1.1@"), testing::StartsWith("f#1.2@"),
                          testing::StartsWith("f#3@")));
  EXPECT_THAT(got.rejects,
              ElementsAre(absl::StrCat("f#2@", content.find("{\"id\": 2"), ":too_large")));
}

TEST(LargeWrapperTest, IsNoneWithoutATextInIt) {
  std::string content = "{\"pages\": [";
  for (int i = 0; i < 3; ++i) absl::StrAppend(&content, i == 0 ? "" : ", ", "{\"title\": \"T\"}");
  const Reading got = ReadUnder(50, content + "]}\n");
  EXPECT_THAT(got.documents, IsEmpty());
  EXPECT_THAT(got.rejects, ElementsAre("f#1@0:too_large"));
}

// What has no end must not be kept in memory bracket by bracket.
TEST(LargeWrapperTest, EndsWhereItIsTooDeep) {
  const std::string deep = absl::StrCat("{\"a\":", std::string(kMaxValueDepth + 1, '['));
  EXPECT_EQ(FindBreak(deep), deep.size() - 2);
  EXPECT_EQ(FindBreak(deep.substr(0, deep.size() - 2)), deep.size() - 2);
  const Reading got = ReadUnder(kSmall, absl::StrCat(deep, "\n{\"body\": \"b\"}\n"), 1 << 16);
  ASSERT_EQ(got.documents.size(), 1u);
  EXPECT_THAT(got.documents[0], testing::EndsWith(":{\"body\": \"b\"}"));
  EXPECT_EQ(got.rejects.size(), 1u);
}

TEST(JsonLinesTest, LosesARecordOfABrokenWrapperAlone) {
  const std::string a = "{\"title\": \"A\", \"body\": \"a\"}", b = "{\"body\": \"b\"}";
  for (const char* bad : {"{\"title\": \"no end\", \"body\": \"x}",
                          "{\"title\": \"x, \"body\": \"\"}", "{\"title\": [\"x\", \"body\": 1}"}) {
    const std::string content = absl::StrCat(a, "\n{\"articles\": [", a, ",", bad, ",", b, ",", a,
                                             "], \"n\": 1}\n", b, "\n");
    const Reading got = ReadUnder(kMaxDocumentBytes, content);
    EXPECT_THAT(got.documents,
                ElementsAre(testing::StartsWith("f#1@"), testing::StartsWith("f#2.1@"),
                            testing::StartsWith("f#2.3@"), testing::StartsWith("f#2.4@"),
                            testing::StartsWith("f#3@")))
        << content;
    EXPECT_THAT(got.rejects, ElementsAre(testing::EndsWith(":bad_json"))) << content;
  }
}

}  // namespace
}  // namespace dateline::source

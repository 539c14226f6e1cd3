#include "indexer/source/json_lines.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::source {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// "number@offset:text", "number@offset!" for a line that is too large.
std::vector<std::string> Cut(const std::string& content, size_t piece_bytes, uint64_t limit = 100) {
  std::vector<std::string> lines;
  LineCutter cutter(limit, [&lines](RecordLine line) {
    lines.push_back(std::to_string(line.number) + "@" + std::to_string(line.offset) +
                    (line.too_large ? "!" : ":" + line.text));
    return true;
  });
  for (size_t i = 0; i < content.size(); i += piece_bytes)
    cutter.Add(content.substr(i, piece_bytes));
  cutter.Finish();
  return lines;
}

TEST(LineCutterTest, CutsAlikeInPiecesOfAnySize) {
  const std::string content = "\xef\xbb\xbf{1}\r\n\n  \t\n{2}\n" + std::string(120, 'x') + "\n{3}";
  for (size_t piece = 1; piece < 40; ++piece) {
    EXPECT_THAT(Cut(content, piece), ElementsAre("1@3:{1}", "2@13:{2}", "3@17!", "4@138:{3}"))
        << piece;
  }
}

TEST(LineCutterTest, TakesALineOfTheLimitAndNotOneByteMore) {
  EXPECT_THAT(Cut(std::string(10, 'a') + "\n" + std::string(11, 'b') + "\nc", 4, 10),
              ElementsAre("1@0:aaaaaaaaaa", "2@11!", "3@23:c"));
}

TEST(LineCutterTest, FindsNothingInNothing) {
  EXPECT_THAT(Cut("", 1), IsEmpty());
  EXPECT_THAT(Cut("\n\r\n \n", 1), IsEmpty());
  EXPECT_THAT(Cut("\xef\xbb\xbf\n", 1), IsEmpty());
}

TEST(LineCutterTest, PassesOverNulsThatFillALine) {
  EXPECT_THAT(Cut("{1}\n" + std::string(5, '\0') + "\n{2}\n" + std::string(500, '\0'), 7, 1000),
              ElementsAre("1@0:{1}", "2@10:{2}"));
}

TEST(LineCutterTest, StopsWhenTold) {
  int seen = 0;
  LineCutter cutter(100, [&seen](RecordLine) { return ++seen < 2; });
  EXPECT_FALSE(cutter.Add("a\nb\nc\nd\n"));
  EXPECT_EQ(seen, 2);
}

}  // namespace
}  // namespace dateline::source

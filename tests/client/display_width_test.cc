#include "client/display_width.h"

#include <gtest/gtest.h>

namespace dateline::client {
namespace {

TEST(DisplayWidthTest, CountsColumnsOfATerminal) {
  struct {
    const char* text;
    int width;
  } const cases[] = {
      {"", 0},
      {"Kim", 3},
      {"é", 1},
      {"e\u0301", 1},             // With a combining acute accent.
      {"金正恩", 6},              // Wide.
      {"ｋｉｍ", 6},              // Full width.
      {"ｷﾑ", 2},                  // Half width.
      {"김정은", 6},              // Syllables.
      {"\u1100\u1161\u11A8", 2},  // One syllable of three Jamo.
      {"“—…”", 4},                // Ambiguous: narrow.
      {"😀", 2},
      {"👩‍🚀", 2},   // Two emoji, joined.
      {"👍🏽", 2},      // With a skin tone.
      {"❤️", 2},        // Made an emoji by its variation selector.
      {"🇰🇵", 2},            // A flag.
      {"\u0915\u093F", 2},  // A spacing mark.
      {"שלום", 4},
      {"a\u200Db", 2},
      {"▏█▁", 3},
  };
  for (const auto& c : cases) EXPECT_EQ(DisplayWidth(c.text), c.width) << c.text;
}

TEST(ClustersTest, CoverTheTextWithoutGaps) {
  const std::string text = "a金e\u0301👩‍🚀\xF0\x9F";  // It ends inside of a character.
  int at = 0;
  for (const Cluster& cluster : Clusters(text)) {
    EXPECT_EQ(cluster.begin, at);
    EXPECT_GT(cluster.end, cluster.begin);
    at = cluster.end;
  }
  EXPECT_EQ(at, static_cast<int>(text.size()));
}

TEST(CutToWidthTest, LeavesWhatFitsAndMarksWhatWasCut) {
  struct {
    const char* text;
    int width;
    const char* cut;
  } const cases[] = {
      {"Kim Jong Un", 11, "Kim Jong Un"},
      {"Kim Jong Un", 6, "Kim J…"},
      {"Kim Jong Un", 1, "…"},
      {"Kim Jong Un", 0, ""},
      {"金正恩", 6, "金正恩"},
      {"金正恩", 5, "金正…"},
      {"金正恩", 4, "金…"},  // Half of a wide character is none.
      {"e\u0301e\u0301e\u0301", 2, "e\u0301…"},
      {"", 3, ""},
  };
  for (const auto& c : cases) EXPECT_EQ(CutToWidth(c.text, c.width, "…"), c.cut) << c.text;
}

}  // namespace
}  // namespace dateline::client

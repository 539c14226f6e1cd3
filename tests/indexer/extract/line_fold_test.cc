#include "indexer/extract/line_fold.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"
#include "indexer/text/analyzer.h"
#include "indexer/text/utf8.h"

namespace dateline::extract {
namespace {

std::string Utf8(char32_t code_point) {
  std::string text;
  text::AppendUtf8(code_point, &text);
  return text;
}

// Every character of the Basic Multilingual Plane but the surrogates.
template <typename Check>
void ForEachCharacter(const Check& check) {
  for (char32_t c = 1; c < 0x10000; ++c) {
    if (c < 0xD800 || c > 0xDFFF) check(Utf8(c));
  }
}

TEST(LineFoldTest, FoldsEveryCharacterAsTheAnalyzerDoes) {
  ForEachCharacter([](const std::string& c) {
    const std::string line = "A" + c + "B";
    ASSERT_EQ(FoldLine(line), text::Fold(line)) << c;
  });
}

TEST(LineFoldTest, FoldsWordsAsTheAnalyzerDoes) {
  for (const char* line :
       {"", "Share", "\u00c4HNLICHE ARTIKEL", "Stra\u00dfe \u2013 \u00abZ\u00fcrich\u00bb",
        "\u0427\u0438\u0442\u0430\u0439\u0442\u0435 \u0442\u0430\u043a\u0436\u0435",
        "\u95a2\u9023\u8a18\u4e8b", "e\u0301te\u0301",
        "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2"})
    EXPECT_EQ(FoldLine(line), text::Fold(line)) << line;
}

TEST(LineFoldTest, GivesEqualKeysToWordsThatFoldAlike) {
  ForEachCharacter([](const std::string& c) {
    for (const std::string& line : {c, "a" + c, c + "bc", "word" + c + "tail"}) {
      uint64_t key = 0;
      uint64_t folded_key = 0;
      if (!FirstWordKey(line, &key)) continue;
      ASSERT_TRUE(FirstWordKey(text::Fold(line), &folded_key)) << line;
      ASSERT_EQ(key, folded_key) << line;
    }
  });
}

TEST(LineFoldTest, EndsTheFirstWordAtWhatIsNoLetter) {
  uint64_t share = 0;
  uint64_t key = 0;
  ASSERT_TRUE(FirstWordKey("share", &share));
  for (const char* line : {"Share", "SHARE this", "share:", "share/print", "share-this"}) {
    ASSERT_TRUE(FirstWordKey(line, &key)) << line;
    EXPECT_EQ(key, share) << line;
  }
  ASSERT_TRUE(FirstWordKey("shares", &key));
  EXPECT_NE(key, share);
  // Of a line that begins with no letter, the first character.
  uint64_t other = 0;
  for (const auto& [line, like] : {std::pair<const char*, const char*>{"(c)", "(updated"},
                                   {"12 comments", "1/12"},
                                   {" share", " "},
                                   {"\u2022 share", "\u2022"},
                                   {"editor\u2019s", "editor"}}) {
    ASSERT_TRUE(FirstWordKey(line, &key)) << line;
    ASSERT_TRUE(FirstWordKey(like, &other)) << like;
    EXPECT_EQ(key, other) << line;
    EXPECT_NE(key, share) << line;
  }
  for (const char* line : {"", "\u0e02\u0e48\u0e32\u0e27", "ab\u2026"})
    EXPECT_FALSE(FirstWordKey(line, &key)) << line;
}

}  // namespace
}  // namespace dateline::extract

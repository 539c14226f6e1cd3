#include "indexer/extract/charset.h"

#include <string>

#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

using namespace std::string_literals;

TEST(DeclaredCharsetTest, FindsWhatPagesDeclare) {
  EXPECT_EQ(DeclaredCharset("<head><meta charset=\"ISO-8859-2\">"), "iso-8859-2");
  EXPECT_EQ(
      DeclaredCharset("<META http-equiv=Content-Type content='text/html; charset=Shift_JIS'>"),
      "shift_jis");
  EXPECT_EQ(DeclaredCharset("<?xml version=\"1.0\" encoding=\"windows-1251\"?><html>"),
            "windows-1251");
  EXPECT_EQ(DeclaredCharset("<meta name=a content=b><meta charset=utf-8>"), "utf-8");
}

TEST(DeclaredCharsetTest, FindsNothingWhereNothingIsDeclared) {
  EXPECT_EQ(DeclaredCharset(""), "");
  EXPECT_EQ(DeclaredCharset("<p>charset=utf-7</p>"), "");
  EXPECT_EQ(DeclaredCharset("<meta charset"), "");
  EXPECT_EQ(DeclaredCharset(std::string(5000, ' ') + "<meta charset=utf-8>"), "");
}

TEST(DecodeToUtf8Test, DecodesWithoutLoss) {
  struct Case {
    const char* what;
    std::string content;
    std::string declared;
    std::string text;
  };
  const Case cases[] = {
      {"utf-8", "Z\u00fcrich", "", "Z\u00fcrich"},
      {"utf-8 under a wrong label", "Z\u00fcrich", "iso-8859-1", "Z\u00fcrich"},
      {"utf-8 mark", "\xef\xbb\xbfZ\u00fcrich", "", "Z\u00fcrich"},
      {"utf-16le", "\xff\xfeZ\0\xfc\0"s, "", "Z\u00fc"},
      {"utf-16be", "\xfe\xff\0Z\0\xfc"s, "utf-8", "Z\u00fc"},
      {"latin-1 means windows-1252", "caf\xe9 \x93quoted\x94", "iso-8859-1",
       "caf\u00e9 \u201cquoted\u201d"},
      {"latin-2", "\xb3\xf3\xbf", "iso-8859-2", "\u0142\u00f3\u017c"},
      {"windows-1251", "\xcc\xee\xf1\xea\xe2\xe0", "windows-1251",
       "\u041c\u043e\u0441\u043a\u0432\u0430"},
      {"gb2312", "\xd6\xd0\xce\xc4", "gb2312", "\u4e2d\u6587"},
  };
  for (const Case& c : cases) {
    uint32_t repaired = 0;
    EXPECT_EQ(DecodeToUtf8(c.content, {c.declared}, &repaired), c.text) << c.what;
    EXPECT_EQ(repaired, 0u) << c.what;
  }
}

TEST(DecodeToUtf8Test, DetectsAnUndeclaredCharset) {
  uint32_t repaired = 0;
  const std::string text =
      "Der B\xfcrgermeister sagte, die Br\xfc"
      "cke \xfc"
      "ber den Flu\xdf sei f\xfcr Fu\xdfg\xe4nger ge\xf6"
      "ffnet. "
      "Sp\xe4ter m\xfcsse man pr\xfc"
      "fen, ob sie auch f\xfcr Autos gen\xfcge.";
  const std::string decoded = DecodeToUtf8(text, {}, &repaired);
  EXPECT_NE(decoded.find("B\u00fcrgermeister"), std::string::npos) << decoded;
  EXPECT_EQ(repaired, 0u);
}

TEST(DecodeToUtf8Test, RepairsDamageAndCountsIt) {
  uint32_t repaired = 0;
  EXPECT_EQ(DecodeToUtf8("a\xff"
                         "b \u00fc\u00fc\u00fc",
                         {}, &repaired),
            "a\ufffd"
            "b \u00fc\u00fc\u00fc");
  EXPECT_EQ(repaired, 1u);
  EXPECT_EQ(DecodeToUtf8("caf\xe9", {"no-such-charset"}, &repaired), "caf\ufffd");
  EXPECT_EQ(repaired, 2u);
}

}  // namespace
}  // namespace dateline::extract

#include "indexer/source/wide_text_stream.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/text/wide_text.h"
#include "tests/indexer/source/collector.h"

namespace dateline::source {
namespace {

using testing::ElementsAre;

// The code points of `text`, which is Latin-1, in units of `bytes`.
std::string Wide(const std::u32string& text, size_t bytes, bool little) {
  std::string out;
  for (char32_t c : text) {
    std::string unit;
    if (bytes == 2 && c > 0xFFFF) {
      const char32_t low = 0xDC00 + ((c - 0x10000) & 0x3FF);
      const char32_t high = 0xD800 + ((c - 0x10000) >> 10);
      out += Wide({high}, 2, little);
      c = low;
    }
    for (size_t i = 0; i < bytes; ++i) unit.push_back(static_cast<char>(c >> (8 * i)));
    out += little ? unit : std::string(unit.rbegin(), unit.rend());
  }
  return out;
}

TEST(WideTextTest, ReadsEveryFormWithAndWithoutMark) {
  const std::u32string line = U"{\"id\": \"\u4e2d\u6587 \U0001F600 z\u00fc\"}\n";
  for (const size_t bytes : {2, 4}) {
    for (const bool little : {true, false}) {
      for (const bool mark : {true, false}) {
        const Collector got =
            ReadContent("a.txt", Wide((mark ? U"\uFEFF" : U"") + line + line, bytes, little));
        EXPECT_THAT(got.Contents(), ElementsAre("{\"id\": \"\u4e2d\u6587 \U0001F600 z\u00fc\"}",
                                                "{\"id\": \"\u4e2d\u6587 \U0001F600 z\u00fc\"}"))
            << bytes << little << mark;
      }
    }
  }
}

TEST(WideTextTest, MarksBrokenUnits) {
  std::string out;
  text::WideDecoder decoder(text::WideEncoding::kUtf16Le);
  decoder.Decode(Wide({0xFEFF, 'a', 0xD800, 'b', 0xDC00}, 2, true) + "c", &out);
  decoder.Finish(&out);
  EXPECT_EQ(out,
            "a\xff"
            "b\xff\xff");
}

TEST(WideTextTest, LeavesNarrowTextAlone) {
  using namespace std::string_literals;
  for (const std::string& narrow :
       {"plain text, all of it"s, "a stray \0 in a line of plain text"s, "\1\0\2\0\3\0\4\0"s, ""s})
    EXPECT_EQ(text::FindWideEncoding(narrow), text::WideEncoding::kNone) << narrow;
}

}  // namespace
}  // namespace dateline::source

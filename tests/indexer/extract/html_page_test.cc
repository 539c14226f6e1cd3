#include "indexer/extract/html_page.h"

#include <string>

#include "gtest/gtest.h"
#include "indexer/extract/tag_limits.h"

namespace dateline::extract {
namespace {

std::string Repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(HtmlPageTest, LaysTheTreeOutInDocumentOrder) {
  const auto page =
      HtmlPage::Parse("<title>T</title><p id=a class='x y'>one <b>two</b></p><p>three");
  const auto& nodes = page->nodes();
  EXPECT_EQ(nodes[0].tag, GUMBO_TAG_HTML);
  EXPECT_EQ(nodes[0].end, nodes.size());
  for (uint32_t i = 1; i < nodes.size(); ++i) {
    EXPECT_LT(nodes[i].parent, i);
    EXPECT_LE(nodes[i].end, nodes[nodes[i].parent].end);
    EXPECT_GT(nodes[i].end, i);
    if (nodes[i].tag == GUMBO_TAG_P && page->HasAttribute(i, "id")) {
      EXPECT_EQ(page->Attribute(i, "class"), "x y");
      EXPECT_EQ(page->TextOf(i), "one two");
    }
  }
}

TEST(HtmlPageTest, ParsesAnything) {
  for (const char* html : {"", "<", "</", "<!", "<p", "&#x110000;", "<a href='", "<![CDATA[",
                           "\x01", "<svg><title>x"}) {
    EXPECT_FALSE(HtmlPage::Parse(html)->nodes().empty()) << html;
  }
}

TEST(HtmlPageTest, KeepsTheTextOfAPageThatNestsWithoutEnd) {
  for (const char* open : {"<div>", "<b>", "<table>", "<ul><li>", "<table><tr><td>", "<svg><g>",
                           "<span class='a>b'>"}) {
    const auto page = HtmlPage::Parse(Repeat(open, 100000) + "words");
    EXPECT_NE(page->TextOf(0).find("words"), std::string::npos) << open;
  }
}

TEST(LimitTagsTest, LeavesAPageWithinTheLimitsAlone) {
  std::string out;
  EXPECT_FALSE(LimitTags(Repeat("<div>", 5) + "x" + Repeat("</div>", 5), 5, &out));
  EXPECT_FALSE(LimitTags(Repeat("<p>text<br>", 1000), 5, &out))
      << "what closes by itself does not nest";
  EXPECT_FALSE(LimitTags("<script>" + Repeat("<div>", 100) + "</script>", 5, &out))
      << "a script has no tags";
  EXPECT_FALSE(LimitTags("<!-- " + Repeat("<div>", 100) + " -->", 5, &out));
}

TEST(LimitTagsTest, TakesOutTheTagsBeyondTheDepthAndTheirEnds) {
  std::string out;
  EXPECT_TRUE(LimitTags("<div><div><i>x</i></div>y</div>z", 2, &out));
  EXPECT_EQ(out, "<div><div> x </div>y</div>z");
}

TEST(LimitTagsTest, TakesOutATagOfTooManyAttributes) {
  std::string out;
  EXPECT_FALSE(LimitTags("<p" + Repeat(" a=1", kMaxAttributes) + ">x", 9, &out));
  EXPECT_TRUE(LimitTags("<p" + Repeat(" a=1", kMaxAttributes + 1) + ">x", 9, &out));
  EXPECT_EQ(out, " x");
}

}  // namespace
}  // namespace dateline::extract

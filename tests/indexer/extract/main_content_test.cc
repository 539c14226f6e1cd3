#include "indexer/extract/main_content.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

using testing::HasSubstr;
using testing::Not;

const char kFirst[] =
    "The harbour town opened its new bridge on Monday, after eleven years of work, three mayors "
    "and one flood.";
const char kSecond[] =
    "Fishermen, who had feared for their moorings, said the arches were higher than promised, and "
    "the light better.";
const char kThird[] =
    "A ferry that has crossed the river since 1911 will keep running, the council said, for as "
    "long as it pays.";

std::string Body(const std::string& html, const std::string& title = "") {
  ContentEvidence evidence;
  evidence.title = title;
  return FindMainContent(*HtmlPage::Parse(html), evidence, /*explain=*/false).body;
}

std::string Story() {
  return std::string("<p>") + kFirst + "</p><p>" + kSecond + "</p><p>" + kThird + "</p>";
}

std::string StoryText() { return std::string(kFirst) + "\n\n" + kSecond + "\n\n" + kThird; }

TEST(MainContentTest, FindsTheStoryAmongFurniture) {
  const std::string furniture[] = {
      "<nav><ul><li><a href=/a>World</a><li><a href=/b>Sport</a></ul></nav>",
      "<header role=banner>The Daily Example, since 1890, in print and online, every day of the "
      "week</header>",
      "<aside><p>Our newsletter brings you the best stories, every morning, at no cost, whenever "
      "you like.</p></aside>",
      "<div class='sidebar'><p>Ten walks, two castles, one lake: our guide to the region, with "
      "maps.</p></div>",
      "<div id=comments><p>I crossed it yesterday, and I must say, it sways, a little, in the "
      "wind.</p></div>",
      "<div class='related-stories'><ul><li><a href=/x>The flood of that year, in "
      "pictures</a></ul></div>",
      "<div class=cookie-banner><p>We use cookies, as everybody does, to count visits, and for "
      "nothing else.</p></div>",
      "<form><p>Search our archive, back to 1890, by word, by year, by author, or by "
      "chance.</p></form>",
      "<script>var text = 'Not a word of this, ever, should be read, by anybody.';</script>",
      "<div style='display: none'>Hidden text, which nobody sees, and which is no part of the "
      "story at all.</div>",
      "<div hidden>Hidden text, which nobody sees, and which is no part of the story at all.</div>",
      "<footer><p>Copyright, the publisher, all rights reserved, in all countries, and for all "
      "time.</p></footer>",
  };
  for (const std::string& f : furniture) {
    EXPECT_EQ(Body(f + "<div class=story>" + Story() + "</div>" + f), StoryText()) << f;
    EXPECT_EQ(Body("<main><article>" + Story() + f + "</article></main>"), StoryText())
        << "inside: " << f;
  }
}

TEST(MainContentTest, LeavesOutTheHeadlineAndShareButtons) {
  const std::string html =
      "<article><h1>A bridge opens</h1><div class=share><a href=#>Share</a></div><p>By Jane "
      "Roe</p>" +
      Story() + "<p>Advertisement</p><p><a href=/more>Read more: the ferry</a></p></article>";
  EXPECT_EQ(Body(html, "A bridge opens"), StoryText());
}

TEST(MainContentTest, KeepsWhatBelongsToTheText) {
  const std::string html = std::string("<article><p>") + kFirst +
                           "</p><h2>What comes next</h2><ul><li>Trains, from May</li><li>Trams, "
                           "from June</li></ul><blockquote>" +
                           kSecond + "</blockquote><pre>line one\n  line two</pre><p>" + kThird +
                           "</p></article>";
  const std::string body = Body(html);
  for (const char* part :
       {"What comes next", "Trains, from May", "line one\n  line two", kSecond, kThird})
    EXPECT_THAT(body, HasSubstr(part));
}

TEST(MainContentTest, MakesParagraphsOfTwoLineBreaks) {
  EXPECT_EQ(Body(std::string("<div>") + kFirst + "<br><br>" + kSecond + "<br/>\n<br/>" + kThird +
                 "</div>"),
            StoryText());
}

TEST(MainContentTest, JoinsAStoryCutIntoSections) {
  std::string html;
  for (const char* part : {kFirst, kSecond, kThird})
    html += std::string("<section><div><p>") + part + "</p></div></section>";
  EXPECT_EQ(Body("<div><nav><a href=/>Home</a></nav><div>" + html + "</div></div>"), StoryText());
}

TEST(MainContentTest, TrustsNoClassNameThatWouldCostTheStory) {
  for (const char* name :
       {"sidebar", "comments", "share", "related", "has-sidebar", "no-comments"}) {
    EXPECT_THAT(Body(std::string("<div class='") + name + "'>" + Story() + "</div>"),
                HasSubstr(kSecond))
        << name;
  }
}

TEST(MainContentTest, TakesCaptionsApart) {
  const std::string captions[] = {
      "<figure><img src=a alt='not this'><figcaption>The bridge at dawn. (Jane Roe)</figcaption>"
      "</figure>",
      "<div class=wp-caption><img src=a><p class=wp-caption-text>The bridge at dawn. (Jane "
      "Roe)</p></div>",
      "<div class='image'><span itemprop=caption>The bridge at dawn. (Jane Roe)</span></div>",
  };
  for (const std::string& caption : captions) {
    const auto page =
        HtmlPage::Parse("<main><article>" + caption + Story() + caption + "</article></main>");
    const MainContent content = FindMainContent(*page, ContentEvidence(), /*explain=*/false);
    EXPECT_EQ(content.body, StoryText()) << caption;
    EXPECT_EQ(content.captions, "The bridge at dawn. (Jane Roe)") << caption;
  }
  // Tables and quotations in a figure are text.
  const auto page = HtmlPage::Parse("<article>" + Story() +
                                    "<figure><table><tr><td>1911</td><td>one "
                                    "ferry</td></tr></table></figure>" +
                                    Story() + "</article>");
  EXPECT_THAT(FindMainContent(*page, ContentEvidence(), false).body, HasSubstr("one ferry"));
}

TEST(MainContentTest, BelievesStatedTextThatAgreesWithWhatIsSeen) {
  const std::string promotion =
      "<p>Our summer special brings you forty pages on rivers, islands and the people who live "
      "there.</p>";
  const std::string html = "<article>" + Story() + promotion + "</article>";
  ContentEvidence evidence;
  evidence.stated = StatedText(std::string(kFirst) + kSecond + kThird);
  EXPECT_EQ(FindMainContent(*HtmlPage::Parse(html), evidence, false).body, StoryText());
  // Only a part of it is stated, or something else: then it says nothing.
  for (const char* stated :
       {kFirst, "Nothing of the kind was ever said on this page by anybody."}) {
    evidence.stated = StatedText(stated);
    EXPECT_THAT(FindMainContent(*HtmlPage::Parse(html), evidence, false).body,
                HasSubstr("summer special"))
        << stated;
  }
}

TEST(MainContentTest, GoesWhereTheStatedTextStands) {
  // Two texts of one kind, the longer of which is not the one that the page is about.
  const std::string other =
      "<p>The ferry office, which sells tickets, maps, and postcards, is open, as ever, from nine "
      "to six.</p><p>In winter, when the river freezes, it closes at noon, or earlier, or not at "
      "all, as the ice allows.</p><p>Dogs, prams, bicycles, and coffins travel free of charge, "
      "unless it storms, or the captain objects, or both.</p><p>Season tickets, with a picture, "
      "are to be had from March, at the same window, for the same price.</p>";
  const std::string html = "<div class=x>" + other + "</div><div class=y>" + Story() + "</div>";
  ContentEvidence evidence;
  EXPECT_THAT(FindMainContent(*HtmlPage::Parse(html), evidence, false).body,
              HasSubstr("postcards"));
  evidence.stated = StatedText(std::string(kFirst) + kSecond + kThird);
  EXPECT_EQ(FindMainContent(*HtmlPage::Parse(html), evidence, false).body, StoryText());
}

TEST(MainContentTest, PrefersAMarkedArticleToMuchLess) {
  std::string paragraphs;
  for (int i = 0; i < 8; ++i)
    paragraphs += "<div><span>Item " + std::to_string(i) +
                  "</span><div><div><div>It rained on the harbour for an hour and then it was dry "
                  "again until late in the evening.</div></div></div></div>";
  const std::string html =
      "<article>" + paragraphs + "</article><div class='content text'><p>" + kFirst + "</p></div>";
  EXPECT_THAT(Body(html), HasSubstr("It rained"));
}

TEST(MainContentTest, DropsWhatSaysWhoAndWhen) {
  for (const char* line : {"By Jane Roe", "Oct. 19, 2023",
                           "Published: 7 November 2023, 10:37 | Updated: 8 November 2023",
                           "1 of 12", "Jane Roe / AFP", "Photo: Jane Roe"}) {
    const std::string block = "<p>" + std::string(line) + "</p>";
    EXPECT_EQ(Body("<article>" + block + Story() + block + "</article>"), StoryText()) << line;
  }
}

TEST(MainContentTest, KeepsInlineElementsInRunningText) {
  EXPECT_EQ(
      Body("<article><p>The <a class=popup href=#n>harbour</a> town opened its new <span "
           "class=share>bridge</span> on Monday, after eleven years of work, three mayors and "
           "one <b class=ad>flood</b>.<span class=sr-only>Opens in a new "
           "window</span></p></article>"),
      kFirst);
}

TEST(MainContentTest, ExplainsEveryBlock) {
  const auto page = HtmlPage::Parse("<nav>Home</nav><article><h1>T</h1>" + Story() +
                                    "<p>Share</p></article><p>Elsewhere</p>");
  const MainContent content = FindMainContent(*page, ContentEvidence(), /*explain=*/true);
  std::vector<std::string> lines;
  for (const ExplainedBlock& block : content.blocks)
    lines.push_back((block.kept ? "keep " : "drop ") + block.reason + " [" + block.where + "]");
  EXPECT_THAT(
      lines, testing::ElementsAre(
                 "drop furniture by its element or role [nav]", "drop headline [article > h1]",
                 "keep text of the article [article > p]", "keep text of the article [article > p]",
                 "keep text of the article [article > p]",
                 "drop furniture by its words [article > p]", "drop outside of the article [p]"));
  EXPECT_TRUE(FindMainContent(*page, ContentEvidence(), /*explain=*/false).blocks.empty());
}

TEST(MainContentTest, ReadsShortPages) {
  EXPECT_EQ(Body("<p>Two sentences only. That is all.</p>"), "Two sentences only. That is all.");
  EXPECT_EQ(Body("just text"), "just text");
  EXPECT_EQ(Body(""), "");
  EXPECT_EQ(Body("<nav>Home</nav>"), "");
}

TEST(MainContentTest, CleansSpacesAndInvisibleCharacters) {
  EXPECT_EQ(Body("<p>One&nbsp;two,  \n three&shy;fold and&#8203; four.</p>"),
            "One two, threefold and four.");
}

TEST(MainContentTest, ReadsScriptsWithoutSpaces) {
  const std::string text =
      "\u65b0\u3057\u3044\u6a4b\u304c\u6708\u66dc\u65e5\u306b\u958b\u901a\u3057\u3001\u591a\u304f"
      "\u306e\u4eba\u304c\u5bc4\u308a\u96c6\u307e\u3063\u305f\u3002";
  EXPECT_EQ(Body("<ul><li><a href=/a>\u4e16\u754c</a></ul><div><p>" + text + "</p><p>" + text +
                 "</p></div>"),
            text + "\n\n" + text);
}

}  // namespace
}  // namespace dateline::extract

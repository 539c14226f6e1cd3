// Pages whose text is not in what they show.

#include "indexer/extract/unshown_text.h"

#include <string>
#include <utility>
#include <variant>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/extract/extractor.h"
#include "indexer/extract/script_story.h"
#include "indexer/source/document.h"

namespace dateline::extract {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
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
const char kTitle[] = "Harbour town opens its new bridge";

std::string StoryText() { return std::string(kFirst) + "\n\n" + kSecond + "\n\n" + kThird; }

std::string Story() {
  return std::string("<p>") + kFirst + "</p><p>" + kSecond + "</p><p>" + kThird + "</p>";
}

Extraction ExtractPage(const std::string& inside, Explain explain = Explain::kNo) {
  source::Document document;
  document.type = source::ContentType::kHtml;
  document.content = std::string("<html><head><meta charset=utf-8><title>") + kTitle +
                     "</title></head><body><h1>" + kTitle + "</h1>" + inside + "</body></html>";
  document.source_path = "page.html";
  document.stable_path = "/page.html";
  return std::get<Extraction>(Extract(document, explain));
}

std::string Body(const std::string& inside) { return ExtractPage(inside).article.body; }

TEST(UnshownTextTest, ReadsWhatThePageHides) {
  const std::string hidden[] = {
      "<div style='display: none'>" + Story() + "</div>",
      "<div hidden>" + Story() + "</div>",
      "<noscript><div>" + Story() + "</div></noscript>",
      "<template><article>" + Story() + "</article></template>",
      "<script type='text/template'><div>" + Story() + "</div></script>",
      "<script type='text/x-template'>" + Story() + "</script>",
  };
  for (const std::string& html : hidden) {
    EXPECT_EQ(Body("<p>Loading the story.</p>" + html), StoryText()) << html;
    // Not where the page shows a text.
    const std::string shown =
        "<article><p>It rained.</p>" + Story() + Story() + "<p>It rained again.</p></article>";
    EXPECT_THAT(Body(shown + html), testing::EndsWith("It rained again.")) << html;
  }
}

TEST(UnshownTextTest, PassesOverHiddenTextOfAnotherKind) {
  const std::string form =
      "<div hidden><p>Sign up with your email address and a password of eight letters, or log in "
      "with your account, to comment on what others wrote.</p><p>By subscribing to our newsletter "
      "you accept the privacy policy of the harbour town, its bridge and our partners, and the "
      "terms of use that are new.</p><p>Our site uses cookies, and your browser keeps them until "
      "you ask us to delete them, in a letter.</p></div>";
  const std::string other =
      "<div hidden><p>The weather will be fine, says the man who is paid to say so, with clouds, "
      "wind, rain, and snow on higher ground.</p><p>Tomorrow will be the same, but for the snow, "
      "which comes on Thursday, or not before the weekend, or never.</p><p>Readers who want to "
      "know more should look out of a window, as their mothers did, and theirs before.</p></div>";
  for (const std::string& html : {form, other}) {
    EXPECT_EQ(Body("<p>The video is longer.</p>" + html), "The video is longer.") << html;
  }
}

TEST(UnshownTextTest, ReadsTheNextPartsOfAText) {
  EXPECT_EQ(Body(std::string("<article><div class='part first'><p>") + kFirst + "</p><p>" +
                 kSecond + "</p></div><div class='part' style='display:none'><p>" + kThird +
                 "</p></div><div class='login' style='display:none'><p>Not a word of this, and "
                 "nothing of that, should be read by anybody at all.</p></div></article>"),
            StoryText());
}

TEST(UnshownTextTest, ReadsNoPartTwice) {
  EXPECT_EQ(
      Body("<article><div class='part wide'>" + Story() +
           "</div><div class='part narrow' style='display:none'>" + Story() + "</div></article>"),
      StoryText());
}

TEST(UnshownTextTest, ReadsStatedText) {
  const std::string stated[] = {
      std::string(kFirst) + "\\n" + kSecond + "\\n\\n" + kThird,
      std::string("<p>") + kFirst + "<\\/p><p>" + kSecond + "<\\/p><p>" + kThird + "<\\/p>",
      std::string("&lt;p&gt;") + kFirst + "&lt;\\/p&gt;&lt;p&gt;" + kSecond +
          "&lt;\\/p&gt;&lt;p&gt;" + kThird + "&lt;\\/p&gt;"};
  for (const std::string& text : stated) {
    EXPECT_EQ(Body("<p>Loading.</p><script type='application/ld+json'>{\"@type\": \"NewsArticle\", "
                   "\"articleBody\": \"" +
                   text + "\"}</script>"),
              StoryText())
        << text;
  }
}

TEST(UnshownTextTest, ReadsTheStateOfAScript) {
  const std::string teasers =
      R"("related": [{"title": "Council votes again", "body": "For the third time this year the )"
      R"(wall is on the agenda, and again nobody knows."}])";
  const std::string parts =
      std::string(R"({"props": {"page": {"headline": ")") + kTitle + R"(", "content": [)" +
      R"({"type": "paragraph", "children": [{"text": ")" + kFirst + R"("}]},)" +
      R"({"type": "paragraph", "children": [{"text": "Fishermen, who had "}, {"text": )" +
      R"("feared for their moorings", "bold": true}, {"text": ", said the arches were higher )" +
      R"(than promised, and the light better."}]}, {"type": "image", "caption": "The bridge )" +
      R"(as it is seen from the northern mole."}, {"type": "paragraph", "children": [{"text": ")" +
      kThird + R"("}]}], )" + teasers + "}}}";
  const std::string html = std::string(R"({"article": {"title": ")") + kTitle +
                           R"(", "bodyHtml": "<p>)" + kFirst + "<\\/p><p>" + kSecond + "<\\/p><p>" +
                           kThird + R"(<\/p>", )" + teasers + "}}";
  for (const std::string& json : {parts, html}) {
    EXPECT_EQ(
        Body("<div id=root></div><script id=state type='application/json'>" + json + "</script>"),
        StoryText())
        << json;
    EXPECT_EQ(Body("<div id=root></div><script>var a = 1; window.__STATE__ = " + json +
                   "; start();</script>"),
              StoryText())
        << json;
  }
}

TEST(UnshownTextTest, ReadsStateThatIsAString) {
  const std::string json = std::string(R"({\"headline\":\")") + kTitle + R"(\",\"body\":\"<p>)" +
                           kFirst + "</p><p>" + kSecond + "</p><p>" + kThird + R"(</p>\"})";
  for (const std::string& script : {"window.__STATE__ = JSON.parse(\"" + json + "\");",
                                    "self.chunks.push([1,\"5:" + json + "\"])"}) {
    EXPECT_EQ(Body("<div id=root></div><script>" + script + "</script>"), StoryText()) << script;
  }
}

TEST(UnshownTextTest, BelievesNoStateOfAnotherStory) {
  const std::string json = std::string(R"({"title": "Something else entirely", "body": "<p>)") +
                           kFirst + "<\\/p><p>" + kSecond + "<\\/p><p>" + kThird + R"(<\/p>"})";
  EXPECT_THAT(StoryOfScript(json, kTitle), IsEmpty());
  EXPECT_THAT(StoryOfScript(json, "Something else entirely"), HasSubstr(kSecond));
  EXPECT_THAT(StoryOfScript(json, ""), IsEmpty());
  EXPECT_EQ(Body("<p>Loading.</p><script type='application/json'>" + json + "</script>"), "");
}

TEST(UnshownTextTest, SurvivesWhatIsNoJson) {
  for (const std::string& script :
       {std::string("var x = {"), std::string("= = = {{{"), std::string("x = [1, 2"),
        std::string("="), std::string(5000, '['), std::string("x(\"{\\\""),
        std::string("{\\\"{\\\"{\\\"")}) {
    EXPECT_THAT(StoryOfScript(script + std::string(400, ' ') + ";", kTitle), IsEmpty()) << script;
  }
}

TEST(UnshownTextTest, ExplainsWhereTheTextIsFrom) {
  const Extraction extraction = ExtractPage(
      "<p>Loading.</p><script type='text/template'>" + Story() + "</script>", Explain::kYes);
  std::string kept;
  for (const ExplainedBlock& block : extraction.blocks) {
    if (block.kept) kept += (kept.empty() ? "" : "\n\n") + block.text;
  }
  EXPECT_EQ(kept, extraction.article.body);
  EXPECT_EQ(kept, StoryText());
}

TEST(UnshownTextTest, TakesTheDescriptionOfAVideoForItsText) {
  const char kDescription[] =
      "The new bridge, seen from the pilot's boat on its first morning, before the crowd came.";
  const std::string html =
      std::string("<meta name=description content=\"") + kDescription + "\"><div><p>" +
      kDescription +
      "</p></div><div><div><p>Enter your email address and a password.</p><p>Sign "
      "up, or log in with your account, to comment.</p><p>Our site uses cookies, and your browser "
      "keeps them.</p></div></div>";
  EXPECT_EQ(Body(html), kDescription);
}

TEST(SpeaksOfTitleTest, CountsTheLongerWords) {
  EXPECT_TRUE(SpeaksOfTitle("The bridge of the town is new.", kTitle));
  EXPECT_FALSE(SpeaksOfTitle("It rained all day.", kTitle));
  EXPECT_FALSE(SpeaksOfTitle("It rained all day.", ""));
}

}  // namespace
}  // namespace dateline::extract

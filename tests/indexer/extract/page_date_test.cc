#include "indexer/extract/page_date.h"

#include <string>
#include <variant>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "indexer/extract/extractor.h"
#include "indexer/extract/url_date.h"

namespace dateline::extract {
namespace {

const char kText[] =
    "<p>The harbour town opened its new bridge on Monday, after eleven years of work, three mayors "
    "and one flood.</p>"
    "<p>Fishermen, who had feared for their moorings, said the arches were higher than promised, "
    "and the light better.</p>"
    "<p>In 1911, on 4 May 1911 to be exact, a ferry began to cross the river, and it still does, "
    "the council said.</p>";

std::string DateOf(const std::string& head, const std::string& before = "",
                   const std::string& after = "", const std::string& lang = "en") {
  source::Document document;
  document.type = source::ContentType::kHtml;
  document.stable_path = document.source_path = "/x/page.html";
  document.content =
      absl::StrCat("<html lang=", lang, "><head><title>A bridge opens today</title>", head,
                   "</head><body><article><h1>A bridge opens today</h1>", before, "<div>", kText,
                   "</div>", after, "</article></body></html>");
  const auto result = Extract(document);
  const article::PublishDate date = std::get<Extraction>(result).article.publish_date;
  if (!date.known()) return "";
  return absl::StrCat(Name(date.source), " ", article::FormatIsoDate(date.day, date.precision));
}

TEST(PageDateTest, TakesEachKindOfEvidence) {
  EXPECT_EQ(
      DateOf("<script "
             "type=application/"
             "ld+json>{\"@type\":\"NewsArticle\",\"datePublished\":\"2023-10-19T08:00:00+02:00\","
             "\"dateModified\":\"2023-11-01\"}</script>"),
      "JSON_LD 2023-10-19");
  EXPECT_EQ(DateOf("<meta property=article:published_time content=2023-10-19T08:00:00+02:00>"),
            "OPEN_GRAPH 2023-10-19");
  EXPECT_EQ(DateOf("<meta name=DC.date.issued content=2023-10-19>"), "META 2023-10-19");
  EXPECT_EQ(DateOf("<meta name=DC.date.issued content=2023-10>"), "META 2023-10");
  EXPECT_EQ(DateOf("<meta name=parsely-pub-date content='2023-10-19T08:00:00Z'>"),
            "META 2023-10-19");
  EXPECT_EQ(DateOf("<meta itemprop=datePublished content=2023-10-19>"), "MICRODATA 2023-10-19");
  EXPECT_EQ(DateOf("", "<span itemprop=datePublished content=2023-10-19>a day</span>"),
            "MICRODATA 2023-10-19");
  EXPECT_EQ(DateOf("", "<time datetime=2023-10-19T08:00>Thursday</time>"),
            "TIME_ELEMENT 2023-10-19");
  EXPECT_EQ(DateOf("<link rel=canonical href=https://e.org/2023/10/19/a>"), "URL 2023-10-19");
  EXPECT_EQ(DateOf("", "<p>Published on 19 October 2023</p>"), "BYLINE 2023-10-19");
  EXPECT_EQ(DateOf("", "<p>By Jane Roe, October 19, 2023</p>"), "BYLINE 2023-10-19");
  EXPECT_EQ(DateOf("", "<p>19 October 2023</p>"), "VISIBLE 2023-10-19");
  EXPECT_EQ(DateOf("", "<div><span class=post-date>Oct 19, 2023</span> | 3 min read</div>"),
            "VISIBLE 2023-10-19");
  EXPECT_EQ(DateOf("", "", "<p>Posted on 19 October 2023</p>"), "BYLINE 2023-10-19");
}

TEST(PageDateTest, ReadsTheLanguagesOfBylines) {
  EXPECT_EQ(DateOf("", "<p>Ver\u00f6ffentlicht am 19.10.2023</p>", "", "de"), "BYLINE 2023-10-19");
  EXPECT_EQ(DateOf("", "<p>Publi\u00e9 le 19 octobre 2023 \u00e0 08h00</p>", "", "fr"),
            "BYLINE 2023-10-19");
  EXPECT_EQ(DateOf("", "<p>Publicado el 19 de octubre de 2023</p>", "", "es"), "BYLINE 2023-10-19");
  EXPECT_EQ(DateOf("", "<p>Pubblicato il 19 ottobre 2023</p>", "", "it"), "BYLINE 2023-10-19");
  EXPECT_EQ(DateOf("", "<p>Posted on 4/5/2023</p>", "", "en-US"), "BYLINE 2023-04-05");
  EXPECT_EQ(DateOf("", "<p>Posted on 4/5/2023</p>", "", "en-GB"), "BYLINE 2023-05-04");
}

TEST(PageDateTest, KnowsNothingWithoutEvidence) {
  EXPECT_EQ(DateOf(""), "");
  EXPECT_EQ(DateOf("<meta property=article:modified_time content=2023-10-19>"), "");
  EXPECT_EQ(DateOf("<meta property=og:updated_time content=2023-10-19><meta name=last-modified "
                   "content=2023-10-19>"),
            "");
  EXPECT_EQ(DateOf("<meta http-equiv=date content='Thu, 19 Oct 2023 08:00:00 GMT'>"), "");
  EXPECT_EQ(DateOf("<script "
                   "type=application/"
                   "ld+json>{\"@type\":\"NewsArticle\",\"dateModified\":\"2023-10-19\"}</script>"),
            "");
  EXPECT_EQ(DateOf("", "<p>Updated on 19 October 2023</p>"), "");
  EXPECT_EQ(DateOf("", "<p>Aktualisiert am 19.10.2023</p>", "", "de"), "");
  EXPECT_EQ(DateOf("", "<p>Last modified: 2023-10-19</p>"), "");
  EXPECT_EQ(DateOf("", "<p>Posted on 4/5/2023</p>"), "") << "no language says which is the month";
  EXPECT_EQ(DateOf("", "<time datetime=2023-10-19 class=updated>x</time>"), "");
  EXPECT_EQ(DateOf("<meta property=article:published_time content=1970-01-01T00:00:00Z>"), "");
}

TEST(PageDateTest, TakesNoDateOfOtherThings) {
  EXPECT_EQ(DateOf("", "",
                   "<div class=comments><div>Jane <time "
                   "datetime=2023-10-20>x</time></div><p>Posted on 20 October 2023</p></div>"),
            "");
  EXPECT_EQ(DateOf("", "",
                   "<div class=related-stories><a href=/x>Other</a><time "
                   "datetime=2023-10-20>x</time></div>"),
            "");
  EXPECT_EQ(DateOf("", "<aside><p>Published on 20 October 2023</p></aside>"), "");
  EXPECT_EQ(DateOf("", "<nav>20 October 2023</nav>"), "");
}

TEST(PageDateTest, PrefersTheDayOfPublicationToThatOfAnUpdate) {
  EXPECT_EQ(DateOf("", "<p>Updated 20 October 2023, published 19 October 2023</p>"),
            "BYLINE 2023-10-19");
  EXPECT_EQ(DateOf("",
                   "<time class=updated datetime=2023-10-20>x</time><time class=published "
                   "datetime=2023-10-19>y</time>"),
            "TIME_ELEMENT 2023-10-19");
}

TEST(PageDateTest, FollowsTheCalendarThatThePageShows) {
  const std::string utc = "<meta property=article:published_time content=2023-10-20T01:30:00Z>";
  EXPECT_EQ(DateOf(utc), "OPEN_GRAPH 2023-10-20");
  EXPECT_EQ(DateOf(utc, "<time datetime='2023-10-19T18:30:00-07:00'>x</time>"),
            "TIME_ELEMENT 2023-10-19");
  EXPECT_EQ(DateOf(utc, "<time datetime='2023-10-10'>x</time>"), "OPEN_GRAPH 2023-10-20");
}

TEST(FindUrlDateTest, ReadsFullDatesInPaths) {
  for (const char* url : {"https://e.org/2023/10/19/a", "https://e.org/news/2023-10-19/a",
                          "https://e.org/a-2023-10-19", "https://e.org/20231019/a",
                          "https://e.org/2023/10/19", "https://e.org/x/2023_10_19.html"}) {
    EXPECT_EQ(article::FormatIsoDate(FindUrlDate(url).day, FindUrlDate(url).precision),
              "2023-10-19")
        << url;
  }
  for (const char* url :
       {"", "https://e.org", "https://e.org/2023/10/a", "https://e.org/2023/13/19/a",
        "https://e.org/12023/10/19", "https://2023.10.19/", "https://e.org/a20231019",
        "https://e.org/2023/10/199", "https://e.org/2023/10/3-questions",
        "https://e.org/2023/02/30/"}) {
    EXPECT_FALSE(FindUrlDate(url).known()) << url;
  }
}

}  // namespace
}  // namespace dateline::extract

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
                   const std::string& after = "", const std::string& lang = "en",
                   const std::string& title = "A bridge opens today") {
  source::Document document;
  document.type = source::ContentType::kHtml;
  document.stable_path = document.source_path = "/x/page.html";
  document.content = absl::StrCat("<html lang=", lang, "><head><title>", title, "</title>", head,
                                  "</head><body><article><h1>A bridge opens today</h1>", before,
                                  "<div>", kText, "</div>", after, "</article></body></html>");
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

TEST(PageDateTest, ReadsTheNamesThatMarkupGivesDates) {
  for (const char* before : {
           "<abbr class=published title='2023-10-19T08:00:00+02:00'>last week</abbr>",
           "<div class='entry-date updated'>19 October 2023</div>",
           "<span class='post_date date updated'>19 October 2023</span>",
           "<div data-testid=article-date>19 October 2023</div>",
           "<div class=datum>19 | 10 | 2023, 19.10.23</div>",
           "<p class=date><span>19</span><span>Oct</span><span>2023</span></p>",
           "<div class=field-publishing-date>19.10.2023</div>",
           "<p class=date>Last updated 4 Nov 2023, created 19 Oct 2023</p>",
           "<p>Date of publication: 19 October 2023</p>",
           "<p>19 October 2023 at 08:45 AM | categories: Bridges, Towns, Rivers, and some more | 3 "
           "comments | all of the views that there are</p>",
           "<p>19.10.2023 13:30 by Jane Roe</p>",
           "<p>Posted on 19 October 2023 by Jane Roe in bridges, towns, rivers, ferries, harbours, "
           "mayors and floods | Leave a comment | Tell a friend</p>",
           "<p>Artikel vom 19.10.2023</p>",
           "<p>Posted by Jane Roe, Ann Poe, Eve Doe and John Smith on 2023-10-19, all posts</p>",
           "<p>19 October 2023 -- The bridge is open, after all of these years of work in which it "
           "was planned, begun, stopped and begun again.</p>",
           "<div data-date=2023-10-19>a day</div>",
           "<p>By Jane Roe</p><p>Published</p><p>19 October 2023</p>",
       }) {
    const std::string date = DateOf("", before, "", "en-GB");
    EXPECT_EQ(date.substr(date.find(' ') + 1), "2023-10-19") << before;
  }
  EXPECT_EQ(DateOf("", "<i title=Published></i> <time datetime=2023-10-19>a day</time>"),
            "TIME_ELEMENT 2023-10-19");
  EXPECT_EQ(DateOf("", "<span class=updated title=2023-10-19></span>"), "") << "too little alone";
  EXPECT_EQ(DateOf("",
                   "<p>Published on 19 October 2023, the report tells in detail how the council "
                   "of the town had paid for the bridge, and who had not.</p>"),
            "");
  EXPECT_EQ(DateOf("", "<p>Joined: 19 October 2003</p><p>Born 19 October 1923</p>"), "");
  EXPECT_EQ(DateOf("", "<p>Today: 19 October 2023</p>"), "");
}

TEST(PageDateTest, ReadsTheNotesBelowPosts) {
  EXPECT_EQ(
      DateOf("", "",
             "<p>Dieser Artikel wurde am 19. Oktober 2023 um 14:48 von Jane ver\u00f6ffentlicht "
             "und unter Br\u00fccken, Fl\u00fcsse, St\u00e4dte und anderem abgelegt.</p>",
             "de"),
      "BYLINE 2023-10-19");
  EXPECT_EQ(
      DateOf("", "",
             "<p>This entry was posted on Thursday, 19 October 2023 at 8:15 and is filed under "
             "bridges, towns and rivers. You can follow any responses to it.</p>"),
      "BYLINE 2023-10-19");
  EXPECT_EQ(
      DateOf("", "",
             "<p>Dieser Artikel wurde zuletzt am 19. Oktober 2023 um 14:48 von Jane ge\u00e4ndert, "
             "und zwar an mehr als an einer Stelle, wie es oft geschieht.</p>",
             "de"),
      "");
}

TEST(PageDateTest, ReadsScriptsAndLinksOfThePage) {
  const std::string script = "<script>state = {\"publishDate\": \"2023-10-19T08:00:00\"};</script>";
  EXPECT_EQ(DateOf(script), "") << "it may be of a related story";
  EXPECT_EQ(DateOf(script, "<p>Council, 19 October 2023</p>"), "VISIBLE 2023-10-19");
  EXPECT_EQ(DateOf("<script>{\"@context\": \"https://schema.org\", \"@type\": \"NewsArticle\", "
                   "\"datePublished\": \"2023-10-19\"}</script>"),
            "JSON_LD 2023-10-19");
  EXPECT_EQ(DateOf("", "<h2><a rel=bookmark href=/2023/10/19/bridge>#</a></h2>"), "URL 2023-10-19");
  EXPECT_EQ(DateOf("", "", "", "en", "A bridge opens - 19.10.2023 - Example"),
            "VISIBLE 2023-10-19");
  EXPECT_EQ(DateOf("", "", "", "en", "Holidays, 14. - 20. October 2023 - Example"), "");
  EXPECT_EQ(DateOf("<meta property=photo:uploaded content=2023-10-19T04:00:00-05:00>"),
            "META 2023-10-19");
}

TEST(PageDateTest, WeighsWhatContradicts) {
  const std::string rendered = "<meta name=date content=2023-11-02>";
  EXPECT_EQ(DateOf(rendered), "META 2023-11-02");
  EXPECT_EQ(DateOf(rendered, "<time datetime=2023-10-19>a day</time>"), "TIME_ELEMENT 2023-10-19");
  EXPECT_EQ(DateOf("<link rel=canonical href=https://e.org/2021/10/19/a><meta "
                   "property=article:published_time content=2023-10-19>"),
            "URL 2021-10-19");
  EXPECT_EQ(DateOf("<meta property=article:published_time content=2023-01-01>"), "OPEN_GRAPH 2023")
      << "what programs write when they know the year";
  EXPECT_EQ(DateOf("<meta property=article:published_time content=2023-01-01>",
                   "<time datetime=2023-01-01>a day</time>"),
            "TIME_ELEMENT 2023-01-01");
  EXPECT_EQ(DateOf("<meta property=article:published_time content=2023-01-01T09:30:00+01:00>"),
            "OPEN_GRAPH 2023-01-01");
  EXPECT_EQ(DateOf("",
                   "<div itemscope itemprop=citation><meta itemprop=datePublished "
                   "content=1988-03-04></div>"),
            "");
}

TEST(PageDateTest, ReadsWhoseTheItemIsThatHoldsADate) {
  // A property may have several names, one of which is a person of the page's own.
  EXPECT_EQ(DateOf("",
                   "<p itemprop='author creator' itemscope itemtype=https://schema.org/Person>Jane "
                   "Roe - <time datetime=2023-10-19>Thursday</time></p>"),
            "TIME_ELEMENT 2023-10-19");
  EXPECT_EQ(DateOf("",
                   "<p itemprop='citation work' itemscope itemtype=https://schema.org/Book>Ferries "
                   "<time datetime=1999-10-19>1999</time></p>"),
            "");
}

TEST(PageDateTest, TakesTheOnlyPublishedPropertyWhereverItStands) {
  std::string links;
  for (int i = 0; i < 200; ++i) absl::StrAppend(&links, "<li><a href=/", i, ">link</a></li>");
  const std::string aside = absl::StrCat("<ul>", links,
                                         "</ul><aside><p>Jane Roe, <time itemprop=datePublished "
                                         "datetime=2023-10-19>Thursday</time></p></aside>");
  EXPECT_EQ(DateOf("", "", aside), "MICRODATA 2023-10-19");
  const std::string two = absl::StrCat(
      aside, "<aside><p>More: <time itemprop=datePublished datetime=2022-01-19>2022</time></p>",
      "</aside>");
  EXPECT_EQ(DateOf("", "", two), "") << "two stories beside the article";
}

TEST(PageDateTest, LeavesDatesToWhomIsQuoted) {
  const std::string post =
      "<p>Ada Lund (@ada) <a href=https://s.example/1>October 19, 2013</a></p>";
  EXPECT_EQ(DateOf("", post), "VISIBLE 2013-10-19");
  EXPECT_EQ(DateOf("", absl::StrCat("<blockquote><p>It is higher.</p>", post, "</blockquote>")),
            "");
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
  EXPECT_EQ(DateOf("", "", "<aside><p>20 October 2023: Council meets</p></aside>"), "");
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

TEST(FindUrlMonthTest, ReadsMonthsInPaths) {
  for (const char* url : {"https://e.org/2023/10/bridge", "https://e.org/blog/2023/10/",
                          "https://e.org/2023/10/19/a"}) {
    ASSERT_TRUE(FindUrlMonth(url).has_value()) << url;
    EXPECT_EQ(article::FormatIsoDate(FindUrlMonth(url)->start), "2023-10-01");
    EXPECT_EQ(article::FormatIsoDate(FindUrlMonth(url)->end), "2023-10-31");
  }
  for (const char* url :
       {"", "https://e.org/2023/10", "https://e.org/2023/13/a", "https://e.org/a2023/10/a",
        "https://e.org/3023/10/a", "https://e.org/2023/1/a", "https://e.org/2023/101/a"}) {
    EXPECT_FALSE(FindUrlMonth(url).has_value()) << url;
  }
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

#include "indexer/extract/page_metadata.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

struct Read {
  std::string title;
  std::string url;
  std::string source;
};

Read ReadPage(const std::string& html) {
  const auto page = HtmlPage::Parse(html);
  const PageMetadata metadata = ReadMetadata(*page);
  const LinkedData* article = ArticleData(metadata, *page);
  return {PageTitle(metadata, *page, article), PageUrl(metadata), PageSource(metadata, article)};
}

TEST(PageTitleTest, FindsTheHeadline) {
  const std::string headline = "A bridge opens after eleven years";
  for (const char* html : {
           "<title>A bridge opens after eleven years</title>",
           "<title>A bridge opens after eleven years | Example News</title>",
           "<title>A bridge opens after eleven years : Example News</title>",
           "<title>A bridge opens after eleven years - Example</title><h1>A bridge opens after "
           "eleven years</h1>",
           "<title>Example News: all of today</title><meta property=og:title content='A bridge "
           "opens after eleven years'>",
           "<meta property=og:site_name content='Example News'><meta property=og:title content='A "
           "bridge opens after eleven years \u2013 Example News'>",
           "<title>Example News</title><meta property=og:site_name content='Example News'><h1>A "
           "bridge opens after eleven years</h1>",
           "<h1>Example News</h1><h1>A bridge opens after eleven years</h1><title>A bridge opens "
           "after eleven years \u00bb Example News</title>",
           "<link rel=canonical href=https://www.example.org/a><title>example.org | A bridge opens "
           "after eleven years</title>",
           "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"A bridge "
           "opens after eleven years\"}</script><title>Example</title>",
           "<svg><title>Menu</title></svg><h1>A bridge&nbsp;opens after <em>eleven</em> years</h1>",
       }) {
    EXPECT_EQ(ReadPage(html).title, headline) << html;
  }
}

TEST(PageTitleTest, ReadsEveryNameThatAnElementLists) {
  for (const char* names : {"property='x:title dc:title'", "name=' DC.Title '",
                            "name=dcterms.title", "property='DC:TITLE\r\n\tfoo:title'"}) {
    EXPECT_EQ(ReadPage("<title>Bridges</title><meta " + std::string(names) +
                       " content='A bridge opens'><meta property='og:title twitter:title' "
                       "content='See what opens'>")
                  .title,
              "A bridge opens")
        << names;
  }
}

TEST(PageTitleTest, KeepsDashesThatBelongToTheHeadline) {
  EXPECT_EQ(ReadPage("<title>Rain - and then more of it in the north</title>").title,
            "Rain - and then more of it in the north");
  EXPECT_EQ(ReadPage("<p>no headline</p>").title, "");
}

TEST(PageTitleTest, TakesTheHeadlineAsThePageShowsIt) {
  const struct {
    const char* html;
    const char* title;
  } cases[] = {
      {"<meta property=og:title content='Bridges - A bridge opens today | Example Weekly "
       "Gazette'><h1>A bridge opens today</h1>",
       "A bridge opens today"},
      {"<title>A bridge opens today \u00bb The Weekly</title><h1>A bridge opens today</h1>",
       "A bridge opens today"},
      // A section's heading is no part of the title; a hyphen inside a word separates nothing.
      {"<meta property=og:title content='Well-known bridge opens'><h1>known bridge opens</h1>",
       "Well-known bridge opens"},
      {"<meta property=og:title content='A bridge opens: all you need'><h1>A bridge opens</h1>",
       "A bridge opens: all you need"},
      // The banner leads home, and so is the site's name.
      {"<title>Town paper \u00bb Archive of 2009 \u00bb A bridge opens today</title><h1><a "
       "href=/>Town paper</a></h1><h2>A bridge opens today</h2>",
       "A bridge opens today"},
      {"<title>Town paper: A bridge opens today</title><h1><a href='https://example.org/'>Town "
       "paper</a></h1>",
       "A bridge opens today"},
      // No heading at all, but its words stand on the page.
      {"<title>Town news - The flood of 1953</title><body><b>The flood of 1953</b><p>Text.",
       "The flood of 1953"},
      // The site speaks of itself; heading and <title> agree on something else.
      {"<title>A bridge opens today</title><meta property=og:title content='Latest news and "
       "headlines'><meta name=twitter:title content='Latest news and headlines'><h1>A bridge opens "
       "today</h1>",
       "A bridge opens today"},
      // An application's name that is the headline.
      {"<title>A bridge opens today after eleven years</title><meta name=application-name "
       "content='A bridge opens today after eleven years'>",
       "A bridge opens today after eleven years"},
      {"<meta property=dc:title content='A bridge opens'><meta property=og:title content='You "
       "will not believe this bridge'>",
       "A bridge opens"},
      {"<title>Example News</title><meta property=og:site_name content='Example News'>",
       "Example News"},
  };
  for (const auto& c : cases) EXPECT_EQ(ReadPage(c.html).title, c.title) << c.html;
}

TEST(PageAuthorsTest, TakesNamesOfPersons) {
  const auto authors = [](const char* html) {
    const auto page = HtmlPage::Parse(html);
    const PageMetadata metadata = ReadMetadata(*page);
    return PageAuthors(metadata, ArticleData(metadata, *page));
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(authors("<meta name=author content='By Jane Roe and John Doe, Ann Poe'>"),
            (Names{"Jane Roe", "John Doe", "Ann Poe"}));
  EXPECT_EQ(authors("<script type=application/ld+json>{\"@type\": \"Article\", \"author\": "
                    "[{\"name\": \"Jane Roe\"}, \"John Doe\"]}</script>"
                    "<meta name=author content='Jane Roe'>"),
            (Names{"Jane Roe", "John Doe"}));
  for (const char* html : {"<p>x", "<meta name=author content=admin>",
                           "<meta property=article:author content='https://example.org/jane roe'>",
                           "<script type=application/ld+json>{\"@type\": \"Article\", "
                           "\"author\": 7}</script>"}) {
    EXPECT_TRUE(authors(html).empty()) << html;
  }
}

TEST(PageUrlTest, TakesOnlyAbsoluteUrlsOfPages) {
  EXPECT_EQ(ReadPage("<link rel=canonical href='HTTPS://Example.org/a?utm_source=x'>").url,
            "https://example.org/a");
  EXPECT_EQ(ReadPage("<meta property=og:url content=https://example.org/b>").url,
            "https://example.org/b");
  EXPECT_EQ(ReadPage("<link rel=canonical href=//example.org/c>").url, "https://example.org/c");
  for (const char* html :
       {"<link rel=canonical href=/a>", "<link rel=canonical href=https://example.org/>",
        "<link rel=alternate href=https://example.org/a>",
        "<link rel=canonical href='javascript:x'>"}) {
    EXPECT_EQ(ReadPage(html).url, "") << html;
  }
}

TEST(PageSourceTest, TakesWhatThePageSays) {
  EXPECT_EQ(ReadPage("<meta property=og:site_name content='Example News'>").source, "Example News");
  EXPECT_EQ(ReadPage("<script "
                     "type=application/"
                     "ld+json>{\"@type\":\"Article\",\"publisher\":{\"@type\":\"Organization\","
                     "\"name\":\"Example\"}}</script>")
                .source,
            "Example");
  EXPECT_EQ(ReadPage("<p>x").source, "");
}

TEST(ReadLinkedDataTest, AcceptsTheErrorsOfTheWild) {
  for (
      const char* script : {
          R"({"@type": "NewsArticle", "datePublished": "2023-10-19"})",
          R"([{"@type": "WebSite"}, {"@type": ["Thing", "BlogPosting"], "datePublished": "2023-10-19"}])",
          R"({"@graph": [{"@type": "http://schema.org/Article", "datePublished": "2023-10-19",}]})",
          "{\"@type\": \"Article\", \"name\": \"two\nlines\", \"datePublished\": \"2023-10-19\"};",
          R"({"@type": "Article", /* note */ "datePublished": {"@value": "2023-10-19"}})",
          R"({"@type": "Article", "broken: 1, "datePublished": "2023-10-19")",
      }) {
    std::vector<LinkedData> found;
    ReadLinkedData(script, &found);
    ASSERT_EQ(found.size(), 1u) << script;
    EXPECT_EQ(found[0].date_published, "2023-10-19") << script;
  }
}

TEST(ReadLinkedDataTest, PassesOverOtherThings) {
  for (
      const char* script : {
          "",
          "x",
          "null",
          "7",
          "{}",
          R"({"@type": "BreadcrumbList"})",
          R"({"@type": 7})",
          R"({"@type": "Organization", "review": {"@type": "Review", "datePublished": "2020-01-01"}})",
          R"({"@type": "Thing", "comment": [{"@type": "Article", "datePublished": "2020-01-01"}]})",
          R"(broken "datePublished": "2020-01-01", "datePublished": "2021-01-01")",
      }) {
    std::vector<LinkedData> found;
    ReadLinkedData(script, &found);
    EXPECT_TRUE(found.empty()) << script;
  }
  std::vector<LinkedData> found;
  ReadLinkedData(std::string(300000, '['), &found);
  EXPECT_TRUE(found.empty());
}

}  // namespace
}  // namespace dateline::extract

#include "indexer/extract/html_trimming.h"

#include <gtest/gtest.h>
#include <gumbo.h>

#include <random>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/extract/html_page.h"
#include "indexer/extract/tag_scanner.h"

namespace dateline::extract {
namespace {

TEST(HtmlTrimmingTest, TakesOutWhatNoReaderSees) {
  struct Case {
    std::string html;
    std::string trimmed;
  };
  const std::string script(40, 's');
  const Case cases[] = {
      {"", ""},
      {"plain & text", "plain & text"},
      {"a<!-- x --><b>c</b>", "a<!----><b>c</b>"},
      {"a<!-->b<!--->c<!-- d --!>e", "a<!-->b<!--->c<!---->e"},
      {"<<!-- x -->p>", "<<!---->p>"},
      {"a<!-- open <p>b", "a<!-- open <p>b"},
      {"<style>p > q { }</style><p>a", "<style></style><p>a"},
      {"<STYLE type='a>b'>x</StYlE\n><p>a", "<STYLE type='a>b'></StYlE\n><p>a"},
      {"<style>a</styles>b</style>c", "<style></style>c"},
      {"<style>open", "<style>open"},
      {"<script>f()</script>", "<script>f()</script>"},
      {"<script>" + script + "</script>x", "<script>dateline-script:0</script>x"},
      {"<textarea><style>a</style></textarea>", "<textarea><style>a</style></textarea>"},
      {"<title><!-- a --></title>b<!-- c -->", "<title><!-- a --></title>b<!---->"},
      {"<p title='<style>'>a</p><!-- b -->", "<p title='<style>'>a</p><!---->"},
      {"<p title = \"<!--\">a</p><!-- b -->", "<p title = \"<!--\">a</p><!---->"},
      {"<svg a=1><g><path d='M0'/></g></svg>a", "<svg a=1></svg>a"},
      {"<svg><g><svg><g/></svg></g></svg>a", "<svg></svg>a"},
      {"<svg><!-- <p> --><title>b</title></svg><!-- c -->", "<svg></svg><!---->"},
      {"<svg/>a<!-- b -->", "<svg/>a<!---->"},
      {"<svg><g><p>shown</p></svg><!-- a -->", "<svg><g><p>shown</p></svg><!-- a -->"},
      {"<math><style><p></style></math>", "<math><style><p></style></math>"},
      {"<!doctype html '<!-- a>b<!-- c -->d", "<!doctype html '<!-- a>b<!---->d"},
      {"</ <!-- >a<!-- b -->", "</ <!-- >a<!---->"},
      {"<plaintext><style>a</style>", "<plaintext><style>a</style>"},
      {"a < b <1 </ <", "a < b <1 </ <"},
  };
  for (const Case& c : cases) EXPECT_EQ(TrimHtml(c.html).html, c.trimmed) << c.html;
}

TEST(HtmlTrimmingTest, LeavesScriptsWhoseEndCannotBeTold) {
  const std::string twice =
      "<script>" + std::string(50, ' ') + "<!-- <script> </script> --></script><style>a</style>";
  EXPECT_EQ(TrimHtml(twice).html, twice);
  const std::string once = "<script><!-- " + std::string(50, ' ') + "//--></script><p>a";
  EXPECT_EQ(TrimHtml(once).html, "<script>dateline-script:0</script><p>a");
}

TEST(HtmlTrimmingTest, PagesStillGiveTheTextsOfTheirScripts) {
  const std::string first = "{\"a\": \"" + std::string(50, 'x') + "\"}";
  const std::string page_text =
      "<script>1</script><script type=x>" + first + "</script><script>dateline-script:7</script>";
  const auto page = HtmlPage::Parse(page_text);
  ASSERT_NE(page, nullptr);
  std::vector<std::string> scripts;
  for (uint32_t i = 0; i < page->nodes().size(); ++i) {
    if (page->nodes()[i].tag == GUMBO_TAG_SCRIPT) scripts.emplace_back(page->RawTextOf(i));
  }
  EXPECT_EQ(scripts, (std::vector<std::string>{"1", first, "dateline-script:7"}));
}

// Elements with their attributes' names and visible texts, as the parser understands a page.
void Describe(const GumboNode* node, std::string* out) {
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
      node->type == GUMBO_NODE_CDATA) {
    out->append(node->v.text.text);
    return;
  }
  if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE) return;
  const GumboElement& element = node->v.element;
  absl::StrAppend(out, "<", gumbo_normalized_tagname(element.tag), element.attributes.length, ">");
  const bool unseen = element.tag == GUMBO_TAG_SCRIPT || element.tag == GUMBO_TAG_STYLE ||
                      element.tag == GUMBO_TAG_SVG;
  for (unsigned int i = 0; i < element.children.length && !unseen; ++i) {
    Describe(static_cast<const GumboNode*>(element.children.data[i]), out);
  }
  out->append("</>");
}

std::string Parsed(const std::string& html) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());
  std::string description;
  Describe(output->root, &description);
  gumbo_destroy_output(&options, output);
  return description;
}

// Random sequences of whatever confuses scanners of tags.
TEST(HtmlTrimmingTest, TheParserSeesTheSamePageWithAndWithout) {
  static constexpr absl::string_view kPieces[] = {"<script>",
                                                  "</script>",
                                                  "<script src=a>",
                                                  "</script >",
                                                  "<style>",
                                                  "</style>",
                                                  "<!--",
                                                  "-->",
                                                  "--!>",
                                                  "<!-->",
                                                  "<p>",
                                                  "</p>",
                                                  "text ",
                                                  "<div class=\"a>b\">",
                                                  "</div>",
                                                  "<a title='x\"'>",
                                                  "</a>",
                                                  "<textarea>",
                                                  "</textarea>",
                                                  "<title>",
                                                  "</title>",
                                                  "<svg>",
                                                  "</svg>",
                                                  "<g>",
                                                  "</g>",
                                                  "<path d='M1 2'/>",
                                                  "\"",
                                                  "'",
                                                  "=",
                                                  "<",
                                                  ">",
                                                  "/",
                                                  "<b a=<style>>",
                                                  "<iframe>",
                                                  "</iframe>",
                                                  "<noscript>",
                                                  "</noscript>",
                                                  "0123456789012345678901234567890",
                                                  "<!DOCTYPE html>",
                                                  "<![CDATA[",
                                                  "]]>",
                                                  "<head>",
                                                  "<body>",
                                                  "<table>",
                                                  "<tr>",
                                                  "<td>",
                                                  "</table>",
                                                  "<x",
                                                  " y",
                                                  "<template>",
                                                  "</template>",
                                                  "<xmp>",
                                                  "</xmp>",
                                                  "<!",
                                                  "<?",
                                                  "&lt;",
                                                  "<math>",
                                                  "</math>",
                                                  "<select>"};
  std::mt19937 random(11);
  for (int i = 0; i < 20000; ++i) {
    std::string html;
    for (size_t n = 1 + random() % 24; n > 0; --n) {
      const absl::string_view piece = kPieces[random() % std::size(kPieces)];
      html.append(piece.data(), piece.size());
    }
    const std::string trimmed = TrimHtml(html).html;
    if (trimmed == html) continue;
    ASSERT_EQ(Parsed(trimmed), Parsed(html)) << html << "\n" << trimmed;
  }
}

TEST(TagScannerTest, FindsTheEndOfATag) {
  struct Case {
    std::string tag;
    size_t end;
    int attributes;
  };
  const Case cases[] = {{"<p>x", 3, 0},
                        {"<p a=1 b>x", 9, 2},
                        {"<p a='>' b=\">\">x", 15, 2},
                        {"<p a = '>'>x", 11, 1},
                        {"<p a=b'c>x", 9, 1},
                        {"<p =a>x", 6, 1},
                        {"<p / a/b=/>x", 11, 2},
                        {"<p a='x", 7, 1},
                        {"<p a=>x", 6, 1},
                        {"<p a\n=\n\"x\"c>y", 12, 2}};
  for (const Case& c : cases) {
    int attributes = 0;
    EXPECT_EQ(EndOfTag(c.tag, 2, &attributes), c.end) << c.tag;
    EXPECT_EQ(attributes, c.attributes) << c.tag;
  }
}

}  // namespace
}  // namespace dateline::extract

// Damaged inputs: whatever comes in, an article of well-formed text or a reject comes out.

#include <random>
#include <string>
#include <variant>

#include "gtest/gtest.h"
#include "indexer/extract/extractor.h"
#include "indexer/text/utf8.h"

namespace dateline::extract {
namespace {

using source::ContentType;

const char kPage[] =
    "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>A bridge opens | Example</title>"
    "<link rel=canonical href=https://example.org/2023/10/19/bridge><meta "
    "property='article:published_time' content='2023-10-19T08:00:00Z'>"
    "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"A bridge "
    "opens\",\"datePublished\":\"2023-10-19\"}</script></head>"
    "<body><nav><a href=/>Home</a></nav><article><h1>A bridge opens</h1><p class=byline>By Jane "
    "Roe, 19 October 2023</p>"
    "<p>The town, at last, has its bridge: it cost 12.5 million, and a "
    "mayor.</p><ul><li>Trains<li>Trams</ul><table><tr><td>1<td>2</table>"
    "<p>Z\xc3\xbcrich and \xe4\xb8\xad\xe6\x96\x87 &amp; more &#8212; text.</p></article><div "
    "class=comments><p>Nice, very nice.</p></div></body></html>";
const char kText[] =
    "https://example.org/2023/10/19/bridge\nMenu\nA bridge opens | Example\n\nA bridge opens\nBy "
    "Jane Roe\nPublished on 19 October 2023\n\n"
    "KYIV, Oct. 19, 2023 -- The town, at last, has its bridge: it cost 12.5 million, and a "
    "mayor.\nShare\n"
    "Z\xc3\xbcrich and \xe4\xb8\xad\xe6\x96\x87 \xe2\x80\x94 text of the second paragraph, which "
    "is long enough.\nRelated articles\nA ferry is sold\n";
const char kJson[] =
    "{\"id\": \"a\", \"title\": \"A bridge\", \"body\": \"Z\\u00fcrich \\ud83d\\ude00 has a "
    "bridge.\", \"publish_date\": \"2023-10-19\", "
    "\"mentions\": [{\"field\": \"BODY\", \"kind\": \"PLACE\", \"begin\": 0, \"end\": 7, "
    "\"entity_id\": \"place/zurich\"}], \"url\": \"https://example.org\"}";

void Check(ContentType type, const std::string& content) {
  source::Document document;
  document.type = type;
  document.content = content;
  document.source_path = document.stable_path = "/data/a";
  const auto result = Extract(document);
  if (const auto* reject = std::get_if<source::Reject>(&result)) {
    EXPECT_FALSE(reject->reason.empty());
    EXPECT_TRUE(text::IsValidUtf8(reject->detail)) << reject->detail;
    return;
  }
  const article::Article& article = std::get<Extraction>(result).article;
  EXPECT_FALSE(article.id.empty());
  for (const std::string* field : {&article.id, &article.title, &article.body, &article.url,
                                   &article.source, &article.language}) {
    EXPECT_TRUE(text::IsValidUtf8(*field)) << *field;
  }
  for (const article::Mention& mention : article.mentions) {
    EXPECT_LT(mention.begin, mention.end);
    EXPECT_LE(mention.end, article.text(mention.field).size());
  }
}

TEST(MutationTest, EveryTruncationIsSafe) {
  for (const auto& [type, seed] : {std::pair{ContentType::kHtml, std::string(kPage)},
                                   std::pair{ContentType::kText, std::string(kText)},
                                   std::pair{ContentType::kJsonRecord, std::string(kJson)}}) {
    for (size_t size = 0; size <= seed.size(); ++size) Check(type, seed.substr(0, size));
  }
}

TEST(MutationTest, RandomDamageIsSafe) {
  std::mt19937 random(20231019);
  const auto below = [&random](size_t n) {
    return std::uniform_int_distribution<size_t>(0, n - 1)(random);
  };
  for (const auto& [type, seed] : {std::pair{ContentType::kHtml, std::string(kPage)},
                                   std::pair{ContentType::kText, std::string(kText)},
                                   std::pair{ContentType::kJsonRecord, std::string(kJson)}}) {
    for (int round = 0; round < 1500; ++round) {
      std::string content = seed;
      for (size_t edits = 1 + below(8); edits > 0; --edits) {
        const size_t at = below(content.size());
        switch (below(4)) {
          case 0:
            content[at] = static_cast<char>(below(256));
            break;
          case 1:
            content.erase(at, 1 + below(20));
            break;
          case 2:
            content.insert(at, content.substr(below(content.size()), below(60)));
            break;
          default:
            content.insert(at, 1, "<>\"'&{}[]\\/\n\0\xff"[below(15)]);
            break;
        }
        if (content.empty()) content = " ";
      }
      Check(type, content);
    }
  }
}

}  // namespace
}  // namespace dateline::extract

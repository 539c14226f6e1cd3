#include "indexer/extract/canonical_url.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

TEST(CanonicalUrlTest, GivesOnePageOneName) {
  const std::pair<const char*, const char*> cases[] = {
      {"HTTPS://News.Example.ORG/A/b", "https://news.example.org/A/b"},
      {"https://example.org", "https://example.org"},
      {"https://example.org/", "https://example.org"},
      {"https://example.org:443/a", "https://example.org/a"},
      {"http://example.org:80/a", "http://example.org/a"},
      {"http://example.org:8080/a", "http://example.org:8080/a"},
      {"https://example.org/a#part", "https://example.org/a"},
      {"https://example.org/a?utm_source=x&id=7&UTM_Medium=y&fbclid=z",
       "https://example.org/a?id=7"},
      {"https://example.org/a?utm_source=x", "https://example.org/a"},
      {"https://example.org/?p=12", "https://example.org?p=12"},
      {"https://user@example.org/a/", "https://example.org/a/"},
  };
  for (const auto& [from, to] : cases) {
    EXPECT_EQ(CanonicalUrl(from), to);
    EXPECT_EQ(CanonicalUrl(CanonicalUrl(from)), to) << "twice: " << from;
  }
}

TEST(CanonicalUrlTest, LeavesAloneWhatIsNoWebUrl) {
  for (const char* text : {"", "example.org/a", "ftp://example.org/a", "mailto:a@example.org",
                           "http://", "https:///a", "http://a b", "http://a\"b", "javascript:x"}) {
    EXPECT_FALSE(IsWebUrl(text)) << text;
    EXPECT_EQ(CanonicalUrl(text), text);
    EXPECT_EQ(HostOf(text), "");
  }
  EXPECT_TRUE(IsWebUrl("http://a/" + std::string(kMaxUrlBytes - 9, 'x')));
  EXPECT_FALSE(IsWebUrl("http://a/" + std::string(kMaxUrlBytes - 8, 'x')));
}

TEST(CanonicalUrlTest, NamesTheHost) {
  EXPECT_EQ(HostOf("https://www.Example.org:8443/a"), "example.org");
  EXPECT_EQ(HostOf("https://wwww.example.org?x"), "wwww.example.org");
}

}  // namespace
}  // namespace dateline::extract

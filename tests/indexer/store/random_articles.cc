#include "tests/indexer/store/random_articles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "indexer/format/codec.h"
#include "indexer/store/index_reader.h"

namespace dateline::store {
namespace {

using article::Article;
using article::DatePrecision;
using article::DateSource;
using article::Field;
using article::Kind;

constexpr std::array<const char*, 24> kWords = {
    "minister", "visits",  "U.N.",  "the",      "talks",  "Erdoğan", "1,000", "O'Brien",
    "wahlen",   "running", "press", "москва",   "東京都", "AT&T",    "3.5",   "élection",
    "US",       "who",     "WHO",   "reported", "said",   "Ελλάδα",  "and",   "markets"};
constexpr std::array<const char*, 5> kLanguages = {"en", "de", "ru", "ja", ""};
constexpr std::array<const char*, 4> kSources = {"bbc", "reuters", "ap", ""};
constexpr std::array<const char*, 3> kKindNames = {"person", "organization", "place"};

size_t Pick(std::mt19937* random, size_t count) { return (*random)() % count; }

std::string RandomText(int words, std::mt19937* random) {
  std::string text;
  for (int i = 0; i < words; ++i) {
    absl::StrAppend(&text,
                    i == 0       ? ""
                    : i % 9 == 0 ? "\n\n"
                                 : " ",
                    Pick(random, 5) == 0 ? absl::StrCat("w", Pick(random, 500))
                                         : kWords[Pick(random, kWords.size())]);
  }
  return text;
}

// A span that begins and ends between characters.
template <typename Span>
void PlaceSpan(const Article& article, std::mt19937* random, Span* span) {
  span->field = article::kFields[std::min<size_t>(Pick(random, 6), 2)];
  const std::string& text = article.text(span->field);
  const auto boundary = [&](size_t at) {
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    return static_cast<uint32_t>(at);
  };
  span->begin = boundary(Pick(random, text.size() + 1));
  span->end = boundary(std::min(text.size(), span->begin + Pick(random, 12)));
}

}  // namespace

Article RandomArticle(const std::string& id, std::mt19937* random) {
  Article article;
  article.id = id;
  article.source_path = absl::StrCat("news/", id, ".txt");
  if (Pick(random, 2) == 0) article.url = absl::StrCat("https://example.org/", id);
  article.source = kSources[Pick(random, kSources.size())];
  article.title = RandomText(static_cast<int>(Pick(random, 9)), random);
  article.body = RandomText(static_cast<int>(Pick(random, 120)), random);
  if (Pick(random, 3) == 0) {
    article.captions = RandomText(static_cast<int>(Pick(random, 20)), random);
    article.agency = "Reuters";
    article.captured_at = 1600000000 + static_cast<int64_t>(Pick(random, 1000000));
    article.record_offset = Pick(random, 1000);
    article.record_digest = "sha1:ABC";
  }
  article.language = kLanguages[Pick(random, kLanguages.size())];
  article.publish_date.precision = static_cast<DatePrecision>(Pick(random, 4));
  if (article.publish_date.known()) {
    article.publish_date.source = DateSource::kGiven;
    article.publish_date.day = absl::CivilDay(1990, 1, 1) + static_cast<int>(Pick(random, 12000));
  }
  if (!article.publish_date.known() && Pick(random, 2) == 0) {
    article.publish_bounds.not_before = absl::CivilDay(2001, 2, 3);
  }
  for (size_t i = Pick(random, 6); i > 0; --i) {
    article::Mention mention;
    PlaceSpan(article, random, &mention);
    const size_t kind = Pick(random, 3);
    mention.kind = static_cast<Kind>(kind + 1);
    if (Pick(random, 5) == 0) {
      mention.name = std::string(article.text(mention));
    } else {
      const size_t entity = Pick(random, 40);
      mention.entity_id = absl::StrCat(kKindNames[kind], "/entity-", entity);
      mention.name = absl::StrCat("Entity ", entity, Pick(random, 3) == 0 ? " Jr" : "");
    }
    article.mentions.push_back(mention);
  }
  for (size_t i = Pick(random, 4); i > 0; --i) {
    article::EventDate date;
    PlaceSpan(article, random, &date);
    date.interval.start = absl::CivilDay(1980, 1, 1) + static_cast<int>(Pick(random, 20000));
    date.interval.end = date.interval.start + static_cast<int>(Pick(random, 400));
    // Any, without a draw of their own.
    const int day = date.interval.start.day();
    date.granularity = static_cast<article::DateGranularity>(
        day % (static_cast<int>(article::kLastGranularity) + 1));
    date.rule = static_cast<article::DateRule>(day % (static_cast<int>(article::kLastRule) + 1));
    article.event_dates.push_back(date);
  }
  return article;
}

Article RandomCopy(const std::string& id, std::mt19937* random) {
  Article article = RandomArticle(id, random);
  const size_t text = Pick(random, 20);
  const size_t words = 60 + Pick(random, 60);
  const size_t changed = Pick(random, 2) == 0 ? 0 : Pick(random, 30);
  article.body.clear();
  for (size_t i = 0; i < words; ++i) {
    absl::StrAppend(&article.body,
                    Pick(random, 100) < changed ? absl::StrCat("x", Pick(random, 999))
                                                : absl::StrCat("t", text, "w", i),
                    " ");
  }
  // Mentions and event dates may lie outside of the new body.
  article.mentions.clear();
  article.event_dates.clear();
  // So that any version takes the place of the one before it.
  article.captured_at = 0;
  return article;
}

std::vector<Article> RandomArticles(int count, uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<Article> articles;
  for (int i = 0; i < count; ++i) {
    articles.push_back(RandomArticle(absl::StrCat("a", i), &random));
    if (articles.back().captured_at != 0) articles.back().captured_at += int64_t{seed} * 1000000;
  }
  return articles;
}

std::map<std::string, std::string> Contents(const std::string& index) {
  std::map<std::string, std::string> contents;
  const auto reader = IndexReader::Open(index);
  EXPECT_TRUE(reader.ok()) << reader.status();
  if (!reader.ok()) return contents;
  const absl::Status status =
      (*reader)->ForEachArticle([&](const Article& article, const std::string&) {
        const bool added = contents.emplace(article.id, format::ArticleToJson(article)).second;
        EXPECT_TRUE(added) << article.id << " is stored twice";
        return true;
      });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(contents.size(), (*reader)->article_count());
  return contents;
}

std::map<std::string, std::string> CopyHeads(const std::string& index) {
  std::map<std::string, std::string> heads;
  const auto reader = IndexReader::Open(index);
  EXPECT_TRUE(reader.ok()) << reader.status();
  if (!reader.ok()) return heads;
  const absl::Status status =
      (*reader)->ForEachArticle([&](const Article& article, const std::string& copy_group) {
        if (!copy_group.empty()) heads[article.id] = copy_group;
        return true;
      });
  EXPECT_TRUE(status.ok()) << status;
  return heads;
}

std::map<std::string, std::string> Contents(const std::vector<Article>& articles) {
  std::map<std::string, std::string> contents;
  for (const Article& article : articles) contents[article.id] = format::ArticleToJson(article);
  return contents;
}

}  // namespace dateline::store

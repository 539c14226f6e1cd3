#include "server/snapshot/article_cache.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace dateline::snapshot {
namespace {

std::shared_ptr<const article::Article> MakeArticle(size_t body_bytes) {
  auto article = std::make_shared<article::Article>();
  article->id = "a";
  article->body.assign(body_bytes, 'x');
  return article;
}

TEST(ArticleCacheTest, FindsWhatWasInserted) {
  ArticleCache cache(1 << 20);
  EXPECT_EQ(cache.Find(7), nullptr);
  const auto article = MakeArticle(100);
  cache.Insert(7, article);
  cache.Insert(7, MakeArticle(200));  // The first stays.
  EXPECT_EQ(cache.Find(7), article);
  EXPECT_EQ(cache.byte_size(), ArticleCache::BytesOf(*article));
  EXPECT_GT(cache.byte_size(), sizeof(article::Article) + 100);
}

TEST(ArticleCacheTest, DropsWhatWasNotUsedForLongestAndStaysWithinItsBytes) {
  const size_t each = ArticleCache::BytesOf(*MakeArticle(1000));
  ArticleCache cache(5 * each);
  for (uint32_t row = 0; row < 5; ++row) cache.Insert(row, MakeArticle(1000));
  EXPECT_NE(cache.Find(0), nullptr);
  cache.Insert(5, MakeArticle(1000));
  EXPECT_EQ(cache.Find(1), nullptr);
  for (const uint32_t kept : {0, 2, 3, 4, 5}) EXPECT_NE(cache.Find(kept), nullptr) << kept;
  EXPECT_EQ(cache.byte_size(), 5 * each);
}

TEST(ArticleCacheTest, AnArticleThatWouldDriveOutTheOthersIsNotKept) {
  ArticleCache cache(4 * ArticleCache::BytesOf(*MakeArticle(1000)));
  cache.Insert(0, MakeArticle(1000));
  EXPECT_NE(cache.Find(0), nullptr);
  cache.Insert(1, MakeArticle(1001));
  EXPECT_EQ(cache.Find(1), nullptr);
}

TEST(ArticleCacheTest, TakesOverTheFirstRowsOfAnother) {
  const size_t each = ArticleCache::BytesOf(*MakeArticle(1000));
  ArticleCache before(5 * each);
  const auto first = MakeArticle(1000);
  before.Insert(0, first);
  for (uint32_t row = 1; row < 5; ++row) before.Insert(row, MakeArticle(1000));
  ArticleCache cache(5 * each);
  cache.TakeOver(before, 4);
  EXPECT_EQ(cache.Find(0), first);
  EXPECT_NE(cache.Find(3), nullptr);
  EXPECT_EQ(cache.Find(4), nullptr);
  EXPECT_EQ(cache.byte_size(), 4 * each);
}

TEST(ArticleCacheTest, OfNoBytesKeepsNothing) {
  ArticleCache cache(0);
  cache.Insert(0, MakeArticle(0));
  EXPECT_EQ(cache.Find(0), nullptr);
  EXPECT_EQ(cache.byte_size(), 0u);
}

}  // namespace
}  // namespace dateline::snapshot

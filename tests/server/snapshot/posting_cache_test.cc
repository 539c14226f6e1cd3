#include "server/snapshot/posting_cache.h"

#include <gtest/gtest.h>

#include <memory>

#include "absl/strings/str_cat.h"

namespace dateline::snapshot {
namespace {

std::shared_ptr<const Postings> MakePostings(uint32_t size) {
  auto postings = std::make_shared<Postings>();
  postings->Reserve(size);
  for (uint32_t row = 0; row < size; ++row) postings->Add(row, 1);
  return postings;
}

TEST(PostingsTest, KeepsEveryNumberOfOccurrences) {
  Postings postings;
  const uint32_t wdfs[] = {0, 1, 253, 254, 255, 256, 1000000, 1, 4000000000u, 7};
  for (size_t i = 0; i < std::size(wdfs); ++i) postings.Add(static_cast<uint32_t>(3 * i), wdfs[i]);
  ASSERT_EQ(postings.rows().size(), std::size(wdfs));
  for (size_t i = 0; i < std::size(wdfs); ++i) {
    EXPECT_EQ(postings.rows()[i], 3 * i);
    EXPECT_EQ(postings.wdf(i), wdfs[i]);
  }
}

TEST(PostingCacheTest, FindsWhatWasInserted) {
  PostingCache cache(1 << 20);
  EXPECT_EQ(cache.Find("visit"), nullptr);
  const auto postings = MakePostings(10);
  cache.Insert("visit", postings);
  cache.Insert("visit", MakePostings(20));  // The first stays.
  EXPECT_EQ(cache.Find("visit"), postings);
  EXPECT_EQ(cache.byte_size(), PostingCache::BytesOf("visit", *postings));
}

TEST(PostingCacheTest, HasOthersGoNowAndThenOnly) {
  const size_t own = PostingCache::BytesOf("list-10", *MakePostings(1000));
  PostingCache cache(10 * own);
  for (int i = 0; i < 10; ++i) cache.Insert(absl::StrCat("list-", i + 10), MakePostings(1000));
  EXPECT_FALSE(cache.IsWorthKeeping("other", own)) << "the first time";
  int taken = 0;
  for (int i = 0; i < 160; ++i) taken += cache.IsWorthKeeping("other", own);
  EXPECT_EQ(taken, 10);
}

TEST(PostingCacheTest, GivesWhatBeginsWithAPrefix) {
  PostingCache cache(1 << 20);
  for (const char* key : {"\x02"
                          "a",
                          "visit",
                          "\x02"
                          "b"})
    cache.Insert(key, MakePostings(10));
  const auto kept = cache.Kept(PostingCache::kPhrase, 1 << 20);
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[0].first,
            "\x02"
            "b")
      << "the last one first";
  EXPECT_EQ(kept[1].first,
            "\x02"
            "a");
  EXPECT_EQ(kept[1].second, cache.Find("\x02"
                                       "a"));
  const size_t bytes = PostingCache::BytesOf(
      "\x02"
      "a",
      *MakePostings(10));
  EXPECT_EQ(cache.Kept(PostingCache::kPhrase, 2 * bytes - 1).size(), 1u);
}

TEST(PostingCacheTest, DropsWhatWasNotUsedForLongestAndStaysWithinItsBytes) {
  const size_t each = PostingCache::BytesOf("0", *MakePostings(1000));
  PostingCache cache(5 * each);
  for (int i = 0; i < 5; ++i) cache.Insert(absl::StrCat(i), MakePostings(1000));
  EXPECT_NE(cache.Find("0"), nullptr);
  cache.Insert("5", MakePostings(1000));
  EXPECT_EQ(cache.Find("1"), nullptr);
  for (const char* kept : {"0", "2", "3", "4", "5"}) EXPECT_NE(cache.Find(kept), nullptr) << kept;
  EXPECT_EQ(cache.byte_size(), 5 * each);
}

TEST(PostingCacheTest, AListThatWouldDriveOutTheOthersIsNotKept) {
  PostingCache cache(PostingCache::BytesOf("fits", *MakePostings(1000)) * 4);
  cache.Insert("fits", MakePostings(1000));
  EXPECT_NE(cache.Find("fits"), nullptr);
  cache.Insert("over", MakePostings(1001));
  EXPECT_EQ(cache.Find("over"), nullptr);
}

TEST(PostingCacheTest, TellsWhatItWasAskedForBefore) {
  PostingCache cache(10000);
  EXPECT_TRUE(cache.enabled());
  EXPECT_FALSE(cache.IsWorthKeeping("visit", 100));
  EXPECT_FALSE(cache.IsWorthKeeping("ship", 100));
  EXPECT_TRUE(cache.IsWorthKeeping("visit", 100));
  EXPECT_TRUE(cache.IsWorthKeeping("ship", 100));
  EXPECT_FALSE(cache.IsWorthKeeping("visit", 2500));  // More than a quarter, with the entry.
  EXPECT_FALSE(PostingCache(0).enabled());
}

TEST(PostingCacheTest, RemembersWhatAnotherWasAskedForAndKeeps) {
  PostingCache before(10000);
  EXPECT_FALSE(before.IsWorthKeeping("asked", 100));
  before.Insert("kept", MakePostings(10));
  PostingCache cache(10000);
  cache.Remember(before);
  EXPECT_TRUE(cache.IsWorthKeeping("asked", 100));
  EXPECT_TRUE(cache.IsWorthKeeping("kept", 100));
  EXPECT_FALSE(cache.IsWorthKeeping("other", 100));
  EXPECT_EQ(cache.Find("kept"), nullptr);
  EXPECT_EQ(cache.byte_size(), 0u);
}

TEST(PostingCacheTest, WithoutBytesKeepsNothing) {
  PostingCache cache(0);
  cache.Insert("visit", MakePostings(1));
  EXPECT_EQ(cache.Find("visit"), nullptr);
  EXPECT_EQ(cache.byte_size(), 0u);
}

}  // namespace
}  // namespace dateline::snapshot

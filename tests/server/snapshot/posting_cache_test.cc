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

TEST(PostingCacheTest, TakesOverWhatAnotherKeepsAsEarlierLists) {
  PostingCache first(100000);
  EXPECT_FALSE(first.IsWorthKeeping("asked", 100));
  const auto postings = MakePostings(10);
  first.Insert("kept", postings);
  first.Insert(absl::StrCat(PostingCache::kEntities, "1,"), MakePostings(10));
  first.Insert(absl::StrCat(PostingCache::kPassing, "1,"), MakePostings(10));
  PostingCache second(100000);
  second.TakeOver(first, 7);
  EXPECT_EQ(second.Find("kept"), nullptr);
  EXPECT_EQ(second.FindEarlier("kept").postings, postings);
  EXPECT_EQ(second.FindEarlier("kept").end, 7u);
  EXPECT_EQ(second.FindEarlier("asked").postings, nullptr);
  EXPECT_EQ(second.FindEarlier(absl::StrCat(PostingCache::kEntities, "1,")).postings, nullptr);
  EXPECT_EQ(second.FindEarlier(absl::StrCat(PostingCache::kPassing, "1,")).postings, nullptr);
  EXPECT_EQ(second.byte_size(), PostingCache::BytesOf("kept", *postings));
  EXPECT_TRUE(second.IsWorthKeeping("asked", 100));
  EXPECT_TRUE(second.IsWorthKeeping("kept", 100));
  EXPECT_FALSE(second.IsWorthKeeping("other", 100));
  // Rows that went stay gone, and what has been read takes the place of the earlier list.
  PostingCache third(100000);
  third.TakeOver(second, 9);
  EXPECT_EQ(third.FindEarlier("kept").end, 7u);
  third.Insert("kept", MakePostings(20));
  EXPECT_EQ(third.FindEarlier("kept").postings, nullptr);
  ASSERT_NE(third.Find("kept"), nullptr);
  EXPECT_EQ(third.Find("kept")->rows().size(), 20u);
  EXPECT_EQ(third.byte_size(), PostingCache::BytesOf("kept", *MakePostings(20)));
  PostingCache nothing_same(100000);
  nothing_same.TakeOver(third, 0);
  EXPECT_EQ(nothing_same.byte_size(), 0u);
}

TEST(PostingCacheTest, TakesOverWhatWasUsedLastWhereNotAllFits) {
  const size_t each = PostingCache::BytesOf("0", *MakePostings(1000));
  PostingCache first(8 * each);
  for (int i = 0; i < 8; ++i) first.Insert(absl::StrCat(i), MakePostings(1000));
  PostingCache second(5 * each);
  second.TakeOver(first, 1000);
  EXPECT_EQ(second.byte_size(), 5 * each);
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(second.FindEarlier(absl::StrCat(i)).postings != nullptr, i >= 3) << i;
  }
}

TEST(PostingCacheTest, WithoutBytesKeepsNothing) {
  PostingCache cache(0);
  cache.Insert("visit", MakePostings(1));
  EXPECT_EQ(cache.Find("visit"), nullptr);
  EXPECT_EQ(cache.byte_size(), 0u);
}

}  // namespace
}  // namespace dateline::snapshot

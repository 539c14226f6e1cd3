#include "server/snapshot/growing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <thread>
#include <utility>
#include <vector>

namespace dateline::snapshot {
namespace {

using testing::ElementsAre;

Growing<int> Made(const std::vector<int>& values) {
  Growing<int> made;
  made.append(values);
  return made;
}

TEST(GrowingTest, GrowsAsAVectorDoes) {
  Growing<int> array;
  EXPECT_TRUE(array.empty());
  EXPECT_THAT(array.view(), ElementsAre());
  array.append({});
  for (int i = 0; i < 100; ++i) array.push_back(i);
  array.append(std::vector<int>{-1, -2});
  array.resize(104, 7);
  ASSERT_EQ(array.size(), 104u);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(array[i], i);
  EXPECT_THAT(array.view().subspan(100), ElementsAre(-1, -2, 7, 7));
  EXPECT_GE(array.capacity(), 104u);
}

TEST(GrowingTest, GoesOnInPlaceWhereThereIsRoom) {
  Growing<int> first = Made({1, 2, 3});
  Growing<int> copied(first, 3, 10);
  EXPECT_NE(copied.data(), first.data());
  copied.push_back(4);

  Growing<int> second(copied, 4, 6);
  EXPECT_EQ(second.data(), copied.data());
  second.push_back(5);
  second.resize(7, 6);
  EXPECT_THAT(copied.view(), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(second.view(), ElementsAre(1, 2, 3, 4, 5, 6, 6));

  Growing<int> third(second, 7, 8);
  EXPECT_EQ(third.data(), copied.data());
  third[6] = 6;
  EXPECT_THAT(third.view(), ElementsAre(1, 2, 3, 4, 5, 6, 6));
}

TEST(GrowingTest, LeavesTheEarlierOneAlone) {
  Growing<int> first(Growing<int>(), 0, 64);
  first.append(std::vector<int>{1, 2, 3});
  // Another one goes on already.
  Growing<int> second(first, 3, 5);
  Growing<int> other(first, 3, 5);
  EXPECT_EQ(second.data(), first.data());
  EXPECT_NE(other.data(), first.data());
  second.push_back(4);
  other.push_back(5);
  EXPECT_THAT(second.view(), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(other.view(), ElementsAre(1, 2, 3, 5));
  // Some elements of the earlier one are not wanted.
  Growing<int> fewer(second, 2, 5);
  EXPECT_NE(fewer.data(), second.data());
  fewer.push_back(9);
  EXPECT_THAT(fewer.view(), ElementsAre(1, 2, 9));
  // There is no room.
  Growing<int> larger(second, 4, 1000);
  EXPECT_NE(larger.data(), second.data());
  EXPECT_THAT(second.view(), ElementsAre(1, 2, 3, 4));
  // What runs out of room later moves on its own.
  Growing<int> last(second, 4, 5);
  EXPECT_EQ(last.data(), second.data());
  for (int i = 0; i < 100; ++i) last.push_back(i);
  EXPECT_NE(last.data(), second.data());
  EXPECT_THAT(last.view().first(5), ElementsAre(1, 2, 3, 4, 0));
  EXPECT_THAT(Growing<int>(Growing<int>(), 0, 0).view(), ElementsAre());
}

// For the thread sanitizer.
TEST(GrowingTest, IsReadWhileALaterOneGrows) {
  Growing<uint32_t> array(Growing<uint32_t>(), 0, 1 << 16);
  for (int version = 0; version < 8; ++version) {
    Growing<uint32_t> next(array, array.size(), 1 << 16);
    std::thread reader([&array] {
      for (uint32_t i = 0; i < array.size(); ++i) EXPECT_EQ(array[i], i);
    });
    for (int i = 0; i < 1000; ++i) next.push_back(static_cast<uint32_t>(next.size()));
    reader.join();
    EXPECT_EQ(next.size(), (version + 1) * 1000u);
    if (version > 0) {
      EXPECT_EQ(next.data(), array.data());
    }
    array = std::move(next);
  }
}

}  // namespace
}  // namespace dateline::snapshot

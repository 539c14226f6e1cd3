#include "indexer/pace/pace.h"

#include <gtest/gtest.h>
#include <sched.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>
#include <vector>

namespace dateline::pace {
namespace {

using Clock = std::chrono::steady_clock;

thread_local int yields = 0;

// How often a thread yields in so long a time of work.
int YieldsIn(std::chrono::milliseconds time) {
  const int before = yields;
  const auto end = Clock::now() + time;
  while (Clock::now() < end) Breathe();
  return yields - before;
}

TEST(PaceTest, YieldsAFewTimesInAMillisecond) {
  const GivingWay way;
  const int in_a_tenth = YieldsIn(std::chrono::milliseconds(100));
  EXPECT_GT(in_a_tenth, 20);  // 500 where nothing interrupts it.
  EXPECT_LT(in_a_tenth, 1000);
}

TEST(PaceTest, DoesNotYieldWhereItDoesNotGiveWay) {
  EXPECT_EQ(YieldsIn(std::chrono::milliseconds(20)), 0);
  const GivingWay way;
  const GivingWay not_here(false);
  EXPECT_EQ(YieldsIn(std::chrono::milliseconds(20)), 0);
}

TEST(PaceTest, IsOfOneThreadAndNests) {
  EXPECT_FALSE(GivesWay());
  {
    const GivingWay way;
    EXPECT_TRUE(GivesWay());
    std::thread([] { EXPECT_FALSE(GivesWay()); }).join();
    {
      const GivingWay not_here(false);
      EXPECT_FALSE(GivesWay());
    }
    EXPECT_TRUE(GivesWay());
  }
  EXPECT_FALSE(GivesWay());
}

TEST(PaceTest, GrowsVectorsAsTheyGrowThemselves) {
  const GivingWay way;
  for (const size_t size : {size_t{0}, size_t{1}, kStep / sizeof(int), 3 * kStep}) {
    std::vector<int> values;
    Resize(size, 7, &values);
    EXPECT_EQ(values, std::vector<int>(size, 7));
    std::vector<int> more = {1, 2};
    Append(values.data(), size, &more);
    ASSERT_EQ(more.size(), size + 2);
    EXPECT_EQ(more[0], 1);
    EXPECT_TRUE(std::equal(values.begin(), values.end(), more.begin() + 2));
  }
}

// In a process of its own: there is no way back.
TEST(PaceDeathTest, EverywhereIsInEveryThread) {
  const auto all_give_way = [] {
    GiveWayEverywhere();
    bool other = false;
    std::thread([&] { other = GivesWay(); }).join();
    return other && GivesWay();
  };
  EXPECT_EXIT(std::exit(all_give_way() ? 0 : 1), ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace dateline::pace

// In place of the system's: what a yield does to the threads beside it depends on the kernel.
extern "C" int sched_yield() noexcept {
  ++dateline::pace::yields;
  return 0;
}

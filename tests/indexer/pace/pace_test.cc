#include "indexer/pace/pace.h"

#include <gtest/gtest.h>
#include <sched.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <thread>

namespace dateline::pace {
namespace {

using Clock = std::chrono::steady_clock;

double ProcessorTime() {
  timespec time = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// What a thread that breathes, and gives way or not, gets of a processor that it shares with one
// that is busy and does not: its time there for the other's.
double ShareBesideABusyThread(bool gives_way) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(sched_getcpu(), &one);
  const auto end = Clock::now() + std::chrono::milliseconds(400);
  const auto work = [&](bool way, double* got) {
    EXPECT_EQ(sched_setaffinity(0, sizeof(one), &one), 0);
    const GivingWay giving_way(way);
    const double before = ProcessorTime();
    while (Clock::now() < end) Breathe();
    *got = ProcessorTime() - before;
  };
  double got = 0;
  double others = 0;
  std::thread worker(work, gives_way, &got);
  std::thread busy(work, false, &others);
  worker.join();
  busy.join();
  return got / others;
}

TEST(PaceTest, GivesWayToAThreadThatDoesNotButIsNotKeptFromWorking) {
  const double share = ShareBesideABusyThread(true);
  EXPECT_LT(share, 0.7);
  EXPECT_GT(share, 0.01);
}

TEST(PaceTest, TakesItsShareWhereItDoesNotGiveWay) {
  EXPECT_GT(ShareBesideABusyThread(false), 0.7);
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

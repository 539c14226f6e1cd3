#include "server/snapshot/pace.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace dateline::snapshot {
namespace {

long Sleeps() {
  rusage usage = {};
  getrusage(RUSAGE_THREAD, &usage);
  return usage.ru_nvcsw;  // The thread gave up the processor itself.
}

void Work(std::chrono::milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end) Breathe();
}

// Runs `f` in a thread that shares its processor with one that is always busy.
template <typename F>
void RunCrowded(F f) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(sched_getcpu(), &one);
  std::atomic<bool> stop{false};
  const auto pin = [&one] { ASSERT_EQ(sched_setaffinity(0, sizeof(one), &one), 0); };
  std::thread busy([&] {
    pin();
    while (!stop) {
    }
  });
  std::thread worker([&] {
    pin();
    f();
  });
  worker.join();
  stop = true;
  busy.join();
}

TEST(PaceTest, GivesWayWhereOthersWantTheProcessor) {
  RunCrowded([] {
    const GivingWay way;
    const long before = Sleeps();
    Work(std::chrono::milliseconds(300));
    EXPECT_GT(Sleeps(), before + 20);
  });
}

TEST(PaceTest, AThreadThatDoesNotGiveWayNeverSleeps) {
  RunCrowded([] {
    const long before = Sleeps();
    Work(std::chrono::milliseconds(100));
    EXPECT_EQ(Sleeps(), before);
    const GivingWay way;
    const GivingWay not_here(false);
    Work(std::chrono::milliseconds(100));
    EXPECT_EQ(Sleeps(), before);
  });
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

}  // namespace
}  // namespace dateline::snapshot

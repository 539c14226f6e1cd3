#include "server/match/spare_cores.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <thread>
#include <vector>

namespace dateline::match {
namespace {

// Calls until it is true, or far too long.
template <typename Done>
bool Eventually(Done done) {
  for (int i = 0; i < 100000; ++i) {
    if (done()) return true;
    std::this_thread::sleep_for(std::chrono::microseconds(100));
  }
  return false;
}

TEST(SpareCoresTest, LendsTheCoresThatNoSearchUses) {
  SpareCores cores(4);
  const SpareCores::Search one(&cores);
  const SpareCores::Search other(&cores);
  std::atomic<int> begun{0};
  std::atomic<bool> go_on{false};
  const auto work = [&] {
    ++begun;
    while (!go_on) std::this_thread::yield();
  };
  SpareCores::Help help(&cores, work);
  EXPECT_TRUE(Eventually([&] { return begun == 2; }));
  // None is left.
  SpareCores::Help more(&cores, work);
  more.Finish();
  go_on = true;
  help.Finish();
  EXPECT_EQ(begun, 2);
}

TEST(SpareCoresTest, LendsNothingWithOneCoreOrWithSearchesOnAll) {
  int calls = 0;
  const auto work = [&] { ++calls; };
  SpareCores one(1);
  SpareCores::Help(&one, work).Finish();
  SpareCores two(2);
  const SpareCores::Search a(&two);
  {
    const SpareCores::Search b(&two);
    SpareCores::Help(&two, work).Finish();
  }
  SpareCores::Help(nullptr, work).Finish();
  EXPECT_EQ(calls, 0);
  std::atomic<int> begun{0};
  SpareCores::Help help(&two, [&] { ++begun; });
  EXPECT_TRUE(Eventually([&] { return begun == 1; })) << "one has ended";
}

TEST(SpareCoresTest, WhatHasNotBegunWhenItIsFinishedNeverWill) {
  SpareCores cores(2);
  for (int i = 0; i < 2000; ++i) {
    std::atomic<int> inside{0};
    std::atomic<bool> finished{false};
    std::atomic<bool> late{false};
    {
      SpareCores::Help help(&cores, [&] {
        ++inside;
        if (finished) late = true;
        --inside;
      });
      if (i % 3 == 0) std::this_thread::yield();
      help.Finish();
      EXPECT_EQ(inside, 0);
      finished = true;
    }
    EXPECT_FALSE(late);
  }
}

TEST(SpareCoresTest, HelpsManySearchesAtOnce) {
  SpareCores cores(3);
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 300; ++i) {
        const SpareCores::Search search(&cores);
        std::atomic<int> next{0};
        std::atomic<int> sum{0};
        const auto take = [&] {
          for (int n = next++; n < 100; n = next++) sum += n;
        };
        SpareCores::Help help(&cores, take);
        take();
        help.Finish();
        wrong += sum != 4950;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(SpareCoresTest, DoesEveryPartOnce) {
  const std::function<bool()> never;
  SpareCores cores(3);
  for (SpareCores* lender : {static_cast<SpareCores*>(nullptr), &cores}) {
    for (const size_t units : {size_t{0}, size_t{1}, size_t{63}, size_t{64}, size_t{1000}}) {
      const SpareCores::Search search(lender);
      Cancellation cancellation(never);
      std::vector<int> done(units, 0);
      std::atomic<bool> large{false};
      ForEachPart(lender, units, 64, &cancellation, [&](size_t begin, size_t end) {
        if (end - begin > 64) large = true;
        for (size_t i = begin; i < end; ++i) ++done[i];
      });
      EXPECT_EQ(done, std::vector<int>(units, 1));
      EXPECT_FALSE(large);
    }
  }
}

TEST(SpareCoresTest, BeginsNoPartOnceCancelled) {
  int asked = 0;
  const std::function<bool()> ask = [&asked] { return ++asked > 3; };
  Cancellation cancellation(ask);
  int parts = 0;
  ForEachPart(nullptr, 1000, 10, &cancellation, [&](size_t, size_t) { ++parts; });
  EXPECT_EQ(parts, 3);
}

}  // namespace
}  // namespace dateline::match

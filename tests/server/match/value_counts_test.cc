#include "server/match/value_counts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/support/random.h"

namespace dateline::match {
namespace {

using Count = ValueCounts::Count;

// All above 0 by falling count, then ordinal.
std::vector<Count> Sorted(const std::vector<uint32_t>& counters) {
  std::vector<Count> counts;
  for (uint32_t o = 0; o < counters.size(); ++o) {
    if (counters[o] > 0) counts.push_back({o, counters[o]});
  }
  std::sort(counts.begin(), counts.end(), [](const Count& a, const Count& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return counts;
}

TEST(ValueCountsTest, EveryFormGivesTheSame) {
  support::Random random(5);
  for (const uint32_t highest : {1u, 3u, 1000u, 65535u}) {
    std::vector<uint32_t> counters(1500, 0);
    for (int i = 0; i < 900; ++i) counters[random.Below(1500)] = 1 + random.Below(highest);
    const std::vector<Count> sorted = Sorted(counters);
    std::vector<Count> few = sorted;
    std::sort(few.begin(), few.end());
    std::vector<snapshot::Ordinal> seen;
    for (const Count& count : sorted) seen.push_back(count.first);
    for (size_t i = seen.size(); i > 1; --i) {
      std::swap(seen[i - 1], seen[random.Below(static_cast<uint32_t>(i))]);
    }
    // The same by other numbers: the last one first.
    std::vector<uint32_t> numbers(counters.size());
    for (uint32_t o = 0; o < numbers.size(); ++o) {
      numbers[o] = static_cast<uint32_t>(numbers.size()) - 1 - o;
    }
    const std::vector<uint32_t> by_number(counters.rbegin(), counters.rend());
    std::vector<uint32_t> seen_numbers;
    for (const snapshot::Ordinal o : seen) seen_numbers.push_back(numbers[o]);
    const ValueCounts::Numbering turned = {&numbers, numbers.data()};
    const std::vector<uint16_t> narrow(by_number.begin(), by_number.end());
    for (const ValueCounts& counts :
         {ValueCounts::Few(few), ValueCounts::Many(counters, counters.size()),
          ValueCounts::Many(counters.data(), counters.size(), {}),
          ValueCounts::Some(counters.data(), counters.size(), {}, seen),
          ValueCounts::Many(by_number.data(), by_number.size(), turned),
          ValueCounts::Many(narrow.data(), narrow.size(), turned),
          ValueCounts::Some(by_number.data(), by_number.size(), turned, seen_numbers),
          ValueCounts::Some(narrow.data(), narrow.size(), turned, seen_numbers)}) {
      std::vector<Count> visited;
      counts.ForEach([&](uint32_t o, uint32_t count) { visited.push_back({o, count}); });
      EXPECT_EQ(visited, few);
      for (uint32_t o = 0; o < counters.size(); o += 13) EXPECT_EQ(counts.Of(o), counters[o]);
      for (const size_t size : {size_t{0}, size_t{1}, size_t{10}, size_t{300}, size_t{5000}}) {
        const std::vector<Count> expected(
            sorted.begin(),
            sorted.begin() + static_cast<std::ptrdiff_t>(std::min(size, sorted.size())));
        uint32_t distinct = 0;
        EXPECT_EQ(counts.First(size, &distinct), expected) << size;
        EXPECT_EQ(distinct, sorted.size());
      }
    }
  }
}

}  // namespace
}  // namespace dateline::match

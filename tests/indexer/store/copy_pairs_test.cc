#include "indexer/store/copy_pairs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <utility>
#include <vector>

namespace dateline::store {
namespace {

using format::CopySketch;
using format::kShingleMinima;
using Pairs = std::vector<std::pair<uint32_t, uint32_t>>;  // The smaller first.

constexpr uint32_t kMaxSharing = 10;

// Of a few minima, so that some are shared, and some of those common.
CopySketch RandomSketch(std::mt19937* random) {
  CopySketch sketch;
  sketch.shingles = 100;
  for (uint16_t& minimum : sketch.minima) minimum = (*random)() % 30 * ((*random)() % 4 > 0);
  return sketch;
}

class Texts {
 public:
  explicit Texts(size_t count) : sketches_(count) {}

  void Set(uint32_t text, std::optional<CopySketch> sketch) {
    if (sketches_[text]) minima_.Count(*sketches_[text], false);
    sketches_[text] = std::move(sketch);
    if (!sketches_[text]) return;
    minima_.Count(*sketches_[text], true);
    index_.Add(text);
  }

  bool IsThere(uint32_t text) const { return sketches_[text].has_value(); }

  Pairs Find(const std::vector<uint32_t>& texts, size_t min_indexed) {
    PairFinder finder(
        static_cast<uint32_t>(sketches_.size()),
        [this](uint32_t text) { return IsThere(text) ? &*sketches_[text] : nullptr; }, minima_,
        min_indexed, &index_);
    Pairs pairs;
    finder.ForEachPair(
        texts, [&](uint32_t a, uint32_t b) { pairs.emplace_back(std::min(a, b), std::max(a, b)); });
    std::sort(pairs.begin(), pairs.end());
    return pairs;
  }

  // The definition, with loops over everything.
  Pairs Expected(const std::vector<uint32_t>& texts) const {
    Pairs pairs;
    for (uint32_t a = 0; a < sketches_.size(); ++a) {
      for (uint32_t b = a + 1; b < sketches_.size(); ++b) {
        const bool wanted = std::count(texts.begin(), texts.end(), a) > 0 ||
                            std::count(texts.begin(), texts.end(), b) > 0;
        if (wanted && IsThere(a) && IsThere(b) && AreCompared(a, b)) pairs.emplace_back(a, b);
      }
    }
    return pairs;
  }

 private:
  bool IsShared(uint32_t a, uint32_t b, size_t place) const {
    const uint16_t minimum = sketches_[a]->minima[place];
    return minimum == sketches_[b]->minima[place] && !minima_.IsCommon(place, minimum);
  }
  bool AreCompared(uint32_t a, uint32_t b) const {
    for (size_t place = 0; place < kShingleMinima; ++place) {
      if (IsShared(a, b, place) && IsShared(a, b, (place + 1) % kShingleMinima)) return true;
    }
    return false;
  }

  std::vector<std::optional<CopySketch>> sketches_;
  SharedMinima minima_{kMaxSharing};
  MinimumIndex index_;
};

// Whether few minima have become common, or no longer are, or many.
TEST(SharedMinimaTest, TellsWhichTextsHaveAMinimumThatChanged) {
  std::mt19937 random(7);
  SharedMinima minima(kMaxSharing);
  std::vector<CopySketch> sketches;
  const auto is_common = [&](const CopySketch& sketch) {
    std::vector<bool> common;
    for (size_t place = 0; place < kShingleMinima; ++place) {
      common.push_back(minima.IsCommon(place, sketch.minima[place]));
    }
    return common;
  };
  size_t with_few = 0;
  size_t with_many = 0;
  for (int round = 0; round < 300; ++round) {
    // What was counted last may go again.
    const bool more = sketches.empty() || random() % 3 > 0;
    const size_t texts = random() % 4 == 0 ? 20 : 1;
    minima.ForgetChanges();
    std::vector<CopySketch> asked = sketches;
    for (int i = 0; i < 20; ++i) asked.push_back(RandomSketch(&random));
    std::vector<std::vector<bool>> before;
    for (const CopySketch& sketch : asked) before.push_back(is_common(sketch));
    for (size_t i = 0; i < texts && (more || !sketches.empty()); ++i) {
      if (more) {
        sketches.push_back(RandomSketch(&random));
        minima.Count(sketches.back(), true);
      } else {
        minima.Count(sketches.back(), false);
        sketches.pop_back();
      }
    }
    size_t changed = 0;
    for (size_t i = 0; i < asked.size(); ++i) {
      const bool expected = is_common(asked[i]) != before[i];
      ASSERT_EQ(minima.HasChanged(asked[i]), expected) << round << " " << i;
      changed += expected ? 1 : 0;
    }
    with_few += changed > 0 && texts == 1 ? 1 : 0;
    with_many += changed > 0 && texts > 1 ? 1 : 0;
  }
  EXPECT_GT(with_few, 20u);
  EXPECT_GT(with_many, 20u);
}

TEST(PairFinderTest, FindsEveryPairOnceByTheIndexAndWithoutIt) {
  std::mt19937 random(1);
  const auto pick = [&random](uint32_t count) { return static_cast<uint32_t>(random() % count); };
  constexpr uint32_t kTexts = 60;
  Texts texts(kTexts);
  size_t found = 0;
  size_t possible = 0;
  for (int step = 0; step < 300; ++step) {
    for (uint32_t change = pick(step == 0 ? 100 : 8); change > 0; --change) {
      const uint32_t text = pick(kTexts);
      texts.Set(text, pick(4) == 0 ? std::nullopt : std::optional(RandomSketch(&random)));
    }
    std::vector<uint32_t> wanted;
    for (uint32_t text = 0; text < kTexts; ++text) {
      if (texts.IsThere(text) && pick(5) == 0) wanted.push_back(text);
    }
    // Lists that are made anew whenever some texts came, after many, or never.
    const size_t min_indexed = std::vector<size_t>{0, 20, kTexts + 1}[pick(3)];
    const Pairs expected = texts.Expected(wanted);
    ASSERT_EQ(texts.Find(wanted, min_indexed), expected) << "step " << step << ", " << min_indexed;
    found += expected.size();
    possible += wanted.size() * kTexts;
  }
  EXPECT_GT(found, possible / 50);
  EXPECT_LT(found, possible / 2);
}

}  // namespace
}  // namespace dateline::store

// Random numbers that are the same on every machine for the same seed.

#ifndef DATELINE_TESTS_SUPPORT_RANDOM_H_
#define DATELINE_TESTS_SUPPORT_RANDOM_H_

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <vector>

namespace dateline::support {

// DATELINE_SEED in the environment, a number, gives all random tests other numbers; 0 without it.
inline uint64_t SeedsApart() {
  const char* seed = std::getenv("DATELINE_SEED");
  constexpr uint64_t kStep = 1000003;  // No test uses seeds that are so far from each other.
  return seed == nullptr ? 0 : std::strtoull(seed, nullptr, 10) * kStep;
}

class Random {
 public:
  explicit Random(uint64_t seed) : engine_(seed + SeedsApart()) {}

  // 0 to n - 1. REQUIRES: n > 0.
  uint32_t Below(uint32_t n) { return static_cast<uint32_t>(engine_() % n); }
  int32_t Between(int32_t first, int32_t last) {
    return first + static_cast<int32_t>(Below(static_cast<uint32_t>(last - first + 1)));
  }
  // True `percent` times in a hundred.
  bool Chance(uint32_t percent) { return Below(100) < percent; }
  // 0 to n - 1, small numbers far more often, as words of a language are (Zipf's law).
  uint32_t Zipf(uint32_t n) {
    const double unit = static_cast<double>(engine_() >> 11) / 9007199254740992.0;
    const auto rank = static_cast<uint32_t>(std::pow(n + 1.0, unit)) - 1;
    return rank < n ? rank : n - 1;
  }
  template <typename T>
  const T& Pick(const std::vector<T>& values) {
    return values[Below(static_cast<uint32_t>(values.size()))];
  }
  uint64_t Next() { return engine_(); }

 private:
  std::mt19937_64 engine_;
};

}  // namespace dateline::support

#endif  // DATELINE_TESTS_SUPPORT_RANDOM_H_

#include "indexer/store/copy_sketch.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "indexer/format/schema.h"

namespace dateline::store {
namespace {

using format::CopySketch;

// A bijection that spreads every bit (the finalizer of SplitMix64).
uint64_t Mix(uint64_t x) {
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
  x = (x ^ x >> 27) * 0x94d049bb133111eb;
  return x ^ x >> 31;
}

// Rounds 0 to K-1 throw every element into one place at random, rounds K to 2K-1 all of them into
// place 0, 1, ...; a place keeps the smallest hash of the first round that reached it. It ends
// when every place is filled: for large sets after the first round.
template <typename Minimum, size_t kPlaces>
void FillMinima(const std::vector<uint64_t>& set, std::array<Minimum, kPlaces>* minima) {
  constexpr uint64_t kEmpty = UINT64_MAX;
  std::array<uint64_t, kPlaces> smallest;
  smallest.fill(kEmpty);
  std::array<bool, kPlaces> done{};
  size_t filled = 0;
  for (size_t round = 0; filled < kPlaces; ++round) {
    for (uint64_t element : set) {
      const uint64_t hash = Mix(element + round * 0x9e3779b97f4a7c15);
      const size_t place = round < kPlaces ? hash % kPlaces : round - kPlaces;
      // The lowest bits chose the place; the value must not depend on them.
      if (!done[place]) smallest[place] = std::min(smallest[place], hash / kPlaces);
    }
    for (size_t place = 0; place < kPlaces; ++place) {
      if (done[place] || smallest[place] == kEmpty) continue;
      done[place] = true;
      ++filled;
    }
  }
  std::transform(smallest.begin(), smallest.end(), minima->begin(),
                 [](uint64_t hash) { return static_cast<Minimum>(hash); });
}

void RemoveDuplicates(std::vector<uint64_t>* set) {
  std::sort(set->begin(), set->end());
  set->erase(std::unique(set->begin(), set->end()), set->end());
}

// "12", "3.5", "1200"; no year from 1000 to 2999, unless it is written as a number: "1,200".
bool IsNumber(const text::Token& token) {
  const std::string& term = token.term;
  const auto is_digit = [](unsigned char c) { return absl::ascii_isdigit(c); };
  if (term.empty() || !is_digit(term[0])) return false;
  const bool year = term.size() == 4 && token.end - token.begin == 4 && term[0] <= '2' &&
                    term[0] != '0' && std::all_of(term.begin(), term.end(), is_digit);
  return !year;
}

// Adds the shingles and numbers of one field; one that is shorter than a shingle is one of its own.
void AddField(const std::vector<text::Token>& tokens, std::vector<uint64_t>* shingles,
              std::vector<uint64_t>* numbers) {
  if (tokens.empty()) return;
  std::array<uint64_t, kShingleWords> window{};
  const auto hash_window = [&window] {
    uint64_t hash = 0;
    for (uint64_t word : window) hash = Mix(hash + word);
    return hash;
  };
  for (size_t i = 0; i < tokens.size(); ++i) {
    std::move(window.begin() + 1, window.end(), window.begin());
    window.back() = format::Hash64(tokens[i].term);
    if (IsNumber(tokens[i])) {
      numbers->push_back(window.back());
    }
    if (i + 1 >= kShingleWords) shingles->push_back(hash_window());
  }
  if (tokens.size() < kShingleWords) shingles->push_back(hash_window());
}

// The fills of a text by the hash of their contexts.
class FillFinder {
 public:
  explicit FillFinder(absl::string_view text) : text_(text) {}

  std::vector<format::Fill> Find(const std::vector<text::Token>& tokens) {
    const text::Token* previous = nullptr;
    for (const text::Token& token : tokens) {
      const bool digit = !token.term.empty() && absl::ascii_isdigit(token.term[0]);
      if (!digit && !text::BeginsWithCapital(text_, token)) {
        EndGap();
        words_.push_back(format::Hash64(token.term));
      } else if (digit || !BeginsSentence(token, previous)) {
        Fit(token.term, digit);
      }
      previous = &token;
    }
    EndGap();
    return Sample();
  }

 private:
  static constexpr size_t kBefore = 2;
  static constexpr size_t kBehind = 2;
  static constexpr uint32_t kAbbreviation = 4;

  struct Gap {
    size_t word = 0;   // The word behind it.
    size_t count = 0;  // Names and numbers in it.
    uint16_t names = 0;
    uint8_t numbers = 0;
  };

  // True for a word whose capital says nothing. A full stop behind a short word with a capital ends
  // an abbreviation: "Sen.", "Dr.".
  bool BeginsSentence(const text::Token& token, const text::Token* previous) const {
    if (previous == nullptr) return true;
    const absl::string_view between = text_.substr(previous->end, token.begin - previous->end);
    if (between.find_first_of("!?:\n") != absl::string_view::npos) return true;
    if (between.find('.') == absl::string_view::npos) return false;
    return previous->end - previous->begin > kAbbreviation ||
           !text::BeginsWithCapital(text_, *previous);
  }

  // Puts a name or number into the gap behind the last word.
  void Fit(const std::string& term, bool number) {
    const uint64_t hash = Mix(format::Hash64(term));
    ++gap_.count;
    if (number) {
      gap_.numbers |= static_cast<uint8_t>(1 << hash % 8);
    } else {
      gap_.names |= static_cast<uint16_t>(1 << hash % 16);
    }
  }

  void EndGap() {
    gap_.word = words_.size();
    if (gap_.count > 0 && gap_.count <= kMaxFillWords) gaps_.push_back(gap_);
    gap_ = Gap();
  }

  uint64_t ContextOf(const Gap& gap) const {
    uint64_t hash = 0;
    for (size_t i = 0; i < kBefore + kBehind; ++i) {
      const size_t word = gap.word + i;  // kBefore too far.
      const bool inside = word >= kBefore && word - kBefore < words_.size();
      hash = Mix(hash + (inside ? words_[word - kBefore] : 0));
    }
    return hash;
  }

  std::vector<format::Fill> Sample() const {
    std::map<uint64_t, format::Fill> by_context;
    for (const Gap& gap : gaps_) {
      const uint64_t context = ContextOf(gap);
      const format::Fill fill = {static_cast<uint16_t>(context), gap.names, gap.numbers};
      const auto [it, added] = by_context.emplace(context, fill);
      if (!added && !(it->second == fill)) it->second.names = it->second.numbers = 0;
    }
    std::vector<format::Fill> fills;
    for (const auto& [context, fill] : by_context) {
      if (fills.size() == format::kMaxFills) break;
      if (fill.names != 0 || fill.numbers != 0) fills.push_back(fill);
    }
    const auto before = [](const auto& a, const auto& b) { return a.context < b.context; };
    std::stable_sort(fills.begin(), fills.end(), before);
    // The order was by the whole hash: two that are alike in what is kept of it are different ones.
    const auto same = [](const auto& a, const auto& b) { return a.context == b.context; };
    fills.erase(std::unique(fills.begin(), fills.end(), same), fills.end());
    return fills;
  }

  const absl::string_view text_;
  std::vector<uint64_t> words_;  // Neither name nor number.
  std::vector<Gap> gaps_;
  Gap gap_;
};

template <typename Minimum, size_t kPlaces>
size_t EqualPlaces(const std::array<Minimum, kPlaces>& a, const std::array<Minimum, kPlaces>& b) {
  size_t equal = 0;
  for (size_t place = 0; place < kPlaces; ++place) equal += a[place] == b[place];
  return equal;
}

// |A and B| / min(|A|, |B|), from |A and B| / |A or B| and the sizes of the sets.
double ContainmentOf(double resemblance, uint32_t a, uint32_t b) {
  const double common = resemblance / (1 + resemblance) * (static_cast<double>(a) + b);
  return std::min(1.0, common / std::min(a, b));
}

double NumberContainment(const CopySketch& a, const CopySketch& b) {
  if (a.numbers == 0 || b.numbers == 0) return 1;
  // One byte is equal by chance once in 256 times.
  constexpr double kChance = 1.0 / 256;
  const double equal =
      static_cast<double>(EqualPlaces(a.number_minima, b.number_minima)) / format::kNumberMinima;
  return ContainmentOf(std::max(0.0, (equal - kChance) / (1 - kChance)), a.numbers, b.numbers);
}

double RequiredContainment(uint32_t shingles) {
  if (shingles <= kShortShingles) return kShortContainment;
  if (shingles >= kLongShingles) return kLongContainment;
  const double along =
      static_cast<double>(shingles - kShortShingles) / (kLongShingles - kShortShingles);
  return kShortContainment + (kLongContainment - kShortContainment) * along;
}

}  // namespace

CopySketch MakeCopySketch(const std::vector<text::Token>& title,
                          const std::vector<text::Token>& body, absl::string_view body_text) {
  CopySketch sketch;
  if (body.empty()) return sketch;
  std::vector<uint64_t> shingles;
  std::vector<uint64_t> numbers;
  shingles.reserve(title.size() + body.size());
  AddField(title, &shingles, &numbers);
  AddField(body, &shingles, &numbers);
  RemoveDuplicates(&shingles);
  RemoveDuplicates(&numbers);
  sketch.shingles = static_cast<uint32_t>(shingles.size());
  FillMinima(shingles, &sketch.minima);
  sketch.numbers = static_cast<uint32_t>(numbers.size());
  if (!numbers.empty()) FillMinima(numbers, &sketch.number_minima);
  sketch.fills = FillFinder(body_text).Find(body);
  return sketch;
}

CopyLikeness EstimateLikeness(const CopySketch& a, const CopySketch& b) {
  CopyLikeness likeness;
  likeness.resemblance =
      static_cast<double>(EqualPlaces(a.minima, b.minima)) / format::kShingleMinima;
  likeness.containment = ContainmentOf(likeness.resemblance, a.shingles, b.shingles);
  likeness.number_containment = NumberContainment(a, b);
  return likeness;
}

bool AreAlike(const CopySketch& a, const CopySketch& b, int days_apart) {
  const uint32_t shorter = std::min(a.shingles, b.shingles);
  if (shorter < kMinShingles) {
    return a.shingles == b.shingles && a.minima == b.minima && a.numbers == b.numbers &&
           a.number_minima == b.number_minima;
  }
  const CopyLikeness likeness = EstimateLikeness(a, b);
  if (likeness.resemblance < kMinResemblance) return false;
  const double numbers = likeness.number_containment;
  if (numbers < kSameNumbers && likeness.resemblance < kOtherNumbersResemblance) return false;
  double containment = RequiredContainment(shorter);
  if (days_apart > kNearDays) {
    containment = numbers < kFarSameNumbers ? kFarOtherNumbersContainment : kFarContainment;
  } else if (numbers < kSameNumbers) {
    containment = kOtherNumbersContainment;
  }
  return likeness.containment >= containment;
}

bool AreFilledDifferently(const CopySketch& a, const CopySketch& b) {
  const auto differ = [](unsigned x, unsigned y) { return (x & ~y) != 0 && (y & ~x) != 0; };
  int names = 0;
  int numbers = 0;
  for (auto x = a.fills.begin(), y = b.fills.begin(); x != a.fills.end() && y != b.fills.end();) {
    if (x->context == y->context) {
      names += differ(x->names, y->names);
      numbers += differ(x->numbers, y->numbers);
      ++x;
      ++y;
    } else if (x->context < y->context) {
      ++x;
    } else {
      ++y;
    }
  }
  return names > 0 && names + numbers > 1;
}

}  // namespace dateline::store

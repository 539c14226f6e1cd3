#include "server/match/judge.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "server/match/entity_rows.h"

namespace dateline::match {
namespace {

using article::kValueDimensionCount;
using snapshot::Row;
using Faceted = std::array<bool, kValueDimensionCount>;
using Bits = std::vector<uint64_t>;

// What a look at one row costs, against a word of bits or an article of a list.
constexpr size_t kRowCost = 8;

// Rows that are judged together.
constexpr size_t kPart = 1024;

// Rows that are kept, in an array with room for those that may be.
class Kept {
 public:
  void Reserve(size_t more) {
    if (rows_.size() < size_ + more) rows_.resize(std::max(2 * rows_.size(), size_ + more));
  }
  // Without a branch. REQUIRES: there is room.
  void AddIf(bool wanted, Row row) {
    rows_[size_] = row;
    size_ += wanted ? 1 : 0;
  }
  size_t size() const { return size_; }
  RowSet Take() {
    rows_.resize(size_);
    return RowSet::OfList(std::move(rows_));
  }

 private:
  std::vector<Row> rows_;
  size_t size_ = 0;
};

// Judges part by part, and keeps those rows that are not failed by it.
template <typename JudgePart>
void JudgeRows(const RowSet& rows, std::vector<double> scores, const Faceted& sparing,
               JudgePart judge_part, Cancellation* cancellation, Judged* judged) {
  Kept hits;
  std::array<Kept, kValueDimensionCount> spared;
  std::array<RowFilter::Verdict, kPart> verdicts;
  size_t next = 0;
  bool stopped = false;
  rows.ForEachRun([&](const Row* run, size_t run_size) {
    for (size_t begin = 0; begin < run_size && !stopped; begin += kPart) {
      const Row* part = run + begin;
      const size_t size = std::min(kPart, run_size - begin);
      judge_part(part, size, verdicts.data());
      hits.Reserve(size + 1);
      for (size_t i = 0; i < size; ++i) {
        const bool passes = verdicts[i] == RowFilter::kPasses;
        if (!scores.empty()) scores[hits.size()] = scores[next + i];
        hits.AddIf(passes, part[i]);
      }
      for (size_t d = 0; d < kValueDimensionCount; ++d) {
        if (!sparing[d]) continue;
        spared[d].Reserve(size + 1);
        for (size_t i = 0; i < size; ++i) {
          spared[d].AddIf(verdicts[i] == static_cast<RowFilter::Verdict>(d), part[i]);
        }
      }
      next += size;
      stopped = cancellation->Tick(size);
    }
  });
  if (!scores.empty()) scores.resize(hits.size());
  judged->scores = std::move(scores);
  judged->hits = hits.Take();
  for (size_t d = 0; d < kValueDimensionCount; ++d) {
    if (sparing[d]) judged->spared[d] = spared[d].Take();
  }
}

// The same of rows that are bits, and have no scores, on all cores that are spare.
void JudgeBits(const RowFilter& filter, const RowSet& rows, const Faceted& sparing,
               SpareCores* cores, Cancellation* cancellation, Judged* judged) {
  struct Kept {
    RowFilter::Verdict verdict;
    Bits bits;
  };
  std::vector<Kept> kept;
  kept.push_back({RowFilter::kPasses, Bits(rows.word_count(), 0)});
  for (size_t d = 0; d < kValueDimensionCount; ++d) {
    if (!sparing[d]) continue;
    kept.push_back({static_cast<RowFilter::Verdict>(d), Bits(rows.word_count(), 0)});
  }
  const bool shared = cores != nullptr && rows.size() >= cores->least_rows();
  ForEachPart(shared ? cores : nullptr, rows.word_count(), kPart, cancellation,
              [&](size_t begin, size_t end) {
                std::array<RowFilter::Verdict, kPart> verdicts;
                rows.ForEachRun(begin, end, [&](const Row* run, size_t run_size) {
                  for (size_t at = 0; at < run_size; at += kPart) {
                    const Row* part = run + at;
                    const size_t size = std::min(kPart, run_size - at);
                    filter.Judge(part, size, verdicts.data());
                    for (Kept& k : kept) {
                      uint64_t* words = k.bits.data();
                      for (size_t i = 0; i < size; ++i) {
                        words[part[i] / 64] |= uint64_t{verdicts[i] == k.verdict} << (part[i] % 64);
                      }
                    }
                  }
                });
              });
  for (Kept& k : kept) {
    RowSet set = RowSet::OfBits(std::move(k.bits));
    (k.verdict == RowFilter::kPasses ? judged->hits : judged->spared[k.verdict]) = std::move(set);
  }
}

// The selection of a dimension as bits of all articles; what is empty lets everything pass.
struct SelectionBits {
  int dimension = 0;
  Bits any;   // Those that have one of the selected values.
  Bits hard;  // Those that pass everything else.
};

void SetBits(const snapshot::Postings& list, Bits* bits) {
  if (list.dense()) {
    for (size_t w = 0; w < bits->size(); ++w) (*bits)[w] |= list.bits()[w];
    return;
  }
  for (const Row row : list.rows()) (*bits)[row / 64] |= uint64_t{1} << (row % 64);
}

Bits UnionOf(const std::vector<std::shared_ptr<const snapshot::Postings>>& lists, size_t words) {
  Bits bits(words, 0);
  for (const auto& list : lists) SetBits(*list, &bits);
  return bits;
}

// True when bits of all articles cost less than a look at each of so many rows.
bool BitsAreCheaper(const snapshot::Snapshot& snapshot, const RowFilter& filter, size_t rows) {
  size_t cost = 0;
  for (const RowFilter::DimensionTest& test : filter.tests()) {
    if (!test.by_number) return false;
    cost += 2 * snapshot.live().size();
    for (const std::vector<uint32_t>* numbers : {&test.selected, &test.excluded}) {
      for (const uint32_t number : *numbers) {
        cost += std::min<size_t>(ArticlesOf(snapshot, number), 2 * snapshot.live().size());
      }
    }
  }
  return cost < rows * kRowCost;
}

// Empty when a list is not kept. REQUIRES: all tests are by number.
std::vector<SelectionBits> BitsOf(const snapshot::Snapshot& snapshot, const RowFilter& filter,
                                  Cancellation* cancellation) {
  const size_t words = snapshot.live().size();
  std::vector<SelectionBits> selections;
  for (const RowFilter::DimensionTest& test : filter.tests()) {
    SelectionBits bits;
    bits.dimension = test.dimension;
    const auto selected = FindEntityRows(snapshot, test.selected, cancellation);
    const auto excluded = FindEntityRows(snapshot, test.excluded, cancellation);
    if (selected.size() != test.selected.size() || excluded.size() != test.excluded.size()) {
      return {};
    }
    if (test.any) bits.any = UnionOf(selected, words);
    if (!excluded.empty()) {
      bits.hard = UnionOf(excluded, words);
      for (uint64_t& word : bits.hard) word = ~word;
    }
    for (size_t i = 0; !test.any && i < selected.size(); ++i) {
      const Bits one = UnionOf({selected[i]}, words);
      if (bits.hard.empty()) bits.hard.assign(words, ~uint64_t{0});
      for (size_t w = 0; w < words; ++w) bits.hard[w] &= one[w];
    }
    selections.push_back(std::move(bits));
  }
  return selections;
}

bool Has(const Bits& bits, Row row) {
  return bits.empty() || (bits[row / 64] >> (row % 64) & 1) != 0;
}

// Rows as bits: a word of 64 at a time.
void JudgeWords(const std::vector<SelectionBits>& selections, const RowSet& rows,
                const Faceted& faceted, Judged* judged) {
  const size_t words = rows.word_count();
  Bits passing(rows.bits(), rows.bits() + words);
  for (const SelectionBits& selection : selections) {
    for (size_t w = 0; w < words && !selection.hard.empty(); ++w) passing[w] &= selection.hard[w];
  }
  for (const SelectionBits& own : selections) {
    if (own.any.empty() || !faceted[own.dimension]) continue;
    Bits spared = passing;
    for (const SelectionBits& other : selections) {
      if (other.any.empty()) continue;
      const uint64_t flip = &other == &own ? ~uint64_t{0} : 0;
      for (size_t w = 0; w < words; ++w) spared[w] &= other.any[w] ^ flip;
    }
    judged->spared[own.dimension] = RowSet::OfBits(std::move(spared));
  }
  for (const SelectionBits& selection : selections) {
    for (size_t w = 0; w < words && !selection.any.empty(); ++w) passing[w] &= selection.any[w];
  }
  judged->hits = RowSet::OfBits(std::move(passing));
}

RowFilter::Verdict VerdictOf(const std::vector<SelectionBits>& selections, Row row) {
  RowFilter::Verdict verdict = RowFilter::kPasses;
  for (const SelectionBits& selection : selections) {
    if (!Has(selection.hard, row)) return RowFilter::kFails;
    if (Has(selection.any, row)) continue;
    if (verdict != RowFilter::kPasses) return RowFilter::kFails;
    verdict = selection.dimension;
  }
  return verdict;
}

}  // namespace

Judged Judge(const snapshot::Snapshot& snapshot, const RowFilter& filter, const Faceted& faceted,
             const RowSet& rows, std::vector<double> scores, SpareCores* cores,
             Cancellation* cancellation) {
  Judged judged;
  if (filter.passes_all()) {
    judged.hits = rows;
    judged.all = true;
    judged.scores = std::move(scores);
    return judged;
  }
  Faceted sparing = {};  // The dimensions whose own selection may be spared.
  for (const RowFilter::DimensionTest& test : filter.tests()) {
    if (test.impossible) return judged;
    sparing[test.dimension] = test.any && faceted[test.dimension];
  }
  if (!filter.has_windows() && BitsAreCheaper(snapshot, filter, rows.size())) {
    const std::vector<SelectionBits> selections = BitsOf(snapshot, filter, cancellation);
    if (!selections.empty()) {
      if (rows.bits() != nullptr && scores.empty()) {
        JudgeWords(selections, rows, faceted, &judged);
      } else {
        const auto judge = [&](const Row* part, size_t size, RowFilter::Verdict* verdicts) {
          for (size_t i = 0; i < size; ++i) verdicts[i] = VerdictOf(selections, part[i]);
        };
        JudgeRows(rows, std::move(scores), sparing, judge, cancellation, &judged);
      }
      return judged;
    }
  }
  const auto judge = [&](const Row* part, size_t size, RowFilter::Verdict* verdicts) {
    filter.Judge(part, size, verdicts);
  };
  if (rows.list() == nullptr && scores.empty()) {
    JudgeBits(filter, rows, sparing, cores, cancellation, &judged);
  } else {
    JudgeRows(rows, std::move(scores), sparing, judge, cancellation, &judged);
  }
  return judged;
}

}  // namespace dateline::match

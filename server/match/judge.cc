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

// Judges row by row, and keeps those that are not failed by it.
template <typename Verdict>
void JudgeRows(const RowSet& rows, const std::vector<double>& scores, const Faceted& faceted,
               Verdict verdict_of, Cancellation* cancellation, Judged* judged) {
  std::vector<Row> hits;
  std::array<std::vector<Row>, kValueDimensionCount> spared;
  size_t next = 0;
  rows.ForEachRun([&](const Row* run, size_t size) {
    for (size_t i = 0; i < size; ++i, ++next) {
      const RowFilter::Verdict verdict = verdict_of(run, i, size);
      if (verdict == RowFilter::kPasses) {
        hits.push_back(run[i]);
        if (!scores.empty()) judged->scores.push_back(scores[next]);
      } else if (verdict != RowFilter::kFails && faceted[verdict]) {
        spared[verdict].push_back(run[i]);
      }
      if (cancellation->Tick()) return;
    }
  });
  judged->hits = RowSet::OfList(std::move(hits));
  for (size_t d = 0; d < kValueDimensionCount; ++d) {
    if (!spared[d].empty()) judged->spared[d] = RowSet::OfList(std::move(spared[d]));
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
             const RowSet& rows, std::vector<double> scores, Cancellation* cancellation) {
  Judged judged;
  if (filter.passes_all()) {
    judged.hits = rows;
    judged.all = true;
    judged.scores = std::move(scores);
    return judged;
  }
  const auto& tests = filter.tests();
  if (std::any_of(tests.begin(), tests.end(), [](const auto& test) { return test.impossible; })) {
    return judged;
  }
  if (!filter.has_windows() && BitsAreCheaper(snapshot, filter, rows.size())) {
    const std::vector<SelectionBits> selections = BitsOf(snapshot, filter, cancellation);
    if (!selections.empty()) {
      if (rows.bits() != nullptr && scores.empty()) {
        JudgeWords(selections, rows, faceted, &judged);
      } else {
        const auto verdict_of = [&](const Row* run, size_t i, size_t) {
          return VerdictOf(selections, run[i]);
        };
        JudgeRows(rows, scores, faceted, verdict_of, cancellation, &judged);
      }
      return judged;
    }
  }
  const auto verdict_of = [&](const Row* run, size_t i, size_t size) {
    if (i + RowFilter::kPrefetch < size) filter.Prefetch(run[i + RowFilter::kPrefetch]);
    return filter.Judge(run[i]);
  };
  JudgeRows(rows, scores, faceted, verdict_of, cancellation, &judged);
  return judged;
}

}  // namespace dateline::match

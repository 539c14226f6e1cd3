#include "server/match/judge.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "server/match/entity_rows.h"
#include "server/match/passing_rows.h"

namespace dateline::match {
namespace {

using article::kValueDimensionCount;
using snapshot::Row;
using Faceted = std::array<bool, kValueDimensionCount>;
using Bits = std::vector<uint64_t>;

// What a look at one row costs, in postings of which a list is made.
constexpr size_t kRowCost = 1;
// Lists that were wanted before are worth so many times the work of one search.
constexpr size_t kKeptWorth = 64;
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
  std::array<uint32_t, kPart + 1> left;  // Those of a part that are not failed.
  size_t next = 0;
  bool stopped = false;
  rows.ForEachRun([&](const Row* run, size_t run_size) {
    for (size_t begin = 0; begin < run_size && !stopped; begin += kPart) {
      const Row* part = run + begin;
      const size_t size = std::min(kPart, run_size - begin);
      judge_part(part, size, verdicts.data());
      size_t left_size = 0;
      for (size_t i = 0; i < size; ++i) {
        left[left_size] = static_cast<uint32_t>(i);
        left_size += verdicts[i] != RowFilter::kFails ? 1 : 0;
      }
      hits.Reserve(left_size + 1);
      for (size_t n = 0; n < left_size; ++n) {
        const uint32_t i = left[n];
        if (!scores.empty()) scores[hits.size()] = scores[next + i];
        hits.AddIf(verdicts[i] == RowFilter::kPasses, part[i]);
      }
      for (size_t d = 0; d < kValueDimensionCount; ++d) {
        if (!sparing[d]) continue;
        spared[d].Reserve(left_size + 1);
        for (size_t n = 0; n < left_size; ++n) {
          const uint32_t i = left[n];
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

// Articles as bits: of a list that has them, or made of it.
class ArticleBits {
 public:
  ArticleBits(std::shared_ptr<const snapshot::Postings> list, size_t words)
      : list_(std::move(list)) {
    if (!list_->dense()) {
      made_.assign(words, 0);
      for (const Row row : list_->rows()) made_[row / 64] |= uint64_t{1} << (row % 64);
    }
  }
  const uint64_t* words() const { return made_.empty() ? list_->bits().data() : made_.data(); }

 private:
  std::shared_ptr<const snapshot::Postings> list_;
  Bits made_;
};

// The selection of a dimension as articles.
struct SelectionBits {
  int dimension = 0;
  std::optional<ArticleBits> any;  // An article has to be in it.
  std::vector<ArticleBits> all;    // In every one.
  std::vector<ArticleBits> none;   // In none.
};

// The entities of a selection whose articles are wanted together.
struct SelectionRows {
  enum class Role { kAny, kAll, kNone };
  size_t test = 0;
  Role role = Role::kAny;
  EntityRows rows;
};

// Nothing when a test is not of entities by number.
std::vector<SelectionRows> RowsOf(const snapshot::Snapshot& snapshot, const RowFilter& filter) {
  using Role = SelectionRows::Role;
  std::vector<SelectionRows> wanted;
  for (size_t t = 0; t < filter.tests().size(); ++t) {
    const RowFilter::DimensionTest& test = filter.tests()[t];
    if (!test.by_number) return {};
    if (test.any) {
      // None of the values may be one that articles have: then no article passes.
      if (test.selected.empty()) return {};
      wanted.push_back({t, Role::kAny, EntityRows(snapshot, test.selected)});
    } else {
      for (const uint32_t number : test.selected) {
        wanted.push_back({t, Role::kAll, EntityRows(snapshot, {number})});
      }
    }
    if (!test.excluded.empty()) {
      wanted.push_back({t, Role::kNone, EntityRows(snapshot, test.excluded)});
    }
  }
  return wanted;
}

// True when the lists cost less than a look at each of so many rows.
bool ListsAreCheaper(const snapshot::Snapshot& snapshot, const std::vector<SelectionRows>& wanted,
                     size_t rows) {
  if (wanted.empty()) return false;
  size_t cost = 0;
  bool worth_keeping = true;
  for (const SelectionRows& one : wanted) {
    if (one.rows.kept() != nullptr) {
      cost += one.rows.kept()->dense() ? 0 : snapshot.live().size();
    } else {
      cost += one.rows.cost() + snapshot.live().size();
      worth_keeping &= one.rows.IsWorthKeeping();
    }
  }
  return cost < rows * kRowCost * (worth_keeping ? kKeptWorth : 1);
}

std::vector<SelectionBits> BitsOf(const snapshot::Snapshot& snapshot,
                                  snapshot::Snapshot::Lease* lease, const RowFilter& filter,
                                  const std::vector<SelectionRows>& wanted,
                                  Cancellation* cancellation) {
  std::vector<SelectionBits> selections(filter.tests().size());
  for (size_t t = 0; t < selections.size(); ++t)
    selections[t].dimension = filter.tests()[t].dimension;
  for (const SelectionRows& one : wanted) {
    ArticleBits bits(
        one.rows.kept() != nullptr ? one.rows.kept() : one.rows.Make(lease, cancellation),
        snapshot.live().size());
    SelectionBits& selection = selections[one.test];
    switch (one.role) {
      case SelectionRows::Role::kAny:
        selection.any = std::move(bits);
        break;
      case SelectionRows::Role::kAll:
        selection.all.push_back(std::move(bits));
        break;
      case SelectionRows::Role::kNone:
        selection.none.push_back(std::move(bits));
        break;
    }
  }
  return selections;
}

// Rows as bits, a word of 64 at a time; part by part, so that each stays in the processor's cache.
void JudgeWords(const std::vector<SelectionBits>& selections, const RowSet& rows,
                const Faceted& sparing, Judged* judged) {
  constexpr size_t kPartWords = 512;
  const size_t words = rows.word_count();
  Bits passing;
  std::array<Bits, kValueDimensionCount> spared;
  passing.reserve(words);
  for (size_t d = 0; d < kValueDimensionCount; ++d) {
    if (sparing[d]) spared[d].reserve(words);
  }
  for (size_t begin = 0; begin < words; begin += kPartWords) {
    const size_t end = std::min(begin + kPartWords, words);
    // Keeps those that are among `bits`, or with `flip` the others.
    const auto keep = [=](const ArticleBits& bits, bool flip, Bits* kept) {
      const uint64_t mask = flip ? ~uint64_t{0} : 0;
      const uint64_t* const from = bits.words();
      uint64_t* const to = kept->data();
      for (size_t w = begin; w < end; ++w) to[w] &= from[w] ^ mask;
    };
    passing.insert(passing.end(), rows.bits() + begin, rows.bits() + end);
    for (const SelectionBits& selection : selections) {
      for (const ArticleBits& all : selection.all) keep(all, false, &passing);
      for (const ArticleBits& none : selection.none) keep(none, true, &passing);
    }
    for (const SelectionBits& own : selections) {
      if (!sparing[own.dimension]) continue;
      Bits& kept = spared[own.dimension];
      kept.insert(kept.end(), passing.begin() + static_cast<ptrdiff_t>(begin), passing.end());
      for (const SelectionBits& other : selections) {
        if (other.any) keep(*other.any, &other == &own, &kept);
      }
    }
    for (const SelectionBits& selection : selections) {
      if (selection.any) keep(*selection.any, false, &passing);
    }
  }
  judged->hits = RowSet::OfBits(std::move(passing));
  for (const SelectionBits& own : selections) {
    if (!sparing[own.dimension]) continue;
    judged->spared[own.dimension] = RowSet::OfBits(std::move(spared[own.dimension]));
  }
}

// One condition on articles as bits.
struct BitTest {
  const ArticleBits* bits;
  bool wanted;                // The bit of those that meet it.
  RowFilter::Verdict failed;  // What comes of those that fail nothing else.
};

std::vector<BitTest> TestsOf(const std::vector<SelectionBits>& selections) {
  std::vector<BitTest> tests;
  for (const SelectionBits& selection : selections) {
    if (selection.any) tests.push_back({&*selection.any, true, selection.dimension});
    for (const ArticleBits& all : selection.all) tests.push_back({&all, true, RowFilter::kFails});
    for (const ArticleBits& none : selection.none) {
      tests.push_back({&none, false, RowFilter::kFails});
    }
  }
  return tests;
}

// One verdict for each row, without branches that depend on it.
void JudgeByBits(const std::vector<BitTest>& tests, const Row* rows, size_t size,
                 RowFilter::Verdict* verdicts) {
  std::fill_n(verdicts, size, RowFilter::kPasses);
  for (const BitTest& test : tests) {
    const uint64_t* const words = test.bits->words();
    const uint64_t flip = test.wanted ? ~uint64_t{0} : 0;
    const RowFilter::Verdict failed = test.failed;
    for (size_t i = 0; i < size; ++i) {
      const bool fails = ((words[rows[i] / 64] ^ flip) >> (rows[i] % 64) & 1) != 0;
      const RowFilter::Verdict then =
          verdicts[i] == RowFilter::kPasses ? failed : RowFilter::kFails;
      verdicts[i] = fails ? then : verdicts[i];
    }
  }
}

// Without a list of all articles that pass. REQUIRES: there is a filter, and it is possible.
Judged JudgeAnew(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
                 const RowFilter& filter, const Faceted& sparing, const RowSet& rows,
                 std::vector<double> scores, SpareCores* cores, Cancellation* cancellation) {
  Judged judged;
  std::vector<SelectionRows> wanted;
  if (!filter.has_windows()) wanted = RowsOf(snapshot, filter);
  if (ListsAreCheaper(snapshot, wanted, rows.size())) {
    const std::vector<SelectionBits> selections =
        BitsOf(snapshot, lease, filter, wanted, cancellation);
    if (rows.bits() != nullptr && scores.empty()) {
      JudgeWords(selections, rows, sparing, &judged);
    } else {
      const std::vector<BitTest> tests = TestsOf(selections);
      const auto judge = [&](const Row* part, size_t size, RowFilter::Verdict* verdicts) {
        JudgeByBits(tests, part, size, verdicts);
      };
      JudgeRows(rows, std::move(scores), sparing, judge, cancellation, &judged);
    }
    return judged;
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

}  // namespace

Judged Judge(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
             const RowFilter& filter, const Faceted& faceted, const RowSet& rows,
             std::vector<double> scores, SpareCores* cores, Cancellation* cancellation) {
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
  const bool may_be_kept = snapshot.postings().enabled() &&
                           rows.size() == snapshot.article_count() && scores.empty() &&
                           std::find(sparing.begin(), sparing.end(), true) == sparing.end();
  if (!may_be_kept) {
    return JudgeAnew(snapshot, lease, filter, sparing, rows, std::move(scores), cores,
                     cancellation);
  }
  const PassingRows passing(snapshot, filter);
  if (passing.kept() != nullptr) {
    judged.hits = RowSet::OfPostings(passing.kept());
    judged.kept = passing.kept();
    return judged;
  }
  judged = JudgeAnew(snapshot, lease, filter, sparing, rows, {}, cores, cancellation);
  passing.Keep(judged.hits, cancellation);
  return judged;
}

}  // namespace dateline::match

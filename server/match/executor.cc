#include "server/match/executor.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/match/accumulator.h"
#include "server/match/phrase_filter.h"
#include "server/match/posting_cursor.h"
#include "server/match/row_list.h"

namespace dateline::match {
namespace {

using snapshot::Row;

// Lists of more than a 32nd of the articles together are added up by row; shorter ones, when they
// are few, are merged.
constexpr uint32_t kDenseShare = 32;
constexpr size_t kMaxMergedLists = 3;

// When more rows than this share of a list are asked about, decoding all of it costs no more than
// skipping from one to the next.
constexpr uint32_t kDecodeShare = 16;
// The same where lists are decoded in place, but skipped through by Xapian.
constexpr uint32_t kDecodeShareInPlace = 64;

// From this ratio of sizes on, finding the rows of the shorter list in the longer one costs less
// than going through both.
constexpr size_t kGallopRatio = 16;

// Under which the cache keeps the articles of a phrase. No index term begins with a control
// character, and none has one in it.
std::string KeyOfPhrase(const Plan& phrase) {
  std::string key = "\x02";
  for (const Plan& word : phrase.children) absl::StrAppend(&key, word.term, "\x02");
  return key;
}

}  // namespace

Executor::Executor(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
                   const Bm25& bm25, SpareCores* cores, Cancellation* cancellation)
    : snapshot_(snapshot),
      lease_(lease),
      cores_(cores),
      reader_(snapshot, lease, bm25, cancellation),
      lengths_(snapshot.lengths().data()),
      norm_(bm25, snapshot.average_length()),
      cancellation_(cancellation) {}

Matches Executor::Run(const Plan& plan, bool scored) {
  if (cancellation_->cancelled()) return {};
  switch (plan.op) {
    case Plan::Op::kAll:
      return RunAll(scored);
    case Plan::Op::kNone:
      return {};
    case Plan::Op::kTerm:
      return RunTerm(plan, scored);
    case Plan::Op::kAnd:
      return RunAnd(plan, scored);
    case Plan::Op::kPhrase: {
      Matches matches = RunAnd(plan, scored);
      KeepPhrases(plan, true, &matches);
      return matches;
    }
    case Plan::Op::kOr:
      return RunOr(plan, scored);
    case Plan::Op::kAndNot:
      return RunAndNot(plan, scored);
  }
  return {};
}

Matches Executor::RunAll(bool scored) {
  Matches matches;
  matches.rows.reserve(snapshot_.article_count());
  const std::vector<uint64_t>& live = snapshot_.live();
  for (size_t w = 0; w < live.size(); ++w) {
    for (uint64_t word = live[w]; word != 0; word &= word - 1) {
      matches.rows.push_back(static_cast<Row>(w * 64 + __builtin_ctzll(word)));
    }
  }
  if (scored) matches.scores.assign(matches.rows.size(), 0);
  return matches;
}

Matches Executor::RunTerm(const Plan& plan, bool scored) {
  const std::shared_ptr<const snapshot::Postings> postings = ReadPostings(plan, &reader_);
  Matches matches;
  matches.rows = postings->rows();
  if (!scored) return matches;
  matches.scores.resize(matches.rows.size());
  for (size_t i = 0; i < matches.rows.size(); ++i) {
    matches.scores[i] = ScoreOf(plan, matches.rows[i], postings->wdf(i));
  }
  return matches;
}

Matches Executor::RunAnd(const Plan& plan, bool scored) {
  const std::vector<const Plan*> children = ByEstimate(plan.children);
  Matches matches = Run(*children[0], scored);
  for (size_t i = 1; i < children.size() && !matches.rows.empty(); ++i) {
    Intersect(*children[i], scored, &matches);
  }
  return matches;
}

Matches Executor::RunOr(const Plan& plan, bool scored) {
  uint64_t postings = 0;
  for (const Plan& child : plan.children) postings += child.estimate;
  if (plan.children.size() <= kMaxMergedLists &&
      postings < snapshot_.article_count() / kDenseShare) {
    Matches matches = Run(plan.children[0], scored);
    for (size_t i = 1; i < plan.children.size(); ++i) {
      matches = Union(matches, Run(plan.children[i], scored));
    }
    return matches;
  }
  Accumulator sums(snapshot_.row_count(), scored);
  for (const Plan& child : plan.children) {
    if (child.op != Plan::Op::kTerm) {
      sums.Add(Run(child, scored));
    } else {
      const std::shared_ptr<const snapshot::Postings> postings = ReadPostings(child, &reader_);
      const std::vector<Row>& rows = postings->rows();
      for (size_t i = 0; i < rows.size(); ++i) {
        if (scored) {
          sums.Add(rows[i], ScoreOf(child, rows[i], postings->wdf(i)));
        } else {
          sums.Add(rows[i]);
        }
      }
    }
    if (cancellation_->cancelled()) return {};
  }
  return sums.Take();
}

Matches Executor::RunAndNot(const Plan& plan, bool scored) {
  Matches matches = Run(plan.children[0], scored);
  std::vector<uint8_t> excluded;
  for (size_t i = 1; i < plan.children.size() && !matches.rows.empty(); ++i) {
    Probe(plan.children[i], matches.rows, &excluded, nullptr);
    Compact(excluded, 0, &matches.scores);
    Compact(excluded, 0, &matches.rows);
  }
  return matches;
}

void Executor::Intersect(const Plan& plan, bool scored, Matches* matches) {
  std::vector<uint8_t> kept;
  Probe(plan, matches->rows, &kept, scored ? &matches->scores : nullptr);
  Compact(kept, 1, &matches->scores);
  Compact(kept, 1, &matches->rows);
}

std::shared_ptr<const snapshot::Postings> Executor::FindPhrase(const Plan& phrase) const {
  return snapshot_.postings().Find(KeyOfPhrase(phrase));
}

void Executor::KeepPhrases(const Plan& phrase, bool all_candidates, Matches* matches) {
  std::vector<uint8_t> kept;
  if (const auto known = FindPhrase(phrase); known != nullptr) {
    kept.assign(matches->rows.size(), 0);
    const std::vector<Row>& has = known->rows();
    size_t at = 0;
    for (size_t i = 0; i < kept.size(); ++i) {
      at = FirstNotBefore(has.data(), has.size(), at, matches->rows[i]);
      if (at == has.size()) break;
      kept[i] = has[at] == matches->rows[i];
    }
  } else {
    FilterPhrase(phrase, matches->rows, snapshot_, lease_, cores_, cancellation_, &kept);
    if (all_candidates && !cancellation_->cancelled() && snapshot_.postings().enabled()) {
      auto found = std::make_shared<snapshot::Postings>();
      for (size_t i = 0; i < kept.size(); ++i) {
        if (kept[i] != 0) found->Add(matches->rows[i], 1);
      }
      snapshot_.postings().Insert(KeyOfPhrase(phrase), std::move(found));
    }
  }
  Compact(kept, 1, &matches->scores);
  Compact(kept, 1, &matches->rows);
}

void Executor::Probe(const Plan& plan, const std::vector<Row>& rows, std::vector<uint8_t>* matched,
                     std::vector<double>* scores) {
  matched->assign(rows.size(), 0);
  if (cancellation_->cancelled()) return;
  switch (plan.op) {
    case Plan::Op::kAll:
      matched->assign(rows.size(), 1);
      return;
    case Plan::Op::kNone:
      return;
    case Plan::Op::kTerm:
      ProbeTerm(plan, rows, matched, scores);
      return;
    case Plan::Op::kOr:
      ProbeOr(plan, rows, matched, scores);
      return;
    case Plan::Op::kAnd:
    case Plan::Op::kPhrase:
    case Plan::Op::kAndNot:
      break;
  }
  // Those that are left, as in Run, but beginning with the rows that are asked about.
  Matches left;
  left.rows = rows;
  if (scores != nullptr) left.scores.assign(rows.size(), 0);
  const bool scored = scores != nullptr;
  if (plan.op == Plan::Op::kAndNot) {
    Intersect(plan.children[0], scored, &left);
    std::vector<uint8_t> excluded;
    for (size_t i = 1; i < plan.children.size() && !left.rows.empty(); ++i) {
      Probe(plan.children[i], left.rows, &excluded, nullptr);
      Compact(excluded, 0, &left.scores);
      Compact(excluded, 0, &left.rows);
    }
  } else {
    for (const Plan* child : ByEstimate(plan.children)) {
      if (!left.rows.empty()) Intersect(*child, scored, &left);
    }
    if (plan.op == Plan::Op::kPhrase) KeepPhrases(plan, false, &left);
  }
  Mark(left, rows, matched, scores);
}

void Executor::ProbeTerm(const Plan& plan, const std::vector<Row>& rows,
                         std::vector<uint8_t>* matched, std::vector<double>* scores) {
  std::shared_ptr<const snapshot::Postings> postings =
      plan.term.empty() ? ReadPostings(plan, &reader_) : FindPostings(plan, snapshot_);
  const uint32_t share = snapshot_.postlist(0) == nullptr ? kDecodeShare : kDecodeShareInPlace;
  if (postings == nullptr && plan.estimate / share < rows.size()) {
    postings = ReadPostings(plan, &reader_);
  }
  if (postings != nullptr) {
    ProbePostings(plan, *postings, rows, matched, scores);
    return;
  }
  PostingCursor cursor(lease_, plan.term);
  for (size_t i = 0; i < rows.size();) {
    if (cancellation_->Tick() || !cursor.SkipTo(rows[i])) return;
    const Row at = cursor.row();
    if (at == rows[i]) {
      (*matched)[i] = 1;
      if (scores != nullptr) (*scores)[i] += ScoreOf(plan, at, cursor.wdf());
      ++i;
    } else {
      i = FirstNotBefore(rows.data(), rows.size(), i, at);
    }
  }
}

void Executor::ProbePostings(const Plan& plan, const snapshot::Postings& postings,
                             const std::vector<Row>& rows, std::vector<uint8_t>* matched,
                             std::vector<double>* scores) {
  const std::vector<Row>& has = postings.rows();
  const auto match = [&](size_t i, size_t j) {
    (*matched)[i] = 1;
    if (scores != nullptr) (*scores)[i] += ScoreOf(plan, rows[i], postings.wdf(j));
  };
  if (rows.size() < has.size() / kGallopRatio || has.size() < rows.size() / kGallopRatio) {
    for (size_t i = 0, j = 0; i < rows.size() && j < has.size();) {
      if (has[j] < rows[i]) {
        j = FirstNotBefore(has.data(), has.size(), j, rows[i]);
      } else if (rows[i] < has[j]) {
        i = FirstNotBefore(rows.data(), rows.size(), i, has[j]);
      } else {
        match(i++, j++);
      }
    }
    return;
  }
  // Without branches that depend on the rows; what both have is scored part by part.
  constexpr size_t kPart = 1024;
  std::array<std::pair<uint32_t, uint32_t>, kPart + 1> both;
  const Row* mine = rows.data();
  const Row* others = has.data();
  for (size_t i = 0, j = 0; i < rows.size() && j < has.size();) {
    size_t size = 0;
    for (size_t step = 0; step < kPart && i < rows.size() && j < has.size(); ++step) {
      const Row a = mine[i];
      const Row b = others[j];
      both[size] = {static_cast<uint32_t>(i), static_cast<uint32_t>(j)};
      size += a == b;
      i += a <= b;
      j += b <= a;
    }
    for (size_t n = 0; n < size; ++n) match(both[n].first, both[n].second);
    if (cancellation_->Tick(kPart)) return;
  }
}

void Executor::ProbeOr(const Plan& plan, const std::vector<Row>& rows,
                       std::vector<uint8_t>* matched, std::vector<double>* scores) {
  uint64_t postings = 0;
  for (const Plan& child : plan.children) postings += child.estimate;
  if (postings < rows.size() * plan.children.size()) {
    Mark(RunOr(plan, scores != nullptr), rows, matched, scores);
    return;
  }
  std::vector<uint8_t> child_matched;
  for (const Plan& child : plan.children) {
    Probe(child, rows, &child_matched, scores);
    for (size_t i = 0; i < rows.size(); ++i) (*matched)[i] |= child_matched[i];
  }
}

}  // namespace dateline::match

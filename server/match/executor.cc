#include "server/match/executor.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/match/phrase_filter.h"
#include "server/match/row_list.h"

namespace dateline::match {
namespace {

using snapshot::Row;

// Lists of more than a 32nd of the articles together are added up by row; shorter ones, when they
// are few, are merged.
constexpr uint32_t kDenseShare = 32;
constexpr size_t kMaxMergedLists = 3;
// Of more lists that are united, none is read whole.
constexpr size_t kMaxReadLists = 16;

// When more rows than this share of a list are asked about, decoding all of it costs no more than
// skipping from one to the next.
constexpr uint32_t kDecodeShare = 16;
// The same where what was decoded is kept.
constexpr uint32_t kKeepShare = 64;
// With fewer rows than this share of the postings of a block, to look for each is faster than to
// decode it.
constexpr size_t kSkipShare = 64;

// From this ratio of sizes on, finding the rows of the shorter list in the longer one costs less
// than going through both.
constexpr size_t kGallopRatio = 16;

// Calls both(i, j) for every row a[i] that is b[j] too, in ascending order.
template <typename Both>
void ForEachInBoth(const Row* a, size_t a_size, const Row* b, size_t b_size, Both both) {
  size_t i = 0;
  size_t j = 0;
  if (a_size < b_size / kGallopRatio || b_size < a_size / kGallopRatio) {
    while (i < a_size && j < b_size) {
      if (b[j] < a[i]) {
        j = FirstNotBefore(b, b_size, j, a[i]);
      } else if (a[i] < b[j]) {
        i = FirstNotBefore(a, a_size, i, b[j]);
      } else {
        both(i++, j++);
      }
    }
    return;
  }
  // Without branches that depend on the rows; what both have is told part by part.
  constexpr size_t kPart = 1024;
  std::array<std::pair<uint32_t, uint32_t>, kPart + 1> found;
  while (i < a_size && j < b_size) {
    size_t size = 0;
    for (size_t step = 0; step < kPart && i < a_size && j < b_size; ++step) {
      const Row mine = a[i];
      const Row other = b[j];
      found[size] = {static_cast<uint32_t>(i), static_cast<uint32_t>(j)};
      size += mine == other;
      i += mine <= other;
      j += other <= mine;
    }
    for (size_t n = 0; n < size; ++n) both(found[n].first, found[n].second);
  }
}

// Calls take(i) for every i from `begin` to `end` for which has(i), without a branch for the
// others.
template <typename Has, typename Take>
void ForEachIndex(size_t begin, size_t end, Has has, Take take) {
  constexpr size_t kPart = 1024;
  std::array<uint32_t, kPart + 1> found;
  while (begin < end) {
    const size_t part_end = std::min(begin + kPart, end);
    size_t size = 0;
    for (size_t i = begin; i < part_end; ++i) {
      found[size] = static_cast<uint32_t>(i);
      size += has(i) ? 1 : 0;
    }
    for (size_t n = 0; n < size; ++n) take(found[n]);
    begin = part_end;
  }
}

// Sets (*marks)[i], for the first `count` rows, to whether `has` has it. Both ascend.
void MarkRows(absl::Span<const Row> has, const std::vector<Row>& rows, size_t count,
              std::vector<uint8_t>* marks) {
  marks->assign(count, 0);
  size_t at = 0;
  for (size_t i = 0; i < count; ++i) {
    at = FirstNotBefore(has.data(), has.size(), at, rows[i]);
    if (at == has.size()) return;
    (*marks)[i] = has[at] == rows[i];
  }
}

// Under which the cache keeps the articles of a phrase. No word has a control character in it.
std::string KeyOfPhrase(const Plan& phrase) {
  std::string key(snapshot::PostingCache::kPhrase);
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
  if (IsStreamed(plan)) return StreamTerm(plan, scored);
  const std::shared_ptr<const snapshot::Postings> postings = ReadPostings(plan, &reader_);
  Matches matches;
  matches.rows.assign(postings->rows().begin(), postings->rows().end());
  if (!scored) return matches;
  matches.scores.resize(matches.rows.size());
  for (size_t i = 0; i < matches.rows.size(); ++i) {
    matches.scores[i] = ScoreOf(plan, matches.rows[i], postings->wdf(i));
  }
  return matches;
}

bool Executor::IsStreamed(const Plan& term) const {
  return !term.term.empty() && !term.keeps && FindPostings(term, snapshot_) == nullptr;
}

Matches Executor::StreamTerm(const Plan& plan, bool scored) {
  Matches matches;
  matches.rows.reserve(plan.estimate);
  if (scored) matches.scores.reserve(plan.estimate);
  PostingStream stream(snapshot_, lease_, plan.term);
  for (Row next = 0; stream.SkipTo(next); next = stream.last() + 1) {
    stream.Decode();
    const Row* rows = stream.rows();
    matches.rows.insert(matches.rows.end(), rows, rows + stream.size());
    for (size_t i = 0; scored && i < stream.size(); ++i) {
      matches.scores.push_back(ScoreOf(plan, rows[i], stream.wdfs()[i]));
    }
    if (cancellation_->Tick(stream.size())) break;
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
  // Terms are gone through side by side. Others one after the other: what they have in memory may
  // be much, and is dropped.
  const bool side_by_side = std::all_of(
      plan.children.begin(), plan.children.end(),
      [](const Plan& child) { return child.op == Plan::Op::kTerm && !child.term.empty(); });
  const uint32_t window = side_by_side ? Accumulator::kRows : snapshot_.row_count();
  const bool many = plan.children.size() > kMaxReadLists;
  Accumulator sums(window, scored);
  Matches matches;
  std::vector<Side> sides;
  for (const Plan& child : plan.children) {
    sides.push_back(OpenSide(child, scored, many));
    if (cancellation_->cancelled()) return {};
    if (side_by_side) continue;
    AddWindow(0, window, scored, &sides.back(), &sums);
    sides.clear();
  }
  for (uint64_t first = 0; first < snapshot_.row_count(); first += window) {
    const auto begin = static_cast<Row>(first);
    const auto end = static_cast<Row>(std::min<uint64_t>(first + window, snapshot_.row_count()));
    for (Side& side : sides) AddWindow(begin, end, scored, &side, &sums);
    sums.Take(begin, &matches);
    if (cancellation_->Tick(window)) return {};
  }
  return matches;
}

Executor::Side Executor::OpenSide(const Plan& child, bool scored, bool many) {
  Side side;
  side.plan = &child;
  if (child.op != Plan::Op::kTerm) {
    side.matches = Run(child, scored);
  } else if (IsStreamed(child) ||
             (many && !child.term.empty() && FindPostings(child, snapshot_) == nullptr)) {
    side.stream = std::make_unique<PostingStream>(snapshot_, lease_, child.term);
  } else {
    side.postings = ReadPostings(child, &reader_);
  }
  return side;
}

void Executor::AddWindow(Row begin, Row end, bool scored, Side* side, Accumulator* sums) {
  // Those of `rows` from `i` on that are in the window; returns where they end.
  const auto add = [&](const Row* rows, size_t size, size_t i, auto score_of) {
    for (; i < size && rows[i] < end; ++i) {
      if (scored) {
        sums->Add(rows[i] - begin, score_of(i));
      } else {
        sums->Add(rows[i] - begin);
      }
    }
    return i;
  };
  const Plan& plan = *side->plan;
  if (side->stream == nullptr && side->postings == nullptr) {
    const std::vector<Row>& rows = side->matches.rows;
    side->at =
        add(rows.data(), rows.size(), side->at, [&](size_t i) { return side->matches.scores[i]; });
    return;
  }
  if (side->stream == nullptr) {
    const absl::Span<const Row> rows = side->postings->rows();
    side->at = add(rows.data(), rows.size(), side->at,
                   [&](size_t i) { return ScoreOf(plan, rows[i], side->postings->wdf(i)); });
    return;
  }
  PostingStream& stream = *side->stream;
  while (stream.SkipTo(side->next) && stream.first() < end) {
    stream.Decode();
    const Row* rows = stream.rows();
    const size_t next = FirstNotBefore(rows, stream.size(), 0, side->next);
    const size_t done = add(rows, stream.size(), next,
                            [&](size_t i) { return ScoreOf(plan, rows[i], stream.wdfs()[i]); });
    side->next = done < stream.size() ? end : stream.last() + 1;
    if (done < stream.size()) break;
  }
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
  const std::vector<Row>& rows = matches->rows;
  if (const auto known = FindPhrase(phrase); known != nullptr) {
    MarkRows(known->rows(), rows, rows.size(), &kept);
  } else {
    const snapshot::EarlierPostings earlier = snapshot_.postings().FindEarlier(KeyOfPhrase(phrase));
    const auto open = std::lower_bound(rows.begin(), rows.end(), earlier.end);
    std::vector<uint8_t> of_open;
    FilterPhrase(phrase, {open, rows.end()}, snapshot_, lease_, cores_, cancellation_, &of_open);
    if (earlier.postings != nullptr) {
      MarkRows(earlier.postings->rows(), rows, open - rows.begin(), &kept);
    }
    kept.insert(kept.end(), of_open.begin(), of_open.end());
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
  // Xapian skips through a list no faster than it reads it.
  const bool by_xapian = snapshot_.postlist(0) == nullptr;
  const uint32_t share = by_xapian ? kDecodeShare : kKeepShare;
  if (postings == nullptr && (by_xapian || plan.keeps) && plan.estimate / share < rows.size()) {
    postings = ReadPostings(plan, &reader_);
  }
  const auto match = [&](size_t i, uint32_t wdf) {
    (*matched)[i] = 1;
    if (scores != nullptr) (*scores)[i] += ScoreOf(plan, rows[i], wdf);
  };
  if (postings != nullptr) {
    const absl::Span<const Row> has = postings->rows();
    ForEachInBoth(rows.data(), rows.size(), has.data(), has.size(),
                  [&](size_t i, size_t j) { match(i, postings->wdf(j)); });
    return;
  }
  PostingStream stream(snapshot_, lease_, plan.term);
  for (size_t i = 0; i < rows.size() && stream.SkipTo(rows[i]);) {
    const size_t begin = FirstNotBefore(rows.data(), rows.size(), i, stream.first());
    i = FirstNotBefore(rows.data(), rows.size(), begin, stream.last() + 1);
    if (begin == i) continue;
    if (stream.can_skip() && (i - begin) * kSkipShare < stream.size_about()) {
      stream.FindEach(rows.data() + begin, i - begin,
                      [&](size_t n, uint32_t wdf) { match(begin + n, wdf); });
      if (cancellation_->Tick(stream.size_about())) return;
      continue;
    }
    if (stream.has_places()) {
      stream.DecodePlaces();
      ForEachIndex(
          begin, i, [&](size_t n) { return stream.Has(rows[n]); },
          [&](size_t n) { match(n, stream.WdfOf(rows[n])); });
      if (cancellation_->Tick(stream.last() - stream.first())) return;
      continue;
    }
    stream.Decode();
    ForEachInBoth(rows.data() + begin, i - begin, stream.rows(), stream.size(),
                  [&](size_t n, size_t j) { match(begin + n, stream.wdfs()[j]); });
    if (cancellation_->Tick(stream.size())) return;
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

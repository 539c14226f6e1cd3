#include "server/match/entity_counter.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <utility>

#include "server/snapshot/counter_pool.h"

namespace dateline::match {
namespace {

using article::Dimension;
using snapshot::EntityRecords;
using snapshot::Row;

// With fewer rows than this share of all entities, noting which counters are used costs less than
// going through all of them.
constexpr size_t kTouchShare = 192;
// So many rows ahead of the one being counted, its record is fetched into the cache; where the set
// has this share of all articles, and memory is slow to answer so many questions, further ahead.
constexpr size_t kPrefetch = 24;
constexpr size_t kDensePrefetch = 64;
constexpr size_t kDenseShare = 16;
// Rows between two questions whether to go on.
constexpr size_t kChunk = 4096;
// Rows of a list, and words of bits, that a thread takes at a time, at most; of a small set, its
// kParts-th part.
constexpr size_t kPartRows = 16384;
constexpr size_t kPartWords = 1024;
constexpr size_t kParts = 8;

// What is counted of a record's numbers: all,
struct All {
  uint32_t Of(uint32_t number, size_t /*slot*/) const { return number; }
};
// or the `size` from `first` on, and the others as absent.
struct Range {
  uint32_t first;
  uint32_t size;
  uint32_t absent;
  uint32_t Of(uint32_t number, size_t slot) const {
    return number - first < size ? number : absent + static_cast<uint32_t>(slot);
  }
};

// Counters, which are cheap to copy.
template <typename T, typename Which>
struct Counting {
  Which which;
  T* counters;
  void operator()(uint32_t number, size_t slot) { ++counters[which.Of(number, slot)]; }
};
// Notes what is counted for the first time.
template <typename T, typename Which>
struct Noting {
  Which which;
  T* counters;
  std::vector<uint32_t>* noted;  // The first note_count of them; as many as there is room for.
  uint32_t* notes;
  size_t note_count;
  size_t room;
  void operator()(uint32_t number, size_t slot) {
    if (note_count == room) {
      noted->resize(2 * room + 64);
      notes = noted->data();
      room = noted->size();
    }
    const uint32_t counted = which.Of(number, slot);
    notes[note_count] = counted;
    note_count += counters[counted]++ == 0 ? 1 : 0;
  }
};

}  // namespace

struct EntityCounter::Shared {
  RowSet set;
  uint32_t first = 0;
  uint32_t size = 0;
  size_t part = 0;  // Units of the set.
  std::atomic<size_t> next{0};
  std::atomic<bool> stopped{false};
  std::mutex mutex;  // Guards counted_.
  std::optional<SpareCores::Help> help;
};

EntityCounter::EntityCounter(const snapshot::Snapshot& snapshot, size_t rows, SpareCores* cores,
                             Cancellation* cancellation)
    : snapshot_(snapshot),
      records_(snapshot.entity_records()),
      cores_(cores),
      cancellation_(cancellation),
      touches_(rows < records_.number_count() / kTouchShare),
      is_small_(rows <= UINT16_MAX && (cores == nullptr || rows < cores->least_rows())),
      counters_(snapshot.counters().Take(counter_count())) {}

EntityCounter::~EntityCounter() {
  if (shared_ != nullptr) {
    shared_->stopped = true;
    FinishCount();
  }
  MergeCounted();
  if (narrow_) {
    ClearUsed<uint16_t>();
  } else {
    ClearUsed<uint32_t>();
  }
  snapshot_.counters().Return(std::move(counters_));
}

template <typename T>
void EntityCounter::ClearUsed() {
  if (!touches_ || !all_seen_) {
    counters_.Clear<T>(counter_count());
    return;
  }
  T* const counters = counters_.as<T>();
  for (size_t i = 0; i < seen_size_; ++i) counters[seen_[i]] = 0;
}

template <typename Count, typename Tick>
void EntityCounter::Visit(const RowSet& set, size_t begin, size_t end, Count* count,
                          Tick tick) const {
  constexpr size_t kLast = EntityRecords::kSlots - 1;
  const EntityRecords::Record* records = records_.records();
  const bool dense = set.size() >= snapshot_.row_count() / kDenseShare;
  const size_t ahead = dense ? kDensePrefetch : kPrefetch;
  bool stopped = false;
  set.ForEachRun(begin, end, [&](const Row* rows, size_t size) {
    for (size_t chunk = 0; chunk < size && !stopped; chunk += kChunk) {
      const size_t chunk_end = std::min(chunk + kChunk, size);
      Count own = *count;  // In registers.
      for (size_t i = chunk; i < chunk_end; ++i) {
        if (i + ahead < size) __builtin_prefetch(records + rows[i + ahead]);
        const auto& slots = records[rows[i]].slots;
#pragma GCC unroll 8
        for (size_t slot = 0; slot < kLast; ++slot) own(slots[slot], slot);
        if (slots[kLast] < EntityRecords::kMore) {
          own(slots[kLast], kLast);
        } else {
          const uint32_t* more = records_.more() + (slots[kLast] - EntityRecords::kMore);
          for (uint32_t k = 1; k <= more[0]; ++k) own(more[k], kLast);
        }
      }
      *count = own;
      stopped = tick(chunk_end - chunk);
    }
  });
}

template <typename T, typename Which>
void EntityCounter::CountAlone(const RowSet& set, Which which) {
  const auto tick = [this](size_t rows) { return cancellation_->Tick(rows); };
  if (!touches_) {
    Counting<T, Which> count = {which, counters_.as<T>()};
    Visit(set, 0, set.unit_count(), &count, tick);
    return;
  }
  Noting<T, Which> count = {which,        counters_.as<T>(), &seen_,
                            seen_.data(), seen_size_,        seen_.size()};
  all_seen_ = false;
  Visit(set, 0, set.unit_count(), &count, tick);
  all_seen_ = true;
  seen_size_ = count.note_count;
}

template <typename Which>
void EntityCounter::CountAlone(const RowSet& set, Which which) {
  if (narrow_) {
    CountAlone<uint16_t>(set, which);
  } else {
    CountAlone<uint32_t>(set, which);
  }
}

void EntityCounter::BeginAdd(const RowSet& set) {
  inverted_ = !touches_ && RowSet::OthersAreFew(snapshot_, set);
  // What is inverted counts as many as all articles are.
  narrow_ = is_small_ && !inverted_;
  if (touches_ || narrow_) {
    CountAlone(set, All());
    return;
  }
  BeginCount(inverted_ ? RowSet::OfOthers(snapshot_, set) : set, 0, records_.number_count());
}

void EntityCounter::FinishAdd() {
  if (shared_ == nullptr) return;
  FinishCount();
  if (!inverted_) return;
  MergeCounted();
  Invert();
}

void EntityCounter::AddTo(Dimension dimension, const RowSet& set) {
  const uint32_t first = records_.first(dimension);
  const uint32_t size = records_.missing(dimension) - first + 1;
  if (touches_ || narrow_) {
    CountAlone(set, Range{first, size, records_.absent()});
    return;
  }
  BeginCount(set, first, size);
  FinishCount();
}

void EntityCounter::BeginCount(RowSet set, uint32_t first, uint32_t size) {
  shared_ = std::make_unique<Shared>();
  Shared* const shared = shared_.get();
  shared->set = std::move(set);
  shared->first = first;
  shared->size = size;
  shared->part = std::min(shared->set.list() != nullptr ? kPartRows : kPartWords,
                          shared->set.unit_count() / kParts + 1);
  if (cores_ == nullptr || shared->set.size() < cores_->least_rows()) return;
  shared->help.emplace(cores_, [this, shared] {
    std::optional<snapshot::Counters> counters;
    {
      std::lock_guard<std::mutex> lock(shared->mutex);
      if (!counted_.empty()) {
        counters = std::move(counted_.back());
        counted_.pop_back();
      }
    }
    if (!counters) counters = snapshot_.counters().Take(counter_count());
    CountParts(shared, counters->as<uint32_t>(),
               [shared](size_t) { return shared->stopped.load(); });
    std::lock_guard<std::mutex> lock(shared->mutex);
    counted_.push_back(*std::move(counters));
  });
}

void EntityCounter::FinishCount() {
  const std::unique_ptr<Shared> shared = std::move(shared_);
  if (!shared->stopped) {
    CountParts(shared.get(), counters_.as<uint32_t>(),
               [this](size_t rows) { return cancellation_->Tick(rows); });
  }
  if (!shared->help) return;
  if (cancellation_->cancelled()) shared->stopped = true;
  shared->help->Finish();
}

void EntityCounter::MergeCounted() {
  const uint32_t count = counter_count();
  auto* const counters = counters_.as<uint32_t>();
  for (snapshot::Counters& others : counted_) {
    const auto* const counted = others.as<uint32_t>();
    for (uint32_t i = 0; i < count; ++i) counters[i] += counted[i];
    others.Clear<uint32_t>(count);
    snapshot_.counters().Return(std::move(others));
  }
  counted_.clear();
}

template <typename Tick>
void EntityCounter::CountParts(Shared* shared, uint32_t* counters, Tick tick) const {
  const size_t units = shared->set.unit_count();
  const uint32_t first = shared->first;
  const uint32_t size = shared->size;
  const uint32_t absent = records_.absent();
  while (true) {
    const size_t begin = shared->next.fetch_add(shared->part);
    if (begin >= units) return;
    const size_t end = std::min(begin + shared->part, units);
    if (size == records_.number_count()) {
      Counting<uint32_t, All> count = {{}, counters};
      Visit(shared->set, begin, end, &count, tick);
    } else {
      Counting<uint32_t, Range> count = {{first, size, absent}, counters};
      Visit(shared->set, begin, end, &count, tick);
    }
    if (tick(0)) return;
  }
}

void EntityCounter::Invert() {
  auto* const counters = counters_.as<uint32_t>();
  for (size_t d = 0; d < EntityRecords::kDimensions; ++d) {
    const auto dimension = static_cast<Dimension>(d);
    const snapshot::DimensionTotals& totals = snapshot_.totals(dimension);
    uint32_t* own = counters + records_.first(dimension);
    const std::vector<snapshot::Ordinal>& ordinals = records_.ordinals(dimension);
    for (size_t n = 0; n < ordinals.size(); ++n) {
      if (ordinals[n] == snapshot::kNoOrdinal) continue;
      own[n] = totals.article_counts[ordinals[n]] - own[n];
    }
    uint32_t& missing = counters[records_.missing(dimension)];
    missing = totals.missing - missing;
  }
}

template <typename T>
ValueCounts EntityCounter::CountsOf(Dimension dimension) const {
  const uint32_t first = records_.first(dimension);
  const uint32_t missing = records_.missing(dimension);
  const auto size = static_cast<uint32_t>(records_.ordinals(dimension).size());
  const ValueCounts::Numbering numbering = {&records_.numbers(dimension),
                                            records_.ordinals(dimension).data()};
  ValueCounts counts;
  if (touches_) {
    // Without branches that depend on the numbers.
    std::vector<uint32_t> seen(seen_size_ + 1);
    size_t seen_here = 0;
    for (size_t i = 0; i < seen_size_; ++i) {
      seen[seen_here] = seen_[i] - first;
      seen_here += seen[seen_here] < size;
    }
    seen.resize(seen_here);
    counts = ValueCounts::Some(counters_.as<T>() + first, size, numbering, std::move(seen));
  } else {
    counts = ValueCounts::Many(counters_.as<T>() + first, size, numbering);
  }
  counts.missing = counters_.as<T>()[missing];
  return counts;
}

ValueCounts EntityCounter::CountsOf(Dimension dimension) const {
  return narrow_ ? CountsOf<uint16_t>(dimension) : CountsOf<uint32_t>(dimension);
}

}  // namespace dateline::match

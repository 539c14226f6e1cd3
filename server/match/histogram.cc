#include "server/match/histogram.h"

#include <algorithm>
#include <array>
#include <limits>

#include "absl/strings/str_cat.h"
#include "indexer/article/date.h"
#include "server/match/calendar_grid.h"

namespace dateline::match {
namespace {

using article::DatePrecision;
using snapshot::PublishTotals;
using snapshot::Row;

// Rows ahead of the one being counted whose date is fetched into the cache.
constexpr size_t kPrefetch = 32;

struct IntervalName {
  CalendarInterval interval;
  absl::string_view name;
};
constexpr std::array<IntervalName, 4> kIntervals = {{{CalendarInterval::kDay, "day"},
                                                     {CalendarInterval::kWeek, "week"},
                                                     {CalendarInterval::kMonth, "month"},
                                                     {CalendarInterval::kYear, "year"}}};

// The range of days that were seen; empty at first.
struct DayRange {
  int32_t first = std::numeric_limits<int32_t>::max();
  int32_t last = std::numeric_limits<int32_t>::min();
  bool empty() const { return first > last; }
  void Add(int32_t start, int32_t end) {
    first = std::min(first, start);
    last = std::max(last, end);
  }
};

// True when a date of this precision always lies in one cell.
bool IsPreciseEnough(DatePrecision precision, CalendarInterval interval) {
  switch (precision) {
    case DatePrecision::kDay:
      return true;
    case DatePrecision::kMonth:
      return interval == CalendarInterval::kMonth || interval == CalendarInterval::kYear;
    case DatePrecision::kYear:
      return interval == CalendarInterval::kYear;
    case DatePrecision::kUnknown:
      break;
  }
  return false;
}

uint64_t CellCount(CalendarInterval interval, const DayRange& range) {
  return CalendarGrid(interval, range.first, range.last).size();
}

absl::Status CheckSize(const HistogramRequest& request, const DayRange& range) {
  const auto name = [](CalendarInterval interval) {
    return kIntervals[static_cast<size_t>(interval)].name;
  };
  if (int64_t{range.last} - range.first < kMaxBuckets) return absl::OkStatus();
  const uint64_t count = CellCount(request.interval, range);
  if (count <= kMaxBuckets) return absl::OkStatus();
  // Years always fit: there are fewer than kMaxBuckets of them.
  CalendarInterval fits = CalendarInterval::kYear;
  for (const IntervalName& other : kIntervals) {
    if (CellCount(other.interval, range) <= kMaxBuckets) {
      fits = other.interval;
      break;
    }
  }
  const auto day = [](int32_t number) {
    return article::FormatIsoDate(article::FromDayNumber(number));
  };
  return absl::InvalidArgumentError(absl::StrCat(
      "a histogram of ", article::InfoOf(request.dimension).name, " by ", name(request.interval),
      " would have ", count, " buckets, from ", day(range.first), " to ", day(range.last),
      "; the maximum is ", kMaxBuckets, ": use ", name(fits), ", or narrow the ",
      request.dimension == article::Dimension::kEventDate ? "event" : "publish", " window"));
}

// Fills the buckets from counts by cell.
void FillBuckets(const CalendarGrid& grid, const std::vector<uint32_t>& counts, Histogram* out) {
  out->buckets.reserve(grid.size());
  for (uint32_t cell = 0; cell < grid.size(); ++cell) {
    out->buckets.push_back({grid.StartOf(cell), grid.EndOf(cell), counts[cell]});
  }
}

// Publish dates by cell.
class PublishCounter {
 public:
  PublishCounter(const snapshot::PublishColumn& publish, CalendarInterval interval)
      : publish_(publish) {
    for (size_t p = 0; p < precise_.size(); ++p) {
      precise_[p] = IsPreciseEnough(static_cast<DatePrecision>(p), interval);
    }
  }

  // Counts those that are in no bucket, and widens the range for the others.
  void Survey(Row row, DayRange* range, Histogram* histogram) const {
    const uint8_t precision = static_cast<uint8_t>(publish_.PrecisionOf(row));
    if (precise_[precision]) {
      range->Add(publish_.start[row], publish_.start[row]);
    } else if (precision == kUnknown) {
      ++histogram->missing;
    } else {
      ++histogram->imprecise;
    }
  }
  void Survey(const Copies& group, DayRange* range, Histogram* histogram) const {
    bool precise = false;
    bool known = false;
    for (size_t i = 0; i < group.size; ++i) {
      const Row row = group.rows[i];
      known |= static_cast<uint8_t>(publish_.PrecisionOf(row)) != kUnknown;
      if (!precise_[static_cast<uint8_t>(publish_.PrecisionOf(row))]) continue;
      precise = true;
      range->Add(publish_.start[row], publish_.start[row]);
    }
    histogram->imprecise += known && !precise;
    histogram->missing += !known;
  }

  std::vector<uint32_t> Count(const CalendarGrid& grid, const RowSet& rows,
                              const Collapsed* groups) const {
    std::vector<uint32_t> counts(grid.size(), 0);
    rows.ForEachRun([&](const Row* run, size_t size) {
      for (size_t i = 0; i < size; ++i) {
        const Row row = run[i];
        if (precise_[static_cast<uint8_t>(publish_.PrecisionOf(row))])
          ++counts[grid.CellOf(publish_.start[row])];
      }
    });
    if (groups == nullptr) return counts;
    std::vector<uint32_t> last_group(grid.size(), snapshot::kNoGroup);  // That was counted.
    for (uint32_t g = 0; g < groups->group_count(); ++g) {
      const Copies group = groups->group(g);
      for (size_t i = 0; i < group.size; ++i) {
        if (!precise_[static_cast<uint8_t>(publish_.PrecisionOf(group.rows[i]))]) continue;
        const uint32_t cell = grid.CellOf(publish_.start[group.rows[i]]);
        counts[cell] += last_group[cell] != g;
        last_group[cell] = g;
      }
    }
    return counts;
  }

 private:
  static constexpr auto kUnknown = static_cast<uint8_t>(DatePrecision::kUnknown);

  const snapshot::PublishColumn& publish_;
  std::array<bool, 4> precise_;
};

// Event intervals by cell.
class EventCounter {
 public:
  EventCounter(const snapshot::EventColumn& events, const Window& window)
      : events_(events),
        since_(window.since.value_or(std::numeric_limits<int32_t>::min())),
        until_(window.until.value_or(std::numeric_limits<int32_t>::max())) {}

  void Survey(Row row, DayRange* range, Histogram* histogram) const {
    histogram->missing += !Widen(row, range);
  }
  void Survey(const Copies& group, DayRange* range, Histogram* histogram) const {
    bool any = false;
    for (size_t i = 0; i < group.size; ++i) any |= Widen(group.rows[i], range);
    histogram->missing += !any;
  }

  std::vector<uint32_t> Count(const CalendarGrid& grid, const RowSet& rows,
                              const Collapsed* groups) const {
    // Differences: an interval of many cells costs no more than one of a day.
    std::vector<uint32_t> counts(size_t{grid.size()} + 1, 0);
    rows.ForEachRun([&](const Row* run, size_t size) {
      const auto begin = events_.intervals.begin();
      for (size_t i = 0; i < size; ++i) {
        Add(grid, begin + events_.offsets[run[i]], begin + events_.offsets[run[i] + 1], &counts);
      }
    });
    std::vector<format::DayInterval> intervals;  // Of a group.
    for (uint32_t g = 0; groups != nullptr && g < groups->group_count(); ++g) {
      const Copies group = groups->group(g);
      intervals.clear();
      for (size_t i = 0; i < group.size; ++i) {
        const auto begin = events_.intervals.begin();
        intervals.insert(intervals.end(), begin + events_.offsets[group.rows[i]],
                         begin + events_.offsets[group.rows[i] + 1]);
      }
      std::sort(intervals.begin(), intervals.end(),
                [](const auto& a, const auto& b) { return a.start < b.start; });
      Add(grid, intervals.begin(), intervals.end(), &counts);
    }
    for (size_t cell = 1; cell < counts.size(); ++cell) counts[cell] += counts[cell - 1];
    counts.pop_back();
    return counts;
  }

 private:
  using Iterator = std::vector<format::DayInterval>::const_iterator;

  // False when the article has no event.
  bool Widen(Row row, DayRange* range) const {
    for (uint32_t i = events_.offsets[row]; i < events_.offsets[row + 1]; ++i) {
      const format::DayInterval days = InWindow(events_.intervals[i]);
      if (days.start <= days.end) range->Add(days.start, days.end);
    }
    return events_.offsets[row] != events_.offsets[row + 1];
  }

  // The days that count; none when the end is before the start.
  format::DayInterval InWindow(format::DayInterval days) const {
    days.start = std::max(days.start, since_);
    days.end = std::min(days.end, until_);
    return days;
  }

  // Counts every cell that one of the intervals overlaps, once. REQUIRES: they ascend by start.
  void Add(const CalendarGrid& grid, Iterator begin, Iterator end,
           std::vector<uint32_t>* differences) const {
    uint32_t next = 0;  // The first cell that is not counted in yet.
    for (; begin != end; ++begin) {
      const format::DayInterval days = InWindow(*begin);
      if (days.start > days.end) continue;
      const uint32_t from = std::max(next, grid.CellOf(days.start));
      const uint32_t to = grid.CellOf(days.end) + 1;
      if (from >= to) continue;
      ++(*differences)[from];
      --(*differences)[to];
      next = to;
    }
  }

  const snapshot::EventColumn& events_;
  const int32_t since_;
  const int32_t until_;
};

// `groups` is null when each of the rows is all that is counted.
template <typename Counter>
absl::StatusOr<Histogram> CountBy(const Counter& counter, const HistogramRequest& request,
                                  const RowSet& rows, const Collapsed* groups,
                                  Cancellation* cancellation) {
  Histogram histogram{request.dimension, request.interval, {}, 0, 0};
  DayRange range;
  rows.ForEachRun([&](const Row* run, size_t size) {
    for (size_t i = 0; i < size && !cancellation->Tick(); ++i) {
      counter.Survey(run[i], &range, &histogram);
    }
  });
  if (cancellation->cancelled()) return histogram;
  for (uint32_t g = 0; groups != nullptr && g < groups->group_count(); ++g) {
    counter.Survey(groups->group(g), &range, &histogram);
    if (cancellation->Tick(groups->group(g).size)) return histogram;
  }
  if (range.empty()) return histogram;
  const absl::Status status = CheckSize(request, range);
  if (!status.ok()) return status;
  const CalendarGrid grid(request.interval, range.first, range.last);
  FillBuckets(grid, counter.Count(grid, rows, groups), &histogram);
  return histogram;
}

// How many articles of a set appeared on which day, and how many have no date.
PublishTotals CountDays(const snapshot::Snapshot& snapshot, const RowSet& rows,
                        Cancellation* cancellation) {
  const PublishTotals& all = snapshot.publish_totals();
  if (rows.size() == snapshot.article_count()) return all;
  // The others of a list are not found faster than it is counted.
  if (rows.bits() != nullptr && RowSet::OthersAreFew(snapshot, rows)) {
    const PublishTotals others =
        CountDays(snapshot, RowSet::OfOthers(snapshot, rows), cancellation);
    PublishTotals own = all;
    for (size_t day = 0; day < own.article_counts.size(); ++day) {
      own.article_counts[day] -= others.article_counts[day];
    }
    own.unknown -= others.unknown;
    return own;
  }
  PublishTotals own;
  own.first = all.first;
  // One more counter, for articles without a date.
  const size_t unknown = all.article_counts.size();
  std::vector<uint32_t>& counts = own.article_counts;
  counts.assign(unknown + 1, 0);
  const int32_t* days = snapshot.publish().start.data();
  rows.ForEachRun([&](const Row* run, size_t size) {
    for (size_t i = 0; i < size; ++i) {
      if (i + kPrefetch < size) __builtin_prefetch(days + run[i + kPrefetch]);
      // kUnknownDay is so low that its distance is past the end.
      const auto day = static_cast<uint32_t>(days[run[i]]) - static_cast<uint32_t>(all.first);
      ++counts[day < unknown ? day : unknown];
    }
    cancellation->Tick(size);
  });
  own.unknown = counts[unknown];
  counts.pop_back();
  return own;
}

// True when going through all days that the archive has costs little beside the rows.
bool DaysAreFew(const snapshot::Snapshot& snapshot, size_t rows) {
  constexpr size_t kFewDays = 1 << 14;
  const size_t days = snapshot.publish_totals().article_counts.size();
  return days > 0 && days <= std::max(kFewDays, 4 * rows);
}

// The histogram of articles by the day, put together from the days.
absl::StatusOr<Histogram> SumDays(const PublishTotals& days, const HistogramRequest& request) {
  Histogram histogram{request.dimension, request.interval, {}, days.unknown, 0};
  const std::vector<uint32_t>& counts = days.article_counts;
  const auto is_counted = [](uint32_t count) { return count > 0; };
  const auto first = std::find_if(counts.begin(), counts.end(), is_counted);
  if (first == counts.end()) return histogram;
  const auto last = std::find_if(counts.rbegin(), counts.rend(), is_counted).base() - 1;
  DayRange range;
  range.Add(days.first + static_cast<int32_t>(first - counts.begin()),
            days.first + static_cast<int32_t>(last - counts.begin()));
  const absl::Status status = CheckSize(request, range);
  if (!status.ok()) return status;
  CalendarWalk walk(request.interval, range.first);
  for (int32_t start = walk.start(); start <= range.last; start = walk.start()) {
    walk.Advance();
    const int32_t next = walk.start();
    HistogramBucket bucket{start, next - 1, 0};
    const int32_t end = std::min(next, range.last + 1);
    for (int32_t day = std::max(start, range.first); day < end; ++day) {
      bucket.count += counts[day - days.first];
    }
    histogram.buckets.push_back(bucket);
  }
  return histogram;
}

absl::StatusOr<Histogram> Count(const snapshot::Snapshot& snapshot, const HistogramRequest& request,
                                const Window& event_window, const RowSet& rows,
                                const Collapsed* groups, Cancellation* cancellation) {
  switch (request.dimension) {
    case article::Dimension::kPublishDate:
      if (groups == nullptr && DaysAreFew(snapshot, rows.size())) {
        return SumDays(CountDays(snapshot, rows, cancellation), request);
      }
      return CountBy(PublishCounter(snapshot.publish(), request.interval), request, rows, groups,
                     cancellation);
    case article::Dimension::kEventDate: {
      absl::StatusOr<Histogram> all =
          CountBy(EventCounter(snapshot.events(), {}), request, rows, groups, cancellation);
      if (event_window.empty() || !absl::IsInvalidArgument(all.status())) return all;
      return CountBy(EventCounter(snapshot.events(), event_window), request, rows, groups,
                     cancellation);
    }
    default:
      return absl::InvalidArgumentError(absl::StrCat(
          "a histogram counts dates; ", article::InfoOf(request.dimension).name, " has none"));
  }
}

}  // namespace

absl::StatusOr<Histogram> CountDates(const snapshot::Snapshot& snapshot,
                                     const HistogramRequest& request, const Window& event_window,
                                     const RowSet& rows, Cancellation* cancellation) {
  return Count(snapshot, request, event_window, rows, nullptr, cancellation);
}

absl::StatusOr<Histogram> CountCollapsedDates(const snapshot::Snapshot& snapshot,
                                              const HistogramRequest& request,
                                              const Window& event_window,
                                              const Collapsed& collapsed,
                                              Cancellation* cancellation) {
  return Count(snapshot, request, event_window, RowSet::OfList(collapsed.alone.rows), &collapsed,
               cancellation);
}

}  // namespace dateline::match

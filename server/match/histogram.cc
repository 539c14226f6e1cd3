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
using snapshot::Row;

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
  return absl::InvalidArgumentError(absl::StrCat(
      "a histogram of ", article::InfoOf(request.dimension).name, " by ", name(request.interval),
      " would have ", count, " buckets; the maximum is ", kMaxBuckets, ": use ", name(fits)));
}

// Fills the buckets from counts by cell.
void FillBuckets(const CalendarGrid& grid, const std::vector<uint32_t>& counts, Histogram* out) {
  out->buckets.reserve(grid.size());
  for (uint32_t cell = 0; cell < grid.size(); ++cell) {
    out->buckets.push_back({grid.StartOf(cell), grid.EndOf(cell), counts[cell]});
  }
}

absl::StatusOr<Histogram> CountPublishDates(const snapshot::PublishColumn& publish,
                                            const HistogramRequest& request,
                                            const std::vector<Row>& rows,
                                            Cancellation* cancellation) {
  Histogram histogram{request.dimension, request.interval, {}, 0, 0};
  std::array<bool, 4> precise;
  for (size_t p = 0; p < precise.size(); ++p) {
    precise[p] = IsPreciseEnough(static_cast<DatePrecision>(p), request.interval);
  }
  DayRange range;
  for (const Row row : rows) {
    const uint8_t precision = publish.precision[row];
    if (precise[precision]) {
      range.Add(publish.start[row], publish.start[row]);
    } else if (precision == static_cast<uint8_t>(DatePrecision::kUnknown)) {
      ++histogram.missing;
    } else {
      ++histogram.imprecise;
    }
    if (cancellation->Tick()) return histogram;
  }
  if (range.empty()) return histogram;
  const absl::Status status = CheckSize(request, range);
  if (!status.ok()) return status;
  const CalendarGrid grid(request.interval, range.first, range.last);
  std::vector<uint32_t> counts(grid.size(), 0);
  for (const Row row : rows) {
    if (precise[publish.precision[row]]) ++counts[grid.CellOf(publish.start[row])];
  }
  FillBuckets(grid, counts, &histogram);
  return histogram;
}

absl::StatusOr<Histogram> CountEvents(const snapshot::EventColumn& events,
                                      const HistogramRequest& request, const std::vector<Row>& rows,
                                      Cancellation* cancellation) {
  Histogram histogram{request.dimension, request.interval, {}, 0, 0};
  DayRange range;
  for (const Row row : rows) {
    histogram.missing += events.offsets[row] == events.offsets[row + 1];
    for (uint32_t i = events.offsets[row]; i < events.offsets[row + 1]; ++i) {
      range.Add(events.intervals[i].start, events.intervals[i].end);
    }
    if (cancellation->Tick()) return histogram;
  }
  if (range.empty()) return histogram;
  const absl::Status status = CheckSize(request, range);
  if (!status.ok()) return status;
  const CalendarGrid grid(request.interval, range.first, range.last);
  // Differences: an interval of many cells costs no more than one of a day.
  std::vector<uint32_t> counts(size_t{grid.size()} + 1, 0);
  for (const Row row : rows) {
    uint32_t next = 0;  // The first cell that the article is not counted in yet.
    for (uint32_t i = events.offsets[row]; i < events.offsets[row + 1]; ++i) {
      const uint32_t begin = std::max(next, grid.CellOf(events.intervals[i].start));
      const uint32_t end = grid.CellOf(events.intervals[i].end) + 1;
      if (begin >= end) continue;
      ++counts[begin];
      --counts[end];
      next = end;
    }
  }
  for (size_t cell = 1; cell < counts.size(); ++cell) counts[cell] += counts[cell - 1];
  FillBuckets(grid, counts, &histogram);
  return histogram;
}

}  // namespace

absl::StatusOr<Histogram> CountDates(const snapshot::Snapshot& snapshot,
                                     const HistogramRequest& request, const std::vector<Row>& rows,
                                     Cancellation* cancellation) {
  switch (request.dimension) {
    case article::Dimension::kPublishDate:
      return CountPublishDates(snapshot.publish(), request, rows, cancellation);
    case article::Dimension::kEventDate:
      return CountEvents(snapshot.events(), request, rows, cancellation);
    default:
      return absl::InvalidArgumentError(absl::StrCat(
          "a histogram counts dates; ", article::InfoOf(request.dimension).name, " has none"));
  }
}

}  // namespace dateline::match

#include "client/timeline.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/bar.h"
#include "client/dimension_name.h"
#include "client/safe_text.h"
#include "client/styled_text.h"

namespace dateline::client {
namespace {

// A bucket is drawn at most this wide: a chart of three years needs no whole line each.
constexpr int kMaxBucketWidth = 8;

// From this many years on the axis counts in years, below in months.
constexpr int kMinYearsOnAxis = 3;

constexpr int kYearLength = 4;   // "2023"
constexpr int kMonthLength = 7;  // "2023-09"

// How buckets become columns: either a bucket takes several, or several share one.
struct Layout {
  int buckets_per_column = 1;
  int columns_per_bucket = 1;
};

Layout LayOut(int buckets, int width) {
  Layout layout;
  if (buckets > width) {
    layout.buckets_per_column = (buckets + width - 1) / width;
  } else {
    layout.columns_per_bucket = std::min(kMaxBucketWidth, width / buckets);
  }
  return layout;
}

// The name of a bucket at the interval's precision.
std::string BucketName(const v1::DateBucket& bucket, v1::CalendarInterval interval) {
  const std::string start = SafeText(bucket.start_date(), false);
  if (interval == v1::CALENDAR_INTERVAL_YEAR) return start.substr(0, kYearLength);
  if (interval == v1::CALENDAR_INTERVAL_MONTH) return start.substr(0, kMonthLength);
  return start;
}

StyledText Heading(const v1::Facet& facet, int peak, const Layout& layout, const Screen& screen) {
  StyledText heading;
  heading.Append(DimensionTitle(facet.dimension()), Style::kHeading);
  heading.Append(absl::StrCat(" by ", IntervalName(facet.interval())), Style::kHeading);
  if (facet.buckets_size() == 0) return heading.Append(": nothing");
  const v1::DateBucket& top = facet.buckets(peak);
  const std::string first = BucketName(facet.buckets(0), facet.interval());
  const std::string last = BucketName(facet.buckets(facet.buckets_size() - 1), facet.interval());
  heading.Append(first == last ? absl::StrCat(screen.dot(), first)
                               : absl::StrCat(screen.dot(), first, " to ", last));
  heading.Append(absl::StrCat(screen.dot(), "peak ", Grouped(top.count()), " in ",
                              BucketName(top, facet.interval())));
  if (layout.buckets_per_column > 1) {
    heading.Append(
        absl::StrCat(screen.dot(), "a column is the highest of ", layout.buckets_per_column),
        Style::kDim);
  }
  return heading;
}

// What the axis counts in: years, or months where the span is short.
struct Axis {
  bool months;
  int length;  // Of a label, in columns.

  // Years or months since the year 0.
  int UnitOf(const v1::DateBucket& bucket) const {
    const int year = std::atoi(bucket.start_date().substr(0, kYearLength).c_str());
    if (!months) return year;
    const bool has_month = bucket.start_date().size() >= kMonthLength;
    return 12 * year + (has_month ? std::atoi(bucket.start_date().substr(5, 2).c_str()) - 1 : 0);
  }
};

Axis AxisOf(const v1::Facet& facet) {
  const Axis years{false, kYearLength};
  const int span =
      years.UnitOf(facet.buckets(facet.buckets_size() - 1)) - years.UnitOf(facet.buckets(0)) + 1;
  const bool finer = facet.interval() != v1::CALENDAR_INTERVAL_YEAR;
  return finer && span < kMinYearsOnAxis ? Axis{true, kMonthLength} : years;
}

// The smallest round number of units that leaves room between labels.
int LabelStep(const Axis& axis, double columns_per_unit) {
  constexpr int kMonthSteps[] = {1, 2, 3, 4, 6, 12};
  constexpr int kYearSteps[] = {1, 2, 5, 10, 20, 50, 100, 200, 500};
  auto first_that_fits = [&](const auto& steps) {
    for (int step : steps) {
      if (step * columns_per_unit >= axis.length + 1) return step;
    }
    return 1000;
  };
  return axis.months ? first_that_fits(kMonthSteps) : first_that_fits(kYearSteps);
}

// Labels below the columns in which a year, or a month, begins. The first is always there.
std::string AxisLine(const v1::Facet& facet, const Layout& layout, int width) {
  const Axis axis = AxisOf(facet);
  const int last = facet.buckets_size() - 1;
  const int units = axis.UnitOf(facet.buckets(last)) - axis.UnitOf(facet.buckets(0)) + 1;
  const double columns =
      static_cast<double>(last + 1) / layout.buckets_per_column * layout.columns_per_bucket;
  const int step = LabelStep(axis, columns / std::max(1, units));
  std::string line;
  int before = 0;
  for (int i = 0; i <= last; ++i) {
    const int unit = axis.UnitOf(facet.buckets(i));
    if (i > 0 && (unit == before || unit % step != 0)) continue;
    before = unit;
    const int column = i / layout.buckets_per_column * layout.columns_per_bucket;
    const bool touches = !line.empty() && column < static_cast<int>(line.size()) + 1;
    if (touches || column + axis.length > width) continue;
    line.resize(column, ' ');
    absl::StrAppend(&line, SafeText(facet.buckets(i).start_date(), false).substr(0, axis.length));
  }
  return line;
}

// The highest count of each column.
std::vector<int> Columns(const v1::Facet& facet, const Layout& layout) {
  std::vector<int> columns;
  for (int i = 0; i < facet.buckets_size(); ++i) {
    const int column = i / layout.buckets_per_column;
    if (column == static_cast<int>(columns.size())) columns.push_back(0);
    columns[column] = std::max(columns[column], facet.buckets(i).count());
  }
  return columns;
}

StyledText Row(const std::vector<int>& columns, int most, int row, const Layout& layout,
               const Screen& screen) {
  StyledText line;
  for (int count : columns) {
    const double share = most == 0 ? 0 : static_cast<double>(count) / most;
    const int filled = static_cast<int>(std::lround(share * kTimelineRows * 8));
    const int eighths = (count > 0 ? std::max(1, filled) : 0) - row * 8;
    for (int i = 0; i < layout.columns_per_bucket; ++i) {
      line.Append(BarRow(eighths, screen), Style::kBar);
    }
  }
  return line;
}

// What is in no bucket.
std::string Rest(const v1::Facet& facet, const Screen& screen) {
  std::vector<std::string> parts;
  if (facet.missing() > 0) {
    parts.push_back(absl::StrCat(
        Grouped(facet.missing()),
        facet.dimension() == v1::DIMENSION_PUBLISH_DATE ? " undated" : " without an event date"));
  }
  if (facet.imprecise() > 0) {
    parts.push_back(absl::StrCat(Grouped(facet.imprecise()), " known less precisely than the ",
                                 IntervalName(facet.interval())));
  }
  return absl::StrJoin(parts, screen.dot());
}

}  // namespace

std::string DrawTimeline(const v1::Facet& facet, const Screen& screen) {
  int peak = 0;
  for (int i = 0; i < facet.buckets_size(); ++i) {
    if (facet.buckets(i).count() > facet.buckets(peak).count()) peak = i;
  }
  const Layout layout = LayOut(std::max(1, facet.buckets_size()), screen.width);
  std::string out;
  for (const StyledText& line : Wrap(Heading(facet, peak, layout, screen), screen.width)) {
    absl::StrAppend(&out, line.Print(screen), "\n");
  }
  if (facet.buckets_size() > 0) {
    const std::vector<int> columns = Columns(facet, layout);
    for (int row = kTimelineRows - 1; row >= 0; --row) {
      const int most = facet.buckets(peak).count();
      absl::StrAppend(&out, Row(columns, most, row, layout, screen).Print(screen), "\n");
    }
    StyledText axis;
    axis.Append(AxisLine(facet, layout, screen.width), Style::kDim);
    absl::StrAppend(&out, axis.Print(screen), "\n");
  }
  StyledText rest;
  rest.Append(Rest(facet, screen), Style::kDim);
  for (const StyledText& line : Wrap(rest, screen.width)) {
    absl::StrAppend(&out, line.Print(screen), "\n");
  }
  return out;
}

}  // namespace dateline::client

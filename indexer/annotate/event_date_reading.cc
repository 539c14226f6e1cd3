#include "indexer/annotate/event_date_reading.h"

#include <optional>

#include "indexer/annotate/anchored_expression.h"
#include "indexer/annotate/event_date_finder.h"

namespace dateline::annotate {
namespace {

using article::DateGranularity;
using article::DateInterval;
using article::DateRule;

bool IsPartOfYear(DateGranularity granularity) {
  return granularity == DateGranularity::kMonth || granularity == DateGranularity::kQuarter ||
         granularity == DateGranularity::kHalf || granularity == DateGranularity::kSeason;
}

// The dates that an anchored expression may count from: the last ones of its own sentence and of
// the one before.
class Anchors {
 public:
  void MoveTo(uint32_t sentence) {
    if (sentence == sentence_) return;
    before_ = sentence == sentence_ + 1 ? here_ : LastOnes();
    here_ = LastOnes();
    sentence_ = sentence;
  }

  void Add(const Resolution& r) {
    here_.any = DateAnchor{r.interval, r.granularity};
    if (IsPartOfYear(r.granularity)) here_.part_of_year = here_.any;
  }

  std::optional<DateAnchor> Resolve(const DateExpression& e) const {
    // "A year earlier" compares parts of years more often than days.
    if (e.unit == DateUnit::kYear && e.offset != 0) {
      const auto& part = here_.part_of_year ? here_.part_of_year : before_.part_of_year;
      if (part) return FromAnchor(e, *part);
    }
    const auto& nearest = here_.any ? here_.any : before_.any;
    return nearest ? FromAnchor(e, *nearest) : std::nullopt;
  }

 private:
  struct LastOnes {
    std::optional<DateAnchor> any;
    std::optional<DateAnchor> part_of_year;
  };

  uint32_t sentence_ = 0;
  LastOnes here_;
  LastOnes before_;
};

// From one day to another, neither with its year: "from June 26 to May 8" are two dates.
constexpr int kMaxDaysWithoutYear = 270;

bool NeedsYear(const DateExpression& e) {
  return e.year == 0 && e.unit != DateUnit::kYear && e.unit != DateUnit::kWeek &&
         (e.direction == Direction::kOpen || e.direction == Direction::kPast ||
          e.direction == Direction::kFuture);
}

struct Range {
  Resolution whole;
  Resolution first;
  Resolution last;
};

// The days from the beginning of `a` to the end of `b`; `whole` is not ok() when they make no
// range.
Range ResolveRange(const DateExpression& a, const DateExpression& b,
                   const article::PublishDate& publish_date) {
  Range r;
  r.first = ResolveDate(a, publish_date);
  r.last = ResolveDate(b, publish_date);
  if (r.first.ok() && r.last.ok()) {
    const bool ahead = a.direction == Direction::kFuture ||
                       (a.form != DateForm::kWeekday && r.first.interval.start > publish_date.day);
    if (NeedsYear(b) && (!NeedsYear(a) || ahead)) {
      if (const auto other = FirstFrom(b, r.first.interval.start)) r.last.interval = *other;
    } else if (NeedsYear(a)) {
      // "It rained Monday through Thursday": the Monday before that Thursday.
      if (const auto other = LastUpTo(a, r.last.interval.start)) r.first.interval = *other;
    }
  }
  r.whole = r.first.ok() ? r.last : r.first;
  if (!r.whole.ok()) return r;
  r.whole.interval = {r.first.interval.start, r.last.interval.end};
  r.whole.granularity = DateGranularity::kRange;
  r.whole.rule = r.first.rule == DateRule::kExplicit ? r.last.rule : r.first.rule;
  const DateInterval& days = r.whole.interval;
  const bool too_long = a.form == DateForm::kDay && NeedsYear(a) && NeedsYear(b) &&
                        days.end - days.start > kMaxDaysWithoutYear;
  if (too_long || days.end < days.start || days.end.year() > article::kMaxYear ||
      days.start.year() < article::kMinYear) {
    r.whole.why = Unresolved::kNoSuchDay;
  }
  return r;
}

}  // namespace

std::vector<DateReading> ReadEventDates(const TokenizedText& text,
                                        const article::PublishDate& publish_date,
                                        absl::FunctionRef<bool()> is_southern) {
  std::vector<DateExpression> found = FindDateExpressions(text);
  for (DateExpression& e : found) {
    if (e.form == DateForm::kSeason && e.hemisphere == Hemisphere::kOpen)
      e.hemisphere = is_southern() ? Hemisphere::kSouth : Hemisphere::kNorth;
  }
  std::vector<DateReading> readings;
  readings.reserve(found.size());
  Anchors anchors;
  for (size_t i = 0; i < found.size(); ++i) {
    const DateExpression& e = found[i];
    anchors.MoveTo(e.sentence);
    DateReading reading;
    reading.first = e.first;
    reading.last = e.last;
    if (e.to_next && i + 1 < found.size()) {
      const DateExpression& end = found[i + 1];
      const Range range = ResolveRange(e, end, publish_date);
      // What is no range is two dates: "from May 3, 2004 to May 1, 2004".
      if (range.whole.ok()) {
        readings.push_back({e.first, end.last, range.whole});
        readings.push_back({e.first, e.last, range.first});
        readings.push_back({end.first, end.last, range.last});
        anchors.Add(range.last);
        ++i;
        continue;
      }
    }
    if (e.form == DateForm::kAnchored) {
      reading.resolution.why = Unresolved::kNoAnchor;
      const std::optional<DateAnchor> days = anchors.Resolve(e);
      // News does not tell in advance what is "two years later".
      const bool ahead = days && e.ago && e.offset > 0 && publish_date.known() &&
                         days->interval.start > publish_date.interval().end;
      if (days && !ahead) {
        reading.resolution.interval = days->interval;
        reading.resolution.granularity = days->granularity;
        reading.resolution.rule = DateRule::kFromAnchor;
        const bool inside = days->interval.start.year() >= article::kMinYear &&
                            days->interval.end.year() <= article::kMaxYear;
        reading.resolution.why = inside ? Unresolved::kNo : Unresolved::kOutsideYears;
      }
    } else {
      reading.resolution = ResolveDate(e, publish_date);
    }
    if (reading.resolution.ok()) anchors.Add(reading.resolution);
    readings.push_back(reading);
  }
  return readings;
}

}  // namespace dateline::annotate

// Turns a calendar expression into the days it covers, as a reader on the publish date understands
// it.
//
// Rules for news; article::DateRule has a name for each, and proto/dateline/v1/article.proto says
// what each does. A weekday is the last one up to and including the publish date; where its
// sentence speaks of the future, the next one. A month, or a month and day, without year takes the
// year that brings it nearest to the publish date, where days ahead count more unless the sentence
// speaks of the future; a weekday before it decides between two years. "Last November" is the last
// one that was over, but not the month that ended just now, which news call "last month": said in
// October, "last September" is the year before's. "Last", "this" and "next" with a unit move by
// whole units; a week is Monday to Sunday, a weekend Saturday and Sunday. "Three days ago" is one
// day; "three weeks, months, years ago" are that whole week, month, year. Seasons are those of the
// north where neither their words nor the article tell otherwise, fiscal years are taken for the
// calendar years they are named for: their rules say so.

#ifndef DATELINE_INDEXER_ANNOTATE_EVENT_DATE_RESOLVER_H_
#define DATELINE_INDEXER_ANNOTATE_EVENT_DATE_RESOLVER_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "indexer/annotate/date_expression.h"
#include "indexer/article/event_date.h"

namespace dateline::annotate {

// Why an expression has no days.
enum class Unresolved : uint8_t {
  kNo,            // It has.
  kNoPublishDay,  // It depends on a publish date, which is not known to the day.
  kNoSuchDay,     // "February 30, 2023"
  kOutsideYears,  // Outside of the years of indexer/article/date.h.
  kSwappable,     // "3/4/2023"
  kNoAnchor,      // "Two days later", and no date before it to count from.
  kOtherWeekday,  // "Friday the 13th", and no such Friday near.
};

// A few words, lower case.
absl::string_view ReasonOf(Unresolved why);

struct Resolution {
  article::DateInterval interval;
  article::DateGranularity granularity = article::DateGranularity::kUnspecified;
  article::DateRule rule = article::DateRule::kUnspecified;
  Unresolved why = Unresolved::kNo;  // What is above counts only with kNo.

  bool ok() const { return why == Unresolved::kNo; }
};

// The days of one expression. kAnchored ones are kNoAnchor here, and the two ends of a range are
// resolved each for itself: event_date_reading.h has both.
Resolution ResolveDate(const DateExpression& expression, const article::PublishDate& publish_date);

// The other end of a range: `expression`, without year, as the first one that ends on `start` or
// later, or the last one that begins on `end` or earlier. nullopt for forms that have no year to be
// found.
std::optional<article::DateInterval> FirstFrom(const DateExpression& expression,
                                               absl::CivilDay start);
std::optional<article::DateInterval> LastUpTo(const DateExpression& expression, absl::CivilDay end);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_EVENT_DATE_RESOLVER_H_

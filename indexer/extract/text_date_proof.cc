#include "indexer/extract/text_date_proof.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/time/civil_time.h"
#include "indexer/extract/text_date_mention.h"

namespace dateline::extract {
namespace {

using article::DateBounds;
using article::DateInterval;
using article::DatePrecision;
using article::DateSource;
using article::PublishDate;

// The paragraphs that open a text, in bytes.
constexpr size_t kMaxOpening = 600;
// Names that two sentences have to share to tell of one event.
constexpr int kSharedNames = 3;

bool HasYear(const DateMention& mention) { return mention.year != 0; }
bool IsFull(const DateMention& mention) { return mention.year != 0 && mention.day != 0; }

absl::CivilDay DayOf(const DateMention& mention, int year) {
  return absl::CivilDay(year, mention.month, mention.day);
}

// All days of a mention with a year.
DateInterval SpanOf(const DateMention& mention) {
  if (mention.day != 0) {
    const absl::CivilDay day = DayOf(mention, mention.year);
    return {day, day};
  }
  if (mention.month != 0)
    return article::IntervalOf(absl::CivilDay(mention.year, mention.month, 1),
                               DatePrecision::kMonth);
  return article::IntervalOf(absl::CivilDay(mention.year, 1, 1), DatePrecision::kYear);
}

void NotBefore(absl::CivilDay day, DateBounds* bounds) {
  if (!bounds->not_before || *bounds->not_before < day) bounds->not_before = day;
}

void NotAfter(absl::CivilDay day, DateBounds* bounds) {
  if (!bounds->not_after || day < *bounds->not_after) bounds->not_after = day;
}

bool Allows(const DateBounds& bounds, absl::CivilDay day) {
  return (!bounds.not_before || *bounds.not_before <= day) &&
         (!bounds.not_after || day <= *bounds.not_after);
}

bool WeekdayFits(const DateMention& mention, absl::CivilDay day) {
  return mention.weekday == 0 || static_cast<int>(absl::GetWeekday(day)) + 1 == mention.weekday;
}

// What the day of the text is when a mention of `time` falls on `day`.
std::optional<absl::CivilDay> OwnDay(MentionTime time, absl::CivilDay day) {
  switch (time) {
    case MentionTime::kToday:
    case MentionTime::kDateline:
      return day;
    case MentionTime::kYesterday:
      return day + 1;
    case MentionTime::kTomorrow:
      return day - 1;
    default:
      return std::nullopt;
  }
}

DateBounds BoundsOf(const std::vector<DateMention>& mentions) {
  DateBounds bounds;
  for (const DateMention& mention : mentions) {
    if (!HasYear(mention)) continue;
    if (mention.time == MentionTime::kPast) NotBefore(SpanOf(mention).start, &bounds);
    if (mention.time == MentionTime::kFuture) NotAfter(SpanOf(mention).end, &bounds);
  }
  return bounds;
}

PublishDate Proved(absl::CivilDay day, DateSource source) {
  PublishDate date;
  date.precision = DatePrecision::kDay;
  date.source = source;
  date.day = day;
  return date;
}

// The day that the mentions touching "today" and the like name; nullopt when there is none, they
// name several, or only one statement speaks for it.
std::optional<PublishDate> ByDayWord(const std::vector<DateMention>& mentions,
                                     const DateBounds& bounds) {
  std::optional<PublishDate> found;
  for (const DateMention& mention : mentions) {
    if (mention.day == 0 || !OwnDay(mention.time, absl::CivilDay())) continue;
    const bool two_sided = bounds.not_before && bounds.not_after;
    std::optional<absl::CivilDay> day;
    if (HasYear(mention)) {
      const absl::CivilDay named = DayOf(mention, mention.year);
      if ((mention.weekday == 0 && !two_sided) || !WeekdayFits(mention, named)) continue;
      day = OwnDay(mention.time, named);
    } else if (two_sided) {
      for (auto year = bounds.not_before->year() - 1; year <= bounds.not_after->year() + 1;
           ++year) {
        const absl::CivilDay named = DayOf(mention, static_cast<int>(year));
        if (named.month() != mention.month || !WeekdayFits(mention, named)) continue;
        const absl::CivilDay own = *OwnDay(mention.time, named);
        if (!Allows(bounds, own)) continue;
        if (day) return std::nullopt;
        day = own;
      }
    }
    if (!day) continue;
    if (!Allows(bounds, *day)) return std::nullopt;
    if (found && found->day != *day) return std::nullopt;
    const bool dateline = mention.time == MentionTime::kDateline;
    found = Proved(*day, dateline ? DateSource::kDateline : DateSource::kText);
  }
  return found;
}

}  // namespace

TextDateProof ProveTextDate(absl::string_view body, absl::string_view captions,
                            const DateBounds& known) {
  TextDateProof proof;
  const std::vector<DateMention> mentions = FindDateMentions(body.substr(0, kMaxProofBytes));
  DateBounds bounds = BoundsOf(mentions);
  for (const DateMention& mention : FindDateMentions(captions.substr(0, kMaxProofBytes))) {
    if (IsFull(mention)) NotBefore(SpanOf(mention).start, &bounds);
  }
  if (known.not_before) NotBefore(*known.not_before, &bounds);
  if (known.not_after) NotAfter(*known.not_after, &bounds);
  if (bounds.not_before && bounds.not_after && *bounds.not_after < *bounds.not_before) {
    proof.bounds = known;
    return proof;
  }
  if (const auto date = ByDayWord(mentions, bounds)) {
    proof.date = *date;
    return proof;
  }
  proof.bounds = bounds;
  return proof;
}

}  // namespace dateline::extract

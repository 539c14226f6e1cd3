#include "indexer/extract/date_evidence.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace dateline::extract {
namespace {

using article::DatePrecision;
using article::DateSource;
using article::PublishDate;

// What the second source for a day adds, and each further one.
constexpr int kSecondSource = 12;
constexpr int kFurtherSource = 6;
// Days this near to the best in strength are about as well supported.
constexpr int kTie = 6;
// Evidence that programs read too; what is weaker may be another date altogether.
constexpr int kStatedStrength = 75;

// True when `other` speaks for the day of `named` too.
bool Agrees(const DateEvidence& named, const DateEvidence& other) {
  if (other.date.precision != DatePrecision::kDay) {
    const article::DateInterval span = article::IntervalOf(other.date.day, other.date.precision);
    return span.start <= named.date.day && named.date.day <= span.end;
  }
  const auto apart = std::abs(other.date.day - named.date.day);
  return apart == 0 || (apart == 1 && (named.utc != other.utc));
}

// The strength of a day: that of the evidence, and what other sources add.
int Support(const DateEvidence& named, const std::vector<DateEvidence>& evidence) {
  std::vector<DateSource> sources = {named.source};
  int support = named.strength;
  for (const DateEvidence& other : evidence) {
    if (!Agrees(named, other)) continue;
    if (std::find(sources.begin(), sources.end(), other.source) != sources.end()) continue;
    support += sources.size() == 1 ? kSecondSource : kFurtherSource;
    sources.push_back(other.source);
  }
  return support;
}

PublishDate Known(const DateEvidence& evidence) {
  PublishDate known;
  known.precision = evidence.date.precision;
  known.source = evidence.source;
  known.day = evidence.date.day;
  return known;
}

// By the page to its readers, or in its address.
bool IsShown(DateSource source) {
  return source == DateSource::kUrl || source == DateSource::kTimeElement ||
         source == DateSource::kVisible || source == DateSource::kByline;
}

// The neighbouring day that the page shows, when `best` is one of UTC and nothing else names its
// day.
const DateEvidence& InTheWritersCalendar(const DateEvidence& best,
                                         const std::vector<DateEvidence>& evidence) {
  if (!best.utc) return best;
  const DateEvidence* shown = nullptr;
  for (const DateEvidence& other : evidence) {
    if (other.utc || other.date.precision != DatePrecision::kDay ||
        other.strength < kEnoughStrength || !IsShown(other.source) ||
        std::abs(other.date.day - best.date.day) > 1) {
      continue;
    }
    if (other.date.day == best.date.day) return best;
    if (shown == nullptr || other.strength > shown->strength) shown = &other;
  }
  return shown == nullptr ? best : *shown;
}

}  // namespace

PublishDate ChooseDate(const std::vector<DateEvidence>& evidence,
                       std::optional<absl::CivilDay> latest) {
  std::vector<std::pair<const DateEvidence*, int>> days;
  const DateEvidence* span = nullptr;  // A month or a year.
  int best_support = 0;
  for (const DateEvidence& named : evidence) {
    if (latest && named.date.day > *latest) continue;
    if (named.date.precision != DatePrecision::kDay) {
      if (named.strength >= kEnoughStrength && (span == nullptr || named.strength > span->strength))
        span = &named;
      continue;
    }
    days.emplace_back(&named, Support(named, evidence));
    best_support = std::max(best_support, days.back().second);
  }
  const DateEvidence* best = nullptr;
  for (const auto& [named, support] : days) {
    if (support == best_support && (best == nullptr || named->strength > best->strength))
      best = named;
  }
  for (const auto& [named, support] : days) {
    if (support < best_support - kTie || named->strength < kStatedStrength) continue;
    if (named->date.day < best->date.day && !Agrees(*best, *named)) best = named;
  }
  if (best == nullptr || best_support < kEnoughStrength)
    return span == nullptr ? PublishDate() : Known(*span);
  const DateEvidence& shown = InTheWritersCalendar(*best, evidence);
  // An address is made once; what is stated may be the day of a new edition.
  for (const DateEvidence& named : evidence) {
    if (named.source == DateSource::kUrl && named.strength >= kStatedStrength &&
        named.date.day + 1 < shown.date.day) {
      return Known(named);
    }
  }
  return Known(shown);
}

}  // namespace dateline::extract

// Reasons for a publish date, weighed against each other.

#ifndef DATELINE_INDEXER_EXTRACT_DATE_EVIDENCE_H_
#define DATELINE_INDEXER_EXTRACT_DATE_EVIDENCE_H_

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "indexer/article/date.h"

namespace dateline::extract {

// Strengths run from 0 to 100. Evidence below kEnoughStrength proves nothing alone, but counts for
// a day that other evidence names too.
inline constexpr int kEnoughStrength = 50;
// Evidence of this strength needs no other.
inline constexpr int kCertainStrength = 85;

// One place that names a date which may be that of publication.
struct DateEvidence {
  article::IsoDate date;
  article::DateSource source = article::DateSource::kUnknown;
  int strength = 0;
  bool utc = false;  // A time of UTC: the writer's calendar may have shown the day before or after.
};

// The day that the evidence speaks for: the strongest evidence, where every further source that
// names the same day adds to it. Of two days that are about as well supported, the earlier: pages
// are changed after they were published. A day of UTC gives way to the neighbouring day that the
// page shows its readers. When only a month or a year is named, that. Nothing after `latest` (the
// day the page was fetched), when it is given. Unknown when nothing reaches kEnoughStrength.
article::PublishDate ChooseDate(const std::vector<DateEvidence>& evidence,
                                std::optional<absl::CivilDay> latest);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_DATE_EVIDENCE_H_

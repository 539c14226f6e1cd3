// Names of dimensions, intervals and evidence: as they are typed, and as they are shown.

#ifndef DATELINE_CLIENT_DIMENSION_NAME_H_
#define DATELINE_CLIENT_DIMENSION_NAME_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/styled_text.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/search.pb.h"

namespace dateline::client {

// Whether articles are counted by calendar intervals in it, instead of by values.
bool IsDateDimension(v1::Dimension dimension);

// Whether its values are entities, which an article can be about or only mention.
bool IsEntityDimension(v1::Dimension dimension);

// INVALID_ARGUMENT unless IsEntityDimension.
absl::Status CheckEntityDimension(v1::Dimension dimension);

// `person`, `organization`, `place`, `source`, `language`, `publish_date`, `event_date`.
// INVALID_ARGUMENT for any other name.
absl::StatusOr<v1::Dimension> ParseDimension(absl::string_view name);

// `day`, `week`, `month`, `year`. INVALID_ARGUMENT for any other name.
absl::StatusOr<v1::CalendarInterval> ParseInterval(absl::string_view name);

// `person`, `organization`, `place`. INVALID_ARGUMENT for any other name.
absl::StatusOr<v1::Dimension> ParseEntityKind(absl::string_view name);

// Takes ":about" from the end of `argument`: true when it was there.
bool ConsumeAbout(absl::string_view* argument);

// `DIMENSION[:N]`, `DIMENSION[:N]:about` for entities, or `DIMENSION[:INTERVAL]` for dates.
// INVALID_ARGUMENT for anything else.
absl::StatusOr<v1::FacetRequest> ParseFacet(absl::string_view argument);

// What ParseDimension takes: "person". For a dimension this client does not know, its number.
std::string DimensionName(v1::Dimension dimension);

// "Person", "Publish date"; with `about`, of counts of the articles about each value, "About
// person".
std::string DimensionTitle(v1::Dimension dimension, bool about = false);

// What ParseInterval takes: "month".
std::string IntervalName(v1::CalendarInterval interval);

// How mentions of this kind are shown.
Style MentionStyle(v1::Dimension dimension);

// "given", "from JSON-LD": what a publish date is known from. Empty when that is not known.
std::string EvidencePhrase(v1::DateEvidence evidence);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_DIMENSION_NAME_H_

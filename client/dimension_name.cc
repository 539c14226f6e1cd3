#include "client/dimension_name.h"

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace dateline::client {
namespace {

struct DimensionRow {
  v1::Dimension dimension;
  const char* name;
  const char* title;
  Style style;
};

constexpr DimensionRow kDimensions[] = {
    {v1::DIMENSION_PERSON, "person", "Person", Style::kPerson},
    {v1::DIMENSION_ORGANIZATION, "organization", "Organization", Style::kOrganization},
    {v1::DIMENSION_PLACE, "place", "Place", Style::kPlace},
    {v1::DIMENSION_SOURCE, "source", "Source", Style::kPlain},
    {v1::DIMENSION_LANGUAGE, "language", "Language", Style::kPlain},
    {v1::DIMENSION_PUBLISH_DATE, "publish_date", "Publish date", Style::kDate},
    {v1::DIMENSION_EVENT_DATE, "event_date", "Event date", Style::kDate},
};

struct IntervalRow {
  v1::CalendarInterval interval;
  const char* name;
};

constexpr IntervalRow kIntervals[] = {
    {v1::CALENDAR_INTERVAL_DAY, "day"},
    {v1::CALENDAR_INTERVAL_WEEK, "week"},
    {v1::CALENDAR_INTERVAL_MONTH, "month"},
    {v1::CALENDAR_INTERVAL_YEAR, "year"},
};

const DimensionRow* FindDimension(v1::Dimension dimension) {
  for (const DimensionRow& row : kDimensions) {
    if (row.dimension == dimension) return &row;
  }
  return nullptr;
}

}  // namespace

bool IsDateDimension(v1::Dimension dimension) {
  return dimension == v1::DIMENSION_PUBLISH_DATE || dimension == v1::DIMENSION_EVENT_DATE;
}

bool IsEntityDimension(v1::Dimension dimension) {
  return dimension == v1::DIMENSION_PERSON || dimension == v1::DIMENSION_ORGANIZATION ||
         dimension == v1::DIMENSION_PLACE;
}

absl::Status CheckEntityDimension(v1::Dimension dimension) {
  if (IsEntityDimension(dimension)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("articles are about a person, an organization or a place, not about a ",
                   DimensionName(dimension)));
}

absl::StatusOr<v1::Dimension> ParseDimension(absl::string_view name) {
  for (const DimensionRow& row : kDimensions) {
    if (name == row.name) return row.dimension;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("'", name,
                   "' is no dimension; dimensions are person, organization, place, source, "
                   "language, publish_date and event_date"));
}

absl::StatusOr<v1::CalendarInterval> ParseInterval(absl::string_view name) {
  for (const IntervalRow& row : kIntervals) {
    if (name == row.name) return row.interval;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("'", name, "' is no interval; intervals are day, week, month and year"));
}

absl::StatusOr<v1::Dimension> ParseEntityKind(absl::string_view name) {
  for (const DimensionRow& row : kDimensions) {
    if (name == row.name && IsEntityDimension(row.dimension)) return row.dimension;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("'", name, "' is no kind of entity; kinds are person, organization and place"));
}

bool ConsumeAbout(absl::string_view* argument) { return absl::ConsumeSuffix(argument, ":about"); }

absl::StatusOr<v1::FacetRequest> ParseFacet(absl::string_view argument) {
  const bool about = ConsumeAbout(&argument);
  const size_t colon = argument.find(':');
  absl::StatusOr<v1::Dimension> dimension = ParseDimension(argument.substr(0, colon));
  if (!dimension.ok()) return dimension.status();
  v1::FacetRequest facet;
  facet.set_dimension(*dimension);
  if (about) {
    if (absl::Status status = CheckEntityDimension(*dimension); !status.ok()) return status;
    facet.set_about_only(true);
  }
  if (colon == absl::string_view::npos) return facet;
  const absl::string_view detail = argument.substr(colon + 1);
  if (IsDateDimension(*dimension)) {
    absl::StatusOr<v1::CalendarInterval> interval = ParseInterval(detail);
    if (!interval.ok()) return interval.status();
    facet.set_interval(*interval);
    return facet;
  }
  int32_t size = 0;
  if (!absl::SimpleAtoi(detail, &size) || size < 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", detail, "' is no number of values; in DIMENSION:N it is 1 or more"));
  }
  facet.set_size(size);
  return facet;
}

std::string DimensionName(v1::Dimension dimension) {
  const DimensionRow* row = FindDimension(dimension);
  return row != nullptr ? row->name : absl::StrCat(static_cast<int>(dimension));
}

std::string DimensionTitle(v1::Dimension dimension, bool about) {
  if (about) return absl::StrCat("About ", DimensionName(dimension));
  const DimensionRow* row = FindDimension(dimension);
  return row != nullptr ? row->title : absl::StrCat("Dimension ", static_cast<int>(dimension));
}

std::string IntervalName(v1::CalendarInterval interval) {
  for (const IntervalRow& row : kIntervals) {
    if (interval == row.interval) return row.name;
  }
  return "interval";
}

Style MentionStyle(v1::Dimension dimension) {
  const DimensionRow* row = FindDimension(dimension);
  return row != nullptr ? row->style : Style::kPlain;
}

std::string EvidencePhrase(v1::DateEvidence evidence) {
  switch (evidence) {
    case v1::DATE_EVIDENCE_GIVEN:
      return "given with the article";
    case v1::DATE_EVIDENCE_JSON_LD:
      return "from JSON-LD";
    case v1::DATE_EVIDENCE_OPEN_GRAPH:
      return "from Open Graph";
    case v1::DATE_EVIDENCE_META:
      return "from a meta element";
    case v1::DATE_EVIDENCE_MICRODATA:
      return "from microdata";
    case v1::DATE_EVIDENCE_TIME_ELEMENT:
      return "from a time element";
    case v1::DATE_EVIDENCE_URL:
      return "from the URL";
    case v1::DATE_EVIDENCE_BYLINE:
      return "from the byline";
    case v1::DATE_EVIDENCE_DATELINE:
      return "from the dateline";
    case v1::DATE_EVIDENCE_VISIBLE:
      return "from beside the headline";
    case v1::DATE_EVIDENCE_TEXT:
      return "from the text";
    default:
      return "";
  }
}

}  // namespace dateline::client

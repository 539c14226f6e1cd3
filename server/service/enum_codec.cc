#include "server/service/enum_codec.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "server/service/field_checks.h"

namespace dateline::service {
namespace {

// Enums that begin with an unspecified value and then have the engine's values in the engine's
// order.
template <typename Proto, typename Engine>
Proto EncodeFromOne(Engine value) {
  return static_cast<Proto>(static_cast<int>(value) + 1);
}

// Those that the engine numbers from 1 too, 0 being unknown.
template <typename Proto, typename Engine>
Proto EncodeSame(Engine value) {
  return static_cast<Proto>(static_cast<int>(value));
}

// The API's number of each dimension, in the order of article::kDimensions. A table, because the
// API only ever adds at its end, while the engine keeps the dimensions of dates last.
constexpr std::array<v1::Dimension, article::kDimensions.size()> kApiDimensions = {
    v1::DIMENSION_PERSON,    v1::DIMENSION_ORGANIZATION, v1::DIMENSION_PLACE,
    v1::DIMENSION_SOURCE,    v1::DIMENSION_LANGUAGE,     v1::DIMENSION_PUBLISH_DATE,
    v1::DIMENSION_EVENT_DATE};
static_assert(kApiDimensions.back() != v1::DIMENSION_UNSPECIFIED, "a dimension has no API number");

static_assert(v1::DATE_PRECISION_YEAR == static_cast<int>(article::DatePrecision::kYear));
static_assert(v1::DATE_EVIDENCE_TEXT == static_cast<int>(article::DateSource::kText));
static_assert(v1::DATE_GRANULARITY_RANGE == static_cast<int>(article::kLastGranularity));
static_assert(v1::DATE_RULE_SOUTHERN_SEASON == static_cast<int>(article::kLastRule));
static_assert(v1::ARTICLE_FIELD_CAPTIONS == static_cast<int>(article::Field::kCaptions));
static_assert(v1::CALENDAR_INTERVAL_YEAR == static_cast<int>(match::CalendarInterval::kYear) + 1);
static_assert(v1::SORT_ORDER_OLDEST == static_cast<int>(match::Sort::kOldest) + 1);
static_assert(v1::EVENT_MATCH_WITHIN == static_cast<int>(match::EventMatch::kWithin) + 1);

}  // namespace

v1::Dimension EncodeDimension(article::Dimension dimension) {
  return kApiDimensions[static_cast<size_t>(dimension)];
}

v1::DatePrecision EncodePrecision(article::DatePrecision precision) {
  return EncodeSame<v1::DatePrecision>(precision);
}

v1::DateEvidence EncodeEvidence(article::DateSource source) {
  return EncodeSame<v1::DateEvidence>(source);
}

v1::DateGranularity EncodeGranularity(article::DateGranularity granularity) {
  return EncodeSame<v1::DateGranularity>(granularity);
}

v1::DateRule EncodeRule(article::DateRule rule) { return EncodeSame<v1::DateRule>(rule); }

v1::ArticleField EncodeField(article::Field field) { return EncodeSame<v1::ArticleField>(field); }

v1::CalendarInterval EncodeInterval(match::CalendarInterval interval) {
  return EncodeFromOne<v1::CalendarInterval>(interval);
}

absl::StatusOr<article::Dimension> DecodeDimension(absl::string_view field,
                                                   v1::Dimension dimension) {
  absl::Status status = CheckEnum(field, dimension, v1::Dimension_IsValid(dimension), "Dimension");
  if (!status.ok()) return status;
  if (dimension == v1::DIMENSION_UNSPECIFIED) {
    return absl::InvalidArgumentError(absl::StrCat(field, " is required"));
  }
  const auto row = std::find(kApiDimensions.begin(), kApiDimensions.end(), dimension);
  return article::kDimensions[row - kApiDimensions.begin()].dimension;
}

absl::StatusOr<article::Dimension> DecodeValueDimension(absl::string_view field,
                                                        v1::Dimension dimension) {
  absl::StatusOr<article::Dimension> decoded = DecodeDimension(field, dimension);
  if (decoded.ok() && article::InfoOf(*decoded).type == article::DimensionType::kDate) {
    return absl::InvalidArgumentError(absl::StrCat(field, " is ", v1::Dimension_Name(dimension),
                                                   "; dates have no values, only windows"));
  }
  return decoded;
}

absl::Status CheckAbout(absl::string_view field, article::Dimension dimension, bool about_only) {
  const article::DimensionInfo& info = article::InfoOf(dimension);
  if (!about_only || info.type == article::DimensionType::kEntity) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(field, " is set for the dimension ", info.name,
                   "; articles are about persons, organizations and places only"));
}

absl::StatusOr<match::CalendarInterval> DecodeInterval(absl::string_view field,
                                                       v1::CalendarInterval interval) {
  absl::Status status =
      CheckEnum(field, interval, v1::CalendarInterval_IsValid(interval), "CalendarInterval");
  if (!status.ok()) return status;
  if (interval == v1::CALENDAR_INTERVAL_UNSPECIFIED) return match::CalendarInterval::kMonth;
  return static_cast<match::CalendarInterval>(static_cast<int>(interval) - 1);
}

absl::StatusOr<match::Sort> DecodeSort(absl::string_view field, v1::SortOrder sort) {
  absl::Status status = CheckEnum(field, sort, v1::SortOrder_IsValid(sort), "SortOrder");
  if (!status.ok()) return status;
  if (sort == v1::SORT_ORDER_UNSPECIFIED) return match::Sort::kRelevance;
  return static_cast<match::Sort>(static_cast<int>(sort) - 1);
}

absl::StatusOr<match::EventMatch> DecodeEventMatch(absl::string_view field, v1::EventMatch match) {
  absl::Status status = CheckEnum(field, match, v1::EventMatch_IsValid(match), "EventMatch");
  if (!status.ok()) return status;
  if (match == v1::EVENT_MATCH_UNSPECIFIED) return match::EventMatch::kOverlaps;
  return static_cast<match::EventMatch>(static_cast<int>(match) - 1);
}

absl::StatusOr<bool> DecodeFullView(absl::string_view field, v1::ArticleView view,
                                    bool unspecified) {
  absl::Status status = CheckEnum(field, view, v1::ArticleView_IsValid(view), "ArticleView");
  if (!status.ok()) return status;
  if (view == v1::ARTICLE_VIEW_UNSPECIFIED) return unspecified;
  return view == v1::ARTICLE_VIEW_FULL;
}

}  // namespace dateline::service

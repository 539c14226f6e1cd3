#include "server/service/filter_codec.h"

#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "indexer/article/date.h"
#include "server/query/parser.h"
#include "server/service/enum_codec.h"
#include "server/service/field_checks.h"
#include "server/service/limits.h"

namespace dateline::service {
namespace {

absl::Status DecodeQuery(const v1::ArticleFilter& filter, Filter* decoded) {
  absl::Status status = CheckEnum("filter.match_mode", filter.match_mode(),
                                  v1::MatchMode_IsValid(filter.match_mode()), "MatchMode");
  if (!status.ok()) return status;
  decoded->language = absl::AsciiStrToLower(filter.language());
  query::ParseOptions options;
  options.match_mode =
      filter.match_mode() == v1::MATCH_MODE_ANY ? query::MatchMode::kAny : query::MatchMode::kAll;
  options.language = decoded->language;
  absl::StatusOr<query::ParsedQuery> parsed = query::ParseQuery(filter.query(), options);
  if (!parsed.ok()) {
    return absl::Status(parsed.status().code(),
                        absl::StrCat("filter.query: ", parsed.status().message()));
  }
  decoded->query = *std::move(parsed);
  return absl::OkStatus();
}

absl::StatusOr<match::Selection> DecodeSelection(const std::string& field,
                                                 const v1::FacetSelection& selection) {
  absl::StatusOr<article::Dimension> dimension =
      DecodeValueDimension(absl::StrCat(field, ".dimension"), selection.dimension());
  if (!dimension.ok()) return dimension.status();
  absl::Status status =
      CheckEntries(absl::StrCat(field, ".values"), static_cast<size_t>(selection.values_size()),
                   kMaxSelectedValues);
  status.Update(CheckEntries(absl::StrCat(field, ".excluded_values"),
                             static_cast<size_t>(selection.excluded_values_size()),
                             kMaxSelectedValues));
  status.Update(CheckEnum(absl::StrCat(field, ".match"), selection.match(),
                          v1::FacetMatch_IsValid(selection.match()), "FacetMatch"));
  status.Update(CheckAbout(absl::StrCat(field, ".about_only"), *dimension, selection.about_only()));
  if (!status.ok()) return status;
  match::Selection decoded;
  decoded.dimension = *dimension;
  decoded.values.assign(selection.values().begin(), selection.values().end());
  decoded.excluded_values.assign(selection.excluded_values().begin(),
                                 selection.excluded_values().end());
  decoded.match_all = selection.match() == v1::FACET_MATCH_ALL;
  decoded.about_only = selection.about_only();
  return decoded;
}

absl::Status DecodeSelections(const v1::ArticleFilter& filter, Filter* decoded) {
  for (int i = 0; i < filter.selections_size(); ++i) {
    absl::StatusOr<match::Selection> selection =
        DecodeSelection(absl::StrCat("filter.selections[", i, "]"), filter.selections(i));
    if (!selection.ok()) return selection.status();
    for (const match::Selection& other : decoded->selections) {
      if (other.dimension != selection->dimension) continue;
      return absl::InvalidArgumentError(
          absl::StrCat("filter.selections[", i, "].dimension is ",
                       v1::Dimension_Name(filter.selections(i).dimension()),
                       " a second time; there may be one selection per dimension"));
    }
    decoded->selections.push_back(*std::move(selection));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<article::DateInterval>> DecodeDate(const std::string& field,
                                                                const std::string& text) {
  if (text.empty()) return std::optional<article::DateInterval>();
  const std::optional<article::IsoDate> date = article::ParseIsoDate(text);
  if (!date) {
    return absl::InvalidArgumentError(
        absl::StrCat(field, " is ", Quoted(text),
                     "; a date is written 2023, 2023-09 or 2023-09-13, its year from ",
                     article::kMinYear, " to ", article::kMaxYear));
  }
  return std::optional<article::DateInterval>(article::IntervalOf(date->day, date->precision));
}

absl::StatusOr<match::Window> DecodeWindow(const std::string& field, const v1::DateWindow& window) {
  const auto since = DecodeDate(absl::StrCat(field, ".since"), window.since());
  if (!since.ok()) return since.status();
  const auto until = DecodeDate(absl::StrCat(field, ".until"), window.until());
  if (!until.ok()) return until.status();
  match::Window decoded;
  if (*since) decoded.since = article::ToDayNumber((*since)->start);
  if (*until) decoded.until = article::ToDayNumber((*until)->end);
  if (decoded.since && decoded.until && *decoded.since > *decoded.until) {
    return absl::InvalidArgumentError(absl::StrCat(field, ".since is ", window.since(), ", after ",
                                                   field, ".until, which is ", window.until()));
  }
  return decoded;
}

}  // namespace

absl::StatusOr<Filter> DecodeFilter(const v1::ArticleFilter& filter) {
  Filter decoded;
  absl::Status status = DecodeQuery(filter, &decoded);
  if (!status.ok()) return status;
  status = DecodeSelections(filter, &decoded);
  if (!status.ok()) return status;
  absl::StatusOr<match::Window> publish =
      DecodeWindow("filter.publish_window", filter.publish_window());
  if (!publish.ok()) return publish.status();
  absl::StatusOr<match::Window> event = DecodeWindow("filter.event_window", filter.event_window());
  if (!event.ok()) return event.status();
  absl::StatusOr<match::EventMatch> event_match =
      DecodeEventMatch("filter.event_match", filter.event_match());
  if (!event_match.ok()) return event_match.status();
  status = CheckBytes("filter.copies_of", filter.copies_of(), kMaxIdBytes);
  if (!status.ok()) return status;
  decoded.copies_of = filter.copies_of();
  decoded.publish_window = *publish;
  decoded.event_window = *event;
  decoded.event_match = *event_match;
  return decoded;
}

std::string CopiesWarning(const Filter& filter, const match::SearchResult& result) {
  if (result.copies_of_known) return "";
  return absl::StrCat("No article has the id ", Quoted(filter.copies_of), ".");
}

}  // namespace dateline::service

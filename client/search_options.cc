#include "client/search_options.h"

#include <CLI/CLI.hpp>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/dimension_name.h"
#include "client/option_value.h"

namespace dateline::client {
namespace {

absl::Status AddFacet(absl::string_view option, absl::string_view argument,
                      v1::SearchRequest* request) {
  absl::StatusOr<v1::FacetRequest> facet = ParseFacet(argument);
  if (!facet.ok()) return AtOption(option, facet.status());
  for (const v1::FacetRequest& other : request->facets()) {
    if (other.dimension() == facet->dimension()) {
      return Wrong(
          absl::StrCat(option, ": ", DimensionName(facet->dimension()), " is asked for twice"));
    }
  }
  *request->add_facets() = *std::move(facet);
  return absl::OkStatus();
}

absl::Status AddTimeline(absl::string_view option, v1::Dimension dimension,
                         const std::string& interval, v1::SearchRequest* request) {
  if (interval.empty()) return absl::OkStatus();
  if (absl::StatusOr<v1::CalendarInterval> known = ParseInterval(interval); !known.ok()) {
    return AtOption(option, known.status());
  }
  return AddFacet(option, absl::StrCat(DimensionName(dimension), ":", interval), request);
}

absl::Status BuildFacets(const SearchOptions& options, bool json, v1::SearchRequest* request) {
  for (const std::string& argument : options.facets) {
    if (absl::Status status = AddFacet("--facet", argument, request); !status.ok()) return status;
  }
  absl::Status status =
      AddTimeline("--timeline", v1::DIMENSION_PUBLISH_DATE, options.timeline, request);
  if (!status.ok()) return status;
  status =
      AddTimeline("--event-timeline", v1::DIMENSION_EVENT_DATE, options.event_timeline, request);
  if (!status.ok()) return status;
  if (request->facets_size() > 0 || json) return absl::OkStatus();
  for (v1::Dimension dimension :
       {v1::DIMENSION_PERSON, v1::DIMENSION_ORGANIZATION, v1::DIMENSION_PLACE}) {
    v1::FacetRequest* facet = request->add_facets();
    facet->set_dimension(dimension);
    facet->set_size(kDefaultFacetSize);
    // Its counts are to say what each further value would add.
    for (const v1::FacetSelection& selection : request->filter().selections()) {
      if (selection.dimension() == dimension) facet->set_about_only(selection.about_only());
    }
  }
  v1::FacetRequest* timeline = request->add_facets();
  timeline->set_dimension(v1::DIMENSION_PUBLISH_DATE);
  timeline->set_interval(v1::CALENDAR_INTERVAL_MONTH);
  return absl::OkStatus();
}

// The API reads 0 as "not given": what is typed is at least 1.
absl::Status CheckPageSize(const SearchOptions& options) {
  if (options.page_size.value_or(1) >= 1) return absl::OkStatus();
  return Wrong(absl::StrCat("--page-size is ", *options.page_size,
                            "; it is at least 1 (--counts-only finds no articles, but counts)"));
}

void AddShared(CLI::App* app, SearchOptions* options) {
  AddFilterOptions(app, &options->filter);
  app->add_flag("--collapse", options->collapse);
  app->add_option("--page-size", options->page_size)->check(WholeNumber);
  app->add_option("--page-token", options->page_token);
}

}  // namespace

void AddSearchOptions(CLI::App* app, SearchOptions* options) {
  AddShared(app, options);
  app->add_option("--sort", options->sort);
  app->add_option("--facet", options->facets)->allow_extra_args(false);
  app->add_option("--timeline", options->timeline);
  app->add_option("--event-timeline", options->event_timeline);
  app->add_flag("--counts-only", options->counts_only);
  app->add_flag("--full", options->full);
  app->add_option("--snippets", options->snippets)->check(WholeNumber);
}

void AddListingOptions(CLI::App* app, SearchOptions* options) {
  AddShared(app, options);
  app->add_option("--prefix", options->prefix);
}

absl::StatusOr<v1::SearchRequest> BuildSearch(const SearchOptions& options,
                                              const std::vector<std::string>& words, bool json,
                                              absl::CivilDay today) {
  absl::StatusOr<v1::ArticleFilter> filter = BuildFilter(options.filter, words, today);
  if (!filter.ok()) return filter.status();
  v1::SearchRequest request;
  *request.mutable_filter() = *std::move(filter);
  request.set_collapse_copies(options.collapse);
  if (absl::Status status = BuildFacets(options, json, &request); !status.ok()) return status;
  if (absl::Status status = CheckPageSize(options); !status.ok()) return status;
  request.set_page_size(options.page_size.value_or(0));
  request.set_page_token(options.page_token);
  if (options.sort == "relevance") {
    request.set_sort(v1::SORT_ORDER_RELEVANCE);
  } else if (options.sort == "newest") {
    request.set_sort(v1::SORT_ORDER_NEWEST);
  } else if (options.sort == "oldest") {
    request.set_sort(v1::SORT_ORDER_OLDEST);
  } else {
    return Wrong(absl::StrCat("--sort is '", options.sort, "'; it is relevance, newest or oldest"));
  }
  if (options.counts_only && (options.page_size.has_value() || !options.page_token.empty())) {
    return Wrong("--counts-only returns no articles: leave out --page-size and --page-token");
  }
  request.set_counts_only(options.counts_only);
  if (options.full && !json) {
    return Wrong("--full is for --json: a page shows no bodies; see 'dateline article'");
  }
  if (options.full) request.set_view(v1::ARTICLE_VIEW_FULL);
  if (options.snippets.value_or(0) < 0) {
    return Wrong(absl::StrCat("--snippets is ", *options.snippets, "; it is at least 0"));
  }
  if (options.snippets == 0) {
    request.mutable_snippets()->set_disabled(true);
  } else if (options.snippets.has_value()) {
    request.mutable_snippets()->set_max_snippets(*options.snippets);
  }
  return request;
}

absl::StatusOr<v1::ListFacetValuesRequest> BuildListing(const SearchOptions& options,
                                                        const std::vector<std::string>& words,
                                                        absl::CivilDay today) {
  if (words.empty()) return Wrong("which DIMENSION? For example: person");
  absl::string_view name = words.front();
  const bool about = ConsumeAbout(&name);
  absl::StatusOr<v1::Dimension> dimension = ParseDimension(name);
  if (!dimension.ok()) return dimension.status();
  if (IsDateDimension(*dimension)) {
    return Wrong(absl::StrCat(name, " has intervals, not values: use 'dateline search ",
                              "--counts-only --facet ", name, ":month'"));
  }
  if (about) {
    if (absl::Status status = CheckEntityDimension(*dimension); !status.ok()) return status;
  }
  absl::StatusOr<v1::ArticleFilter> filter =
      BuildFilter(options.filter, {words.begin() + 1, words.end()}, today);
  if (!filter.ok()) return filter.status();
  if (absl::Status status = CheckPageSize(options); !status.ok()) return status;
  v1::ListFacetValuesRequest request;
  *request.mutable_filter() = *std::move(filter);
  request.set_collapse_copies(options.collapse);
  request.set_dimension(*dimension);
  request.set_about_only(about);
  request.set_prefix(options.prefix);
  request.set_page_size(options.page_size.value_or(0));
  request.set_page_token(options.page_token);
  return request;
}

}  // namespace dateline::client

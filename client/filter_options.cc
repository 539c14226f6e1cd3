#include "client/filter_options.h"

#include <CLI/CLI.hpp>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/date_argument.h"
#include "client/dimension_name.h"
#include "client/option_value.h"

namespace dateline::client {
namespace {

absl::Status BuildWindows(const FilterOptions& options, absl::CivilDay today,
                          v1::ArticleFilter* filter) {
  struct End {
    const char* option;
    const std::string& typed;
    bool event;
    bool until;
  };
  const End ends[] = {{"--since", options.since, false, false},
                      {"--until", options.until, false, true},
                      {"--event-since", options.event_since, true, false},
                      {"--event-until", options.event_until, true, true}};
  for (const End& end : ends) {
    if (end.typed.empty()) continue;
    absl::StatusOr<std::string> date = ParseDate(end.typed, today);
    if (!date.ok()) return AtOption(end.option, date.status());
    v1::DateWindow* window =
        end.event ? filter->mutable_event_window() : filter->mutable_publish_window();
    end.until ? window->set_until(*date) : window->set_since(*date);
  }
  if (!options.event_within) return absl::OkStatus();
  if (!filter->has_event_window()) {
    return absl::InvalidArgumentError(
        "--event-within needs a window: give --event-since or --event-until");
  }
  filter->set_event_match(v1::EVENT_MATCH_WITHIN);
  return absl::OkStatus();
}

// The selection that `option` of the dimension called `name` speaks of: one with values or, where
// `excluded` will do too, with excluded values.
absl::StatusOr<v1::FacetSelection*> SelectionOf(absl::string_view option, const std::string& name,
                                                bool excluded, v1::ArticleFilter* filter) {
  absl::StatusOr<v1::Dimension> dimension = ParseDimension(name);
  if (!dimension.ok()) return AtOption(option, dimension.status());
  for (v1::FacetSelection& selection : *filter->mutable_selections()) {
    if (selection.dimension() != *dimension) continue;
    if (selection.values_size() > 0 || (excluded && selection.excluded_values_size() > 0)) {
      return &selection;
    }
  }
  if (IsDateDimension(*dimension)) {
    return Wrong(absl::StrCat(option, ": values of ", name, " cannot be selected"));
  }
  return Wrong(absl::StrCat(option, " ", name, " needs values: give --", name,
                            excluded ? absl::StrCat(" or --not-", name) : ""));
}

absl::Status BuildSelections(const FilterOptions& options, v1::ArticleFilter* filter) {
  for (size_t i = 0; i < kSelectable.size(); ++i) {
    if (options.values[i].empty() && options.excluded[i].empty()) continue;
    v1::FacetSelection* selection = filter->add_selections();
    selection->set_dimension(kSelectable[i]);
    for (const std::string& value : options.values[i]) selection->add_values(value);
    for (const std::string& value : options.excluded[i]) selection->add_excluded_values(value);
  }
  for (const std::string& name : options.all_of) {
    absl::StatusOr<v1::FacetSelection*> selection = SelectionOf("--all-of", name, false, filter);
    if (!selection.ok()) return selection.status();
    (*selection)->set_match(v1::FACET_MATCH_ALL);
  }
  for (const std::string& name : options.about) {
    if (absl::StatusOr<v1::Dimension> kind = ParseEntityKind(name); !kind.ok()) {
      return Wrong(absl::StrCat("--about: ", kind.status().message(),
                                "; a name goes to an option of its own, as in --person NAME "
                                "--about person"));
    }
    absl::StatusOr<v1::FacetSelection*> selection = SelectionOf("--about", name, true, filter);
    if (!selection.ok()) return selection.status();
    (*selection)->set_about_only(true);
  }
  return absl::OkStatus();
}

}  // namespace

void AddFilterOptions(CLI::App* app, FilterOptions* options) {
  app->add_flag("--any", options->any);
  app->add_option("--query-language", options->query_language);
  for (size_t i = 0; i < kSelectable.size(); ++i) {
    const std::string name = DimensionName(kSelectable[i]);
    // One value for each time the option is given: what follows is the query.
    app->add_option("--" + name, options->values[i])->allow_extra_args(false);
    app->add_option("--not-" + name, options->excluded[i])->allow_extra_args(false);
  }
  app->add_option("--all-of", options->all_of)->allow_extra_args(false);
  app->add_option("--about", options->about)->allow_extra_args(false);
  app->add_option("--since", options->since);
  app->add_option("--until", options->until);
  app->add_option("--event-since", options->event_since);
  app->add_option("--event-until", options->event_until);
  app->add_flag("--event-within", options->event_within);
  app->add_option("--copies-of", options->copies_of);
}

absl::StatusOr<v1::ArticleFilter> BuildFilter(const FilterOptions& options,
                                              const std::vector<std::string>& query,
                                              absl::CivilDay today) {
  v1::ArticleFilter filter;
  filter.set_query(absl::StrJoin(query, " "));
  if (options.any) filter.set_match_mode(v1::MATCH_MODE_ANY);
  filter.set_language(options.query_language);
  filter.set_copies_of(options.copies_of);
  if (absl::Status status = BuildSelections(options, &filter); !status.ok()) return status;
  if (absl::Status status = BuildWindows(options, today, &filter); !status.ok()) return status;
  return filter;
}

}  // namespace dateline::client

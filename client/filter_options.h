// The options that say which articles are meant: the same for `search` and `facets`.

#ifndef DATELINE_CLIENT_FILTER_OPTIONS_H_
#define DATELINE_CLIENT_FILTER_OPTIONS_H_

#include <array>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "dateline/v1/search.pb.h"

namespace CLI {
class App;
}

namespace dateline::client {

// The dimensions with options of their own: --person, --not-person and so on.
inline constexpr std::array<v1::Dimension, 5> kSelectable = {
    v1::DIMENSION_PERSON, v1::DIMENSION_ORGANIZATION, v1::DIMENSION_PLACE, v1::DIMENSION_SOURCE,
    v1::DIMENSION_LANGUAGE};

// As typed.
struct FilterOptions {
  bool any = false;
  std::string query_language;
  std::array<std::vector<std::string>, kSelectable.size()> values;
  std::array<std::vector<std::string>, kSelectable.size()> excluded;
  std::vector<std::string> all_of;
  std::vector<std::string> about;
  std::string since;
  std::string until;
  std::string event_since;
  std::string event_until;
  bool event_within = false;
  std::string copies_of;
};

// Adds the options to `app`, which writes to `options` when it parses.
void AddFilterOptions(CLI::App* app, FilterOptions* options);

// The words of the query are joined by spaces. INVALID_ARGUMENT, with the name of the option, for
// a value that cannot be meant.
absl::StatusOr<v1::ArticleFilter> BuildFilter(const FilterOptions& options,
                                              const std::vector<std::string>& query,
                                              absl::CivilDay today);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_FILTER_OPTIONS_H_

// The options of `search` and `facets`: from what was typed to requests.

#ifndef DATELINE_CLIENT_SEARCH_OPTIONS_H_
#define DATELINE_CLIENT_SEARCH_OPTIONS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "client/filter_options.h"
#include "dateline/v1/search.pb.h"

namespace CLI {
class App;
}

namespace dateline::client {

// Values per facet of a page for people that asks for no facets of its own.
inline constexpr int kDefaultFacetSize = 5;

// As typed.
struct SearchOptions {
  // Of both commands.
  FilterOptions filter;
  bool collapse = false;
  std::optional<int> page_size;
  std::string page_token;

  // Of `search`.
  std::string sort = "relevance";
  std::vector<std::string> facets;
  std::string timeline;
  std::string event_timeline;
  bool counts_only = false;
  bool full = false;
  std::optional<int> snippets;

  // Of `facets`.
  std::string prefix;
};

// Add the options of a command to `app`, which writes to `options` when it parses.
void AddSearchOptions(CLI::App* app, SearchOptions* options);
void AddListingOptions(CLI::App* app, SearchOptions* options);

// `words` are the query; with `json`, nothing is counted that was not asked for. INVALID_ARGUMENT
// says what is wrong with which option.
absl::StatusOr<v1::SearchRequest> BuildSearch(const SearchOptions& options,
                                              const std::vector<std::string>& words, bool json,
                                              absl::CivilDay today);

// `words` are the dimension and the query. INVALID_ARGUMENT as BuildSearch.
absl::StatusOr<v1::ListFacetValuesRequest> BuildListing(const SearchOptions& options,
                                                        const std::vector<std::string>& words,
                                                        absl::CivilDay today);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_SEARCH_OPTIONS_H_

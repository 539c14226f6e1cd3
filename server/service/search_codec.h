// SearchRequest to the engine's structs, and the engine's results to SearchResponse.

#ifndef DATELINE_SERVER_SERVICE_SEARCH_CODEC_H_
#define DATELINE_SERVER_SERVICE_SEARCH_CODEC_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "dateline/v1/search.pb.h"
#include "server/match/search.h"
#include "server/present/page_token.h"
#include "server/present/snippet.h"
#include "server/service/filter_codec.h"

namespace dateline::service {

// A SearchRequest, checked.
struct SearchCall {
  Filter filter;
  // Everything but query, selections, windows and weights; included values of facets as given.
  match::SearchRequest engine;
  // Per facet asked for, in order: index into engine.facets or engine.histograms.
  struct FacetPlace {
    bool is_histogram = false;
    size_t index = 0;
  };
  std::vector<FacetPlace> facet_places;
  present::SnippetOptions snippets;
  bool with_snippets = true;
  bool full_view = false;
  uint64_t fingerprint = 0;
  absl::optional<present::PageToken> page_token;
};

// INVALID_ARGUMENT for what the comments of SearchRequest do not allow.
absl::StatusOr<SearchCall> DecodeSearch(const v1::SearchRequest& request);

void EncodeFacet(const match::Facet& facet, v1::Facet* out);
void EncodeHistogram(const match::Histogram& histogram, v1::Facet* out);
void EncodeFacetValue(const match::FacetValueCount& value, v1::FacetValue* out);
void EncodeSnippet(const present::Snippet& snippet, v1::Snippet* out);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_SEARCH_CODEC_H_

// ArticleFilter, decoded: what the request says, checked, before a snapshot is asked what it means.

#ifndef DATELINE_SERVER_SERVICE_FILTER_CODEC_H_
#define DATELINE_SERVER_SERVICE_FILTER_CODEC_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/search.pb.h"
#include "server/match/search.h"
#include "server/query/query_tree.h"

namespace dateline::service {

struct Filter {
  query::ParsedQuery query;
  std::string language;  // Whose stems `query` was made with; empty: every article's own.
  std::vector<match::Selection> selections;  // Values as given: ids, labels or names.
  match::Window publish_window;
  match::Window event_window;
  match::EventMatch event_match = match::EventMatch::kOverlaps;
  std::string copies_of;
};

// INVALID_ARGUMENT for what the comments of ArticleFilter do not allow.
absl::StatusOr<Filter> DecodeFilter(const v1::ArticleFilter& filter);

// The sentence about `copies_of` when no article has that id; "" when one has.
std::string CopiesWarning(const Filter& filter, const match::SearchResult& result);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_FILTER_CODEC_H_

// The methods of SearchService, without gRPC: request in, response or error out. Thread-safe.

#ifndef DATELINE_SERVER_SERVICE_SEARCH_CALL_H_
#define DATELINE_SERVER_SERVICE_SEARCH_CALL_H_

#include <memory>

#include "absl/status/status.h"
#include "dateline/v1/search.pb.h"
#include "server/service/engine.h"

namespace dateline::service {

// Errors as the proto says. `response` is whole or, after an error, meaningless. `answered_by` may
// be null; it gets the snapshot whose answer this is.
absl::Status RunSearch(const Engine& engine, const v1::SearchRequest& request,
                       const Cancelled& cancelled, v1::SearchResponse* response,
                       std::shared_ptr<const snapshot::Snapshot>* answered_by = nullptr);
// The same, answered by this snapshot.
absl::Status RunSearchIn(const Engine& engine, const v1::SearchRequest& request,
                         const std::shared_ptr<const snapshot::Snapshot>& snapshot,
                         const Cancelled& cancelled, v1::SearchResponse* response);
absl::Status RunListFacetValues(const Engine& engine, const v1::ListFacetValuesRequest& request,
                                const Cancelled& cancelled, v1::ListFacetValuesResponse* response);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_SEARCH_CALL_H_

// What a page token is bound to: everything of a request but which page is asked for.

#ifndef DATELINE_SERVER_SERVICE_FINGERPRINT_H_
#define DATELINE_SERVER_SERVICE_FINGERPRINT_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "dateline/v1/entity_service.pb.h"
#include "dateline/v1/search.pb.h"
#include "server/present/page_token.h"
#include "server/snapshot/snapshot.h"

namespace dateline::service {

// Equal for requests that differ in page_size and page_token alone.
uint64_t FingerprintOf(const v1::SearchRequest& request);
uint64_t FingerprintOf(const v1::ListFacetValuesRequest& request);
uint64_t FingerprintOf(const v1::ListEntitiesRequest& request);

// The token of a page request; nullopt for "". INVALID_ARGUMENT when it is none of ours, or belongs
// to another request.
absl::StatusOr<absl::optional<present::PageToken>> DecodePageTokenFor(const std::string& text,
                                                                      present::PageKind kind,
                                                                      uint64_t fingerprint);

// A token of a page of this snapshot.
present::PageToken TokenOf(present::PageKind kind, uint64_t fingerprint,
                           const snapshot::Snapshot& snapshot);

// The sentence for a reader whose pages come from different revisions, or from different alias
// overlays; "" when they do not. `before` may be null: there is no page before.
std::string ChangeWarning(const absl::optional<present::PageToken>& before,
                          const snapshot::Snapshot& now);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_FINGERPRINT_H_

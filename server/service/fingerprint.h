// What a page token is bound to: everything of a request but which page is asked for.

#ifndef DATELINE_SERVER_SERVICE_FINGERPRINT_H_
#define DATELINE_SERVER_SERVICE_FINGERPRINT_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "dateline/v1/search.pb.h"
#include "server/present/page_token.h"

namespace dateline::service {

// Equal for requests that differ in page_size and page_token alone.
uint64_t FingerprintOf(const v1::SearchRequest& request);
uint64_t FingerprintOf(const v1::ListFacetValuesRequest& request);

// The token of a page request; nullopt for "". INVALID_ARGUMENT when it is none of ours, or belongs
// to another request.
absl::StatusOr<absl::optional<present::PageToken>> DecodePageTokenFor(const std::string& text,
                                                                      present::PageKind kind,
                                                                      uint64_t fingerprint);

// The sentence for a reader whose pages come from different revisions; "" when they do not.
std::string RevisionWarning(uint64_t before, uint64_t now);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_FINGERPRINT_H_

// Page tokens: where a page ended and which request it belongs to, as text for a URL. Opaque to
// clients. Pure.

#ifndef DATELINE_SERVER_PRESENT_PAGE_TOKEN_H_
#define DATELINE_SERVER_PRESENT_PAGE_TOKEN_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/match/search.h"

namespace dateline::present {

// What the pages are pages of. The numbers are in the tokens.
enum class PageKind : uint8_t { kHits = 1, kFacetValues = 2, kEntities = 3 };

struct PageToken {
  PageKind kind = PageKind::kHits;
  uint64_t fingerprint = 0;  // Of the request, without its page size and token.
  uint64_t revision = 0;     // Of the index, when the page was made.
  uint64_t aliases = 0;      // Fingerprint of the alias overlay then; 0 without one.
  match::After after;        // kHits: the last hit.
  uint32_t offset = 0;       // kFacetValues, kEntities: how many the pages before had.
};

// At most kMaxPageTokenBytes characters of A-Z a-z 0-9 - _.
std::string EncodePageToken(const PageToken& token);

// INVALID_ARGUMENT for everything that EncodePageToken did not make: a checksum guards against
// slips, not against forgery, which would gain nobody anything.
absl::StatusOr<PageToken> DecodePageToken(absl::string_view text);

inline constexpr size_t kMaxPageTokenBytes = 100;

}  // namespace dateline::present

#endif  // DATELINE_SERVER_PRESENT_PAGE_TOKEN_H_

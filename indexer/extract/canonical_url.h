// URLs as names of articles: the same page gives the same text.

#ifndef DATELINE_INDEXER_EXTRACT_CANONICAL_URL_H_
#define DATELINE_INDEXER_EXTRACT_CANONICAL_URL_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// The most bytes of a URL; longer ones are not taken for URLs.
inline constexpr size_t kMaxUrlBytes = 4096;

// True for "http://..." and "https://..." with a host, without white space.
bool IsWebUrl(absl::string_view url);

// Scheme and host in lower case; without fragment, user, default port and tracking parameters
// (utm_source, fbclid,
// ...); without the slash of an empty path. A text that is no web URL comes back as it is.
std::string CanonicalUrl(absl::string_view url);

// The host in lower case without "www." ("" when `url` is no web URL).
std::string HostOf(absl::string_view url);

// What follows the host: path, query and fragment.
absl::string_view PathOf(absl::string_view url);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_CANONICAL_URL_H_

// Everything a request can grow, and how far: the bounds that proto/dateline/v1 promises.

#ifndef DATELINE_SERVER_SERVICE_LIMITS_H_
#define DATELINE_SERVER_SERVICE_LIMITS_H_

#include <cstddef>
#include <cstdint>

#include "absl/time/time.h"

namespace dateline::service {

// One request, as bytes on the wire, and how long the server works on it at most.
inline constexpr int kMaxRequestBytes = 1 << 20;
inline constexpr absl::Duration kMaxRequestTime = absl::Seconds(30);

inline constexpr int32_t kDefaultPageSize = 20;
inline constexpr int32_t kMaxPageSize = 1000;

inline constexpr int32_t kDefaultFacetSize = 10;
inline constexpr int32_t kMaxFacetSize = 1000;
inline constexpr size_t kMaxIncludedValues = 100;
inline constexpr size_t kMaxPrefixBytes = 256;

inline constexpr int32_t kDefaultFacetPageSize = 100;
inline constexpr int32_t kMaxFacetPageSize = 1000;

inline constexpr size_t kMaxSelectedValues = 100;

inline constexpr int32_t kDefaultSnippetCharacters = 240;
inline constexpr int32_t kMaxSnippetCharacters = 2000;
inline constexpr int32_t kDefaultSnippets = 1;
inline constexpr int32_t kMaxSnippets = 5;

inline constexpr size_t kMaxIdBytes = 1000;

inline constexpr size_t kMaxEntityQueryBytes = 256;
inline constexpr int32_t kDefaultEntityPageSize = 20;
inline constexpr int32_t kMaxEntityPageSize = 1000;
inline constexpr int32_t kDefaultCooccurrenceSize = 10;
inline constexpr int32_t kMaxCooccurrenceSize = 1000;
// Of GetEntity's answer.
inline constexpr size_t kMaxEntityNames = 100;
inline constexpr size_t kMaxEntityChanges = 1000;

// Bytes of a request's own text that a message about it repeats.
inline constexpr size_t kMaxQuotedBytes = 64;

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_LIMITS_H_

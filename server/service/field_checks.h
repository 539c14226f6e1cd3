// Checks of single request fields. Every failure is INVALID_ARGUMENT and names the field, its value
// and what is allowed: "page_size is 5000; the maximum is 1000".

#ifndef DATELINE_SERVER_SERVICE_FIELD_CHECKS_H_
#define DATELINE_SERVER_SERVICE_FIELD_CHECKS_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace dateline::service {

// 0 to `maximum`.
absl::Status CheckNumber(absl::string_view field, int64_t value, int64_t maximum);

// At most `maximum` bytes.
absl::Status CheckBytes(absl::string_view field, absl::string_view text, size_t maximum);

// At most `maximum` entries.
absl::Status CheckEntries(absl::string_view field, size_t entries, size_t maximum);

// One of the values that the enum `type` defines; `valid` is what its _IsValid function says of
// `value`.
absl::Status CheckEnum(absl::string_view field, int value, bool valid, absl::string_view type);

// The text in quotes for a message, cut to kMaxQuotedBytes, without control characters.
std::string Quoted(absl::string_view text);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_FIELD_CHECKS_H_

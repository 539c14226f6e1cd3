// What is wrong with the values of options.

#ifndef DATELINE_CLIENT_OPTION_VALUE_H_
#define DATELINE_CLIENT_OPTION_VALUE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace dateline::client {

// INVALID_ARGUMENT with this message.
absl::Status Wrong(absl::string_view what);

// INVALID_ARGUMENT with the message of `status` behind the name of the option.
absl::Status AtOption(absl::string_view option, const absl::Status& status);

// For CLI11: what is wrong with `typed` as an int32, empty when nothing is.
std::string WholeNumber(const std::string& typed);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_OPTION_VALUE_H_

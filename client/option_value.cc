#include "client/option_value.h"

#include <cstdint>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace dateline::client {

absl::Status Wrong(absl::string_view what) { return absl::InvalidArgumentError(what); }

absl::Status AtOption(absl::string_view option, const absl::Status& status) {
  return Wrong(absl::StrCat(option, ": ", status.message()));
}

std::string WholeNumber(const std::string& typed) {
  int32_t number = 0;
  return absl::SimpleAtoi(typed, &number) ? "" : absl::StrCat("'", typed, "' is no whole number");
}

}  // namespace dateline::client

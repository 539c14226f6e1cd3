#include "server/service/field_checks.h"

#include "absl/strings/str_cat.h"
#include "indexer/text/utf8.h"
#include "server/service/limits.h"

namespace dateline::service {

absl::Status CheckNumber(absl::string_view field, int64_t value, int64_t maximum) {
  if (value < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat(field, " is ", value, "; it must not be negative"));
  }
  if (value > maximum) {
    return absl::InvalidArgumentError(
        absl::StrCat(field, " is ", value, "; the maximum is ", maximum));
  }
  return absl::OkStatus();
}

absl::Status CheckBytes(absl::string_view field, absl::string_view text, size_t maximum) {
  if (text.size() <= maximum) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(field, " has ", text.size(), " bytes; the maximum is ", maximum));
}

absl::Status CheckEntries(absl::string_view field, size_t entries, size_t maximum) {
  if (entries <= maximum) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(field, " has ", entries, " entries; the maximum is ", maximum));
}

absl::Status CheckEnum(absl::string_view field, int value, bool valid, absl::string_view type) {
  if (valid) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(field, " is ", value, ", which is no value of ", type));
}

std::string Quoted(absl::string_view value) {
  std::string quoted = "\"";
  const absl::string_view shown = text::Beginning(value, kMaxQuotedBytes);
  for (char c : shown) {
    quoted.push_back(static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c);
  }
  absl::StrAppend(&quoted, shown.size() < value.size() ? "...\"" : "\"");
  return quoted;
}

}  // namespace dateline::service

#include "client/json_line.h"

#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace dateline::client {
namespace {

// protobuf escapes most of the characters that are not seen, but not all. They stand inside of
// strings alone, where an escape means the same.
std::string EscapeUnseen(const std::string& json) {
  std::string out;
  out.reserve(json.size() + 1);
  const auto size = static_cast<int32_t>(json.size());
  for (int32_t i = 0; i < size;) {
    const int32_t begin = i;
    UChar32 c;
    U8_NEXT(json.data(), i, size, c);
    const int8_t type = u_charType(c);
    if (type != U_FORMAT_CHAR && type != U_CONTROL_CHAR) {
      out.append(json, begin, i - begin);
    } else if (U_IS_BMP(c)) {
      absl::StrAppendFormat(&out, "\\u%04x", c);
    } else {
      absl::StrAppendFormat(&out, "\\u%04x\\u%04x", U16_LEAD(c), U16_TRAIL(c));
    }
  }
  return out;
}

absl::StatusOr<std::string> JsonOf(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = true;
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(message, &json, options);
  if (!status.ok()) {
    return absl::InternalError(
        absl::StrCat("cannot print the answer as JSON: ", std::string(status.message())));
  }
  return EscapeUnseen(json);
}

}  // namespace

absl::StatusOr<std::string> JsonLine(const google::protobuf::Message& message) {
  absl::StatusOr<std::string> json = JsonOf(message);
  if (json.ok()) json->push_back('\n');
  return json;
}

absl::StatusOr<std::string> JsonLineWithList(
    const google::protobuf::Message& message, absl::string_view name,
    const std::vector<const google::protobuf::Message*>& elements) {
  absl::StatusOr<std::string> json = JsonOf(message);
  if (!json.ok()) return json;
  json->pop_back();  // The brace that ends the object.
  absl::StrAppend(&*json, *json == "{" ? "" : ",", "\"", name, "\":[");
  const char* separator = "";
  for (const google::protobuf::Message* element : elements) {
    absl::StatusOr<std::string> one = JsonOf(*element);
    if (!one.ok()) return one;
    absl::StrAppend(&*json, separator, *one);
    separator = ",";
  }
  absl::StrAppend(&*json, "]}\n");
  return json;
}

}  // namespace dateline::client

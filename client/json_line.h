// Messages as scripts read them.

#ifndef DATELINE_CLIENT_JSON_LINE_H_
#define DATELINE_CLIENT_JSON_LINE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace google::protobuf {
class Message;
}

namespace dateline::client {

// `message` in protobuf's JSON mapping, on one line that ends in "\n": fields have their proto
// names and are there also when they are zero or empty; int64 are strings, as the mapping has it.
// Controls and other characters without a shape are escaped, so that a terminal may show it.
absl::StatusOr<std::string> JsonLine(const google::protobuf::Message& message);

// The same with one more field, called `name`: a list of `elements`.
absl::StatusOr<std::string> JsonLineWithList(
    const google::protobuf::Message& message, absl::string_view name,
    const std::vector<const google::protobuf::Message*>& elements);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_JSON_LINE_H_

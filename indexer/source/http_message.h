// An HTTP/1 response as web archives keep it: status, header, and the body with its transfer and
// content codings undone.

#ifndef DATELINE_INDEXER_SOURCE_HTTP_MESSAGE_H_
#define DATELINE_INDEXER_SOURCE_HTTP_MESSAGE_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/source/header_fields.h"

namespace dateline::source {

struct HttpResponse {
  int status = 0;
  HeaderFields fields;
  absl::string_view body;  // As sent; points into what was parsed.
};

// True when the bytes begin as an HTTP response does.
bool IsHttpResponse(absl::string_view message);

// Of interim responses (100 Continue) and what follows them, the last. False when there is no
// status line, or a header without an end.
bool ParseHttpResponse(absl::string_view message, HttpResponse* response);

// True when a message whose record breaks off is whole by its own account: all of its
// Content-Length is there, or the end of a page that is not encoded.
bool IsWholeMessage(absl::string_view message);

// The body decoded. A body that says it is chunked and is not stays as it is. Errors as
// DecodeContent.
absl::StatusOr<std::string> DecodeBody(const HttpResponse& response, size_t max_bytes);

// RFC 9112, section 7.1, without the chunks' sizes. False when the first chunk has no size; a body
// that breaks off or is wrong later gives the chunks before, and what is there of the last.
bool Unchunk(absl::string_view body, std::string* out);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_HTTP_MESSAGE_H_

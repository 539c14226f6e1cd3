// HTTP responses: header, transfer and content codings.

#include "indexer/source/http_message.h"
#include "tests/fuzz/check_article.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using dateline::fuzz::Require;
  constexpr size_t kMaxBytes = 1 << 20;
  const absl::string_view message(reinterpret_cast<const char*>(data), size);
  dateline::source::IsWholeMessage(message);
  dateline::source::HttpResponse response;
  if (!dateline::source::ParseHttpResponse(message, &response)) return 0;
  Require(response.body.size() <= size);
  const auto body = dateline::source::DecodeBody(response, kMaxBytes);
  Require(!body.ok() || body->size() <= kMaxBytes);
  dateline::source::ParseMediaType(response.fields.Find("Content-Type"));
  return 0;
}

// Any text as a page token is refused, or is one that encodes to itself.

#include "server/present/page_token.h"
#include "tests/fuzz/check_article.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto token = present::DecodePageToken(text);
  if (token.ok()) fuzz::Require(present::EncodePageToken(*token) == text);
  return 0;
}

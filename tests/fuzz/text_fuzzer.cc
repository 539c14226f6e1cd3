// Scraped text.

#include "tests/fuzz/fuzz_article.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return dateline::fuzz::FuzzArticle(dateline::source::ContentType::kText, data, size);
}

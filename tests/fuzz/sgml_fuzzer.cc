// Files of the Reuters-21578 collection: the elements, and what is made of one.

#include "indexer/source/reuters_sgml.h"
#include "tests/fuzz/fuzz_article.h"
#include "tests/fuzz/fuzz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  dateline::fuzz::FuzzReader(&dateline::source::ReadReutersSgml, data, size);
  return dateline::fuzz::FuzzArticle(dateline::source::ContentType::kReutersRecord, data, size);
}

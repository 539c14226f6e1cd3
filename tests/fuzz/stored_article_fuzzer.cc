// Any bytes as the data of a stored document give DATA_LOSS or an article that can be used and
// stored again.

#include "indexer/format/codec.h"
#include "indexer/format/copy_sketch.h"
#include "indexer/format/schema.h"
#include "tests/fuzz/check_article.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto article = format::DecodeStoredArticle(bytes, nullptr);
  if (article.ok()) {
    for (const auto& m : article->mentions) article->text(m);
    for (const auto& d : article->event_dates) article->text(d);
    fuzz::Require(format::DecodeArticle(format::EncodeArticle(*article)).ok());
    fuzz::Require(!format::ArticleToJson(*article).empty());
  }
  std::vector<format::DayInterval> intervals;
  format::DecodeEventIntervals(bytes, &intervals);
  format::DecodePublishDate(bytes);
  const auto copy = format::DecodeCopyRecord(bytes);
  if (copy && !copy->id.empty()) {
    fuzz::Require(format::DecodeCopyRecord(format::EncodeCopyRecord(*copy)) == copy);
  } else if (copy) {
    fuzz::Require(format::DecodeCopyRecord(format::EncodeShortCopyRecord(*copy)) == copy);
  }
  return 0;
}

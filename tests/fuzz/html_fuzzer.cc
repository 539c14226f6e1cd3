// Any bytes as an HTML page give an article that holds together, or a reject with a reason.

#include "indexer/annotate/annotator.h"
#include "indexer/extract/extractor.h"
#include "indexer/format/codec.h"
#include "tests/fuzz/check_article.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  static const auto* annotator = annotate::Annotator::Create().value().release();
  source::Document document;
  document.type = source::ContentType::kHtml;
  document.content.assign(reinterpret_cast<const char*>(data), size);
  document.source_path = document.stable_path = "/fuzz#1";
  auto result = extract::Extract(document);
  if (auto* reject = std::get_if<source::Reject>(&result)) {
    fuzz::Require(!reject->reason.empty());
    return 0;
  }
  auto& extraction = std::get<extract::Extraction>(result);
  annotator->Annotate(&extraction.article, extraction.mentions_given);
  fuzz::CheckArticle(extraction.article);
  fuzz::Require(format::DecodeArticle(format::EncodeArticle(extraction.article)).ok());
  fuzz::Require(!format::ArticleToJson(extraction.article).empty());
  return 0;
}

// Any bytes as a document give an article that holds together, or a reject with a reason.

#ifndef DATELINE_TESTS_FUZZ_FUZZ_ARTICLE_H_
#define DATELINE_TESTS_FUZZ_FUZZ_ARTICLE_H_

#include "indexer/annotate/annotator.h"
#include "indexer/extract/extractor.h"
#include "indexer/format/codec.h"
#include "tests/fuzz/check_article.h"

namespace dateline::fuzz {

// Always 0: what LLVMFuzzerTestOneInput returns.
inline int FuzzArticle(source::ContentType type, const uint8_t* data, size_t size) {
  static const auto* annotator = annotate::Annotator::Create().value().release();
  source::Document document;
  document.type = type;
  document.content.assign(reinterpret_cast<const char*>(data), size);
  document.source_path = document.stable_path = "/fuzz#1";
  auto result = extract::Extract(document);
  if (auto* reject = std::get_if<source::Reject>(&result)) {
    Require(!reject->reason.empty());
    return 0;
  }
  auto& extraction = std::get<extract::Extraction>(result);
  annotator->Annotate(&extraction.article, extraction.mentions_given);
  CheckArticle(extraction.article);
  Require(format::DecodeArticle(format::EncodeArticle(extraction.article)).ok());
  Require(!format::ArticleToJson(extraction.article).empty());
  return 0;
}

}  // namespace dateline::fuzz

#endif  // DATELINE_TESTS_FUZZ_FUZZ_ARTICLE_H_

#include "indexer/pipeline/article_maker.h"

#include <utility>
#include <variant>

#include "indexer/extract/extractor.h"
#include "indexer/text/utf8.h"

namespace dateline::pipeline {

Outcome MakeArticle(const annotate::Annotator* annotator, const source::Document& document) {
  std::variant<extract::Extraction, source::Reject> made = extract::Extract(document);
  if (auto* reject = std::get_if<source::Reject>(&made)) return {std::move(*reject), 0};
  auto& extraction = std::get<extract::Extraction>(made);
  // A file name may be any bytes; what is stored and printed is text.
  text::RepairUtf8(&extraction.article.source_path);
  if (annotator != nullptr) {
    annotator->Annotate(&extraction.article, extraction.mentions_given);
  }
  return {std::move(extraction.article), extraction.repaired_sequences};
}

}  // namespace dateline::pipeline

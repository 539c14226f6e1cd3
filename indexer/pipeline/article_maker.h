// Document to annotated article: the work of one pipeline thread.

#ifndef DATELINE_INDEXER_PIPELINE_ARTICLE_MAKER_H_
#define DATELINE_INDEXER_PIPELINE_ARTICLE_MAKER_H_

#include "indexer/annotate/annotator.h"
#include "indexer/pipeline/article_pipeline.h"
#include "indexer/source/document.h"

namespace dateline::pipeline {

// Extracts, and annotates unless `annotator` is null. Thread-safe.
Outcome MakeArticle(const annotate::Annotator* annotator, const source::Document& document);

}  // namespace dateline::pipeline

#endif  // DATELINE_INDEXER_PIPELINE_ARTICLE_MAKER_H_

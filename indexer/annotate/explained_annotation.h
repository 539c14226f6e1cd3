// One thing that the annotator found in an article, or left, and why: what `extract --explain`
// shows behind the blocks of text.

#ifndef DATELINE_INDEXER_ANNOTATE_EXPLAINED_ANNOTATION_H_
#define DATELINE_INDEXER_ANNOTATE_EXPLAINED_ANNOTATION_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "indexer/annotate/event_date_reading.h"
#include "indexer/annotate/link_reason.h"
#include "indexer/annotate/mention_finder.h"
#include "indexer/annotate/tokenizer.h"
#include "indexer/article/article.h"

namespace dateline::annotate {

struct ExplainedAnnotation {
  // What it is and what made it so, in columns two spaces apart: "date  2023-09-01 to 2023-09-30
  // MONTH  LAST_BEFORE  published 2023-10-19"; or "left", and why.
  std::string finding;
  article::Field field = article::Field::kBody;
  uint32_t begin = 0;  // UTF-8 bytes into the field, half-open.
  uint32_t end = 0;
  std::string text;  // The words.
};

// The mentions of an article: what found each, its kind and entity, and why it is linked so.
// `mentions` and `reasons` are of LinkMentions(..., found, ...).
void ExplainMentions(const article::Article& article, const std::vector<FoundMention>& found,
                     const std::vector<article::Mention>& mentions,
                     const std::vector<LinkExplanation>& reasons,
                     std::vector<ExplainedAnnotation>* out);

// Those that the input brought along.
void ExplainGivenMentions(const article::Article& article, std::vector<ExplainedAnnotation>* out);

// The calendar expressions of one field, in order: those that are event dates, and those that were
// left unresolved. `is_southern` as in ReadEventDates.
void ExplainDates(const TokenizedText& text, article::Field field,
                  const article::PublishDate& publish_date, absl::FunctionRef<bool()> is_southern,
                  std::vector<ExplainedAnnotation>* out);

// "date  2023-09-01 to 2023-09-30  MONTH  LAST_BEFORE  published 2023-10-19  [BODY 40-54]  last
// September", on one line, without control characters.
std::string ExplainedLine(const ExplainedAnnotation& annotation);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_EXPLAINED_ANNOTATION_H_

// The text of the gazetteers, generated at build time: a first line
// "dateline-gazetteer<TAB>1<TAB>N", then N lines, either "w<TAB>key<TAB>word classes in
// hexadecimal" or "p<TAB>key<TAB>kind<TAB>renown<TAB>capitals only (0 or 1)<TAB>display name".
// Kinds and renowns are the numbers of article::Kind and Renown; keys are PhraseKeys, each once per
// sort of line.

#ifndef DATELINE_INDEXER_ANNOTATE_GAZETTEER_DATA_H_
#define DATELINE_INDEXER_ANNOTATE_GAZETTEER_DATA_H_

#include "absl/strings/string_view.h"

namespace dateline::annotate {

absl::string_view GazetteerData();

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_GAZETTEER_DATA_H_

// The text of the gazetteers, generated at build time: a first line
// "dateline-gazetteer<TAB>2<TAB>N", then N lines, whose columns have a tab between:
//
//   w  key  word classes in hexadecimal
//   p  key  kind  renown  capitals only (0 or 1)  display name  region (KnownName::region)
//   g  given name  sex (m, f or nothing)  names that it is short for
//   r  region  name  demonym or nothing
//   c  key  region around a county of the United Kingdom
//   b  key  name  bearers, as "US-OR:632 US-ME:67": regions (KnownName::region) and renowns
//   k  key  display name  region  renown  cues: a bearer that goes before one of b
//
// Kinds and renowns of p are the numbers of article::Kind and Renown; keys are PhraseKeys, each
// once per sort of line but k.

#ifndef DATELINE_INDEXER_ANNOTATE_GAZETTEER_DATA_H_
#define DATELINE_INDEXER_ANNOTATE_GAZETTEER_DATA_H_

#include "absl/strings/string_view.h"

namespace dateline::annotate {

absl::string_view GazetteerData();

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_GAZETTEER_DATA_H_

// The model of the name tagger, which is part of the binary: names.model, whose origin
// news/README.md tells.

#ifndef DATELINE_INDEXER_ANNOTATE_NAME_MODEL_H_
#define DATELINE_INDEXER_ANNOTATE_NAME_MODEL_H_

#include "absl/strings/string_view.h"

namespace dateline::annotate {

absl::string_view NameModel();

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_NAME_MODEL_H_

// The stable id of an entity, made from its kind and its canonical name.

#ifndef DATELINE_INDEXER_ANNOTATE_ENTITY_ID_H_
#define DATELINE_INDEXER_ANNOTATE_ENTITY_ID_H_

#include <string>

#include "absl/strings/string_view.h"
#include "indexer/article/article.h"
#include "indexer/article/dimension.h"

namespace dateline::annotate {

// The longest entity id in bytes; a longer one is cut between two characters.
inline constexpr size_t kMaxEntityIdBytes = 200;

// "person/choe-son-hui" for "Choe Son Hui" and "Choe Son-hui": the kind, a slash, and the folded
// name (lower case, no diacritics) with every run of other characters than letters, digits and
// marks as one
// '-'. Letters of every script are kept. "" when the name has none of them.
std::string MakeEntityId(article::Kind kind, absl::string_view name);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_ENTITY_ID_H_

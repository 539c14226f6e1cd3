// Articles of the engine to articles of the API.

#ifndef DATELINE_SERVER_SERVICE_ARTICLE_CODEC_H_
#define DATELINE_SERVER_SERVICE_ARTICLE_CODEC_H_

#include <string>

#include "absl/container/flat_hash_set.h"
#include "dateline/v1/article.pb.h"
#include "indexer/article/article.h"

namespace dateline::service {

// `copy_group` as in snapshot::Snapshot::CopyGroupOf; `full` as ARTICLE_VIEW_FULL, else as
// ARTICLE_VIEW_BASIC. `about`: what the article is about, as Snapshot::ReadArticle gives it; of use
// to the full view alone.
void EncodeArticle(const article::Article& article, absl::string_view copy_group, bool full,
                   const absl::flat_hash_set<std::string>& about, v1::Article* out);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_ARTICLE_CODEC_H_

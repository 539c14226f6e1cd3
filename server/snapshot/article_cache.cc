#include "server/snapshot/article_cache.h"

#include <string>

namespace dateline::snapshot {

size_t ArticleCache::BytesOf(const article::Article& article) {
  size_t bytes = RecentlyUsed<uint32_t, article::Article>::kEntryBytes + sizeof(article);
  for (const std::string* text : {&article.id, &article.source_path, &article.url, &article.source,
                                  &article.title, &article.body, &article.captions,
                                  &article.language, &article.agency, &article.record_digest}) {
    bytes += text->capacity();
  }
  return bytes;
}

}  // namespace dateline::snapshot

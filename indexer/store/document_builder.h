// Article to Xapian document, term for term as the table in indexer/format/schema.h says.

#ifndef DATELINE_INDEXER_STORE_DOCUMENT_BUILDER_H_
#define DATELINE_INDEXER_STORE_DOCUMENT_BUILDER_H_

#include <xapian.h>

#include <cstdint>
#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "indexer/article/article.h"
#include "indexer/format/schema.h"
#include "indexer/store/stem_cache.h"

namespace dateline::store {

// What kSlotFingerprint holds: two articles with the same fingerprint give the same document.
// `data` is format::EncodeArticle of an article in `language`.
uint64_t Fingerprint(absl::string_view data, absl::string_view language,
                     int format_version = format::kFormatVersion);

// Not thread-safe: one per thread. Keeps stems of every language it has met.
class DocumentBuilder {
 public:
  // The document of an article, without the copy group, which depends on the other articles (see
  // copy_groups.h); `data` is format::EncodeArticle(article). The same input gives the
  // same terms, positions and slots, whatever was built before.
  // REQUIRES: title and body are well-formed UTF-8; the id is not empty.
  Xapian::Document Build(const article::Article& article, const std::string& data);

 private:
  StemCache& StemsOf(const std::string& language);

  // Bounded by the languages that have a stemmer; all others share one.
  std::map<std::string, StemCache, std::less<>> stems_;
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_DOCUMENT_BUILDER_H_

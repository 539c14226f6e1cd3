// The copy groups of a revision: DIR/revisions/N/copies.
//
//   bytes  16       "dateline copies1"
//          varint   number of groups; of each:
//            varint   bytes of the id of its head, and the id
//            varint   number of its articles, at least 2; of each, in ascending order:
//              varint   shard, counted from 0 as the revision names them; from the second article
//                       on, the difference to the one before
//              varint   docid; after an article of the same shard, the difference to its docid
//          8        XXH3 (64 bits) of all before, little-endian
//
// The groups are a function of the sketches that the articles are stored with (copy_sketch.h), so
// the file can be made again from the shards.

#ifndef DATELINE_INDEXER_FORMAT_COPIES_FILE_H_
#define DATELINE_INDEXER_FORMAT_COPIES_FILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dateline::format {

// Where an article is: in which shard of its revision, counted from 0, and as which document.
struct ArticlePlace {
  uint32_t shard = 0;
  uint32_t docid = 0;

  friend bool operator==(ArticlePlace a, ArticlePlace b) {
    return a.shard == b.shard && a.docid == b.docid;
  }
  friend bool operator<(ArticlePlace a, ArticlePlace b) {
    return a.shard != b.shard ? a.shard < b.shard : a.docid < b.docid;
  }
};

struct CopyGroupPlaces {
  std::string head;                    // The id of its first article.
  std::vector<ArticlePlace> articles;  // Ascending; the head is one of them.
};

// REQUIRES: articles as CopyGroupPlaces says, docids above 0.
std::string EncodeCopies(const std::vector<CopyGroupPlaces>& groups);
// DATA_LOSS for bytes that EncodeCopies does not give.
absl::StatusOr<std::vector<CopyGroupPlaces>> DecodeCopies(absl::string_view bytes);
// Reads the file. NOT_FOUND when it is not there; errors as DecodeCopies, with the path.
absl::StatusOr<std::vector<CopyGroupPlaces>> ReadCopies(const std::string& path);

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_COPIES_FILE_H_

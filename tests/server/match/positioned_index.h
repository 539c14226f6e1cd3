// A stock Xapian index with the articles of a snapshot and the positions of their words, for
// Xapian's own matcher to look for phrases in.

#ifndef DATELINE_TESTS_SERVER_MATCH_POSITIONED_INDEX_H_
#define DATELINE_TESTS_SERVER_MATCH_POSITIONED_INDEX_H_

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/article/article.h"
#include "server/snapshot/snapshot.h"
#include "tests/support/temporary_folder.h"

namespace dateline::match {

// Adds the positions that a document had before format version 6: those of the schema table there.
void AddPositions(const article::Article& article, Xapian::Document* document);

// Gives every `nth` article of the committed revision the form that it had before format version
// 6: with positions, and no record of its words. Fails the test that calls it when it cannot.
void MakeArticlesOld(const std::string& index, uint32_t nth);

// Shards, docids, terms, wdfs and slots are those of the snapshot.
class PositionedIndex {
 public:
  PositionedIndex(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease);

  const std::vector<Xapian::Database>& shards() const { return shards_; }
  // Every shard behind one handle (docids interleave as Xapian does), and the row of such a docid.
  Xapian::Database All() const;
  snapshot::Row RowOf(Xapian::docid docid) const;

 private:
  support::TemporaryFolder folder_;
  std::vector<Xapian::Database> shards_;
  std::vector<snapshot::Row> first_rows_;
};

}  // namespace dateline::match

#endif  // DATELINE_TESTS_SERVER_MATCH_POSITIONED_INDEX_H_

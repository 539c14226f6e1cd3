// Random documents with everything that a database can have, and databases compared to the last
// posting.

#ifndef DATELINE_TESTS_INDEXER_STORE_INDEXED_DOCUMENTS_H_
#define DATELINE_TESTS_INDEXER_STORE_INDEXED_DOCUMENTS_H_

#include <xapian.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "indexer/store/indexed_document.h"
#include "tests/support/random.h"

namespace dateline::store {

using Documents = std::map<uint32_t, IndexedDocument>;

struct Corpus {
  uint32_t documents;
  uint32_t vocabulary;
  uint32_t max_terms;
  uint32_t gap_percent = 0;  // Docids that are left out.
  uint32_t odd_percent = 0;  // Terms, values and data of extreme sizes.
  uint32_t first_docid = 1;
  uint64_t seed = 1;
};

std::string RandomBytes(size_t size, support::Random* random);
IndexedDocument RandomDocument(const Corpus& corpus, support::Random* random);
Documents RandomDocuments(const Corpus& corpus);

Xapian::Document ToXapian(const IndexedDocument& from);

// What is compared of two databases.
struct Comparison {
  bool term_lists = true;  // Both have them.
  bool wdf_bounds = true;  // Not only that no wdf is above them.
};
// Fails the test when one database has what the other does not.
void ExpectSame(const Xapian::Database& database, const Xapian::Database& reference,
                const Comparison& comparison = {});
// Fails the test when Xapian finds the database damaged.
void ExpectSound(const std::string& path);
// What a query finds: docids, weights and data, the best first.
std::vector<std::string> Search(const Xapian::Database& database, const Xapian::Query& query);

}  // namespace dateline::store

#endif  // DATELINE_TESTS_INDEXER_STORE_INDEXED_DOCUMENTS_H_

// Writes a glass database of documents that are all new, in one go: many times faster than
// Xapian::WritableDatabase, which must be ready for any change at any time, and without half-empty
// blocks.

#ifndef DATELINE_INDEXER_STORE_BULK_DATABASE_WRITER_H_
#define DATELINE_INDEXER_STORE_BULK_DATABASE_WRITER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/format/glass_format.h"
#include "indexer/store/bulk_inverter.h"
#include "indexer/store/bulk_posting_list.h"
#include "indexer/store/bulk_table_writer.h"
#include "indexer/store/indexed_document.h"

namespace dateline::store {

struct BulkWriterOptions {
  // Of the postings and values that are kept until Finish; see full().
  size_t memory_bytes = size_t{192} << 20;
  // libdeflate's levels, 0 for none. Of document data, and of lists of terms and slots.
  int data_compression = 1;
  int term_list_compression = 1;
  // Whether to write which terms and slots each document has. Only who changes a document through
  // Xapian needs it, or asks Xapian for the terms of one: a fifth of the bytes.
  bool term_lists = false;
  // With false, what was written may be lost when the machine stops; the caller syncs.
  bool sync = true;
};

// What comes out is what Xapian would make of the same documents: Xapian::Database and
// WritableDatabase open it, answer alike and change it on. Documents have no positions. Without
// term lists it is what Xapian::DB_NO_TERMLIST makes: Xapian throws FeatureUnavailableError where
// it needs one (Document::termlist_begin and values_begin, delete_document; not get_value).
// Not thread-safe; several may write at the same time, each its own database. The first failure of
// writing sticks: every later call returns it.
class BulkDatabaseWriter {
 public:
  // Creates the folder `path`, in a folder that exists. ALREADY_EXISTS: there is something.
  // There is no database in it before Finish.
  static absl::StatusOr<std::unique_ptr<BulkDatabaseWriter>> Create(
      const std::string& path, const BulkWriterOptions& options);

  // Adds a document. INVALID_ARGUMENT, and nothing is added: a docid that is 0 or not above the one
  // before, a term that is empty or longer than 245 bytes, or whose key is longer than
  // kMaxTermInKey (which takes more than four zero bytes). REQUIRES: the wdfs of the document add
  // up to less than 2^32, those of each term in all documents likewise.
  absl::Status Add(uint32_t docid, const IndexedDocument& document);

  // As Xapian::WritableDatabase::set_metadata: an empty value removes the key. INVALID_ARGUMENT: a
  // key that is empty or longer than 253 bytes.
  absl::Status SetMetadata(absl::string_view key, absl::string_view value);

  uint32_t doc_count() const { return statistics_.doc_count; }
  // About what is kept in memory.
  size_t memory_bytes() const;
  // True when that is as much as the options allow: finish this one and begin another.
  bool full() const { return memory_bytes() >= options_.memory_bytes; }

  // Writes what is left. Then the folder is a database.
  absl::Status Finish();

 private:
  BulkDatabaseWriter(std::string path, const BulkWriterOptions& options);
  absl::Status OpenTables();
  // Brings the terms into postings_, as they are.
  absl::Status CollectTerms(const IndexedDocument& document);
  // Has each of them there once, in order, as a term list does.
  void SortTerms();
  absl::Status AddTermList(const std::string& key, uint32_t length);
  absl::Status AddValues(uint32_t docid, const std::string& key, const IndexedDocument& document);
  absl::Status WritePostlist();

  const std::string path_;
  const BulkWriterOptions options_;
  std::unique_ptr<GlassTableWriter> postlist_;
  std::unique_ptr<GlassTableWriter> docdata_;
  std::unique_ptr<GlassTableWriter> termlist_;  // Null without term lists.
  std::map<std::string, std::string, std::less<>> metadata_;
  BulkInverter inverter_;
  std::map<uint32_t, BulkValueStream> values_;  // By slot.
  std::string lengths_;                         // As WriteLengths takes them.
  uint32_t first_docid_ = 0;
  GlassStatistics statistics_;
  absl::Status status_;

  // Used by Add; here so that their memory is used again.
  std::vector<BulkInverter::Posting> postings_;
  std::vector<const IndexedDocument::Value*> used_values_;
  std::string tag_;
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_BULK_DATABASE_WRITER_H_

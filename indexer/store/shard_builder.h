// Writes one shard of new articles.

#ifndef DATELINE_INDEXER_STORE_SHARD_BUILDER_H_
#define DATELINE_INDEXER_STORE_SHARD_BUILDER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/store/bulk_database_writer.h"
#include "indexer/store/indexed_document.h"
#include "indexer/store/word_file_writer.h"

namespace dateline::store {

// Not thread-safe. The first failure sticks.
class ShardBuilder {
 public:
  // Creates the folder `path`. `dictionary` is that of the data, null for none.
  static absl::StatusOr<std::unique_ptr<ShardBuilder>> Create(
      const std::string& path, const format::DataDictionary* dictionary);

  // Adds an article: its document, the data packed with the dictionary, and the record of its
  // words. Gives its docid: 1, 2, ...
  absl::StatusOr<uint32_t> Add(const IndexedDocument& document, absl::string_view words);
  uint32_t article_count() const { return count_; }
  // True when it should be finished and another begun.
  bool full() const { return database_->full(); }

  // Everything is on disk when this returns OK; but not the folder's entry in its own.
  absl::Status Finish();

 private:
  ShardBuilder(std::unique_ptr<BulkDatabaseWriter> database, WordFileWriter words);

  const std::unique_ptr<BulkDatabaseWriter> database_;
  WordFileWriter words_;
  uint32_t count_ = 0;
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_SHARD_BUILDER_H_

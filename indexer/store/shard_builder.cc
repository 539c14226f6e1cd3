#include "indexer/store/shard_builder.h"

#include <utility>

#include "indexer/pace/pace.h"
#include "indexer/store/shard_metadata.h"

namespace dateline::store {

absl::StatusOr<std::unique_ptr<ShardBuilder>> ShardBuilder::Create(
    const std::string& path, const format::DataDictionary* dictionary) {
  BulkWriterOptions options;
  options.data_compression = 0;  // Ours is better.
  absl::StatusOr<std::unique_ptr<BulkDatabaseWriter>> database =
      BulkDatabaseWriter::Create(path, options);
  if (!database.ok()) return database.status();
  absl::StatusOr<WordFileWriter> words = WordFileWriter::Create(path);
  if (!words.ok()) return words.status();
  for (const auto& [key, value] : ShardMetadata(dictionary)) {
    absl::Status status = (*database)->SetMetadata(key, value);
    if (!status.ok()) return status;
  }
  return std::unique_ptr<ShardBuilder>(new ShardBuilder(*std::move(database), *std::move(words)));
}

ShardBuilder::ShardBuilder(std::unique_ptr<BulkDatabaseWriter> database, WordFileWriter words)
    : database_(std::move(database)), words_(std::move(words)) {}

absl::StatusOr<uint32_t> ShardBuilder::Add(const IndexedDocument& document,
                                           absl::string_view words) {
  absl::Status status = database_->Add(count_ + 1, document);
  if (status.ok()) status = words_.Append(words);
  if (!status.ok()) return status;
  return ++count_;
}

absl::Status ShardBuilder::Finish() {
  absl::Status status = words_.Finish(/*sync=*/true);
  pace::Breathe();
  return status.ok() ? database_->Finish() : status;
}

}  // namespace dateline::store

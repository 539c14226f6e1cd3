#include "indexer/store/stored_copies.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "indexer/format/schema.h"
#include "indexer/store/document_ids.h"

namespace dateline::store {
namespace {

// A second slot, read alongside the first: of each document the value, "" for none.
class SlotFollower {
 public:
  SlotFollower(const Xapian::Database& shard, Xapian::valueno slot)
      : value_(shard.valuestream_begin(slot)), end_(shard.valuestream_end(slot)) {}

  // REQUIRES: `id` is more than the last one.
  std::string At(Xapian::docid id) {
    if (value_ != end_ && value_.get_docid() < id) value_.skip_to(id);
    return value_ != end_ && value_.get_docid() == id ? *value_ : std::string();
  }

 private:
  Xapian::ValueIterator value_;
  const Xapian::ValueIterator end_;
};

}  // namespace

absl::Status ForEachStoredCopy(const Xapian::Database& shard, const std::string& path,
                               const std::function<void(StoredCopy)>& visit) {
  SlotFollower dates(shard, format::kSlotPublishDate);
  std::vector<std::string> ids;  // Read when a record has none.
  const Xapian::ValueIterator end = shard.valuestream_end(format::kSlotCopySketch);
  for (auto value = shard.valuestream_begin(format::kSlotCopySketch); value != end; ++value) {
    const Xapian::docid id = value.get_docid();
    std::optional<format::CopyRecord> record = format::DecodeCopyRecord(*value);
    const auto date = format::DecodePublishDate(dates.At(id));
    if (!record || !date) {
      return absl::DataLossError(
          absl::StrCat(path, ": document ", id, ": slot ",
                       record ? format::kSlotPublishDate : format::kSlotCopySketch, " is damaged"));
    }
    if (record->id.empty()) {
      if (ids.empty()) {
        auto read = ReadDocumentIds(shard);
        if (!read.ok()) {
          return absl::DataLossError(absl::StrCat(path, ": ", read.status().message()));
        }
        ids = *std::move(read);
      }
      if (id <= ids.size()) record->id = std::move(ids[id - 1]);
      if (record->id.empty()) {
        return absl::DataLossError(absl::StrCat(path, ": document ", id, ": it has no id"));
      }
    }
    visit({*std::move(record), *date, id});
  }
  return absl::OkStatus();
}

}  // namespace dateline::store

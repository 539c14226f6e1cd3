#include "indexer/store/bulk_join.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/format/varint.h"
#include "indexer/store/bulk_format.h"
#include "indexer/store/bulk_posting_list.h"
#include "indexer/store/bulk_table_reader.h"
#include "indexer/store/bulk_table_writer.h"
#include "indexer/store/durable_file.h"

namespace dateline::store {
namespace {

using format::AppendVarint;
using format::ReadVarint;

constexpr absl::string_view kMetadataPrefix("\0\xC0", 2);
constexpr absl::string_view kValueStatisticsPrefix("\0\xD0", 2);
constexpr absl::string_view kValuesPrefix("\0\xD8", 2);
constexpr absl::string_view kLengthsKey("\0\xE0", 2);
constexpr size_t kMaxVersionFileBytes = 4096;

absl::Status Damaged(absl::string_view what) {
  return absl::DataLossError(absl::StrCat("damaged ", what, " in a database to be joined"));
}

// The tables of one name of all sources, read side by side.
class Sources {
 public:
  absl::Status Open(const std::vector<std::string>& folders, absl::string_view table) {
    for (const std::string& folder : folders) {
      auto reader = GlassTableReader::Open(GlassTablePath(folder, table));
      if (!reader.ok()) return reader.status();
      readers_.push_back(*std::move(reader));
      at_end_.push_back(false);
      Next(readers_.size() - 1);
    }
    return status_;
  }

  // The lowest key that is not read yet; false at the end of all.
  bool FindKey(std::string* key) const {
    const GlassTableReader* lowest = nullptr;
    for (size_t i = 0; i < readers_.size(); ++i) {
      if (at_end_[i]) continue;
      if (lowest == nullptr || readers_[i]->key() < lowest->key()) lowest = readers_[i].get();
    }
    if (lowest == nullptr || !status_.ok()) return false;
    key->assign(lowest->key().data(), lowest->key().size());
    return true;
  }

  size_t size() const { return readers_.size(); }
  bool Has(size_t i, absl::string_view key) const {
    return !at_end_[i] && readers_[i]->key() == key;
  }
  bool at_end(size_t i) const { return at_end_[i]; }
  const GlassTableReader& operator[](size_t i) const { return *readers_[i]; }
  void Next(size_t i) {
    at_end_[i] = !readers_[i]->Next();
    status_.Update(readers_[i]->status());
  }
  const absl::Status& status() const { return status_; }

 private:
  std::vector<std::unique_ptr<GlassTableReader>> readers_;
  std::vector<bool> at_end_;
  absl::Status status_;
};

// Entries whose key holds a docid: those of each source follow those of the one before.
absl::Status Append(const std::vector<std::string>& folders, absl::string_view table,
                    GlassTableWriter* to) {
  Sources sources;
  absl::Status status = sources.Open(folders, table);
  for (size_t i = 0; status.ok() && i < sources.size(); ++i) {
    for (; status.ok() && !sources.at_end(i); sources.Next(i)) {
      status = to->AddStored(sources[i].key(), sources[i].tag(), sources[i].compressed());
    }
  }
  status.Update(sources.status());
  return status;
}

// A posting list as it grows.
struct GrowingList {
  uint32_t documents = 0;
  uint32_t total_wdf = 0;
  uint32_t first_docid = 0;
  uint32_t last_docid = 0;
  std::string postings;

  // Adds a chunk: `tag` from `position` on is its head and entries.
  bool AddChunk(uint32_t docid, absl::string_view tag, size_t position, bool* last) {
    uint32_t span;
    if (position >= tag.size()) return false;
    *last = tag[position++] == '1';
    if (!ReadVarint(tag, &position, &span) || docid <= last_docid) return false;
    if (first_docid == 0) {
      first_docid = docid;
    } else {
      AppendVarint(docid - last_docid - 1, &postings);
    }
    postings.append(tag.data() + position, tag.size() - position);
    last_docid = docid + span;
    return true;
  }
};

// Reads the list that has this key in source `i`, all chunks of it.
absl::Status ReadList(absl::string_view key, size_t i, Sources* sources, GrowingList* list) {
  const absl::string_view tag = (*sources)[i].tag();
  uint32_t documents, total_wdf, before_first;
  size_t position = 0;
  bool last = true;
  if (!ReadVarint(tag, &position, &documents) || !ReadVarint(tag, &position, &total_wdf) ||
      !ReadVarint(tag, &position, &before_first) ||
      !list->AddChunk(before_first + 1, tag, position, &last)) {
    return Damaged("list");
  }
  list->documents += documents;
  list->total_wdf += total_wdf;
  const size_t prefix = key.size() + (key == kLengthsKey ? 0 : 1);
  for (sources->Next(i); !last; sources->Next(i)) {
    uint32_t docid;
    size_t at = prefix;
    if (sources->at_end(i) || !absl::StartsWith((*sources)[i].key(), key) ||
        !ReadGlassDocid((*sources)[i].key(), &at, &docid) ||
        !list->AddChunk(docid, (*sources)[i].tag(), 0, &last)) {
      return Damaged("chunk");
    }
  }
  return absl::OkStatus();
}

absl::Status JoinLists(const std::string& key, Sources* sources, GlassTableWriter* to) {
  GrowingList list;
  for (size_t i = 0; i < sources->size(); ++i) {
    if (!sources->Has(i, key)) continue;
    absl::Status status = ReadList(key, i, sources, &list);
    if (!status.ok()) return status;
  }
  if (key == kLengthsKey) return WriteLengths(list.first_docid, list.postings, to);
  return WritePostings(
      key, {"", list.documents, list.first_docid, list.last_docid, list.total_wdf, list.postings},
      to);
}

absl::Status JoinValueStatistics(const std::string& key, Sources* sources, GlassTableWriter* to) {
  uint32_t frequency = 0;
  std::string lower, upper;
  for (size_t i = 0; i < sources->size(); ++i) {
    if (!sources->Has(i, key)) continue;
    const absl::string_view tag = (*sources)[i].tag();
    uint32_t count, size;
    size_t position = 0;
    if (!ReadVarint(tag, &position, &count) || !ReadVarint(tag, &position, &size) ||
        size > tag.size() - position) {
      return Damaged("value statistics");
    }
    const absl::string_view low = tag.substr(position, size);
    absl::string_view high = tag.substr(position + size);
    if (high.empty()) high = low;
    if (frequency == 0 || low < lower) lower = std::string(low);
    if (frequency == 0 || high > upper) upper = std::string(high);
    frequency += count;
    sources->Next(i);
  }
  return to->Add(key, ValueStatisticsTag(frequency, lower, upper));
}

absl::Status JoinPostlists(const std::vector<std::string>& folders, GlassTableWriter* to) {
  Sources sources;
  absl::Status status = sources.Open(folders, "postlist");
  std::string key;
  while (status.ok() && sources.FindKey(&key)) {
    if (absl::StartsWith(key, kValueStatisticsPrefix)) {
      status = JoinValueStatistics(key, &sources, to);
    } else if (absl::StartsWith(key, kMetadataPrefix) || absl::StartsWith(key, kValuesPrefix)) {
      // Of values each key is there once.
      std::string tag;
      for (size_t i = 0; i < sources.size(); ++i) {
        if (!sources.Has(i, key)) continue;
        tag = std::string(sources[i].tag());
        sources.Next(i);
      }
      status = to->Add(key, tag);
    } else {
      status = JoinLists(key, &sources, to);
    }
  }
  status.Update(sources.status());
  return status;
}

absl::Status AddStatistics(const std::string& folder, GlassStatistics* sum) {
  const absl::StatusOr<std::string> file = ReadFile(folder + "/iamglass", kMaxVersionFileBytes);
  if (!file.ok()) return file.status();
  GlassStatistics one;
  if (!ReadGlassStatistics(*file, &one)) {
    return absl::FailedPreconditionError(
        absl::StrCat(folder, ": not written in bulk, or changed since"));
  }
  if (one.doc_count == 0) return absl::OkStatus();
  sum->doc_count += one.doc_count;
  sum->last_docid = one.last_docid;
  if (one.min_length > 0 && (sum->min_length == 0 || one.min_length < sum->min_length)) {
    sum->min_length = one.min_length;
  }
  sum->max_length = std::max(sum->max_length, one.max_length);
  sum->max_wdf = std::max(sum->max_wdf, one.max_wdf);
  sum->total_length += one.total_length;
  return absl::OkStatus();
}

}  // namespace

absl::Status JoinBulkDatabases(const std::vector<std::string>& sources, const std::string& path,
                               bool sync) {
  GlassStatistics statistics;
  for (const std::string& source : sources) {
    absl::Status status = AddStatistics(source, &statistics);
    if (!status.ok()) return status;
  }
  if (mkdir(path.c_str(), 0777) != 0) {
    if (errno == EEXIST) return absl::AlreadyExistsError(absl::StrCat(path, ": exists already"));
    return ErrnoStatus(path, "create");
  }
  const auto create = [&](GlassTable table, absl::string_view name) {
    return GlassTableWriter::Create(GlassTablePath(path, name), table, /*compression_level=*/0);
  };
  auto postlist = create(GlassTable::kPostlist, "postlist");
  auto docdata = create(GlassTable::kDocdata, "docdata");
  auto termlist = create(GlassTable::kTermlist, "termlist");
  absl::Status status = postlist.status();
  status.Update(docdata.status());
  status.Update(termlist.status());
  if (status.ok()) status = JoinPostlists(sources, postlist->get());
  if (status.ok()) status = Append(sources, "docdata", docdata->get());
  if (status.ok()) status = Append(sources, "termlist", termlist->get());
  if (!status.ok()) return status;
  return FinishGlassDatabase(path, postlist->get(), docdata->get(), termlist->get(), statistics,
                             sync);
}

}  // namespace dateline::store

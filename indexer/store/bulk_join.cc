#include "indexer/store/bulk_join.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <thread>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/format/glass_format.h"
#include "indexer/format/glass_table_reader.h"
#include "indexer/format/varint.h"
#include "indexer/pace/pace.h"
#include "indexer/store/bulk_inverter.h"
#include "indexer/store/bulk_list_join.h"
#include "indexer/store/bulk_posting_list.h"
#include "indexer/store/bulk_table_writer.h"
#include "indexer/store/durable_file.h"

namespace dateline::store {
namespace {

using format::AppendVarint;
using format::GlassTableReader;
using format::ReadVarint;

constexpr absl::string_view kMetadataPrefix("\0\xC0", 2);
constexpr absl::string_view kValueStatisticsPrefix("\0\xD0", 2);
constexpr absl::string_view kValuesPrefix("\0\xD8", 2);
constexpr absl::string_view kLengthsKey = format::kGlassLengthsKey;
// Values are written when there are so many of a slot: all of them are too many.
constexpr size_t kMaxValueBytes = 1 << 20;

absl::Status Damaged(absl::string_view what) {
  return absl::DataLossError(absl::StrCat("damaged ", what, " in a database to be joined"));
}

// As ReadVarint, and without a call for the numbers that most are.
bool ReadShort(absl::string_view bytes, size_t* position, uint32_t* value) {
  if (*position >= bytes.size()) return false;
  const auto byte = static_cast<uint8_t>(bytes[*position]);
  if (byte >= 0x80) return ReadVarint(bytes, position, value);
  *value = byte;
  ++*position;
  return true;
}

// Tables of one name, one of each source, read side by side in the order of all their keys.
class Sources {
 public:
  absl::Status Open(const std::vector<JoinSource>& sources, absl::string_view table) {
    at_end_.resize(sources.size());
    for (uint32_t i = 0; i < sources.size(); ++i) {
      auto reader = GlassTableReader::Open(GlassTablePath(sources[i].path, table));
      if (!reader.ok()) return reader.status();
      readers_.push_back(*std::move(reader));
      Next(i);
      if (!at_end(i)) Insert(i);
    }
    return status_;
  }

  // Finds the lowest key that is not read yet, and the sources that have it, in their order. All of
  // these are to be moved on before the next call. False at the end of all, and when one cannot be
  // read.
  bool FindKey(std::string* key, std::vector<uint32_t>* having) {
    for (const uint32_t i : *having) {
      if (!at_end(i)) Insert(i);
    }
    having->clear();
    if (heads_.empty() || !status_.ok()) return false;
    const Head lowest = heads_.back();
    if (lowest.key <= absl::string_view(*key)) {
      status_ = Damaged("order of keys");
      return false;
    }
    key->assign(lowest.key.data(), lowest.key.size());
    do {
      Take(having);
    } while (!heads_.empty() && heads_.back().prefix == lowest.prefix && heads_.back().key == *key);
    return true;
  }
  // Adds the sources whose lowest key begins with this one, in the order of the sources.
  void FindPrefix(absl::string_view prefix, std::vector<uint32_t>* having) {
    while (!heads_.empty() && absl::StartsWith(heads_.back().key, prefix)) Take(having);
    std::sort(having->begin(), having->end());
  }

  bool at_end(size_t i) const { return at_end_[i] != 0; }
  const GlassTableReader& operator[](size_t i) const { return *readers_[i]; }
  void Next(uint32_t i) {
    if (readers_[i]->Next()) return;
    at_end_[i] = 1;
    status_.Update(readers_[i]->status());
  }
  const absl::Status& status() const { return status_; }

 private:
  struct Head {
    uint64_t prefix;  // Of the key: most comparisons need no more.
    absl::string_view key;
    uint32_t source;
  };

  void Insert(uint32_t i) {
    const absl::string_view key = readers_[i]->key();
    const Head head{BulkSortPrefix(key), key, i};
    const auto above = [](const Head& a, const Head& b) {
      if (a.prefix != b.prefix) return a.prefix > b.prefix;
      const int order = a.key.compare(b.key);
      return order != 0 ? order > 0 : a.source > b.source;
    };
    heads_.insert(std::upper_bound(heads_.begin(), heads_.end(), head, above), head);
  }
  void Take(std::vector<uint32_t>* having) {
    having->push_back(heads_.back().source);
    heads_.pop_back();
  }

  std::vector<std::unique_ptr<GlassTableReader>> readers_;
  std::vector<uint8_t> at_end_;
  std::vector<Head> heads_;  // Of those not at the end, the lowest one last.
  absl::Status status_;
};

class PostlistJoin {
 public:
  PostlistJoin(const std::vector<JoinSource>& sources, const std::vector<SourceDocids>& docids,
               GlassTableWriter* to)
      : sources_(sources), docids_(docids), to_(to) {}

  // `statistics` gets the lengths.
  absl::Status Join(const std::map<std::string, std::string>& metadata,
                    GlassStatistics* statistics);

 private:
  absl::Status CountValues();
  absl::Status WriteMetadata(const std::map<std::string, std::string>& metadata);
  absl::Status JoinValueStatistics();
  absl::Status JoinValues();
  absl::Status JoinLists(GlassStatistics* statistics);
  bool CopyShortList(uint32_t i);
  absl::Status ReadList(uint32_t i, GlassStatistics* statistics);

  const std::vector<JoinSource>& sources_;
  const std::vector<SourceDocids>& docids_;
  GlassTableWriter* const to_;
  Sources tables_;
  std::string key_;  // Of what is joined.
  std::vector<uint32_t> having_;
  JoinedList list_;
  std::string tag_;
  // By the key of a slot's statistics: of the values that stay in sources that lose documents.
  std::map<std::string, ValueStatistics> counted_;
};

// The slot and docid in the key of a chunk of values.
bool ReadValuesKey(absl::string_view key, uint32_t* slot, size_t* prefix, uint32_t* docid) {
  size_t position = kValuesPrefix.size();
  if (!ReadVarint(key, &position, slot)) return false;
  *prefix = position;
  return ReadGlassDocid(key, &position, docid) && position == key.size() && *docid > 0;
}

std::string ValueStatisticsKey(uint32_t slot) {
  std::string key(kValueStatisticsPrefix);
  for (; slot != 0; slot >>= 8) key.push_back(static_cast<char>(slot));
  return key;
}

// False for the key of a chunk: one that does not follow the chunks before it.
bool IsTerm(absl::string_view key) {
  for (size_t zero = key.find('\0'); zero != absl::string_view::npos;
       zero = key.find('\0', zero + 1)) {
    if (zero + 1 == key.size() || key[zero + 1] != '\xFF') return false;
  }
  return true;
}

// What stays of every slot has to be known before its values are written.
absl::Status PostlistJoin::CountValues() {
  std::string buffer;
  for (size_t i = 0; i < sources_.size(); ++i) {
    if (!docids_[i].drops()) continue;
    auto reader = GlassTableReader::Open(GlassTablePath(sources_[i].path, "postlist"));
    if (!reader.ok()) return reader.status();
    while ((*reader)->Next() && (*reader)->key() < kLengthsKey) {
      const absl::string_view key = (*reader)->key();
      if (!absl::StartsWith(key, kValuesPrefix)) continue;
      uint32_t slot, docid;
      size_t prefix;
      if (!ReadValuesKey(key, &slot, &prefix, &docid)) return Damaged("key of values");
      if (!CountLiveValues(docids_[i], docid, (*reader)->tag(), &buffer,
                           &counted_[ValueStatisticsKey(slot)])) {
        return Damaged("values");
      }
    }
    if (!(*reader)->status().ok()) return (*reader)->status();
  }
  return absl::OkStatus();
}

absl::Status PostlistJoin::WriteMetadata(const std::map<std::string, std::string>& metadata) {
  for (const auto& [key, value] : metadata) {
    if (key.empty() || kMetadataPrefix.size() + key.size() > kGlassMaxKeyBytes) {
      return absl::InvalidArgumentError(absl::StrCat("a metadata key of ", key.size(),
                                                     " bytes; it has 1 to ",
                                                     kGlassMaxKeyBytes - kMetadataPrefix.size()));
    }
    if (value.empty()) continue;
    absl::Status status = to_->Add(absl::StrCat(kMetadataPrefix, key), value);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status PostlistJoin::JoinValueStatistics() {
  ValueStatistics all;
  for (const uint32_t i : having_) {
    if (!docids_[i].drops()) {
      ValueStatistics one;
      if (!ReadValueStatistics(tables_[i].tag(), &one)) return Damaged("value statistics");
      all.Add(one);
    }
    tables_.Next(i);
  }
  const auto counted = counted_.find(key_);
  if (counted != counted_.end()) all.Add(counted->second);
  if (all.frequency == 0) return absl::OkStatus();
  return to_->Add(key_, ValueStatisticsTag(all.frequency, all.lower, all.upper));
}

// All chunks of the slot, of all sources that have it.
absl::Status PostlistJoin::JoinValues() {
  uint32_t slot, docid;
  size_t prefix_size;
  if (!ReadValuesKey(key_, &slot, &prefix_size, &docid)) return Damaged("key of values");
  const std::string prefix = key_.substr(0, prefix_size);
  tables_.FindPrefix(prefix, &having_);
  list_.Clear();
  for (const uint32_t i : having_) {
    uint32_t last_docid = 0;
    for (; !tables_.at_end(i) && absl::StartsWith(tables_[i].key(), prefix); tables_.Next(i)) {
      if (!ReadValuesKey(tables_[i].key(), &slot, &prefix_size, &docid) || docid <= last_docid ||
          !list_.AddValues(docids_[i], docid, tables_[i].tag(), &last_docid)) {
        return Damaged("values");
      }
      if (list_.size() < kMaxValueBytes) continue;
      absl::Status status = list_.WriteValues(prefix, to_);
      if (!status.ok()) return status;
      list_.Clear();
    }
  }
  return list_.WriteValues(prefix, to_);
}

// Reads the list that has the key in source `i`, all chunks of it.
absl::Status PostlistJoin::ReadList(uint32_t i, GlassStatistics* statistics) {
  const bool lengths = key_ == kLengthsKey;
  const auto add = [&](uint32_t docid, absl::string_view tag, size_t position, uint32_t* last_docid,
                       bool* last) {
    uint32_t span;
    if (position >= tag.size() || docid <= *last_docid) return false;
    *last = tag[position++] == '1';
    if (!ReadShort(tag, &position, &span) || span > UINT32_MAX - docid) return false;
    *last_docid = docid + span;
    const absl::string_view entries = tag.substr(position);
    return lengths ? list_.AddLengths(docids_[i], docid, *last_docid, entries, statistics)
                   : list_.AddPostings(docids_[i], docid, *last_docid, entries);
  };
  const absl::string_view tag = tables_[i].tag();
  uint32_t documents, total_wdf, before_first;
  uint32_t last_docid = 0;
  size_t position = 0;
  bool last = true;
  if (!ReadShort(tag, &position, &documents) || !ReadShort(tag, &position, &total_wdf) ||
      !ReadShort(tag, &position, &before_first) || before_first == UINT32_MAX) {
    return Damaged("list");
  }
  list_.AddHead(documents, total_wdf);
  if (!add(before_first + 1, tag, position, &last_docid, &last)) return Damaged("list");
  const size_t prefix = key_.size() + (lengths ? 0 : 1);
  for (tables_.Next(i); !last; tables_.Next(i)) {
    uint32_t docid;
    size_t at = prefix;
    if (tables_.at_end(i) || !absl::StartsWith(tables_[i].key(), key_) ||
        !ReadGlassDocid(tables_[i].key(), &at, &docid) || at != tables_[i].key().size() ||
        !add(docid, tables_[i].tag(), 0, &last_docid, &last)) {
      return Damaged("chunk");
    }
  }
  return absl::OkStatus();
}

// Most terms are in one source only, and in few documents: of their lists only the first docid
// changes. False when this list is another.
bool PostlistJoin::CopyShortList(uint32_t i) {
  if (docids_[i].drops()) return false;
  const absl::string_view tag = tables_[i].tag();
  uint32_t documents, total_wdf, before_first, span;
  size_t position = 0;
  if (!ReadShort(tag, &position, &documents) || !ReadShort(tag, &position, &total_wdf)) {
    return false;
  }
  const size_t first = position;
  if (!ReadShort(tag, &position, &before_first) || position >= tag.size() || tag[position] != '1') {
    return false;
  }
  const absl::string_view rest = tag.substr(position++);
  if (!ReadShort(tag, &position, &span) || position == tag.size() ||
      uint64_t{before_first} + 1 + span > docids_[i].count()) {
    return false;
  }
  tag_.assign(tag.data(), first);
  AppendVarint(docids_[i].NewDocid(before_first, 0), &tag_);
  tag_.append(rest.data(), rest.size());
  return true;
}

absl::Status PostlistJoin::JoinLists(GlassStatistics* statistics) {
  const bool lengths = key_ == kLengthsKey;
  if (!lengths && !IsTerm(key_)) return Damaged("key");
  if (!lengths && having_.size() == 1 && CopyShortList(having_[0])) {
    tables_.Next(having_[0]);
    return to_->Add(key_, tag_);
  }
  list_.Clear();
  for (const uint32_t i : having_) {
    absl::Status status = ReadList(i, statistics);
    if (!status.ok()) return status;
  }
  if (!lengths && !list_.IsSound()) return Damaged("list");
  if (list_.empty()) return absl::OkStatus();
  return lengths ? list_.WriteLengths(to_) : list_.WritePostings(key_, to_);
}

absl::Status PostlistJoin::Join(const std::map<std::string, std::string>& metadata,
                                GlassStatistics* statistics) {
  absl::Status status = CountValues();
  if (status.ok()) status = WriteMetadata(metadata);
  if (status.ok()) status = tables_.Open(sources_, "postlist");
  while (status.ok() && tables_.FindKey(&key_, &having_)) {
    pace::Breathe();
    if (absl::StartsWith(key_, kMetadataPrefix)) {
      for (const uint32_t i : having_) tables_.Next(i);
    } else if (absl::StartsWith(key_, kValueStatisticsPrefix)) {
      status = JoinValueStatistics();
    } else if (absl::StartsWith(key_, kValuesPrefix)) {
      status = JoinValues();
    } else {
      status = JoinLists(statistics);
    }
  }
  status.Update(tables_.status());
  return status;
}

// The data of the documents that stay, source after source.
absl::Status JoinDocumentData(const std::vector<JoinSource>& sources,
                              const std::vector<SourceDocids>& docids, const JoinOptions& options,
                              GlassTableWriter* to) {
  std::string key;
  for (size_t i = 0; i < sources.size(); ++i) {
    auto reader = GlassTableReader::Open(GlassTablePath(sources[i].path, "docdata"));
    if (!reader.ok()) return reader.status();
    uint32_t last_docid = 0;
    while ((*reader)->Next()) {
      pace::Breathe();
      uint32_t docid;
      size_t position = 0;
      if (!ReadGlassDocid((*reader)->key(), &position, &docid) ||
          position != (*reader)->key().size() || docid <= last_docid || docid > docids[i].count()) {
        return Damaged("key of data");
      }
      last_docid = docid;
      const uint32_t below = docids[i].DroppedBelow(docid);
      if (docids[i].Dropped(below) == docid) continue;
      key.clear();
      AppendGlassDocid(docids[i].NewDocid(docid, below), &key);
      absl::Status status;
      if (options.repack == nullptr) {
        status = to->AddStored(key, (*reader)->tag(), (*reader)->compressed());
      } else if ((*reader)->compressed()) {
        status = absl::FailedPreconditionError(
            absl::StrCat(sources[i].path, ": compressed data cannot be packed anew"));
      } else {
        const absl::StatusOr<std::string> data = options.repack(i, (*reader)->tag());
        status = data.status();
        if (data.ok() && !data->empty()) status = to->Add(key, *data);
      }
      if (!status.ok()) return status;
    }
    if (!(*reader)->status().ok()) return (*reader)->status();
  }
  return absl::OkStatus();
}

// What is known of all documents without reading them: all but the lengths in sources that lose
// some.
GlassStatistics AddStatistics(const std::vector<SourceDocids>& docids) {
  GlassStatistics sum;
  for (const SourceDocids& source : docids) {
    const GlassStatistics& one = source.statistics();
    if (source.live_count() == 0) continue;
    sum.doc_count += source.live_count();
    sum.max_wdf = std::max(sum.max_wdf, one.max_wdf);
    if (source.drops()) continue;
    if (one.min_length > 0 && (sum.min_length == 0 || one.min_length < sum.min_length)) {
      sum.min_length = one.min_length;
    }
    sum.max_length = std::max(sum.max_length, one.max_length);
    sum.total_length += one.total_length;
  }
  sum.last_docid = sum.doc_count;
  return sum;
}

}  // namespace

absl::Status JoinBulkDatabases(const std::vector<JoinSource>& sources, const std::string& path,
                               const JoinOptions& options) {
  const absl::StatusOr<std::vector<SourceDocids>> docids = NumberSources(sources);
  if (!docids.ok()) return docids.status();
  GlassStatistics statistics = AddStatistics(*docids);
  if (mkdir(path.c_str(), 0777) != 0) {
    if (errno == EEXIST) return absl::AlreadyExistsError(absl::StrCat(path, ": exists already"));
    return ErrnoStatus(path, "create");
  }
  const auto create = [&](GlassTable table, absl::string_view name) {
    return GlassTableWriter::Create(GlassTablePath(path, name), table, /*compression_level=*/0);
  };
  auto postlist = create(GlassTable::kPostlist, "postlist");
  auto docdata = create(GlassTable::kDocdata, "docdata");
  absl::Status status = postlist.status();
  status.Update(docdata.status());
  if (!status.ok()) return status;
  absl::Status data;
  std::thread data_joining(
      [&] { data = JoinDocumentData(sources, *docids, options, docdata->get()); });
  status = PostlistJoin(sources, *docids, postlist->get()).Join(options.metadata, &statistics);
  data_joining.join();
  status.Update(data);
  if (!status.ok()) return status;
  // No wdf is above the length of its document.
  statistics.max_wdf = std::min(statistics.max_wdf, statistics.max_length);
  return FinishGlassDatabase(path, postlist->get(), docdata->get(), /*termlist=*/nullptr,
                             statistics, options.sync);
}

}  // namespace dateline::store

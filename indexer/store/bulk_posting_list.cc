#include "indexer/store/bulk_posting_list.h"

#include <algorithm>

#include "indexer/format/glass_format.h"
#include "indexer/format/varint.h"

namespace dateline::store {
namespace {

using format::AppendVarint;

constexpr absl::string_view kLengthsKey("\0\xE0", 2);
constexpr size_t kMaxVarintBytes = 5;
constexpr size_t kChunkHead = 1 + kMaxVarintBytes;  // Flag, last docid - first.
constexpr size_t kWholeListBytes = 512;             // A list of fewer is not cut.

// Reads numbers that this program wrote.
class VarintCursor {
 public:
  VarintCursor(absl::string_view bytes, size_t position) : bytes_(bytes), position_(position) {}

  uint32_t Next() {
    uint32_t value = 0;
    for (int shift = 0;; shift += 7) {
      const auto byte = static_cast<uint8_t>(bytes_[position_++]);
      value |= static_cast<uint32_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
  }
  void Skip(size_t bytes) { position_ += bytes; }
  size_t position() const { return position_; }
  bool at_end() const { return position_ == bytes_.size(); }

 private:
  absl::string_view bytes_;
  size_t position_;
};

// The part of a list of entries that goes into one chunk.
struct Chunk {
  uint32_t first_docid;
  uint32_t last_docid;
  absl::string_view entries;
};

// Cuts a list of entries, (gap, content) each but for the gap of the first, into chunks.
class ChunkCutter {
 public:
  // `skip` moves a cursor behind the content of an entry.
  ChunkCutter(absl::string_view bytes, uint32_t first_docid, void (*skip)(VarintCursor*))
      : bytes_(bytes), docid_(first_docid), skip_(skip) {}

  bool at_end() const { return begin_ == bytes_.size(); }
  // The docid that the next chunk begins with. REQUIRES: not at_end().
  uint32_t docid() const { return docid_; }

  // The next chunk: as many entries as fit into `room` bytes, but at least one.
  Chunk Next(size_t room) {
    VarintCursor cursor(bytes_, begin_);
    skip_(&cursor);
    Chunk chunk{docid_, docid_, {}};
    size_t end = cursor.position();
    size_t next_begin = end;
    while (!cursor.at_end()) {
      docid_ = chunk.last_docid + cursor.Next() + 1;
      next_begin = cursor.position();
      skip_(&cursor);
      if (cursor.position() - begin_ > room) break;
      chunk.last_docid = docid_;
      end = next_begin = cursor.position();
    }
    chunk.entries = bytes_.substr(begin_, end - begin_);
    begin_ = next_begin;
    return chunk;
  }

 private:
  const absl::string_view bytes_;
  size_t begin_ = 0;  // Of the content of the next entry.
  uint32_t docid_;
  void (*const skip_)(VarintCursor*);
};

void AppendChunk(const Chunk& chunk, bool last, std::string* tag) {
  tag->push_back(last ? '1' : '0');
  AppendVarint(chunk.last_docid - chunk.first_docid, tag);
  tag->append(chunk.entries.data(), chunk.entries.size());
}

// `tag` has the head of the first chunk; `further_prefix` is the key of the others without docid.
absl::Status WriteChunks(std::string key, const std::string& further_prefix, std::string tag,
                         uint32_t first_docid, absl::string_view entries, GlassTableWriter* table) {
  ChunkCutter cutter(entries, first_docid, [](VarintCursor* cursor) { cursor->Next(); });
  while (true) {
    const size_t room = table->TagRoom(key.size());
    const Chunk chunk = cutter.Next(room - std::min(room, tag.size() + kChunkHead));
    AppendChunk(chunk, cutter.at_end(), &tag);
    absl::Status status = table->Add(key, tag);
    if (!status.ok() || cutter.at_end()) return status;
    key = further_prefix;
    AppendGlassDocid(cutter.docid(), &key);
    tag.clear();
  }
}

}  // namespace

absl::Status WritePostings(const BulkInverter::List& list, GlassTableWriter* table) {
  std::string key;
  AppendGlassTerm(list.term, &key);
  return WritePostings(key, list, table);
}

absl::Status WritePostings(const std::string& key, const BulkInverter::List& list,
                           GlassTableWriter* table) {
  std::string tag;
  AppendVarint(list.documents, &tag);
  AppendVarint(list.total_wdf, &tag);
  AppendVarint(list.first_docid - 1, &tag);
  if (list.postings.size() <= kWholeListBytes) {
    AppendChunk({list.first_docid, list.last_docid, list.postings}, /*last=*/true, &tag);
    return table->Add(key, tag);
  }
  return WriteChunks(key, key + '\0', std::move(tag), list.first_docid, list.postings, table);
}

absl::Status WriteLengths(uint32_t first_docid, absl::string_view lengths,
                          GlassTableWriter* table) {
  std::string tag(2, '\0');
  AppendVarint(first_docid - 1, &tag);
  return WriteChunks(std::string(kLengthsKey), std::string(kLengthsKey), std::move(tag),
                     first_docid, lengths, table);
}

void BulkValueStream::Add(uint32_t docid, absl::string_view value) {
  if (frequency_ == 0) {
    first_docid_ = docid;
    lower_ = upper_ = std::string(value);
  } else {
    AppendVarint(docid - last_docid_ - 1, &stream_);
    if (value < lower_) lower_ = std::string(value);
    if (value > upper_) upper_ = std::string(value);
  }
  AppendVarint(value.size(), &stream_);
  stream_.append(value.data(), value.size());
  last_docid_ = docid;
  ++frequency_;
}

std::string ValueStatisticsTag(uint32_t frequency, const std::string& lower,
                               const std::string& upper) {
  std::string tag;
  AppendVarint(frequency, &tag);
  AppendVarint(lower.size(), &tag);
  tag += lower;
  if (upper != lower) tag += upper;
  return tag;
}

absl::Status BulkValueStream::Write(const std::string& prefix, GlassTableWriter* table) const {
  ChunkCutter cutter(stream_, first_docid_,
                     [](VarintCursor* cursor) { cursor->Skip(cursor->Next()); });
  absl::Status status;
  while (status.ok() && !cutter.at_end()) {
    std::string key = prefix;
    AppendGlassDocid(cutter.docid(), &key);
    const size_t room = table->TagRoom(key.size());
    status = table->Add(key, cutter.Next(room).entries);
  }
  return status;
}

}  // namespace dateline::store

#include "indexer/store/bulk_list_join.h"

#include <algorithm>
#include <cstring>

#include "indexer/format/glass_format.h"
#include "indexer/format/varint.h"

namespace dateline::store {
namespace {

using format::AppendVarint;
using format::ReadVarint;

// Chunks are not put together above this: Xapian reads a chunk from its beginning.
constexpr size_t kChunkBytes = 2000;

// Entries of a chunk, one behind the other.
class Entries {
 public:
  explicit Entries(absl::string_view bytes)
      : next_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  bool at_end() const { return next_ == end_; }
  const char* next() const { return next_; }
  // False when there is no number of 32 bits.
  bool Read(uint32_t* value) {
    if (next_ == end_) return false;
    auto byte = static_cast<uint8_t>(*next_++);
    uint64_t result = byte & 0x7F;
    for (int shift = 7; byte >= 0x80; shift += 7) {
      if (next_ == end_ || shift > 28) return false;
      byte = static_cast<uint8_t>(*next_++);
      result |= static_cast<uint64_t>(byte & 0x7F) << shift;
    }
    *value = static_cast<uint32_t>(result);
    return result <= UINT32_MAX;
  }
  bool Read(uint32_t size, absl::string_view* value) {
    if (size > static_cast<size_t>(end_ - next_)) return false;
    *value = absl::string_view(next_, size);
    next_ += size;
    return true;
  }

 private:
  const char* next_;
  const char* const end_;
};

// What an entry has beside its docid.
struct NumberContent {
  uint32_t number = 0;
  bool Read(Entries* entries) { return entries->Read(&number); }
};
struct ValueContent {
  absl::string_view value;
  bool Read(Entries* entries) {
    uint32_t size;
    return entries->Read(&size) && entries->Read(size, &value);
  }
};

char* PutVarint(uint32_t value, char* out) {
  while (value >= 0x80) {
    *out++ = static_cast<char>(value | 0x80);
    value >>= 7;
  }
  *out++ = static_cast<char>(value);
  return out;
}

char* PutBytes(const char* begin, const char* end, char* out) {
  // Most runs are so short that a call takes longer.
  constexpr ptrdiff_t kShort = 8;
  if (end - begin > kShort) {
    std::memcpy(out, begin, static_cast<size_t>(end - begin));
    return out + (end - begin);
  }
  while (begin < end) *out++ = *begin++;
  return out;
}

// The entries of a chunk that stay, as they stand in what is joined.
struct LiveEntries {
  uint32_t last_source_docid = 0;  // Of all entries; 0 for bytes that are no chunk of this source.
  uint32_t first_docid = 0;        // 0 when none stays.
  uint32_t last_docid = 0;
  absl::string_view bytes;
};

// Goes through a chunk, from the content of its first entry on. `on_live` and `on_drop` get the
// contents. The bytes are written to `buffer`, which grows.
template <typename Content, typename OnLive, typename OnDrop>
LiveEntries TakeLive(const SourceDocids& source, uint32_t first_docid, absl::string_view bytes,
                     std::string* buffer, const OnLive& on_live, const OnDrop& on_drop) {
  if (first_docid > source.count()) return {};
  // What is written is no longer than what was there: a gap that two become is below their sum and
  // one. Only the first one may be.
  if (buffer->size() < bytes.size()) buffer->resize(bytes.size());
  char* out = &(*buffer)[0];
  LiveEntries live;
  uint32_t below = source.DroppedBelow(first_docid);
  uint64_t drop = source.Dropped(below);
  uint64_t docid = first_docid;
  Entries entries(bytes);
  Content content;
  // Entries are copied together until a gap changes: that of one behind a dropped document.
  const char* run = nullptr;
  while (true) {
    const char* const begin = entries.next();
    if (!content.Read(&entries)) return {};
    if (docid >= drop) {
      if (docid > source.count()) return {};
      below = source.DroppedBelow(static_cast<uint32_t>(docid));
      drop = source.Dropped(below);
    }
    if (docid == drop) {
      on_drop(content);
    } else {
      on_live(content);
      const uint32_t is = source.NewDocid(static_cast<uint32_t>(docid), below);
      if (run == nullptr) {
        if (live.first_docid == 0) {
          live.first_docid = is;
        } else {
          out = PutVarint(is - live.last_docid - 1, out);
        }
        run = begin;
      }
      live.last_docid = is;
    }
    const char* const end = entries.next();
    uint64_t next_docid = docid;
    if (!entries.at_end()) {
      uint32_t gap;
      if (!entries.Read(&gap)) return {};
      next_docid += uint64_t{gap} + 1;
    }
    if (next_docid >= drop || end == entries.next()) {
      if (run != nullptr) out = PutBytes(run, end, out);
      run = nullptr;
    }
    if (end == entries.next()) break;
    docid = next_docid;
  }
  if (docid > source.count()) return {};
  live.last_source_docid = static_cast<uint32_t>(docid);
  live.bytes = absl::string_view(buffer->data(), static_cast<size_t>(out - buffer->data()));
  return live;
}

constexpr auto kIgnore = [](const auto&) {};

}  // namespace

void JoinedList::Clear() {
  bytes_.clear();
  chunks_.clear();
  documents_ = total_wdf_ = 0;
  sound_ = true;
}

void JoinedList::AddHead(uint32_t documents, uint32_t total_wdf) {
  documents_ += documents;
  total_wdf_ += total_wdf;
}

void JoinedList::Remove(uint32_t wdf) {
  if (documents_ == 0 || total_wdf_ < wdf) {
    sound_ = false;
    return;
  }
  --documents_;
  total_wdf_ -= wdf;
}

void JoinedList::Append(uint32_t first_docid, uint32_t last_docid, absl::string_view entries) {
  if (!chunks_.empty()) {
    Chunk& chunk = chunks_.back();
    const size_t begin = chunks_.size() == 1 ? 0 : chunks_[chunks_.size() - 2].end;
    if (chunk.end - begin + entries.size() < kChunkBytes) {
      AppendVarint(first_docid - chunk.last_docid - 1, &bytes_);
      bytes_.append(entries.data(), entries.size());
      chunk.last_docid = last_docid;
      chunk.end = bytes_.size();
      return;
    }
  }
  bytes_.append(entries.data(), entries.size());
  chunks_.push_back({first_docid, last_docid, bytes_.size()});
}

bool JoinedList::AddPostings(const SourceDocids& source, uint32_t first_docid, uint32_t last_docid,
                             absl::string_view entries) {
  if (last_docid > source.count() || entries.empty()) return false;
  const uint32_t below = source.DroppedBelow(first_docid);
  if (source.Dropped(below) > last_docid) {
    Append(source.NewDocid(first_docid, below), source.NewDocid(last_docid, below), entries);
    return true;
  }
  const LiveEntries live =
      TakeLive<NumberContent>(source, first_docid, entries, &live_, kIgnore,
                              [this](const NumberContent& content) { Remove(content.number); });
  if (live.first_docid != 0) Append(live.first_docid, live.last_docid, live.bytes);
  return live.last_source_docid == last_docid;
}

bool JoinedList::AddLengths(const SourceDocids& source, uint32_t first_docid, uint32_t last_docid,
                            absl::string_view entries, format::GlassStatistics* statistics) {
  if (!source.drops()) return AddPostings(source, first_docid, last_docid, entries);
  const LiveEntries live = TakeLive<NumberContent>(
      source, first_docid, entries, &live_,
      [statistics](const NumberContent& content) {
        const uint32_t length = content.number;
        statistics->total_length += length;
        statistics->max_length = std::max(statistics->max_length, length);
        if (length > 0 && (statistics->min_length == 0 || length < statistics->min_length)) {
          statistics->min_length = length;
        }
      },
      kIgnore);
  if (live.first_docid != 0) Append(live.first_docid, live.last_docid, live.bytes);
  return live.last_source_docid == last_docid;
}

bool JoinedList::AddValues(const SourceDocids& source, uint32_t first_docid,
                           absl::string_view entries, uint32_t* last_docid) {
  const LiveEntries live =
      TakeLive<ValueContent>(source, first_docid, entries, &live_, kIgnore, kIgnore);
  if (live.first_docid != 0) Append(live.first_docid, live.last_docid, live.bytes);
  *last_docid = live.last_source_docid;
  return *last_docid != 0;
}

absl::Status JoinedList::WriteChunks(const std::string& key, absl::string_view further_prefix,
                                     GlassTableWriter* table) {
  size_t begin = 0;
  for (const Chunk& chunk : chunks_) {
    if (begin > 0) {
      tag_.clear();
      further_key_.assign(further_prefix.data(), further_prefix.size());
      AppendGlassDocid(chunk.first_docid, &further_key_);
    }
    tag_.push_back(&chunk == &chunks_.back() ? '1' : '0');
    AppendVarint(chunk.last_docid - chunk.first_docid, &tag_);
    tag_.append(bytes_, begin, chunk.end - begin);
    absl::Status status = table->Add(begin == 0 ? key : further_key_, tag_);
    if (!status.ok()) return status;
    begin = chunk.end;
  }
  return absl::OkStatus();
}

absl::Status JoinedList::WritePostings(const std::string& key, GlassTableWriter* table) {
  tag_.clear();
  AppendVarint(documents_, &tag_);
  AppendVarint(total_wdf_, &tag_);
  AppendVarint(chunks_.front().first_docid - 1, &tag_);
  if (chunks_.size() == 1) return WriteChunks(key, "", table);
  return WriteChunks(key, key + '\0', table);
}

absl::Status JoinedList::WriteLengths(GlassTableWriter* table) {
  tag_.assign(2, '\0');
  AppendVarint(chunks_.front().first_docid - 1, &tag_);
  const std::string key(format::kGlassLengthsKey);
  return WriteChunks(key, key, table);
}

absl::Status JoinedList::WriteValues(const std::string& prefix, GlassTableWriter* table) {
  size_t begin = 0;
  for (const Chunk& chunk : chunks_) {
    further_key_ = prefix;
    AppendGlassDocid(chunk.first_docid, &further_key_);
    absl::Status status =
        table->Add(further_key_, absl::string_view(bytes_).substr(begin, chunk.end - begin));
    if (!status.ok()) return status;
    begin = chunk.end;
  }
  return absl::OkStatus();
}

void ValueStatistics::Add(absl::string_view value) {
  if (frequency == 0 || value < lower) lower.assign(value.data(), value.size());
  if (frequency == 0 || value > upper) upper.assign(value.data(), value.size());
  ++frequency;
}

void ValueStatistics::Add(const ValueStatistics& other) {
  if (other.frequency == 0) return;
  if (frequency == 0 || other.lower < lower) lower = other.lower;
  if (frequency == 0 || other.upper > upper) upper = other.upper;
  frequency += other.frequency;
}

bool ReadValueStatistics(absl::string_view tag, ValueStatistics* statistics) {
  uint32_t size;
  size_t position = 0;
  if (!ReadVarint(tag, &position, &statistics->frequency) || !ReadVarint(tag, &position, &size) ||
      size > tag.size() - position || statistics->frequency == 0) {
    return false;
  }
  statistics->lower = std::string(tag.substr(position, size));
  statistics->upper = std::string(tag.substr(position + size));
  if (statistics->upper.empty()) statistics->upper = statistics->lower;
  return true;
}

bool CountLiveValues(const SourceDocids& source, uint32_t first_docid, absl::string_view entries,
                     std::string* buffer, ValueStatistics* statistics) {
  return TakeLive<ValueContent>(
             source, first_docid, entries, buffer,
             [statistics](const ValueContent& content) { statistics->Add(content.value); }, kIgnore)
             .last_source_docid != 0;
}

}  // namespace dateline::store

// The postlist table of a glass database that nobody changes any more: posting lists, lengths of
// documents and values, many times faster than through Xapian. glass_format.h has their form.

#ifndef DATELINE_INDEXER_FORMAT_GLASS_POSTLIST_H_
#define DATELINE_INDEXER_FORMAT_GLASS_POSTLIST_H_

#include <endian.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "indexer/format/glass_format.h"
#include "indexer/format/glass_table_file.h"
#include "indexer/format/glass_table_reader.h"

namespace dateline::format {

// Immutable and thread-safe. The database must be one that BulkDatabaseWriter wrote or joining
// made. Bytes that are of another form give DATA_LOSS, after any number of calls of what is to take
// them; no docid is given that is 0 or above last_docid().
class GlassPostlist {
 public:
  // FAILED_PRECONDITION for a database that was changed since it was written.
  static absl::StatusOr<std::shared_ptr<const GlassPostlist>> Open(const std::string& folder);

  const GlassStatistics& statistics() const { return statistics_; }
  uint32_t last_docid() const { return statistics_.last_docid; }
  // True when both read one file, so that they have the same.
  bool IsSameFile(const GlassPostlist& other) const { return file_->IsSameFile(*other.file_); }

  // A posting list: where it begins, and how many documents it has.
  struct List {
    GlassTableReader::Place place = 0;
    uint32_t documents = 0;
  };
  // The list of a term; of 0 documents when there is none.
  absl::StatusOr<List> Find(absl::string_view term) const;

  // Calls take(term, list) for every term that begins so, in ascending order; the term is valid in
  // the call.
  template <typename Take>
  absl::Status ForEachTerm(absl::string_view prefix, Take take) const;

  // Calls take(docid, wdf) for every posting of a list, in ascending order, whose docid is `begin`
  // or above and below `end`; stops when it returns false. REQUIRES: the list has documents.
  template <typename Take>
  absl::Status ForEachPosting(const List& list, uint32_t begin, uint32_t end, Take take) const;

  // The same chunk by chunk, decoded or passed over.
  class Chunks;

  // Calls take(docid, length) for every document, in ascending order.
  template <typename Take>
  absl::Status ForEachLength(Take take) const;

  // Calls take(docid, bytes) for every value of a slot, in ascending order; stops when it returns
  // false. The bytes are valid in the call.
  template <typename Take>
  absl::Status ForEachValue(uint32_t slot, Take take) const;

  // Gives back the memory of what was read.
  void Release() const { file_->Release(); }

 private:
  // Entries of one chunk of a list: a wdf, then gap and wdf of each further posting.
  struct Chunk {
    uint32_t first = 0;
    uint32_t last = 0;
    bool is_last = false;
    absl::string_view entries;
  };
  // Bytes that may be any.
  class Cursor {
   public:
    explicit Cursor(absl::string_view bytes)
        : at_(reinterpret_cast<const uint8_t*>(bytes.data())), end_(at_ + bytes.size()) {}
    bool at_end() const { return at_ == end_; }
    bool Read(uint32_t* value) {
      if (at_ != end_ && *at_ < 0x80) {
        *value = *at_++;
        return true;
      }
      return ReadLong(value);
    }
    bool ReadBytes(absl::string_view* bytes) {
      uint32_t size;
      if (!Read(&size) || size > static_cast<size_t>(end_ - at_)) return false;
      *bytes = {reinterpret_cast<const char*>(at_), size};
      at_ += size;
      return true;
    }
    absl::string_view rest() const {
      return {reinterpret_cast<const char*>(at_), static_cast<size_t>(end_ - at_)};
    }
    // The next bytes, a multiple of 8, when each is a number of its own; null otherwise.
    template <size_t kCount>
    const uint8_t* ShortNumbers() const {
      if (end_ - at_ < static_cast<std::ptrdiff_t>(kCount)) return nullptr;
      uint64_t bits = 0;
      for (size_t i = 0; i < kCount; i += 8) {
        uint64_t bytes;
        std::memcpy(&bytes, at_ + i, sizeof(bytes));
        bits |= bytes;
      }
      return (bits & 0x8080808080808080) == 0 ? at_ : nullptr;
    }
    void Skip(size_t bytes) { at_ += bytes; }

   private:
    bool ReadLong(uint32_t* value);
    const uint8_t* at_;
    const uint8_t* const end_;
  };

  GlassPostlist(std::shared_ptr<const GlassTableFile> file, const GlassRoot& root,
                const GlassStatistics& statistics)
      : file_(std::move(file)), root_(root), statistics_(statistics) {}
  absl::Status Damaged() const;
  // The form of a term in keys; false for a key of a further chunk.
  static bool ParseTermKey(absl::string_view key, std::string* term);
  bool ReadHead(absl::string_view tag, List* list, Chunk* chunk) const;
  bool ReadChunk(uint32_t docid, absl::string_view tag, Chunk* chunk) const;
  // Calls take(docid, number) for the entries of a chunk as long as it returns true. False for
  // other bytes.
  template <typename Take>
  static bool ForEachEntry(const Chunk& chunk, uint32_t begin, uint32_t end, Take take);
  template <typename Take>
  absl::Status ForEachOfList(Chunks* chunks, uint32_t begin, uint32_t end, Take take) const;

  const std::shared_ptr<const GlassTableFile> file_;
  const GlassRoot root_;
  const GlassStatistics statistics_;
};

// Stands at a chunk of one list. Borrows the database; for one thread.
class GlassPostlist::Chunks {
 public:
  // At the first chunk, unless status() says why not. REQUIRES: the list has documents.
  Chunks(const GlassPostlist& postlist, const List& list);

  // Moves to the first chunk whose last docid is `docid` or above; never back. False when there is
  // none, and for a status that is not OK.
  bool SkipTo(uint32_t docid);
  const absl::Status& status() const { return status_; }

  // Of the chunk.
  uint32_t first() const { return chunk_.first; }
  uint32_t last() const { return chunk_.last; }
  // No more postings than this.
  size_t max_size() const { return chunk_.entries.size() / 2 + 1; }
  // Calls take(docid, wdf) for every posting, in ascending order. False, and status() says why, for
  // other bytes.
  template <typename Take>
  bool ForEach(Take take);
  // The same for who asks for docids, and faster: places[docid - first()] becomes the wdf
  // plus 1 of its posting, and kLargePlace where it would be that or more, and then the posting is
  // added to `large`; other places stay as they are. REQUIRES: there is room for kPlacesBehind more
  // than the docids from first() to last().
  bool FillPlaces(uint8_t* places, std::vector<std::pair<uint32_t, uint32_t>>* large);
  static constexpr uint8_t kLargePlace = 255;
  static constexpr size_t kPlacesBehind = 1024;
  // Calls found(i, wdf) for every i below `count` whose docid_of(i) has a posting. REQUIRES: they
  // ascend, and are from first() to last(). The rest of the chunk is passed over, several postings
  // at a time; false as above, but bytes that are passed over are not all looked at.
  template <typename DocidOf, typename Found>
  bool FindEach(size_t count, DocidOf docid_of, Found found);

 private:
  friend class GlassPostlist;
  // The list of all lengths.
  explicit Chunks(const GlassPostlist& postlist);
  // Of eight postings whose numbers are bytes.
  static uint64_t SumOfGaps(const uint8_t* bytes) {
    uint64_t sums = 0;  // Four of 16 bits, of every second byte.
    for (size_t i = 0; i < 16; i += 8) {
      uint64_t eight;
      std::memcpy(&eight, bytes + i, sizeof(eight));
      sums += le64toh(eight) & 0x00FF00FF00FF00FF;
    }
    return sums * 0x0001000100010001 >> 48;
  }
  void Begin(bool lengths);
  bool Next();
  bool Fail();

  const GlassPostlist* const postlist_;
  GlassTableReader reader_;
  Chunk chunk_;
  std::string key_;    // Of the first chunk, when there are others: their keys begin with it,
  size_t prefix_ = 0;  // and have their docid here.
  bool at_end_ = false;
  absl::Status status_;
};

// --- Implementation of the templates. ---

inline bool GlassPostlist::Cursor::ReadLong(uint32_t* value) {
  uint32_t result = 0;
  for (int shift = 0; shift < 35; shift += 7) {
    if (at_ == end_) return false;
    const uint32_t byte = *at_++;
    if (shift == 28 && byte > 0x0F) return false;
    result |= (byte & 0x7F) << shift;
    if (byte < 0x80) {
      *value = result;
      return true;
    }
  }
  return false;
}

template <typename Take>
absl::Status GlassPostlist::ForEachTerm(absl::string_view prefix, Take take) const {
  GlassTableReader reader(*file_);
  std::string first;
  AppendGlassTerm(prefix, &first);
  std::string unescaped;
  for (bool there = reader.Seek(root_, first); there && absl::StartsWith(reader.key(), first);
       there = reader.Next()) {
    const absl::string_view key = reader.key();
    absl::string_view term = key;
    if (key.find('\0') != absl::string_view::npos) {
      if (!ParseTermKey(key, &unescaped)) continue;
      term = unescaped;
    }
    List list;
    Chunk chunk;
    if (!ReadHead(reader.tag(), &list, &chunk)) return Damaged();
    list.place = reader.place();
    take(term, list);
  }
  return reader.status();
}

template <typename Take>
bool GlassPostlist::ForEachEntry(const Chunk& chunk, uint32_t begin, uint32_t end, Take take) {
  Cursor cursor(chunk.entries);
  uint64_t docid = chunk.first;
  uint32_t number;
  if (!cursor.Read(&number)) return false;
  if (docid >= begin && docid < end && !take(chunk.first, number)) return true;
  while (!cursor.at_end()) {
    // Most gaps and numbers have a byte each: four postings at a time, then.
    while (const uint8_t* bytes = cursor.ShortNumbers<8>()) {
      const uint64_t fourth = docid + bytes[0] + bytes[2] + bytes[4] + bytes[6] + 4;
      if (docid + 1 < begin || fourth >= end || fourth > chunk.last) break;
      cursor.Skip(8);
      for (int i = 0; i < 8; i += 2) {
        docid += uint64_t{bytes[i]} + 1;
        if (!take(static_cast<uint32_t>(docid), bytes[i + 1])) return true;
      }
    }
    if (cursor.at_end()) break;
    uint32_t gap;
    if (!cursor.Read(&gap) || !cursor.Read(&number)) return false;
    docid += uint64_t{gap} + 1;
    if (docid > chunk.last) return false;
    if (docid < begin) continue;
    if (docid >= end || !take(static_cast<uint32_t>(docid), number)) return true;
  }
  return docid == chunk.last;
}

template <typename Take>
bool GlassPostlist::Chunks::ForEach(Take take) {
  const auto all = [&take](uint32_t docid, uint32_t wdf) {
    take(docid, wdf);
    return true;
  };
  return ForEachEntry(chunk_, 0, UINT32_MAX, all) || Fail();
}

template <typename DocidOf, typename Found>
bool GlassPostlist::Chunks::FindEach(size_t count, DocidOf docid_of, Found found) {
  Cursor cursor(chunk_.entries);
  uint64_t docid = chunk_.first;
  uint32_t number;
  if (!cursor.Read(&number)) return Fail();
  for (size_t i = 0; i < count; ++i) {
    const uint64_t wanted = docid_of(i);
    while (docid < wanted) {
      const uint8_t* const bytes = cursor.ShortNumbers<16>();
      if (bytes == nullptr) {
        uint32_t gap;
        if (!cursor.Read(&gap) || !cursor.Read(&number)) return Fail();
        docid += uint64_t{gap} + 1;
        continue;
      }
      const uint64_t eighth = docid + SumOfGaps(bytes) + 8;
      if (eighth < wanted) {
        docid = eighth;
        cursor.Skip(16);
        continue;
      }
      // It is one of these or none; the next one may be, too. Without branches that depend on it.
      uint64_t at = docid;
      size_t place = 0;
#pragma GCC unroll 8
      for (size_t j = 0; j < 16; j += 2) {
        at += uint64_t{bytes[j]} + 1;
        place = at == wanted ? j + 1 : place;
      }
      if (place != 0) found(i, bytes[place]);
      break;
    }
    if (docid == wanted) found(i, number);
  }
  return true;
}

template <typename Take>
absl::Status GlassPostlist::ForEachOfList(Chunks* chunks, uint32_t begin, uint32_t end,
                                          Take take) const {
  bool wanted = true;
  const auto checked = [&](uint32_t docid, uint32_t number) {
    return wanted = take(docid, number);
  };
  for (bool there = chunks->SkipTo(begin); there && chunks->first() < end; there = chunks->Next()) {
    if (!ForEachEntry(chunks->chunk_, begin, end, checked)) return Damaged();
    if (!wanted) break;
  }
  return chunks->status();
}

template <typename Take>
absl::Status GlassPostlist::ForEachPosting(const List& list, uint32_t begin, uint32_t end,
                                           Take take) const {
  Chunks chunks(*this, list);
  return ForEachOfList(&chunks, begin, end, take);
}

template <typename Take>
absl::Status GlassPostlist::ForEachLength(Take take) const {
  Chunks chunks(*this);
  return ForEachOfList(&chunks, 0, UINT32_MAX, take);
}

template <typename Take>
absl::Status GlassPostlist::ForEachValue(uint32_t slot, Take take) const {
  const std::string prefix = GlassValuesPrefix(slot);
  GlassTableReader reader(*file_);
  uint64_t last = 0;
  for (bool there = reader.Seek(root_, prefix); there && absl::StartsWith(reader.key(), prefix);
       there = reader.Next()) {
    size_t at = prefix.size();
    uint32_t first;
    if (!ReadGlassDocid(reader.key(), &at, &first) || first <= last) return Damaged();
    Cursor cursor(reader.tag());
    uint64_t docid = first;
    while (true) {
      absl::string_view bytes;
      if (docid > last_docid() || !cursor.ReadBytes(&bytes)) return Damaged();
      if (!take(static_cast<uint32_t>(docid), bytes)) return absl::OkStatus();
      last = docid;
      if (cursor.at_end()) break;
      uint32_t gap;
      if (!cursor.Read(&gap)) return Damaged();
      docid += uint64_t{gap} + 1;
    }
  }
  return reader.status();
}

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_GLASS_POSTLIST_H_

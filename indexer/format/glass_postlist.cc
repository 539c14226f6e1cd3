#include "indexer/format/glass_postlist.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <type_traits>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"

namespace dateline::format {
namespace {

// Of a version file; a larger one is none.
constexpr std::streamsize kMaxVersionBytes = 4096;

}  // namespace

absl::StatusOr<std::shared_ptr<const GlassPostlist>> GlassPostlist::Open(
    const std::string& folder) {
  std::string version(kMaxVersionBytes, '\0');
  std::ifstream in(folder + "/iamglass", std::ios::binary);
  if (!in) return absl::NotFoundError(absl::StrCat(folder, ": no database"));
  in.read(version.data(), kMaxVersionBytes);
  version.resize(static_cast<size_t>(in.gcount()));
  GlassRoot roots[kGlassTables];
  GlassStatistics statistics;
  if (!ReadGlassVersion(version, &roots, &statistics)) {
    return absl::FailedPreconditionError(
        absl::StrCat(folder, ": not written in bulk, or changed since"));
  }
  absl::StatusOr<std::shared_ptr<const GlassTableFile>> file =
      GlassTableFile::Open(folder + "/postlist.glass");
  if (!file.ok()) return file.status();
  const GlassRoot& root = roots[static_cast<int>(GlassTable::kPostlist)];
  if ((*file)->block_count() != root.blocks) {
    return absl::DataLossError(
        absl::StrCat((*file)->path(), ": ", (*file)->block_count(), " blocks, not ", root.blocks));
  }
  return absl::WrapUnique(new GlassPostlist(*std::move(file), root, statistics));
}

absl::Status GlassPostlist::Damaged() const {
  return absl::DataLossError(absl::StrCat(file_->path(), ": a list of another form"));
}

// No docid begins with 0xFF, which follows every zero byte of a term.
bool GlassPostlist::ParseTermKey(absl::string_view key, std::string* term) {
  term->clear();
  for (size_t i = 0; i < key.size(); ++i) {
    term->push_back(key[i]);
    if (key[i] != '\0') continue;
    if (i + 1 == key.size() || key[i + 1] != '\xFF') return false;
    ++i;
  }
  return true;
}

bool GlassPostlist::ReadHead(absl::string_view tag, List* list, Chunk* chunk) const {
  Cursor cursor(tag);
  uint32_t total_wdf, before_first;
  return cursor.Read(&list->documents) && cursor.Read(&total_wdf) && cursor.Read(&before_first) &&
         before_first < last_docid() && list->documents <= last_docid() &&
         ReadChunk(before_first + 1, cursor.rest(), chunk);
}

bool GlassPostlist::ReadChunk(uint32_t docid, absl::string_view tag, Chunk* chunk) const {
  if (tag.empty() || docid == 0 || docid > last_docid()) return false;
  Cursor cursor(tag.substr(1));
  uint32_t span;
  if (!cursor.Read(&span) || span > last_docid() - docid) return false;
  chunk->first = docid;
  chunk->last = docid + span;
  chunk->is_last = tag[0] == '1';
  chunk->entries = cursor.rest();
  return true;
}

GlassPostlist::Chunks::Chunks(const GlassPostlist& postlist, const List& list)
    : postlist_(&postlist), reader_(*postlist.file_) {
  if (reader_.GoTo(list.place)) {
    Begin(/*lengths=*/false);
  } else {
    Fail();
  }
}

GlassPostlist::Chunks::Chunks(const GlassPostlist& postlist)
    : postlist_(&postlist), reader_(*postlist.file_) {
  if (reader_.Seek(postlist.root_, kGlassLengthsKey) && reader_.key() == kGlassLengthsKey) {
    Begin(/*lengths=*/true);
  } else if (!reader_.status().ok() || postlist.last_docid() != 0) {
    Fail();
  } else {
    at_end_ = true;
  }
}

void GlassPostlist::Chunks::Begin(bool lengths) {
  List list;
  if (!postlist_->ReadHead(reader_.tag(), &list, &chunk_)) {
    Fail();
    return;
  }
  if (chunk_.is_last) return;  // As most lists are.
  key_ = std::string(reader_.key());
  prefix_ = key_.size() + (lengths ? 0 : 1);
}

bool GlassPostlist::Chunks::Fail() {
  at_end_ = true;
  status_ = reader_.status().ok() ? postlist_->Damaged() : reader_.status();
  return false;
}

bool GlassPostlist::Chunks::FillPlaces(uint8_t* places,
                                       std::vector<std::pair<uint32_t, uint32_t>>* large) {
  Cursor cursor(chunk_.entries);
  const uint64_t last = chunk_.last - chunk_.first;
  uint64_t place = 0;
  uint32_t number;
  const auto put = [&] {
    if (number >= kLargePlace - 1) large->emplace_back(chunk_.first + place, number);
    places[place] = static_cast<uint8_t>(std::min<uint32_t>(number, kLargePlace - 1) + 1);
  };
  // Short numbers are below 128: some places behind the last one are soon overshot, and told after.
  const auto put_short = [&](auto count) {
    constexpr size_t kCount = decltype(count)::value;
    static_assert(kCount / 2 * 128 <= kPlacesBehind);
    while (const uint8_t* bytes = cursor.ShortNumbers<kCount>()) {
      uint8_t* at = places + place;
#pragma GCC unroll 8
      for (size_t i = 0; i < kCount; i += 2) {
        at += bytes[i];
        at[i / 2 + 1] = static_cast<uint8_t>(bytes[i + 1] + 1);
      }
      place = static_cast<uint64_t>(at - places) + kCount / 2;
      if (place > last) return false;
      cursor.Skip(kCount);
    }
    return true;
  };
  if (!cursor.Read(&number)) return Fail();
  put();
  while (!cursor.at_end()) {
    // Most have a byte each.
    if (!put_short(std::integral_constant<size_t, 16>()) ||
        !put_short(std::integral_constant<size_t, 8>())) {
      return Fail();
    }
    if (cursor.at_end()) break;
    uint32_t gap;
    if (!cursor.Read(&gap) || !cursor.Read(&number)) return Fail();
    place += uint64_t{gap} + 1;
    if (place > last) return Fail();
    put();
  }
  return place == last || Fail();
}

bool GlassPostlist::Chunks::SkipTo(uint32_t docid) {
  bool there = !at_end_;
  while (there && chunk_.last < docid) there = Next();
  return there;
}

bool GlassPostlist::Chunks::Next() {
  if (at_end_ || chunk_.is_last) {
    at_end_ = true;
    return false;
  }
  const uint32_t last = chunk_.last;
  size_t at = prefix_;
  uint32_t docid;
  return (reader_.Next() && absl::StartsWith(reader_.key(), key_) &&
          ReadGlassDocid(reader_.key(), &at, &docid) && docid > last &&
          postlist_->ReadChunk(docid, reader_.tag(), &chunk_)) ||
         Fail();
}

absl::StatusOr<GlassPostlist::List> GlassPostlist::Find(absl::string_view term) const {
  std::string key;
  AppendGlassTerm(term, &key);
  GlassTableReader reader(*file_);
  List list;
  if (!reader.Seek(root_, key) || reader.key() != key) {
    if (!reader.status().ok()) return reader.status();
    return list;
  }
  Chunk chunk;
  if (!ReadHead(reader.tag(), &list, &chunk)) return Damaged();
  list.place = reader.place();
  return list;
}

}  // namespace dateline::format

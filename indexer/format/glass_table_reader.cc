#include "indexer/format/glass_table_reader.h"

#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "indexer/format/glass_block.h"

namespace dateline::format {
namespace {

constexpr int kPlaceBits = 16;
static_assert(kGlassBlockBytes <= 1 << kPlaceBits);

// The end of the directory of a block that may be any bytes; 0 for one that is none.
size_t CheckedDirectoryEnd(absl::string_view block) {
  const size_t end = BlockDirectoryEnd(block);
  const bool sound = BlockRevision(block) == kGlassRevision && end <= kGlassBlockBytes &&
                     end > kDirectoryBegin && end % kDirectoryEntry == 1;
  return sound ? end : 0;
}

// One entry of a branch.
struct BranchItem {
  uint32_t child = 0;
  absl::string_view key;
};

bool ReadBranchItem(absl::string_view block, size_t directory, size_t directory_end,
                    BranchItem* item) {
  const size_t begin = Get16(block.substr(directory));
  if (begin < directory_end || begin + kBranchItemHeader > kGlassBlockBytes) return false;
  const size_t key_size = static_cast<uint8_t>(block[begin + 4]);
  if (begin + kBranchItemHeader + key_size > kGlassBlockBytes) return false;
  item->child =
      static_cast<uint32_t>(Get16(block.substr(begin)) << 16 | Get16(block.substr(begin + 2)));
  item->key = block.substr(begin + kBranchItemHeader, key_size);
  return true;
}

}  // namespace

absl::StatusOr<std::unique_ptr<GlassTableReader>> GlassTableReader::Open(const std::string& path) {
  absl::StatusOr<std::shared_ptr<const GlassTableFile>> file = GlassTableFile::Open(path);
  if (!file.ok()) return file.status();
  return absl::WrapUnique(new GlassTableReader(*std::move(file)));
}

bool GlassTableReader::Damaged() {
  status_ = absl::DataLossError(
      absl::StrCat(file_->path(), ": damaged, or changed since it was written"));
  return false;
}

// A branch has no items to be read here, and leaves the reader before the block behind it.
bool GlassTableReader::EnterLeaf(size_t block) {
  block_ = file_->block(block);
  next_block_ = block + 1;
  directory_ = directory_end_ = 0;
  if (BlockLevel(block_) > 0) return true;
  directory_end_ = CheckedDirectoryEnd(block_);
  directory_ = kDirectoryBegin;
  return directory_end_ > 0 || Damaged();
}

bool GlassTableReader::NextItem(Item* item) {
  while (directory_ == directory_end_) {
    if (next_block_ == file_->block_count() || !EnterLeaf(next_block_)) return false;
  }
  const size_t begin = Get16(block_.substr(directory_));
  item->place = Place{next_block_ - 1} << kPlaceBits | directory_;
  directory_ += kDirectoryEntry;
  if (begin < directory_end_ || begin + kItemHeader > kGlassBlockBytes) return Damaged();
  const size_t size = (Get16(block_.substr(begin)) & kItemSizeMask) + kItemHeader;
  const size_t key_size = static_cast<uint8_t>(block_[begin + 2]);
  if (begin + size > kGlassBlockBytes || kItemHeader + key_size > size) return Damaged();
  item->flags = static_cast<uint8_t>(block_[begin]);
  item->key = block_.substr(begin + kItemHeader, key_size);
  item->rest = block_.substr(begin + kItemHeader + key_size, size - kItemHeader - key_size);
  return true;
}

bool GlassTableReader::ReadEntry(Item item) {
  if ((item.flags & kFirstFlag) == 0) return Damaged();
  place_ = item.place;
  key_ = item.key;
  tag_ = item.rest;
  compressed_ = (item.flags & kCompressedFlag) != 0;
  if ((item.flags & kLastFlag) != 0) return true;
  pieces_.assign(tag_.data(), tag_.size());
  while ((item.flags & kLastFlag) == 0) {
    if (!NextItem(&item)) return status_.ok() ? Damaged() : false;
    if ((item.flags & kFirstFlag) != 0 || item.rest.size() < kComponentBytes) return Damaged();
    pieces_.append(item.rest.data() + kComponentBytes, item.rest.size() - kComponentBytes);
  }
  tag_ = pieces_;
  return true;
}

bool GlassTableReader::Next() {
  Item item;
  if (!status_.ok() || !NextItem(&item)) return false;
  // Every table begins with an item without key.
  if (item.key.empty() && !NextItem(&item)) return false;
  return ReadEntry(item);
}

bool GlassTableReader::GoTo(Place place) {
  const size_t block = place >> kPlaceBits;
  const size_t directory = place & ((1 << kPlaceBits) - 1);
  if (!status_.ok()) return false;
  if (block >= file_->block_count()) return Damaged();
  if (!EnterLeaf(block)) return false;
  if (directory < kDirectoryBegin || directory >= directory_end_ ||
      directory % kDirectoryEntry == 0) {
    return Damaged();
  }
  directory_ = directory;
  Item item;
  return NextItem(&item) && ReadEntry(item);
}

bool GlassTableReader::Seek(const GlassRoot& root, absl::string_view key) {
  if (!status_.ok() || root.blocks == 0) return false;
  size_t at = root.root_block;
  for (uint32_t level = root.level; level > 0; --level) {
    if (at >= file_->block_count()) return Damaged();
    const absl::string_view block = file_->block(at);
    const size_t end = CheckedDirectoryEnd(block);
    if (end == 0 || BlockLevel(block) != static_cast<int>(level)) return Damaged();
    // The last child whose first key is not above. The first one has none. A tag that begins in the
    // child before goes on in one that begins with its key: then the entry is there or behind it.
    size_t low = 0;
    size_t high = (end - kDirectoryBegin) / kDirectoryEntry;
    BranchItem item;
    while (high - low > 1) {
      const size_t middle = (low + high) / 2;
      if (!ReadBranchItem(block, kDirectoryBegin + middle * kDirectoryEntry, end, &item)) {
        return Damaged();
      }
      (item.key < key ? low : high) = middle;
    }
    if (!ReadBranchItem(block, kDirectoryBegin + low * kDirectoryEntry, end, &item)) {
      return Damaged();
    }
    at = item.child;
  }
  if (at >= file_->block_count() || BlockLevel(file_->block(at)) != 0) return Damaged();
  if (!EnterLeaf(at)) return false;
  Item item;
  const size_t first = directory_;
  size_t low = 0;
  size_t high = (directory_end_ - directory_) / kDirectoryEntry;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    directory_ = first + middle * kDirectoryEntry;
    if (!NextItem(&item)) return false;
    if (item.key < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  directory_ = first + low * kDirectoryEntry;
  // Behind the pieces of a tag that begins before.
  do {
    if (!NextItem(&item)) return false;
  } while ((item.flags & kFirstFlag) == 0);
  return ReadEntry(item);
}

}  // namespace dateline::format

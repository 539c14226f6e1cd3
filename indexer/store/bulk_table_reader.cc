#include "indexer/store/bulk_table_reader.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "indexer/store/bulk_block.h"
#include "indexer/store/bulk_format.h"
#include "indexer/store/durable_file.h"

namespace dateline::store {
namespace {

constexpr size_t kBufferBytes = 64 * kGlassBlockBytes;

}  // namespace

absl::StatusOr<std::unique_ptr<GlassTableReader>> GlassTableReader::Open(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return ErrnoStatus(path, "open");
  return absl::WrapUnique(new GlassTableReader(path, file));
}

GlassTableReader::GlassTableReader(std::string path, int file)
    : path_(std::move(path)), file_(file) {}

GlassTableReader::~GlassTableReader() { close(file_); }

bool GlassTableReader::Damaged() {
  status_ = absl::DataLossError(absl::StrCat(path_, ": damaged, or changed since it was written"));
  return false;
}

bool GlassTableReader::ReadBlocks() {
  buffer_.resize(kBufferBytes);
  size_t size = 0;
  while (size < kBufferBytes) {
    const ssize_t got = read(file_, &buffer_[size], kBufferBytes - size);
    if (got == 0) break;
    if (got > 0) {
      size += static_cast<size_t>(got);
    } else if (errno != EINTR) {
      status_ = ErrnoStatus(path_, "read");
      return false;
    }
  }
  buffer_.resize(size);
  block_ = 0;
  if (size % kGlassBlockBytes != 0) return Damaged();
  return size > 0;
}

bool GlassTableReader::NextItem(absl::string_view* item) {
  while (directory_ == directory_end_) {
    block_ += kGlassBlockBytes;
    if (block_ >= buffer_.size() && !ReadBlocks()) return false;
    const absl::string_view block = absl::string_view(buffer_).substr(block_, kGlassBlockBytes);
    if (BlockLevel(block) > 0) continue;  // A branch.
    directory_ = kDirectoryBegin;
    directory_end_ = BlockDirectoryEnd(block);
    if (BlockRevision(block) != kGlassRevision || directory_end_ > kGlassBlockBytes ||
        directory_end_ <= kDirectoryBegin || directory_end_ % 2 == 0) {
      return Damaged();
    }
  }
  const absl::string_view block = absl::string_view(buffer_).substr(block_, kGlassBlockBytes);
  const size_t begin = Get16(block.substr(directory_));
  directory_ += kDirectoryEntry;
  if (begin < directory_end_ || begin + kItemHeader > kGlassBlockBytes) return Damaged();
  const size_t size = (Get16(block.substr(begin)) & kItemSizeMask) + kItemHeader;
  if (begin + size > kGlassBlockBytes) return Damaged();
  *item = block.substr(begin, size);
  return true;
}

bool GlassTableReader::Next() {
  absl::string_view item;
  if (!status_.ok() || !NextItem(&item)) return false;
  // Every table begins with an item without key.
  if (item[2] == 0 && !NextItem(&item)) return false;
  key_.clear();
  tag_.clear();
  for (bool first = true;; first = false) {
    const auto flags = static_cast<uint8_t>(item[0]);
    const size_t key_size = static_cast<uint8_t>(item[2]);
    const size_t head = kItemHeader + key_size + (first ? 0 : kComponentBytes);
    if (head > item.size() || ((flags & kFirstFlag) != 0) != first) return Damaged();
    if (first) {
      key_.assign(item.data() + kItemHeader, key_size);
      compressed_ = (flags & kCompressedFlag) != 0;
    }
    tag_.append(item.data() + head, item.size() - head);
    if ((flags & kLastFlag) != 0) return true;
    if (!NextItem(&item)) return status_.ok() ? Damaged() : false;
  }
}

}  // namespace dateline::store

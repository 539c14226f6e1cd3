#include "indexer/store/bulk_table_writer.h"

#include <fcntl.h>
#include <libdeflate.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <random>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "indexer/format/glass_block.h"
#include "indexer/pace/pace.h"
#include "indexer/store/durable_file.h"

namespace dateline::store {

using format::kBranchItemHeader;
using format::kComponentBytes;
using format::kCompressedFlag;
using format::kDirectoryBegin;
using format::kDirectoryEntry;
using format::kFirstFlag;
using format::kGlassCompressMin;
using format::kGlassRevision;
using format::kItemHeader;
using format::kLastFlag;
using format::kMaxComponents;
using format::kMaxItemBytes;
using format::Put16;
using format::Put32;

namespace {

// A tag is not cut for less room than this: a key more is written, and a block more is read.
constexpr size_t kMinPieceBytes = 64;
constexpr size_t kBufferBytes = 64 * kGlassBlockBytes;

void PutBytes(absl::string_view bytes, uint8_t* to) {
  if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
}

// Sixteen bytes that no other database has, as a random UUID (RFC 4122, version 4).
std::string RandomUuid() {
  std::random_device random;
  std::string uuid;
  while (uuid.size() < 16) {
    const uint32_t four = random();
    uuid.append(reinterpret_cast<const char*>(&four), sizeof(four));
  }
  uuid[6] = static_cast<char>((uuid[6] & 0x0F) | 0x40);
  uuid[8] = static_cast<char>((uuid[8] & 0x3F) | 0x80);
  return uuid;
}

}  // namespace

class TagDeflater {
 public:
  explicit TagDeflater(int level) : compressor_(libdeflate_alloc_compressor(level)) {}
  ~TagDeflater() { libdeflate_free_compressor(compressor_); }
  TagDeflater(const TagDeflater&) = delete;
  TagDeflater& operator=(const TagDeflater&) = delete;

  // The compressed tag, valid until the next call; empty when it would not be smaller.
  absl::string_view Compress(absl::string_view tag) {
    if (compressor_ == nullptr) return "";
    if (out_.size() < tag.size()) out_.resize(tag.size());
    const size_t size =
        libdeflate_deflate_compress(compressor_, tag.data(), tag.size(), &out_[0], tag.size() - 1);
    return absl::string_view(out_).substr(0, size);  // 0 when it does not fit.
  }

 private:
  libdeflate_compressor* const compressor_;
  std::string out_;
};

void GlassTableWriter::Block::Clear() {
  std::fill(bytes.begin(), bytes.end(), 0);
  directory_end = kDirectoryBegin;
  items_begin = kGlassBlockBytes;
}

uint8_t* GlassTableWriter::Block::AddItem(size_t size) {
  items_begin -= size;
  Put16(items_begin, &bytes[directory_end]);
  directory_end += kDirectoryEntry;
  return &bytes[items_begin];
}

absl::StatusOr<std::unique_ptr<GlassTableWriter>> GlassTableWriter::Create(const std::string& path,
                                                                           GlassTable table,
                                                                           int compression_level) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) return ErrnoStatus(path, "create");
  return absl::WrapUnique(new GlassTableWriter(path, file, table, compression_level));
}

GlassTableWriter::GlassTableWriter(std::string path, int file, GlassTable table,
                                   int compression_level)
    : path_(std::move(path)), file_(file) {
  if (IsCompressed(table) && compression_level > 0) {
    deflater_ = std::make_unique<TagDeflater>(compression_level);
  }
  buffer_.reserve(kBufferBytes);
  leaf_.AddItem(kItemHeader)[0] = kFirstFlag | kLastFlag;
}

GlassTableWriter::~GlassTableWriter() { close(file_); }

size_t GlassTableWriter::TagRoom(size_t key_bytes) const {
  const size_t beside = kItemHeader + key_bytes;
  const size_t room = leaf_.room();
  if (room < beside + kDirectoryEntry + kMinPieceBytes) return kMaxItemBytes - beside;
  return std::min(room - kDirectoryEntry, kMaxItemBytes) - beside;
}

absl::Status GlassTableWriter::Add(absl::string_view key, absl::string_view tag) {
  if (deflater_ != nullptr && tag.size() > kGlassCompressMin) {
    const absl::string_view smaller = deflater_->Compress(tag);
    if (!smaller.empty()) return AddStored(key, smaller, /*compressed=*/true);
  }
  return AddStored(key, tag, /*compressed=*/false);
}

absl::Status GlassTableWriter::AddStored(absl::string_view key, absl::string_view tag,
                                         bool compressed) {
  if (!status_.ok()) return status_;
  const uint8_t flags = compressed ? kCompressedFlag : 0;
  const size_t beside = kItemHeader + key.size();
  const size_t max_piece = kMaxItemBytes - beside - kComponentBytes;
  size_t first = tag.size();
  if (beside + first > kMaxItemBytes || beside + first + kDirectoryEntry > leaf_.room()) {
    // Fills the block up when that is worth a further piece.
    first = std::min(TagRoom(key.size()), first);
  }
  if ((tag.size() - first) / max_piece + 2 > kMaxComponents) {
    return absl::InvalidArgumentError(
        absl::StrCat(path_, ": a tag of ", tag.size(), " bytes; it has too many pieces"));
  }
  uint32_t component = 1;
  AddItem(key, component, tag.substr(0, first),
          flags | kFirstFlag | (first == tag.size() ? kLastFlag : 0));
  for (tag.remove_prefix(first); !tag.empty();) {
    const absl::string_view piece = tag.substr(0, max_piece);
    tag.remove_prefix(piece.size());
    AddItem(key, ++component, piece, flags | (tag.empty() ? kLastFlag : 0));
  }
  ++root_.entries;
  return status_;
}

void GlassTableWriter::AddItem(absl::string_view key, uint32_t component, absl::string_view piece,
                               uint8_t flags) {
  const size_t counter = component > 1 ? kComponentBytes : 0;
  const size_t size = kItemHeader + key.size() + counter + piece.size();
  if (leaf_.room() < size + kDirectoryEntry) BeginLeaf(key, component);
  uint8_t* item = leaf_.AddItem(size);
  Put16(size - kItemHeader, item);
  item[0] |= flags;
  item[2] = static_cast<uint8_t>(key.size());
  item += kItemHeader;
  PutBytes(key, item);
  if (counter > 0) Put16(component, item + key.size());
  PutBytes(piece, item + key.size() + counter);
  last_key_.assign(key.data(), key.size());
}

void GlassTableWriter::BeginLeaf(absl::string_view key, uint32_t component) {
  AddChild(1, leaf_separator_, WriteBlock(&leaf_, 0));
  leaf_.Clear();
  const size_t both = std::min(key.size(), last_key_.size());
  const size_t shared =
      std::mismatch(key.begin(), key.begin() + both, last_key_.begin()).first - key.begin();
  leaf_separator_ = {std::string(key.substr(0, shared + 1)), component};
}

void GlassTableWriter::AddChild(size_t level, const Separator& separator, uint32_t child) {
  if (branches_.size() < level) branches_.push_back(std::make_unique<Branch>());
  Branch& branch = *branches_[level - 1];
  const size_t size = kBranchItemHeader + separator.key.size() + kComponentBytes;
  if (!branch.block.empty() && branch.block.room() < size + kDirectoryEntry) {
    const uint32_t full = WriteBlock(&branch.block, static_cast<uint32_t>(level));
    AddChild(level + 1, branch.separator, full);
    branch.block.Clear();
  }
  if (branch.block.empty()) {
    branch.separator = separator;
    Put32(child, branch.block.AddItem(kBranchItemHeader + kComponentBytes));
    return;
  }
  uint8_t* item = branch.block.AddItem(size);
  Put32(child, item);
  item[4] = static_cast<uint8_t>(separator.key.size());
  PutBytes(separator.key, item + kBranchItemHeader);
  Put16(separator.component, item + kBranchItemHeader + separator.key.size());
}

uint32_t GlassTableWriter::WriteBlock(Block* block, uint32_t level) {
  uint8_t* header = block->bytes.data();
  Put32(kGlassRevision, header);
  header[4] = static_cast<uint8_t>(level);
  Put16(block->room(), header + 5);
  Put16(block->room(), header + 7);
  Put16(block->directory_end, header + 9);
  buffer_.append(reinterpret_cast<const char*>(header), kGlassBlockBytes);
  if (buffer_.size() >= kBufferBytes) WriteBuffer();
  return root_.blocks++;
}

void GlassTableWriter::WriteBuffer() {
  absl::string_view left = buffer_;
  while (!left.empty() && status_.ok()) {
    const ssize_t written = write(file_, left.data(), left.size());
    if (written >= 0) {
      left.remove_prefix(static_cast<size_t>(written));
    } else if (errno != EINTR) {
      status_ = ErrnoStatus(path_, "write");
    }
  }
  buffer_.clear();
}

absl::StatusOr<GlassRoot> GlassTableWriter::Finish(bool sync) {
  if (root_.entries > 0) {
    root_.root_block = WriteBlock(&leaf_, 0);
    if (!branches_.empty()) AddChild(1, leaf_separator_, root_.root_block);
    for (size_t level = 1; level <= branches_.size(); ++level) {
      Branch& branch = *branches_[level - 1];
      root_.root_block = WriteBlock(&branch.block, static_cast<uint32_t>(level));
      root_.level = static_cast<uint32_t>(level);
      if (level < branches_.size()) AddChild(level + 1, branch.separator, root_.root_block);
    }
  }
  WriteBuffer();
  if (status_.ok() && sync && fsync(file_) != 0) status_ = ErrnoStatus(path_, "fsync");
  if (!status_.ok()) return status_;
  return root_;
}

std::string GlassTablePath(const std::string& folder, absl::string_view table) {
  return absl::StrCat(folder, "/", table, ".glass");
}

absl::Status FinishGlassDatabase(const std::string& folder, GlassTableWriter* postlist,
                                 GlassTableWriter* docdata, GlassTableWriter* termlist,
                                 const GlassStatistics& statistics, bool sync) {
  GlassRoot roots[kGlassTables];
  for (const auto& [table, writer] : {std::make_pair(GlassTable::kPostlist, postlist),
                                      std::make_pair(GlassTable::kDocdata, docdata),
                                      std::make_pair(GlassTable::kTermlist, termlist)}) {
    if (writer == nullptr) continue;  // The root of an empty table, as Xapian has it.
    pace::Breathe();
    absl::StatusOr<GlassRoot> root = writer->Finish(sync);
    if (!root.ok()) return root.status();
    roots[static_cast<int>(table)] = *root;
  }
  absl::Status status =
      WriteFile(folder + "/iamglass", format::GlassVersionFile(RandomUuid(), roots, statistics));
  return status.ok() && sync ? SyncFolder(folder) : status;
}

}  // namespace dateline::store

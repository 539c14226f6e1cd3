#include "indexer/format/glass_format.h"

#include "indexer/format/varint.h"

namespace dateline::format {
namespace {

constexpr absl::string_view kMagic("\x0f\x0dXapian Glass", 14);
constexpr size_t kUuidBytes = 16;
// Years since 2014, month and day.
constexpr uint32_t kFormatDate = (2016 - 2014) << 9 | 3 << 5 | 14;

// Beside the level of a root.
constexpr uint32_t kHasNoRoot = 1;

void AppendRoot(const GlassRoot& root, GlassTable table, std::string* out) {
  // There is a flag too for leaves that stand in the file in the order of their keys, as these do.
  // It saves a reader next to nothing, and every later writer would have to keep it true.
  AppendVarint(root.root_block, out);
  AppendVarint(root.level << 2 | (root.blocks == 0 ? kHasNoRoot : 0), out);
  AppendVarint(root.entries, out);
  AppendVarint(kGlassBlockBytes / 2048, out);
  AppendVarint(IsCompressed(table) ? kGlassCompressMin : 0, out);
  std::string free_list;
  if (root.blocks > 0) {
    AppendVarint(kGlassRevision, &free_list);
    AppendVarint(root.blocks, &free_list);  // The first block that is not in the file.
    free_list.append(4, '\0');              // Where the list is read and written: nowhere yet.
  }
  AppendVarint(free_list.size(), out);
  out->append(free_list);
}

}  // namespace

void AppendGlassDocid(uint32_t docid, std::string* out) {
  const auto append_low = [&](int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
      out->push_back(static_cast<char>(docid >> shift));
  };
  // The leading one bits of the first byte tell how many bytes follow.
  if (docid < 1u << 15) {
    append_low(2);
  } else if (docid < 1u << 22) {
    out->push_back(static_cast<char>(0x80 | docid >> 16));
    append_low(2);
  } else if (docid < 1u << 29) {
    out->push_back(static_cast<char>(0xC0 | docid >> 24));
    append_low(3);
  } else {
    out->push_back(static_cast<char>(0xE0));
    append_low(4);
  }
}

bool ReadGlassDocid(absl::string_view bytes, size_t* position, uint32_t* docid) {
  if (*position >= bytes.size()) return false;
  uint64_t value = static_cast<uint8_t>(bytes[(*position)++]);
  size_t more = 1;
  if (value >= 0xE0) {
    more = 4;
    value &= 0x0F;
  } else if (value >= 0xC0) {
    more = 3;
    value &= 0x1F;
  } else if (value >= 0x80) {
    more = 2;
    value &= 0x3F;
  }
  if (bytes.size() - *position < more) return false;
  for (; more > 0; --more) value = value << 8 | static_cast<uint8_t>(bytes[(*position)++]);
  *docid = static_cast<uint32_t>(value);
  return value <= UINT32_MAX;
}

void AppendGlassTerm(absl::string_view term, std::string* out) {
  size_t zero;
  while ((zero = term.find('\0')) != absl::string_view::npos) {
    out->append(term.data(), zero + 1);
    out->push_back('\xFF');
    term.remove_prefix(zero + 1);
  }
  out->append(term.data(), term.size());
}

std::string GlassValuesPrefix(uint32_t slot) {
  std::string prefix("\0\xD8", 2);
  AppendVarint(slot, &prefix);
  return prefix;
}

std::string GlassVersionFile(absl::string_view uuid, const GlassRoot (&roots)[kGlassTables],
                             const GlassStatistics& statistics) {
  std::string file(kMagic);
  file.push_back(static_cast<char>(kFormatDate >> 8));
  file.push_back(static_cast<char>(kFormatDate & 0xFF));
  file.append(uuid.data(), uuid.size());
  AppendVarint(kGlassRevision, &file);
  for (int i = 0; i < kGlassTables; ++i) AppendRoot(roots[i], static_cast<GlassTable>(i), &file);
  AppendVarint(statistics.doc_count, &file);
  AppendVarint(statistics.last_docid - statistics.doc_count, &file);
  AppendVarint(statistics.min_length, &file);
  AppendVarint(statistics.max_wdf, &file);
  AppendVarint(statistics.max_length - statistics.max_wdf, &file);
  AppendVarint(0u, &file);  // The oldest changeset.
  AppendVarint(statistics.total_length, &file);
  AppendVarint(0u, &file);  // Bound of the frequencies in a spelling dictionary.
  return file;
}

bool ReadGlassVersion(absl::string_view file, GlassRoot (*roots)[kGlassTables],
                      GlassStatistics* statistics) {
  size_t position = kMagic.size() + 2 + kUuidBytes;
  const auto read = [&](auto* value) { return ReadVarint(file, &position, value); };
  uint64_t number;
  if (file.size() < position || file.substr(0, kMagic.size()) != kMagic || !read(&number) ||
      number != kGlassRevision) {
    return false;
  }
  for (GlassRoot& root : *roots) {
    uint32_t level, block_size, compress_min;
    uint64_t free_list;
    if (!read(&root.root_block) || !read(&level) || !read(&root.entries) || !read(&block_size) ||
        !read(&compress_min) || !read(&free_list) || free_list > file.size() - position) {
      return false;
    }
    root.level = level >> 2;
    root.blocks = 0;
    // Of a table with entries, the list begins with the revision and the number of blocks.
    size_t in_list = position;
    if ((level & kHasNoRoot) == 0 &&
        (!ReadVarint(file, &in_list, &number) || !ReadVarint(file, &in_list, &root.blocks))) {
      return false;
    }
    position += free_list;
  }
  GlassStatistics& to = *statistics;
  uint32_t above_count, above_wdf;
  if (!read(&to.doc_count) || !read(&above_count) || !read(&to.min_length) || !read(&to.max_wdf) ||
      !read(&above_wdf) || !read(&number) || !read(&to.total_length)) {
    return false;
  }
  to.last_docid = to.doc_count + above_count;
  to.max_length = to.max_wdf + above_wdf;
  return true;
}

bool ReadGlassStatistics(absl::string_view file, GlassStatistics* statistics) {
  GlassRoot roots[kGlassTables];
  return ReadGlassVersion(file, &roots, statistics);
}

}  // namespace dateline::format

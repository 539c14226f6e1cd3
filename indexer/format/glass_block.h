// The blocks of a glass table, for those who write and read them.
//
// A block of the file:
//
//   0   revision (4), level (1), size of the gap (2), free bytes (2), end of the directory (2)
//   11  directory: the place of every item (2), in the order of their keys
//       gap, then the items
//
// An item of a leaf is its size less 3 with flags in the three highest bits (2), size of the key
// (1), key, number of the piece (2; not in the first one of a tag), piece of the tag. One of a
// branch is the number of a block (4), size of the key (1), key, number of the piece (2); the first
// of a branch has no key. All numbers have their highest byte first. The first leaf begins with an
// item without key and tag.

#ifndef DATELINE_INDEXER_FORMAT_GLASS_BLOCK_H_
#define DATELINE_INDEXER_FORMAT_GLASS_BLOCK_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "indexer/format/glass_format.h"

namespace dateline::format {

inline constexpr size_t kDirectoryBegin = 11;
inline constexpr size_t kDirectoryEntry = 2;
// Xapian wants at least four items in a block.
inline constexpr size_t kMaxItemBytes =
    (kGlassBlockBytes - kDirectoryBegin - 4 * kDirectoryEntry) / 4;
inline constexpr size_t kItemHeader = 3;  // Size and size of the key.
inline constexpr size_t kComponentBytes = 2;
inline constexpr size_t kBranchItemHeader = 5;
inline constexpr size_t kMaxComponents = 0xFFFF;

inline constexpr uint8_t kCompressedFlag = 0x80;
inline constexpr uint8_t kLastFlag = 0x40;
inline constexpr uint8_t kFirstFlag = 0x20;
inline constexpr size_t kItemSizeMask = 0x1FFF;

inline void Put16(size_t value, uint8_t* to) {
  to[0] = static_cast<uint8_t>(value >> 8);
  to[1] = static_cast<uint8_t>(value);
}
inline void Put32(uint32_t value, uint8_t* to) {
  Put16(value >> 16, to);
  Put16(value & 0xFFFF, to + 2);
}
// REQUIRES: there are two bytes.
inline size_t Get16(absl::string_view from) {
  return static_cast<size_t>(static_cast<uint8_t>(from[0])) << 8 | static_cast<uint8_t>(from[1]);
}

// Of a whole block.
inline uint32_t BlockRevision(absl::string_view block) {
  return static_cast<uint32_t>(Get16(block) << 16 | Get16(block.substr(2)));
}
inline int BlockLevel(absl::string_view block) { return static_cast<uint8_t>(block[4]); }
inline size_t BlockDirectoryEnd(absl::string_view block) { return Get16(block.substr(9)); }

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_GLASS_BLOCK_H_

// Archives of files: tar, zip and 7z, through libarchive.

#ifndef DATELINE_INDEXER_SOURCE_ARCHIVE_READER_H_
#define DATELINE_INDEXER_SOURCE_ARCHIVE_READER_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "indexer/source/input.h"

namespace dateline::source {

// Archives in archives: an archive, and one within it.
inline constexpr int kMaxArchiveDepth = 2;
// The longest name of a member; a longer one is cut.
inline constexpr size_t kMaxMemberNameBytes = 4096;

bool IsArchive(absl::string_view head);

// Reads one member as a file is read: `path` and `stable_path` name it below its archive. False
// when the sink wants no more.
using MemberReader = std::function<bool(std::unique_ptr<ByteStream> bytes, std::string path,
                                        std::string stable_path)>;

// Hands every file in the archive to `read`, in the archive's order; names beginning with '.' are
// passed over, as below a folder, and of a WACZ all but its web archives. `file` is where the
// archive lies as it is on disk, "" when it does not: then the input's bytes are read, which 7z
// does not allow. Members that are encrypted, or compressed in a way that is not known, are
// rejects. False when the sink wants no more.
bool ReadArchive(Input* input, const std::string& file, const MemberReader& read);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_ARCHIVE_READER_H_

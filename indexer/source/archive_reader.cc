#include "indexer/source/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "indexer/text/utf8.h"

namespace dateline::source {
namespace {

constexpr size_t kBlockBytes = 64 << 10;
constexpr size_t kTarMagicAt = 257;  // POSIX.1-2017, pax, "ustar Interchange Format".
constexpr absl::string_view kWaczSuffix = ".wacz";
constexpr absl::string_view kSevenZip("7z\xbc\xaf\x27\x1c", 6);

// True for the header of a tar, which of the oldest form shows itself by its checksum alone.
bool IsTar(absl::string_view head) {
  constexpr size_t kHeaderBytes = 512, kSumAt = 148, kSumBytes = 8;
  if (head.size() > kTarMagicAt && absl::StartsWith(head.substr(kTarMagicAt), "ustar")) return true;
  if (head.size() < kHeaderBytes || head[0] == '\0') return false;
  uint32_t told = 0, sum = kSumBytes * ' ';
  bool digits = false;
  for (const char c : head.substr(kSumAt, kSumBytes)) {
    if (c == ' ' && !digits) continue;
    if (c < '0' || c > '7') break;
    digits = true;
    told = told * 8 + (c - '0');
  }
  for (size_t i = 0; i < kHeaderBytes; ++i) {
    if (i < kSumAt || i >= kSumAt + kSumBytes) sum += static_cast<unsigned char>(head[i]);
  }
  return digits && told == sum;
}

// libarchive has one error code for what is damaged and for what it does not know.
bool IsUnknownCoding(absl::string_view error) {
  return absl::StartsWithIgnoreCase(error, "unsupported") ||
         absl::StartsWithIgnoreCase(error, "unknown codec");
}

struct FreeArchive {
  void operator()(archive* a) const { archive_read_free(a); }
};

// The data of the member whose header was read last. The archive outlives it.
class MemberData : public ByteStream {
 public:
  MemberData(archive* from, const ByteCursor& archive_bytes)
      : archive_(from), archive_bytes_(archive_bytes), block_(kBlockBytes) {}

  absl::Status Next(absl::string_view* piece) override {
    *piece = absl::string_view();
    size_t size = 0;
    while (!ended_ && size < block_.size() && status_.ok()) {
      const la_ssize_t got =
          archive_read_data(archive_, block_.data() + size, block_.size() - size);
      if (got > 0) size += static_cast<size_t>(got);
      if (got == 0) ended_ = true;
      if (got < 0 && got != ARCHIVE_RETRY) {
        const char* text = archive_error_string(archive_);
        status_ = text == nullptr         ? absl::DataLossError("the member is damaged")
                  : IsUnknownCoding(text) ? absl::UnimplementedError(text)
                                          : absl::DataLossError(text);
      }
    }
    piece_offset_ = offset_;
    offset_ += size;
    *piece = absl::string_view(block_.data(), size);
    if (size > 0) return absl::OkStatus();
    ended_ = true;
    return std::exchange(status_, absl::OkStatus());
  }
  uint64_t bytes_read() const override { return archive_bytes_.bytes_read(); }
  uint64_t piece_offset() const override { return piece_offset_; }

 private:
  archive* const archive_;
  const ByteCursor& archive_bytes_;
  std::vector<char> block_;
  uint64_t offset_ = 0;
  uint64_t piece_offset_ = 0;
  bool ended_ = false;
  absl::Status status_;
};

class ArchiveReader {
 public:
  ArchiveReader(Input* input, const MemberReader& read)
      : input_(*input), read_(read), archive_(archive_read_new()) {}

  bool Run(const std::string& file) {
    if (archive_ == nullptr)
      return input_.Reject(kRejectUnreadable, 0, 0, "no memory to read with");
    if (file.empty() && absl::StartsWith(input_.bytes().Peek(kSevenZip.size()), kSevenZip)) {
      return input_.Reject(kRejectUnsupported, 0, 0,
                           "a 7z archive is read only where it lies as a file of its own");
    }
    archive* a = archive_.get();
    archive_read_support_format_tar(a);
    archive_read_support_format_gnutar(a);
    // What stands behind the end of a tar is another one.
    archive_read_set_format_option(a, "tar", "read_concatenated_archives", "1");
    archive_read_support_format_zip(a);
    archive_read_support_format_7zip(a);
    const int opened = file.empty() ? archive_read_open(a, this, nullptr, &ReadBlock, nullptr)
                                    : archive_read_open_filename(a, file.c_str(), kBlockBytes);
    if (opened != ARCHIVE_OK) return RejectArchive(ARCHIVE_FATAL);
    archive_entry* entry = nullptr;
    while (true) {
      const int result = archive_read_next_header(a, &entry);
      if (result == ARCHIVE_EOF) break;
      if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
        if (!RejectArchive(result)) return false;
        // Retry means that the next member may be found.
        if (result == ARCHIVE_FATAL || ++damaged_ > kMaxDamagedHeaders) return true;
        continue;
      }
      if (!ReadMember(entry)) return false;
      if (IsReadToBePassedOver(entry, file) && !CountRest()) break;
    }
    const absl::Status& status = input_.bytes().status();
    return status.ok() || input_.RejectRead(status, input_.bytes().stored_offset());
  }

 private:
  static constexpr int kMaxDamagedHeaders = 100000;

  static la_ssize_t ReadBlock(archive* from, void* self, const void** buffer) {
    ArchiveReader* reader = static_cast<ArchiveReader*>(self);
    ByteCursor& bytes = reader->input_.bytes();
    bytes.Take(std::exchange(reader->lent_, 0));
    const absl::string_view view = bytes.Peek(1);
    reader->lent_ = view.size();
    *buffer = view.data();
    if (!view.empty() || bytes.status().ok()) return static_cast<la_ssize_t>(view.size());
    archive_set_error(from, EIO, "%s", std::string(bytes.status().message()).c_str());
    return -1;
  }

  // Damage within a run of bad headers is told once.
  bool RejectArchive(int result) {
    if (result == ARCHIVE_RETRY && std::exchange(in_damage_, true)) return true;
    const char* text = archive_error_string(archive_.get());
    const absl::Status& status = input_.bytes().status();
    absl::string_view reason = status.ok() ? kRejectDamaged : ReasonOf(status);
    // What libarchive has to ask for this may not be asked of an archive that did not open.
    if (status.ok() && text != nullptr && absl::StrContains(text, "encrypted"))
      reason = kRejectEncrypted;
    const uint64_t offset = std::max<la_int64_t>(0, archive_filter_bytes(archive_.get(), 0));
    return input_.Reject(reason, 0, offset,
                         !status.ok()      ? std::string(status.message())
                         : text == nullptr ? "the archive is damaged"
                                           : text);
  }

  bool ReadMember(archive_entry* entry) {
    in_damage_ = false;
    ++number_;
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr)
      return true;
    const std::string name = NameOf(entry);
    for (const absl::string_view part : absl::StrSplit(name, '/')) {
      if (absl::StartsWith(part, ".") && part != "." && part != "..") return true;
    }
    if (absl::EndsWithIgnoreCase(input_.path(), kWaczSuffix) &&
        !absl::StartsWith(name, "archive/") && !absl::EndsWithIgnoreCase(name, kWaczSuffix)) {
      return true;
    }
    std::string path = absl::StrCat(input_.path(), "/", name);
    const uint64_t offset = std::max<la_int64_t>(0, archive_read_header_position(archive_.get()));
    if (archive_entry_is_encrypted(entry)) {
      return RejectMember(path, kRejectEncrypted, offset, "the member is encrypted");
    }
    return read_(std::make_unique<MemberData>(archive_.get(), input_.bytes()), std::move(path),
                 absl::StrCat(input_.stable_path(), "/", name));
  }

  // True when libarchive decompresses what nobody has read of a member: to come to the next in the
  // one stream of a 7z; to find the end of a zip's member whose header does not say it.
  bool IsReadToBePassedOver(archive_entry* entry, const std::string& file) const {
    const int format = archive_format(archive_.get()) & ARCHIVE_FORMAT_BASE_MASK;
    if (format == ARCHIVE_FORMAT_7ZIP) return true;
    return format == ARCHIVE_FORMAT_ZIP && file.empty() && !archive_entry_size_is_set(entry);
  }

  // False when the rest of the member expands to too much.
  bool CountRest() {
    std::vector<char> block(kBlockBytes);
    while (true) {
      const la_ssize_t got = archive_read_data(archive_.get(), block.data(), block.size());
      if (got <= 0) return true;
      if (!input_.bytes().CountExpansion(static_cast<uint64_t>(got))) return false;
    }
  }

  bool RejectMember(const std::string& path, absl::string_view reason, uint64_t offset,
                    std::string detail) {
    return Input(path, "", &input_.bytes(), &input_.sink())
        .Reject(reason, 0, offset, std::move(detail));
  }

  std::string NameOf(archive_entry* entry) const {
    const char* found = archive_entry_pathname_utf8(entry);
    if (found == nullptr) found = archive_entry_pathname(entry);
    std::string name = found == nullptr ? absl::StrCat("member-", number_) : found;
    if (name.size() > kMaxMemberNameBytes) name.resize(kMaxMemberNameBytes);
    text::RepairUtf8(&name);
    const size_t begin = name.find_first_not_of('/');
    return begin == std::string::npos ? absl::StrCat("member-", number_) : name.substr(begin);
  }

  Input& input_;
  const MemberReader& read_;
  const std::unique_ptr<archive, FreeArchive> archive_;
  size_t lent_ = 0;  // Bytes of the cursor that libarchive is looking at.
  uint64_t number_ = 0;
  int damaged_ = 0;
  bool in_damage_ = false;
};

}  // namespace

bool IsArchive(absl::string_view head) {
  return absl::StartsWith(head, absl::string_view("PK\3\4", 4)) ||
         absl::StartsWith(head, absl::string_view("PK\5\6", 4)) ||
         absl::StartsWith(head, kSevenZip) || IsTar(head);
}

bool ReadArchive(Input* input, const std::string& file, const MemberReader& read) {
  return ArchiveReader(input, read).Run(file);
}

}  // namespace dateline::source

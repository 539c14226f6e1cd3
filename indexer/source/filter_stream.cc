#include "indexer/source/filter_stream.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace dateline::source {
namespace {

class FilterStream : public ByteStream {
 public:
  explicit FilterStream(std::unique_ptr<ByteStream> stored) : stored_(std::move(stored)) {}
  ~FilterStream() override {
    if (archive_ != nullptr) archive_read_free(archive_);
  }

  absl::Status Open() {
    archive_ = archive_read_new();
    if (archive_ == nullptr) return absl::ResourceExhaustedError("no memory to read with");
    // By name: filters that libarchive would hand to an outside program stay off.
    archive_read_support_filter_lz4(archive_);
    archive_read_support_format_raw(archive_);
    archive_read_support_format_empty(archive_);
    if (archive_read_open(archive_, this, nullptr, &ReadBlock, nullptr) != ARCHIVE_OK) {
      return Error();
    }
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(archive_, &entry);
    ended_ = result == ARCHIVE_EOF;
    return ended_ || result == ARCHIVE_OK || result == ARCHIVE_WARN ? absl::OkStatus() : Error();
  }

  absl::Status Next(absl::string_view* piece) override {
    *piece = absl::string_view();
    while (!ended_) {
      const void* data = nullptr;
      size_t size = 0;
      la_int64_t offset = 0;
      const int result = archive_read_data_block(archive_, &data, &size, &offset);
      if (result == ARCHIVE_EOF) {
        ended_ = true;
        return CheckRest();
      }
      if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
        ended_ = true;
        return Error();
      } else if (size > 0) {
        *piece = absl::string_view(static_cast<const char*>(data), size);
        break;
      }
    }
    return absl::OkStatus();
  }

  uint64_t bytes_read() const override { return stored_->bytes_read(); }
  // The whole file counts as one member.
  uint64_t piece_offset() const override { return 0; }
  bool in_members() const override { return true; }
  bool whole_before_error() const override { return whole_; }

 private:
  static la_ssize_t ReadBlock(archive* from, void* self, const void** buffer) {
    FilterStream* stream = static_cast<FilterStream*>(self);
    absl::string_view block;
    stream->stored_status_ = stream->stored_->Next(&block);
    *buffer = block.data();
    stream->last_block_ = block;
    stream->given_ += block.size();
    if (stream->stored_status_.ok()) return static_cast<la_ssize_t>(block.size());
    archive_set_error(from, EIO, "%s", "the file cannot be read on");
    return -1;
  }

  // libarchive says nothing of what it does not know behind the end.
  absl::Status CheckRest() {
    const uint64_t used = std::max<la_int64_t>(0, archive_filter_bytes(archive_, -1));
    absl::string_view block(last_block_);
    uint64_t begin = given_ - block.size();
    while (true) {
      const size_t from = used > begin ? std::min<uint64_t>(used - begin, block.size()) : 0;
      const size_t junk = block.find_first_not_of('\0', from);
      if (junk != absl::string_view::npos) {
        whole_ = true;
        return absl::DataLossError(absl::StrCat("what stands behind the lz4 data, from byte ",
                                                begin + junk, " of the file on, is no part of it"));
      }
      begin += block.size();
      const absl::Status status = stored_->Next(&block);
      if (!status.ok() || block.empty()) return status;
    }
  }

  absl::Status Error() const {
    if (!stored_status_.ok()) return stored_status_;
    const char* text = archive_error_string(archive_);
    return absl::DataLossError(text == nullptr ? "compressed data is damaged" : text);
  }

  const std::unique_ptr<ByteStream> stored_;
  archive* archive_ = nullptr;
  absl::string_view last_block_;
  uint64_t given_ = 0;
  bool whole_ = false;  // The last error is of bytes behind the end.
  bool ended_ = false;
  absl::Status stored_status_;
};

}  // namespace

bool IsFiltered(absl::string_view head) { return absl::StartsWith(head, "\x04\x22\x4d\x18"); }

absl::StatusOr<std::unique_ptr<ByteStream>> MakeFilterStream(std::unique_ptr<ByteStream> stored) {
  auto stream = std::make_unique<FilterStream>(std::move(stored));
  const absl::Status opened = stream->Open();
  if (!opened.ok()) return opened;
  return stream;
}

}  // namespace dateline::source

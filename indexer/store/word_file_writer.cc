#include "indexer/store/word_file_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/format/word_file.h"
#include "indexer/format/word_record.h"
#include "indexer/pace/pace.h"
#include "indexer/store/durable_file.h"

namespace dateline::store {
namespace {

constexpr size_t kMaxPendingBytes = 1 << 20;
constexpr absl::string_view kUnfinished = ".tmp";

}  // namespace

absl::StatusOr<WordFileWriter> WordFileWriter::Create(const std::string& shard) {
  WordFileWriter writer;
  writer.path_ = absl::StrCat(shard, "/", format::kWordTableFileName);
  const std::string path = absl::StrCat(writer.path_, kUnfinished);
  writer.fd_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (writer.fd_ < 0) return ErrnoStatus(path, "cannot create");
  writer.pending_ = std::string(format::kWordTableMagic);
  return writer;
}

WordFileWriter& WordFileWriter::operator=(WordFileWriter&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(fd_, other.fd_);
  std::swap(pending_, other.pending_);
  std::swap(table_, other.table_);
  std::swap(status_, other.status_);
  return *this;
}

WordFileWriter::~WordFileWriter() {
  if (fd_ >= 0) ::close(fd_);
}

absl::Status WordFileWriter::Append(absl::string_view record) {
  if (!status_.ok()) return status_;
  if (record.size() % format::kWordRecordAlignment != 0 ||
      record.size() > format::kMaxWordRecordBytes) {
    status_ = absl::InvalidArgumentError(
        absl::StrCat(path_, ": a record of ", record.size(), " bytes; it has a multiple of ",
                     format::kWordRecordAlignment, ", up to ", format::kMaxWordRecordBytes));
    return status_;
  }
  pending_.append(record.data(), record.size());
  table_.Add(record.size());
  if (pending_.size() >= kMaxPendingBytes) Flush();
  return status_;
}

void WordFileWriter::Flush() {
  absl::string_view left = pending_;
  while (status_.ok() && !left.empty()) {
    const ssize_t written = ::write(fd_, left.data(), left.size());
    if (written >= 0) {
      left.remove_prefix(static_cast<size_t>(written));
    } else if (errno != EINTR) {
      status_ = ErrnoStatus(path_, "cannot write");
    }
  }
  pending_.clear();
}

absl::Status WordFileWriter::Finish(bool sync) {
  if (!status_.ok()) return status_;
  pending_ += table_.Finish();
  Flush();
  if (status_.ok() && sync && ::fsync(fd_) != 0) status_ = ErrnoStatus(path_, "cannot sync");
  if (status_.ok() && ::rename(absl::StrCat(path_, kUnfinished).c_str(), path_.c_str()) != 0) {
    status_ = ErrnoStatus(path_, "cannot name");
  }
  return status_;
}

absl::Status JoinWordFiles(const std::vector<JoinSource>& sources, const std::string& path,
                           bool sync) {
  const absl::StatusOr<std::vector<SourceDocids>> docids = NumberSources(sources);
  if (!docids.ok()) return docids.status();
  absl::StatusOr<WordFileWriter> writer = WordFileWriter::Create(path);
  if (!writer.ok()) return writer.status();
  for (size_t i = 0; i < sources.size(); ++i) {
    const auto file = format::WordTableFile::Open(sources[i].path);
    const bool whole = file.ok() && (*file)->record_count() == (*docids)[i].count();
    const std::vector<uint32_t>& dropped = sources[i].dropped;
    size_t below = 0;
    for (uint32_t docid = 1; docid <= (*docids)[i].count(); ++docid) {
      pace::BreatheAt(docid, 64);
      if (below < dropped.size() && dropped[below] == docid) {
        ++below;
        continue;
      }
      const absl::Status status = writer->Append(whole ? (*file)->Record(docid) : "");
      if (!status.ok()) return status;
    }
  }
  return writer->Finish(sync);
}

}  // namespace dateline::store

#include "indexer/store/index_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "indexer/format/layout.h"
#include "indexer/store/durable_file.h"

namespace dateline::store {
namespace {

constexpr size_t kMaxHolderBytes = 4096;
constexpr absl::Duration kPollInterval = absl::Milliseconds(50);

std::string DescribeSelf(absl::string_view command) {
  char host[256] = "";
  if (::gethostname(host, sizeof(host) - 1) != 0) host[0] = '\0';
  const std::string text = absl::StrCat(
      "process ", ::getpid(), " on ", host, " since ",
      absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::Now(), absl::UTCTimeZone()), ": ", command);
  return absl::StrCat(absl::StrReplaceAll(text.substr(0, kMaxHolderBytes - 1), {{"\n", " "}}),
                      "\n");
}

std::string Holder(const std::string& path) {
  const absl::StatusOr<std::string> text = ReadFile(path, kMaxHolderBytes);
  // Between taking the lock and writing its name, a holder has none.
  if (!text.ok() || text->empty()) return "another process";
  return std::string(absl::StripAsciiWhitespace(*text));
}

// Best effort: the name is for people; the lock is the flock.
void WriteHolder(int fd, const std::string& text) {
  if (::ftruncate(fd, 0) == 0 && !text.empty()) {
    (void)!::pwrite(fd, text.data(), text.size(), 0);
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<IndexLock>> IndexLock::Acquire(
    absl::string_view index, absl::string_view command,
    const std::function<bool(const std::string& holder)>& keep_waiting) {
  const std::string path = format::LockPath(index);
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0) return ErrnoStatus(path, "cannot open");
  std::unique_ptr<IndexLock> lock;
  while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    absl::Status status;
    if (errno != EWOULDBLOCK) {
      status = ErrnoStatus(path, "cannot lock");
    } else if (const std::string holder = Holder(path); keep_waiting == nullptr) {
      status = absl::FailedPreconditionError(
          absl::StrCat(index, ": is being written by ", holder,
                       "; one indexer at a time can write, --wait waits for it to end"));
    } else if (!keep_waiting(holder)) {
      status = absl::CancelledError(absl::StrCat(index, ": still being written by ", holder));
    }
    if (!status.ok()) {
      ::close(fd);
      return status;
    }
    absl::SleepFor(kPollInterval);
  }
  lock.reset(new IndexLock(fd));
  WriteHolder(fd, DescribeSelf(command));
  return lock;
}

IndexLock::~IndexLock() {
  WriteHolder(fd_, "");
  ::close(fd_);
}

}  // namespace dateline::store

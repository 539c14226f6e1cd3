#include "indexer/command/progress_line.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "indexer/command/message.h"

namespace dateline::command {
namespace {

constexpr std::chrono::milliseconds kRedrawInterval(200);
constexpr double kMinSeconds = 0.5;  // Before that a rate says nothing.
constexpr size_t kMaxColumns = 79;

std::string Duration(double seconds) {
  const auto whole = static_cast<int64_t>(std::min(seconds, 3.6e7));
  if (whole >= 3600) {
    return absl::StrFormat("%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
  return absl::StrFormat("%d:%02d", whole / 60, whole % 60);
}

}  // namespace

std::string ProgressText(uint64_t articles, uint64_t done, uint64_t total, double seconds) {
  std::string text = Count(articles, "article");
  const double share =
      total == 0 ? 0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  if (total > 0) absl::StrAppend(&text, ", ", static_cast<int>(share * 100), "%");
  if (seconds >= kMinSeconds) {
    const double rate = static_cast<double>(articles) / seconds;
    absl::StrAppend(&text, ", ", WithCommas(static_cast<uint64_t>(rate)), "/s");
    if (share > 0) absl::StrAppend(&text, ", ", Duration(seconds / share - seconds), " left");
  }
  return text.substr(0, kMaxColumns);
}

ProgressLine::ProgressLine(bool quiet, uint64_t total)
    : shown_(!quiet && ::isatty(STDERR_FILENO) == 1),
      total_(total),
      start_(Clock::now()),
      drawn_(start_) {}

ProgressLine::~ProgressLine() { Clear(); }

void ProgressLine::Update(uint64_t articles, uint64_t done) {
  if (!shown_) return;
  const Clock::time_point now = Clock::now();
  if (now - drawn_ < kRedrawInterval) return;
  drawn_ = now;
  on_screen_ = true;
  // Carriage return, text, and "erase to the end of the line".
  std::fprintf(stderr, "\r%s\x1b[K", ProgressText(articles, done, total_, seconds()).c_str());
  std::fflush(stderr);
}

void ProgressLine::Clear() {
  if (!on_screen_) return;
  on_screen_ = false;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
}

double ProgressLine::seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

}  // namespace dateline::command

#include "indexer/source/warc_mark.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "indexer/source/header_fields.h"

namespace dateline::source {
namespace {

constexpr absl::string_view kMark = "WARC/";
constexpr size_t kNone = absl::string_view::npos;

}  // namespace

bool IsWarc(absl::string_view head) {
  if (!absl::ConsumePrefix(&head, kMark)) return false;
  return head.size() >= 4 && absl::ascii_isdigit(head[0]) && head[1] == '.' &&
         absl::ascii_isdigit(head[2]) &&
         (head[3] == '\r' || head[3] == '\n' || absl::ascii_isdigit(head[3]));
}

size_t FindWarc(absl::string_view bytes, size_t from, bool on_line) {
  for (size_t at = bytes.find(kMark, from); at != kNone; at = bytes.find(kMark, at + 1)) {
    if (on_line && at > 0 && bytes[at - 1] != '\n') continue;
    if (IsWarc(bytes.substr(at))) return at;
  }
  return kNone;
}

size_t LineEndsAt(absl::string_view bytes, size_t at) {
  size_t end = at;
  while (end < bytes.size() && (bytes[end] == '\r' || bytes[end] == '\n')) ++end;
  return end - at;
}

size_t FindWholeWarc(absl::string_view bytes) {
  size_t next = kNone;
  for (size_t at = FindWarc(bytes, 0, true); at != kNone; at = next) {
    next = FindWarc(bytes, at + 1, true);
    const absl::string_view head = bytes.substr(at, std::min(next - at, kMaxHeaderBytes));
    const size_t length = HeaderLength(head);
    if (length == kNone) continue;
    const HeaderFields fields = HeaderFields::Parse(head.substr(head.find('\n') + 1));
    uint64_t block = 0;
    if (!absl::SimpleAtoi(fields.Find("Content-Length"), &block)) continue;
    if (block > bytes.size() - at - length) continue;
    const absl::string_view behind = bytes.substr(at + length + block);
    const absl::string_view found = behind.substr(LineEndsAt(behind.substr(0, 64), 0));
    if (found.empty() || IsWarc(found)) return at;
  }
  return kNone;
}

}  // namespace dateline::source

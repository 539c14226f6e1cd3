#include "indexer/source/archive_index.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"

namespace dateline::source {
namespace {

// "org,example)/page 20230913100000 ...": the address with its host turned round, and the time.
bool IsCaptureLine(absl::string_view line) {
  constexpr size_t kTimeDigits = 14;
  const size_t space = line.find(' ');
  if (space == absl::string_view::npos || !absl::StrContains(line.substr(0, space), ")/"))
    return false;
  const absl::string_view time = line.substr(space + 1);
  if (time.size() <= kTimeDigits || !absl::ascii_isspace(time[kTimeDigits])) return false;
  return std::all_of(time.begin(), time.begin() + kTimeDigits, absl::ascii_isdigit);
}

}  // namespace

bool IsArchiveIndex(absl::string_view head) {
  // CDX names its fields by letters: " CDX N b a m s k r M S V g".
  if (absl::StartsWith(head, " CDX ")) return true;
  const absl::string_view line = head.substr(0, head.find('\n'));
  if (absl::StartsWith(line, "!meta ")) return absl::StrContains(line, " {");
  if (!absl::StartsWith(line, "{")) return IsCaptureLine(line);
  const std::string packed = absl::StrReplaceAll(line.substr(0, 4096), {{" ", ""}});
  return absl::StrContains(packed, "\"format\":\"json-pages-");
}

}  // namespace dateline::source

#include "indexer/extract/comment_thread.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "indexer/extract/furniture.h"
#include "indexer/extract/line_purpose.h"

namespace dateline::extract {
namespace {

constexpr uint32_t kMaxMarkWords = 8;
constexpr uint32_t kMaxButtonWords = 4;
// A name, a day, a month, a year and a time.
constexpr uint32_t kMinStampWords = 5;
// An article may have two of them, of when it appeared and when it was changed.
constexpr size_t kMinSignedStamps = 3;
// Marks that prove a thread, and how far above the first of them its head may stand.
constexpr size_t kMinMarks = 2;
constexpr size_t kLinesToHead = 20;

void Mark(TextLine* line) {
  line->sort = LineSort::kFurniture;
  line->comments = line->thread = true;
}

}  // namespace

void MarkThread(std::vector<TextLine>* lines) {
  std::vector<size_t> stamps;
  for (size_t i = 0; i < lines->size(); ++i) {
    TextLine& line = (*lines)[i];
    if (line.sort != LineSort::kShort) continue;
    if (line.stamp) {
      if (line.words >= kMinStampWords && !absl::ascii_isdigit(line.text[0])) stamps.push_back(i);
      continue;
    }
    if (line.words > kMaxMarkWords) continue;
    const bool button =
        line.repeats > 1 && line.words <= kMaxButtonWords && AnswersComment(line.text);
    const bool head = line.text.back() == ':' && i + 1 < lines->size() && (*lines)[i + 1].stamp &&
                      IntroducesComment(line.text);
    if (button || head) Mark(&line);
  }
  // Few are looked at closely: that takes long.
  if (stamps.size() < kMinSignedStamps) return;
  const auto is_signed = [lines](size_t i) { return IsSignedStamp((*lines)[i].text); };
  stamps.erase(std::partition(stamps.begin(), stamps.end(), is_signed), stamps.end());
  if (stamps.size() < kMinSignedStamps) return;
  for (const size_t i : stamps) Mark(&(*lines)[i]);
}

size_t ThreadBegin(const std::vector<TextLine>& lines, size_t begin, size_t end) {
  size_t first = end;
  size_t marks = 0;
  bool prose = false;
  for (size_t i = begin; i < lines.size() && marks < kMinMarks; ++i) {
    if (lines[i].thread && prose && marks++ == 0) first = i;
    prose |= lines[i].sort == LineSort::kProse;
  }
  if (marks < kMinMarks || first >= end) return end;
  const size_t limit = first - std::min(first - begin, kLinesToHead);
  for (size_t i = first; i > limit; --i) {
    if (lines[i - 1].comments) return i - 1;
  }
  for (size_t i = first; i > limit; --i) {
    if (!lines[i - 1].stamp) continue;
    const bool below_name = i - 1 > limit && IsBareName(lines[i - 2].text);
    return below_name ? i - 2 : i - 1;
  }
  return first;
}

}  // namespace dateline::extract

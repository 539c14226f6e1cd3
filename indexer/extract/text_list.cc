#include "indexer/extract/text_list.h"

#include <algorithm>

#include "indexer/extract/date_line.h"
#include "indexer/extract/line_purpose.h"

namespace dateline::extract {
namespace {

// Items that make a list, and how many lines one may have with what stands behind it.
constexpr size_t kMinItems = 3;
constexpr size_t kMaxLinesPerItem = 4;
constexpr size_t kLinesToItem = 8;
// Lines below one that announces them.
constexpr size_t kMinAnnounced = 4;
constexpr size_t kMaxAnnounced = 40;
// What stands as often in one text is a button.
constexpr uint32_t kManyRepeats = 3;

bool Stops(const TextLine& line) {
  return line.sort == LineSort::kEnd || line.comments || line.shared || line.appeal || line.teaser;
}

bool IsItem(const TextLine& line) {
  return line.sort != LineSort::kFurniture && line.repeats < kManyRepeats &&
         IsListItem(line.text) && !(line.stamp && IsDateLine(line.text));
}

bool Announces(const TextLine& line) {
  return (line.sort == LineSort::kProse || line.sort == LineSort::kShort) &&
         line.text.back() == ':' && line.function_words >= 2;
}

size_t MarkedListEnd(const std::vector<TextLine>& lines, size_t begin) {
  // Furniture may stand between the items, but not before the first.
  const size_t before = begin - std::min(begin, kLinesToItem);
  bool begun = std::any_of(lines.begin() + before, lines.begin() + begin, IsItem);
  size_t items = 0;
  size_t end = begin;
  for (size_t i = begin; i < lines.size() && i < end + kLinesToItem && !Stops(lines[i]); ++i) {
    if (!begun && lines[i].sort == LineSort::kFurniture) break;
    if (!IsItem(lines[i])) continue;
    begun = true;
    ++items;
    end = i + 1;
  }
  return items >= kMinItems && items * kMaxLinesPerItem >= end - begin ? end : begin;
}

}  // namespace

size_t ListEnd(const std::vector<TextLine>& lines, size_t begin) {
  if (begin >= lines.size()) return begin;
  const size_t marked = MarkedListEnd(lines, begin);
  if (marked != begin) return marked;
  size_t first = begin;
  if (Announces(lines[begin])) {
    first = begin + 1;
  } else if (!Announces(lines[begin - 1])) {
    return begin;
  }
  size_t end = first;
  while (end < lines.size() && end - first < kMaxAnnounced && !Stops(lines[end]) &&
         lines[end].sort == LineSort::kShort && !lines[end].stamp &&
         lines[end].repeats < kManyRepeats)
    ++end;
  return end - first >= kMinAnnounced ? end : begin;
}

}  // namespace dateline::extract

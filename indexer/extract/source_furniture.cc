#include "indexer/extract/source_furniture.h"

#include <algorithm>

namespace dateline::extract {
namespace {

constexpr int kMinTexts = 4;
constexpr int kMinTextsOfProse = 6;

bool IsOfSource(const TextLine& line, int count, int texts) {
  if (line.sort == LineSort::kProse) return count >= kMinTextsOfProse && count * 2 >= texts;
  return count >= kMinTexts && count * 5 >= texts * 2;
}

}  // namespace

void MarkSharedLines(absl::Span<const source::SharedLine> shared, int texts,
                     std::vector<TextLine>* lines) {
  if (shared.empty()) return;
  std::vector<size_t> marked;
  bool prose_left = false;
  auto next = shared.begin();
  for (size_t i = 0; i < lines->size(); ++i) {
    const TextLine& line = (*lines)[i];
    // A line joined of several, which follow each other, is shared when all of them are, and as
    // widely as the rarest is. Shared lines that are blank once cleaned stand between.
    const uint32_t end = line.number + line.raw_lines;
    uint32_t found = 0;
    int count = texts;
    while (next != shared.end() && next->number < line.number) ++next;
    for (; next != shared.end() && next->number < end; ++next, ++found) {
      count = std::min<int>(count, next->texts);
    }
    if (found == line.raw_lines && IsOfSource(line, count, texts)) {
      // The head of what follows an article says more than that.
      if (line.sort == LineSort::kProse || line.sort == LineSort::kShort) marked.push_back(i);
    } else if (line.sort == LineSort::kProse) {
      prose_left = true;
    }
  }
  if (!prose_left) return;
  for (const size_t i : marked) {
    (*lines)[i].sort = LineSort::kFurniture;
    (*lines)[i].shared = true;
  }
}

}  // namespace dateline::extract

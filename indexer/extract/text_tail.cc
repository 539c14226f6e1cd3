#include "indexer/extract/text_tail.h"

#include <algorithm>

#include "indexer/extract/line_purpose.h"

namespace dateline::extract {
namespace {

// Prose behind many other lines, and behind some, is of the article when it is this share of the
// prose before them.
constexpr double kManyOthers = 0.6;
constexpr double kSomeOthers = 0.3;
// The same of prose behind the head of comments, and behind one below an article of some length.
constexpr double kComments = 2;
constexpr double kCommentsBehindLong = 8;
constexpr double kLongBefore = 800;
// The share of an article's prose that stands in a row, and of teasers'.
constexpr double kMostInRow = 0.6;
constexpr double kFewInRow = 0.3;
constexpr size_t kRunBeforeTeasers = 5;

}  // namespace

size_t TailBegin(const std::vector<TextLine>& lines, const LineRange& range,
                 const std::vector<bool>& kept) {
  const auto is_kept_prose = [&](size_t i) { return lines[i].sort == LineSort::kProse && kept[i]; };
  // True for prose that has prose of the article above or below it.
  const auto stands_in_row = [&](size_t i) {
    return (i > range.begin && is_kept_prose(i - 1)) || (i + 1 < range.end && is_kept_prose(i + 1));
  };
  double after = 0;
  double after_in_row = 0;
  for (size_t i = range.begin; i < range.end; ++i) {
    if (!is_kept_prose(i)) continue;
    after += lines[i].length;
    if (stands_in_row(i)) after_in_row += lines[i].length;
  }
  double before = 0;
  double before_in_row = 0;
  bool in_list = false;  // Numbered sections go on behind whatever stands between them.
  size_t run = 0;
  size_t furniture = 0;
  for (size_t i = range.begin; i < range.end; ++i) {
    const TextLine& line = lines[i];
    if (line.sort == LineSort::kAside) continue;
    in_list |= kept[i] && IsListItem(line.text);
    const bool in_row = is_kept_prose(i) && stands_in_row(i);
    if (is_kept_prose(i)) after -= line.length;
    if (in_row) after_in_row -= line.length;
    const bool presents = line.author && run > 0;
    if (is_kept_prose(i) && !line.teaser && !line.appeal && !presents) {
      run = 0;
      furniture = 0;
      before += line.length;
      if (in_row) before_in_row += line.length;
      continue;
    }
    ++run;
    furniture += line.sort == LineSort::kFurniture || line.sort == LineSort::kEnd || line.teaser;
    size_t end = range.end;
    const double others = before < kLongBefore ? kComments : kCommentsBehindLong;
    if (line.comments && before > 0 && after < others * before) end = i;
    const double limit = run >= 6 && furniture >= 2   ? kManyOthers
                         : run >= 3 && furniture >= 1 ? kSomeOthers
                                                      : 0;
    // Paragraphs in a row before, and behind them each below a headline of its own.
    const bool teasers = limit > 0 && !in_list && run >= kRunBeforeTeasers &&
                         before >= kLongBefore && before_in_row >= kMostInRow * before &&
                         after_in_row <= kFewInRow * after;
    if (after < limit * before || teasers) end = std::min(end, i + 1 - run);
    if (end != range.end) return end;
  }
  return range.end;
}

}  // namespace dateline::extract

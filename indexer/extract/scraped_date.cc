#include "indexer/extract/scraped_date.h"

#include <algorithm>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "indexer/extract/date_line.h"
#include "indexer/extract/furniture.h"

namespace dateline::extract {
namespace {

using article::DateSource;
using article::PublishDate;

// Where a date may stand: above the headline, below the lead, below the body.
constexpr size_t kLinesAboveHeadline = 6;
constexpr size_t kLinesAboveBody = 15;
constexpr size_t kLinesBelowLead = 20;
constexpr size_t kMaxLead = 700;
constexpr size_t kLinesToNote = 8;
// TextLine::stamp is of lines up to this.
constexpr size_t kMaxStampBytes = 90;

// The better evidence has the lower rank.
int Rank(DateSource source) {
  switch (source) {
    case DateSource::kUrl:
      return 0;
    case DateSource::kByline:
      return 1;
    case DateSource::kDateline:
      return 2;
    default:
      return 3;
  }
}

// False for lines in which none was found when they were cut.
bool MayHaveDate(const TextLine& line) {
  return line.stamp || line.sort != LineSort::kShort || line.text.size() > kMaxStampBytes;
}

// The best date in the lines around the headline and the beginning of the body. Of two that are
// as good, the first below the headline: above it stand the clock of the page and other stories.
std::optional<LineDate> DateAroundHeadline(const std::vector<TextLine>& lines,
                                           const ArticlePlaces& places, NumericOrder order) {
  const LineRange& body = places.body;
  std::optional<LineDate> found;
  const auto look = [&](size_t i) {
    if (!MayHaveDate(lines[i])) return;
    const auto date = DateOfLine(lines[i].text, order);
    if (!date) return;
    // A dateline opens the text: "Release: 3 May 2023" above the headline is none.
    const absl::string_view text = lines[i].text;
    if (date->source == DateSource::kDateline && i < places.title_line &&
        absl::StrContains(text.substr(0, text.find_first_of("0123456789")), ":"))
      return;
    if (!found || Rank(date->source) < Rank(found->source)) found = date;
  };
  // Between the title of a page and its body there are menus.
  const bool page_title = places.title_line == 0 && body.begin > kLinesAboveHeadline;
  const size_t top = page_title ? body.begin : places.title_line;
  const size_t below = std::max(body.begin, places.title_line);
  for (size_t i = top; i < std::min(below + 3, lines.size()); ++i) look(i);
  const size_t above = page_title ? kLinesAboveBody : kLinesAboveHeadline;
  for (size_t i = top - std::min(top, above); i < top; ++i) look(i);
  if (found) return found;
  // The lead may stand above who and when.
  size_t prose = 0;
  for (size_t i = below; i < std::min(below + kLinesBelowLead, body.end); ++i) {
    const TextLine& line = lines[i];
    if (places.kept_prose[i]) prose += line.length;
    if (prose > kMaxLead) break;
    if (i < below + 3 || line.thread || line.sort == LineSort::kProse || !MayHaveDate(line) ||
        !IsDateLine(line.text))
      continue;
    look(i);
  }
  return found;
}

// The date in a note right below the body that says that the text appeared then.
std::optional<LineDate> DateBelow(const std::vector<TextLine>& lines, const ArticlePlaces& places,
                                  NumericOrder order) {
  const LineRange& body = places.body;
  for (size_t i = body.end; i < std::min(body.end + kLinesToNote, lines.size()); ++i) {
    if (lines[i].comments || lines[i].sort == LineSort::kEnd) break;
    if (!MayHaveDate(lines[i])) continue;
    const auto date = DateOfLine(lines[i].text, order);
    if (date && date->source == DateSource::kByline) return date;
  }
  return std::nullopt;
}

}  // namespace

PublishDate FindScrapedDate(const std::vector<TextLine>& lines, const ArticlePlaces& places,
                            const PublishDate& url_date, NumericOrder order) {
  std::optional<LineDate> found = DateAroundHeadline(lines, places, order);
  // What programs that keep a blog write below a post says more than a date on the page.
  if (!found || Rank(found->source) > Rank(DateSource::kDateline)) {
    const std::optional<LineDate> note = DateBelow(lines, places, order);
    if (note) found = note;
  }
  PublishDate best = url_date;
  if (found && (!best.known() || Rank(found->source) < Rank(DateSource::kUrl))) {
    best.precision = article::DatePrecision::kDay;
    best.source = found->source;
    best.day = found->day;
  }
  return best;
}

}  // namespace dateline::extract

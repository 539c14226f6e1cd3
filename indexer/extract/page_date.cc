#include "indexer/extract/page_date.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "indexer/extract/canonical_url.h"
#include "indexer/extract/date_evidence.h"
#include "indexer/extract/date_line.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/head_date.h"
#include "indexer/extract/marked_date.h"
#include "indexer/extract/node_hints.h"
#include "indexer/extract/page_places.h"
#include "indexer/extract/script_date.h"
#include "indexer/extract/visible_date.h"

namespace dateline::extract {
namespace {

using article::DatePrecision;
using article::DateSource;
using article::PublishDate;

// Strengths of what a page shows its readers, by how it says it.
constexpr int kByline = 72;
constexpr int kDateline = 62;
constexpr int kVisible = 56;
// Scripts speak of other stories too: it only adds to what else is said.
constexpr int kScript = 45;
constexpr int kTitle = 50;
// With evidence of this strength the words of the page and its scripts are not looked at.
constexpr int kStrongEnough = 75;
constexpr size_t kMaxTitleBytes = 200;

// The node of the headline: the heading that reads as the title, else the first <h1>, else the
// body.
uint32_t HeadlineNode(const HtmlPage& page, const PageMetadata& metadata, absl::string_view title,
                      uint32_t content) {
  const std::vector<PageNode>& nodes = page.nodes();
  for (uint32_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].tag < GUMBO_TAG_H1 || nodes[i].tag > GUMBO_TAG_H4) continue;
    if (!title.empty() && absl::EqualsIgnoreCase(page.TextOf(i), title)) return i;
  }
  return metadata.headlines.size() == 1 ? metadata.headlines[0] : content;
}

// True when the head of the page settles it: one clear statement, in the writer's own calendar, and
// nothing that speaks against it.
bool IsSettled(const std::vector<DateEvidence>& evidence) {
  const DateEvidence* best = nullptr;
  for (const DateEvidence& named : evidence) {
    if (named.date.precision == DatePrecision::kDay &&
        (best == nullptr || named.strength > best->strength))
      best = &named;
  }
  if (best == nullptr || best->strength < kCertainStrength || best->utc) return false;
  return std::all_of(evidence.begin(), evidence.end(), [best](const DateEvidence& named) {
    return named.strength < kStrongEnough || named.date.day == best->date.day;
  });
}

int StrengthOf(DateSource source) {
  return source == DateSource::kByline     ? kByline
         : source == DateSource::kDateline ? kDateline
                                           : kVisible;
}

bool HasStrong(const std::vector<DateEvidence>& evidence, int strength) {
  return std::any_of(evidence.begin(), evidence.end(), [strength](const DateEvidence& named) {
    return named.strength >= strength && named.date.precision == DatePrecision::kDay;
  });
}

// The order of the country that a host belongs to.
NumericOrder NumericOrderOfHost(absl::string_view host) {
  for (const absl::string_view country : {".uk", ".ie", ".au", ".nz", ".in", ".za", ".ng", ".ke"}) {
    if (absl::EndsWith(host, country)) return NumericOrder::kDayFirst;
  }
  for (const absl::string_view country : {".us", ".gov", ".mil"}) {
    if (absl::EndsWith(host, country)) return NumericOrder::kMonthFirst;
  }
  return NumericOrder::kUnknown;
}

// "A bridge opens - 19.10.2023 - Example": the date that is a part of the title of its own.
std::optional<absl::CivilDay> DateOfTitle(absl::string_view title, NumericOrder order) {
  for (const absl::string_view bar : {" - ", " | ", " \u2013 "}) {
    absl::string_view before;
    for (const absl::string_view part : absl::StrSplit(title, bar)) {
      // "14. - 20. January 2022"
      const absl::string_view range = absl::StripSuffix(before, ".");
      before = part;
      if (!IsDateLine(part) || (!range.empty() && absl::ascii_isdigit(range.back()))) continue;
      if (const auto date = FindDate(part, 0, order)) return date->day;
    }
  }
  const auto date = DateOfLine(title, order);
  if (!date) return std::nullopt;
  return date->day;
}

}  // namespace

PublishDate FindPageDate(const HtmlPage& page, const PageMetadata& metadata,
                         const LinkedData* article, absl::string_view url, absl::string_view title,
                         uint32_t content_node, absl::string_view language,
                         std::optional<absl::CivilDay> latest) {
  NumericOrder order =
      NumericOrderOf(metadata.language_tag.empty() ? language : metadata.language_tag);
  if (order == NumericOrder::kUnknown) order = NumericOrderOfHost(HostOf(url));
  std::vector<DateEvidence> evidence;
  AddHeadDates(metadata, article, url, order, &evidence);
  if (IsSettled(evidence)) return ChooseDate(evidence, latest);
  const uint32_t headline = HeadlineNode(page, metadata, title, content_node);
  const std::vector<NodeHints> hints = FindHints(page);
  const std::vector<Place> places = FindPlaces(page, hints, headline, content_node);
  AddMarkedDates(page, places, headline, content_node, order, &evidence);
  if (!HasStrong(evidence, kStrongEnough)) {
    const std::optional<LineDate> visible =
        FindVisibleDate(page, hints, places, headline, content_node, order);
    if (visible) {
      evidence.push_back({{visible->day, DatePrecision::kDay},
                          visible->source,
                          StrengthOf(visible->source),
                          false});
    }
    const std::optional<absl::CivilDay> script = FindScriptDate(page, order);
    if (script)
      evidence.push_back({{*script, DatePrecision::kDay}, DateSource::kMeta, kScript, false});
    const auto in_title = DateOfTitle(metadata.title_tag.substr(0, kMaxTitleBytes), order);
    if (in_title)
      evidence.push_back({{*in_title, DatePrecision::kDay}, DateSource::kVisible, kTitle, false});
  }
  return ChooseDate(evidence, latest);
}

}  // namespace dateline::extract

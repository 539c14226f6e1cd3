#include "indexer/article/article.h"

#include <algorithm>
#include <tuple>

namespace dateline::article {

absl::string_view Article::text(const Mention& m) const {
  return absl::string_view(text(m.field)).substr(m.begin, m.end - m.begin);
}

absl::string_view Article::text(const EventDate& d) const {
  return absl::string_view(text(d.field)).substr(d.begin, d.end - d.begin);
}

std::vector<FacetValue> ValuesOf(const Article& article, Dimension dimension) {
  std::vector<FacetValue> values;
  if (InfoOf(dimension).type == DimensionType::kEntity) {
    for (const Mention& m : article.mentions) {
      if (DimensionOf(m.kind) == dimension && !m.entity_id.empty()) {
        values.push_back({m.entity_id, m.name});
      }
    }
  } else if (dimension == Dimension::kSource && !article.source.empty()) {
    values.push_back({article.source, article.source});
  } else if (dimension == Dimension::kLanguage && !article.language.empty()) {
    values.push_back({article.language, article.language});
  }
  // Stable, so that the name kept is the first mention's.
  std::stable_sort(values.begin(), values.end(),
                   [](const FacetValue& a, const FacetValue& b) { return a.value < b.value; });
  values.erase(
      std::unique(values.begin(), values.end(),
                  [](const FacetValue& a, const FacetValue& b) { return a.value == b.value; }),
      values.end());
  return values;
}

std::vector<DateInterval> EventIntervalsOf(const Article& article) {
  std::vector<DateInterval> intervals;
  intervals.reserve(article.event_dates.size());
  for (const EventDate& d : article.event_dates) intervals.push_back(d.interval);
  std::sort(intervals.begin(), intervals.end(), [](const DateInterval& a, const DateInterval& b) {
    return std::tie(a.start, a.end) < std::tie(b.start, b.end);
  });
  intervals.erase(std::unique(intervals.begin(), intervals.end()), intervals.end());
  return intervals;
}

absl::string_view Name(Field field) {
  return field == Field::kTitle ? "TITLE" : field == Field::kBody ? "BODY" : "CAPTIONS";
}

absl::string_view Name(Kind kind) {
  return kind == Kind::kPerson ? "PERSON" : kind == Kind::kOrganization ? "ORGANIZATION" : "PLACE";
}

}  // namespace dateline::article

#include "tests/support/naive_search.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/article/salience.h"
#include "indexer/format/codec.h"
#include "indexer/format/schema.h"
#include "indexer/text/analyzer.h"

namespace dateline::support {
namespace {

using article::Article;
using article::Dimension;
using query::Node;
using query::Op;

struct Days {
  absl::CivilDay start;
  absl::CivilDay end;
};

// The calendar period that holds a day.
Days PeriodOf(match::CalendarInterval interval, absl::CivilDay day) {
  switch (interval) {
    case match::CalendarInterval::kDay:
      return {day, day};
    case match::CalendarInterval::kWeek:
      while (absl::GetWeekday(day) != absl::Weekday::monday) --day;
      return {day, day + 6};
    case match::CalendarInterval::kMonth: {
      absl::CivilDay end = day;
      while ((end + 1).month() == day.month()) ++end;
      return {absl::CivilDay(day.year(), day.month(), 1), end};
    }
    case match::CalendarInterval::kYear:
      return {absl::CivilDay(day.year(), 1, 1), absl::CivilDay(day.year(), 12, 31)};
  }
  return {day, day};
}

bool Contains(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool InWindow(const match::Window& window, absl::CivilDay start, absl::CivilDay end) {
  return (!window.since || start >= article::FromDayNumber(*window.since)) &&
         (!window.until || end <= article::FromDayNumber(*window.until));
}

bool Overlaps(const match::Window& window, absl::CivilDay start, absl::CivilDay end) {
  return (!window.since || end >= article::FromDayNumber(*window.since)) &&
         (!window.until || start <= article::FromDayNumber(*window.until));
}

bool IsLetterOrDigit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

bool HasWord(const std::string& folded, const std::string& prefix) {
  for (size_t i = 0; i + prefix.size() <= folded.size(); ++i) {
    if (i > 0 && IsLetterOrDigit(folded[i - 1])) continue;
    if (folded.compare(i, prefix.size(), prefix) == 0) return true;
  }
  return false;
}

bool PassesPrefix(const std::string& value, const std::string& name, const std::string& prefix) {
  if (prefix.empty()) return true;
  if (HasWord(text::Fold(name), prefix)) return true;
  const std::string id = text::Fold(value);
  if (prefix.find('/') != std::string::npos) return absl::StartsWith(id, prefix);
  const size_t slash = id.find('/');
  return HasWord(slash == std::string::npos ? id : id.substr(slash + 1), prefix);
}

// Every bucket an article is in; its start is the key.
std::map<absl::CivilDay, absl::CivilDay> BucketsOf(const Article& article,
                                                   const match::HistogramRequest& request,
                                                   const match::Window& event_window, bool* missing,
                                                   bool* imprecise) {
  std::map<absl::CivilDay, absl::CivilDay> buckets;
  if (request.dimension == Dimension::kPublishDate) {
    *missing = !article.publish_date.known();
    if (*missing) return buckets;
    const article::DateInterval days = article.publish_date.interval();
    const Days first = PeriodOf(request.interval, days.start);
    *imprecise = days.end > first.end;
    if (!*imprecise) buckets[first.start] = first.end;
    return buckets;
  }
  *missing = article.event_dates.empty();
  for (const article::EventDate& event : article.event_dates) {
    for (absl::CivilDay day = event.interval.start; day <= event.interval.end;) {
      const Days period = PeriodOf(request.interval, day);
      const absl::CivilDay last = std::min(period.end, event.interval.end);
      if (Overlaps(event_window, day, last)) buckets[period.start] = period.end;
      day = period.end + 1;
    }
  }
  return buckets;
}

}  // namespace

NaiveSearch::NaiveSearch(const std::vector<Article>& articles,
                         const std::map<std::string, std::string>& copy_groups,
                         const NaiveEntities* entities) {
  uint64_t total = 0;
  if (entities != nullptr) {
    given_names_ = entities->given_names();
    suffixes_ = entities->suffixes();
  }
  for (const Article& article : articles) {
    // By way of the stored bytes, as the server gets them.
    entries_.push_back(Read(*format::DecodeArticle(format::EncodeArticle(article))));
    const auto group = copy_groups.find(article.id);
    entries_.back().group = group == copy_groups.end() ? article.id : group->second;
    total += entries_.back().length;
    for (const auto& [term, count] : entries_.back().words) ++frequencies_[term];
    if (entities != nullptr) Correct(*entities, &entries_.back());
    for (size_t d = 0; d < article::kValueDimensionCount; ++d) {
      if (entities != nullptr && article::kDimensions[d].type == article::DimensionType::kEntity) {
        continue;
      }
      for (const article::FacetValue& value : entries_.back().values[d]) {
        ++names_[{static_cast<Dimension>(d), value.value}][value.name];
      }
    }
  }
  if (!entries_.empty()) average_length_ = static_cast<double>(total) / entries_.size();
}

void NaiveSearch::Correct(const NaiveEntities& entities, Entry* entry) {
  std::set<std::pair<std::string, std::string>> called;
  std::set<std::string> about;
  for (const NaiveEntities::Mentioned& m : entities.MentionedIn(entry->article)) {
    called.insert({m.final_id, m.name});
    if (entry->about.count(m.own_id) > 0) about.insert(m.final_id);
  }
  entry->about = about;
  for (const Dimension dimension :
       {Dimension::kPerson, Dimension::kOrganization, Dimension::kPlace}) {
    std::vector<article::FacetValue>& values = entry->values[static_cast<size_t>(dimension)];
    values.clear();
    for (const auto& [id, name] : called) {
      if (!absl::StartsWith(id, absl::StrCat(article::InfoOf(dimension).name, "/"))) continue;
      ++names_[{dimension, id}][name];
      if (values.empty() || values.back().value != id) values.push_back({id, name});
    }
  }
}

NaiveSearch::Entry NaiveSearch::Read(const Article& article) {
  Entry entry;
  entry.article = article;
  entry.key = format::ArticleKey(article.id);
  const text::Stemmer stemmer(article.language);
  const auto add = [&](const std::string& term, std::optional<uint32_t> position) {
    ++entry.words[term];
    ++entry.length;
    if (position) entry.positions[term].insert(*position);
  };
  // Far apart, so that no phrase begins in one field and ends in another.
  constexpr uint32_t kApart = 1000000;
  const auto read = [&](const std::string& field, uint32_t base, const std::string& prefix) {
    for (const text::Token& token : text::Tokenize(field)) {
      if (token.term.empty()) continue;
      add(prefix + token.term, base + token.position);
      if (!token.unspaced) add("Z" + prefix + stemmer.Stem(token.term), std::nullopt);
      if (!token.is_pair()) continue;
      add(prefix + token.term.substr(0, token.first_bytes), base + token.position);
      if (token.joins_next) continue;
      add(prefix + token.term.substr(token.first_bytes), base + token.position + 1);
    }
  };
  read(article.title, 0, "");
  read(article.title, 0, "S");
  read(article.body, kApart, "");
  read(article.captions, 2 * kApart, "");
  for (size_t d = 0; d < article::kValueDimensionCount; ++d) {
    entry.values.push_back(article::ValuesOf(article, static_cast<Dimension>(d)));
  }
  for (const article::EntitySalience& entity : article::SaliencesOf(article)) {
    if (entity.about) entry.about.insert(entity.entity_id);
  }
  return entry;
}

bool NaiveSearch::Matches(const Entry& entry, const Node& node) const {
  switch (node.op) {
    case Op::kAll:
      return true;
    case Op::kNone:
      return false;
    case Op::kTerm:
      return entry.words.count(node.term) > 0;
    case Op::kStem:
      return entry.words.count(OwnStemTerm(entry, node)) > 0;
    case Op::kPhrase: {
      const auto first = entry.positions.find(node.terms[0]);
      if (first == entry.positions.end()) return false;
      return std::any_of(first->second.begin(), first->second.end(), [&](uint32_t begin) {
        for (size_t i = 1; i < node.terms.size(); ++i) {
          const auto it = entry.positions.find(node.terms[i]);
          if (it == entry.positions.end() || it->second.count(begin + i) == 0) return false;
        }
        return true;
      });
    }
    case Op::kWildcard:
      return std::any_of(entry.words.begin(), entry.words.end(),
                         [&](const auto& word) { return absl::StartsWith(word.first, node.term); });
    case Op::kAnd:
      return std::all_of(node.children.begin(), node.children.end(),
                         [&](const Node& child) { return Matches(entry, child); });
    case Op::kOr:
      return std::any_of(node.children.begin(), node.children.end(),
                         [&](const Node& child) { return Matches(entry, child); });
    case Op::kAndNot:
      return Matches(entry, node.children[0]) &&
             std::none_of(node.children.begin() + 1, node.children.end(),
                          [&](const Node& child) { return Matches(entry, child); });
  }
  return false;
}

std::string NaiveSearch::OwnStemTerm(const Entry& entry, const Node& node) {
  return (node.scope == query::Scope::kTitle ? "ZS" : "Z") +
         text::Stemmer(entry.article.language).Stem(node.term);
}

double NaiveSearch::StemScore(const Entry& entry, const Node& node, const match::Bm25& bm25) const {
  const auto with = std::count_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& other) { return Matches(other, node); });
  return Score(entry, static_cast<double>(with), entry.words.at(OwnStemTerm(entry, node)), bm25);
}

double NaiveSearch::TermScore(const Entry& entry, const std::string& term,
                              const match::Bm25& bm25) const {
  return Score(entry, frequencies_.at(term), entry.words.at(term), bm25);
}

double NaiveSearch::Score(const Entry& entry, double with, double wdf,
                          const match::Bm25& bm25) const {
  const double without = static_cast<double>(entries_.size()) - with;
  double odds = (without + 0.5) / (with + 0.5);
  if (odds < 2) odds = odds / 2 + 1;
  const double length = std::max(entry.length / average_length_, bm25.min_normalised_length);
  return std::log(odds) * (bm25.k1 + 1) * wdf / (bm25.k1 * (bm25.b * length + 1 - bm25.b) + wdf);
}

// Only of articles that match.
double NaiveSearch::Score(const Entry& entry, const Node& node, const match::Bm25& bm25) const {
  double score = 0;
  switch (node.op) {
    case Op::kAll:
    case Op::kNone:
      return 0;
    case Op::kTerm:
      return TermScore(entry, node.term, bm25);
    case Op::kStem:
      return StemScore(entry, node, bm25);
    case Op::kPhrase:
      for (const std::string& term : node.terms) score += TermScore(entry, term, bm25);
      return score;
    case Op::kWildcard:
      for (const auto& [term, count] : entry.words) {
        if (absl::StartsWith(term, node.term)) score += TermScore(entry, term, bm25);
      }
      return score;
    case Op::kAnd:
    case Op::kOr:
      for (const Node& child : node.children) {
        if (Matches(entry, child)) score += Score(entry, child, bm25);
      }
      return score;
    case Op::kAndNot:
      return Score(entry, node.children[0], bm25);
  }
  return 0;
}

bool NaiveSearch::Passes(const Entry& entry, const match::SearchRequest& request,
                         const Dimension* spared) {
  const Article& article = entry.article;
  if (!request.publish_window.empty()) {
    if (!article.publish_date.known()) return false;
    const article::DateInterval days = article.publish_date.interval();
    if (!InWindow(request.publish_window, days.start, days.end)) return false;
  }
  if (!request.event_window.empty()) {
    const bool within = request.event_match == match::EventMatch::kWithin;
    const bool any = std::any_of(
        article.event_dates.begin(), article.event_dates.end(), [&](const article::EventDate& e) {
          return within ? InWindow(request.event_window, e.interval.start, e.interval.end)
                        : Overlaps(request.event_window, e.interval.start, e.interval.end);
        });
    if (!any) return false;
  }
  for (const match::Selection& selection : request.selections) {
    std::vector<std::string> own;
    const bool of_entities =
        article::InfoOf(selection.dimension).type == article::DimensionType::kEntity;
    for (size_t d = 0; d < article::kValueDimensionCount; ++d) {
      // An entity counts in whatever dimension it is.
      if (of_entities ? article::kDimensions[d].type != article::DimensionType::kEntity
                      : d != static_cast<size_t>(selection.dimension)) {
        continue;
      }
      for (const article::FacetValue& value : entry.values[d]) {
        if (selection.about_only && entry.about.count(value.value) == 0) continue;
        own.push_back(value.value);
      }
    }
    const auto has = [&](const std::string& value) { return Contains(own, value); };
    const std::vector<std::string>& wanted = selection.values;
    const std::vector<std::string>& excluded = selection.excluded_values;
    if (std::any_of(excluded.begin(), excluded.end(), has)) return false;
    if (wanted.empty()) continue;
    if (selection.match_all) {
      if (!std::all_of(wanted.begin(), wanted.end(), has)) return false;
    } else if (spared == nullptr || *spared != selection.dimension) {
      if (!std::any_of(wanted.begin(), wanted.end(), has)) return false;
    }
  }
  return true;
}

std::string NaiveSearch::NameOf(Dimension dimension, const std::string& value) const {
  const auto it = names_.find({dimension, value});
  const auto given = given_names_.find(value);
  if (it != names_.end() && given != given_names_.end()) return given->second;
  std::map<std::string, int> names;
  if (it != names_.end()) names = it->second;
  std::string best = value;
  int best_count = 0;
  for (const auto& [name, count] : names) {
    if (count > best_count) {
      best = name;
      best_count = count;
    }
  }
  const auto suffix = suffixes_.find(value);
  if (it != names_.end() && suffix != suffixes_.end() && !absl::EndsWith(best, suffix->second))
    best += suffix->second;
  return best;
}

match::Facet NaiveSearch::CountFacet(const match::SearchRequest& request,
                                     const match::FacetRequest& wanted) const {
  match::Facet facet;
  facet.dimension = wanted.dimension;
  // Articles or copy groups.
  std::set<std::string> all;
  std::set<std::string> with_value;
  std::map<std::string, std::set<std::string>> having;
  std::vector<Dimension> others;
  if (article::InfoOf(wanted.dimension).type == article::DimensionType::kEntity) {
    others = {Dimension::kPerson, Dimension::kOrganization, Dimension::kPlace};
    others.erase(std::find(others.begin(), others.end(), wanted.dimension));
  }
  std::map<std::string, std::set<std::string>> elsewhere;  // Entities of other dimensions.
  for (const Entry& entry : entries_) {
    if (!Finds(entry, request, &wanted.dimension)) continue;
    all.insert(UnitOf(entry, request));
    for (const auto& value : entry.values[static_cast<size_t>(wanted.dimension)]) {
      if (wanted.about_only && entry.about.count(value.value) == 0) continue;
      with_value.insert(UnitOf(entry, request));
      having[value.value].insert(UnitOf(entry, request));
    }
    for (const Dimension other : others) {
      for (const auto& value : entry.values[static_cast<size_t>(other)]) {
        if (wanted.about_only && entry.about.count(value.value) == 0) continue;
        elsewhere[value.value].insert(UnitOf(entry, request));
      }
    }
  }
  facet.missing = static_cast<uint32_t>(all.size() - with_value.size());
  std::map<std::string, uint32_t> counts;
  for (const auto& [value, units] : having) counts[value] = static_cast<uint32_t>(units.size());
  std::vector<std::string> selected;
  for (const match::Selection& selection : request.selections) {
    if (selection.dimension == wanted.dimension) selected = selection.values;
  }
  std::vector<match::FacetValueCount> rest;
  std::set<std::string> pinned(selected.begin(), selected.end());
  pinned.insert(wanted.include_values.begin(), wanted.include_values.end());
  const auto make = [&](const std::string& value) {
    match::FacetValueCount count;
    count.value = value;
    count.display_name = NameOf(wanted.dimension, value);
    count.count = counts.count(value) > 0 ? counts[value] : 0;
    // An id of another dimension may have been merged there.
    for (const Dimension other : others) {
      if (names_.count({other, value}) > 0) count.display_name = NameOf(other, value);
    }
    if (const auto it = elsewhere.find(value); it != elsewhere.end()) {
      count.count = static_cast<uint32_t>(it->second.size());
    }
    count.selected = Contains(selected, value);
    return count;
  };
  for (const std::string& value : pinned) facet.values.push_back(make(value));
  for (const auto& [value, count] : std::map<std::string, uint32_t>(counts)) {
    if (!PassesPrefix(value, NameOf(wanted.dimension, value), wanted.prefix)) continue;
    ++facet.distinct;
    if (pinned.count(value) == 0) rest.push_back(make(value));
  }
  const auto ahead = [](const match::FacetValueCount& a, const match::FacetValueCount& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  };
  std::sort(rest.begin(), rest.end(), ahead);
  for (size_t i = wanted.offset; i < rest.size() && i < size_t{wanted.offset} + wanted.size; ++i) {
    facet.values.push_back(rest[i]);
  }
  std::sort(facet.values.begin(), facet.values.end(), ahead);
  return facet;
}

bool NaiveSearch::Finds(const Entry& entry, const match::SearchRequest& request,
                        const Dimension* spared) const {
  if (!request.copies_of.empty()) {
    const auto original = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) {
      return e.article.id == request.copies_of;
    });
    if (original == entries_.end() || original->group != entry.group) return false;
  }
  return (request.query == nullptr || Matches(entry, *request.query)) &&
         Passes(entry, request, spared);
}

match::Histogram NaiveSearch::CountHistogram(const std::vector<const Entry*>& entries,
                                             const match::SearchRequest& request,
                                             const match::HistogramRequest& wanted,
                                             const match::Window& event_window) {
  match::Histogram histogram;
  histogram.dimension = wanted.dimension;
  histogram.interval = wanted.interval;
  // Articles or copy groups.
  std::set<std::string> all;
  std::set<std::string> dated;
  std::set<std::string> in_bucket;
  std::map<absl::CivilDay, std::set<std::string>> buckets;
  for (const Entry* entry : entries) {
    const std::string& unit = UnitOf(*entry, request);
    bool missing = false;
    bool imprecise = false;
    all.insert(unit);
    for (const auto& [start, end] :
         BucketsOf(entry->article, wanted, event_window, &missing, &imprecise)) {
      buckets[start].insert(unit);
      in_bucket.insert(unit);
    }
    if (!missing) dated.insert(unit);
  }
  // By event date, nothing is too imprecise.
  if (wanted.dimension == Dimension::kEventDate) in_bucket = dated;
  histogram.missing = static_cast<uint32_t>(all.size() - dated.size());
  histogram.imprecise = static_cast<uint32_t>(dated.size() - in_bucket.size());
  if (buckets.empty()) return histogram;
  for (absl::CivilDay day = buckets.begin()->first; day <= buckets.rbegin()->first;) {
    const Days period = PeriodOf(wanted.interval, day);
    const auto it = buckets.find(period.start);
    histogram.buckets.push_back(
        {article::ToDayNumber(period.start), article::ToDayNumber(period.end),
         it == buckets.end() ? 0 : static_cast<uint32_t>(it->second.size())});
    if (histogram.buckets.size() > match::kMaxBuckets) break;
    day = period.end + 1;
  }
  return histogram;
}

NaiveResult NaiveSearch::Search(const match::SearchRequest& request) const {
  NaiveResult result;
  std::vector<const Entry*> found;
  for (const Entry& entry : entries_) {
    if (!Finds(entry, request, nullptr)) continue;
    found.push_back(&entry);
    NaiveHit hit;
    hit.id = entry.article.id;
    hit.group = entry.group;
    hit.key = entry.key;
    hit.day = entry.article.publish_date.known()
                  ? article::ToDayNumber(entry.article.publish_date.day)
                  : snapshot::kUnknownDay;
    if (request.query != nullptr) hit.score = Score(entry, *request.query, request.bm25);
    result.articles.push_back(hit);
  }
  std::sort(result.articles.begin(), result.articles.end(),
            [&](const NaiveHit& a, const NaiveHit& b) {
              if (request.sort == match::Sort::kRelevance) {
                if (a.score != b.score) return a.score > b.score;
              } else if (a.day != b.day) {
                if (a.day == snapshot::kUnknownDay) return false;
                if (b.day == snapshot::kUnknownDay) return true;
                return request.sort == match::Sort::kNewest ? a.day > b.day : a.day < b.day;
              }
              return a.key < b.key;
            });
  std::map<std::string, size_t> place;  // Of a unit among the hits.
  for (const NaiveHit& hit : result.articles) {
    const auto [at, first] =
        place.try_emplace(request.collapse_copies ? hit.group : hit.id, result.hits.size());
    if (first) {
      result.hits.push_back(hit);
    } else {
      ++result.hits[at->second].copies;
    }
  }
  for (const match::FacetRequest& facet : request.facets) {
    result.facets.push_back(CountFacet(request, facet));
  }
  for (const match::HistogramRequest& histogram : request.histograms) {
    result.histograms.push_back(CountHistogram(found, request, histogram, {}));
    if (result.histograms.back().buckets.size() > match::kMaxBuckets &&
        histogram.dimension == Dimension::kEventDate) {
      result.histograms.back() = CountHistogram(found, request, histogram, request.event_window);
    }
    if (result.histograms.back().buckets.size() > match::kMaxBuckets) {
      result.status.Update(absl::InvalidArgumentError("too many buckets"));
    }
  }
  return result;
}

}  // namespace dateline::support

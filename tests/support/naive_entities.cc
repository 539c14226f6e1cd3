#include "tests/support/naive_entities.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace dateline::support {
namespace {

using article::Article;
using snapshot::AliasAction;
using snapshot::AliasCondition;
using snapshot::AliasLine;

struct Parts {
  bool any = false;
  std::string outer;  // Given and family name.
  std::vector<std::string> middle;
  std::string suffix;
};

Parts PartsOf(const std::string& id) {
  Parts parts;
  if (!absl::StartsWith(id, "person/")) return parts;
  std::vector<std::string> words = absl::StrSplit(id.substr(7), '-');
  const std::set<std::string> suffixes = {"jr", "sr", "ii", "iii", "iv"};
  if (words.size() > 2 && suffixes.count(words.back()) > 0) {
    parts.suffix = words.back();
    words.pop_back();
  }
  if (words.size() < 2 || words.front().size() < 2 || words.back().size() < 2) return parts;
  if (suffixes.count(words.back()) > 0) return parts;
  parts.any = true;
  parts.outer = words.front() + " " + words.back();
  parts.middle.assign(words.begin() + 1, words.end() - 1);
  return parts;
}

bool Fit(const std::string& a, const std::string& b) {
  if (a.size() > 1 && b.size() > 1) return a == b;
  return a[0] == b[0];
}

}  // namespace

std::string ByTheRule(const std::string& id, const std::set<std::string>& all_ids) {
  const Parts own = PartsOf(id);
  if (!own.any || own.middle.size() > 1) return id;
  std::vector<std::string> same;
  bool initial = false;
  bool suffix = false;
  std::vector<std::string> middles;
  for (const std::string& other : all_ids) {
    const Parts parts = PartsOf(other);
    if (!parts.any || parts.outer != own.outer) continue;
    suffix |= !parts.suffix.empty();
    if (!parts.middle.empty()) middles.push_back(parts.middle[0]);
    if (parts.suffix != own.suffix || parts.middle.size() > 1) continue;
    same.push_back(other);
    initial |= parts.middle.size() == 1 && parts.middle[0].size() == 1;
  }
  for (const std::string& a : middles) {
    for (const std::string& b : middles) {
      if (!Fit(a, b)) return id;
    }
  }
  if (!initial || (suffix && own.suffix.empty())) return id;
  return *std::min_element(same.begin(), same.end(), [](const auto& a, const auto& b) {
    return std::make_tuple(PartsOf(a).middle.size(), a.size(), a) <
           std::make_tuple(PartsOf(b).middle.size(), b.size(), b);
  });
}

std::set<std::string> OwnIds(const std::vector<Article>& articles) {
  std::set<std::string> ids;
  for (const Article& article : articles) {
    for (const article::Mention& mention : article.mentions) {
      if (!mention.entity_id.empty()) ids.insert(mention.entity_id);
    }
  }
  return ids;
}

std::set<std::string> RuledIds(const std::vector<Article>& articles) {
  const NaiveEntities rules(articles, true, {});
  std::set<std::string> ids;
  for (const std::string& id : OwnIds(articles)) ids.insert(rules.Merged(id));
  for (const auto& [id, suffix] : rules.suffixes()) ids.insert(id);
  return ids;
}

NaiveEntities::NaiveEntities(const std::vector<Article>& articles, bool apply_rules,
                             const snapshot::AliasOverlay& overlay)
    : overlay_(overlay) {
  if (!apply_rules) return;
  const std::set<std::string> ids = OwnIds(articles);
  for (const std::string& id : ids) rule_[id] = ByTheRule(id, ids);
  FindNamesakes(articles);
}

void NaiveEntities::FindNamesakes(const std::vector<Article>& articles) {
  // "person/a-ohio", which tells Ohio, of "person/a".
  const auto plain = [](const article::Mention& m) {
    const std::string end = "-" + m.home.substr(m.home.find('/') + 1);
    return absl::EndsWith(m.entity_id, end) ? m.entity_id.substr(0, m.entity_id.size() - end.size())
                                            : std::string();
  };
  std::map<std::string, std::map<std::string, std::set<std::string>>> told;  // Id, home, articles.
  std::map<std::string, std::set<std::string>> countries;
  std::map<std::string, std::map<std::string, std::set<std::string>>> place_names;
  std::map<std::string, std::string> longer;
  for (const Article& article : articles) {
    // Of an entity that nothing corrects, an article counts for one name.
    for (const article::FacetValue& place : ValuesOf(article, article::Dimension::kPlace)) {
      place_names[place.value][place.name].insert(article.id);
    }
    for (const article::Mention& m : article.mentions) {
      if (m.entity_id.empty()) continue;
      if (m.home.empty()) continue;
      if (m.kind == article::Kind::kPlace) countries[m.entity_id].insert(m.home);
      if (m.kind != article::Kind::kPerson || plain(m).empty()) continue;
      const std::string root = AfterRule(plain(m));
      if (root != plain(m) && AfterRule(m.entity_id) == m.entity_id)
        longer[m.entity_id] = root + "-" + m.home.substr(m.home.find('/') + 1);
    }
  }
  for (const auto& [id, into] : longer) rule_[id] = into;
  for (const Article& article : articles) {
    for (const article::Mention& m : article.mentions) {
      if (m.entity_id.empty() || m.home.empty() || m.kind != article::Kind::kPerson) continue;
      told[AfterRule(m.entity_id)][m.home].insert(article.id);
      if (!plain(m).empty()) told[AfterRule(plain(m))][m.home].insert(article.id);
    }
  }
  for (const auto& [id, homes] : told) {
    std::map<std::string, size_t> counts;
    for (const auto& [home, ids] : homes) {
      if (ids.size() >= 3) counts[home] = ids.size();
    }
    const std::map<std::string, size_t> often = counts;
    for (const auto& [state, count] : often) {
      for (const std::string& country : countries[state]) counts.erase(country);
    }
    size_t most = 0;
    for (const auto& [home, count] : counts) most = std::max(most, count);
    std::set<std::string> split;
    for (const auto& [home, count] : counts) {
      if (2 * count >= most || (count >= 20 && 10 * count >= most)) split.insert(home);
    }
    if (split.size() < 2) continue;
    namesakes_[id] = split;
    for (const std::string& home : split) {
      std::string name = home.substr(home.find('/') + 1);
      size_t best = 0;
      for (const auto& [called, ids] : place_names[home]) {
        if (ids.size() <= best) continue;
        best = ids.size();
        name = called;
      }
      suffixes_[id + "-" + home.substr(home.find('/') + 1)] = " (" + name + ")";
    }
  }
}

std::string NaiveEntities::Ruled(const Article& article, const std::string& own_id) const {
  const auto namesakes = namesakes_.find(AfterRule(own_id));
  if (namesakes == namesakes_.end()) return own_id;
  std::set<std::string> told;
  for (const article::Mention& m : article.mentions) {
    if (!m.entity_id.empty() && AfterRule(m.entity_id) == namesakes->first &&
        namesakes->second.count(m.home) > 0) {
      told.insert(m.home);
    }
  }
  if (told.size() != 1) return own_id;
  return namesakes->first + "-" + told.begin()->substr(told.begin()->find('/') + 1);
}

std::string NaiveEntities::AfterRule(const std::string& id) const {
  const auto it = rule_.find(id);
  return it == rule_.end() ? id : it->second;
}

std::string NaiveEntities::Merged(const std::string& id) const {
  std::string merged = AfterRule(id);
  for (bool moved = true; moved;) {
    moved = false;
    for (const AliasLine& line : overlay_.lines) {
      if (line.action != AliasAction::kMerge || AfterRule(line.id) != merged) continue;
      merged = AfterRule(line.other_id);
      moved = true;
    }
  }
  return merged;
}

bool NaiveEntities::Holds(const AliasCondition& condition, const Article& article) const {
  const bool mentions =
      std::any_of(article.mentions.begin(), article.mentions.end(), [&](const article::Mention& m) {
        return !m.entity_id.empty() &&
               Merged(Ruled(article, m.entity_id)) == Merged(condition.value);
      });
  switch (condition.kind) {
    case AliasCondition::Kind::kWith:
      return mentions;
    case AliasCondition::Kind::kWithout:
      return !mentions;
    case AliasCondition::Kind::kSource:
      return article.source == condition.value;
    case AliasCondition::Kind::kSince:
      return article.publish_date.known() &&
             article.publish_date.interval().start >= article::FromDayNumber(condition.day);
    case AliasCondition::Kind::kUntil:
      return article.publish_date.known() &&
             article.publish_date.interval().end <= article::FromDayNumber(condition.day);
  }
  return false;
}

std::string NaiveEntities::Final(const Article& article, const std::string& own_id) const {
  std::string id = Merged(Ruled(article, own_id));
  for (const AliasLine& line : overlay_.lines) {
    if (line.action != AliasAction::kSplit || AfterRule(line.id) != id) continue;
    if (!std::all_of(line.conditions.begin(), line.conditions.end(),
                     [&](const AliasCondition& c) { return Holds(c, article); })) {
      continue;
    }
    id = Merged(line.other_id);
    break;
  }
  for (const AliasLine& line : overlay_.lines) {
    if (line.action == AliasAction::kHide && AfterRule(line.id) == id) return "";
  }
  return id;
}

std::vector<NaiveEntities::Mentioned> NaiveEntities::MentionedIn(const Article& article) const {
  std::vector<Mentioned> mentioned;
  for (const article::Mention& mention : article.mentions) {
    if (mention.entity_id.empty()) continue;
    if (std::any_of(mentioned.begin(), mentioned.end(),
                    [&](const Mentioned& m) { return m.own_id == mention.entity_id; })) {
      continue;
    }
    mentioned.push_back({mention.entity_id, mention.name, Final(article, mention.entity_id)});
  }
  mentioned.erase(std::remove_if(mentioned.begin(), mentioned.end(),
                                 [](const Mentioned& m) { return m.final_id.empty(); }),
                  mentioned.end());
  return mentioned;
}

std::map<std::string, std::string> NaiveEntities::given_names() const {
  std::map<std::string, std::string> names;
  for (const AliasLine& line : overlay_.lines) {
    if (line.action == AliasAction::kRename) names[AfterRule(line.id)] = line.name;
    if (line.action == AliasAction::kSplit) names[AfterRule(line.other_id)] = line.name;
  }
  return names;
}

}  // namespace dateline::support

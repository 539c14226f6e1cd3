#include "server/snapshot/entity_corrections.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/article/salience.h"
#include "server/snapshot/fuller_names.h"

namespace dateline::snapshot {
namespace {

template <typename Map>
auto* FindIn(Map& map, absl::string_view key) {
  const auto it = map.find(key);
  return it == map.end() ? nullptr : &it->second;
}

article::Kind KindOf(article::Dimension dimension) {
  return dimension == article::Dimension::kPerson         ? article::Kind::kPerson
         : dimension == article::Dimension::kOrganization ? article::Kind::kOrganization
                                                          : article::Kind::kPlace;
}

bool Holds(const AliasCondition& condition, const article::Article& article,
           const absl::flat_hash_set<absl::string_view>& merged_ids) {
  switch (condition.kind) {
    case AliasCondition::Kind::kWith:
      return merged_ids.contains(condition.value);
    case AliasCondition::Kind::kWithout:
      return !merged_ids.contains(condition.value);
    case AliasCondition::Kind::kSource:
      return article.source == condition.value;
    case AliasCondition::Kind::kSince:
      return article.publish_date.known() &&
             article::ToDayNumber(article.publish_date.interval().start) >= condition.day;
    case AliasCondition::Kind::kUntil:
      return article.publish_date.known() &&
             article::ToDayNumber(article.publish_date.interval().end) <= condition.day;
  }
  return false;
}

}  // namespace

absl::string_view EntityCorrections::Merged(absl::string_view id) const {
  const std::string* root = FindIn(merged_into_, id);
  return root == nullptr ? id : absl::string_view(*root);
}

const std::vector<EntitySplit>* EntityCorrections::SplitsOf(absl::string_view merged_id) const {
  return FindIn(splits_, merged_id);
}

absl::string_view EntityCorrections::WhyHidden(absl::string_view final_id) const {
  const std::vector<EntityChange>* changes = FindIn(line_changes_, final_id);
  if (changes == nullptr) return "";
  for (const EntityChange& change : *changes) {
    if (change.kind == EntityChange::Kind::kHide) return change.reason;
  }
  return "";
}

const std::string* EntityCorrections::GivenName(absl::string_view final_id) const {
  return FindIn(given_names_, final_id);
}

std::vector<EntityChange> EntityCorrections::ChangesOf(absl::string_view final_id) const {
  std::vector<EntityChange> changes;
  if (const std::vector<std::string>* members = FindIn(members_, final_id)) {
    for (const std::string& member : *members) {
      EntityChange& change = changes.emplace_back();
      change.other_id = member;
      const MergeCause* cause = FindIn(merge_causes_, member);
      change.by_rule = cause == nullptr;
      change.reason = cause == nullptr ? std::string(kFullerNameReason) : cause->reason;
      change.line = cause == nullptr ? 0 : cause->line;
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const auto& a, const auto& b) { return a.line < b.line; });
  }
  if (const std::vector<EntityChange>* lines = FindIn(line_changes_, final_id)) {
    changes.insert(changes.end(), lines->begin(), lines->end());
  }
  return changes;
}

std::vector<std::string> EntityCorrections::SourcesOf(absl::string_view final_id) const {
  std::vector<std::string> sources = {std::string(final_id)};
  if (const std::vector<std::string>* from = FindIn(split_from_, final_id)) {
    sources.insert(sources.end(), from->begin(), from->end());
  }
  return sources;
}

std::vector<std::string> EntityCorrections::MembersOf(absl::string_view merged_id) const {
  std::vector<std::string> members = {std::string(merged_id)};
  if (const std::vector<std::string>* merged = FindIn(members_, merged_id)) {
    members.insert(members.end(), merged->begin(), merged->end());
  }
  return members;
}

bool EntityCorrections::DependsOnArticles(absl::string_view final_id) const {
  if (SplitsOf(final_id) != nullptr || split_from_.contains(final_id)) return true;
  if (namesakes_.empty()) return false;
  const std::vector<std::string> members = MembersOf(final_id);
  return std::any_of(members.begin(), members.end(), [&](const std::string& id) {
    return namesakes_.GroupOf(id) != nullptr || namesakes_.BranchOf(id) != nullptr;
  });
}

bool EntityCorrections::HasOwnArticles(absl::string_view final_id) const {
  return !members_.contains(final_id) && !DependsOnArticles(final_id);
}

std::vector<std::string> EntityCorrections::OwnIdsOf(absl::string_view final_id) const {
  std::vector<std::string> own_ids;
  for (const std::string& merged : SourcesOf(final_id)) {
    for (const std::string& ruled : MembersOf(merged)) {
      for (std::string& own_id : namesakes_.OwnIdsOf(ruled)) own_ids.push_back(std::move(own_id));
    }
  }
  return own_ids;
}

std::vector<std::string> EntityCorrections::OwnIdsTouched() const {
  std::vector<std::string> own_ids;
  const auto add = [&](const std::string& final_id) {
    for (std::string& own_id : OwnIdsOf(final_id)) own_ids.push_back(std::move(own_id));
  };
  for (const std::string& id : touched_) add(id);
  for (const std::string& id : hidden_) add(id);
  std::sort(own_ids.begin(), own_ids.end());
  own_ids.erase(std::unique(own_ids.begin(), own_ids.end()), own_ids.end());
  return own_ids;
}

const std::string* EntityCorrections::DisplayName(absl::string_view final_id) const {
  return FindIn(display_names_, final_id);
}

const EntityCorrections::SplitRows* EntityCorrections::SplitRowsOf(
    absl::string_view merged_id) const {
  return FindIn(split_rows_, merged_id);
}

void EntityCorrections::Apply(article::Article* article,
                              absl::flat_hash_set<std::string>* about) const {
  absl::flat_hash_set<std::string> own_about;
  if (about != nullptr) {
    for (const article::EntitySalience& entity : article::SaliencesOf(*article)) {
      if (entity.about) own_about.insert(entity.entity_id);
    }
  }
  if (empty()) {
    if (about != nullptr) *about = std::move(own_about);
    return;
  }
  // By mention, as ids change.
  std::vector<bool> own_abouts;
  for (const article::Mention& mention : article->mentions) {
    own_abouts.push_back(own_about.contains(mention.entity_id));
  }
  namesakes_.Apply(article);
  // Views into the article would not outlive the change of its ids.
  absl::flat_hash_set<std::string> own_ids;
  absl::flat_hash_set<absl::string_view> merged_ids;
  if (!splits_.empty()) {
    for (const article::Mention& mention : article->mentions) own_ids.insert(mention.entity_id);
    for (const std::string& id : own_ids) merged_ids.insert(Merged(id));
  }
  for (size_t m = 0; m < article->mentions.size(); ++m) {
    article::Mention& mention = article->mentions[m];
    if (mention.entity_id.empty()) continue;
    if (!mention.home.empty()) {
      mention.home = std::string(Merged(mention.home));
      if (IsHidden(mention.home)) mention.home.clear();
    }
    absl::string_view id = Merged(mention.entity_id);
    if (const std::vector<EntitySplit>* splits = SplitsOf(id)) {
      for (const EntitySplit& split : *splits) {
        const bool met =
            std::all_of(split.conditions.begin(), split.conditions.end(),
                        [&](const AliasCondition& c) { return Holds(c, *article, merged_ids); });
        if (!met) continue;
        id = split.target;
        break;
      }
    }
    if (IsHidden(id)) {
      mention.entity_id.clear();
      mention.home.clear();
      mention.name = std::string(article->text(mention));
      continue;
    }
    if (own_abouts[m]) about->insert(std::string(id));
    if (const std::string* name = DisplayName(id)) mention.name = *name;
    if (id == mention.entity_id) continue;
    if (const auto dimension = DimensionOfEntity(id)) mention.kind = KindOf(*dimension);
    mention.entity_id = std::string(id);
  }
}

uint64_t EntityCorrections::byte_size() const {
  const auto text = [](const std::string& s) { return sizeof(s) + s.capacity(); };
  uint64_t bytes = namesakes_.byte_size();
  for (const auto& [id, root] : merged_into_) bytes += 3 * text(id) + text(root);
  for (const auto& [id, cause] : merge_causes_) bytes += text(id) + text(cause.reason);
  for (const auto& [id, name] : display_names_) bytes += text(id) + text(name);
  for (const auto& [id, rows] : split_rows_) bytes += text(id) + rows.size() * sizeof(rows[0]);
  for (const FormerName& former : former_names_) {
    bytes += text(former.name) + text(former.final_id);
  }
  return bytes;
}

}  // namespace dateline::snapshot

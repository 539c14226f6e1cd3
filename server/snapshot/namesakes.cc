#include "server/snapshot/namesakes.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "indexer/article/namesake.h"
#include "server/snapshot/entity_slots.h"

namespace dateline::snapshot {
namespace {

constexpr size_t kPersons = static_cast<size_t>(article::Dimension::kPerson);

// "person/jane-roe" of "person/jane-roe-ohio", which the indexer gives where two are in one
// article; empty when it is not made of this home.
absl::string_view WithoutHome(absl::string_view id, absl::string_view home) {
  if (!absl::ConsumeSuffix(&id, home.substr(home.find('/') + 1)) || !absl::ConsumeSuffix(&id, "-"))
    return absl::string_view();
  return id;
}

// A home that articles tell of the persons of one id.
struct ToldHome {
  absl::string_view home;
  uint32_t article_count = 0;  // Not less than there are, before they are counted by row.
  std::vector<absl::string_view> own_ids;
};

class Finder {
 public:
  explicit Finder(const NamesakeEvidence& evidence) : evidence_(evidence) {}

  Namesakes Find() {
    Gather();
    std::vector<absl::string_view> ids;
    for (const auto& [id, homes] : homes_) {
      const auto often = std::count_if(homes.begin(), homes.end(), [](const ToldHome& told) {
        return told.article_count >= kMinNamesakeArticles;
      });
      if (often >= 2 && !evidence_.kept->contains(id)) ids.push_back(id);
    }
    Namesakes namesakes;
    if (ids.empty()) return namesakes;
    std::sort(ids.begin(), ids.end());
    ReadCountries();
    for (const absl::string_view id : ids) {
      Namesakes::Group group = Split(id, homes_[id]);
      // Of two groups that would make one id ("a" of "b-c", "a-b" of "c"), the first.
      const bool taken = std::any_of(
          group.branches.begin(), group.branches.end(),
          [&](const auto& branch) { return namesakes.BranchOf(branch.target) != nullptr; });
      if (group.branches.size() >= 2 && !taken) namesakes.Add(std::move(group));
    }
    return namesakes;
  }

 private:
  absl::string_view Merged(absl::string_view id) const {
    const auto it = evidence_.merged_into->find(id);
    return it == evidence_.merged_into->end() ? id : absl::string_view(it->second);
  }

  void Note(absl::string_view id, const ShardHomes::Home& from) {
    std::vector<ToldHome>& homes = homes_[Merged(id)];
    const auto known = std::find_if(homes.begin(), homes.end(),
                                    [&](const ToldHome& told) { return told.home == from.home; });
    ToldHome& told = known == homes.end() ? homes.emplace_back() : *known;
    told.home = from.home;
    told.article_count += from.article_count;
    if (std::find(told.own_ids.begin(), told.own_ids.end(), from.entity_id) == told.own_ids.end())
      told.own_ids.push_back(from.entity_id);
  }

  void Gather() {
    for (const ShardHomes& shard : *evidence_.homes) {
      for (const ShardHomes::Home& home : shard.homes) {
        if (!absl::StartsWith(home.entity_id, "person/")) continue;
        Note(home.entity_id, home);
        const absl::string_view plain = WithoutHome(home.entity_id, home.home);
        if (!plain.empty()) Note(plain, home);
      }
    }
  }

  void ReadCountries() {
    for (const ShardHomes& shard : *evidence_.homes) {
      for (const ShardHomes::Home& home : shard.homes) {
        if (absl::StartsWith(home.entity_id, "place/"))
          countries_[home.entity_id].insert(home.home);
      }
    }
  }

  bool IsCountryOf(absl::string_view country, absl::string_view state) const {
    const auto countries = countries_.find(state);
    return countries != countries_.end() && countries->second.count(country) > 0;
  }

  // Counts the articles of each home, and leaves those homes that count.
  void KeepContrary(std::vector<ToldHome>* homes,
                    std::map<absl::string_view, std::vector<Row>>* rows) {
    for (ToldHome& told : *homes) {
      std::vector<Row>& all = (*rows)[told.home];
      for (const absl::string_view own_id : told.own_ids) {
        const std::vector<Row> some = evidence_.rows_of(own_id, told.home);
        all.insert(all.end(), some.begin(), some.end());
      }
      std::sort(all.begin(), all.end());
      all.erase(std::unique(all.begin(), all.end()), all.end());
      told.article_count = static_cast<uint32_t>(all.size());
    }
    const auto drop = [&](const auto& which) {
      homes->erase(std::remove_if(homes->begin(), homes->end(), which), homes->end());
    };
    drop([](const ToldHome& told) { return told.article_count < kMinNamesakeArticles; });
    std::set<absl::string_view> countries;
    for (const ToldHome& told : *homes) {
      for (const ToldHome& state : *homes) {
        if (IsCountryOf(told.home, state.home)) countries.insert(told.home);
      }
    }
    drop([&](const ToldHome& told) { return countries.count(told.home) > 0; });
    uint32_t most = 0;
    for (const ToldHome& told : *homes) most = std::max(most, told.article_count);
    drop([&](const ToldHome& told) { return !IsToldEnough(told.article_count, most); });
    std::sort(homes->begin(), homes->end(),
              [](const ToldHome& a, const ToldHome& b) { return a.home < b.home; });
  }

  Namesakes::Group Split(absl::string_view id, std::vector<ToldHome> homes) {
    Namesakes::Group group;
    group.id = std::string(id);
    std::map<absl::string_view, std::vector<Row>> rows;
    KeepContrary(&homes, &rows);
    if (homes.size() < 2) return group;
    if (evidence_.persons->Find(id) != kNoOrdinal) group.members.push_back(group.id);
    for (const auto& [member, root] : *evidence_.merged_into) {
      if (root == id) group.members.push_back(member);
    }
    std::sort(group.members.begin(), group.members.end());
    std::vector<std::pair<Row, uint32_t>> told;
    for (uint32_t b = 0; b < homes.size(); ++b) {
      Namesakes::Branch& branch = group.branches.emplace_back();
      branch.home = std::string(homes[b].home);
      const Ordinal place = evidence_.places->Find(branch.home);
      branch.home_name = place == kNoOrdinal
                             ? branch.home.substr(branch.home.find('/') + 1)
                             : std::string(evidence_.places->entries[place].display_name);
      branch.target = article::NamesakeId(id, branch.home);
      branch.article_count = homes[b].article_count;
      for (const absl::string_view own_id : homes[b].own_ids) {
        if (Merged(own_id) != id) continue;  // An id with its home is what it will be.
        for (const Row row : evidence_.rows_of(own_id, homes[b].home)) told.emplace_back(row, b);
      }
    }
    std::sort(told.begin(), told.end());
    told.erase(std::unique(told.begin(), told.end()), told.end());
    for (size_t i = 0; i < told.size();) {
      size_t end = i + 1;
      while (end < told.size() && told[end].first == told[i].first) ++end;
      if (end == i + 1) group.rows.push_back(told[i]);
      i = end;
    }
    return group;
  }

  const NamesakeEvidence& evidence_;
  absl::flat_hash_map<absl::string_view, std::vector<ToldHome>> homes_;  // By merged id.
  absl::flat_hash_map<absl::string_view, std::set<absl::string_view>> countries_;
};

}  // namespace

void Namesakes::Add(Group group) {
  for (const std::string& member : group.members) group_of_[member] = groups_.size();
  for (size_t b = 0; b < group.branches.size(); ++b) {
    branch_of_[group.branches[b].target] = {groups_.size(), b};
  }
  groups_.push_back(std::move(group));
}

const Namesakes::Group* Namesakes::GroupOf(absl::string_view own_id) const {
  const auto it = group_of_.find(own_id);
  return it == group_of_.end() ? nullptr : &groups_[it->second];
}

const Namesakes::Branch* Namesakes::BranchOf(absl::string_view ruled_id) const {
  const auto it = branch_of_.find(ruled_id);
  return it == branch_of_.end() ? nullptr : &groups_[it->second.first].branches[it->second.second];
}

std::vector<std::string> Namesakes::OwnIdsOf(absl::string_view ruled_id) const {
  std::vector<std::string> own_ids = {std::string(ruled_id)};
  const auto it = branch_of_.find(ruled_id);
  if (it == branch_of_.end()) return own_ids;
  const std::vector<std::string>& members = groups_[it->second.first].members;
  own_ids.insert(own_ids.end(), members.begin(), members.end());
  return own_ids;
}

absl::string_view Namesakes::RuledIn(Row row, absl::string_view own_id) const {
  const Group* group = GroupOf(own_id);
  if (group == nullptr) return own_id;
  const auto it =
      std::lower_bound(group->rows.begin(), group->rows.end(), std::make_pair(row, uint32_t{0}));
  if (it == group->rows.end() || it->first != row) return own_id;
  return group->branches[it->second].target;
}

void Namesakes::Apply(article::Article* article) const {
  if (empty()) return;
  std::map<const Group*, std::set<size_t>> told;  // Branches.
  for (const article::Mention& mention : article->mentions) {
    const Group* group = GroupOf(mention.entity_id);
    if (group == nullptr || mention.home.empty()) continue;
    for (size_t b = 0; b < group->branches.size(); ++b) {
      if (group->branches[b].home == mention.home) told[group].insert(b);
    }
  }
  if (told.empty()) return;
  for (article::Mention& mention : article->mentions) {
    const auto it = told.find(GroupOf(mention.entity_id));
    if (it == told.end() || it->second.size() != 1) continue;
    mention.entity_id = it->first->branches[*it->second.begin()].target;
  }
}

uint64_t Namesakes::byte_size() const {
  uint64_t bytes = 0;
  for (const Group& group : groups_) {
    bytes += sizeof(group) + group.rows.size() * sizeof(group.rows[0]);
    for (const std::string& member : group.members) bytes += 2 * (sizeof(member) + member.size());
    for (const Branch& branch : group.branches) {
      bytes += sizeof(branch) + branch.home.size() + 2 * branch.target.size();
    }
  }
  return bytes;
}

void MergeFullerNamesakes(const std::vector<ShardHomes>& homes,
                          const absl::flat_hash_set<std::string>& kept,
                          absl::flat_hash_map<std::string, std::string>* merged_into) {
  absl::flat_hash_map<std::string, std::string> added;
  for (const ShardHomes& shard : homes) {
    for (const ShardHomes::Home& home : shard.homes) {
      const auto fuller = merged_into->find(WithoutHome(home.entity_id, home.home));
      if (fuller == merged_into->end() || merged_into->contains(home.entity_id) ||
          kept.contains(home.entity_id)) {
        continue;
      }
      std::string into = article::NamesakeId(fuller->second, home.home);
      if (!merged_into->contains(into)) added[home.entity_id] = std::move(into);
    }
  }
  merged_into->insert(added.begin(), added.end());
}

Namesakes FindNamesakes(const NamesakeEvidence& evidence) { return Finder(evidence).Find(); }

absl::Status SplitNamesakes(const Namesakes& namesakes, Columns* columns) {
  if (namesakes.empty()) return absl::OkStatus();
  Dictionary& persons = columns->dictionaries[kPersons];
  std::vector<Dictionary::Entry>& entries = persons.entries;
  const size_t own_count = entries.size();
  std::vector<Dictionary::Entry> added;
  for (const Namesakes::Group& group : namesakes.groups()) {
    const Ordinal own = persons.Find(group.id);
    for (const Namesakes::Branch& branch : group.branches) {
      if (persons.Find(branch.target) != kNoOrdinal) continue;
      const absl::string_view name = own == kNoOrdinal ? group.id : entries[own].display_name;
      Dictionary::Entry& entry = added.emplace_back();
      entry.value = persons.texts->Keep(branch.target);
      entry.display_name =
          persons.texts->Keep(article::NamesakeName(std::string(name), branch.home_name));
      entry.own_number = columns->own_numbers.Add(kPersons);
    }
  }
  const auto by_value = [](const Dictionary::Entry& a, const Dictionary::Entry& b) {
    return a.value < b.value;
  };
  std::sort(added.begin(), added.end(), by_value);
  entries.insert(entries.end(), added.begin(), added.end());
  std::inplace_merge(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(own_count),
                     entries.end(), by_value);

  // What leaves, by row: the numbers of a group, and the one that takes their place.
  struct Leaving {
    Row row;
    size_t group;
    Ordinal target;
  };
  std::vector<Leaving> leaving;
  std::vector<std::vector<uint32_t>> members;
  absl::flat_hash_map<uint32_t, Ordinal> ordinal_of;  // By number; of all that may change.
  for (const Namesakes::Group& group : namesakes.groups()) {
    std::vector<uint32_t>& numbers = members.emplace_back();
    for (const std::string& member : group.members) {
      const Ordinal ordinal = persons.Find(member);
      if (ordinal == kNoOrdinal) continue;
      numbers.push_back(entries[ordinal].own_number);
      ordinal_of[numbers.back()] = ordinal;
    }
    for (const auto& [row, branch] : group.rows) {
      leaving.push_back({row, members.size() - 1, persons.Find(group.branches[branch].target)});
      ordinal_of[entries[leaving.back().target].own_number] = leaving.back().target;
    }
  }
  std::sort(leaving.begin(), leaving.end(), [](const Leaving& a, const Leaving& b) {
    return std::tie(a.row, a.group) < std::tie(b.row, b.group);
  });

  const auto count = [&](const std::vector<EntitySlots::Entity>& entities, uint32_t by) {
    for (const EntitySlots::Entity& entity : entities) {
      const auto it = ordinal_of.find(entity.number);
      if (it != ordinal_of.end()) entries[it->second].article_count += by;
    }
  };
  std::vector<EntitySlots::Entity> before;
  std::vector<EntitySlots::Entity> after;
  for (auto next = leaving.begin(); next != leaving.end();) {
    const Row row = next->row;
    columns->entities.Read(row, &before);
    after = before;
    for (; next != leaving.end() && next->row == row; ++next) {
      bool any = false;
      const std::vector<uint32_t>& group = members[next->group];
      for (size_t i = 0; i < before.size(); ++i) {
        if (std::find(group.begin(), group.end(), before[i].number) == group.end()) continue;
        after[i].number = entries[next->target].own_number;
        any = true;
      }
      if (!any) {
        return absl::DataLossError(absl::StrCat("an article tells the home of ",
                                                namesakes.groups()[next->group].id,
                                                ", whom it does not have"));
      }
    }
    PutTogether(&after);
    count(before, UINT32_MAX);  // One less.
    count(after, 1);
    columns->entities.Write(row, after);
  }
  return absl::OkStatus();
}

}  // namespace dateline::snapshot

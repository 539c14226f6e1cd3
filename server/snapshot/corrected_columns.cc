#include "server/snapshot/corrected_columns.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "indexer/article/date.h"
#include "indexer/article/namesake.h"
#include "server/snapshot/entity_slots.h"

namespace dateline::snapshot {
namespace {

using article::Dimension;

// What becomes of an entity that is in no article any more.
constexpr uint32_t kDropped = EntitySlots::kNone;

struct Condition {
  AliasCondition::Kind kind = AliasCondition::Kind::kWith;
  std::vector<uint32_t> entities;  // kWith, kWithout: own numbers, any of them.
  Ordinal source = kNoOrdinal;
  int32_t day = 0;
};

struct Branch {
  std::vector<Condition> conditions;
  uint32_t target = kDropped;  // A number.
};

// What becomes of the articles of one merged id that is split.
struct Fork {
  std::vector<Branch> branches;
  EntityCorrections::SplitRows met;
};

// What becomes of an own entity that does not stay as it is in all articles.
struct Moved {
  uint32_t number = 0;
  Fork* fork = nullptr;
  uint32_t rest = kDropped;  // The number it has when no branch takes it.
};

class Corrector {
 public:
  Corrector(const NameSource& source, Columns* columns, EntityCorrections* corrections)
      : source_(source), columns_(*columns), corrections_(*corrections) {}

  void Run() {
    KeepFormerNames();
    ReadConditions();
    PlanDictionaries();
    RewriteRows();
    for (auto& [merged_id, fork] : forks_) {
      corrections_.SetSplitRows(merged_id, std::move(fork->met));
    }
    for (size_t d = 0; d < kEntityDimensions; ++d) {
      if (changed_[d]) dictionary(d) = std::move(final_[d]);
      Recount(d);
    }
    NameTouched();
  }

 private:
  Dictionary& dictionary(size_t d) { return columns_.dictionaries[d]; }
  static size_t IndexOf(absl::string_view id) {
    return static_cast<size_t>(*DimensionOfEntity(id));
  }
  // Null when no article has it.
  static Dictionary::Entry* FindIn(Dictionary* dictionary, absl::string_view id) {
    const Ordinal ordinal = dictionary->Find(id);
    return ordinal == kNoOrdinal ? nullptr : &dictionary->entries[ordinal];
  }
  Dictionary::Entry* FindOwn(absl::string_view id) { return FindIn(&dictionary(IndexOf(id)), id); }

  void KeepFormerNames() {
    const auto keep = [&](const std::string& own_id, const std::string& final_id) {
      const Dictionary::Entry* own = FindOwn(own_id);
      if (own == nullptr) return;
      corrections_.AddFormerName(
          {static_cast<Dimension>(IndexOf(own_id)), std::string(own->display_name), final_id});
    };
    for (const std::string& id : corrections_.touched()) {
      for (const std::string& member : corrections_.MembersOf(id)) keep(member, id);
    }
    // Who asks for the name that namesakes share means any of them.
    for (const Namesakes::Group& group : corrections_.namesakes().groups()) {
      for (const Namesakes::Branch& branch : group.branches) {
        const std::string final_id(corrections_.Merged(branch.target));
        for (const std::string& member : group.members) keep(member, final_id);
      }
    }
  }

  void ReadConditions() {
    const Dictionary& sources = columns_.dictionaries[static_cast<size_t>(Dimension::kSource)];
    for (const auto& [merged_id, splits] : corrections_.splits()) {
      std::unique_ptr<Fork>& fork = forks_[merged_id] = std::make_unique<Fork>();
      for (const EntitySplit& split : splits) {
        Branch& branch = fork->branches.emplace_back();
        for (const AliasCondition& given : split.conditions) {
          Condition& condition = branch.conditions.emplace_back();
          condition.kind = given.kind;
          condition.day = given.day;
          if (given.kind == AliasCondition::Kind::kSource) {
            condition.source = sources.Find(given.value);
          } else if (given.kind == AliasCondition::Kind::kWith ||
                     given.kind == AliasCondition::Kind::kWithout) {
            for (const std::string& member : corrections_.MembersOf(given.value)) {
              const Dictionary::Entry* own = FindOwn(member);
              if (own != nullptr) condition.entities.push_back(own->own_number);
            }
          }
        }
      }
    }
  }

  // Makes the final dictionaries, and says what becomes of every own entity that does not stay.
  void PlanDictionaries() {
    std::array<std::vector<std::string>, kEntityDimensions> added;
    // By own number, with the merged id.
    std::array<absl::flat_hash_map<uint32_t, std::string>, kEntityDimensions> moved;
    const auto add = [&](const std::string& id) {
      if (FindOwn(id) == nullptr && !corrections_.IsHidden(id)) added[IndexOf(id)].push_back(id);
    };
    const auto move = [&](const std::string& id, const std::string& merged_id) {
      const Dictionary::Entry* own = FindOwn(id);
      if (own != nullptr) moved[IndexOf(id)][own->own_number] = merged_id;
    };
    for (const auto& [id, root] : corrections_.merged_into()) {
      move(id, root);
      add(root);
    }
    for (const auto& [id, splits] : corrections_.splits()) {
      move(id, id);
      for (const EntitySplit& split : splits) add(split.target);
    }
    for (const std::string& id : corrections_.hidden()) move(id, id);
    for (size_t d = 0; d < kEntityDimensions; ++d) {
      changed_[d] = !moved[d].empty() || !added[d].empty();
      if (changed_[d]) MakeDictionary(d, moved[d], std::move(added[d]));
    }
    for (size_t d = 0; d < kEntityDimensions; ++d) {
      for (const auto& [number, merged_id] : moved[d]) {
        Moved& one = moved_.emplace_back();
        one.number = number;
        moved_numbers_.insert(number);
        one.rest = FindFinal(merged_id);
        if (corrections_.SplitsOf(merged_id) != nullptr) one.fork = forks_[merged_id].get();
      }
    }
    for (auto& [merged_id, fork] : forks_) {
      const std::vector<EntitySplit>& splits = *corrections_.SplitsOf(merged_id);
      for (size_t b = 0; b < splits.size(); ++b) {
        fork->branches[b].target = FindFinal(splits[b].target);
      }
    }
  }

  // The own values that stay, and those that are added.
  void MakeDictionary(size_t d, const absl::flat_hash_map<uint32_t, std::string>& moved,
                      std::vector<std::string> added) {
    std::sort(added.begin(), added.end());
    added.erase(std::unique(added.begin(), added.end()), added.end());
    const std::vector<Dictionary::Entry>& own = dictionary(d).entries;
    final_[d].texts = dictionary(d).texts;
    std::vector<Dictionary::Entry>& made = final_[d].entries;
    made.reserve(own.size() + added.size());
    size_t next = 0;
    const auto add_before = [&](const absl::string_view* value) {
      for (; next < added.size() && (value == nullptr || added[next] < *value); ++next) {
        Dictionary::Entry& entry = made.emplace_back();
        entry.value = final_[d].texts->Keep(added[next]);
        entry.own_number = columns_.own_numbers.Add(d);
      }
    };
    for (const Dictionary::Entry& entry : own) {
      add_before(&entry.value);
      const auto move = moved.find(entry.own_number);
      const bool stays = move == moved.end() ||
                         (move->second == entry.value && !corrections_.IsHidden(entry.value));
      if (stays) made.push_back(entry);
    }
    add_before(nullptr);
  }

  uint32_t FindFinal(absl::string_view id) {
    if (corrections_.IsHidden(id)) return kDropped;
    const size_t d = IndexOf(id);
    const Dictionary::Entry* entry = FindIn(changed_[d] ? &final_[d] : &dictionary(d), id);
    return entry == nullptr ? kDropped : entry->own_number;
  }

  bool Mentions(Row row, const std::vector<uint32_t>& numbers) {
    bool found = false;
    columns_.entities.ForEach(row, [&](uint32_t number, bool) {
      found |= std::find(numbers.begin(), numbers.end(), number) != numbers.end();
    });
    return found;
  }

  bool Holds(Row row, const Condition& condition) {
    const int32_t start = columns_.publish.start[row];
    switch (condition.kind) {
      case AliasCondition::Kind::kWith:
        return Mentions(row, condition.entities);
      case AliasCondition::Kind::kWithout:
        return !Mentions(row, condition.entities);
      case AliasCondition::Kind::kSource: {
        const size_t label = static_cast<size_t>(Dimension::kSource) - kEntityDimensions;
        return condition.source != kNoOrdinal && columns_.labels[label][row] == condition.source;
      }
      case AliasCondition::Kind::kSince:
        return start != kUnknownDay && start >= condition.day;
      case AliasCondition::Kind::kUntil: {
        if (start == kUnknownDay) return false;
        return article::ToDayNumber(article::IntervalOf(article::FromDayNumber(start),
                                                        columns_.publish.PrecisionOf(row))
                                        .end) <= condition.day;
      }
    }
    return false;
  }

  uint32_t Resolve(Row row, const Moved& moved) {
    if (moved.fork == nullptr) return moved.rest;
    Fork& fork = *moved.fork;
    for (uint32_t b = 0; b < fork.branches.size(); ++b) {
      const std::vector<Condition>& conditions = fork.branches[b].conditions;
      if (!std::all_of(conditions.begin(), conditions.end(),
                       [&](const Condition& c) { return Holds(row, c); })) {
        continue;
      }
      // Two of its ids may have been merged into the one that is split.
      if (fork.met.empty() || fork.met.back().first != row) fork.met.emplace_back(row, b);
      return fork.branches[b].target;
    }
    return moved.rest;
  }

  // Rewrites the rows that have an entity which does not stay, and counts the articles that those
  // get which take its place.
  void RewriteRows() {
    const uint32_t count = columns_.own_numbers.count;
    counts_.assign(count, 0);
    if (moved_.empty()) return;
    std::vector<uint32_t> moved_of(count, 0);  // Counted from 1.
    for (size_t m = 0; m < moved_.size(); ++m) {
      moved_of[moved_[m].number] = static_cast<uint32_t>(m + 1);
    }
    std::vector<uint8_t> dimension_of(count, kEntityDimensions);
    for (size_t d = 0; d < kEntityDimensions; ++d) {
      for (const auto& entry : (changed_[d] ? final_[d] : dictionary(d)).entries) {
        dimension_of[entry.own_number] = static_cast<uint8_t>(d);
      }
    }
    std::vector<EntitySlots::Entity> own;
    std::vector<EntitySlots::Entity> made;
    std::vector<uint32_t> kept;
    for (Row row = 0; row < columns_.row_count; ++row) {
      bool any = false;
      columns_.entities.ForEach(row, [&](uint32_t number, bool) {
        any |= number != EntitySlots::kNone && moved_of[number] != 0;
      });
      if (!any) continue;
      columns_.entities.Read(row, &own);
      made.clear();
      kept.clear();
      for (const EntitySlots::Entity& entity : own) {
        const uint32_t m = moved_of[entity.number];
        const uint32_t number = m == 0 ? entity.number : Resolve(row, moved_[m - 1]);
        if (number == kDropped || IsMissing(number)) continue;
        if (m == 0) kept.push_back(number);
        made.push_back({number, entity.about});
      }
      PutTogether(&made);
      uint32_t dimensions = 0;
      for (const EntitySlots::Entity& entity : made) {
        dimensions |= 1u << dimension_of[entity.number];
        if (std::find(kept.begin(), kept.end(), entity.number) == kept.end()) {
          ++counts_[entity.number];
        }
      }
      for (size_t d = 0; d < kEntityDimensions; ++d) {
        if ((dimensions >> d & 1) == 0) made.push_back({columns_.own_numbers.missing[d], false});
      }
      columns_.entities.Write(row, made);
    }
  }

  bool IsMissing(uint32_t number) const {
    const auto& missing = columns_.own_numbers.missing;
    return std::find(missing.begin(), missing.end(), number) != missing.end();
  }

  // Counts articles anew, and drops values that no article has any more.
  void Recount(size_t d) {
    std::vector<Dictionary::Entry>& entries = dictionary(d).entries;
    for (Dictionary::Entry& entry : entries) {
      if (moved_numbers_.contains(entry.own_number)) entry.article_count = 0;
      entry.article_count += counts_[entry.own_number];
    }
    entries.erase(std::remove_if(entries.begin(), entries.end(),
                                 [](const auto& entry) { return entry.article_count == 0; }),
                  entries.end());
  }

  void NameTouched() {
    for (const std::string& id : corrections_.touched()) {
      Dictionary::Entry* entry = FindOwn(id);  // In the final dictionary by now.
      if (entry == nullptr) continue;
      std::string name;
      if (const std::string* given = corrections_.GivenName(id)) {
        name = *given;
      } else {
        std::string most_used =
            MostUsedName(corrections_, source_, id, CountNames(corrections_, source_, id));
        name = most_used.empty() ? id : std::move(most_used);
        const Namesakes::Branch* branch = corrections_.namesakes().BranchOf(id);
        if (branch != nullptr &&
            !absl::EndsWith(name, article::NamesakeName("", branch->home_name)))
          name = article::NamesakeName(name, branch->home_name);
      }
      entry->display_name = dictionary(IndexOf(id)).texts->Keep(name);
      corrections_.SetDisplayName(id, std::move(name));
    }
  }

  const NameSource& source_;
  Columns& columns_;
  EntityCorrections& corrections_;
  std::array<bool, kEntityDimensions> changed_ = {};
  std::array<Dictionary, kEntityDimensions> final_;  // Of those that are changed.
  std::vector<Moved> moved_;
  absl::flat_hash_set<uint32_t> moved_numbers_;
  std::vector<uint32_t> counts_;  // By number: articles that got it in the place of another.
  absl::flat_hash_map<std::string, std::unique_ptr<Fork>> forks_;  // By merged id.
};

}  // namespace

void CorrectColumns(const NameSource& source, Columns* columns, EntityCorrections* corrections) {
  if (corrections->empty()) return;
  Corrector(source, columns, corrections).Run();
}

}  // namespace dateline::snapshot

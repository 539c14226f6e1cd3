#include "server/snapshot/corrected_columns.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "indexer/article/date.h"
#include "indexer/article/namesake.h"
#include "server/snapshot/value_rows.h"

namespace dateline::snapshot {
namespace {

using article::Dimension;

constexpr std::array<Dimension, 3> kEntityDimensions = {
    Dimension::kPerson, Dimension::kOrganization, Dimension::kPlace};

// What becomes of an ordinal that is neither kept nor moved within its dimension.
constexpr Ordinal kDropped = UINT32_MAX;
constexpr Ordinal kElsewhere = UINT32_MAX - 1;  // It depends, or goes to another dimension.

struct Place {
  size_t dimension = 0;
  Ordinal ordinal = kDropped;
};

struct Condition {
  AliasCondition::Kind kind = AliasCondition::Kind::kWith;
  std::vector<Place> entities;  // kWith, kWithout: own ordinals, any of them.
  Ordinal source = kNoOrdinal;
  int32_t day = 0;
};

struct Branch {
  std::vector<Condition> conditions;
  Place target;
};

// What becomes of the articles of one merged id that is split.
struct Fork {
  std::vector<Branch> branches;
  EntityCorrections::SplitRows met;
};

struct Elsewhere {
  Fork* fork = nullptr;
  Place rest;  // Where it goes when no branch takes it.
};

class Corrector {
 public:
  Corrector(const NameSource& source, Columns* columns, EntityCorrections* corrections)
      : source_(source), columns_(*columns), corrections_(*corrections) {}

  void Run() {
    KeepFormerNames();
    ReadConditions();
    PlanDictionaries();
    bool together = false;
    for (const auto& elsewhere : elsewhere_) together |= !elsewhere.empty();
    if (together) {
      RewriteTogether();
    } else {
      for (size_t d = 0; d < kEntityDimensions.size(); ++d) {
        if (changed_[d]) RewriteAlone(d);
      }
    }
    for (auto& [merged_id, fork] : forks_) {
      corrections_.SetSplitRows(merged_id, std::move(fork->met));
    }
    for (size_t d = 0; d < kEntityDimensions.size(); ++d) {
      if (together || changed_[d]) Recount(d);
    }
    NameTouched();
  }

 private:
  ValueColumn& column(size_t d) {
    return columns_.values[static_cast<size_t>(kEntityDimensions[d])];
  }
  Dictionary& dictionary(size_t d) {
    return columns_.dictionaries[static_cast<size_t>(kEntityDimensions[d])];
  }
  static size_t IndexOf(absl::string_view id) {
    return static_cast<size_t>(*DimensionOfEntity(id));
  }
  // Where an own id is.
  Place FindOwn(absl::string_view id) {
    const size_t d = IndexOf(id);
    const Ordinal ordinal = dictionary(d).Find(id);
    return {d, ordinal == kNoOrdinal ? kDropped : ordinal};
  }

  void KeepFormerNames() {
    const auto keep = [&](const std::string& own_id, const std::string& final_id) {
      const Place own = FindOwn(own_id);
      if (own.ordinal == kDropped) return;
      const std::string& name = dictionary(own.dimension).entries[own.ordinal].display_name;
      corrections_.AddFormerName({kEntityDimensions[own.dimension], name, final_id});
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
              const Place own = FindOwn(member);
              if (own.ordinal != kDropped) condition.entities.push_back(own);
            }
          }
        }
      }
    }
  }

  // Makes the final dictionaries, and says where every own ordinal goes.
  void PlanDictionaries() {
    std::array<std::vector<std::string>, 3> added;
    std::array<absl::flat_hash_map<Ordinal, std::string>, 3> moved;  // Own ordinal -> merged id.
    const auto add = [&](const std::string& id) {
      if (FindOwn(id).ordinal == kDropped && !corrections_.IsHidden(id)) {
        added[IndexOf(id)].push_back(id);
      }
    };
    for (const auto& [id, root] : corrections_.merged_into()) {
      const Place own = FindOwn(id);
      if (own.ordinal != kDropped) moved[own.dimension][own.ordinal] = root;
      add(root);
    }
    for (const auto& [id, splits] : corrections_.splits()) {
      const Place own = FindOwn(id);
      if (own.ordinal != kDropped) moved[own.dimension][own.ordinal] = id;
      for (const EntitySplit& split : splits) add(split.target);
    }
    for (const std::string& id : corrections_.hidden()) {
      const Place own = FindOwn(id);
      if (own.ordinal != kDropped) moved[own.dimension][own.ordinal] = id;
    }
    for (size_t d = 0; d < 3; ++d) {
      // Namesakes may have left an id without articles.
      changed_[d] =
          !moved[d].empty() || !added[d].empty() || (d == 0 && !corrections_.namesakes().empty());
      if (changed_[d]) MakeDictionary(d, moved[d], std::move(added[d]));
    }
    for (size_t d = 0; d < 3; ++d) {
      for (const auto& [ordinal, merged_id] : moved[d]) {
        const Place rest = FindFinal(merged_id);
        const bool split = corrections_.SplitsOf(merged_id) != nullptr;
        if (split || (rest.dimension != d && rest.ordinal != kDropped)) {
          map_[d][ordinal] = kElsewhere;
          Elsewhere& elsewhere = elsewhere_[d][ordinal];
          elsewhere.rest = rest;
          if (split) elsewhere.fork = forks_[merged_id].get();
        } else {
          map_[d][ordinal] = rest.ordinal;
        }
      }
    }
    for (auto& [merged_id, fork] : forks_) {
      const std::vector<EntitySplit>& splits = *corrections_.SplitsOf(merged_id);
      for (size_t b = 0; b < splits.size(); ++b) {
        fork->branches[b].target = FindFinal(splits[b].target);
      }
    }
  }

  // The own values that stay, and those that are added; the own dictionary is given up.
  void MakeDictionary(size_t d, const absl::flat_hash_map<Ordinal, std::string>& moved,
                      std::vector<std::string> added) {
    std::sort(added.begin(), added.end());
    added.erase(std::unique(added.begin(), added.end()), added.end());
    std::vector<Dictionary::Entry>& own = dictionary(d).entries;
    std::vector<Dictionary::Entry>& made = final_[d].entries;
    made.reserve(own.size() + added.size());
    map_[d].resize(own.size());
    size_t next = 0;
    const auto add_before = [&](const std::string* value) {
      for (; next < added.size() && (value == nullptr || added[next] < *value); ++next) {
        made.push_back({std::move(added[next]), "", 0});
      }
    };
    for (Ordinal o = 0; o < own.size(); ++o) {
      add_before(&own[o].value);
      const auto move = moved.find(o);
      const bool stays = move == moved.end() ||
                         (move->second == own[o].value && !corrections_.IsHidden(own[o].value));
      if (!stays) continue;
      map_[d][o] = static_cast<Ordinal>(made.size());
      made.push_back(std::move(own[o]));
    }
    add_before(nullptr);
  }

  Place FindFinal(absl::string_view id) {
    const size_t d = IndexOf(id);
    if (corrections_.IsHidden(id)) return {d, kDropped};
    const Ordinal ordinal = (changed_[d] ? final_[d] : dictionary(d)).Find(id);
    return {d, ordinal == kNoOrdinal ? kDropped : ordinal};
  }

  bool Mentions(Row row, const std::vector<Place>& entities) {
    return std::any_of(entities.begin(), entities.end(), [&](const Place& entity) {
      const ValueColumn& own = column(entity.dimension);
      return std::binary_search(own.ordinals.begin() + own.offsets[row],
                                own.ordinals.begin() + own.offsets[row + 1], entity.ordinal);
    });
  }

  bool Holds(Row row, const Condition& condition) {
    const int32_t start = columns_.publish.start[row];
    switch (condition.kind) {
      case AliasCondition::Kind::kWith:
        return Mentions(row, condition.entities);
      case AliasCondition::Kind::kWithout:
        return !Mentions(row, condition.entities);
      case AliasCondition::Kind::kSource: {
        const ValueColumn& sources = columns_.values[static_cast<size_t>(Dimension::kSource)];
        const uint32_t i = sources.offsets[row];
        return i < sources.offsets[row + 1] && sources.ordinals[i] == condition.source;
      }
      case AliasCondition::Kind::kSince:
        return start != kUnknownDay && start >= condition.day;
      case AliasCondition::Kind::kUntil: {
        if (start == kUnknownDay) return false;
        const auto precision = static_cast<article::DatePrecision>(columns_.publish.precision[row]);
        return article::ToDayNumber(
                   article::IntervalOf(article::FromDayNumber(start), precision).end) <=
               condition.day;
      }
    }
    return false;
  }

  Place Resolve(Row row, const Elsewhere& elsewhere) {
    if (elsewhere.fork == nullptr) return elsewhere.rest;
    Fork& fork = *elsewhere.fork;
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
    return elsewhere.rest;
  }

  // No value leaves its dimension and none depends on the article: in place.
  void RewriteAlone(size_t d) {
    ValueColumn& values = column(d);
    RowWriter writer(&values);
    std::vector<RowValue> row_values;
    uint32_t begin = values.offsets[0];
    for (Row row = 0; row < columns_.row_count; ++row) {
      const uint32_t end = values.offsets[row + 1];
      row_values.clear();
      for (uint32_t i = begin; i < end; ++i) {
        const Ordinal ordinal = map_[d][values.ordinals[i]];
        if (ordinal != kDropped) row_values.push_back({ordinal, IsAbout(values, i)});
      }
      PutInOrder(&row_values);
      writer.Write(row, row_values);
      begin = end;
    }
    writer.Finish();
  }

  void RewriteTogether() {
    std::array<ValueColumn, 3> made;
    std::vector<RowWriter> writers;
    for (size_t d = 0; d < 3; ++d) {
      made[d].offsets.assign(column(d).offsets.size(), 0);
      made[d].ordinals.reserve(column(d).ordinals.size());
      // A value may come from a dimension that has bits to one that had no values.
      if (!column(0).about.empty() || !column(1).about.empty() || !column(2).about.empty()) {
        made[d].about.assign(1, 0);
      }
      writers.emplace_back(&made[d]);
    }
    std::array<std::vector<RowValue>, 3> row_values;
    for (Row row = 0; row < columns_.row_count; ++row) {
      for (std::vector<RowValue>& values : row_values) values.clear();
      for (size_t d = 0; d < 3; ++d) {
        const ValueColumn& own = column(d);
        for (uint32_t i = own.offsets[row]; i < own.offsets[row + 1]; ++i) {
          Place place = {d, changed_[d] ? map_[d][own.ordinals[i]] : own.ordinals[i]};
          if (place.ordinal == kElsewhere) {
            place = Resolve(row, elsewhere_[d].find(own.ordinals[i])->second);
          }
          if (place.ordinal == kDropped) continue;
          row_values[place.dimension].push_back({place.ordinal, IsAbout(own, i)});
        }
      }
      for (size_t d = 0; d < 3; ++d) {
        PutInOrder(&row_values[d]);
        writers[d].Write(row, row_values[d]);
      }
    }
    for (size_t d = 0; d < 3; ++d) {
      writers[d].Finish();
      column(d) = std::move(made[d]);
    }
  }

  // Counts articles anew, and drops values that no article has any more.
  void Recount(size_t d) {
    if (changed_[d]) dictionary(d) = std::move(final_[d]);
    std::vector<Dictionary::Entry>& entries = dictionary(d).entries;
    for (Dictionary::Entry& entry : entries) entry.article_count = 0;
    for (const Ordinal ordinal : column(d).ordinals) ++entries[ordinal].article_count;
    std::vector<Ordinal> map(entries.size());
    Ordinal size = 0;
    for (Ordinal o = 0; o < entries.size(); ++o) {
      map[o] = size;
      if (entries[o].article_count == 0) continue;
      if (size != o) entries[size] = std::move(entries[o]);
      ++size;
    }
    if (size == entries.size()) return;
    entries.resize(size);
    for (Ordinal& ordinal : column(d).ordinals) ordinal = map[ordinal];
  }

  void NameTouched() {
    for (const std::string& id : corrections_.touched()) {
      const Place place = FindOwn(id);  // In the final dictionary by now.
      if (place.ordinal == kDropped) continue;
      std::string& name = dictionary(place.dimension).entries[place.ordinal].display_name;
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
      corrections_.SetDisplayName(id, name);
    }
  }

  const NameSource& source_;
  Columns& columns_;
  EntityCorrections& corrections_;
  // By dimension, in the order of kEntityDimensions.
  std::array<bool, 3> changed_ = {};
  std::array<Dictionary, 3> final_;
  std::array<std::vector<Ordinal>, 3> map_;  // Own ordinal -> final one; empty where not changed.
  std::array<absl::flat_hash_map<Ordinal, Elsewhere>, 3> elsewhere_;
  absl::flat_hash_map<std::string, std::unique_ptr<Fork>> forks_;  // By merged id.
};

}  // namespace

void CorrectColumns(const NameSource& source, Columns* columns, EntityCorrections* corrections) {
  if (corrections->empty()) return;
  Corrector(source, columns, corrections).Run();
}

}  // namespace dateline::snapshot

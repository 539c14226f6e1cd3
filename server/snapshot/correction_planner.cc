#include "server/snapshot/correction_planner.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "server/snapshot/fuller_names.h"

namespace dateline::snapshot {

using article::Dimension;

// Homes that the reason of a split lists.
constexpr size_t kMaxToldHomes = 10;

class CorrectionPlanner {
 public:
  CorrectionPlanner(const EntityCorrections::Dictionaries& own, const AliasOverlay* overlay)
      : own_(own), overlay_(overlay) {}

  EntityCorrections Plan(EntityRules rules) {
    if (overlay_ != nullptr) {
      plan_.has_overlay_ = true;
      plan_.fingerprint_ = overlay_->fingerprint;
      plan_.summary_.path = overlay_->path;
    }
    rule_ = std::move(rules.merges);
    parents_ = rule_;
    plan_.namesakes_ = std::move(rules.namesakes);
    if (overlay_ != nullptr) {
      CheckKeeps();
      for (const AliasLine& line : overlay_->lines) Admit(line);
      DropUnknown();
    }
    TellNamesakes();
    if (overlay_ != nullptr) {
      for (const Correction& correction : corrections_) Apply(correction);
      std::sort(warnings_.begin(), warnings_.end());
      plan_.summary_.warning_count = static_cast<int>(warnings_.size());
      for (size_t i = 0; i < warnings_.size() && i < kMaxAliasWarnings; ++i) {
        plan_.summary_.warnings.push_back(std::move(warnings_[i].second));
      }
    }
    Finish();
    return std::move(plan_);
  }

 private:
  // A line that contradicts none before it; ids after the server's rule.
  struct Correction {
    const AliasLine* line;
    std::string id;
    std::string other_id;
  };
  // The first line of each action for one id; 0: none.
  struct Claims {
    int merge = 0;
    int hide = 0;
    int split = 0;
    int rename = 0;
    int name = 0;  // Of a rename, or of a split that gives this new id a name.
    const std::string* given_name = nullptr;
    int merges_behind = 0;  // The most merges in a row that end in this id.
  };

  bool IsKnown(absl::string_view id) const {
    const absl::optional<Dimension> dimension = DimensionOfEntity(id);
    return dimension && own_[static_cast<size_t>(*dimension)].Find(id) != kNoOrdinal;
  }

  template <typename... Pieces>
  void Warn(const AliasLine& line, const Pieces&... pieces) {
    warnings_.emplace_back(line.number, absl::StrCat("Line ", line.number, ": ", pieces..., "."));
  }

  void CheckKeeps() {
    absl::flat_hash_set<std::string> kept;
    for (const AliasLine& line : overlay_->lines) {
      if (line.action != AliasAction::kKeep) continue;
      if (plan_.namesakes_.BranchOf(line.id) != nullptr) {
        Warn(line, line.id,
             " is made by the server's rule; to keep it from doing so, keep the id "
             "that it is split from");
      } else if (!IsKnown(line.id)) {
        Warn(line, "no article has ", line.id);
      } else if (!kept.insert(line.id).second) {
        Warn(line, line.id, " is kept by a line before");
      } else {
        ++plan_.summary_.keeps;
      }
    }
  }

  // Says of every namesake what it was split from, and why.
  void TellNamesakes() {
    for (const Namesakes::Group& group : plan_.namesakes_.groups()) {
      std::vector<std::string> homes;
      for (const Namesakes::Branch& branch : group.branches) {
        if (homes.size() == kMaxToldHomes) break;
        homes.push_back(absl::StrCat(branch.home_name, " (", branch.article_count,
                                     branch.article_count == 1 ? " article)" : " articles)"));
      }
      if (homes.size() < group.branches.size()) homes.emplace_back("others");
      const std::string last = homes.back();
      homes.pop_back();
      for (const Namesakes::Branch& branch : group.branches) {
        EntityChange change;
        change.kind = EntityChange::Kind::kSplit;
        change.other_id = group.id;
        change.by_rule = true;
        change.reason =
            absl::StrCat("Persons of that name hold office for ", absl::StrJoin(homes, ", "),
                         " and ", last, "; these articles say ", branch.home_name, ".");
        plan_.line_changes_[RootOf(branch.target)].push_back(std::move(change));
      }
    }
  }

  std::string AfterRule(const std::string& id) const {
    const auto it = rule_.find(id);
    return it == rule_.end() ? id : it->second;
  }

  std::string RootOf(std::string id) const {
    for (auto it = parents_.find(id); it != parents_.end(); it = parents_.find(id)) {
      id = it->second;
    }
    return id;
  }

  // Takes the line unless it contradicts one before it.
  void Admit(const AliasLine& line) {
    if (line.action == AliasAction::kKeep) return;
    Correction correction = {&line, AfterRule(line.id), AfterRule(line.other_id)};
    const std::string& id = correction.id;
    Claims& claims = claims_[id];
    if (claims.merge != 0) {
      return Warn(line, line.id, " is merged into another by line ", claims.merge);
    }
    switch (line.action) {
      case AliasAction::kMerge:
        if (const int other = std::max({claims.hide, claims.split, claims.rename}); other != 0) {
          return Warn(line, line.id, " is to be merged, but line ", other,
                      " says something else about it");
        }
        if (id == correction.other_id) {
          return Warn(line, line.id, " and ", line.other_id, " are one by the server's rule");
        }
        if (RootOf(correction.other_id) == id) {
          return Warn(line, line.other_id, " is merged into ", line.id,
                      " by the lines before, and not the other way round");
        }
        if (!ExtendChain(id, correction.other_id)) {
          return Warn(line, "more than ", kMaxMergesInARow, " merges in a row, one into the other");
        }
        claims_[id].merge = line.number;
        parents_[id] = correction.other_id;
        break;
      case AliasAction::kRename:
        if (!ClaimName(line, id)) return;
        claims_[id].rename = line.number;
        break;
      case AliasAction::kHide:
        if (claims.hide != 0) return Warn(line, line.id, " is hidden by line ", claims.hide);
        claims.hide = line.number;
        break;
      case AliasAction::kSplit:
        if (id == correction.other_id) {
          return Warn(line, line.id, " and ", line.other_id, " are one by the server's rule");
        }
        if (!ClaimName(line, correction.other_id)) return;
        claims_[id].split = line.number;
        break;
      case AliasAction::kKeep:
        break;
    }
    corrections_.push_back(std::move(correction));
  }

  // Notes that `id` goes into `other`. False when that makes too many merges in a row.
  bool ExtendChain(const std::string& id, const std::string& other) {
    int ahead = 1;
    for (auto it = parents_.find(other); it != parents_.end(); it = parents_.find(it->second)) {
      ++ahead;
    }
    int behind = claims_[id].merges_behind;
    if (behind + ahead > kMaxMergesInARow) return false;
    std::string next = other;
    for (;;) {
      Claims& claims = claims_[next];
      claims.merges_behind = std::max(claims.merges_behind, ++behind);
      const auto it = parents_.find(next);
      if (it == parents_.end()) return true;
      next = it->second;
    }
  }

  // False, with a warning, when another line gives `id` another name or merges it.
  bool ClaimName(const AliasLine& line, const std::string& id) {
    Claims& claims = claims_[id];
    if (claims.merge != 0 && line.action == AliasAction::kSplit) return true;
    if (claims.name != 0 &&
        (*claims.given_name != line.name || line.action == AliasAction::kRename)) {
      Warn(line, id, " is named by line ", claims.name);
      return false;
    }
    if (claims.name == 0) {
      claims.name = line.number;
      claims.given_name = &line.name;
    }
    return true;
  }

  // Ids of the remaining lines that articles have.
  struct Known {
    absl::flat_hash_set<std::string> own;      // By themselves, or by a split.
    absl::flat_hash_set<std::string> reached;  // These, and what they are merged into.
  };

  // The part of a line that no article has; "" when all is there.
  std::string Unknown(const Correction& correction, const Known& known) const {
    const AliasLine& line = *correction.line;
    if (line.action == AliasAction::kMerge && !GoesIntoKnown(correction.other_id, known)) {
      return line.other_id;
    }
    const bool split = line.action == AliasAction::kSplit;
    if (split ? !IsKnown(correction.id) : !known.reached.contains(correction.id)) return line.id;
    for (const AliasCondition& condition : line.conditions) {
      if (condition.kind == AliasCondition::Kind::kSource) {
        const Dictionary& sources = own_[static_cast<size_t>(Dimension::kSource)];
        if (sources.Find(condition.value) == kNoOrdinal) {
          return absl::StrCat("the source \"", condition.value, "\"");
        }
      } else if (IsAboutEntity(condition) && !IsKnown(condition.value)) {
        return condition.value;
      }
    }
    return "";
  }

  // True when articles have the id or one that it is merged into. Of A into B and B into C, where
  // only C is unknown, the second line alone is about nothing.
  bool GoesIntoKnown(std::string id, const Known& known) const {
    while (!known.own.contains(id)) {
      const auto it = parents_.find(id);
      if (it == parents_.end()) return false;
      id = it->second;
    }
    return true;
  }

  static bool IsAboutEntity(const AliasCondition& condition) {
    return condition.kind == AliasCondition::Kind::kWith ||
           condition.kind == AliasCondition::Kind::kWithout;
  }

  // Drops the lines about what no article has. Without them others may be about nothing too.
  void DropUnknown() {
    for (bool dropped = true; dropped;) {
      dropped = false;
      const Known known = KnownIds();
      std::vector<Correction> left;
      std::vector<std::string> unmerged;
      for (Correction& correction : corrections_) {
        const std::string unknown = Unknown(correction, known);
        if (unknown.empty()) {
          left.push_back(std::move(correction));
          continue;
        }
        dropped = true;
        Warn(*correction.line, "no article has ", unknown);
        if (correction.line->action == AliasAction::kMerge) unmerged.push_back(correction.id);
      }
      corrections_ = std::move(left);
      for (const std::string& id : unmerged) parents_.erase(id);
    }
  }

  Known KnownIds() const {
    Known known;
    for (const Correction& correction : corrections_) {
      for (const std::string& id :
           {correction.id, correction.other_id, RootOf(correction.other_id)}) {
        if (IsKnown(id)) known.own.insert(id);
      }
      if (correction.line->action == AliasAction::kSplit && IsKnown(correction.id)) {
        known.own.insert(correction.other_id);
      }
    }
    for (std::string id : known.own) {
      while (known.reached.insert(id).second) {
        const auto it = parents_.find(id);
        if (it == parents_.end()) break;
        id = it->second;
      }
    }
    return known;
  }

  void Apply(const Correction& correction) {
    const AliasLine& line = *correction.line;
    AliasSummary& summary = plan_.summary_;
    EntityChange change;
    change.reason = line.reason;
    change.line = line.number;
    switch (line.action) {
      case AliasAction::kMerge:
        ++summary.merges;
        plan_.merge_causes_[correction.id] = {line.number, line.reason};
        return;
      case AliasAction::kRename:
        ++summary.renames;
        change.kind = EntityChange::Kind::kRename;
        plan_.given_names_[correction.id] = line.name;
        plan_.line_changes_[correction.id].push_back(std::move(change));
        return;
      case AliasAction::kHide:
        ++summary.hides;
        change.kind = EntityChange::Kind::kHide;
        plan_.hidden_.insert(correction.id);
        plan_.line_changes_[correction.id].push_back(std::move(change));
        return;
      case AliasAction::kSplit: {
        ++summary.splits;
        EntitySplit split;
        split.target = RootOf(correction.other_id);
        split.conditions = line.conditions;
        for (AliasCondition& condition : split.conditions) {
          if (IsAboutEntity(condition)) condition.value = RootOf(condition.value);
        }
        split.reason = line.reason;
        split.line = line.number;
        if (split.target == correction.other_id) plan_.given_names_[split.target] = line.name;
        change.kind = EntityChange::Kind::kSplit;
        change.other_id = correction.id;
        plan_.line_changes_[split.target].push_back(std::move(change));
        std::vector<std::string>& from = plan_.split_from_[split.target];
        // It may have been merged into what is split.
        if (split.target != correction.id &&
            std::find(from.begin(), from.end(), correction.id) == from.end()) {
          from.push_back(correction.id);
        }
        plan_.splits_[correction.id].push_back(std::move(split));
        return;
      }
      case AliasAction::kKeep:
        return;
    }
  }

  void Finish() {
    absl::flat_hash_set<std::string> touched;
    for (const Namesakes::Group& group : plan_.namesakes_.groups()) {
      touched.insert(RootOf(group.id));
      for (const Namesakes::Branch& branch : group.branches) touched.insert(RootOf(branch.target));
    }
    for (const auto& [id, parent] : parents_) {
      const std::string root = RootOf(id);
      plan_.merged_into_[id] = root;
      plan_.members_[root].push_back(id);
      touched.insert(root);
    }
    for (auto& [root, members] : plan_.members_) std::sort(members.begin(), members.end());
    for (const auto& [id, name] : plan_.given_names_) touched.insert(id);
    for (const auto& [id, splits] : plan_.splits_) {
      touched.insert(id);
      for (const EntitySplit& split : splits) touched.insert(split.target);
    }
    plan_.touched_.assign(touched.begin(), touched.end());
    std::sort(plan_.touched_.begin(), plan_.touched_.end());
  }

  const EntityCorrections::Dictionaries& own_;
  const AliasOverlay* overlay_;
  EntityCorrections plan_;
  absl::flat_hash_map<std::string, std::string> rule_;     // Merges of the rule alone.
  absl::flat_hash_map<std::string, std::string> parents_;  // Of rule and overlay.
  absl::flat_hash_map<std::string, Claims> claims_;
  std::vector<Correction> corrections_;
  std::vector<std::pair<int, std::string>> warnings_;  // By line.
};

absl::flat_hash_set<std::string> KeptIds(const AliasOverlay* overlay) {
  absl::flat_hash_set<std::string> kept;
  if (overlay == nullptr) return kept;
  for (const AliasLine& line : overlay->lines) {
    if (line.action == AliasAction::kKeep) kept.insert(line.id);
  }
  return kept;
}

absl::flat_hash_map<std::string, std::string> MergeFullerNames(
    const Dictionary& persons, const absl::flat_hash_set<std::string>& kept) {
  absl::flat_hash_map<std::string, std::string> merges;
  for (const FullerName& merge : FindFullerNames(persons, kept)) {
    merges[persons.entries[merge.from].value] = std::string(persons.entries[merge.into].value);
  }
  return merges;
}

EntityCorrections PlanCorrections(const EntityCorrections::Dictionaries& own, EntityRules rules,
                                  const AliasOverlay* overlay) {
  return CorrectionPlanner(own, overlay).Plan(std::move(rules));
}

EntityCorrections PlanCorrections(const EntityCorrections::Dictionaries& own, bool apply_rules,
                                  const AliasOverlay* overlay) {
  EntityRules rules;
  if (apply_rules) {
    rules.merges = MergeFullerNames(own[static_cast<size_t>(Dimension::kPerson)], KeptIds(overlay));
  }
  return PlanCorrections(own, std::move(rules), overlay);
}

}  // namespace dateline::snapshot

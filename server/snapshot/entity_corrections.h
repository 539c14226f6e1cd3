// What the server's rules and the alias overlay make of the entities of one revision.
//
// An article's own entities are those that its text alone gives it. Their ids become final ones in
// this order:
//   0. the server's own rules, which look at own ids: fuller names (fuller_names.h) are put into
//      others, and of these the articles about namesakes (namesakes.h) get ids of their own, which
//      the steps below take for own ones;
//   1. merges: those of fuller names, then the merges of the overlay; transitive;
//   2. splits: of the articles that mention a merged entity, each goes to the new id of the first
//      line of the file whose conditions it meets, or stays. Conditions look at ids after step 1.
//      A new id may be one that articles have, or one that was merged into another, and stands for
//      that then; what came by a split is not split again;
//   3. names and hiding, of final ids.
// In every line, an id that a rule put into another stands for that one. Of lines that contradict
// each other the first counts; the others, and those about what no article has, become warnings.

#ifndef DATELINE_SERVER_SNAPSHOT_ENTITY_CORRECTIONS_H_
#define DATELINE_SERVER_SNAPSHOT_ENTITY_CORRECTIONS_H_

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "indexer/article/article.h"
#include "indexer/article/dimension.h"
#include "server/snapshot/alias_overlay.h"
#include "server/snapshot/namesakes.h"
#include "server/snapshot/snapshot.h"

namespace dateline::snapshot {

// What was done to an entity. The numbers are the API's.
struct EntityChange {
  enum class Kind : uint8_t { kMerge = 1, kRename = 2, kHide = 3, kSplit = 4 };
  Kind kind = Kind::kMerge;
  std::string other_id;  // kMerge: what was merged into it; kSplit: what it was split from.
  bool by_rule = false;  // By the server's rules; else by the overlay.
  std::string reason;
  int line = 0;  // Of the overlay; 0 for the rule.
};

// A split line, its ids after merging.
struct EntitySplit {
  std::string target;
  std::vector<AliasCondition> conditions;
  std::string reason;
  int line = 0;
};

// How the overlay was applied.
struct AliasSummary {
  std::string path;
  int merges = 0;
  int renames = 0;
  int hides = 0;
  int splits = 0;
  int keeps = 0;
  int warning_count = 0;
  std::vector<std::string> warnings;  // The first kMaxAliasWarnings.
};
inline constexpr size_t kMaxAliasWarnings = 100;
inline constexpr int kMaxMergesInARow = 100;  // A into B, B into C, ...

// Made by PlanCorrections (correction_planner.h); immutable once its snapshot is loaded.
class EntityCorrections {
 public:
  using Dictionaries = std::array<Dictionary, article::kValueDimensionCount>;

  // True when all ids and names are as articles have them.
  bool empty() const {
    return merged_into_.empty() && splits_.empty() && given_names_.empty() && hidden_.empty() &&
           namesakes_.empty();
  }

  // What the server's rule made of own ids before everything below.
  const Namesakes& namesakes() const { return namesakes_; }

  // The id that `id` was merged into, or itself.
  absl::string_view Merged(absl::string_view id) const;
  // The split lines of a merged id; null when it has none.
  const std::vector<EntitySplit>* SplitsOf(absl::string_view merged_id) const;
  bool IsHidden(absl::string_view final_id) const { return hidden_.contains(final_id); }
  // The reason of the overlay; "" for an id that is not hidden.
  absl::string_view WhyHidden(absl::string_view final_id) const;
  // The name that the overlay gives a final id; null when it gives none.
  const std::string* GivenName(absl::string_view final_id) const;
  // Merges first (the rule's by id, then in the order of the file), then the rule's splits, then as
  // in the file.
  std::vector<EntityChange> ChangesOf(absl::string_view final_id) const;

  // Merged ids whose articles may count for `final_id`: itself, and what was split into it.
  std::vector<std::string> SourcesOf(absl::string_view final_id) const;
  // Ids that were merged into `merged_id`, and itself; after the rule for namesakes.
  std::vector<std::string> MembersOf(absl::string_view merged_id) const;

  // The own ids whose articles may count for `final_id`; among them itself.
  std::vector<std::string> OwnIdsOf(absl::string_view final_id) const;

  // True when not all articles of the own ids of a final id count for it.
  bool DependsOnArticles(absl::string_view final_id) const;

  // True when the articles of a final id are those that have it as their own, and no others.
  bool HasOwnArticles(absl::string_view final_id) const;

  // Final ids that merges, names or splits have touched, sorted.
  const std::vector<std::string>& touched() const { return touched_; }
  // Own ids whose articles or names may not be as the articles give them, sorted; among them every
  // final id that may have other articles or another name than the own id of the same spelling.
  std::vector<std::string> OwnIdsTouched() const;
  // Every id that was merged into another.
  const absl::flat_hash_map<std::string, std::string>& merged_into() const { return merged_into_; }
  const absl::flat_hash_map<std::string, std::vector<EntitySplit>>& splits() const {
    return splits_;
  }
  const absl::flat_hash_set<std::string>& hidden() const { return hidden_; }

  // Present when there is an overlay.
  const AliasSummary* summary() const { return has_overlay_ ? &summary_ : nullptr; }
  // Of the overlay's bytes; 0 without one.
  uint64_t fingerprint() const { return fingerprint_; }

  // Gives the mentions of a stored article their final ids, kinds and names. An entity that was
  // touched has one name, its display name, in all articles; others keep the article's own. What is
  // hidden is linked to nothing. `about`, unless null, gets the final ids of what the article is
  // about, as the columns have it: what it was about under one of the own ids.
  void Apply(article::Article* article, absl::flat_hash_set<std::string>* about = nullptr) const;

  // --- Filled in when the columns are corrected. ---

  // Display name of a touched entity that articles have; null for others.
  const std::string* DisplayName(absl::string_view final_id) const;
  void SetDisplayName(const std::string& final_id, std::string name) {
    display_names_[final_id] = std::move(name);
  }
  // The split that each article of a split id has met, by row, ascending; rows that stay are not
  // here.
  using SplitRows = std::vector<std::pair<Row, uint32_t>>;
  const SplitRows* SplitRowsOf(absl::string_view merged_id) const;
  void SetSplitRows(const std::string& merged_id, SplitRows rows) {
    split_rows_[merged_id] = std::move(rows);
  }
  // Names that ids had on their own, before they were merged or renamed, and the ids they stand
  // for now.
  struct FormerName {
    article::Dimension dimension;  // Of the own id.
    std::string name;
    std::string final_id;
  };
  const std::vector<FormerName>& former_names() const { return former_names_; }
  void AddFormerName(FormerName former) { former_names_.push_back(std::move(former)); }

  // Memory held, about.
  uint64_t byte_size() const;

 private:
  friend class CorrectionPlanner;

  struct MergeCause {
    int line = 0;        // 0: the rule's.
    std::string reason;  // Of the overlay.
  };

  bool has_overlay_ = false;
  uint64_t fingerprint_ = 0;
  AliasSummary summary_;
  absl::flat_hash_map<std::string, std::string> merged_into_;  // Id -> the last id of its chain.
  absl::flat_hash_map<std::string, MergeCause> merge_causes_;  // Of those with a line.
  absl::flat_hash_map<std::string, std::vector<std::string>> members_;  // The other way round.
  absl::flat_hash_map<std::string, std::vector<EntitySplit>> splits_;
  absl::flat_hash_map<std::string, std::vector<std::string>> split_from_;  // Final -> merged ids.
  absl::flat_hash_map<std::string, std::string> given_names_;
  absl::flat_hash_set<std::string> hidden_;
  Namesakes namesakes_;
  // Renames, hides and splits by final id: the rule's, then in the order of the file.
  absl::flat_hash_map<std::string, std::vector<EntityChange>> line_changes_;
  std::vector<std::string> touched_;
  absl::flat_hash_map<std::string, std::string> display_names_;
  absl::flat_hash_map<std::string, SplitRows> split_rows_;
  std::vector<FormerName> former_names_;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_ENTITY_CORRECTIONS_H_

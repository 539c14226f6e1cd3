// The alias overlay: a user's file of corrections to entities, read.
//
// A file is UTF-8 text. Lines that are blank or begin with '#' say nothing; every other one is a
// correction, its columns separated by one TAB, spaces around a column aside:
//
//   merge   ID  INTO_ID                        REASON   the articles of ID count for INTO_ID
//   rename  ID  NAME                           REASON   its display name
//   hide    ID                                 REASON   left out of facets, selections, articles
//   split   ID  NEW_ID  NAME  CONDITIONS       REASON   articles of ID that meet all CONDITIONS
//                                                       count for NEW_ID, whose name is NAME
//   keep    ID                                 REASON   the server's own rules leave ID alone
//
// Conditions are separated by spaces; a value with a space in it stands in double quotes:
//
//   with=ID  without=ID   the article mentions that entity, or does not
//   source=NAME           its source
//   since=DATE            no day that it may have appeared on is before DATE, or behind it; DATE is
//   until=DATE            2001, 2001-01 or 2001-01-20. An unknown publish date passes neither.
//
// An id is person/..., organization/... or place/...; both ids of a line may be of different kinds.
// What the lines of a file mean together stands in entity_corrections.h.

#ifndef DATELINE_SERVER_SNAPSHOT_ALIAS_OVERLAY_H_
#define DATELINE_SERVER_SNAPSHOT_ALIAS_OVERLAY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "indexer/article/dimension.h"

namespace dateline::snapshot {

inline constexpr size_t kMaxAliasFileBytes = size_t{16} << 20;
inline constexpr size_t kMaxAliasLines = 100000;     // Corrections, blank lines and comments aside.
inline constexpr size_t kMaxAliasFieldBytes = 1000;  // Of one column.
inline constexpr size_t kMaxAliasConditions = 16;    // Of one line.

enum class AliasAction : uint8_t { kMerge, kRename, kHide, kSplit, kKeep };

struct AliasCondition {
  enum class Kind : uint8_t { kWith, kWithout, kSource, kSince, kUntil };
  Kind kind = Kind::kWith;
  std::string value;  // Entity id or source; a date as it was written.
  int32_t day = 0;    // kSince: first day that passes; kUntil: the last one.
};

struct AliasLine {
  int number = 0;  // In the file, from 1.
  AliasAction action = AliasAction::kMerge;
  std::string id;
  std::string other_id;                    // kMerge: the id it goes into; kSplit: the new one.
  std::string name;                        // kRename, kSplit.
  std::vector<AliasCondition> conditions;  // kSplit: all must hold; at least one.
  std::string reason;                      // Never empty.
};

struct AliasOverlay {
  std::string path;          // For messages.
  uint64_t fingerprint = 0;  // Of the file's bytes; never 0.
  std::vector<AliasLine> lines;
};

// Reads the text of a file. INVALID_ARGUMENT with path, line, what is wrong and what is allowed.
absl::StatusOr<AliasOverlay> ParseAliasOverlay(absl::string_view path, absl::string_view text);

// The dimension that an entity id belongs to; nullopt for what is none.
absl::optional<article::Dimension> DimensionOfEntity(absl::string_view id);
// The same for a value of `dimension`, when that is of entities and the id of another one.
absl::optional<article::Dimension> OtherDimension(article::Dimension dimension,
                                                  absl::string_view value);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_ALIAS_OVERLAY_H_

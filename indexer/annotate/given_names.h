// Given names: of which sex they are, and which are short for which.
//
// Immutable once the lexicon that owns it is loaded; views live as long as the gazetteers.

#ifndef DATELINE_INDEXER_ANNOTATE_GIVEN_NAMES_H_
#define DATELINE_INDEXER_ANNOTATE_GIVEN_NAMES_H_

#include <cstdint>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace dateline::annotate {

enum class Sex : uint8_t { kUnknown, kMale, kFemale };

class GivenNames {
 public:
  // Of those who bear that name, by PhraseKey; kUnknown when it is not listed.
  Sex SexOf(absl::string_view key) const;

  // As SexOf, and of short forms ("kate") that of the names that they are short for, though others
  // may use them too.
  Sex LikelySexOf(absl::string_view key) const;

  // "bob" and "robert", "bob" and "bobby": one is short for the other, or both are for a third.
  bool SameName(absl::string_view a, absl::string_view b) const;

  // For the lexicon alone: a line of the gazetteers. `sex` is "m", "f" or nothing; `full` are the
  // names that it is short for, a space between. False when they are damaged.
  bool Add(absl::string_view key, absl::string_view sex, absl::string_view full);

 private:
  struct Name {
    Sex sex = Sex::kUnknown;
    absl::string_view full;
  };
  absl::flat_hash_map<absl::string_view, Name> names_;
};

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_GIVEN_NAMES_H_

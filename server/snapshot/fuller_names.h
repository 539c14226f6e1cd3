// The server's own rule for persons: "Edward Kennedy", "Edward M. Kennedy" and "Edward Moore
// Kennedy" are one, as long as nothing in the index speaks against it.
//
// The rule reads ids alone: the words of "person/edward-m-kennedy". A name is taken apart into
// given name (the first word), family name (the last one that is no suffix), what stands between
// them, and a suffix (jr, sr, ii, iii, iv). Of all ids with the same given and family name
//
//   short forms    have nothing in between,
//   initial forms  a single letter,
//   middle forms   a single longer word,
//   longer forms   several words.
//
// Short, initial and middle forms of the same suffix are one person when
//   - there is an initial form: without one, the word in between may belong to a given or to a
//     family name, and the first word be a family name (Choe Son Hui, Jean-Claude Juncker);
//   - all that stands in between fits, in all of these ids, whatever their suffix: of several words
//     the first one counts, a letter fits words that begin with it, and words fit themselves (John
//     D. Smith and John F. Smith are two, and John Smith may be either);
//   - they have a suffix, or no id among these has one (John Smith may be John M. Smith Jr.).
// A suffix is never dropped, so that "x-jr" and "x" stay two. Longer forms stay by themselves, as
// do names with a given or family name of one letter.
//
// Places are left alone. "Portland" may be the "Portland, Maine" of the same index, and "Paris" is
// not its "Paris, Texas"; nothing that a snapshot has tells these two cases apart.

#ifndef DATELINE_SERVER_SNAPSHOT_FULLER_NAMES_H_
#define DATELINE_SERVER_SNAPSHOT_FULLER_NAMES_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "server/snapshot/snapshot.h"

namespace dateline::snapshot {

// The reason of all these merges, as a sentence.
inline constexpr absl::string_view kFullerNameReason =
    "One name is the fuller form of the other, and with that given and family name this index has "
    "no other middle name.";

struct FullerName {
  Ordinal from;
  Ordinal into;  // The shortest: fewest words, then fewest bytes, then the smallest id.
};

// What the rule merges, ascending by `from`. A function of the ids alone. Ids in `kept` speak
// against a merge as others do, but are themselves not merged.
std::vector<FullerName> FindFullerNames(const Dictionary& persons,
                                        const absl::flat_hash_set<std::string>& kept);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_FULLER_NAMES_H_

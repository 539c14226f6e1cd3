// The places that share a name, and where places lie.
//
// A region is a country by its ISO 3166-1 code ("FR") or, in the United States, Canada, Australia
// and the United Kingdom, a state by its ISO 3166-2 code ("US-TX", "GB-SCT"). Immutable once the
// lexicon that owns it is loaded; views live as long as the gazetteers.

#ifndef DATELINE_INDEXER_ANNOTATE_PLACE_BEARERS_H_
#define DATELINE_INDEXER_ANNOTATE_PLACE_BEARERS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace dateline::annotate {

// One of the places that bear a name.
struct PlaceBearer {
  std::string name;          // Display name: "Paris, Texas"; empty for the plain name.
  absl::string_view region;  // The region in which it lies, or which it is.
  bool is_region = false;    // It is that country or state itself.
  uint32_t renown = 0;       // On the scale of thousands of inhabitants.
  absl::string_view cues;    // PhraseKeys of words that speak for it, a space between.
};

// A display name's region as gazetteers write it: "=FR" is France itself, "FR" lies in it.
constexpr bool IsRegionItself(absl::string_view region) {
  return !region.empty() && region[0] == '=';
}

// "US" of "US-TX" and of "US".
inline absl::string_view CountryOf(absl::string_view region) { return region.substr(0, 2); }

// True when `inner` is `outer` or a state of it.
inline bool LiesIn(absl::string_view inner, absl::string_view outer) {
  return inner == outer || (outer.size() == 2 && CountryOf(inner) == outer);
}

class PlaceBearers {
 public:
  // How many times better known than any other the best-known bearer of a name is, at least, for
  // the name alone to mean it.
  static constexpr uint32_t kDominance = 2;

  // True when several places are called so.
  bool HasNamesakes(absl::string_view key) const { return bearers_.contains(key); }

  // All of them, the best-known first; empty when there are no two. The first has the plain name
  // if it is meant where nothing is said; the names of the others are made of name and region.
  std::vector<PlaceBearer> BearersOf(absl::string_view key) const;

  // True when the first of `bearers` is meant where nothing is said. REQUIRES: not empty
  static bool HasDefault(const std::vector<PlaceBearer>& bearers);

  // "Texas" of "US-TX", "Pakistan" of "PK"; empty for an unknown region.
  absl::string_view NameOf(absl::string_view region) const;
  // "Pakistani" of "PK"; empty when there is none of one or two words.
  absl::string_view DemonymOf(absl::string_view region) const;
  // "PK" of "pakistani", by PhraseKey; empty when it is no demonym of one country.
  absl::string_view CountryOfDemonym(absl::string_view key) const;

  // "GB-ENG" of "lincolnshire"; empty for other names than counties of the United Kingdom.
  absl::string_view RegionOfCounty(absl::string_view key) const;

  // For the lexicon alone. Each takes the columns of a line of the gazetteers behind its sort and
  // gives false when they are damaged.
  bool AddRegion(absl::string_view region, absl::string_view name, absl::string_view demonym);
  bool AddCounty(absl::string_view key, absl::string_view region);
  bool AddBearers(absl::string_view key, absl::string_view name, absl::string_view cells);
  bool AddKnownBearer(absl::string_view key, absl::string_view name, absl::string_view region,
                      absl::string_view renown, absl::string_view cues);

 private:
  struct Region {
    absl::string_view name;
    absl::string_view demonym;
  };
  struct Row {
    absl::string_view name;
    absl::string_view cells;  // "US-OR:632 US-ME:67"
    std::vector<PlaceBearer> known;
  };
  absl::flat_hash_map<absl::string_view, Region> regions_;
  absl::flat_hash_map<std::string, absl::string_view> country_of_demonym_;
  absl::flat_hash_map<absl::string_view, absl::string_view> counties_;
  absl::flat_hash_map<absl::string_view, Row> bearers_;
};

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_PLACE_BEARERS_H_

#include "indexer/annotate/place_bearers.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "indexer/annotate/phrase_key.h"

namespace dateline::annotate {
namespace {

// "=US-TX:10000" without its renown, which goes to `*renown`.
bool ReadCell(absl::string_view cell, absl::string_view* region, uint32_t* renown) {
  const size_t colon = cell.find(':');
  if (colon == absl::string_view::npos) return false;
  *region = cell.substr(0, colon);
  return absl::SimpleAtoi(cell.substr(colon + 1), renown);
}

}  // namespace

bool PlaceBearers::AddRegion(absl::string_view region, absl::string_view name,
                             absl::string_view demonym) {
  if (region.empty() || name.empty()) return false;
  regions_[region] = Region{name, demonym};
  if (!demonym.empty()) {
    const std::string key = PhraseKey(demonym);
    // "Congolese" is of two countries.
    const auto [at, added] = country_of_demonym_.insert({key, region});
    if (!added) at->second = absl::string_view();
  }
  return true;
}

bool PlaceBearers::AddCounty(absl::string_view key, absl::string_view region) {
  counties_[key] = region;
  return !key.empty() && !region.empty();
}

bool PlaceBearers::AddBearers(absl::string_view key, absl::string_view name,
                              absl::string_view cells) {
  for (absl::string_view cell : absl::StrSplit(cells, ' ', absl::SkipEmpty())) {
    absl::string_view region;
    uint32_t renown = 0;
    if (!ReadCell(cell, &region, &renown)) return false;
  }
  Row& row = bearers_[key];
  row.name = name;
  row.cells = cells;
  return !key.empty() && !name.empty();
}

bool PlaceBearers::AddKnownBearer(absl::string_view key, absl::string_view name,
                                  absl::string_view region, absl::string_view renown,
                                  absl::string_view cues) {
  PlaceBearer bearer;
  bearer.name = std::string(name);
  bearer.is_region = IsRegionItself(region);
  bearer.region = bearer.is_region ? region.substr(1) : region;
  bearer.cues = cues;
  if (key.empty() || !absl::SimpleAtoi(renown, &bearer.renown)) return false;
  bearers_[key].known.push_back(std::move(bearer));
  return true;
}

std::vector<PlaceBearer> PlaceBearers::BearersOf(absl::string_view key) const {
  const auto found = bearers_.find(key);
  if (found == bearers_.end()) return {};
  const Row& row = found->second;
  std::vector<PlaceBearer> bearers = row.known;
  for (absl::string_view cell : absl::StrSplit(row.cells, ' ', absl::SkipEmpty())) {
    PlaceBearer bearer;
    ReadCell(cell, &bearer.region, &bearer.renown);
    bearer.is_region = IsRegionItself(bearer.region);
    if (bearer.is_region) bearer.region.remove_prefix(1);
    const bool known = std::any_of(row.known.begin(), row.known.end(), [&](const PlaceBearer& k) {
      return k.region == bearer.region && k.is_region == bearer.is_region;
    });
    if (known) continue;
    if (!bearer.region.empty()) bearer.name = absl::StrCat(row.name, ", ", NameOf(bearer.region));
    bearers.push_back(std::move(bearer));
  }
  if (bearers.size() < 2) return {};
  std::stable_sort(bearers.begin(), bearers.end(),
                   [](const PlaceBearer& a, const PlaceBearer& b) { return a.renown > b.renown; });
  if (row.known.empty() && HasDefault(bearers)) bearers[0].name.clear();
  return bearers;
}

bool PlaceBearers::HasDefault(const std::vector<PlaceBearer>& bearers) {
  return bearers.size() < 2 || bearers[0].renown >= kDominance * bearers[1].renown;
}

absl::string_view PlaceBearers::NameOf(absl::string_view region) const {
  const auto found = regions_.find(region);
  return found == regions_.end() ? absl::string_view() : found->second.name;
}

absl::string_view PlaceBearers::DemonymOf(absl::string_view region) const {
  const auto found = regions_.find(region);
  return found == regions_.end() ? absl::string_view() : found->second.demonym;
}

absl::string_view PlaceBearers::RegionOfCounty(absl::string_view key) const {
  const auto found = counties_.find(key);
  return found == counties_.end() ? absl::string_view() : found->second;
}

absl::string_view PlaceBearers::CountryOfDemonym(absl::string_view key) const {
  const auto found = country_of_demonym_.find(key);
  return found == country_of_demonym_.end() ? absl::string_view() : found->second;
}

}  // namespace dateline::annotate

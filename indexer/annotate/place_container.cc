#include "indexer/annotate/place_container.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/annotate/known_name.h"
#include "indexer/annotate/party_state.h"

namespace dateline::annotate {
namespace {

std::vector<absl::string_view> RegionsOf(const TokenizedText& text, const Lexicon& lexicon,
                                         uint32_t first, uint32_t last, const KnownName* known) {
  std::vector<absl::string_view> regions;
  const std::string key = KeyOf(text, first, last);
  for (const PlaceBearer& bearer : lexicon.places().BearersOf(key)) {
    if (bearer.is_region) regions.push_back(bearer.region);
  }
  if (regions.empty() && known != nullptr && IsRegionItself(known->region))
    regions.push_back(known->region.substr(1));
  if (regions.empty() && known == nullptr) {
    const absl::string_view county = lexicon.places().RegionOfCounty(key);
    if (!county.empty()) regions.push_back(county);
  }
  return regions;
}

}  // namespace

bool IsSign(const TokenizedText& text, uint32_t token, char sign) {
  return token < text.tokens.size() && text.text[text.tokens[token].begin] == sign;
}

absl::string_view KeyAt(const TokenizedText& text, uint32_t token) {
  return token < text.tokens.size() ? absl::string_view(text.tokens[token].key)
                                    : absl::string_view();
}

bool IsPlaceNoun(absl::string_view key) {
  static constexpr absl::string_view kNouns[] = {
      "capital", "city",     "community", "county",   "district", "hamlet",    "municipality",
      "port",    "province", "region",    "republic", "resort",   "state",     "suburb",
      "town",    "township", "village",   "area",     "hub",      "metropolis"};
  return std::find(std::begin(kNouns), std::end(kNouns), key) != std::end(kNouns);
}

bool ContainerFrom(const TokenizedText& text, const Lexicon& lexicon, uint32_t first,
                   Container* container) {
  const auto limit = static_cast<uint32_t>(text.tokens.size());
  if (first >= limit || !IsCapitalized(text.tokens[first].shape)) return false;
  uint32_t last = 0;
  const KnownName* known = LongestKnownName(text, lexicon, first, limit, &last);
  if (known == nullptr && text.tokens[first].shape == Shape::kUpper &&
      text.tokens[first].end - text.tokens[first].begin == 2)
    container->by_code = known = StateOfPostalCode(lexicon, text.tokens[first].key);
  if (known != nullptr && known->kind != article::Kind::kPlace) return false;
  container->first = first;
  container->last = last > first ? last : first + 1;
  container->regions = RegionsOf(text, lexicon, first, container->last, known);
  return !container->regions.empty();
}

bool ContainerUpTo(const TokenizedText& text, const Lexicon& lexicon, uint32_t last,
                   Container* container) {
  constexpr uint32_t kMostWords = 4;
  for (uint32_t words = std::min(last, kMostWords); words > 0; --words) {
    Container read;
    if (ContainerFrom(text, lexicon, last - words, &read) && read.last == last) {
      *container = std::move(read);
      return true;
    }
  }
  if (last == 0) return false;
  const Token& word = text.tokens[last - 1];
  uint32_t first = last - 1;
  absl::string_view country = lexicon.places().CountryOfDemonym(word.key);
  if (last > 1) {  // "South African"
    const absl::string_view longer =
        lexicon.places().CountryOfDemonym(absl::StrCat(text.tokens[last - 2].key, " ", word.key));
    if (!longer.empty()) {
      country = longer;
      first = last - 2;
    }
  }
  if (country.empty() || !IsCapitalized(word.shape)) return false;
  container->first = first;
  container->last = last;
  container->regions = {country};
  return true;
}

bool GoesOnAsList(const TokenizedText& text, uint32_t at) {
  const absl::string_view key = KeyAt(text, at);
  if (key == "and" || key == "or" || key == "to") return true;
  if (!IsSign(text, at, ',')) return false;
  // "Paris, Texas, New York and Rome" is a list only if one more name and its "and" follow.
  uint32_t i = at + 1;
  while (i < text.tokens.size() && IsCapitalized(text.tokens[i].shape)) ++i;
  return i > at + 1 && (KeyAt(text, i) == "and" || KeyAt(text, i) == "or");
}

}  // namespace dateline::annotate

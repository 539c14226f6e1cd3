#include "indexer/annotate/country_within.h"

#include <algorithm>
#include <iterator>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "indexer/annotate/known_name.h"

namespace dateline::annotate {
namespace {

using article::Kind;

// Countries, of today and before, that the list of our own names in several forms; all others are
// known as countries.
bool IsListedCountry(absl::string_view name) {
  static constexpr absl::string_view kNames[] = {"Antigua and Barbuda",
                                                 "Bosnia and Herzegovina",
                                                 "Brunei",
                                                 "Burkina Faso",
                                                 "Cambodia",
                                                 "Cape Verde",
                                                 "China",
                                                 "Czech Republic",
                                                 "Czechoslovakia",
                                                 "East Germany",
                                                 "East Timor",
                                                 "England",
                                                 "Eswatini",
                                                 "Hong Kong",
                                                 "Iran",
                                                 "Ivory Coast",
                                                 "Kosovo",
                                                 "Macau",
                                                 "Micronesia",
                                                 "Myanmar",
                                                 "Netherlands",
                                                 "New Zealand",
                                                 "North Korea",
                                                 "North Macedonia",
                                                 "Northern Ireland",
                                                 "Palestine",
                                                 "Papua New Guinea",
                                                 "Russia",
                                                 "Saudi Arabia",
                                                 "Scotland",
                                                 "South Korea",
                                                 "Soviet Union",
                                                 "Sri Lanka",
                                                 "Suriname",
                                                 "Taiwan",
                                                 "Trinidad and Tobago",
                                                 "Turkey",
                                                 "United Arab Emirates",
                                                 "United Kingdom",
                                                 "United States",
                                                 "Wales",
                                                 "West Germany",
                                                 "Yugoslavia",
                                                 "Zimbabwe"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

// "America" of "Bank of America" is no country.
bool IsOftenElse(absl::string_view key) {
  static constexpr absl::string_view kKeys[] = {"america", "chad", "georgia", "guinea", "holland",
                                                "jordan",  "mali", "persia",  "turkey"};
  return std::find(std::begin(kKeys), std::end(kKeys), key) != std::end(kKeys);
}

bool IsCountry(const KnownName& name) {
  return name.kind == Kind::kPlace &&
         (name.renown == Renown::kCountry ||
          (name.renown == Renown::kListed && IsListedCountry(name.canonical)));
}

// "GB" of what lies in the United Kingdom and of itself; empty when unknown.
absl::string_view CountryCodeOf(const KnownName& place) {
  return CountryOf(place.region.substr(IsRegionItself(place.region) ? 1 : 0));
}

// The country in the name of the organization; its `known` is null when there is none.
FoundMention CountryIn(const TokenizedText& text, const Lexicon& lexicon,
                       const FoundMention& organization) {
  FoundMention country = organization;
  country.kind = Kind::kPlace;
  country.known = nullptr;
  const KnownName* around = nullptr;  // A place, which ends at `around_end`.
  uint32_t around_end = 0;
  for (uint32_t at = organization.first; at < organization.last; ++at) {
    uint32_t end = 0;
    const KnownName* known = LongestKnownName(text, lexicon, at, organization.last, &end);
    if (known == nullptr) continue;
    const bool whole = at == organization.first && end == organization.last;
    if (whole || !IsCountry(*known) || IsOftenElse(KeyOf(text, at, end))) {
      if (known->kind == Kind::kPlace && end > around_end) {
        around = known;
        around_end = end;
      }
      continue;
    }
    // Australia is where South Australia is, but Wales is not where New South Wales is.
    if (end <= around_end && CountryCodeOf(*known) != CountryCodeOf(*around)) continue;
    country.first = at;
    country.last = end;
    country.known = known;
    break;
  }
  return country;
}

}  // namespace

void AppendCountriesWithin(const TokenizedArticle& article, const Lexicon& lexicon,
                           std::vector<FoundMention>* mentions) {
  absl::flat_hash_set<absl::string_view> named;
  for (const FoundMention& mention : *mentions) {
    if (mention.kind == Kind::kPlace && mention.known != nullptr)
      named.insert(mention.known->canonical);
  }
  const size_t size = mentions->size();
  for (size_t m = 0; m < size; ++m) {
    if ((*mentions)[m].kind != Kind::kOrganization) continue;
    const FoundMention& organization = (*mentions)[m];
    FoundMention country = CountryIn(article.text(organization.field), lexicon, organization);
    if (country.known == nullptr || !named.insert(country.known->canonical).second) continue;
    country.titled = false;
    country.origin = MentionOrigin::kWithin;
    mentions->push_back(country);
  }
  if (mentions->size() == size) return;
  std::stable_sort(mentions->begin(), mentions->end(),
                   [](const FoundMention& a, const FoundMention& b) {
                     return a.field != b.field ? a.field < b.field : a.first < b.first;
                   });
}

}  // namespace dateline::annotate

#include "indexer/annotate/article_country.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "indexer/annotate/dateline.h"
#include "indexer/annotate/known_name.h"

namespace dateline::annotate {
namespace {

// How much of an article's places and nationalities are its country's where no dateline tells.
constexpr double kMostOfArticle = 0.6;
constexpr int kFewestInArticle = 3;

// Countries whose summer is in January. Those at the equator have no summer.
bool IsSouthern(absl::string_view country) {
  static constexpr absl::string_view kCountries[] = {"AR", "AU", "BO", "BR", "BW", "CL", "FK", "LS",
                                                     "MG", "MU", "MW", "MZ", "NA", "NC", "NZ", "PE",
                                                     "PY", "RE", "SZ", "UY", "ZA", "ZM", "ZW"};
  return std::binary_search(std::begin(kCountries), std::end(kCountries), country);
}

// The region in which the place lies, or which it is ("=FR"); empty when that is open.
absl::string_view RegionOf(const TokenizedArticle& article, const std::vector<FoundMention>& found,
                           size_t mention, const PlaceSenses& senses, const Lexicon& lexicon) {
  const auto sense = senses.find(mention);
  if (sense != senses.end()) {
    if (sense->second.unlinked) return absl::string_view();
    if (!sense->second.region.empty()) return sense->second.region;
  }
  const FoundMention& m = found[mention];
  const KnownName* known = m.known;
  if (known == nullptr) known = lexicon.FindName(KeyOf(article.text(m.field), m.first, m.last));
  return known == nullptr ? absl::string_view() : known->region;
}

struct Countries {
  std::map<absl::string_view, int> mentions;  // Of places and nationalities, by country.
  absl::string_view of_dateline;              // Empty when there is none.
};

Countries CountCountries(const TokenizedArticle& article, const std::vector<FoundMention>& found,
                         const PlaceSenses& senses, const Lexicon& lexicon) {
  Countries countries;
  const TokenizedText& body = article.body;
  const Dateline dateline =
      body.sentences.empty() ? Dateline() : FindDateline(body, body.sentences.front());
  for (size_t i = 0; i < found.size(); ++i) {
    const FoundMention& m = found[i];
    if (m.kind != article::Kind::kPlace) continue;
    const absl::string_view region = RegionOf(article, found, i, senses, lexicon);
    if (region.empty()) continue;
    const absl::string_view country = CountryOf(region.substr(IsRegionItself(region) ? 1 : 0));
    ++countries.mentions[country];
    if (m.field != article::Field::kBody) continue;
    // "NEW DELHI:" is one too.
    const bool begins = m.first == 0 && body.tokens[0].shape == Shape::kUpper;
    if (begins || (m.first >= dateline.first && m.last <= dateline.last))
      countries.of_dateline = country;
  }
  for (const article::Field field : article::kFields) {
    for (const Token& token : article.text(field).tokens) {
      if (!(token.classes & kDemonym)) continue;
      const absl::string_view country = lexicon.places().CountryOfDemonym(token.key);
      if (!country.empty()) ++countries.mentions[country];
    }
  }
  return countries;
}

}  // namespace

ArticleCountry ReadArticleCountry(const TokenizedArticle& article,
                                  const std::vector<FoundMention>& found, const PlaceSenses& senses,
                                  const Lexicon& lexicon) {
  const Countries countries = CountCountries(article, found, senses, lexicon);
  ArticleCountry from;
  if (countries.mentions.size() == 1) {
    from.country = countries.mentions.begin()->first;
    return from;
  }
  int all = 0;
  for (const auto& [country, mentions] : countries.mentions) all += mentions;
  if (countries.of_dateline.empty()) {
    from.with_us = countries.mentions.count("US") > 0;
    for (const auto& [country, mentions] : countries.mentions) {
      if (mentions >= kFewestInArticle && mentions >= kMostOfArticle * all) from.country = country;
    }
    return from;
  }
  const int own = countries.mentions.at(countries.of_dateline);
  const bool rivalled =
      std::any_of(countries.mentions.begin(), countries.mentions.end(), [&](const auto& other) {
        return other.first != countries.of_dateline && other.second >= own;
      });
  if (!rivalled) from.country = countries.of_dateline;
  return from;
}

bool IsFromTheSouth(const TokenizedArticle& article, const std::vector<FoundMention>& found,
                    const PlaceSenses& senses, const Lexicon& lexicon) {
  const Countries countries = CountCountries(article, found, senses, lexicon);
  int all = 0;
  int southern = 0;
  int most_elsewhere = 0;
  for (const auto& [country, mentions] : countries.mentions) {
    all += mentions;
    if (IsSouthern(country)) {
      southern += mentions;
    } else {
      most_elsewhere = std::max(most_elsewhere, mentions);
    }
  }
  if (countries.of_dateline.empty())
    return southern >= kFewestInArticle && southern >= kMostOfArticle * all;
  return IsSouthern(countries.of_dateline) && southern > most_elsewhere;
}

}  // namespace dateline::annotate

#include "indexer/annotate/party_state.h"

#include <algorithm>
#include <iterator>

namespace dateline::annotate {
namespace {

// Postal codes (USPS Publication 28) and the names of their states, as keys: those that
// nothing else is called.
struct State {
  absl::string_view code;
  absl::string_view key;
};
constexpr State kStates[] = {
    {"al", "alabama"},
    {"ak", "alaska"},
    {"ar", "arkansas"},
    {"az", "arizona"},
    {"ca", "california"},
    {"co", "colorado"},
    {"ct", "connecticut"},
    {"de", "delaware"},
    {"fl", "florida"},
    {"ga", "ga"},
    {"hi", "hawaii"},
    {"ia", "iowa"},
    {"id", "idaho"},
    {"il", "illinois"},
    {"in", "indiana"},
    {"ks", "kansas"},
    {"ky", "kentucky"},
    {"la", "louisiana"},
    {"ma", "massachusetts"},
    {"md", "maryland"},
    {"me", "maine"},
    {"mi", "michigan"},
    {"mn", "minnesota"},
    {"mo", "missouri"},
    {"ms", "mississippi"},
    {"mt", "montana"},
    {"nc", "north carolina"},
    {"nd", "north dakota"},
    {"ne", "nebraska"},
    {"nh", "new hampshire"},
    {"nj", "new jersey"},
    {"nm", "new mexico"},
    {"nv", "nevada"},
    {"ny", "new york state"},
    {"oh", "ohio"},
    {"ok", "oklahoma"},
    {"or", "oregon"},
    {"pa", "pennsylvania"},
    {"ri", "rhode island"},
    {"sc", "south carolina"},
    {"sd", "south dakota"},
    {"tn", "tennessee"},
    {"tx", "texas"},
    {"ut", "utah"},
    {"va", "virginia"},
    {"vt", "vermont"},
    {"wa", "washington state"},
    {"wi", "wisconsin"},
    {"wv", "west virginia"},
    {"wy", "wyoming"},
};

}  // namespace

const KnownName* StateBehindParty(const TokenizedText& text, const Lexicon& lexicon, uint32_t i) {
  if (i < 2 || text.tokens[i].shape != Shape::kUpper || text.tokens[i].space_before) return nullptr;
  const Token& hyphen = text.tokens[i - 1];
  const Token& party = text.tokens[i - 2];
  if (hyphen.space_before || text.text[hyphen.begin] != '-') return nullptr;
  if (party.key != "d" && party.key != "r" && party.key != "i") return nullptr;
  return StateOfPostalCode(lexicon, text.tokens[i].key);
}

const KnownName* StateOfPostalCode(const Lexicon& lexicon, absl::string_view key) {
  const auto state = std::find_if(std::begin(kStates), std::end(kStates),
                                  [&](const State& s) { return s.code == key; });
  return state == std::end(kStates) ? nullptr : lexicon.FindName(state->key);
}

}  // namespace dateline::annotate

#include "indexer/annotate/party_state.h"

#include <algorithm>
#include <iterator>

#include "indexer/annotate/known_name.h"

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

bool IsParty(const Token& token) {
  return token.end - token.begin == 1 && (token.key == "d" || token.key == "r" || token.key == "i");
}

// A party and the gap that stands behind it: "D-", or "Roe R " where signs were lost.
bool StandsBehindParty(const TokenizedText& text, uint32_t i) {
  const std::vector<Token>& tokens = text.tokens;
  if (i < 2 || !IsCapitalized(tokens[i].shape) || tokens[i].newlines_before > 0) return false;
  const Token& before = tokens[i - 1];
  if (text.text[before.begin] == '-')
    return !tokens[i].space_before && !before.space_before && IsParty(tokens[i - 2]);
  if (!IsParty(before) || before.newlines_before > 0 || !tokens[i].space_before) return false;
  const uint32_t bracket = tokens[i - 2].shape == Shape::kOther ? 1 : 0;
  if (bracket > 0 && (i < 3 || text.text[tokens[i - 2].begin] != '(')) return false;
  const Token& name = tokens[i - 2 - bracket];
  const bool member = name.key == "senator" || name.key == "sen" || name.key == "rep" ||
                      name.key == "congressman" || name.key == "congresswoman";
  return IsCapitalized(name.shape) && name.shape != Shape::kInitial &&
         (member || !(name.classes & (kFunction | kTitle)));
}

// The words that a name of a state has at most, its dots and hyphens included.
constexpr uint32_t kMaxStateTokens = 3;

}  // namespace

const KnownName* StateBehindParty(const TokenizedText& text, const Lexicon& lexicon, uint32_t i,
                                  uint32_t* end) {
  if (!StandsBehindParty(text, i)) return nullptr;
  const Token& token = text.tokens[i];
  *end = i + 1;
  if (token.shape == Shape::kUpper || !(token.classes & kFunction)) {
    const KnownName* state = StateOfPostalCode(lexicon, token.key);
    if (state != nullptr) return state;
  }
  if (token.key == "georgia") return lexicon.FindName("ga");
  if (token.key == "wash" || token.key == "washington") return lexicon.FindName("washington state");
  const auto limit = std::min(i + kMaxStateTokens, static_cast<uint32_t>(text.tokens.size()));
  const KnownName* known = LongestKnownName(text, lexicon, i, limit, end);
  if (known == nullptr || known->kind != article::Kind::kPlace) return nullptr;
  if (known->canonical == "New York") return lexicon.FindName("new york state");
  const bool state = std::any_of(std::begin(kStates), std::end(kStates), [&](const State& s) {
    const KnownName* name = lexicon.FindName(s.key);
    return name != nullptr && name->canonical == known->canonical;
  });
  return state ? known : nullptr;
}

const KnownName* StateOfPostalCode(const Lexicon& lexicon, absl::string_view key) {
  const auto state = std::find_if(std::begin(kStates), std::end(kStates),
                                  [&](const State& s) { return s.code == key; });
  return state == std::end(kStates) ? nullptr : lexicon.FindName(state->key);
}

}  // namespace dateline::annotate

#include "indexer/annotate/office_home.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/string_view.h"
#include "indexer/annotate/entity_id.h"
#include "indexer/annotate/party_state.h"
#include "indexer/annotate/phrase_key.h"
#include "indexer/annotate/place_container.h"

namespace dateline::annotate {
namespace {

using article::Kind;

template <size_t kSize>
bool IsOneOf(const absl::string_view (&words)[kSize], absl::string_view key) {
  return std::find(std::begin(words), std::end(words), key) != std::end(words);
}

// Elective offices of a state, or that a state elects somebody for.
constexpr absl::string_view kStateOffices[] = {
    "assemblyman", "assemblywoman",  "congressman", "congresswoman", "gov",    "governor",
    "premier",     "representative", "rep",         "sen",           "senator"};
// Those of a country. A president may be a university's, which is called after a state.
constexpr absl::string_view kCountryOffices[] = {"chancellor", "president", "president-elect"};
constexpr absl::string_view kParties[] = {"democrat", "independent", "republican"};

// What an office says about the place behind it or before it.
enum class Office : uint8_t { kNone, kOfState, kOfCountry };

// Where a text lost its signs, more than a space is left of them: "the war in Iraq   Senator Roe
// said", "Senators Jane Roe   John Poe".
bool LacksSigns(const TokenizedText& text, uint32_t first, uint32_t last) {
  for (uint32_t i = first + 1; i < last; ++i) {
    if (text.tokens[i].begin - text.tokens[i - 1].end > 1) return true;
  }
  return false;
}

class Reader {
 public:
  Reader(const TokenizedArticle& article, const std::vector<FoundMention>& found,
         const std::vector<article::Mention>& mentions, const Lexicon& lexicon)
      : article_(article), found_(found), mentions_(mentions), lexicon_(lexicon) {
    for (size_t m = 0; m < found.size(); ++m) {
      if (found[m].kind != Kind::kPlace || mentions[m].entity_id.empty()) continue;
      place_at_[{static_cast<int>(found[m].field), found[m].first}] = m;
      place_before_[{static_cast<int>(found[m].field), found[m].last}] = m;
    }
  }

  absl::flat_hash_map<size_t, OfficeHome> Read();

 private:
  using Places = absl::flat_hash_map<std::pair<int, uint32_t>, size_t>;

  const TokenizedText& TextOf(const FoundMention& m) const { return article_.text(m.field); }
  absl::string_view RegionOf(size_t place) const;
  bool TakePlace(const Places& places, const FoundMention& m, uint32_t token, Office office,
                 OfficeHome* home) const;
  bool IsPremier(const FoundMention& m) const {
    const absl::string_view office = KeyAt(TextOf(m), m.first - 1);
    return office == "premier" || office == "minister";
  }
  Office OfficeBefore(const FoundMention& m, uint32_t* begin) const;
  uint32_t EndOf(const FoundMention& m) const;
  bool ReadParty(const FoundMention& m, OfficeHome* home) const;
  bool ReadBehind(const FoundMention& m, Office office, OfficeHome* home) const;
  bool ReadBefore(const FoundMention& m, Office office, uint32_t begin, OfficeHome* home) const;

  const TokenizedArticle& article_;
  const std::vector<FoundMention>& found_;
  const std::vector<article::Mention>& mentions_;
  const Lexicon& lexicon_;
  Places place_at_;      // Field and first token -> mention.
  Places place_before_;  // Field and the token behind -> mention.
};

// The region that the place is which the mention is linked to; empty when it is none.
absl::string_view Reader::RegionOf(size_t place) const {
  const std::string& name = mentions_[place].name;
  const KnownName* known = found_[place].known;
  if (known == nullptr || known->canonical != name) known = lexicon_.FindName(PhraseKey(name));
  if (known != nullptr && known->kind == Kind::kPlace && known->canonical == name &&
      IsRegionItself(known->region)) {
    return known->region.substr(1);
  }
  const std::string key(
      PhraseKey(TextOf(found_[place]).Words(found_[place].first, found_[place].last)));
  const KnownName* plain = lexicon_.FindName(key);
  for (const PlaceBearer& bearer : lexicon_.places().BearersOf(key)) {
    if (!bearer.is_region) continue;
    if (bearer.name == name) return bearer.region;
    if (bearer.name.empty() && plain != nullptr && plain->canonical == name) return bearer.region;
  }
  return absl::string_view();
}

// Takes the place that begins at `token`, or ends there, when it is one that the office may be of.
bool Reader::TakePlace(const Places& places, const FoundMention& m, uint32_t token, Office office,
                       OfficeHome* home) const {
  const auto at = places.find({static_cast<int>(m.field), token});
  if (at == places.end()) return false;
  const absl::string_view region = RegionOf(at->second);
  if (region.empty()) return false;
  home->id = mentions_[at->second].entity_id;
  home->name = mentions_[at->second].name;
  // Of most countries the gazetteers know the states by the region of the country.
  home->country = MakeEntityId(Kind::kPlace, lexicon_.places().NameOf(CountryOf(region)));
  if (home->country == home->id) home->country.clear();
  return office != Office::kOfCountry || home->country.empty();
}

// The office that stands before a name, and where its words begin.
Office Reader::OfficeBefore(const FoundMention& m, uint32_t* begin) const {
  const TokenizedText& text = TextOf(m);
  const auto beside = [&](uint32_t i) { return text.tokens[i].newlines_before == 0; };
  if (m.first == 0 || !beside(m.first)) return Office::kNone;
  uint32_t at = m.first - 1;
  const Token& word = text.tokens[at];
  if (!IsCapitalized(word.shape)) return Office::kNone;
  const absl::string_view before = at > 0 && beside(at) ? KeyAt(text, at - 1) : "";
  Office office = IsOneOf(kStateOffices, word.key)     ? Office::kOfState
                  : IsOneOf(kCountryOffices, word.key) ? Office::kOfCountry
                                                       : Office::kNone;
  if (word.key == "minister" && before == "prime") {
    office = Office::kOfCountry;
    --at;
  } else if (word.key == "minister" && before == "first") {
    office = Office::kOfState;
    --at;
  } else if (word.key == "general" && before == "attorney") {
    office = Office::kOfState;
    --at;
  } else if ((word.key == "gov" || word.key == "governor") &&
             (before == "lt" || before == "lieutenant")) {
    --at;
  } else if (IsOneOf(kParties, word.key)) {
    office = Office::kOfState;
  }
  *begin = at;
  return office;
}

// The token behind a name and its "Jr."
uint32_t Reader::EndOf(const FoundMention& m) const {
  const TokenizedText& text = TextOf(m);
  uint32_t at = m.last;
  if (IsSign(text, at, ',') && (KeyAt(text, at + 1) == "jr" || KeyAt(text, at + 1) == "sr")) ++at;
  if (KeyAt(text, at) == "jr" || KeyAt(text, at) == "sr") ++at;
  return at;
}

// "(D-Ohio)", ", R-Ore.", and "D DE" where signs were lost.
bool Reader::ReadParty(const FoundMention& m, OfficeHome* home) const {
  const TokenizedText& text = TextOf(m);
  uint32_t at = EndOf(m);
  if (IsSign(text, at, '(') || IsSign(text, at, '[') || IsSign(text, at, ',')) ++at;
  at += IsSign(text, at + 1, '-') ? 2 : 1;
  uint32_t end = 0;
  if (at >= text.tokens.size() || StateBehindParty(text, lexicon_, at, &end) == nullptr)
    return false;
  return TakePlace(place_at_, m, at, Office::kOfState, home);
}

bool Reader::ReadBehind(const FoundMention& m, Office office, OfficeHome* home) const {
  const TokenizedText& text = TextOf(m);
  uint32_t at = EndOf(m);
  const bool sign = IsSign(text, at, '(') || IsSign(text, at, ',');
  if (sign) ++at;
  bool party = false;
  bool from = false;
  if (sign) {
    const bool indefinite =
        KeyAt(text, at) == "a" || KeyAt(text, at) == "an" || KeyAt(text, at) == "the";
    const uint32_t word = at + (indefinite ? 1 : 0);
    party = IsOneOf(kParties, KeyAt(text, word)) && IsCapitalized(text.tokens[word].shape);
    if (party) {
      at = word + 1;
      from = KeyAt(text, at) == "from";
      // A voter may be "a Democrat from Ohio", and a party's member "the Republican of Ohio".
      if ((indefinite || from) && office == Office::kNone) return false;
    }
  }
  if (!party && office == Office::kNone) return false;
  if (KeyAt(text, at) != "of" && !from) return false;
  if (text.tokens[at].newlines_before > 1) return false;
  return TakePlace(place_at_, m, at + 1, party ? Office::kOfState : office, home);
}

bool Reader::ReadBefore(const FoundMention& m, Office office, uint32_t begin,
                        OfficeHome* home) const {
  const TokenizedText& text = TextOf(m);
  if (office == Office::kNone) return false;
  // "Ohio Republican Sen. Jane Roe", "Ohio state Sen. Jane Roe"
  if (office == Office::kOfState && begin > 0 && text.tokens[begin].newlines_before == 0 &&
      (IsOneOf(kParties, KeyAt(text, begin - 1)) || KeyAt(text, begin - 1) == "democratic" ||
       KeyAt(text, begin - 1) == "state")) {
    --begin;
  }
  if (!TakePlace(place_before_, m, begin, office, home)) return false;
  // A country's senator is called after its people, or after a state.
  if (office == Office::kOfState && home->country.empty() && !IsPremier(m)) return false;
  if (text.tokens[begin].newlines_before > 0 || LacksSigns(text, begin - 1, m.first + 1))
    return false;
  const size_t place = place_before_.find({static_cast<int>(m.field), begin})->second;
  const uint32_t first = found_[place].first;
  if (first == 0 || text.tokens[first].newlines_before > 0) return true;
  // "In Ohio Sen. Jane Roe said" and "Columbus, Ohio Sen. Jane Roe" lack a comma.
  static constexpr absl::string_view kWhere[] = {"across", "and",  "at",   "ex", "former", "in",
                                                 "inside", "late", "near", "on", "or"};
  if (IsOneOf(kWhere, KeyAt(text, first - 1)) || IsSign(text, first - 1, '-')) return false;
  return !IsSign(text, first - 1, ',') ||
         !place_before_.contains({static_cast<int>(m.field), first - 1});
}

absl::flat_hash_map<size_t, OfficeHome> Reader::Read() {
  absl::flat_hash_map<size_t, OfficeHome> homes;
  if (place_at_.empty()) return homes;
  for (size_t i = 0; i < found_.size(); ++i) {
    const FoundMention& m = found_[i];
    if (m.kind != Kind::kPerson || LacksSigns(TextOf(m), m.first, m.last)) continue;
    OfficeHome home;
    if (ReadParty(m, &home)) {
      homes[i] = std::move(home);
      continue;
    }
    uint32_t begin = 0;
    Office office = OfficeBefore(m, &begin);
    if (office != Office::kNone && begin > 0) {
      const absl::string_view before = KeyAt(TextOf(m), begin - 1);
      if (before == "former" || before == "late" || before == "then" ||
          IsSign(TextOf(m), begin - 1, '-')) {
        office = Office::kNone;
      }
    }
    if (ReadBehind(m, office, &home) || ReadBefore(m, office, begin, &home))
      homes[i] = std::move(home);
  }
  return homes;
}

}  // namespace

absl::flat_hash_map<size_t, OfficeHome> ReadOfficeHomes(
    const TokenizedArticle& article, const std::vector<FoundMention>& found,
    const std::vector<article::Mention>& mentions, const Lexicon& lexicon) {
  return Reader(article, found, mentions, lexicon).Read();
}

}  // namespace dateline::annotate

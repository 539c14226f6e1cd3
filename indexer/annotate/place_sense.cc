#include "indexer/annotate/place_sense.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "indexer/annotate/known_name.h"
#include "indexer/annotate/place_container.h"

namespace dateline::annotate {
namespace {

// A best-known place is left for another by the rest of the article alone only when it is less
// than kWorldFamous times as well known; and with less evidence below kRivalled times.
constexpr uint32_t kWorldFamous = 15;
constexpr uint32_t kRivalled = 4;
constexpr int kLead = 2;  // Evidence that the likeliest bearer is ahead of the others.
constexpr int kLeadOverDefault = 3;
constexpr int kMostFromCities = 3;  // Of a country.
constexpr int kCue = 3;
constexpr int kMostFromCues = 6;

// Of names that only places below this bear, something better known is meant as often: "West
// Point".
constexpr uint32_t kTown = 30;

constexpr int kNone = -1;

// What the article calls by one name that several places bear.
struct SharedName {
  std::string key;
  std::vector<PlaceBearer> bearers;
  bool has_default = false;
  std::vector<size_t> mentions;  // Of `found`, ascending.
  std::vector<int> beside;       // Per mention: the bearer that the words beside it say, or kNone.
};

// A region that the article speaks of, and how.
struct Evidence {
  absl::string_view region;
  bool itself = false;  // The name of the region, not of a place in it.
  bool people = false;  // A nationality.
};

// Known so much better than the others of that name that only words beside it say otherwise.
bool IsFamous(const SharedName& name) {
  return name.has_default &&
         name.bearers[0].renown >= kWorldFamous * std::max(1u, name.bearers[1].renown);
}

// England is as large as other countries, and named as often.
bool IsState(absl::string_view region) { return region.size() > 2 && CountryOf(region) != "GB"; }

class Reader {
 public:
  Reader(const TokenizedArticle& article, const std::vector<FoundMention>& found,
         const Lexicon& lexicon)
      : article_(article), found_(found), lexicon_(lexicon), places_(lexicon.places()) {}

  PlaceSenses Read();

 private:
  const TokenizedText& TextOf(const FoundMention& m) const { return article_.text(m.field); }
  void Collect();
  int BearerIn(const SharedName& name, const std::vector<absl::string_view>& regions) const;
  void ReadBeside(SharedName* name, size_t at);
  void Settle(SharedName* name, size_t at, int bearer, const TokenizedText& text, uint32_t first,
              uint32_t last);
  bool ReadBehind(SharedName* name, size_t at);
  bool ReadBefore(SharedName* name, size_t at);
  bool ReadOwnNoun(SharedName* name, size_t at);
  bool ReadAsContainer(SharedName* name, size_t at);
  void GatherEvidence();
  int Weigh(const SharedName& name, const PlaceBearer& bearer) const;
  int ByContext(const SharedName& name) const;
  int Elsewhere(const SharedName& name, bool* torn) const;
  std::string PlainNameOf(const SharedName& name) const;
  PlaceSense SenseOf(const SharedName& name, int bearer, LinkReason reason,
                     std::string detail) const;

  const TokenizedArticle& article_;
  const std::vector<FoundMention>& found_;
  const Lexicon& lexicon_;
  const PlaceBearers& places_;
  std::vector<SharedName> names_;
  absl::flat_hash_map<std::string, size_t> name_by_key_;
  PlaceSenses senses_;
  // The mentions that only say where another is, by field and token.
  absl::flat_hash_set<std::pair<int, uint32_t>> containers_;
  std::vector<std::pair<std::string, Evidence>> evidence_;  // Each key once.
  absl::flat_hash_set<absl::string_view> words_;            // Keys of the article.
  bool gathered_ = false;
};

void Reader::Collect() {
  for (size_t m = 0; m < found_.size(); ++m) {
    if (found_[m].kind != article::Kind::kPlace) continue;
    std::string key = KeyOf(TextOf(found_[m]), found_[m].first, found_[m].last);
    if (!places_.HasNamesakes(key)) continue;
    const auto [at, added] = name_by_key_.insert({key, names_.size()});
    if (added) {
      SharedName name;
      name.bearers = places_.BearersOf(key);
      name.has_default = !name.bearers.empty() && PlaceBearers::HasDefault(name.bearers);
      name.key = std::move(key);
      names_.push_back(std::move(name));
    }
    SharedName& name = names_[at->second];
    if (name.bearers.empty()) continue;
    name.mentions.push_back(m);
    name.beside.push_back(kNone);
  }
}

// The bearer of `name` that lies in one of the regions; kNone when none or several do.
int Reader::BearerIn(const SharedName& name, const std::vector<absl::string_view>& regions) const {
  int bearer = kNone;
  for (size_t i = 0; i < name.bearers.size(); ++i) {
    const PlaceBearer& b = name.bearers[i];
    const bool fits = std::any_of(regions.begin(), regions.end(), [&](absl::string_view region) {
      return b.is_region ? region.size() == 2 && b.region.size() > 2 && LiesIn(b.region, region)
                         : LiesIn(b.region, region);
    });
    if (!fits) continue;
    // Of several in a country the best known, which comes first.
    if (bearer == kNone) bearer = static_cast<int>(i);
  }
  return bearer;
}

void Reader::Settle(SharedName* name, size_t at, int bearer, const TokenizedText& text,
                    uint32_t first, uint32_t last) {
  name->beside[at] = bearer;
  senses_[name->mentions[at]] =
      SenseOf(*name, bearer, LinkReason::kQualified, std::string(text.Words(first, last)));
}

// "Paris, Texas", "Paris (Texas)", "Paris in Texas".
bool Reader::ReadBehind(SharedName* name, size_t at) {
  const FoundMention& m = found_[name->mentions[at]];
  const TokenizedText& text = TextOf(m);
  const bool comma = IsSign(text, m.last, ',');
  const bool bracket = IsSign(text, m.last, '(');
  const bool in = KeyAt(text, m.last) == "in";
  if (!comma && !bracket && !in) return false;
  uint32_t first = m.last + 1;
  if (in && KeyAt(text, first) == "the" &&
      (KeyAt(text, first + 1) == "state" || KeyAt(text, first + 1) == "province") &&
      KeyAt(text, first + 2) == "of")
    first += 3;
  Container container;
  if (!ContainerFrom(text, lexicon_, first, &container)) return false;
  if (bracket && !IsSign(text, container.last, ')')) return false;
  int bearer = BearerIn(*name, container.regions);
  const bool list = comma && GoesOnAsList(text, container.last);
  if (bearer == kNone && comma && !list && container.regions[0].size() > 2 &&
      container.regions.size() == 1) {
    // A town too small for the lists, in a state: "Moscow, Maine,". A state beside states is none.
    const bool state = std::any_of(name->bearers.begin(), name->bearers.end(),
                                   [](const PlaceBearer& b) { return b.is_region; });
    if (!state) {
      PlaceBearer small;
      small.name =
          absl::StrCat(text.Words(m.first, m.last), ", ", places_.NameOf(container.regions[0]));
      small.region = container.regions[0];
      name->bearers.push_back(std::move(small));
      bearer = static_cast<int>(name->bearers.size()) - 1;
    }
  }
  if (bearer == kNone) return false;
  if (list && bearer > 0 && name->has_default &&
      name->bearers[0].renown >= kWorldFamous * name->bearers[bearer].renown)
    return false;
  Settle(name, at, bearer, text, container.first, container.last);
  containers_.insert({static_cast<int>(m.field), container.first});
  const size_t next = name->mentions[at] + 1;
  if (container.by_code != nullptr && next < found_.size() && found_[next].field == m.field &&
      found_[next].first == container.first && found_[next].kind == article::Kind::kPlace) {
    PlaceSense state;  // "MA"
    state.name = std::string(container.by_code->canonical);
    state.reason = LinkReason::kKnownName;
    state.detail = state.name;
    senses_[next] = std::move(state);
  }
  return true;
}

// "Texas's Paris", "the Texas town of Paris", "Pakistani Punjab".
bool Reader::ReadBefore(SharedName* name, size_t at) {
  const FoundMention& m = found_[name->mentions[at]];
  const TokenizedText& text = TextOf(m);
  uint32_t end = m.first;
  if (end == 0) return false;
  bool noun = false;
  if (end >= 2 && KeyAt(text, end - 1) == "of" && IsPlaceNoun(KeyAt(text, end - 2))) {
    end -= 2;
    noun = true;
    while (end > 0 && text.tokens[end - 1].shape == Shape::kLower &&
           (IsPlaceNoun(text.tokens[end - 1].key) || KeyAt(text, end) == "state"))
      --end;
    if (end > 0 && IsSign(text, end - 1, '-')) --end;
  }
  bool possessive = false;
  if (end > 0 && text.tokens[end - 1].possessive) {
    possessive = true;
    --end;
  }
  Container container;
  if (end == 0 || !ContainerUpTo(text, lexicon_, end, &container)) return false;
  const bool people =
      container.regions.size() == 1 &&
      places_.CountryOfDemonym(KeyOf(text, container.first, end)) == container.regions[0];
  if (!noun && !possessive && !people) return false;
  int bearer = BearerIn(*name, container.regions);
  if (bearer == kNone) {  // "Pakistan's Punjab"
    for (size_t i = 0; i < name->bearers.size() && bearer == kNone; ++i) {
      const PlaceBearer& b = name->bearers[i];
      if (b.is_region && !b.name.empty() && b.region == container.regions[0] &&
          places_.NameOf(b.region) != b.name)
        bearer = static_cast<int>(i);
    }
  }
  if (bearer == kNone) return false;
  Settle(name, at, bearer, text, container.first, container.last);
  return true;
}

// "Washington state", "the state of Georgia", "the republic of Georgia".
bool Reader::ReadOwnNoun(SharedName* name, size_t at) {
  const FoundMention& m = found_[name->mentions[at]];
  const TokenizedText& text = TextOf(m);
  absl::string_view noun;
  uint32_t noun_at = 0;
  if (m.last < text.tokens.size() && text.tokens[m.last].shape == Shape::kLower) {
    noun = KeyAt(text, m.last);
    noun_at = m.last;
  }
  if (noun != "state" && m.first >= 2 && KeyAt(text, m.first - 1) == "of") {
    noun = KeyAt(text, m.first - 2);
    noun_at = m.first - 2;
  }
  const bool state = noun == "state";
  if (!state && noun != "republic") return false;
  for (size_t i = 0; i < name->bearers.size(); ++i) {
    const PlaceBearer& b = name->bearers[i];
    if (!b.is_region || (b.region.size() > 2) != state) continue;
    Settle(name, at, static_cast<int>(i), text, noun_at, noun_at + 1);
    return true;
  }
  return false;
}

// "Albany, New York": the town says which New York.
bool Reader::ReadAsContainer(SharedName* name, size_t at) {
  const FoundMention& m = found_[name->mentions[at]];
  const TokenizedText& text = TextOf(m);
  if (m.first < 2 || !IsSign(text, m.first - 1, ',')) return false;
  const auto region = std::find_if(name->bearers.begin(), name->bearers.end(),
                                   [](const PlaceBearer& b) { return b.is_region; });
  if (region == name->bearers.end() || name->mentions[at] == 0) return false;
  const FoundMention& town = found_[name->mentions[at] - 1];
  if (town.field != m.field || town.last + 1 != m.first || town.kind != article::Kind::kPlace)
    return false;
  const std::string key = KeyOf(text, town.first, town.last);
  const KnownName* known = lexicon_.FindName(key);
  std::vector<PlaceBearer> towns = places_.BearersOf(key);
  for (size_t i = 0; i < name->bearers.size(); ++i) {
    const PlaceBearer& b = name->bearers[i];
    if (!b.is_region) continue;
    bool lies = known != nullptr && LiesIn(known->region, b.region);
    const bool best = lies;
    for (const PlaceBearer& t : towns) lies = lies || (!t.is_region && LiesIn(t.region, b.region));
    // "Boston, New York and Rome": there are small Bostons everywhere.
    if (!lies || (!best && GoesOnAsList(text, m.last))) continue;
    Settle(name, at, static_cast<int>(i), text, town.first, town.last);
    containers_.insert({static_cast<int>(m.field), m.first});
    return true;
  }
  return false;
}

void Reader::ReadBeside(SharedName* name, size_t at) {
  if (ReadAsContainer(name, at)) {
    // It says nothing of "New York" elsewhere in the article.
    if (IsFamous(*name)) name->beside[at] = kNone;
    return;
  }
  if (ReadBehind(name, at) || ReadBefore(name, at) || ReadOwnNoun(name, at)) return;
}

// Every region that another name of the article stands for or lies in, and every nationality.
void Reader::GatherEvidence() {
  if (gathered_) return;
  gathered_ = true;
  absl::flat_hash_set<std::string> seen;
  for (size_t m = 0; m < found_.size(); ++m) {
    if (found_[m].kind != article::Kind::kPlace) continue;
    if (containers_.contains({static_cast<int>(found_[m].field), found_[m].first})) continue;
    std::string key = KeyOf(TextOf(found_[m]), found_[m].first, found_[m].last);
    Evidence evidence;
    const auto shared = name_by_key_.find(key);
    if (senses_.contains(m) && shared != name_by_key_.end()) {
      const SharedName& name = names_[shared->second];
      const auto at = std::lower_bound(name.mentions.begin(), name.mentions.end(), m);
      const int bearer = name.beside[at - name.mentions.begin()];
      if (bearer == kNone) continue;
      evidence.region = name.bearers[bearer].region;
      evidence.itself = name.bearers[bearer].is_region;
    } else {
      // Still open itself, but for the famous.
      if (shared != name_by_key_.end() && !names_[shared->second].bearers.empty() &&
          !IsFamous(names_[shared->second]))
        continue;
      const KnownName* known =
          found_[m].known != nullptr ? found_[m].known : lexicon_.FindName(key);
      if (known == nullptr || known->kind != article::Kind::kPlace || known->region.empty())
        continue;
      evidence.itself = IsRegionItself(known->region);
      evidence.region = known->region.substr(evidence.itself ? 1 : 0);
    }
    if (seen.insert(key).second) evidence_.push_back({std::move(key), evidence});
  }
  for (const article::Field field : article::kFields) {
    for (const Token& token : article_.text(field).tokens) {
      if (token.key.empty() || !words_.insert(token.key).second) continue;
      if (!(token.classes & kDemonym)) continue;
      const absl::string_view country = places_.CountryOfDemonym(token.key);
      if (!country.empty()) evidence_.push_back({token.key, {country, false, true}});
    }
  }
}

// How much the article speaks for that bearer.
int Reader::Weigh(const SharedName& name, const PlaceBearer& bearer) const {
  int weight = 0;
  int cities = 0;
  const bool state = IsState(bearer.region);
  for (const auto& [key, evidence] : evidence_) {
    if (key == name.key || CountryOf(evidence.region) != CountryOf(bearer.region)) continue;
    // The United States are named everywhere.
    const bool whole = evidence.region.size() == 2;
    if (evidence.people || (evidence.itself && whole)) {
      weight += evidence.region == "US" ? 0 : 2;
    } else if (evidence.region == bearer.region && (state || evidence.itself)) {
      weight += evidence.itself ? 3 : 2;
    } else if (bearer.is_region || !state) {
      cities += 1;
    }
  }
  weight += std::min(cities, kMostFromCities);
  int cues = 0;
  for (absl::string_view cue : absl::StrSplit(bearer.cues, ' ', absl::SkipEmpty()))
    cues += words_.contains(cue) ? kCue : 0;
  return weight + std::min(cues, kMostFromCues);
}

// The bearer that the rest of the article speaks for; kNone when for none clearly.
int Reader::ByContext(const SharedName& name) const {
  int best = kNone;
  int most = 0;
  int second = 0;
  for (size_t i = 0; i < name.bearers.size(); ++i) {
    if (name.has_default && i > 0 &&
        name.bearers[0].renown >= kWorldFamous * name.bearers[i].renown)
      continue;
    const int weight = Weigh(name, name.bearers[i]);
    if (weight > most) {
      second = most;
      most = weight;
      best = static_cast<int>(i);
    } else {
      second = std::max(second, weight);
    }
  }
  if (best == kNone || most < kLead) return kNone;
  if (name.bearers[0].renown < kTown &&
      (most < kLeadOverDefault || !IsState(name.bearers[best].region)))
    return kNone;
  if (!name.has_default) return most >= second + kLead ? best : kNone;
  if (best == 0) return 0;
  const bool rivalled = name.bearers[0].renown < kRivalled * name.bearers[best].renown;
  return most >= second + (rivalled ? kLead : kLeadOverDefault) ? best : kNone;
}

// What the words beside other mentions of it say; `*torn` when they say two things.
int Reader::Elsewhere(const SharedName& name, bool* torn) const {
  int bearer = kNone;
  for (const int beside : name.beside) {
    if (beside == kNone || beside == bearer) continue;
    if (bearer != kNone) *torn = true;
    bearer = beside;
  }
  return bearer;
}

std::string Reader::PlainNameOf(const SharedName& name) const {
  const KnownName* known = lexicon_.FindName(name.key);
  if (known != nullptr) return std::string(known->canonical);
  const FoundMention& first = found_[name.mentions.front()];
  return std::string(TextOf(first).Words(first.first, first.last));
}

PlaceSense Reader::SenseOf(const SharedName& name, int bearer, LinkReason reason,
                           std::string detail) const {
  PlaceSense sense;
  sense.name = name.bearers[bearer].name;
  sense.region = name.bearers[bearer].region;
  sense.reason = reason;
  sense.detail = std::move(detail);
  return sense;
}

PlaceSenses Reader::Read() {
  Collect();
  for (SharedName& name : names_) {
    for (size_t i = 0; i < name.mentions.size(); ++i) ReadBeside(&name, i);
  }
  for (SharedName& name : names_) {
    if (name.mentions.empty()) continue;
    const auto open = [&](size_t i) { return senses_.find(name.mentions[i]) == senses_.end(); };
    bool any_open = false;
    for (size_t i = 0; i < name.mentions.size(); ++i) any_open = any_open || open(i);
    if (!any_open) continue;
    bool torn = false;
    int bearer = Elsewhere(name, &torn);
    LinkReason reason = LinkReason::kSameArticle;
    if (!torn && (bearer > 0 || (bearer == kNone && !IsFamous(name)))) {
      GatherEvidence();
      // "Paris", where the article is about France and speaks of Paris, Texas, once.
      if (bearer > 0 && name.has_default && Weigh(name, name.bearers[0]) >= kLead &&
          Weigh(name, name.bearers[0]) > Weigh(name, name.bearers[bearer]))
        bearer = 0;
      if (bearer == kNone) {
        bearer = ByContext(name);
        reason = LinkReason::kContext;
      }
    }
    if (bearer == kNone && name.has_default) {
      bearer = 0;
      reason = LinkReason::kBestKnown;
    }
    if (!torn && bearer == kNone && name.bearers[0].renown < kTown) continue;
    PlaceSense sense;
    if (torn || bearer == kNone) {
      sense.unlinked = true;
      sense.reason = LinkReason::kAmbiguous;
      sense.detail = "several places of that name";
    } else {
      const PlaceBearer& b = name.bearers[bearer];
      sense = SenseOf(name, bearer, reason,
                      reason == LinkReason::kContext     ? std::string(places_.NameOf(b.region))
                      : reason == LinkReason::kBestKnown ? ""
                      : b.name.empty()                   ? PlainNameOf(name)
                                                         : b.name);
    }
    for (size_t i = 0; i < name.mentions.size(); ++i) {
      if (open(i)) senses_[name.mentions[i]] = sense;
    }
  }
  return std::move(senses_);
}

}  // namespace

PlaceSenses ReadPlaceSenses(const TokenizedArticle& article, const std::vector<FoundMention>& found,
                            const Lexicon& lexicon) {
  return Reader(article, found, lexicon).Read();
}

}  // namespace dateline::annotate

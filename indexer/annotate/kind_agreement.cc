#include "indexer/annotate/kind_agreement.h"

#include <array>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "indexer/annotate/known_name.h"

namespace dateline::annotate {
namespace {

using article::Kind;

// A kind that has so many times the votes of a person's is not overruled by a family name.
constexpr int kOverwhelming = 3;

// So many words that end in a plural are a firm's name without its country.
constexpr uint32_t kWholeName = 3;

using Votes = std::array<int, 4>;  // By article::Kind; 0 is unused.

int& Of(Votes* votes, Kind kind) { return (*votes)[static_cast<size_t>(kind)]; }

// The kind with more votes than any other; `otherwise` when there is none.
Kind Winner(const Votes& votes, Kind otherwise) {
  Kind winner = otherwise;
  int most = 0;
  bool level = false;
  for (const Kind kind : {Kind::kPerson, Kind::kOrganization, Kind::kPlace}) {
    const int count = votes[static_cast<size_t>(kind)];
    if (count == 0 || count < most) continue;
    level = count == most;
    most = count;
    winner = kind;
  }
  return level ? otherwise : winner;
}

void SetKind(Kind kind, const std::string& key, const Lexicon& lexicon, FoundMention* mention) {
  if (mention->kind == kind || mention->titled) return;
  mention->kind = kind;
  mention->origin = MentionOrigin::kAgreement;
  const KnownName* known = lexicon.FindName(key);
  mention->known = known != nullptr && known->kind == kind ? known : nullptr;
}

// True when `names` has `full`, or its first words, two at least.
bool HasBriefOf(const absl::flat_hash_set<std::string>& names, const std::string& full) {
  for (size_t end = full.find(' '); end != std::string::npos;) {
    end = full.find(' ', end + 1);
    if (names.contains(full.substr(0, end))) return true;
  }
  return false;
}

bool HasNoOf(const TokenizedText& text, uint32_t first, uint32_t last) {
  for (uint32_t i = first; i < last; ++i) {
    if (text.tokens[i].key == "of" || text.tokens[i].key == "for") return false;
  }
  return true;
}

// Cuts " of PLACE" off organizations that the article names without it.
void CutPlaces(const TokenizedArticle& article, const Lexicon& lexicon,
               std::vector<FoundMention>* mentions) {
  absl::flat_hash_set<std::string> names;  // Of organizations.
  for (const FoundMention& mention : *mentions) {
    if (mention.kind == Kind::kOrganization && mention.known == nullptr)
      names.insert(KeyOf(article.text(mention.field), mention.first, mention.last));
  }
  const size_t size = mentions->size();
  for (size_t m = 0; m < size; ++m) {
    FoundMention& mention = (*mentions)[m];
    if (mention.kind != Kind::kOrganization || mention.known != nullptr) continue;
    const TokenizedText& text = article.text(mention.field);
    uint32_t of = mention.last;
    for (uint32_t i = mention.first + 2; i + 1 < mention.last; ++i) {
      if (text.tokens[i].key == "of") of = i;
    }
    if (of == mention.last) continue;
    uint32_t end = 0;
    const KnownName* place = LongestKnownName(text, lexicon, of + 1, mention.last, &end);
    if (place == nullptr || place->kind != Kind::kPlace || end != mention.last) continue;
    const std::string full = KeyOf(text, mention.first, of);
    const bool brief = HasBriefOf(names, full);
    // "Crest Ridge Resources" of Australia, but the Chamber of Mines of South Africa.
    const bool whole =
        of >= mention.first + kWholeName && !(text.tokens[of - 1].classes & (kOrgOf | kFunction)) &&
        text.tokens[of - 1].shape == Shape::kCapital &&
        absl::EndsWith(text.tokens[of - 1].key, "s") && HasNoOf(text, mention.first, of);
    if (!brief && !whole) continue;
    FoundMention rest = mention;
    rest.kind = Kind::kPlace;
    rest.first = of + 1;
    rest.known = place;
    mention.last = of;
    mentions->push_back(rest);
  }
}

}  // namespace

void AgreeOnKinds(const TokenizedArticle& article, const Lexicon& lexicon,
                  std::vector<FoundMention>* mentions) {
  CutPlaces(article, lexicon, mentions);
  std::vector<std::string> keys;
  keys.reserve(mentions->size());
  absl::flat_hash_map<std::string, Votes> votes;
  for (const FoundMention& mention : *mentions) {
    keys.push_back(KeyOf(article.text(mention.field), mention.first, mention.last));
    ++Of(&votes[keys.back()], mention.kind);
  }
  absl::flat_hash_map<std::string, int> families;  // Family names of full names.
  for (size_t m = 0; m < mentions->size(); ++m) {
    FoundMention& mention = (*mentions)[m];
    SetKind(Winner(votes[keys[m]], mention.kind), keys[m], lexicon, &mention);
    const size_t space = keys[m].rfind(' ');
    if (mention.kind == Kind::kPerson && space != std::string::npos) {
      ++families[keys[m].substr(space + 1)];
    }
  }
  for (size_t m = 0; m < mentions->size(); ++m) {
    FoundMention& mention = (*mentions)[m];
    if (mention.kind == Kind::kPerson || mention.last - mention.first != 1) continue;
    const auto family = families.find(keys[m]);
    if (family == families.end()) continue;
    Votes& own = votes[keys[m]];
    const int as_person = Of(&own, Kind::kPerson);
    const bool overwhelmed = Of(&own, mention.kind) >= kOverwhelming * (as_person + 1);
    if ((as_person > 0 && !overwhelmed) ||
        (family->second > 1 && lexicon.FindName(keys[m]) == nullptr)) {
      SetKind(Kind::kPerson, keys[m], lexicon, &mention);
    }
  }
}

}  // namespace dateline::annotate

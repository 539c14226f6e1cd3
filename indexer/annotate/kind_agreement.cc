#include "indexer/annotate/kind_agreement.h"

#include <array>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "indexer/annotate/known_name.h"

namespace dateline::annotate {
namespace {

using article::Kind;

// A kind that has so many times the votes of a person's is not overruled by a family name.
constexpr int kOverwhelming = 3;

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

}  // namespace

void AgreeOnKinds(const TokenizedArticle& article, const Lexicon& lexicon,
                  std::vector<FoundMention>* mentions) {
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

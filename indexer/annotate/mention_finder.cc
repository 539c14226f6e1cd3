#include "indexer/annotate/mention_finder.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "indexer/annotate/capitals_finder.h"
#include "indexer/annotate/known_name.h"
#include "indexer/annotate/name_candidate.h"
#include "indexer/annotate/name_evidence.h"

namespace dateline::annotate {
namespace {

using article::Field;
using article::Kind;

constexpr float kEnough = 2;          // The score a mention needs.
constexpr float kShare = 0.5f;        // How much the other occurrences of a name count.
constexpr float kMostFromOthers = 6;  // And at most this much.
constexpr float kFromFullName = 6;    // "Lavrov", where "Sergei Lavrov" is a person of the article.
constexpr float kClubElsewhere = 4;   // What a town gains that plays elsewhere in the article.
constexpr float kThing = 8;           // What a person's name loses where it is a ship's elsewhere.

size_t Index(Kind kind) { return static_cast<size_t>(kind); }

class Finder {
 public:
  Finder(const TokenizedArticle& article, const Lexicon& lexicon)
      : article_(article), lexicon_(lexicon) {}

  std::vector<FoundMention> Find();

 private:
  const TokenizedText& TextOf(const NameCandidate& c) const { return article_.text(c.field); }
  void Collect(Field field);
  void SpreadFullNames();
  void SpreadOrganization(const TokenizedText& text, const std::vector<uint32_t>& words);
  void Decide();
  static Kind Best(const std::array<float, 4>& score);

  const TokenizedArticle& article_;
  const Lexicon& lexicon_;
  std::vector<NameCandidate> candidates_;
  absl::flat_hash_map<std::string, std::array<float, 4>> totals_;
  absl::flat_hash_map<std::string, std::array<float, 4>> from_full_;  // By the key of one word.
  absl::flat_hash_set<std::string> things_;
  absl::flat_hash_map<std::string, int> clubs_;  // Occurrences as a club less those as a place.
  KindsOfNames decided_;
  std::vector<FoundMention> found_;
};

Kind Finder::Best(const std::array<float, 4>& score) {
  Kind best = Kind::kPlace;
  if (score[Index(Kind::kPerson)] > score[Index(best)]) best = Kind::kPerson;
  if (score[Index(Kind::kOrganization)] > score[Index(best)]) best = Kind::kOrganization;
  return best;
}

void Finder::Collect(Field field) {
  const TokenizedText& text = article_.text(field);
  for (uint32_t s = 0; s < text.sentences.size(); ++s) {
    if (text.sentences[s].all_capitals) continue;
    AppendCandidates(text, lexicon_, field, s, &candidates_);
  }
}

// A person's family name and an organization's first words stand for the whole name later on.
void Finder::SpreadFullNames() {
  for (const NameCandidate& c : candidates_) {
    const auto& total = totals_[c.key];
    const Kind kind = Best(total);
    if (total[Index(kind)] < kEnough) continue;
    const TokenizedText& text = TextOf(c);
    std::vector<uint32_t> words;
    for (uint32_t i = c.first; i < c.last; ++i) {
      if (!text.tokens[i].key.empty()) words.push_back(i);
    }
    if (words.size() < 2) continue;
    if (kind == Kind::kPerson) {
      for (const uint32_t i : words) {
        const Token& token = text.tokens[i];
        if (token.shape != Shape::kCapital && token.shape != Shape::kMixed) continue;
        // "Jordan" stays the country beside Michael Jordan.
        const KnownName* known = lexicon_.FindName(token.key);
        if (known != nullptr && known->renown >= Renown::kCapital) continue;
        float& score = from_full_[token.key][Index(kind)];
        const bool family =
            i == words.back() || (i == words.front() && (token.classes & kFamilyFirst));
        score = std::max(score, family ? kFromFullName : kFromFullName - 2);
      }
    } else if (kind == Kind::kOrganization && c.known == nullptr) {
      SpreadOrganization(text, words);
    }
  }
}

// The first words of a name: "Anvil", "Anvil Bay" of "Anvil Bay Minerals".
void Finder::SpreadOrganization(const TokenizedText& text, const std::vector<uint32_t>& words) {
  constexpr WordClasses kOther = kCommon | kFunction | kDemonym | kGiven;
  const Token& front = text.tokens[words.front()];
  if (front.classes & kOther) return;
  const auto raise = [&](absl::string_view key, float to) {
    float& score = from_full_[key][Index(Kind::kOrganization)];
    score = std::max(score, to);
  };
  raise(front.key, kFromFullName - 2);
  const Token& back = text.tokens[words.back()];
  const bool members = absl::EndsWith(back.key, "s") &&
                       (back.classes & (kOrgHead | kCommon)) != kCommon &&
                       !(back.classes & ((kOther & ~kCommon) | kOrgOf));
  if (words.size() == 2 && members) raise(back.key, kFromFullName - 2);  // "the Mariners"
  for (size_t n = 2; n < words.size(); ++n) {
    const std::string key = KeyOf(text, words.front(), words[n - 1] + 1);
    if (text.tokens[words[n - 1]].shape == Shape::kLower) continue;
    if (lexicon_.FindName(key) == nullptr) raise(key, kFromFullName);
  }
}

void Finder::Decide() {
  for (const NameCandidate& c : candidates_) {
    std::array<float, 4> score = c.score;
    const auto& total = totals_[c.key];
    for (size_t k = 1; k < score.size(); ++k) {
      score[k] += std::clamp(kShare * (total[k] - c.score[k]), -kMostFromOthers, kMostFromOthers);
    }
    if (c.form != Form::kPerson && things_.contains(c.key)) score[Index(Kind::kPerson)] -= kThing;
    const auto club = clubs_.find(c.key);
    if (c.club >= 0 && club != clubs_.end() && club->second > 0) {
      score[Index(Kind::kOrganization)] += kClubElsewhere;
    }
    const auto full = from_full_.find(c.key);
    if (full != from_full_.end()) {
      for (size_t k = 1; k < score.size(); ++k) score[k] += full->second[k];
    }
    for (float& s : score) s -= c.discount;
    const Kind kind = Best(score);
    if (score[Index(kind)] < kEnough) continue;
    FoundMention mention;
    mention.field = c.field;
    mention.kind = kind;
    mention.first = c.first;
    mention.last = c.last;
    if (c.known != nullptr && c.known->kind == kind) mention.known = c.known;
    mention.titled = c.form == Form::kPerson && kind == Kind::kPerson;
    found_.push_back(mention);
    decided_.insert({c.key, kind});
  }
  for (const auto& [word, score] : from_full_) {
    const Kind kind = Best(score);
    if (score[Index(kind)] >= kFromFullName) decided_.insert({word, kind});
  }
}

std::vector<FoundMention> Finder::Find() {
  for (const Field field : article::kFields) Collect(field);
  for (NameCandidate& c : candidates_) {
    WeighCandidate(TextOf(c), lexicon_, &c);
    auto& total = totals_[c.key];
    for (size_t k = 1; k < total.size(); ++k) total[k] += c.score[k];
    if (c.thing) things_.insert(c.key);
    if (c.club != 0) clubs_[c.key] += c.club;
  }
  SpreadFullNames();
  Decide();
  AppendNamesInCapitals(article_, lexicon_, decided_, &found_);
  SortMentions(&found_);
  return std::move(found_);
}

}  // namespace

std::vector<FoundMention> FindMentions(const TokenizedArticle& article, const Lexicon& lexicon,
                                       bool english) {
  return english ? Finder(article, lexicon).Find() : FindKnownNames(article, lexicon);
}

}  // namespace dateline::annotate

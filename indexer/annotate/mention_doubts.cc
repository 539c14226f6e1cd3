#include "indexer/annotate/mention_doubts.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "indexer/annotate/known_name.h"
#include "indexer/annotate/mention_bounds.h"
#include "indexer/annotate/other_names.h"

namespace dateline::annotate {
namespace {

using article::Kind;

// Nouns that stand for a body named before, and adjectives of bodies, with a capital in some
// houses: "the Commission", "Congressional leaders".
bool IsGeneric(absl::string_view key) {
  static constexpr absl::string_view kWords[] = {
      "administration", "agency",       "authority",     "board",        "bureau",
      "cabinet",        "center",       "centre",        "coalition",    "commission",
      "committee",      "commonwealth", "conference",    "county",       "department",
      "district",       "division",     "federal",       "foundation",   "fund",
      "government",     "institute",    "ministry",      "office",       "program",
      "project",        "secretariat",  "senator",       "senators",     "service",
      "state",          "town",         "village",       "city",         "court",
      "guard",          "reserve",      "reserves",      "subcommittee", "panel",
      "corps",          "academy",      "capitol",       "judiciary",    "university",
      "union",          "council",      "delegation",    "nationwide",   "pensions",
      "congressional",  "presidential", "parliamentary", "senatorial",   "gubernatorial",
      "ministerial",    "judicial",     "municipal",     "governmental"};
  return std::find(std::begin(kWords), std::end(kWords), key) != std::end(kWords);
}

// False for letters alone: "D", "R Al". Many a name of Asia has two letters, but begins with no
// single one.
bool HasLongWord(const TokenizedArticle& article, const FoundMention& mention) {
  const std::vector<Token>& tokens = article.text(mention.field).tokens;
  if (tokens[mention.first].end - tokens[mention.first].begin > 1) return true;
  for (uint32_t i = mention.first; i < mention.last; ++i) {
    if (tokens[i].end - tokens[i].begin > 2) return true;
  }
  return false;
}

// In order.
constexpr absl::string_view kWorks[] = {
    "album", "ballet",  "biopic", "blockbuster", "comedy", "documentary", "drama", "film",
    "movie", "musical", "novel",  "opera",       "sequel", "sitcom",      "soap",  "thriller"};
constexpr absl::string_view kBands[] = {"band", "bands", "rockers"};

template <size_t n>
bool IsOneOf(const absl::string_view (&words)[n], absl::string_view key) {
  return std::binary_search(std::begin(words), std::end(words), key);
}

// The names, without article, that stand right behind a word in lower case that says what they are:
// "the band Copper Lane", "the airline Ibis".
struct NamesByNoun {
  absl::flat_hash_set<std::string> things;  // Ships and works, which are no more anywhere.
  absl::flat_hash_set<std::string> bands;   // And companies.
};

NamesByNoun CollectByNoun(const TokenizedArticle& article) {
  NamesByNoun names;
  for (const article::Field field : article::kFields) {
    const TokenizedText& text = article.text(field);
    const std::vector<Token>& tokens = text.tokens;
    for (uint32_t i = 0; i + 1 < tokens.size(); ++i) {
      if (tokens[i].shape != Shape::kLower || !IsCapitalized(tokens[i + 1].shape)) continue;
      const bool band = (tokens[i].classes & kOrgNoun) != 0 || IsOneOf(kBands, tokens[i].key);
      const bool thing = (tokens[i].classes & kVessel) != 0 || IsOneOf(kWorks, tokens[i].key);
      if (!band && !thing) continue;
      const uint32_t first = i + 1 + (tokens[i + 1].key == "the" ? 1 : 0);
      uint32_t end = first;
      while (end < tokens.size() && IsCapitalized(tokens[end].shape)) ++end;
      if (end == first) continue;
      (band ? names.bands : names.things).insert(KeyOf(text, first, end));
    }
  }
  return names;
}

bool IsLocative(absl::string_view key) {
  return key == "in" || key == "at" || key == "near" || key == "from" || key == "outside" ||
         key == "around";
}

// In ASCII.
bool IsPlain(absl::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}

bool IsCompassPoint(absl::string_view key) {
  return key == "nw" || key == "ne" || key == "sw" || key == "se" || key == "west" ||
         key == "south" || key == "east" || key == "north";
}

// The article speaks of a storm that has a name.
bool HasStorm(const TokenizedArticle& article) {
  for (const article::Field field : article::kFields) {
    for (const Token& token : article.text(field).tokens) {
      if (token.classes & kStorm) return true;
    }
  }
  return false;
}

class Doubter {
 public:
  Doubter(const TokenizedArticle& article, const Lexicon& lexicon,
          const std::vector<FoundMention>& by_rules, std::vector<FoundMention>* mentions)
      : article_(article), lexicon_(lexicon), by_rules_(by_rules), mentions_(*mentions) {}

  void Settle();

 private:
  const TokenizedText& TextOf(const FoundMention& m) const { return article_.text(m.field); }
  const Token& FirstOf(const FoundMention& m) const { return TextOf(m).tokens[m.first]; }
  // The token before it; nullptr at the beginning.
  const Token* Before(const FoundMention& m) const {
    return m.first == 0 ? nullptr : &TextOf(m).tokens[m.first - 1];
  }
  const Token* Behind(const FoundMention& m) const {
    const std::vector<Token>& tokens = TextOf(m).tokens;
    return m.last < tokens.size() ? &tokens[m.last] : nullptr;
  }
  bool NamesNobody(const FoundMention& mention) const;
  bool IsOfList(const FoundMention& mention) const;
  bool NamesOther(const FoundMention& mention) const;
  bool NamesThing(const FoundMention& mention) const;
  bool AreTwoFamilies(const FoundMention& mention) const;
  std::string KeyWithoutArticle(const FoundMention& mention) const;
  bool IsPlainWord(const FoundMention& mention) const;
  bool HasLower(absl::string_view key) const;
  bool NamesStorm(const FoundMention& mention) const;
  bool NamesIllness(const FoundMention& mention) const;
  void CollectFamilies();
  bool Speaks(const FoundMention& mention) const;
  bool SettlePerson(FoundMention* mention) const;
  void SettleKnown(FoundMention* mention) const;
  void SettleOwner(FoundMention* mention) const;
  void SettlePlace(FoundMention* mention) const;

  const TokenizedArticle& article_;
  const Lexicon& lexicon_;
  const std::vector<FoundMention>& by_rules_;
  std::vector<FoundMention>& mentions_;
  absl::flat_hash_set<absl::string_view> families_;
  absl::flat_hash_set<absl::string_view> given_;  // In full names of persons.
  // The first name of a family; empty where it has several.
  absl::flat_hash_map<absl::string_view, absl::string_view> given_of_;
  NamesByNoun by_noun_;
  // Nothing until one is asked for.
  mutable std::optional<absl::flat_hash_set<absl::string_view>> lower_words_;
  absl::flat_hash_set<std::string> programmes_;
  absl::flat_hash_map<absl::string_view, Kind> kinds_;  // Of single names, by the rules.
  bool storm_ = false;
};

void Doubter::CollectFamilies() {
  for (const FoundMention& mention : mentions_) {
    if (mention.kind != Kind::kPerson) continue;
    const std::vector<Token>& tokens = TextOf(mention).tokens;
    if (AreCommonWords(TextOf(mention), mention)) continue;
    const Token& family = tokens[mention.last - 1];
    if (mention.last - mention.first > 1 || mention.titled) families_.insert(family.key);
    if (mention.last - mention.first == 1) continue;
    const Token& given = tokens[mention.first];
    given_.insert(given.key);
    const auto [at, added] = given_of_.emplace(family.key, given.key);
    if (!added && at->second != given.key) at->second = absl::string_view();
  }
  for (const FoundMention& mention : by_rules_) {
    if (mention.last - mention.first != 1) continue;
    const auto [at, added] = kinds_.emplace(FirstOf(mention).key, mention.kind);
    if (!added && mention.kind != Kind::kPlace) at->second = mention.kind;
  }
}

// "Secretary of Labor", "the Commerce, Justice and State Departments": what a ministry is of.
bool Doubter::IsOfList(const FoundMention& mention) const {
  const std::vector<Token>& tokens = TextOf(mention).tokens;
  if (!(tokens[mention.first].classes & kMinistry)) return false;
  uint32_t before = mention.first;
  for (int n = 0; n < 2 && before > 0; ++n) {
    --before;
    if (tokens[before].key == "of") return true;
    if (!tokens[before].key.empty() && tokens[before].key != "and" && tokens[before].key != "the")
      break;
  }
  uint32_t behind = mention.last;
  while (behind + 1 < tokens.size() && behind < mention.last + 2 &&
         (tokens[behind].key.empty() || tokens[behind].key == "and"))
    ++behind;
  const auto is_ministry = [&](uint32_t i) {
    return i < tokens.size() && IsCapitalized(tokens[i].shape) &&
           (tokens[i].classes & kMinistry) != 0;
  };
  return (before < mention.first && is_ministry(before)) || is_ministry(behind);
}

// "the Administration", "God", and letters alone.
bool Doubter::NamesNobody(const FoundMention& mention) const {
  const TokenizedText& text = TextOf(mention);
  const std::vector<Token>& tokens = text.tokens;
  if (mention.kind == Kind::kPerson && !HasLongWord(article_, mention)) return true;
  const uint32_t first = mention.first + (tokens[mention.first].key == "the" ? 1 : 0);
  const Token& word = tokens[first];
  if (first + 1 != mention.last) {
    return mention.known == nullptr &&
           std::all_of(tokens.begin() + mention.first, tokens.begin() + mention.last,
                       [](const Token& t) {
                         return t.key.empty() || (t.classes & (kNoName | kOrgSuffix)) != 0;
                       });
  }
  if (mention.kind == Kind::kPlace && word.key == "bay") return true;
  if (mention.known != nullptr) return false;
  if ((word.classes & (kNoName | kOrgSuffix)) || word.key == "jr" || word.key == "sr") return true;
  if (absl::StartsWith(word.key, "fy") && word.key.size() > 2 && absl::ascii_isdigit(word.key[2]))
    return true;  // A fiscal year.
  const Token* before = Before(mention);
  if (mention.kind == Kind::kPlace)
    return IsCompassPoint(word.key) && (before == nullptr || before->key != "the");
  if (IsGeneric(word.key)) return true;
  if (mention.kind == Kind::kOrganization)
    return IsOfList(mention) || programmes_.contains(word.key);
  // "General Election"
  const bool honoured = before != nullptr && (before->classes & kHonorific) != 0;
  const bool common =
      (word.classes & kCommon) != 0 && !(word.classes & (kGiven | kSurname | kFamilyFirst));
  if (mention.titled) return common && !honoured && before->key == "general";
  if (families_.contains(word.key)) return false;
  if (word.shape == Shape::kUpper && word.end - word.begin == 2) return true;
  return common || ((word.classes & kFunction) != 0 && !(word.classes & kFamilyFirst));
}

// "Roe Lund", of a headline about Ada Roe and Tom Lund.
bool Doubter::AreTwoFamilies(const FoundMention& mention) const {
  if (mention.kind != Kind::kPerson || mention.last - mention.first != 2) return false;
  const std::vector<Token>& tokens = TextOf(mention).tokens;
  if (!(tokens[mention.first].classes & tokens[mention.last - 1].classes & kSurname)) return false;
  if (mention.first > 0 && tokens[mention.first].newlines_before == 0 &&
      !HasWideGapBefore(TextOf(mention), mention.first))
    return false;
  const auto first = given_of_.find(FirstOf(mention).key);
  const auto second = given_of_.find(TextOf(mention).tokens[mention.last - 1].key);
  return first != given_of_.end() && second != given_of_.end() && second->second.empty();
}

bool Doubter::NamesOther(const FoundMention& mention) const {
  const auto is_lower = [this](absl::string_view key) { return HasLower(key); };
  if (IsOtherName(TextOf(mention), lexicon_, mention, is_lower)) return true;
  return mention.known == nullptr && !mention.titled && AreTwoFamilies(mention);
}

bool Doubter::NamesThing(const FoundMention& mention) const {
  if (by_noun_.things.empty() || mention.titled || mention.known != nullptr) return false;
  return by_noun_.things.contains(KeyWithoutArticle(mention));
}

std::string Doubter::KeyWithoutArticle(const FoundMention& mention) const {
  const bool article = FirstOf(mention).key == "the" && mention.last - mention.first > 1;
  return KeyOf(TextOf(mention), mention.first + (article ? 1 : 0), mention.last);
}

// "Rock star Ada Roe": a capital that only begins a sentence, of a word that the article has
// without.
bool Doubter::IsPlainWord(const FoundMention& mention) const {
  if (mention.last - mention.first != 1 || mention.titled || mention.known != nullptr) return false;
  const Token& word = FirstOf(mention);
  const Token* before = Before(mention);
  const bool begins =
      before == nullptr || word.newlines_before > 0 || (before->key.empty() && !before->possessive);
  if (!begins || word.shape != Shape::kCapital || families_.contains(word.key)) return false;
  return HasLower(word.key);
}

// The article has the word in lower case.
bool Doubter::HasLower(absl::string_view key) const {
  if (!lower_words_) {
    lower_words_.emplace();
    for (const article::Field field : article::kFields) {
      for (const Token& token : article_.text(field).tokens) {
        if (token.shape == Shape::kLower) lower_words_->insert(token.key);
      }
    }
  }
  return lower_words_->contains(key);
}

// "Katrina", where the article speaks of a hurricane, and of nobody with that name.
bool Doubter::NamesStorm(const FoundMention& mention) const {
  if (!storm_ || mention.titled) return false;
  const uint32_t last = mention.last - 1;
  const Token& word = TextOf(mention).tokens[last];
  // "Hurricane Ada"
  if (mention.last - mention.first == 2 && (FirstOf(mention).classes & kStorm)) return true;
  if (mention.last - mention.first != 1 || !(word.classes & kGiven)) return false;
  if (mention.known != nullptr && mention.known->renown >= Renown::kLarge) return false;
  return !given_.contains(word.key) && !families_.contains(word.key);
}

// "Lagos fever"
bool Doubter::NamesIllness(const FoundMention& mention) const {
  const Token* behind = Behind(mention);
  return behind != nullptr && behind->shape == Shape::kLower && (behind->classes & kIllness) != 0;
}

// "said Roe", "Roe added": a surname that the rules take for no organization.
bool Doubter::Speaks(const FoundMention& mention) const {
  const Token& word = FirstOf(mention);
  if (!(word.classes & kSurname) || (word.classes & kCommon) || word.shape != Shape::kCapital)
    return false;
  const KnownName* known = lexicon_.FindName(word.key);
  if (known != nullptr && known->renown >= Renown::kLarge) return false;
  const auto kind = kinds_.find(word.key);
  if (kind != kinds_.end() && kind->second == Kind::kOrganization) return false;
  const auto says = [](const Token* token) {
    return token != nullptr && token->shape == Shape::kLower && (token->classes & kSay) != 0;
  };
  const Token* before = Before(mention);  // Somebody else "told Roe".
  return (says(before) && before->key != "told") || says(Behind(mention));
}

// "ROE ANNOUNCES", "Roe Statement", where the article has a senator Roe: true when `mention` names
// that person, and was something else or more.
bool Doubter::SettlePerson(FoundMention* mention) const {
  const std::vector<Token>& tokens = TextOf(*mention).tokens;
  const Token& first = tokens[mention->first];
  const uint32_t words = mention->last - mention->first;
  if (words == 1 && mention->kind == Kind::kOrganization &&
      (families_.contains(first.key) || Speaks(*mention))) {
    mention->kind = Kind::kPerson;
    return true;
  }
  if (words != 2) return false;
  const Token& second = tokens[mention->first + 1];
  if (mention->kind != Kind::kPerson && given_.contains(first.key) &&
      families_.contains(second.key)) {
    mention->kind = Kind::kPerson;
    return true;
  }
  constexpr WordClasses kNames = kGiven | kSurname | kOrgHead | kOrgOf | kOrgSuffix | kPlaceHead |
                                 kEventHead | kFamilyFirst | kMinistry;
  if ((first.classes & kCommon) != 0 || !families_.contains(first.key) ||
      (second.classes & kNames) != 0 || second.shape != Shape::kCapital || !second.space_before)
    return false;
  const bool common = (second.classes & kCommon) != 0 ||
                      (absl::EndsWith(second.key, "s") &&
                       (lexicon_.ClassesOf(absl::StripSuffix(second.key, "s")) & kCommon));
  if (!common) return false;
  mention->kind = Kind::kPerson;
  mention->last = mention->first + 1;
  return true;
}

// A name that everybody knows to be that of an organization, or of a country or state, is that,
// unless it may be a person's.
void Doubter::SettleKnown(FoundMention* mention) const {
  if (mention->known == nullptr && !mention->titled && mention->kind != Kind::kOrganization &&
      by_noun_.bands.contains(KeyWithoutArticle(*mention))) {
    mention->kind = Kind::kOrganization;
    return;
  }
  if (mention->titled) SettlePerson(mention);
  if (mention->titled || mention->known != nullptr) return;
  const TokenizedText& text = TextOf(*mention);
  uint32_t end = 0;
  const KnownName* known = LongestKnownName(text, lexicon_, mention->first, mention->last, &end);
  const bool renowned = known != nullptr && end == mention->last &&
                        (known->renown >= Renown::kCapital || known->kind != Kind::kPlace);
  if (!renowned && SettlePerson(mention)) return;
  if (known == nullptr || end != mention->last) {
    // "109th Congress"
    if (mention->kind != Kind::kOrganization || mention->last - mention->first != 2 ||
        FirstOf(*mention).shape != Shape::kNumber)
      return;
    const KnownName* rest =
        LongestKnownName(text, lexicon_, mention->first + 1, mention->last, &end);
    if (rest != nullptr && rest->kind == Kind::kOrganization && rest->canonical == "Congress")
      mention->known = rest;
    return;
  }
  if (known->kind == mention->kind) {
    mention->known = known;
    return;
  }
  const Token& word = FirstOf(*mention);
  const bool one_word = mention->last - mention->first == 1;
  if (known->kind == Kind::kOrganization) {
    if (known->renown != Renown::kListed) return;
    if (one_word && (word.classes & (kGiven | kSurname))) return;
    mention->kind = known->kind;
    mention->known = known;
    return;
  }
  // Where even the rules, which know of clubs, saw a place.
  // A row of a table of results has numbers.
  const Token* before = Before(*mention);
  const Token* behind = Behind(*mention);
  const bool row =
      word.shape != Shape::kCapital && ((before != nullptr && before->shape == Shape::kNumber) ||
                                        (behind != nullptr && behind->shape == Shape::kNumber));
  if (word.end - word.begin == 2) return;  // A code.
  if (!one_word || row || known->renown < Renown::kCapital || families_.contains(word.key)) return;
  const auto kind = kinds_.find(word.key);
  if (kind != kinds_.end() ? kind->second != Kind::kPlace : row) return;
  mention->kind = known->kind;
  mention->known = known;
}

// "Americas" without an article is "America's" that lost its apostrophe.
void Doubter::SettleOwner(FoundMention* mention) const {
  if (mention->kind != Kind::kPlace) return;
  const Token& word = TextOf(*mention).tokens[mention->last - 1];
  const Token* before = Before(*mention);
  if (!absl::EndsWith(word.key, "s") || word.shape != Shape::kCapital ||
      (mention->known != nullptr && word.key != "americas") ||
      (before != nullptr && before->key == "the"))
    return;
  const std::string key = KeyOf(TextOf(*mention), mention->first, mention->last);
  const KnownName* owner = lexicon_.FindName(absl::StripSuffix(key, "s"));
  if (owner != nullptr && owner->kind == Kind::kPlace && owner->renown >= Renown::kCapital &&
      !owner->capitals_only)
    mention->known = owner;
}

// "the Bush administration" names no town where the article has a person of that name.
void Doubter::SettlePlace(FoundMention* mention) const {
  SettleOwner(mention);
  if (mention->kind != Kind::kPlace || mention->last - mention->first != 1) return;
  const Token& word = FirstOf(*mention);
  // "La." has the letters of "L.A."
  if (word.key == "la" && word.shape == Shape::kCapital)
    mention->known = lexicon_.FindName("louisiana");
  const Token* before = Before(*mention);
  const Token* behind = Behind(*mention);
  if (mention->known != nullptr && mention->known->renown >= Renown::kCapital) return;
  // "the Bush budget": no town that is written with other letters.
  if (mention->known != nullptr && mention->known->renown == Renown::kSmall &&
      (word.classes & kSurname) != 0 && !IsPlain(mention->known->canonical) &&
      IsPlain(TextOf(*mention).Words(mention->first, mention->last)) &&
      (before == nullptr || !IsLocative(before->key))) {
    mention->kind = Kind::kPerson;
    mention->known = nullptr;
    return;
  }
  const bool of_president = (word.classes & kSurname) != 0 && behind != nullptr &&
                            (behind->key == "administration" || behind->key == "administrations");
  if (!of_president && !families_.contains(word.key)) return;
  mention->kind = Kind::kPerson;
  mention->known = nullptr;
}

void Doubter::Settle() {
  CollectFamilies();
  by_noun_ = CollectByNoun(article_);
  storm_ = HasStorm(article_);
  programmes_ = AcronymsOfOthers(article_);
  for (FoundMention& mention : mentions_) SettleKnown(&mention);
  mentions_.erase(std::remove_if(mentions_.begin(), mentions_.end(),
                                 [this](const FoundMention& m) {
                                   return NamesNobody(m) || NamesOther(m) || NamesThing(m) ||
                                          IsPlainWord(m) || NamesStorm(m) || NamesIllness(m);
                                 }),
                  mentions_.end());
  for (FoundMention& mention : mentions_) SettlePlace(&mention);
}

}  // namespace

void SettleDoubts(const TokenizedArticle& article, const Lexicon& lexicon,
                  const std::vector<FoundMention>& by_rules, std::vector<FoundMention>* mentions) {
  Doubter(article, lexicon, by_rules, mentions).Settle();
}

}  // namespace dateline::annotate

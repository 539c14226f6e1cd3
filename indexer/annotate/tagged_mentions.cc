#include "indexer/annotate/tagged_mentions.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "indexer/annotate/capitals_finder.h"
#include "indexer/annotate/dateline.h"
#include "indexer/annotate/known_name.h"
#include "indexer/annotate/party_state.h"
#include "indexer/annotate/tag_features.h"

namespace dateline::annotate {
namespace {

// Spaces.
constexpr uint32_t kWideGap = 2;

article::Kind KindOf(NameSort sort) {
  return sort == NameSort::kPerson         ? article::Kind::kPerson
         : sort == NameSort::kOrganization ? article::Kind::kOrganization
                                           : article::Kind::kPlace;
}

// Takes signs off the ends: "<Anvil Bay Ltd>". Nothing is left of what is no more than signs.
void TrimSigns(const TokenizedText& text, FoundMention* mention) {
  while (mention->first < mention->last && text.tokens[mention->first].key.empty())
    ++mention->first;
  while (mention->first < mention->last && text.tokens[mention->last - 1].key.empty())
    --mention->last;
}

// "Tom Harkin D IA", where brackets were lost: party and state are no part of a name.
void CutParty(const TokenizedText& text, FoundMention* mention) {
  if (mention->kind != article::Kind::kPerson || mention->last - mention->first < 4) return;
  const Token& party = text.tokens[mention->last - 2];
  const Token& state = text.tokens[mention->last - 1];
  if (party.end - party.begin == 1 && (party.key == "d" || party.key == "r" || party.key == "i") &&
      state.end - state.begin == 2)
    mention->last -= 2;
}

// "Justice O'Driscoll": a title is no part of a name.
void CutTitle(const TokenizedText& text, FoundMention* mention) {
  while (mention->kind == article::Kind::kPerson && mention->last - mention->first > 1) {
    const Token& word = text.tokens[mention->first];
    const bool title = (word.classes & kTitle) != 0 && (word.classes & (kGiven | kSurname)) == 0;
    if (!title && word.key != "justice") return;  // Mostly the name of a ministry.
    ++mention->first;
  }
}

// "McDonald's": a known name that ends in what looks like a possessive.
void TakePossessive(const TokenizedText& text, const Lexicon& lexicon, uint32_t limit,
                    FoundMention* mention) {
  if (mention->last >= limit || !text.tokens[mention->last].possessive) return;
  uint32_t end = 0;
  LongestKnownName(text, lexicon, mention->first, limit, &end);
  if (end == mention->last + 1) mention->last = end;
}

// True when a common word alone stands behind the first.
bool IsOneCommonWord(const TokenizedText& text, const FoundMention& mention) {
  const Token& word = text.tokens[mention.last - 1];
  return mention.last - mention.first == 2 && (word.classes & kCommon) != 0 &&
         (word.classes & (kOrgHead | kOrgSuffix)) == 0;
}

// "U.S. Agriculture Department": the department is as well known without its country, which is a
// place for its own.
bool BeginsWithItsCountry(const TokenizedText& text, const Lexicon& lexicon,
                          const FoundMention& mention) {
  if (mention.kind != article::Kind::kOrganization || mention.last - mention.first < 2 ||
      text.tokens[mention.first].shape != Shape::kUpper)
    return false;
  uint32_t end = 0;
  const KnownName* country = LongestKnownName(text, lexicon, mention.first, mention.last, &end);
  if (country == nullptr || end != mention.first + 1 || country->kind != article::Kind::kPlace)
    return false;
  // "U.S. Insurance broker", where every stop makes a capital.
  if (IsOneCommonWord(text, mention)) return true;
  const absl::string_view last = text.tokens[mention.last - 1].key;
  return last == "department" || last == "government" || last == "administration" ||
         last == "senate" || last == "house" || last == "congress" || last == "treasury" ||
         text.tokens[mention.first + 1].key == "department";
}

// The tags that each word may have: what stands behind a title is a person.
std::vector<uint32_t> PossibleTags(const TokenizedText& text, article::Field field,
                                   const std::vector<FoundMention>& by_rules) {
  std::vector<uint32_t> allowed(text.tokens.size(), ~uint32_t{0});
  uint32_t begins = 1;  // Tags that go on with no name: kNoNameTag is the lowest bit.
  for (int sort = 0; sort < kNameSorts; ++sort) {
    for (const NamePart part : {NamePart::kBegin, NamePart::kWhole})
      begins |= uint32_t{1} << MakeNameTag(static_cast<NameSort>(sort), part);
  }
  uint32_t person = 0;
  for (const NamePart part :
       {NamePart::kBegin, NamePart::kInside, NamePart::kLast, NamePart::kWhole})
    person |= uint32_t{1} << MakeNameTag(NameSort::kPerson, part);
  for (const FoundMention& mention : by_rules) {
    if (mention.field != field || !mention.titled) continue;
    for (uint32_t i = mention.first; i < mention.last; ++i) allowed[i] = person;
  }
  // Texts that lost their punctuation have wide gaps where it stood; no name goes on behind one.
  for (uint32_t i = 1; i < text.tokens.size(); ++i) {
    if (text.tokens[i - 1].end - text.tokens[i - 1].begin == 1) continue;  // An initial's stop.
    const uint32_t gap = text.tokens[i - 1].end;
    if (text.text.substr(gap, text.tokens[i].begin - gap).find_first_not_of(' ') ==
            absl::string_view::npos &&
        text.tokens[i].begin - gap >= kWideGap)
      allowed[i] &= begins;
  }
  // "Mr. Washington", whatever else is called so.
  for (uint32_t i = 0; i + 1 < text.tokens.size(); ++i) {
    const Token& next = text.tokens[i + 1];
    if ((text.tokens[i].classes & kHonorific) && IsCapitalized(text.tokens[i].shape) &&
        next.shape == Shape::kCapital && next.newlines_before == 0 && !(next.classes & kTitle))
      allowed[i + 1] = person;
  }
  return allowed;
}

// Nouns that stand for a body named before, with a capital in some houses: "the Commission".
bool IsGeneric(absl::string_view key) {
  static constexpr absl::string_view kNouns[] = {
      "administration", "agency",  "authority",   "board",      "bureau",    "cabinet",
      "center",         "centre",  "coalition",   "commission", "committee", "commonwealth",
      "conference",     "county",  "department",  "district",   "division",  "federal",
      "foundation",     "fund",    "government",  "institute",  "ministry",  "office",
      "program",        "project", "secretariat", "senator",    "senators",  "service",
      "state",          "town",    "village",     "city"};
  return std::find(std::begin(kNouns), std::end(kNouns), key) != std::end(kNouns);
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

// The names behind words like "ferry": of ships, which are nothing else anywhere in the article.
absl::flat_hash_set<std::string> NamesOfShips(const TokenizedArticle& article) {
  absl::flat_hash_set<std::string> ships;
  for (const article::Field field : article::kFields) {
    const TokenizedText& text = article.text(field);
    for (uint32_t i = 0; i + 1 < text.tokens.size(); ++i) {
      if (text.tokens[i].shape != Shape::kLower || !(text.tokens[i].classes & kVessel)) continue;
      uint32_t end = i + 1;
      while (end < text.tokens.size() && IsCapitalized(text.tokens[end].shape)) ++end;
      if (end > i + 1) ships.insert(KeyOf(text, i + 1, end));
    }
  }
  return ships;
}

// Words that one word of a sentence cannot settle: "the Administration" names nobody, and "the Bush
// administration" no town where the article has a person of that name.
void Reconsider(const TokenizedArticle& article, std::vector<FoundMention>* mentions) {
  absl::flat_hash_set<absl::string_view> families;
  for (const FoundMention& mention : *mentions) {
    if (mention.kind != article::Kind::kPerson) continue;
    if (mention.last - mention.first > 1 || mention.titled)
      families.insert(article.text(mention.field).tokens[mention.last - 1].key);
  }
  const auto names_nobody = [&article](const FoundMention& mention) {
    if (mention.kind == article::Kind::kPerson && !HasLongWord(article, mention)) return true;
    const std::vector<Token>& tokens = article.text(mention.field).tokens;
    const uint32_t first = mention.first + (tokens[mention.first].key == "the" ? 1 : 0);
    if (first + 1 != mention.last || mention.kind == article::Kind::kPlace) return false;
    const Token& word = tokens[first];
    return mention.known == nullptr && (IsGeneric(word.key) || (word.classes & kNoName) != 0);
  };
  const absl::flat_hash_set<std::string> ships = NamesOfShips(article);
  const auto names_ship = [&](const FoundMention& mention) {
    return !ships.empty() && !mention.titled && mention.known == nullptr &&
           ships.contains(KeyOf(article.text(mention.field), mention.first, mention.last));
  };
  // "Lagos fever"
  const auto names_illness = [&article](const FoundMention& mention) {
    const std::vector<Token>& tokens = article.text(mention.field).tokens;
    return mention.last < tokens.size() && tokens[mention.last].shape == Shape::kLower &&
           (tokens[mention.last].classes & kIllness) != 0;
  };
  mentions->erase(std::remove_if(mentions->begin(), mentions->end(),
                                 [&](const FoundMention& m) {
                                   return names_nobody(m) || names_ship(m) || names_illness(m);
                                 }),
                  mentions->end());
  for (FoundMention& mention : *mentions) {
    if (mention.kind != article::Kind::kPlace || mention.last - mention.first != 1) continue;
    if (mention.known != nullptr && mention.known->renown >= Renown::kCapital) continue;
    const std::vector<Token>& tokens = article.text(mention.field).tokens;
    const Token& word = tokens[mention.first];
    const bool of_president = (word.classes & kSurname) != 0 && mention.last < tokens.size() &&
                              tokens[mention.last].key == "administration";
    if (!of_president && !families.contains(word.key)) continue;
    mention.kind = article::Kind::kPerson;
    mention.known = nullptr;
  }
}

// Of the names found, and of the family names of persons.
KindsOfNames KindsOf(const TokenizedArticle& article, const Lexicon& lexicon,
                     const std::vector<FoundMention>& mentions) {
  KindsOfNames kinds;
  for (const FoundMention& mention : mentions)
    kinds.emplace(KeyOf(article.text(mention.field), mention.first, mention.last), mention.kind);
  for (const FoundMention& mention : mentions) {
    if (mention.kind != article::Kind::kPerson || mention.last - mention.first < 2) continue;
    const TokenizedText& text = article.text(mention.field);
    const Token& first = text.tokens[mention.first];
    const Token& family = first.classes & kFamilyFirst ? first : text.tokens[mention.last - 1];
    const KnownName* known = lexicon.FindName(family.key);
    if (known == nullptr || known->renown < Renown::kCapital)
      kinds.emplace(family.key, mention.kind);
  }
  return kinds;
}

// "(D-DE)": the state, whatever its code was taken for.
void TakeStates(const TokenizedArticle& article, const Lexicon& lexicon,
                std::vector<FoundMention>* mentions) {
  std::vector<FoundMention> states;  // In the order of their fields and places.
  for (const article::Field field : article::kFields) {
    const TokenizedText& text = article.text(field);
    for (uint32_t i = 0; i < text.tokens.size(); ++i) {
      const KnownName* state = StateBehindParty(text, lexicon, i);
      if (state == nullptr) continue;
      FoundMention mention;
      mention.field = field;
      mention.kind = article::Kind::kPlace;
      mention.first = i;
      mention.last = i + 1;
      mention.known = state;
      states.push_back(mention);
    }
  }
  const auto holds_state = [&states](const FoundMention& mention) {
    const auto next = std::lower_bound(
        states.begin(), states.end(), mention, [](const FoundMention& a, const FoundMention& b) {
          return std::make_pair(a.field, a.first) < std::make_pair(b.field, b.first);
        });
    return next != states.end() && next->field == mention.field && next->first < mention.last;
  };
  mentions->erase(std::remove_if(mentions->begin(), mentions->end(), holds_state), mentions->end());
  mentions->insert(mentions->end(), states.begin(), states.end());
}

// Drops what is mostly another name in the article.
void DropOthers(const TokenizedArticle& article, absl::flat_hash_map<std::string, int> others,
                std::vector<FoundMention>* mentions) {
  if (others.empty()) return;
  const auto key_of = [&article](const FoundMention& mention) {
    return KeyOf(article.text(mention.field), mention.first, mention.last);
  };
  for (const FoundMention& mention : *mentions) {
    const auto other = others.find(key_of(mention));
    if (other != others.end()) --other->second;
  }
  const auto is_other = [&](const FoundMention& mention) {
    const auto other = others.find(key_of(mention));
    return other != others.end() && other->second > 0 && mention.known == nullptr;
  };
  mentions->erase(std::remove_if(mentions->begin(), mentions->end(), is_other), mentions->end());
}

}  // namespace

std::vector<FoundMention> TagMentions(const TokenizedArticle& article, const Lexicon& lexicon,
                                      const NameTagger& tagger,
                                      const std::vector<FoundMention>& by_rules) {
  std::vector<FoundMention> mentions;
  absl::flat_hash_map<std::string, int> others;  // Occurrences as other names, by KeyOf.
  const ArticleMemory memory(article, by_rules);
  for (const article::Field field : article::kFields) {
    const TokenizedText& text = article.text(field);
    const std::vector<NameTag> rule_tags = RuleTags(text, field, by_rules);
    const std::vector<uint32_t> allowed = PossibleTags(text, field, by_rules);
    for (const Sentence& sentence : text.sentences) {
      if (sentence.all_capitals) continue;
      const SentenceFeatures features(text, lexicon, memory, rule_tags, sentence);
      const std::vector<NameTag> tags = tagger.Tag(
          features, sentence,
          absl::MakeConstSpan(allowed).subspan(sentence.first, sentence.last - sentence.first));
      const Dateline dateline = FindDateline(text, sentence);
      for (uint32_t i = 0; i < tags.size(); ++i) {
        if (tags[i] == kNoNameTag) continue;
        FoundMention mention;
        mention.field = field;
        mention.first = sentence.first + i;
        while (GoesOn(tags[i])) ++i;
        mention.last = sentence.first + i + 1;
        TrimSigns(text, &mention);
        TakePossessive(text, lexicon, sentence.last, &mention);
        if (mention.first == mention.last) continue;
        if (SortOf(tags[i]) == NameSort::kOther) {
          ++others[KeyOf(text, mention.first, mention.last)];
          continue;
        }
        mention.kind = KindOf(SortOf(tags[i]));
        mention.titled = SortOf(tags[i]) == NameSort::kPerson && (allowed[mention.first] & 1) == 0;
        CutTitle(text, &mention);
        CutParty(text, &mention);
        if (BeginsWithItsCountry(text, lexicon, mention)) {
          const bool alone = IsOneCommonWord(text, mention);
          FoundMention country = mention;
          country.kind = article::Kind::kPlace;
          country.last = ++mention.first;
          uint32_t country_end = 0;
          country.known =
              LongestKnownName(text, lexicon, country.first, country.last, &country_end);
          mentions.push_back(country);
          if (alone) continue;
        }
        uint32_t end = 0;
        const KnownName* known = LongestKnownName(text, lexicon, mention.first, mention.last, &end);
        if (known != nullptr && end == mention.last && known->kind == mention.kind)
          mention.known = known;
        // Who sent the report is no part of it; agencies that everybody knows are names all the
        // same.
        if (mention.known == nullptr && mention.first >= dateline.credit_first &&
            mention.last <= dateline.credit_last)
          continue;
        mentions.push_back(mention);
      }
    }
  }
  TakeStates(article, lexicon, &mentions);
  DropOthers(article, std::move(others), &mentions);
  Reconsider(article, &mentions);
  AppendNamesInCapitals(article, lexicon, KindsOf(article, lexicon, mentions), &mentions);
  SortMentions(&mentions);
  return mentions;
}

}  // namespace dateline::annotate

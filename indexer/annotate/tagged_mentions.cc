#include "indexer/annotate/tagged_mentions.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "indexer/annotate/capitals_finder.h"
#include "indexer/annotate/dateline.h"
#include "indexer/annotate/kind_agreement.h"
#include "indexer/annotate/known_name.h"
#include "indexer/annotate/mention_bounds.h"
#include "indexer/annotate/mention_doubts.h"
#include "indexer/annotate/party_state.h"
#include "indexer/annotate/tag_features.h"

namespace dateline::annotate {
namespace {

article::Kind KindOf(NameSort sort) {
  return sort == NameSort::kPerson         ? article::Kind::kPerson
         : sort == NameSort::kOrganization ? article::Kind::kOrganization
                                           : article::Kind::kPlace;
}

// True when a common word alone stands behind the first: "US TV".
bool IsOneCommonWord(const TokenizedText& text, const FoundMention& mention) {
  const WordClasses classes = text.tokens[mention.last - 1].classes;
  if (mention.last - mention.first != 2) return false;
  return (classes & kNoName) != 0 ||
         ((classes & kCommon) != 0 && (classes & (kOrgHead | kOrgSuffix)) == 0);
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
  const auto names_alone = [&](uint32_t first) {
    return first + 1 == mention.last ||
           (LongestKnownName(text, lexicon, first, mention.last, &end) && end == mention.last);
  };
  return last == "department" || last == "government" ||
         (last == "administration" && names_alone(mention.first + 1)) || last == "senate" ||
         last == "house" || last == "congress" || last == "treasury" ||
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
    for (uint32_t i = mention.first; i < mention.last; ++i) {
      if (i > mention.first && HasWideGapBefore(text, i)) break;
      allowed[i] = person;
    }
  }
  for (uint32_t i = 1; i < text.tokens.size(); ++i) {
    if (HasWideGapBefore(text, i)) allowed[i] &= begins;
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

bool IsBracket(const TokenizedText& text, uint32_t i) {
  return text.text[text.tokens[i].begin] == '(';
}

// "(D-DE)": the state, whatever its code was taken for. A person's name ends before its party, and
// what ends there is a person.
void TakeStates(const TokenizedArticle& article, const Lexicon& lexicon,
                std::vector<FoundMention>* mentions) {
  std::vector<FoundMention> states;  // In the order of their fields and places.
  for (const article::Field field : article::kFields) {
    const TokenizedText& text = article.text(field);
    for (uint32_t i = 0; i < text.tokens.size(); ++i) {
      uint32_t end = 0;
      const KnownName* state = StateBehindParty(text, lexicon, i, &end);
      if (state == nullptr) continue;
      FoundMention mention;
      mention.field = field;
      mention.kind = article::Kind::kPlace;
      mention.first = i;
      mention.last = end;
      mention.known = state;
      mention.origin = MentionOrigin::kParty;
      states.push_back(mention);
    }
  }
  for (FoundMention& mention : *mentions) {
    const auto next = std::lower_bound(
        states.begin(), states.end(), mention, [](const FoundMention& a, const FoundMention& b) {
          return std::make_pair(a.field, a.last - 1) < std::make_pair(b.field, b.first);
        });
    if (next == states.end() || next->field != mention.field) continue;
    const TokenizedText& text = article.text(mention.field);
    const uint32_t party = next->first - (text.tokens[next->first - 1].key.empty() ? 2 : 1);
    if (party == mention.last || (party == mention.last + 1 && IsBracket(text, mention.last))) {
      mention.kind = article::Kind::kPerson;
      mention.known = nullptr;
    }
    if (next->first >= mention.last) continue;
    if (mention.kind != article::Kind::kPerson) mention.last = mention.first;
    while (mention.last > mention.first &&
           (mention.last > party || text.tokens[mention.last - 1].key.empty()))
      --mention.last;
  }
  mentions->erase(std::remove_if(mentions->begin(), mentions->end(),
                                 [](const FoundMention& m) { return m.first == m.last; }),
                  mentions->end());
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

// "Hauwa [Abubakar Sani] said": a capital at the start of a sentence tells nothing, but a word that
// is no word of the language, right before two names of a person, is one of them.
void TakeFirstWord(const TokenizedText& text, const Lexicon& lexicon, const Sentence& sentence,
                   FoundMention* mention) {
  if (mention->kind != article::Kind::kPerson || mention->first != sentence.first + 1) return;
  if (mention->last - mention->first < 2 || mention->titled) return;
  const Token& word = text.tokens[sentence.first];
  const bool plain = word.shape == Shape::kCapital && word.classes == 0 && !word.possessive;
  if (plain && text.tokens[mention->first].space_before && lexicon.FindName(word.key) == nullptr)
    --mention->first;
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
        if (mention.first == mention.last) continue;
        if (SortOf(tags[i]) == NameSort::kOther) {
          ++others[KeyOf(text, mention.first, mention.last)];
          continue;
        }
        mention.kind = KindOf(SortOf(tags[i]));
        mention.origin = MentionOrigin::kTagger;
        mention.titled = SortOf(tags[i]) == NameSort::kPerson && (allowed[mention.first] & 1) == 0;
        if (mention.titled) mention.origin = MentionOrigin::kTitle;
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
        TakeFirstWord(text, lexicon, sentence, &mention);
        MendBounds(text, lexicon, sentence, &mention);
        SplitMention(text, lexicon, &mention, &mentions);
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
  SettleDoubts(article, lexicon, by_rules, &mentions);
  AgreeOnKinds(article, lexicon, &mentions);
  AppendNamesInCapitals(article, lexicon, KindsOf(article, lexicon, mentions), &mentions);
  SortMentions(&mentions);
  return mentions;
}

}  // namespace dateline::annotate

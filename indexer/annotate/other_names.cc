#include "indexer/annotate/other_names.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "indexer/annotate/known_name.h"

namespace dateline::annotate {
namespace {

using article::Kind;

// What everybody knows to be a law, a programme, a prize, a contest, a festival, a war or a
// product, as KeyOf has it. In order.
// clang-format off
constexpr absl::string_view kOtherNames[] = {
    "academy award", "academy awards", "american idol", "armed services", "asian games",
    "australian open", "bafta", "baftas", "big brother", "bill of rights", "blackberry",
    "booker prize", "boxing day", "brit award", "brit awards", "bundesliga", "carling cup",
    "champions league", "civil war", "clean air act", "clean water act", "cold war",
    "commonwealth games", "conference committee", "consumer price index", "cup winners cup",
    "davis cup", "defense authorization", "earth day", "election day", "emmy", "emmys",
    "endangered species act", "fa cup", "farm bill", "fed cup", "federal government", "firefox",
    "food stamps", "french open", "game boy", "gameboy", "gamecube", "general election",
    "golden globe", "golden globes", "grammy", "grammys", "grand prix", "grand slam",
    "great depression", "green paper", "gross domestic product", "gulf war", "head start",
    "heineken cup", "high street", "hip hop", "human rights act", "independence day",
    "internet explorer", "ipod", "itunes", "korean war", "kyoto protocol", "la liga", "labor day",
    "league cup", "linux", "lord of the rings", "magna carta", "medal of honor", "medicaid",
    "medicare", "medicare advantage", "medicare part d", "memorial day", "mothers day", "mp3",
    "mp3s", "national anthem", "national intelligence", "new deal", "new year", "new years day",
    "nintendo ds", "no child left behind", "nobel peace prize", "nobel prize", "olympic games",
    "olympics", "oscar", "oscars", "patriot act", "pell grant", "pell grants", "playstation",
    "playstation 2", "playstation 3", "press office", "press secretary", "prime minister", "ps2",
    "ps3", "psp", "pulitzer prize", "purple heart", "queens speech", "rugby world cup", "ryder cup",
    "serie a", "six nations", "social security", "star wars", "state of the union", "super bowl",
    "the lord of the rings", "third world", "tony award", "tony awards", "tour de france",
    "tri nations", "turner prize", "uefa cup", "us open", "usa patriot act", "valentines day",
    "veterans day", "vice president", "vietnam war", "walkman", "white paper", "wii", "windows",
    "windows xp", "winter olympics", "world cup", "world series", "world war i", "world war ii",
    "x box", "xbox", "xbox 360",
};
// clang-format on

// What press releases and pages say of themselves: "Press Room News Releases".
bool IsFurniture(const TokenizedText& text, const FoundMention& mention) {
  int words = 0;
  bool sure = false;  // No paper is called so.
  for (uint32_t i = mention.first; i < mention.last; ++i) {
    const std::string& key = text.tokens[i].key;
    const bool paper = key == "press" || key == "news";
    const bool release = key == "release" || key == "releases" || key == "room" ||
                         key == "contact" || key == "phone" || key == "fax" || key == "browse";
    words += paper || release ? 1 : 0;
    sure = sure || (paper && mention.kind == Kind::kPerson && i + 1 < mention.last);
    sure = sure || release;
  }
  if (sure && (words > 1 || mention.kind == Kind::kPerson || mention.last - mention.first == 1))
    return true;
  // "[Press] Releases"
  if (words == 0 || mention.last - mention.first > 1 || mention.last >= text.tokens.size())
    return false;
  const std::string& next = text.tokens[mention.last].key;
  return next == "release" || next == "releases" || next == "room" || next == "contact";
}

// Programmes of a state, its laws and its grants.
bool IsProgrammeWord(absl::string_view key) {
  return key == "program" || key == "programs" || key == "act" || key == "bill" || key == "grant" ||
         key == "grants" || key == "amendment" || key == "resolution";
}

bool IsEvent(absl::string_view key) {
  return key == "show" || key == "festival" || key == "awards" || key == "championship" ||
         key == "championships" || key == "expo";
}

// "the Orchard Grant Program", "[Reading in Hard Times] (RHT) Act"
bool IsProgramme(const TokenizedText& text, const FoundMention& mention) {
  if (mention.last - mention.first < 2) return false;
  const std::vector<Token>& tokens = text.tokens;
  if (IsProgrammeWord(tokens[mention.last - 1].key)) return true;
  uint32_t behind = mention.last;
  const auto is_sign = [&](uint32_t i, char sign) {
    return i < tokens.size() && text.text[tokens[i].begin] == sign;
  };
  if (is_sign(behind, '(') && is_sign(behind + 2, ')')) behind += 3;
  return behind < tokens.size() && tokens[behind].shape == Shape::kCapital &&
         IsProgrammeWord(tokens[behind].key);
}

// "Secretary of Labor", "Attorney General": who holds an office is no organization.
bool IsOffice(const TokenizedText& text, const FoundMention& mention) {
  const Token& first = text.tokens[mention.first];
  if (mention.last - mention.first < 2 || !(first.classes & kTitle)) return false;
  if ((first.classes | text.tokens[mention.last - 1].classes) & kOrgHead) return false;
  const std::string& second = text.tokens[mention.first + 1].key;
  return second == "of" || second == "general";
}

// "Improvements During Hard Times": no organization has such a word in its name.
bool IsHeading(const TokenizedText& text, const FoundMention& mention) {
  static constexpr absl::string_view kWords[] = {
      "during", "after", "before", "while", "will",  "would", "should", "is",    "are",  "was",
      "has",    "have",  "must",   "these", "those", "this",  "that",   "would", "your", "his"};
  for (uint32_t i = mention.first; i < mention.last; ++i) {
    const Token& token = text.tokens[i];
    if ((token.classes & kFunction) != 0 && token.shape == Shape::kCapital &&
        std::find(std::begin(kWords), std::end(kWords), token.key) != std::end(kWords))
      return true;
  }
  return false;
}

// "Senate Agriculture", of a committee whose name has commas; "Republican Senators"; "Marsh Fever";
// "Harbour Food Festival".
bool IsFragment(const TokenizedText& text, const FoundMention& mention) {
  if (mention.last - mention.first < 2) return false;
  const Token& first = text.tokens[mention.first];
  const Token& last = text.tokens[mention.last - 1];
  if (last.classes & kIllness) return true;
  if (IsEvent(last.key)) return true;
  if (mention.last - mention.first > 2) return last.key == "disorder";
  if ((first.key == "senate" || first.key == "house") && (last.classes & kMinistry)) return true;
  const bool members = last.key == "senators" || last.key == "senator" || last.key == "congress" ||
                       last.key == "members" || last.key == "leaders" || last.key == "leadership";
  return members && ((first.classes & kDemonym) != 0 || first.shape == Shape::kUpper);
}

// "The Assistance", at the beginning of a sentence, of which the article speaks elsewhere too.
bool IsNounOfSentence(const TokenizedText& text, const FoundMention& mention,
                      absl::FunctionRef<bool(absl::string_view)> is_lower) {
  if (mention.last - mention.first != 2 || text.tokens[mention.first].key != "the") return false;
  const Token& word = text.tokens[mention.first + 1];
  if (!(word.classes & kCommon) || word.shape != Shape::kCapital) return false;
  if (word.classes & kOrgHead) return false;
  const uint32_t behind = mention.last;
  if (behind < text.tokens.size() && text.tokens[behind].key == "to" &&
      text.tokens[behind].shape == Shape::kLower)
    return true;
  return is_lower(word.key);
}

// "North Karelians": the people of a place that is known.
bool ArePeople(const TokenizedText& text, const Lexicon& lexicon, const FoundMention& mention) {
  const std::string& last = text.tokens[mention.last - 1].key;
  if (!absl::EndsWith(last, "ns") && !absl::EndsWith(last, "rs")) return false;
  const std::string key = KeyOf(text, mention.first, mention.last);
  for (const absl::string_view ending : {"ns", "ans", "ians", "rs", "ers"}) {
    if (!absl::EndsWith(key, ending)) continue;
    const absl::string_view stem = absl::StripSuffix(key, ending);
    for (const std::string& place : {std::string(stem), absl::StrCat(stem, "a")}) {
      const KnownName* known = lexicon.FindName(place);
      if (known != nullptr && known->kind == Kind::kPlace && known->renown >= Renown::kCapital)
        return true;
    }
  }
  return false;
}

// "Native American": of peoples, religions and parties.
bool IsAdjective(const TokenizedText& text, const FoundMention& mention) {
  for (uint32_t i = mention.first; i < mention.last; ++i) {
    if (!(text.tokens[i].classes & kDemonym)) return false;
  }
  return true;
}

}  // namespace

absl::flat_hash_set<std::string> AcronymsOfOthers(const TokenizedArticle& article) {
  absl::flat_hash_set<std::string> acronyms;
  for (const article::Field field : article::kFields) {
    const std::vector<Token>& tokens = article.text(field).tokens;
    for (uint32_t i = 1; i < tokens.size(); ++i) {
      if (tokens[i].shape != Shape::kUpper) continue;
      const uint32_t before = i - (i > 1 && tokens[i - 1].key.empty() ? 2 : 1);
      const bool law = i + 2 < tokens.size() && tokens[i + 1].key.empty() &&
                       tokens[i - 1].key.empty() && tokens[i + 2].shape == Shape::kCapital &&
                       IsProgrammeWord(tokens[i + 2].key);
      const bool illness =
          (tokens[before].classes & kIllness) != 0 || tokens[before].key == "disorder";
      const bool other = IsProgrammeWord(tokens[before].key) || IsEvent(tokens[before].key);
      if (law || illness ||
          (other && IsCapitalized(tokens[before].shape) && tokens[before].shape != Shape::kUpper))
        acronyms.insert(tokens[i].key);
    }
  }
  return acronyms;
}

bool AreCommonWords(const TokenizedText& text, const FoundMention& mention) {
  if (mention.last - mention.first < 2) return false;
  constexpr WordClasses kNames = kGiven | kPlaceHead | kPlacePrefix | kDirection | kFamilyFirst;
  for (uint32_t i = mention.first; i < mention.last; ++i) {
    const Token& token = text.tokens[i];
    if (token.key.empty() || token.key == "and" || token.key == "of") continue;
    if (!(token.classes & kCommon) || (token.classes & kNames)) return false;
  }
  return true;
}

bool IsOtherName(const TokenizedText& text, const Lexicon& lexicon, const FoundMention& mention,
                 absl::FunctionRef<bool(absl::string_view)> is_lower) {
  if (mention.kind != Kind::kPlace && IsFurniture(text, mention)) return true;
  if (mention.known != nullptr || mention.titled) return false;
  if (std::binary_search(std::begin(kOtherNames), std::end(kOtherNames),
                         KeyOf(text, mention.first, mention.last)))
    return true;
  if (ArePeople(text, lexicon, mention)) return true;
  if (mention.kind != Kind::kOrganization && AreCommonWords(text, mention)) return true;
  if (mention.kind != Kind::kPerson && IsAdjective(text, mention)) return true;
  return mention.kind == Kind::kOrganization &&
         (IsProgramme(text, mention) || IsOffice(text, mention) || IsHeading(text, mention) ||
          IsFragment(text, mention) || IsNounOfSentence(text, mention, is_lower));
}

}  // namespace dateline::annotate

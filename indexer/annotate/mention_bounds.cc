#include "indexer/annotate/mention_bounds.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "indexer/annotate/known_name.h"

namespace dateline::annotate {
namespace {

using article::Kind;

// Spaces.
constexpr uint32_t kWideGap = 2;

// A stop that was lost behind the token is no end of a name: "J  Roe", "U S  Senate", "St  Paul".
bool MayLoseStop(const TokenizedText& text, uint32_t i) {
  const Token& token = text.tokens[i];
  const uint32_t size = token.end - token.begin;
  if (size == 1) return true;
  if (token.shape == Shape::kUpper) return text.text[token.end - 2] == ' ';
  return size == 2 && token.shape == Shape::kCapital && (token.classes & kPlacePrefix) != 0;
}

// "Justice O'Driscoll": a title is no part of a name.
void CutTitle(const TokenizedText& text, FoundMention* mention) {
  while (mention->kind == Kind::kPerson && mention->last - mention->first > 1) {
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

// "Roe Lund Announce Orchard Projects", from a headline: nobody has four such names.
void CutHeadline(const TokenizedText& text, FoundMention* mention) {
  if (mention->kind != Kind::kPerson || mention->last - mention->first < 4) return;
  for (uint32_t i = mention->first + 1; i < mention->last; ++i) {
    const Token& word = text.tokens[i];
    if (!(word.classes & kCommon) || (word.classes & (kGiven | kSurname | kFamilyFirst)) ||
        word.shape != Shape::kCapital || text.tokens[i - 1].key.empty() ||
        (i + 1 < mention->last && text.tokens[i + 1].key.empty()))
      continue;
    mention->last = i;
    return;
  }
}

// "Roe Announces", from a headline: a verb is no part of a name.
void CutVerb(const TokenizedText& text, const Lexicon& lexicon, const Sentence& sentence,
             FoundMention* mention) {
  if (mention->kind != Kind::kPerson || mention->last - mention->first < 2) return;
  const bool leads = mention->first == sentence.first || HasWideGapBefore(text, mention->first);
  const bool goes_on =
      mention->last < sentence.last && IsCapitalized(text.tokens[mention->last].shape);
  if (!sentence.title_case && !(leads && goes_on)) return;
  const Token& word = text.tokens[mention->last - 1];
  if ((word.classes & (kSurname | kGiven)) || !absl::EndsWith(word.key, "s")) return;
  const absl::string_view stem = absl::StripSuffix(word.key, "s");
  const bool verb =
      (word.classes & kSay) || (lexicon.ClassesOf(stem) & kCommon) ||
      (absl::EndsWith(stem, "e") && (lexicon.ClassesOf(absl::StripSuffix(stem, "e")) & kCommon));
  if (verb) --mention->last;
}

// "[Senators] Lund and Roe": what stands behind the title is a person. "Orchard Supreme Court
// [Justice]": what stands before it is where he serves.
void CutMembers(const TokenizedText& text, FoundMention* mention) {
  if (mention->kind != Kind::kOrganization) return;
  // "Secretary of [State Ada Lund]"
  const Token& first = text.tokens[mention->first];
  if (mention->first > 1 && mention->last - mention->first > 1 &&
      (first.classes & kMinistry) != 0 && text.tokens[mention->first - 1].key == "of" &&
      (text.tokens[mention->first - 2].classes & kTitle) != 0 &&
      (text.tokens[mention->first + 1].classes & kGiven) != 0) {
    ++mention->first;
    mention->kind = Kind::kPerson;
    mention->titled = true;
    return;
  }
  for (uint32_t i = mention->first; i + 1 < mention->last; ++i) {
    const std::string& key = text.tokens[i].key;
    if (key != "senators" && key != "senator" && key != "sens" && key != "sen" &&
        key != "congressmen")
      continue;
    const Token& next = text.tokens[i + 1];
    const bool name =
        (next.classes & (kGiven | kSurname)) || !(next.classes & (kCommon | kOrgHead));
    if (!name || next.shape < Shape::kCapital) return;
    mention->first = i + 1;
    mention->kind = Kind::kPerson;
    mention->titled = true;
    return;
  }
  if (mention->last - mention->first < 3) return;
  const Token& last = text.tokens[mention->last - 1];
  const std::string& before = text.tokens[mention->last - 2].key;
  if ((last.classes & kTitle) && !(last.classes & kOrgHead) &&
      (before == "court" || before == "department" || before == "committee"))
    --mention->last;
}

// The words that a well-known name may have before the mention that is a part of it.
constexpr uint32_t kMaxWordsBefore = 2;

// "Customs and [Border Protection]", "[Washington] DC": a well-known name of several words is what
// it is.
void TakeKnownName(const TokenizedText& text, const Lexicon& lexicon, const Sentence& sentence,
                   FoundMention* mention) {
  if (mention->titled) return;
  const auto take = [&](uint32_t first) {
    uint32_t end = 0;
    const KnownName* known = LongestKnownName(text, lexicon, first, sentence.last, &end);
    if (known == nullptr || known->renown != Renown::kListed || end < mention->last ||
        end < first + 2)
      return false;
    mention->kind = known->kind;
    mention->first = first;
    mention->last = end;
    return true;
  };
  uint32_t end = 0;
  const KnownName* known = LongestKnownName(text, lexicon, mention->first, sentence.last, &end);
  if (known != nullptr && end > mention->last && take(mention->first)) return;
  if (mention->kind != Kind::kOrganization || mention->first < sentence.first + 2) return;
  const Token& joint = text.tokens[mention->first - 1];
  if (joint.key != "and" && joint.key != "of" && text.text[joint.begin] != ',') return;
  for (uint32_t n = 2; n <= kMaxWordsBefore + 1 && mention->first >= sentence.first + n; ++n) {
    if (IsCapitalized(text.tokens[mention->first - n].shape) && take(mention->first - n)) return;
  }
}

// "[Department of Justice]'s Grants": what a well-known body owns is not its name.
void CutOwned(const TokenizedText& text, const Lexicon& lexicon, FoundMention* mention) {
  if (mention->kind != Kind::kOrganization || mention->last - mention->first < 3) return;
  for (uint32_t i = mention->first + 1; i + 1 < mention->last; ++i) {
    // "the Harbours [Committee]'s Piers": but "St John's College".
    const std::string& head = text.tokens[i - 1].key;
    if (text.tokens[i].possessive && i > mention->first + 1 &&
        (head == "committee" || head == "department" || head == "subcommittee")) {
      mention->last = i;
      return;
    }
  }
  uint32_t end = 0;
  const KnownName* known = LongestKnownName(text, lexicon, mention->first, mention->last, &end);
  if (known == nullptr || known->renown != Renown::kListed || known->kind != mention->kind ||
      end == mention->last)
    return;
  const Token& behind = text.tokens[end];  // A lone letter is an apostrophe's, which was lost.
  if (behind.possessive || (behind.key == "s" && behind.shape == Shape::kLower))
    mention->last = end;
}

// "9/[11 Commission]"
void TakeDate(const TokenizedText& text, const Lexicon& lexicon, const Sentence& sentence,
              FoundMention* mention) {
  if (text.tokens[mention->first].shape != Shape::kNumber) return;
  for (uint32_t n = 1; n <= 2 && mention->first >= sentence.first + n; ++n) {
    const uint32_t first = mention->first - n;
    if (text.tokens[first].shape != Shape::kNumber) continue;
    const KnownName* known = lexicon.FindName(KeyOf(text, first, mention->last));
    if (known != nullptr && known->kind == mention->kind) mention->first = first;
    return;
  }
}

bool IsPlainGiven(const Token& word) {
  return word.shape == Shape::kCapital && (word.classes & kGiven) != 0 && !(word.classes & kCommon);
}

bool IsPlainSurname(const Token& word) {
  return (word.shape == Shape::kCapital || word.shape == Shape::kMixed) &&
         (word.classes & kSurname) != 0 && !(word.classes & kGiven);
}

}  // namespace

bool HasWideGapBefore(const TokenizedText& text, uint32_t i) {
  const uint32_t gap = text.tokens[i - 1].end;
  return text.tokens[i].begin - gap >= kWideGap && !MayLoseStop(text, i - 1) &&
         text.text.substr(gap, text.tokens[i].begin - gap).find_first_not_of(' ') ==
             absl::string_view::npos;
}

void TrimSigns(const TokenizedText& text, FoundMention* mention) {
  while (mention->first < mention->last && text.tokens[mention->first].key.empty())
    ++mention->first;
  const auto names_nothing = [&text](const Token& token) {
    if (token.key.empty()) return true;
    return token.shape == Shape::kLower &&
           (token.key == "of" || token.key == "and" || token.key == "for" || token.key == "the");
  };
  while (mention->first < mention->last && names_nothing(text.tokens[mention->last - 1]))
    --mention->last;
}

void MendBounds(const TokenizedText& text, const Lexicon& lexicon, const Sentence& sentence,
                FoundMention* mention) {
  TakePossessive(text, lexicon, sentence.last, mention);
  CutMembers(text, mention);
  CutTitle(text, mention);
  CutHeadline(text, mention);
  CutVerb(text, lexicon, sentence, mention);
  CutOwned(text, lexicon, mention);
  TakeDate(text, lexicon, sentence, mention);
  TakeKnownName(text, lexicon, sentence, mention);
}

void SplitMention(const TokenizedText& text, const Lexicon& lexicon, FoundMention* mention,
                  std::vector<FoundMention>* out) {
  const std::vector<Token>& tokens = text.tokens;
  const uint32_t first = mention->first;
  const uint32_t words = mention->last - first;
  uint32_t left = 0;   // Behind the first of two.
  uint32_t right = 0;  // The second.
  if (mention->kind == Kind::kPerson && words == 4 && IsPlainGiven(tokens[first]) &&
      IsPlainSurname(tokens[first + 1]) && IsPlainGiven(tokens[first + 2]) &&
      IsPlainSurname(tokens[first + 3])) {
    left = right = first + 2;
  }
  if (mention->kind == Kind::kOrganization && words <= 3 && tokens[first].key == "house" &&
      tokens[mention->last - 1].key == "senate") {
    left = first + 1;
    right = mention->last - 1;
  }
  if (right == 0) return;
  FoundMention before = *mention;
  before.last = left;
  uint32_t end = 0;
  before.known = LongestKnownName(text, lexicon, before.first, before.last, &end);
  if (before.known != nullptr && (end != left || before.known->kind != before.kind))
    before.known = nullptr;
  out->push_back(before);
  mention->first = right;
}

}  // namespace dateline::annotate

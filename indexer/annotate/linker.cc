#include "indexer/annotate/linker.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "indexer/annotate/entity_id.h"
#include "indexer/annotate/name_candidate.h"

namespace dateline::annotate {
namespace {

using article::Kind;

constexpr size_t kMaxAcronym = 8;
// Distinct names of an article that are compared with each other; those beyond stand for
// themselves.
constexpr size_t kMaxForms = 2000;

// One way in which an article writes a name; mentions with the same words share it.
struct NameForm {
  Kind kind = Kind::kPerson;
  std::vector<std::string> words;  // PhraseKeys, without legal forms ("Inc").
  std::string id_text;             // As written, without legal form.
  std::string text;                // As written; not in capitals only when it ever is otherwise.
  const KnownName* known = nullptr;
  bool acronym = false;
  bool one_name = false;  // A single name, perhaps of several words: "al-Hadidi", "Lee-Parker".
  bool ambiguous = false;
  int target = -1;  // The form whose entity it names; -1 for itself.
};

bool HasLower(absl::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) || (c & 0x80);
  });
}

bool IsLetter(absl::string_view word) { return word.size() == 1 && absl::ascii_isupper(word[0]); }

// "TV", "PLC", "UN": no word, but letters.
bool IsShortForm(absl::string_view word) {
  if (word == "US" || word == "UK" || word == "UN" || word == "EU") return true;
  return word.size() <= 3 &&
         word.find_first_not_of("BCDFGHJKLMNPQRSTVWXZ") == absl::string_view::npos;
}

bool IsSmallWord(absl::string_view word) {
  static constexpr absl::string_view kWords[] = {"OF", "AND", "THE", "FOR", "IN", "ON", "AT", "TO"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

// "Ada M Roe" as "Ada M. Roe", whichever of the two a paper writes. "U" is a title in Burma, and an
// "O" has lost its apostrophe.
void StopInitials(std::vector<std::string>* words) {
  for (size_t i = 0; i + 1 < words->size(); ++i) {
    std::string& word = (*words)[i];
    if (IsLetter(word) && word != "O" && word != "U") word.push_back('.');
  }
}

// "U S Navy" as "U.S. Navy".
void JoinInitials(std::vector<std::string>* words) {
  std::vector<std::string> joined;
  for (size_t i = 0; i < words->size();) {
    size_t end = i;
    while (end < words->size() && IsLetter((*words)[end])) ++end;
    if (end < i + 2) {
      joined.push_back(std::move((*words)[i++]));
      continue;
    }
    std::string letters;
    for (; i < end; ++i) absl::StrAppend(&letters, (*words)[i], ".");
    joined.push_back(std::move(letters));
  }
  *words = std::move(joined);
}

bool IsPrefix(const std::vector<std::string>& brief, const std::vector<std::string>& full) {
  return brief.size() < full.size() && std::equal(brief.begin(), brief.end(), full.begin());
}

bool IsSubsequence(const std::vector<std::string>& brief, const std::vector<std::string>& full) {
  size_t at = 0;
  for (const std::string& word : full) {
    if (at < brief.size() && brief[at] == word) ++at;
  }
  return at == brief.size() && brief.size() < full.size();
}

// No second name stands apart in it.
bool IsOneName(const TokenizedText& text, const FoundMention& mention) {
  int names = 0;
  for (uint32_t i = mention.first; i < mention.last; ++i) {
    const bool apart = i == mention.first || text.tokens[i].space_before || names == 0;
    names += apart && IsCapitalized(text.tokens[i].shape) ? 1 : 0;
  }
  return names <= 1;
}

class Linker {
 public:
  Linker(const TokenizedArticle& article, const std::vector<FoundMention>& found,
         const Lexicon& lexicon)
      : article_(article), found_(found), lexicon_(lexicon) {}

  std::vector<article::Mention> Link();

 private:
  void CollectForms();
  bool LostApostrophe(const TokenizedText& text, const FoundMention& mention) const;
  size_t FormOf(const FoundMention& mention);
  void ReadIntroducedAcronyms();
  void NameChambers();
  void LinkForms();
  int PersonTarget(const NameForm& form, bool* ambiguous) const;
  int OrganizationTarget(const NameForm& form, bool* ambiguous) const;
  bool Abbreviates(const NameForm& acronym, const NameForm& full) const;
  int RootOf(size_t form) const;
  std::string IdNameOf(const NameForm& form) const;

  const TokenizedArticle& article_;
  const std::vector<FoundMention>& found_;
  const Lexicon& lexicon_;
  bool lost_apostrophes_ = true;  // No word of the article has one.
  std::vector<NameForm> forms_;
  std::vector<size_t> form_of_mention_;
  absl::flat_hash_map<std::string, size_t> form_by_key_;
};

// "President Roes plan": an owner in a text without apostrophes.
bool Linker::LostApostrophe(const TokenizedText& text, const FoundMention& mention) const {
  const Token& word = text.tokens[mention.last - 1];
  return word.shape == Shape::kCapital && absl::EndsWith(word.key, "s") &&
         text.text[word.end - 1] == 's' && !(word.classes & (kSurname | kGiven | kOrgHead)) &&
         (lexicon_.ClassesOf(absl::StripSuffix(word.key, "s")) & kSurname) != 0;
}

size_t Linker::FormOf(const FoundMention& mention) {
  const TokenizedText& text = article_.text(mention.field);
  std::vector<std::string> words;
  uint32_t last = mention.first + 1;  // Behind the last word that is no legal form.
  const bool article = mention.kind == Kind::kOrganization && mention.last - mention.first > 1 &&
                       text.tokens[mention.first].key == "the";
  const uint32_t first = mention.first + (article ? 1 : 0);
  for (uint32_t i = first; i < mention.last; ++i) {
    const Token& token = text.tokens[i];
    if (token.key.empty()) continue;
    const bool suffix = mention.kind == Kind::kOrganization && !words.empty() &&
                        (token.classes & kOrgSuffix) && i + 3 > mention.last;
    if (suffix) continue;
    words.push_back(token.key);
    last = i + 1;
  }
  absl::string_view raw = text.Words(mention.first, mention.last);
  absl::string_view id_text = text.Words(first, std::max(last, first + 1));
  if (lost_apostrophes_ && mention.kind == Kind::kPerson && LostApostrophe(text, mention)) {
    words.back().pop_back();
    raw.remove_suffix(1);
    id_text.remove_suffix(1);
  }
  const std::string key =
      absl::StrCat(static_cast<int>(mention.kind), " ", absl::StrJoin(words, " "));
  const auto [at, added] = form_by_key_.insert({key, forms_.size()});
  if (added) {
    NameForm form;
    form.kind = mention.kind;
    form.words = std::move(words);
    form.text = std::string(raw);
    form.id_text = std::string(id_text);
    form.known = mention.known;
    form.acronym = mention.last - mention.first == 1 && raw.size() <= kMaxAcronym &&
                   text.tokens[mention.first].shape == Shape::kUpper;
    form.one_name = IsOneName(text, mention);
    forms_.push_back(std::move(form));
  } else {
    NameForm& form = forms_[at->second];
    const bool better =
        HasLower(raw) != HasLower(form.text) ? HasLower(raw) : raw.size() > form.text.size();
    if (better) form.text = std::string(raw);
    if (form.known == nullptr) form.known = mention.known;
  }
  return at->second;
}

void Linker::CollectForms() {
  for (const article::Field field : article::kFields) {
    for (const Token& token : article_.text(field).tokens)
      lost_apostrophes_ = lost_apostrophes_ && !token.possessive;
  }
  for (const FoundMention& mention : found_) form_of_mention_.push_back(FormOf(mention));
}

// "Korean Central News Agency (KCNA)": the acronym is the name before it.
void Linker::ReadIntroducedAcronyms() {
  for (size_t m = 1; m < found_.size(); ++m) {
    const FoundMention& full = found_[m - 1];
    const FoundMention& brief = found_[m];
    if (full.field != brief.field || full.kind != brief.kind || brief.kind == Kind::kPlace)
      continue;
    const TokenizedText& text = article_.text(full.field);
    if (brief.first != full.last + 1 || text.text[text.tokens[full.last].begin] != '(') continue;
    if (brief.last >= text.tokens.size() || text.text[text.tokens[brief.last].begin] != ')')
      continue;
    NameForm& form = forms_[form_of_mention_[m]];
    const NameForm& target = forms_[form_of_mention_[m - 1]];
    if (!form.acronym || target.words.size() < 2 || form.target >= 0) continue;
    form.target = static_cast<int>(form_of_mention_[m - 1]);
  }
}

bool Linker::Abbreviates(const NameForm& acronym, const NameForm& full) const {
  if (!acronym.acronym || full.words.size() < 2 || acronym.words.size() != 1) return false;
  std::string initials;
  std::string all;
  for (const std::string& word : full.words) {
    all.push_back(word[0]);
    if (!(lexicon_.ClassesOf(word) & kFunction)) initials.push_back(word[0]);
  }
  return acronym.words[0] == initials || acronym.words[0] == all;
}

// The full name that a shorter person's name stands for; -1 when there is none or more than one.
int Linker::PersonTarget(const NameForm& form, bool* ambiguous) const {
  int best_rank = 0;
  int target = -1;
  for (size_t i = 0; i < forms_.size(); ++i) {
    const NameForm& full = forms_[i];
    if (full.kind != Kind::kPerson || full.words.size() < 2 ||
        !IsSubsequence(form.words, full.words)) {
      continue;
    }
    const bool family_first = (lexicon_.ClassesOf(full.words.front()) & kFamilyFirst) != 0;
    const bool starts = form.words.front() == full.words.front();
    const bool ends = form.words.back() == full.words.back();
    // 3: the family name or both ends; 2: another end; 1: inside.
    int rank = 1;
    if (form.words.size() > 1) {
      rank = starts || ends ? 3 : 0;
    } else if (ends || (starts && family_first)) {
      rank = 3;
    } else if (starts) {
      rank = 2;
    }
    if (rank == 0 || rank < best_rank) continue;
    if (rank > best_rank) {
      best_rank = rank;
      target = static_cast<int>(i);
      *ambiguous = false;
      continue;
    }
    // Two full names of one person, one within the other, are no ambiguity.
    const NameForm& other = forms_[static_cast<size_t>(target)];
    if (IsSubsequence(other.words, full.words)) {
      target = static_cast<int>(i);
    } else if (!IsSubsequence(full.words, other.words)) {
      *ambiguous = true;
    }
  }
  return target;
}

int Linker::OrganizationTarget(const NameForm& form, bool* ambiguous) const {
  int target = -1;
  for (size_t i = 0; i < forms_.size(); ++i) {
    const NameForm& full = forms_[i];
    if (full.kind != Kind::kOrganization || &full == &form) continue;
    // "the Mariners" of "Ulsan Mariners", "United" of a club that everybody knows.
    const bool short_name = full.known == nullptr
                                ? absl::EndsWith(form.words.front(), "s")
                                : (lexicon_.ClassesOf(form.words.front()) & kOrgHead) != 0;
    const bool club = form.known == nullptr && form.words.size() == 1 && full.words.size() > 1 &&
                      full.words.back() == form.words.front() && short_name &&
                      !(lexicon_.ClassesOf(form.words.front()) & kOrgOf);
    const bool fits = club || Abbreviates(form, full) ||
                      (form.known == nullptr && IsPrefix(form.words, full.words) &&
                       full.words.size() <= form.words.size() + 5);
    if (!fits) continue;
    if (target < 0) {
      target = static_cast<int>(i);
    } else if (IsPrefix(forms_[static_cast<size_t>(target)].words, full.words)) {
      target = static_cast<int>(i);
    } else if (!IsPrefix(full.words, forms_[static_cast<size_t>(target)].words)) {
      *ambiguous = true;
    }
  }
  return target;
}

// "the House" beside the Senate, "the Lords" beside the Commons.
void Linker::NameChambers() {
  const auto has = [this](absl::string_view a, absl::string_view b) {
    return std::any_of(forms_.begin(), forms_.end(), [&](const NameForm& form) {
      return form.known != nullptr && form.kind == Kind::kOrganization &&
             (form.known->canonical == a || form.known->canonical == b);
    });
  };
  for (NameForm& form : forms_) {
    if (form.kind != Kind::kOrganization || form.known != nullptr || form.words.size() != 1)
      continue;
    const std::string& word = form.words.front();
    if (word == "house" && has("Senate", "Congress"))
      form.known = lexicon_.FindName("house of representatives");
    if (word == "lords" && has("House of Commons", "House of Lords"))
      form.known = lexicon_.FindName("house of lords");
  }
}

void Linker::LinkForms() {
  if (forms_.size() > kMaxForms) return;
  for (NameForm& form : forms_) {
    if (form.target >= 0) continue;
    bool ambiguous = false;
    int target = -1;
    if (form.kind == Kind::kPerson) target = PersonTarget(form, &ambiguous);
    if (form.kind == Kind::kOrganization) target = OrganizationTarget(form, &ambiguous);
    if (ambiguous) {
      // An organization's short form is a name of its own; a family name of two persons is
      // nobody's.
      form.ambiguous = form.kind == Kind::kPerson && form.one_name;
      continue;
    }
    form.target = target;
  }
}

int Linker::RootOf(size_t form) const {
  int at = static_cast<int>(form);
  for (size_t steps = 0; forms_[at].target >= 0 && steps < forms_.size(); ++steps) {
    at = forms_[at].target;
  }
  return at;
}

// The name an id is made of: without legal form and article, the known name's own. "US" and "United
// States" before an organization's name are "U.S."
std::string Linker::IdNameOf(const NameForm& form) const {
  if (form.known != nullptr) return std::string(form.known->canonical);
  absl::string_view rest = form.id_text;
  if (form.kind == Kind::kOrganization &&
      (absl::ConsumePrefix(&rest, "US ") || absl::ConsumePrefix(&rest, "United States ")))
    return absl::StrCat("U.S. ", rest);
  return std::string(lexicon_.Canonical(form.kind, form.id_text));
}

std::vector<article::Mention> Linker::Link() {
  CollectForms();
  ReadIntroducedAcronyms();
  NameChambers();
  LinkForms();
  std::vector<article::Mention> mentions;
  mentions.reserve(found_.size());
  for (size_t m = 0; m < found_.size(); ++m) {
    const TokenizedText& text = article_.text(found_[m].field);
    article::Mention mention;
    mention.field = found_[m].field;
    mention.kind = found_[m].kind;
    mention.begin = text.tokens[found_[m].first].begin;
    mention.end = text.tokens[found_[m].last - 1].end;
    const NameForm& form = forms_[form_of_mention_[m]];
    if (form.ambiguous) {
      mention.name = std::string(text.Words(found_[m].first, found_[m].last));
    } else {
      const NameForm& root = forms_[RootOf(form_of_mention_[m])];
      mention.entity_id = MakeEntityId(root.kind, IdNameOf(root));
      mention.name = root.known != nullptr ? std::string(root.known->canonical)
                                           : DisplayName(root.kind, root.text);
    }
    mentions.push_back(std::move(mention));
  }
  return mentions;
}

}  // namespace

std::string DisplayName(article::Kind kind, absl::string_view text) {
  std::vector<std::string> words =
      absl::StrSplit(text, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty());
  const bool capitals = !HasLower(text);
  const bool acronym = kind != Kind::kPerson && words.size() == 1 && text.size() <= kMaxAcronym;
  if (capitals && !acronym) {
    for (size_t i = 0; i < words.size(); ++i) {
      if (words.size() > 1 && kind != Kind::kPerson && IsShortForm(words[i])) continue;
      bool start = i == 0 || kind == Kind::kPerson || !IsSmallWord(words[i]);
      for (char& c : words[i]) {
        const bool letter = absl::ascii_isalpha(static_cast<unsigned char>(c));
        if (letter && !start) c = absl::ascii_tolower(static_cast<unsigned char>(c));
        start = !letter;
      }
    }
  }
  if (kind == Kind::kPerson) {
    StopInitials(&words);
  } else {
    JoinInitials(&words);
  }
  return absl::StrJoin(words, " ");
}

std::vector<article::Mention> LinkMentions(const TokenizedArticle& article,
                                           const std::vector<FoundMention>& found,
                                           const Lexicon& lexicon) {
  return Linker(article, found, lexicon).Link();
}

}  // namespace dateline::annotate

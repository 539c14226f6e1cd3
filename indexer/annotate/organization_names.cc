#include "indexer/annotate/organization_names.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "indexer/annotate/article_country.h"
#include "indexer/annotate/known_name.h"
#include "indexer/annotate/phrase_key.h"
#include "indexer/annotate/state_body.h"

namespace dateline::annotate {
namespace {

// A short form lacks no more words than this.
constexpr size_t kMostWordsLeftOut = 5;

template <size_t N>
bool IsOneOf(absl::string_view key, const absl::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), key) != std::end(words);
}

bool IsPrefix(const std::vector<std::string>& brief, const std::vector<std::string>& full) {
  return brief.size() < full.size() && std::equal(brief.begin(), brief.end(), full.begin());
}

// Last words by which clubs are called that share them with others.
bool IsClubWord(absl::string_view key) {
  static constexpr absl::string_view kWords[] = {"albion", "athletic", "city",      "county",
                                                 "orient", "rangers",  "rovers",    "town",
                                                 "united", "villa",    "wanderers", "wednesday"};
  return IsOneOf(key, kWords);
}

// Words that name no body without others, beside the classes of the lexicon.
bool IsGenericBody(absl::string_view key) {
  static constexpr absl::string_view kWords[] = {
      "academy",    "airline", "airport",  "alliance",    "association", "bank",     "church",
      "club",       "college", "company",  "corps",       "council",     "court",    "exchange",
      "federation", "group",   "hospital", "institution", "league",      "ministry", "party",
      "school",     "society", "union",    "university"};
  return IsOneOf(key, kWords);
}

// One mention of what every country has.
struct BodyMention {
  size_t mention = 0;
  std::string body;           // "foreign ministry"
  absl::string_view country;  // Empty when none is named beside it.
  std::string beside;         // The words that name it.
  bool of_part = false;       // A state of a country is named beside it: "Texas's Senate".
};

class OrganizationLinker {
 public:
  OrganizationLinker(const TokenizedArticle& article, const std::vector<FoundMention>& found,
                     const PlaceSenses& senses, const Lexicon& lexicon,
                     const std::vector<NameForm>& forms, std::vector<Link>* links)
      : article_(article),
        found_(found),
        senses_(senses),
        lexicon_(lexicon),
        forms_(forms),
        links_(*links) {}

  void LinkAll();

 private:
  bool Is(const TokenizedText& text, uint32_t token, char sign) const {
    return token < text.tokens.size() && text.text[text.tokens[token].begin] == sign;
  }
  void ReadIntroduced();
  bool Abbreviates(const NameForm& acronym, const NameForm& full) const;
  int Target(const NameForm& form, LinkReason* reason, int* other) const;
  bool IsGeneric(const NameForm& form) const;
  int OnlyWith(const NameForm& generic) const;
  int OnlyEndingIn(const NameForm& brief) const;
  void LinkForms();
  int RootOf(size_t form) const;
  absl::string_view CountryAt(const TokenizedText& text, uint32_t first, uint32_t last,
                              uint32_t* end) const;
  bool ReadBody(size_t form, size_t mention, BodyMention* body) const;
  void CollectParts();
  bool NamesPart(const TokenizedText& text, uint32_t first, uint32_t last) const;
  void LinkBodies();
  void LinkBodiesAcronyms();

  const TokenizedArticle& article_;
  const std::vector<FoundMention>& found_;
  const PlaceSenses& senses_;
  const Lexicon& lexicon_;
  const std::vector<NameForm>& forms_;
  std::vector<Link>& links_;
  std::vector<int> target_;  // By form.
  std::vector<LinkReason> reason_;
  std::vector<bool> unlinked_;
  std::vector<size_t> form_of_mention_;  // By mention.
  // Names of countries that mean, or may mean, something else in the article: "georgia".
  absl::flat_hash_set<std::string> no_countries_;
};

// "Korean Central News Agency (KCNA)" and "KCNA (Korean Central News Agency)".
void OrganizationLinker::ReadIntroduced() {
  for (size_t m = 1; m < found_.size(); ++m) {
    const FoundMention& left = found_[m - 1];
    const FoundMention& right = found_[m];
    if (left.kind != article::Kind::kOrganization || right.kind != left.kind ||
        left.field != right.field || right.first != left.last + 1)
      continue;
    const TokenizedText& text = article_.text(left.field);
    if (!Is(text, left.last, '(') || !Is(text, right.last, ')')) continue;
    size_t brief = form_of_mention_[m];
    size_t full = form_of_mention_[m - 1];
    if (forms_[full].acronym) std::swap(brief, full);
    if (!forms_[brief].acronym || forms_[full].words.size() < 2 || target_[brief] >= 0) continue;
    target_[brief] = static_cast<int>(full);
    reason_[brief] = LinkReason::kIntroduced;
  }
}

bool OrganizationLinker::Abbreviates(const NameForm& acronym, const NameForm& full) const {
  if (!acronym.acronym || full.words.size() < 2 || acronym.words.size() != 1) return false;
  const char first = acronym.words[0][0];
  if (first != full.words[0][0] && first != full.words[1][0]) return false;
  std::string initials;
  std::string all;
  const std::string key = PhraseKey(full.id_text);
  for (absl::string_view word : absl::StrSplit(key, ' ')) {
    all.push_back(word[0]);
    if (!(lexicon_.ClassesOf(word) & kFunction)) initials.push_back(word[0]);
  }
  const std::string& letters = acronym.words[0];
  if (letters.size() < 2) return false;
  if (letters == initials || letters == all) return true;
  // "EPA", the U.S. Environmental Protection Agency.
  const KnownName* country = lexicon_.FindName(full.words[0]);
  return letters.size() > 2 && country != nullptr && country->renown == Renown::kListed &&
         IsRegionItself(country->region) && letters == initials.substr(1);
}

// The fuller form that `form` stands for; -1 when there is none, or `*other` too.
int OrganizationLinker::Target(const NameForm& form, LinkReason* reason, int* other) const {
  int target = -1;
  for (size_t i = 0; i < forms_.size(); ++i) {
    const NameForm& full = forms_[i];
    if (full.kind != article::Kind::kOrganization || &full == &form) continue;
    const std::string& word = form.words.front();
    const bool last_word = form.known == nullptr && form.words.size() == 1 &&
                           full.words.size() > 1 && full.words.back() == word;
    // "the Mariners" of "Ulsan Mariners", "United" of "Leeds United"
    const bool club =
        last_word && (IsClubWord(word) || (full.known == nullptr && absl::EndsWith(word, "s") &&
                                           !(lexicon_.ClassesOf(word) & kOrgOf)));
    const bool acronym = Abbreviates(form, full);
    const bool prefix = form.known == nullptr && IsPrefix(form.words, full.words) &&
                        full.words.size() <= form.words.size() + kMostWordsLeftOut;
    if (!club && !acronym && !prefix) continue;
    *reason = acronym ? LinkReason::kAcronym : LinkReason::kShortForm;
    if (target < 0 || IsPrefix(forms_[static_cast<size_t>(target)].words, full.words)) {
      target = static_cast<int>(i);
    } else if (!IsPrefix(full.words, forms_[static_cast<size_t>(target)].words)) {
      *other = static_cast<int>(i);
    }
  }
  return target;
}

// "Bank": a noun that stands for a body named before, or for none.
bool OrganizationLinker::IsGeneric(const NameForm& form) const {
  return form.known == nullptr && form.words.size() == 1 && !form.acronym &&
         IsGenericBody(form.words[0]);
}

// The only organization of the article with that word, when the word is one of its ends; else -1.
int OrganizationLinker::OnlyWith(const NameForm& generic) const {
  const std::string& word = generic.words.front();
  int only = -1;
  for (size_t i = 0; i < forms_.size(); ++i) {
    const NameForm& full = forms_[i];
    if (full.kind != article::Kind::kOrganization || full.words.size() < 2) continue;
    if (std::find(full.words.begin(), full.words.end(), word) == full.words.end()) continue;
    if (only >= 0 || (full.words.front() != word && full.words.back() != word)) return -1;
    only = static_cast<int>(i);
  }
  return only;
}

// "Cambridge City Council" for "City Council": the only one of the article; else -1.
int OrganizationLinker::OnlyEndingIn(const NameForm& brief) const {
  int only = -1;
  for (size_t i = 0; i < forms_.size(); ++i) {
    const NameForm& full = forms_[i];
    if (full.kind != article::Kind::kOrganization || full.words.size() <= brief.words.size() ||
        !std::equal(brief.words.rbegin(), brief.words.rend(), full.words.rbegin()))
      continue;
    if (only >= 0) return -1;
    only = static_cast<int>(i);
  }
  return only;
}

void OrganizationLinker::LinkForms() {
  for (size_t i = 0; i < forms_.size(); ++i) {
    const NameForm& form = forms_[i];
    if (form.kind != article::Kind::kOrganization || form.words.empty() || target_[i] >= 0)
      continue;
    const bool body = HasBodyWord(form.words);
    const bool of_town = body && form.known == nullptr && IsOfATown(absl::StrJoin(form.words, " "));
    if (IsGeneric(form) || of_town) {
      target_[i] = of_town ? OnlyEndingIn(form) : OnlyWith(form);
      reason_[i] = LinkReason::kShortForm;
      if (target_[i] >= 0) continue;
      unlinked_[i] = true;
      for (const size_t mention : form.mentions) {
        links_[mention].unlinked = true;
        links_[mention].reason = LinkReason::kAmbiguous;
        links_[mention].detail = of_town ? "every town has one" : "a word of many names";
      }
      continue;
    }
    // "Army" is no short form of "Army Medical Board".
    if (body && !form.acronym && IsOfAState(BodyOf(form.words))) continue;
    int other = -1;
    LinkReason reason = LinkReason::kShortForm;
    const int target = Target(form, &reason, &other);
    if (other < 0) {
      target_[i] = target;
      reason_[i] = reason;
    } else if (form.words.size() == 1 && IsClubWord(form.words[0])) {
      unlinked_[i] = true;
      for (const size_t mention : form.mentions) {
        links_[mention].unlinked = true;
        links_[mention].reason = LinkReason::kAmbiguous;
        links_[mention].detail = absl::StrCat(forms_[target].text, " or ", forms_[other].text);
      }
    }
  }
}

int OrganizationLinker::RootOf(size_t form) const {
  int at = static_cast<int>(form);
  for (size_t steps = 0; target_[at] >= 0 && steps < forms_.size(); ++steps) at = target_[at];
  return at;
}

// The country, or the nationality, that begins at token `first`; sets `*end`.
absl::string_view OrganizationLinker::CountryAt(const TokenizedText& text, uint32_t first,
                                                uint32_t last, uint32_t* end) const {
  if (first >= last || !IsCapitalized(text.tokens[first].shape)) return absl::string_view();
  const KnownName* known = LongestKnownName(text, lexicon_, first, last, end);
  if (known != nullptr && known->kind == article::Kind::kPlace && known->region.size() == 3) {
    if (no_countries_.contains(KeyOf(text, first, *end))) return absl::string_view();
    return known->region.substr(1);
  }
  for (const uint32_t words : {2u, 1u}) {
    if (first + words > last) continue;
    const absl::string_view country =
        lexicon_.places().CountryOfDemonym(KeyOf(text, first, first + words));
    if (country.empty()) continue;
    *end = first + words;
    return country;
  }
  return absl::string_view();
}

void OrganizationLinker::CollectParts() {
  for (const auto& [m, sense] : senses_) {
    if (sense.unlinked || sense.region.size() != 2)
      no_countries_.insert(KeyOf(article_.text(found_[m].field), found_[m].first, found_[m].last));
  }
}

// True when the tokens are the name of a state of a country, or may be.
bool OrganizationLinker::NamesPart(const TokenizedText& text, uint32_t first, uint32_t last) const {
  uint32_t end = 0;
  const KnownName* known = LongestKnownName(text, lexicon_, first, last, &end);
  if (known == nullptr || end != last || known->kind != article::Kind::kPlace ||
      !IsRegionItself(known->region))
    return false;
  const absl::string_view region = known->region.substr(1);
  const bool state = region.size() > 2 && CountryOf(region) != "GB";
  return state || no_countries_.contains(KeyOf(text, first, last));
}

// Reads what a mention that may be of a state's body says of its country.
bool OrganizationLinker::ReadBody(size_t form, size_t mention, BodyMention* body) const {
  const FoundMention& m = found_[mention];
  const TokenizedText& text = article_.text(m.field);
  body->mention = mention;
  std::vector<std::string> words = forms_[form].words;
  uint32_t end = 0;
  const absl::string_view inside = CountryAt(text, m.first, m.last, &end);
  if (!inside.empty() && end < m.last) {
    words.clear();
    for (uint32_t i = end; i < m.last; ++i) {
      if (!text.tokens[i].key.empty() && !text.tokens[i].possessive)
        words.push_back(text.tokens[i].key);
    }
    body->body = BodyOf(words);
    body->country = inside;
    body->beside = std::string(text.Words(m.first, end));
    return IsOfAState(body->body);
  }
  // "Supreme Court of India"
  for (uint32_t i = m.first + 1; i + 1 < m.last; ++i) {
    if (text.tokens[i].key != "of") continue;
    const uint32_t from = i + 1 + (text.tokens[i + 1].key == "the" ? 1 : 0);
    const absl::string_view behind = CountryAt(text, from, m.last, &end);
    if (behind.empty() || end != m.last) continue;
    words.clear();
    for (uint32_t k = m.first; k < i; ++k) {
      if (!text.tokens[k].key.empty()) words.push_back(text.tokens[k].key);
    }
    body->body = BodyOf(words);
    body->country = behind;
    body->beside = std::string(text.Words(from, end));
    return IsOfAState(body->body);
  }
  body->body = BodyOf(words);
  if (!IsOfAState(body->body)) return false;
  // "India's Supreme Court", "the Kenyan Parliament"
  uint32_t last = m.first;
  if (last > 0 && text.tokens[last - 1].possessive) --last;
  for (uint32_t n = std::min(last, 4u); n > 0; --n) {
    if (NamesPart(text, last - n, last)) {
      body->of_part = true;
      return true;
    }
    const absl::string_view before = CountryAt(text, last - n, last, &end);
    if (before.empty() || end != last) continue;
    body->country = before;
    body->beside = std::string(text.Words(last - n, last));
    return true;
  }
  // "the Foreign Ministry of Russia"
  if (m.last + 1 < text.tokens.size() && text.tokens[m.last].key == "of") {
    const auto limit = static_cast<uint32_t>(text.tokens.size());
    const uint32_t from = m.last + 1 + (text.tokens[m.last + 1].key == "the" ? 1 : 0);
    const absl::string_view behind = CountryAt(text, from, limit, &end);
    if (!behind.empty()) {
      body->country = behind;
      body->beside = std::string(text.Words(from, end));
    }
  }
  return true;
}

void OrganizationLinker::LinkBodies() {
  CollectParts();
  std::vector<BodyMention> bodies;
  for (size_t i = 0; i < forms_.size(); ++i) {
    if (forms_[i].kind != article::Kind::kOrganization || forms_[i].acronym) continue;
    if (unlinked_[i] || !HasBodyWord(forms_[i].words)) continue;
    for (const size_t mention : forms_[i].mentions) {
      BodyMention body;
      if (ReadBody(i, mention, &body)) bodies.push_back(std::move(body));
    }
  }
  if (bodies.empty()) return;
  // Whose each body is where the article names the country beside it.
  struct Owner {
    absl::string_view country;
    bool torn = false;  // Several countries' are named.
  };
  std::map<absl::string_view, Owner> owners;
  for (const BodyMention& b : bodies) {
    if (b.country.empty()) continue;
    Owner& owner = owners[b.body];
    owner.torn |= !owner.country.empty() && owner.country != b.country;
    owner.country = b.country;
  }
  bool asked = false;
  ArticleCountry from;
  for (const BodyMention& b : bodies) {
    const size_t form = form_of_mention_[b.mention];
    Link& link = links_[b.mention];
    absl::string_view country = b.country;
    LinkReason reason = LinkReason::kQualified;
    std::string detail = b.beside;
    bool torn = false;
    if (b.of_part) {
      link.unlinked = true;
      link.reason = LinkReason::kAmbiguous;
      link.detail = "every state of a country has one";
      continue;
    }
    if (country.empty()) {
      const auto owner = owners.find(b.body);
      if (owner != owners.end()) {
        country = owner->second.country;
        torn = owner->second.torn;
      }
      reason = LinkReason::kShortForm;
      detail.clear();
    }
    if (torn) {
      link.unlinked = true;
      link.reason = LinkReason::kAmbiguous;
      link.detail = absl::StrCat("several countries' ", b.body);
      continue;
    }
    if (country.empty() && !HasPlainOwner(b.body)) {
      if (!asked) from = ReadArticleCountry(article_, found_, senses_, lexicon_);
      asked = true;
      country = from.country;
      // An American paper on Iraq means its own Senate.
      if (IsAmerican(b.body) ? from.with_us && country != "US" : country == "US")
        country = absl::string_view();
      reason = LinkReason::kContext;
      detail = std::string(lexicon_.places().NameOf(country));
    }
    const bool known = forms_[form].known != nullptr;
    const absl::string_view demonym =
        country == "US" ? absl::string_view("U.S.") : lexicon_.places().DemonymOf(country);
    if (!country.empty() && !demonym.empty()) {
      // Those of the United States go under the plain names where these are known.
      const KnownName* plain = lexicon_.FindName(b.body);
      const bool american =
          country == "US" && ((plain != nullptr && plain->kind == article::Kind::kOrganization) ||
                              absl::EndsWith(b.body, " department"));
      link.name = american && plain != nullptr ? std::string(plain->canonical)
                  : american                   ? CapitalizedBody(b.body)
                             : absl::StrCat(demonym, " ", CapitalizedBody(b.body));
      link.reason = reason;
      link.detail = reason == LinkReason::kShortForm ? link.name : detail;
    } else if (country.empty() && !known && target_[form] < 0 && !HasPlainOwner(b.body)) {
      link.unlinked = true;
      link.reason = LinkReason::kAmbiguous;
      link.detail = "every country has one";
    }
  }
}

// "CBN", introduced beside the Central Bank of Nigeria, which is the Nigerian Central Bank.
void OrganizationLinker::LinkBodiesAcronyms() {
  for (size_t i = 0; i < forms_.size(); ++i) {
    if (forms_[i].kind != article::Kind::kOrganization || !forms_[i].acronym || target_[i] < 0)
      continue;
    const std::vector<size_t>& full = forms_[RootOf(i)].mentions;
    const std::string& name = links_[full.front()].name;
    const bool one = std::all_of(full.begin(), full.end(), [&](size_t m) {
      return !links_[m].unlinked && links_[m].name == name;
    });
    if (!one || name.empty()) continue;
    for (const size_t mention : forms_[i].mentions) {
      links_[mention].name = name;
      links_[mention].detail = name;
    }
  }
}

void OrganizationLinker::LinkAll() {
  target_.assign(forms_.size(), -1);
  reason_.assign(forms_.size(), LinkReason::kOwnName);
  unlinked_.assign(forms_.size(), false);
  form_of_mention_.assign(found_.size(), 0);
  for (size_t i = 0; i < forms_.size(); ++i) {
    for (const size_t mention : forms_[i].mentions) form_of_mention_[mention] = i;
  }
  ReadIntroduced();
  LinkForms();
  for (size_t i = 0; i < forms_.size(); ++i) {
    if (forms_[i].kind != article::Kind::kOrganization || target_[i] < 0) continue;
    for (const size_t mention : forms_[i].mentions) {
      links_[mention].form = RootOf(i);
      links_[mention].reason = reason_[i];
    }
  }
  LinkBodies();
  LinkBodiesAcronyms();
}

}  // namespace

void LinkOrganizations(const TokenizedArticle& article, const std::vector<FoundMention>& found,
                       const PlaceSenses& senses, const Lexicon& lexicon,
                       const std::vector<NameForm>& forms, std::vector<Link>* links) {
  OrganizationLinker(article, found, senses, lexicon, forms, links).LinkAll();
}

std::string OrganizationIdName(absl::string_view text) {
  std::string name = absl::StrReplaceAll(text, {{" & ", " and "}});
  for (absl::string_view head : {"Department of ", "Ministry of "}) {
    if (!absl::StartsWith(name, head)) continue;
    const std::vector<std::string> words = absl::StrSplit(PhraseKey(name), ' ');
    const std::string body = BodyOf(words);
    if (body.find(" of ") == std::string::npos) return CapitalizedBody(body);
  }
  return name;
}

}  // namespace dateline::annotate

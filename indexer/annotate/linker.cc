#include "indexer/annotate/linker.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "indexer/annotate/display_name.h"
#include "indexer/annotate/entity_id.h"
#include "indexer/annotate/home_namesakes.h"
#include "indexer/annotate/name_form.h"
#include "indexer/annotate/organization_names.h"
#include "indexer/annotate/person_names.h"
#include "indexer/annotate/phrase_key.h"
#include "indexer/annotate/place_sense.h"

namespace dateline::annotate {
namespace {

using article::Kind;

// Distinct names of an article that are compared with each other; with more, each stands for
// itself.
constexpr size_t kMaxForms = 2000;

// No second name stands apart in it: "al-Hadidi", "Lee-Parker", but not "Sami al-Hadidi".
bool IsOneName(const TokenizedText& text, const FoundMention& mention) {
  int names = 0;
  bool apart = true;
  for (uint32_t i = mention.first; i < mention.last; ++i) {
    apart = apart || text.tokens[i].space_before;
    if (!IsCapitalized(text.tokens[i].shape)) continue;
    if (names == 0 || apart) ++names;
    apart = false;
  }
  return names <= 1;
}

// "Jr." behind a person's name, which is a part of it wherever the mention ends; empty otherwise.
absl::string_view GenerationBehind(const TokenizedText& text, const FoundMention& mention) {
  if (mention.kind != Kind::kPerson || mention.last - mention.first < 2) return absl::string_view();
  uint32_t at = mention.last;
  if (at + 1 < text.tokens.size() && text.text[text.tokens[at].begin] == ',') ++at;
  if (at >= text.tokens.size()) return absl::string_view();
  const absl::string_view key = text.tokens[at].key;
  const bool generation = (key == "jr" || key == "sr") && IsCapitalized(text.tokens[at].shape);
  return generation ? key : absl::string_view();
}

// "U.S. Congress" is what everybody knows as Congress.
const KnownName* KnownWithoutCountry(const NameForm& form, const Lexicon& lexicon) {
  if (form.kind != Kind::kOrganization || form.words.size() < 2 || form.words[0] != "us")
    return nullptr;
  std::string rest = PhraseKey(form.id_text);
  rest.erase(0, 3);
  const KnownName* known = lexicon.FindName(rest);
  return known != nullptr && known->kind == form.kind && !known->capitals_only ? known : nullptr;
}

// The forms of the names of an article, in the order of their first mentions.
class FormTable {
 public:
  FormTable(const TokenizedArticle& article, const std::vector<FoundMention>& found,
            const Lexicon& lexicon)
      : article_(article), lexicon_(lexicon) {
    for (const article::Field field : article::kFields) {
      for (const Token& token : article_.text(field).tokens)
        lost_apostrophes_ = lost_apostrophes_ && !token.possessive;
    }
    for (size_t m = 0; m < found.size(); ++m) {
      const size_t form = FormOf(found[m]);
      forms_[form].mentions.push_back(m);
      form_of_mention_.push_back(form);
    }
    NameChambers();
  }

  const std::vector<NameForm>& forms() const { return forms_; }
  size_t FormOfMention(size_t mention) const { return form_of_mention_[mention]; }

 private:
  bool LostApostrophe(const TokenizedText& text, const FoundMention& mention) const;
  size_t FormOf(const FoundMention& mention);
  void NameChambers();

  const TokenizedArticle& article_;
  const Lexicon& lexicon_;
  bool lost_apostrophes_ = true;  // No word of the article has one.
  std::vector<NameForm> forms_;
  std::vector<size_t> form_of_mention_;
  absl::flat_hash_map<std::string, size_t> form_by_key_;
};

// "President Roes plan": an owner in a text without apostrophes. "The Roes" are a family.
bool FormTable::LostApostrophe(const TokenizedText& text, const FoundMention& mention) const {
  const Token& word = text.tokens[mention.last - 1];
  if (mention.first > 0 && text.tokens[mention.first - 1].key == "the") return false;
  return word.shape == Shape::kCapital && absl::EndsWith(word.key, "s") &&
         text.text[word.end - 1] == 's' && !(word.classes & (kSurname | kGiven | kOrgHead)) &&
         (lexicon_.ClassesOf(absl::StripSuffix(word.key, "s")) & kSurname) != 0;
}

size_t FormTable::FormOf(const FoundMention& mention) {
  const TokenizedText& text = article_.text(mention.field);
  std::vector<std::string> words;
  const bool the = mention.kind == Kind::kOrganization && mention.last - mention.first > 1 &&
                   text.tokens[mention.first].key == "the";
  const uint32_t first = mention.first + (the ? 1 : 0);
  uint32_t last = first + 1;  // Behind the last word that is no legal form.
  for (uint32_t i = first; i < mention.last; ++i) {
    const Token& token = text.tokens[i];
    if (token.key.empty()) continue;
    if (mention.kind == Kind::kOrganization && !words.empty()) {
      if ((token.classes & kOrgSuffix) && i + 3 > mention.last) continue;
      if (token.key == "and") continue;  // "&" is no word.
    }
    words.push_back(token.key);
    last = i + 1;
  }
  std::string raw(text.Words(mention.first, mention.last));
  std::string id_text(text.Words(first, last));
  if (lost_apostrophes_ && mention.kind == Kind::kPerson && LostApostrophe(text, mention)) {
    words.back().pop_back();
    raw.pop_back();
    id_text.pop_back();
  }
  const absl::string_view generation = GenerationBehind(text, mention);
  if (!generation.empty()) {
    words.emplace_back(generation);
    raw += generation == "jr" ? " Jr." : " Sr.";
    id_text = raw;
  }
  const std::string key =
      absl::StrCat(static_cast<int>(mention.kind), " ", absl::StrJoin(words, " "));
  const auto [at, added] = form_by_key_.insert({key, forms_.size()});
  if (added) {
    NameForm form;
    form.kind = mention.kind;
    form.words = std::move(words);
    form.id_text = std::move(id_text);
    form.known = mention.known;
    form.acronym = mention.last - mention.first == 1 && raw.size() <= kMaxAcronym &&
                   text.tokens[mention.first].shape == Shape::kUpper;
    form.one_name = generation.empty() && IsOneName(text, mention);
    form.text = std::move(raw);
    if (form.known == nullptr) form.known = KnownWithoutCountry(form, lexicon_);
    forms_.push_back(std::move(form));
  } else {
    NameForm& form = forms_[at->second];
    // "The" at the start of a sentence is no part of a name that also stands without it.
    const bool article = absl::StartsWith(raw, "The ");
    const bool had_article = absl::StartsWith(form.text, "The ");
    const bool better = article != had_article                 ? had_article
                        : HasLower(raw) != HasLower(form.text) ? HasLower(raw)
                                                               : raw.size() > form.text.size();
    if (better) form.text = std::move(raw);
    if (form.known == nullptr) form.known = mention.known;
  }
  return at->second;
}

// "the House" beside the Senate, "the Lords" beside the Commons.
void FormTable::NameChambers() {
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

// Offices that many hold at a time.
bool IsOfMany(absl::string_view title) {
  static constexpr absl::string_view kTitles[] = {
      "adm",     "brig",        "capt",          "captain",    "cmdr",     "col",
      "colonel", "congressman", "congresswoman", "councillor", "delegate", "gen",
      "general", "gov",         "governor",      "judge",      "justice",  "lt",
      "maj",     "major",       "mayor",         "rep",        "reps",     "representative",
      "sen",     "senator",     "senators",      "sens",       "sergeant", "sgt"};
  return std::find(std::begin(kTitles), std::end(kTitles), title) != std::end(kTitles);
}

// Some mention of the form stands behind an office of one at a time: "President Roe", not "Mr Roe"
// or "Senator Roe".
bool HasOffice(const TokenizedArticle& article, const std::vector<FoundMention>& found,
               const NameForm& form) {
  return std::any_of(form.mentions.begin(), form.mentions.end(), [&](size_t m) {
    const uint32_t first = found[m].first;
    if (first == 0) return false;
    const Token& before = article.text(found[m].field).tokens[first - 1];
    return (before.classes & kTitle) != 0 && !IsOfMany(before.key);
  });
}

// A family name that no full name of the article goes with may be anybody's, unless an office says
// whose. What is no usual family name of English ("Suharto", "Ronaldinho") stands for itself.
bool IsBareFamilyName(const TokenizedArticle& article, const std::vector<FoundMention>& found,
                      const NameForm& form, const Lexicon& lexicon) {
  if (form.kind != Kind::kPerson || form.words.size() != 1 || form.known != nullptr) return false;
  const WordClasses classes = lexicon.ClassesOf(form.words.front());
  return (classes & kSurname) != 0 && !HasOffice(article, found, form);
}

// The name an id is made of: without legal form and article, the known name's own. "US" and "United
// States" before an organization's name are "U.S."
std::string IdNameOf(const NameForm& form, const Lexicon& lexicon) {
  absl::string_view rest = form.id_text;
  if (form.known == nullptr && form.kind == Kind::kOrganization &&
      (absl::ConsumePrefix(&rest, "US ") || absl::ConsumePrefix(&rest, "United States ")))
    return EntityName(form.kind, absl::StrCat("U.S. ", rest));
  const absl::string_view name =
      form.known != nullptr ? form.known->canonical : lexicon.Canonical(form.kind, form.id_text);
  return EntityName(form.kind, name);
}

std::string NameOf(const NameForm& form) {
  return form.known != nullptr ? std::string(form.known->canonical)
                               : DisplayName(form.kind, form.text);
}

LinkExplanation Explain(const Link& link, const std::vector<NameForm>& forms, const NameForm& own) {
  LinkExplanation explanation{link.reason, link.detail};
  if (link.detail.empty() && link.form >= 0) explanation.detail = NameOf(forms[link.form]);
  if (link.reason == LinkReason::kOwnName && own.known != nullptr) {
    explanation.reason = LinkReason::kKnownName;
    explanation.detail = std::string(own.known->canonical);
  }
  return explanation;
}

}  // namespace

std::string EntityName(article::Kind kind, absl::string_view name) {
  switch (kind) {
    case Kind::kPerson:
      return PersonIdName(name);
    case Kind::kOrganization:
      return OrganizationIdName(name);
    case Kind::kPlace:
      break;
  }
  return std::string(name);
}

std::vector<article::Mention> LinkMentions(const TokenizedArticle& article,
                                           const std::vector<FoundMention>& found,
                                           const Lexicon& lexicon,
                                           std::vector<LinkExplanation>* explanations) {
  const FormTable table(article, found, lexicon);
  const std::vector<NameForm>& forms = table.forms();
  std::vector<Link> links(found.size());
  PlaceSenses senses = ReadPlaceSenses(article, found, lexicon);
  if (forms.size() <= kMaxForms) {
    LinkPersons(article, found, lexicon, forms, &links);
    LinkOrganizations(article, found, senses, lexicon, forms, &links);
  }
  for (auto& [m, sense] : senses) {
    links[m].name = std::move(sense.name);
    links[m].unlinked = sense.unlinked;
    links[m].reason = sense.reason;
    links[m].detail = std::move(sense.detail);
  }
  std::vector<bool> bare(forms.size());  // Once a form, however often it is mentioned.
  for (size_t f = 0; f < forms.size(); ++f) {
    bare[f] = IsBareFamilyName(article, found, forms[f], lexicon);
  }
  std::vector<article::Mention> mentions;
  mentions.reserve(found.size());
  for (size_t m = 0; m < found.size(); ++m) {
    const TokenizedText& text = article.text(found[m].field);
    article::Mention mention;
    mention.field = found[m].field;
    mention.kind = found[m].kind;
    mention.begin = text.tokens[found[m].first].begin;
    mention.end = text.tokens[found[m].last - 1].end;
    const NameForm& own = forms[table.FormOfMention(m)];
    Link& link = links[m];
    if (!link.unlinked && link.form < 0 && link.name.empty() && bare[table.FormOfMention(m)]) {
      link.unlinked = true;
      link.reason = LinkReason::kBareFamilyName;
    }
    if (link.unlinked) {
      mention.name = std::string(text.Words(found[m].first, found[m].last));
    } else if (!link.name.empty()) {
      mention.name = link.name;
      mention.entity_id = MakeEntityId(found[m].kind, EntityName(found[m].kind, link.name));
    } else {
      const NameForm& root = link.form >= 0 ? forms[link.form] : own;
      mention.entity_id = MakeEntityId(root.kind, IdNameOf(root, lexicon));
      mention.name = NameOf(root);
    }
    if (explanations != nullptr) explanations->push_back(Explain(link, forms, own));
    mentions.push_back(std::move(mention));
  }
  TellNamesakesApart(article, found, lexicon, &mentions, explanations);
  return mentions;
}

}  // namespace dateline::annotate

#include "indexer/annotate/person_names.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

namespace dateline::annotate {
namespace {

// How well a shorter name fits a fuller one; 0 when it does not.
constexpr int kByFamily = 30;    // The family name, or both ends.
constexpr int kBySpelling = 28;  // The same letters, cut into words in another way.
constexpr int kByInitials = 25;
constexpr int kByNickname = 22;
constexpr int kByGiven = 20;  // The other end.
constexpr int kByInside = 10;

bool IsGeneration(absl::string_view key) {
  return key == "jr" || key == "sr" || key == "junior" || key == "ii" || key == "iii" ||
         key == "iv";
}

// A person's name, taken apart.
struct PersonName {
  size_t form = 0;
  std::vector<std::string> words;  // Without generation; "el" is "al".
  std::string generation;          // "jr"
  std::string letters;             // All of them, without the cuts between words.
  bool family_first = false;
  Sex sex = Sex::kUnknown;
  Sex likely_sex = Sex::kUnknown;
  std::set<absl::string_view> titles;  // Words before its mentions: "president".
};

PersonName Read(const NameForm& form, size_t index, const Lexicon& lexicon) {
  PersonName name;
  name.form = index;
  name.words = form.words;
  if (name.words.size() > 2 && IsGeneration(name.words.back())) {
    name.generation = name.words.back() == "junior" ? "jr" : name.words.back();
    name.words.pop_back();
  }
  for (std::string& word : name.words) {
    if (word == "el" || word == "ul") word = "al";
  }
  name.letters = absl::StrJoin(name.words, "");
  name.family_first = (lexicon.ClassesOf(name.words.front()) & kFamilyFirst) != 0;
  if (name.words.size() > 1) {
    const absl::string_view given = name.words.front();
    name.sex = lexicon.given_names().SexOf(given);
    name.likely_sex = lexicon.given_names().LikelySexOf(given);
    const WordClasses born = lexicon.ClassesOf(given) & kGiven;
    if (name.likely_sex == Sex::kUnknown && born != kGiven && born != 0)
      name.likely_sex = born == kGivenMale ? Sex::kMale : Sex::kFemale;
  }
  return name;
}

Sex SexOfHonorific(absl::string_view key) {
  if (key == "mr" || key == "sir" || key == "messrs") return Sex::kMale;
  const bool female = key == "mrs" || key == "ms" || key == "miss" || key == "mme" ||
                      key == "dame" || key == "lady";
  return female ? Sex::kFemale : Sex::kUnknown;
}

// Titles that belong to a single name: "Pope Francis".
bool IsOfSingleName(absl::string_view key) {
  static constexpr absl::string_view kTitles[] = {"emperor", "empress",  "king", "pope",
                                                  "prince",  "princess", "queen"};
  return std::find(std::begin(kTitles), std::end(kTitles), key) != std::end(kTitles);
}

class PersonLinker {
 public:
  PersonLinker(const TokenizedArticle& article, const std::vector<FoundMention>& found,
               const Lexicon& lexicon, const std::vector<NameForm>& forms, std::vector<Link>* links)
      : article_(article), found_(found), lexicon_(lexicon), forms_(forms), links_(*links) {}

  void LinkAll();

 private:
  const Token* Before(size_t mention, uint32_t distance) const;
  absl::string_view TitleOf(size_t mention) const;
  int Fit(const PersonName& brief, const PersonName& full) const;
  bool HasNickname(const PersonName& a, const PersonName& b) const;
  bool Aligns(const PersonName& brief, const PersonName& full, bool* initials) const;
  std::vector<size_t> Fuller(const PersonName& name, int* rank) const;
  size_t RootOf(size_t name) const;
  void LinkFullNames();
  void LinkSingleName(const PersonName& name);
  bool IsGivenName(const PersonName& name) const {
    const WordClasses classes = lexicon_.ClassesOf(name.words.front());
    return (classes & kGiven) != 0 || !(classes & (kSurname | kCommon));
  }
  void LinkNobodys(const PersonName& name);
  std::vector<size_t> Introduced(const std::vector<size_t>& persons, size_t mention) const;
  void LinkTo(size_t mention, size_t person, LinkReason reason);
  void Unlink(size_t mention, const std::vector<size_t>& persons);
  bool IsPlural(const PersonName& name, size_t mention) const;

  const TokenizedArticle& article_;
  const std::vector<FoundMention>& found_;
  const Lexicon& lexicon_;
  const std::vector<NameForm>& forms_;
  std::vector<Link>& links_;
  std::vector<PersonName> names_;
  std::vector<int> target_;                // By name; the name of the same person, -1 for itself.
  std::vector<std::vector<size_t>> torn_;  // By name; the persons it may be, when it is full.
  std::vector<int> rank_;                  // By name; of its target.
  std::vector<size_t> introduced_at_;      // By name; the first mention of the person in full.
};

const Token* PersonLinker::Before(size_t mention, uint32_t distance) const {
  const FoundMention& m = found_[mention];
  const TokenizedText& text = article_.text(m.field);
  if (m.first < distance || text.tokens[m.first].newlines_before > 1) return nullptr;
  return &text.tokens[m.first - distance];
}

// "president", "mr"; empty when no title stands before it.
absl::string_view PersonLinker::TitleOf(size_t mention) const {
  const Token* word = Before(mention, 1);
  if (word == nullptr || !(word->classes & (kTitle | kHonorific)) || !IsCapitalized(word->shape))
    return absl::string_view();
  return word->key;
}

bool PersonLinker::Aligns(const PersonName& brief, const PersonName& full, bool* initials) const {
  const std::vector<std::string>& b = brief.words;
  const std::vector<std::string>& f = full.words;
  size_t at = 0;
  size_t first_at = f.size();
  size_t last_at = 0;
  for (size_t i = 0; i < f.size() && at < b.size(); ++i) {
    bool fits = b[at] == f[i];
    const bool ends = i + 1 == f.size() || at + 1 == b.size();
    if (!fits && b[at][0] == f[i][0] && (b[at].size() == 1 || f[i].size() == 1) &&
        static_cast<unsigned char>(b[at][0]) < 0x80) {
      // "J. Smith", "John F. Kennedy"; "John D." only of a name of two words.
      fits = !ends || (b.size() == 2 && f.size() == 2 && at == 1 && i == 1 && b[1].size() == 1 &&
                       b[0] == f[0]);
      *initials = *initials || fits;
    }
    if (fits) {
      if (at == 0) first_at = i;
      last_at = i;
      ++at;
    } else if (f[i].size() == 1 && at > 0 && b[at].size() == 1) {
      return false;  // "George W." is no "George H. W."
    }
  }
  if (at < b.size()) return false;
  return b.size() == 1 || first_at == 0 || last_at + 1 == f.size();
}

int PersonLinker::Fit(const PersonName& brief, const PersonName& full) const {
  if (full.words.size() < 2 && full.generation.empty()) return 0;
  if (!brief.generation.empty() && !full.generation.empty() && brief.generation != full.generation)
    return 0;
  if (brief.words.size() > full.words.size()) {
    return brief.letters == full.letters ? kBySpelling : HasNickname(brief, full) ? kByNickname : 0;
  }
  if (brief.words.size() == 1) {
    const std::string& word = brief.words[0];
    if (word == full.words.back() || (full.family_first && word == full.words.front()))
      return kByFamily;
    if (word == full.words.front()) return kByGiven;
    return std::find(full.words.begin(), full.words.end(), word) != full.words.end() ? kByInside
                                                                                     : 0;
  }
  if (brief.words == full.words) return kByFamily;
  bool initials = false;
  if (Aligns(brief, full, &initials)) return initials ? kByInitials : kByFamily;
  if (brief.letters == full.letters) return kBySpelling;
  return HasNickname(brief, full) ? kByNickname : 0;
}

// "Bob Dole" and "Robert Dole"
bool PersonLinker::HasNickname(const PersonName& a, const PersonName& b) const {
  if (a.words.size() < 2 || b.words.size() < 2 || a.words.back() != b.words.back()) return false;
  if (a.family_first || b.family_first || (a.words.size() > 2 && b.words.size() > 2)) return false;
  return a.words.front() != b.words.front() &&
         lexicon_.given_names().SameName(a.words.front(), b.words.front());
}

size_t PersonLinker::RootOf(size_t name) const {
  for (size_t steps = 0; target_[name] >= 0 && steps < names_.size(); ++steps)
    name = static_cast<size_t>(target_[name]);
  return name;
}

// The names that `name` fits best, as the persons they are; sets their rank.
std::vector<size_t> PersonLinker::Fuller(const PersonName& name, int* rank) const {
  std::vector<size_t> best;
  for (const bool single : {false, true}) {  // "al-Khatib" only where there is no fuller name.
    *rank = 1;
    for (size_t i = 0; i < names_.size(); ++i) {
      const PersonName& full = names_[i];
      if (full.form == name.form || forms_[full.form].one_name != single) continue;
      const int fit = Fit(name, full);
      if (fit < *rank) continue;
      if (fit > *rank) best.clear();
      *rank = fit;
      best.push_back(i);
    }
    if (!best.empty()) break;
  }
  return best;
}

// Full names that fit a fuller one are its person's.
void PersonLinker::LinkFullNames() {
  const auto fullness = [this](size_t i) {
    return std::make_tuple(names_[i].words.size() + (names_[i].generation.empty() ? 0 : 1),
                           names_[i].letters.size());
  };
  // Beside a nickname or the other spelling, the more usual form gives the name.
  const auto usual = [&](size_t a, size_t b) {
    const size_t in_a = forms_[names_[a].form].mentions.size();
    const size_t in_b = forms_[names_[b].form].mentions.size();
    return in_a != in_b ? in_a > in_b : a < b;
  };
  for (size_t i = 0; i < names_.size(); ++i) {
    const PersonName& name = names_[i];
    if (forms_[name.form].one_name && name.generation.empty()) continue;
    int rank = 1;
    std::vector<size_t> fuller;
    for (size_t k = 0; k < names_.size(); ++k) {
      if (k == i || names_[k].words.size() < 2) continue;
      const int fit = Fit(name, names_[k]);
      if (fit < rank) continue;
      const bool towards = fit == kByNickname || fit == kBySpelling ? usual(k, i)
                           : fullness(k) != fullness(i)             ? fullness(k) > fullness(i)
                                                                    : false;
      if (!towards) continue;
      if (fit > rank) fuller.clear();
      rank = fit;
      fuller.push_back(k);
    }
    if (fuller.empty()) continue;
    // Names within one another are no two persons: the fullest has all the others.
    const size_t fullest = *std::max_element(fuller.begin(), fuller.end(), [&](size_t a, size_t b) {
      return fullness(a) < fullness(b);
    });
    const bool one = std::all_of(fuller.begin(), fuller.end(), [&](size_t k) {
      return k == fullest || Fit(names_[k], names_[fullest]) >= kByNickname;
    });
    if (one) {
      target_[i] = static_cast<int>(fullest);
      rank_[i] = rank;
    } else {
      torn_[i] = fuller;
    }
  }
}

void PersonLinker::LinkTo(size_t mention, size_t person, LinkReason reason) {
  links_[mention].form = static_cast<int>(names_[person].form);
  links_[mention].reason = reason;
}

void PersonLinker::Unlink(size_t mention, const std::vector<size_t>& persons) {
  Link& link = links_[mention];
  link.unlinked = true;
  link.reason = LinkReason::kAmbiguous;
  if (persons.size() > 1)
    link.detail = absl::StrCat(forms_[names_[persons[0]].form].text, " or ",
                               forms_[names_[persons[1]].form].text);
}

// Those who were named in full before the mention.
std::vector<size_t> PersonLinker::Introduced(const std::vector<size_t>& persons,
                                             size_t mention) const {
  std::vector<size_t> introduced;
  for (const size_t person : persons) {
    if (introduced_at_[person] < mention) introduced.push_back(person);
  }
  return introduced;
}

// "the Clintons"
bool PersonLinker::IsPlural(const PersonName& name, size_t mention) const {
  const Token* before = Before(mention, 1);
  if (before == nullptr || before->key != "the" || name.words.size() != 1) return false;
  absl::string_view word = name.words[0];
  if (!absl::ConsumeSuffix(&word, "s")) return false;
  const absl::string_view longer = absl::EndsWith(word, "e") ? word.substr(0, word.size() - 1) : "";
  return std::any_of(names_.begin(), names_.end(), [&](const PersonName& other) {
    return other.words.size() > 1 && (other.words.back() == word || other.words.back() == longer);
  });
}

// A single name that no full name has.
void PersonLinker::LinkNobodys(const PersonName& name) {
  const NameForm& form = forms_[name.form];
  bool male = false;
  bool female = false;
  absl::string_view single_title;
  for (const size_t mention : form.mentions) {
    const absl::string_view title = TitleOf(mention);
    male = male || SexOfHonorific(title) == Sex::kMale;
    female = female || SexOfHonorific(title) == Sex::kFemale;
    if (single_title.empty() && IsOfSingleName(title) && IsGivenName(name)) single_title = title;
  }
  for (const size_t mention : form.mentions) {
    Link& link = links_[mention];
    const absl::string_view title = TitleOf(mention);
    if (IsPlural(name, mention)) {
      Unlink(mention, {});
      link.detail = "several persons of one family";
    } else if (male && female) {  // Mr Roe and Mrs Roe.
      if (SexOfHonorific(title) == Sex::kUnknown) {
        Unlink(mention, {});
        link.detail = absl::StrCat("Mr and Mrs ", form.text);
        continue;
      }
      link.name = absl::StrCat(SexOfHonorific(title) == Sex::kMale ? "Mr " : "Mrs ", form.text);
      link.reason = LinkReason::kHonorific;
      link.detail = std::string(title);
    } else if (!single_title.empty() && name.words.size() == 1) {
      std::string capital(single_title);
      capital[0] = absl::ascii_toupper(static_cast<unsigned char>(capital[0]));
      link.name = absl::StrCat(capital, " ", form.text);
    }
  }
}

void PersonLinker::LinkSingleName(const PersonName& name) {
  int rank = 0;
  const std::vector<size_t> fuller = Fuller(name, &rank);
  std::vector<size_t> persons;
  for (const size_t i : fuller) {
    const size_t root = RootOf(i);
    if (std::find(persons.begin(), persons.end(), root) == persons.end()) persons.push_back(root);
  }
  if (persons.empty()) {
    LinkNobodys(name);
    return;
  }
  const LinkReason reason = rank == kByFamily ? LinkReason::kFamilyName : LinkReason::kPartOfName;
  const NameForm& form = forms_[name.form];
  // A name in a headline is that of the one person who was called so before others came.
  size_t first_alone = names_.size();
  for (const size_t mention : form.mentions) {
    const std::vector<size_t> introduced = Introduced(persons, mention);
    if (introduced.size() == 1 && found_[mention].field == article::Field::kBody) {
      first_alone = introduced[0];
      break;
    }
    if (!introduced.empty()) break;
  }
  for (const size_t mention : form.mentions) {
    if (IsPlural(name, mention)) {
      Unlink(mention, persons);
      continue;
    }
    const absl::string_view title = TitleOf(mention);
    const Sex sex = SexOfHonorific(title);
    std::vector<size_t> fits = persons;
    if (sex != Sex::kUnknown) {
      const Sex other = sex == Sex::kMale ? Sex::kFemale : Sex::kMale;
      fits.erase(std::remove_if(fits.begin(), fits.end(),
                                [&](size_t p) { return names_[p].sex == other; }),
                 fits.end());
      if (fits.empty()) {  // "Mrs Roe", where only John Roe is named.
        Link& link = links_[mention];
        link.name = absl::StrCat(sex == Sex::kMale ? "Mr " : "Mrs ", form.text);
        link.reason = LinkReason::kHonorific;
        link.detail = std::string(title);
        continue;
      }
      std::vector<size_t> certain;
      for (const size_t p : fits) {
        const Sex known = names_[p].sex != Sex::kUnknown ? names_[p].sex : names_[p].likely_sex;
        if (known == sex) certain.push_back(p);
      }
      if (fits.size() > 1 && certain.size() == 1) fits = certain;
    } else if (!title.empty() && fits.size() > 1) {
      std::vector<size_t> titled;
      for (const size_t p : fits) {
        if (names_[p].titles.count(title)) titled.push_back(p);
      }
      if (titled.size() == 1) fits = titled;
    }
    if (fits.size() > 1) {
      const std::vector<size_t> introduced = Introduced(fits, mention);
      if (introduced.size() == 1) fits = introduced;
      if (introduced.empty() && first_alone < names_.size()) fits = {first_alone};
    }
    if (fits.size() == 1) {
      LinkTo(mention, fits[0], reason);
    } else {
      Unlink(mention, fits);
    }
  }
}

void PersonLinker::LinkAll() {
  for (size_t i = 0; i < forms_.size(); ++i) {
    if (forms_[i].kind == article::Kind::kPerson && !forms_[i].words.empty())
      names_.push_back(Read(forms_[i], i, lexicon_));
  }
  target_.assign(names_.size(), -1);
  rank_.assign(names_.size(), 0);
  torn_.resize(names_.size());
  introduced_at_.assign(names_.size(), found_.size());
  LinkFullNames();
  for (size_t i = 0; i < names_.size(); ++i) {
    if (forms_[names_[i].form].one_name) continue;
    PersonName& root = names_[RootOf(i)];
    for (const size_t mention : forms_[names_[i].form].mentions) {
      const absl::string_view title = TitleOf(mention);
      if (title.empty()) continue;
      if (SexOfHonorific(title) != Sex::kUnknown) root.sex = SexOfHonorific(title);
      root.titles.insert(title);
    }
    size_t& at = introduced_at_[RootOf(i)];
    at = std::min(at, forms_[names_[i].form].mentions.front());
  }
  for (size_t i = 0; i < names_.size(); ++i) {
    const NameForm& form = forms_[names_[i].form];
    if (form.one_name && names_[i].generation.empty()) {
      LinkSingleName(names_[i]);
      continue;
    }
    for (const size_t mention : form.mentions) {
      if (torn_[i].empty()) {
        if (target_[i] >= 0)
          LinkTo(mention, RootOf(i),
                 rank_[i] == kByFamily ? LinkReason::kPartOfName : LinkReason::kSameName);
        continue;
      }
      std::vector<size_t> persons;
      for (const size_t k : torn_[i]) persons.push_back(RootOf(k));
      const std::vector<size_t> introduced = Introduced(persons, mention);
      if (introduced.size() == 1) {
        LinkTo(mention, introduced[0], LinkReason::kPartOfName);
      } else {
        Unlink(mention, persons);
      }
    }
  }
}

}  // namespace

void LinkPersons(const TokenizedArticle& article, const std::vector<FoundMention>& found,
                 const Lexicon& lexicon, const std::vector<NameForm>& forms,
                 std::vector<Link>* links) {
  PersonLinker(article, found, lexicon, forms, links).LinkAll();
}

std::string PersonIdName(absl::string_view text) {
  std::string name(text);
  const size_t quote = name.find_first_of("\"(");
  const size_t curly = name.find("\xE2\x80\x9C");
  const size_t open = std::min(quote, curly);
  if (open != std::string::npos && open > 0) {
    const size_t from = open + (open == curly ? 3 : 1);
    size_t close = name.find_first_of("\")", from);
    size_t after = close == std::string::npos ? close : close + 1;
    const size_t curly_close = name.find("\xE2\x80\x9D", from);
    if (curly_close < close) {
      close = curly_close;
      after = close + 3;
    }
    if (close != std::string::npos && after < name.size()) name.erase(open, after - open);
  }
  absl::string_view rest = name;
  for (absl::string_view honorific : {"Daw ", "U "}) {
    if (absl::ConsumePrefix(&rest, honorific)) {
      if (rest.find(' ') == absl::string_view::npos) rest = name;  // "U Nu"
      break;
    }
  }
  return std::string(rest);
}

}  // namespace dateline::annotate

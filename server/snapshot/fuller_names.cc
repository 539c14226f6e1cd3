#include "server/snapshot/fuller_names.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "indexer/pace/pace.h"
#include "indexer/text/utf8.h"

namespace dateline::snapshot {
namespace {

bool IsLetter(absl::string_view word) {
  size_t pos = 0;
  if (word.empty()) return false;
  text::NextCodePoint(word, &pos);
  return pos == word.size();
}

bool IsSuffix(absl::string_view word) {
  return word == "jr" || word == "sr" || word == "ii" || word == "iii" || word == "iv";
}

// A person's name, taken apart; views into the id.
struct Name {
  absl::string_view given;
  absl::string_view family;
  absl::string_view between;  // Its first word; "" for a short form.
  absl::string_view suffix;
  size_t between_count = 0;
  bool kept = false;

  bool is_initial() const { return between_count == 1 && IsLetter(between); }
};

// False for what the rule does not look at. Without an allocation: most persons of an index are
// taken apart twice when it is loaded.
bool TakeApart(absl::string_view id, Name* name) {
  if (!absl::ConsumePrefix(&id, "person/")) return false;
  const size_t first_dash = id.find('-');
  size_t last_dash = id.rfind('-');
  if (first_dash == absl::string_view::npos || first_dash == 0 || last_dash + 1 == id.size() ||
      absl::StrContains(id, "--")) {
    return false;
  }
  if (last_dash != first_dash && IsSuffix(id.substr(last_dash + 1))) {
    name->suffix = id.substr(last_dash + 1);
    id = id.substr(0, last_dash);
    last_dash = id.rfind('-');
  }
  name->given = id.substr(0, first_dash);
  name->family = id.substr(last_dash + 1);
  if (last_dash != first_dash) {
    const absl::string_view between = id.substr(first_dash + 1, last_dash - first_dash - 1);
    name->between = between.substr(0, between.find('-'));
    name->between_count = 1 + std::count(between.begin(), between.end(), '-');
  }
  return !IsLetter(name->given) && !IsLetter(name->family) && !IsSuffix(name->family);
}

bool Fits(absl::string_view a, absl::string_view b) {
  if (a == b) return true;
  if (IsLetter(a)) return absl::StartsWith(b, a);
  return IsLetter(b) && absl::StartsWith(a, b);
}

struct Form {
  Name name;
  Ordinal ordinal;
};

// True when all that stands in between fits. One word that is no letter is all there may be, and
// all letters are the one it begins with, so that neighbours in any order need not be compared.
bool AllFit(const std::vector<Form>& forms) {
  absl::string_view letter;
  absl::string_view word;
  for (const Form& form : forms) {
    const absl::string_view between = form.name.between;
    if (between.empty()) continue;
    absl::string_view& same = IsLetter(between) ? letter : word;
    if (same.empty()) same = between;
    if (same != between) return false;
  }
  return letter.empty() || word.empty() || Fits(letter, word);
}

void MergeForms(const Dictionary& persons, const std::vector<Form>& forms,
                std::vector<FullerName>* merges) {
  if (!AllFit(forms)) return;
  std::map<absl::string_view, std::vector<const Form*>> by_suffix;
  for (const Form& form : forms) by_suffix[form.name.suffix].push_back(&form);
  for (auto& [suffix, same] : by_suffix) {
    if (suffix.empty() && by_suffix.size() > 1) continue;
    same.erase(std::remove_if(same.begin(), same.end(),
                              [](const Form* form) {
                                return form->name.kept || form->name.between_count > 1;
                              }),
               same.end());
    if (std::none_of(same.begin(), same.end(),
                     [](const Form* form) { return form->name.is_initial(); })) {
      continue;
    }
    const auto value = [&](const Form* form) { return persons.entries[form->ordinal].value; };
    const Form* into =
        *std::min_element(same.begin(), same.end(), [&](const Form* a, const Form* b) {
          if (a->name.between_count != b->name.between_count) {
            return a->name.between_count < b->name.between_count;
          }
          if (value(a).size() != value(b).size()) return value(a).size() < value(b).size();
          return value(a) < value(b);
        });
    for (const Form* form : same) {
      if (form != into) merges->push_back({form->ordinal, into->ordinal});
    }
  }
}

}  // namespace

std::vector<FullerName> FindFullerNames(const Dictionary& persons,
                                        const absl::flat_hash_set<std::string>& kept) {
  // Most names have no initial, and nothing is kept of them.
  using Key = std::pair<absl::string_view, absl::string_view>;
  absl::flat_hash_map<Key, std::vector<Form>> groups;
  for (const Dictionary::Entry& entry : persons.entries) {
    pace::Breathe();
    Name name;
    if (TakeApart(entry.value, &name) && name.is_initial()) groups[{name.given, name.family}];
  }
  std::vector<FullerName> merges;
  if (groups.empty()) return merges;
  for (Ordinal o = 0; o < persons.entries.size(); ++o) {
    pace::Breathe();
    const absl::string_view value = persons.entries[o].value;
    Name name;
    if (!TakeApart(value, &name)) continue;
    const auto group = groups.find({name.given, name.family});
    if (group == groups.end()) continue;
    name.kept = kept.contains(value);
    group->second.push_back({name, o});
  }
  for (const auto& [key, forms] : groups) MergeForms(persons, forms, &merges);
  std::sort(merges.begin(), merges.end(),
            [](const FullerName& a, const FullerName& b) { return a.from < b.from; });
  return merges;
}

}  // namespace dateline::snapshot

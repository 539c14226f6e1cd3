#include "indexer/annotate/home_namesakes.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "indexer/annotate/entity_id.h"
#include "indexer/annotate/office_home.h"
#include "indexer/article/namesake.h"

namespace dateline::annotate {
namespace {

using article::Kind;

// The homes of one entity id, in the order of their first mentions.
struct Told {
  std::vector<OfficeHome> homes;
  absl::flat_hash_map<size_t, size_t> at;  // Mention -> its home.
};

// A country says nothing more where one of its states is told.
void DropCountries(Told* told) {
  const std::vector<OfficeHome> all = std::move(told->homes);
  std::vector<size_t> moved(all.size(), all.size());
  told->homes.clear();
  for (size_t h = 0; h < all.size(); ++h) {
    if (std::any_of(all.begin(), all.end(),
                    [&](const OfficeHome& other) { return other.country == all[h].id; })) {
      continue;
    }
    moved[h] = told->homes.size();
    told->homes.push_back(all[h]);
  }
  absl::flat_hash_map<size_t, size_t> at;
  for (const auto& [mention, home] : told->at) {
    if (moved[home] < all.size()) at[mention] = moved[home];
  }
  told->at = std::move(at);
}

class Teller {
 public:
  Teller(const TokenizedArticle& article, const std::vector<FoundMention>& found,
         std::vector<article::Mention>* mentions, std::vector<LinkExplanation>* explanations)
      : article_(article), found_(found), mentions_(*mentions), explanations_(explanations) {}

  void Tell(absl::flat_hash_map<size_t, OfficeHome> homes) {
    std::map<std::string, Told> persons;
    for (size_t m = 0; m < found_.size(); ++m) {
      const auto home = homes.find(m);
      if (home == homes.end() || mentions_[m].entity_id.empty()) continue;
      Told& told = persons[mentions_[m].entity_id];
      const auto known =
          std::find_if(told.homes.begin(), told.homes.end(),
                       [&](const OfficeHome& other) { return other.id == home->second.id; });
      told.at[m] = known - told.homes.begin();
      if (known == told.homes.end()) told.homes.push_back(std::move(home->second));
    }
    for (auto& [id, told] : persons) {
      DropCountries(&told);
      if (told.homes.size() == 1) {
        for (article::Mention& mention : mentions_) {
          if (mention.entity_id == id) mention.home = told.homes[0].id;
        }
      } else if (!Split(id, told)) {
        continue;
      }
      for (const OfficeHome& home : told.homes) {
        for (article::Mention& mention : mentions_) {
          if (mention.entity_id == home.id) mention.home = home.country;
        }
      }
    }
  }

 private:
  bool IsFullName(const FoundMention& m) const {
    const TokenizedText& text = article_.text(m.field);
    for (uint32_t i = m.first + 1; i < m.last; ++i) {
      if (text.tokens[i].space_before && !text.tokens[i].key.empty()) return true;
    }
    return false;
  }

  bool InOneParagraph(const FoundMention& a, const FoundMention& b) const {
    if (a.field != b.field) return false;
    const TokenizedText& text = article_.text(a.field);
    for (uint32_t i = a.last; i <= b.first; ++i) {
      if (text.tokens[i].newlines_before > 1) return false;
    }
    return true;
  }

  // The home that mention `m` means by what stands before it; that of none when not clear.
  size_t MeantBefore(const std::vector<size_t>& earlier, const Told& told, size_t m) const {
    const size_t none = told.homes.size();
    const auto only = [&](bool here) {
      size_t home = none;
      for (const size_t e : earlier) {
        if (here && !InOneParagraph(found_[e], found_[m])) continue;
        const size_t other = told.at.find(e)->second;
        if (home != none && home != other) return none;
        home = other;
      }
      return home;
    };
    const size_t home = only(false);
    return home != none ? home : only(true);
  }

  void Explain(size_t m, LinkReason reason, std::string detail) {
    if (explanations_ == nullptr) return;
    const size_t first = explanations_->size() - mentions_.size();
    (*explanations_)[first + m] = {reason, std::move(detail)};
  }

  // False when an id would be too long, and all stay one.
  bool Split(const std::string& id, const Told& told) {
    std::vector<size_t> of_id;
    for (size_t m = 0; m < mentions_.size(); ++m) {
      if (mentions_[m].entity_id == id) of_id.push_back(m);
    }
    const std::string name = mentions_[of_id.front()].name;
    std::vector<std::string> ids;
    std::vector<std::string> names;
    for (const OfficeHome& home : told.homes) {
      ids.push_back(article::NamesakeId(id, home.id));
      names.push_back(article::NamesakeName(name, home.name));
      if (ids.back().size() > kMaxEntityIdBytes) return false;
    }
    const std::string several = absl::StrCat(names[0], " or ", names[1]);
    std::vector<size_t> earlier;
    for (const size_t m : of_id) {
      const auto own = told.at.find(m);
      const size_t home = own != told.at.end() ? own->second : MeantBefore(earlier, told, m);
      article::Mention& mention = mentions_[m];
      if (own != told.at.end()) earlier.push_back(m);
      if (home < told.homes.size()) {
        mention.entity_id = ids[home];
        mention.name = names[home];
        mention.home = told.homes[home].id;
        if (own != told.at.end()) {
          Explain(m, LinkReason::kHome, told.homes[home].name);
        } else {
          Explain(m, LinkReason::kNamesakeBefore, names[home]);
        }
      } else if (IsFullName(found_[m])) {
        Explain(m, LinkReason::kUntoldNamesake, several);
      } else {
        mention.entity_id.clear();
        mention.name =
            std::string(article_.text(mention.field).Words(found_[m].first, found_[m].last));
        Explain(m, LinkReason::kAmbiguous, several);
      }
    }
    return true;
  }

  const TokenizedArticle& article_;
  const std::vector<FoundMention>& found_;
  std::vector<article::Mention>& mentions_;
  std::vector<LinkExplanation>* const explanations_;
};

}  // namespace

void TellNamesakesApart(const TokenizedArticle& article, const std::vector<FoundMention>& found,
                        const Lexicon& lexicon, std::vector<article::Mention>* mentions,
                        std::vector<LinkExplanation>* explanations) {
  absl::flat_hash_map<size_t, OfficeHome> homes =
      ReadOfficeHomes(article, found, *mentions, lexicon);
  if (homes.empty()) return;
  Teller(article, found, mentions, explanations).Tell(std::move(homes));
}

}  // namespace dateline::annotate

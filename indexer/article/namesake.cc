#include "indexer/article/namesake.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace dateline::article {

std::string NamesakeId(absl::string_view person_id, absl::string_view home) {
  return absl::StrCat(person_id, "-", home.substr(home.find('/') + 1));
}

std::string NamesakeName(absl::string_view name, absl::string_view home_name) {
  return absl::StrCat(name, " (", home_name, ")");
}

std::vector<std::pair<std::string, std::string>> HomesOf(const Article& article) {
  std::vector<std::pair<std::string, std::string>> homes;
  for (const Mention& mention : article.mentions) {
    if (!mention.entity_id.empty() && !mention.home.empty())
      homes.emplace_back(mention.entity_id, mention.home);
  }
  std::sort(homes.begin(), homes.end());
  homes.erase(std::unique(homes.begin(), homes.end()), homes.end());
  return homes;
}

}  // namespace dateline::article

#include "tests/support/random_overlay.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/support/naive_entities.h"

namespace dateline::support {
namespace {

using article::Article;

std::string RandomCondition(const std::vector<std::string>& ids,
                            const std::vector<std::string>& sources, bool with_dates, bool* dated,
                            bool* sourced, Random* random) {
  const uint32_t kind = random->Below(6);
  if (kind == 0 && with_dates && !*dated) {
    *dated = true;
    return absl::StrCat(random->Chance(50) ? "since=" : "until=", random->Between(2019, 2022),
                        random->Chance(50) ? "-06" : "");
  }
  if (kind == 1 && !sources.empty() && !*sourced) {
    *sourced = true;
    return absl::StrCat("source=\"", random->Pick(sources), "\"");
  }
  return absl::StrCat(random->Chance(50) ? "with=" : "without=", random->Pick(ids));
}

}  // namespace

void GiveInitials(Corpus* corpus) {
  const std::map<std::string, std::string> names = {
      {"person/kim-0", "person/anna-lind"},       {"person/smith-1", "person/anna-k-lind"},
      {"person/kim-2", "person/john-smith"},      {"person/smith-3", "person/john-d-smith"},
      {"person/kim-4", "person/anna-karin-lind"}, {"person/smith-5", "person/john-f-smith"},
      {"person/kim-6", "person/otto-b-berg"},     {"person/smith-7", "person/otto-bert-berg"},
      {"person/kim-8", "person/anna-k-lind-jr"},  {"person/smith-9", "person/otto-x-lund-jr"},
      {"person/kim-10", "person/otto-lund-jr"}};
  const auto rename = [&](Article* article) {
    for (article::Mention& mention : article->mentions) {
      const auto it = names.find(mention.entity_id);
      if (it != names.end()) mention.entity_id = it->second;
    }
  };
  for (Corpus::Step& step : corpus->steps) rename(&step.article);
  for (Article& article : corpus->articles) rename(&article);
}

void GiveHomes(Corpus* corpus) {
  // Told often; seldom; by articles that name both in one; with names that do not fit into terms.
  const std::set<std::string> told = {
      "person/anna-lind",  "person/anna-k-lind", "person/kim-12",         "person/smith-13",
      "person/john-smith", "person/kim-20",      "person/anna-karin-lind"};
  const auto give = [&](Article* article) {
    uint64_t seed = 17;
    for (const char c : article->id + article->title) seed = seed * 31 + static_cast<uint8_t>(c);
    Random random(seed);
    const uint32_t usual = random.Below(10);
    for (article::Mention& mention : article->mentions) {
      if (mention.entity_id == "place/kim-0" || mention.entity_id == "place/smith-1")
        mention.home = random.Chance(80) ? "place/kim-2" : "";
      const bool is_long = mention.entity_id.size() > 200 &&
                           mention.kind == article::Kind::kPerson &&
                           mention.entity_id.back() == '8';
      if ((told.count(mention.entity_id) == 0 && !is_long) || random.Chance(25)) continue;
      const uint32_t home = random.Chance(85) ? usual : random.Below(10);
      mention.home = home < 4   ? "place/kim-0"
                     : home < 7 ? "place/smith-1"
                     : home < 9 ? "place/kim-2"
                                : "place/kim-4";
      if (mention.entity_id == "person/smith-13") mention.home = "place/kim-0";
      // As the indexer calls one of two.
      if (!is_long && random.Chance(10)) mention.entity_id += "-" + mention.home.substr(6);
    }
  };
  for (Corpus::Step& step : corpus->steps) give(&step.article);
  for (Article& article : corpus->articles) give(&article);
}

std::string RandomOverlay(const std::vector<Article>& articles, bool with_dates, Random* random) {
  const std::set<std::string> own = OwnIds(articles);
  const std::set<std::string> ruled = RuledIds(articles);
  std::set<std::string> both = own;
  both.insert(ruled.begin(), ruled.end());
  const std::vector<std::string> all(both.begin(), both.end());
  std::set<std::string> source_set;
  for (const Article& article : articles) {
    if (!article.source.empty()) source_set.insert(article.source);
  }
  const std::vector<std::string> sources(source_set.begin(), source_set.end());
  std::vector<std::string> ids;  // Which the rule puts into no other.
  const NaiveEntities rules(articles, true, {});
  for (const std::string& id : all) {
    if (rules.Merged(id) == id) ids.push_back(id);
  }
  for (size_t i = ids.size(); i > 1; --i)
    std::swap(ids[i - 1], ids[random->Below(static_cast<uint32_t>(i))]);
  std::vector<std::string> lines;
  std::map<std::string, std::string> names;
  const auto name = [&](const std::string& id) -> const std::string& {
    return names.try_emplace(id, absl::StrCat("Given ", names.size() % 3, " Name ", names.size()))
        .first->second;
  };
  for (size_t i = 0; i < ids.size(); ++i) {
    const std::string& id = ids[i];
    if (i + 1 < ids.size() && random->Chance(25)) {
      // Into a later one, so that no chain comes back.
      const size_t into = i + 1 + random->Below(static_cast<uint32_t>(ids.size() - i - 1));
      lines.push_back(absl::StrJoin({std::string("merge"), id, ids[into], std::string("r")}, "\t"));
      continue;
    }
    if (random->Chance(10) && names.count(id) == 0) {
      lines.push_back(absl::StrJoin({std::string("rename"), id, name(id), std::string("r")}, "\t"));
    }
    if (random->Chance(8)) lines.push_back(absl::StrCat("hide\t", id, "\tr"));
    while (random->Chance(25)) {
      static constexpr const char* kKinds[] = {"person", "organization", "place"};
      std::string other = absl::StrCat(kKinds[random->Below(3)], "/new-", random->Below(8));
      // One that articles have, and that no other line names.
      if (random->Chance(30) && i > 0) other = ids[random->Below(static_cast<uint32_t>(i))];
      if (other == id) continue;
      const bool renamed = std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
        return line.find(absl::StrCat("rename\t", other, "\t")) == 0;
      });
      if (renamed) continue;
      bool dated = false;
      bool sourced = false;
      std::vector<std::string> conditions;
      do {
        conditions.push_back(RandomCondition(all, sources, with_dates, &dated, &sourced, random));
      } while (random->Chance(40));
      lines.push_back(absl::StrJoin({std::string("split"), id, other, name(other),
                                     absl::StrJoin(conditions, " "), std::string("r")},
                                    "\t"));
    }
  }
  for (size_t i = lines.size(); i > 1; --i) {
    std::swap(lines[i - 1], lines[random->Below(static_cast<uint32_t>(i))]);
  }
  return absl::StrCat("# made up\n", absl::StrJoin(lines, "\n"));
}

}  // namespace dateline::support

// The server's own rule for persons of the very same name: an article that says for which place its
// "Jane Roe" holds office is that one's, when articles tell of several who do.
//
// An article tells a home of a person (article::Mention::home). Of the persons of one id, after
// fuller names were put together (fuller_names.h), those homes count
//
//   - that kMinNamesakeArticles articles tell, and half as many as the home told most; or
//     kManyNamesakeArticles, and a tenth: a slip makes no namesake. Texts that give a state wrongly
//     ("AK" for Arkansas) reach nearly half of few articles, and one in twenty of many;
//   - that are no country of which another home so told is a state: a governor may become the
//     president. Two states of one country, two countries, and a state and another country are of
//     two persons.
//
// With two or more of them the id is split: articles that tell exactly one of them count for the
// id and name with that home (article/namesake.h), which are also what the indexer gives when one
// article tells both. All others stay: those that tell none, or several.

#ifndef DATELINE_SERVER_SNAPSHOT_NAMESAKES_H_
#define DATELINE_SERVER_SNAPSHOT_NAMESAKES_H_

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "indexer/article/article.h"
#include "server/snapshot/columns.h"

namespace dateline::snapshot {

inline constexpr uint32_t kMinNamesakeArticles = 3;
inline constexpr uint32_t kManyNamesakeArticles = 20;

// True when a home that so many articles tell counts beside one that `most` tell.
constexpr bool IsToldEnough(uint32_t articles, uint32_t most) {
  return (articles >= kMinNamesakeArticles && uint64_t{articles} * 2 >= most) ||
         (articles >= kManyNamesakeArticles && uint64_t{articles} * 10 >= most);
}

// What the rule has split. "Own" ids are those that the articles' texts give; "ruled" ones those
// that the rule makes of them.
class Namesakes {
 public:
  struct Branch {
    std::string home;            // "place/ohio"
    std::string home_name;       // "Ohio"
    std::string target;          // "person/jane-roe-ohio"
    uint32_t article_count = 0;  // That tell this home.
  };
  // The persons of one id.
  struct Group {
    std::string id;                              // After fuller names were put together.
    std::vector<std::string> members;            // Own ids that count for it, sorted.
    std::vector<Branch> branches;                // By home; two at least.
    std::vector<std::pair<Row, uint32_t>> rows;  // Row and branch of what has left, ascending.
  };

  bool empty() const { return groups_.empty(); }
  const std::vector<Group>& groups() const { return groups_; }
  void Add(Group group);

  // The group of an own id; null when it is not split.
  const Group* GroupOf(absl::string_view own_id) const;
  // The branch that a ruled id is of; null for others.
  const Branch* BranchOf(absl::string_view ruled_id) const;
  // The own ids whose articles may count for a ruled id: itself, and those it was split from.
  std::vector<std::string> OwnIdsOf(absl::string_view ruled_id) const;
  // What an own id of the article in that row becomes. REQUIRES: the article has it.
  absl::string_view RuledIn(Row row, absl::string_view own_id) const;
  // Gives the mentions of a stored article ruled ids. Names stay.
  void Apply(article::Article* article) const;

  uint64_t byte_size() const;

 private:
  std::vector<Group> groups_;
  absl::flat_hash_map<std::string, size_t> group_of_;                      // By own id.
  absl::flat_hash_map<std::string, std::pair<size_t, size_t>> branch_of_;  // By target.
};

// What the rule knows of an index.
struct NamesakeEvidence {
  const std::vector<ShardHomes>* homes = nullptr;
  const Dictionary* persons = nullptr;
  const Dictionary* places = nullptr;
  // What fuller names are put into, and ids that the rule leaves alone.
  const absl::flat_hash_map<std::string, std::string>* merged_into = nullptr;
  const absl::flat_hash_set<std::string>* kept = nullptr;
  // The rows of the articles that tell this home of an own id; may throw Xapian::Error.
  std::function<std::vector<Row>(absl::string_view own_id, absl::string_view home)> rows_of;
};

// Adds to `merged_into` what the indexer called by a fuller name and a home within one article:
// "person/jane-m-roe-ohio" goes into "person/jane-roe-ohio" where "person/jane-m-roe" goes into
// "person/jane-roe".
void MergeFullerNamesakes(const std::vector<ShardHomes>& homes,
                          const absl::flat_hash_set<std::string>& kept,
                          absl::flat_hash_map<std::string, std::string>* merged_into);

// A function of the articles alone, however they lie in shards.
Namesakes FindNamesakes(const NamesakeEvidence& evidence);

// Puts ruled ids into the column and the dictionary of persons. An own id that has no article left
// stays in the dictionary. DATA_LOSS when an article tells the home of a person that it has not.
absl::Status SplitNamesakes(const Namesakes& namesakes, Columns* columns);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_NAMESAKES_H_

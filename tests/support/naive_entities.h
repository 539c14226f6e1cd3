// The oracle of entities: final ids by reading the lines of an overlay for every mention of every
// article. Knows nothing of plans, roots or columns. For overlays whose lines all apply.

#ifndef DATELINE_TESTS_SUPPORT_NAIVE_ENTITIES_H_
#define DATELINE_TESTS_SUPPORT_NAIVE_ENTITIES_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "indexer/article/article.h"
#include "server/snapshot/alias_overlay.h"

namespace dateline::support {

// What the server's rule makes of an id, in an index with these ids: the rule of fuller_names.h,
// asked for one id at a time.
std::string ByTheRule(const std::string& id, const std::set<std::string>& all_ids);

// The ids that articles' own ones become by the server's two rules, before any overlay.
std::set<std::string> RuledIds(const std::vector<article::Article>& articles);

// The entity ids that articles mention.
std::set<std::string> OwnIds(const std::vector<article::Article>& articles);

class NaiveEntities {
 public:
  NaiveEntities(const std::vector<article::Article>& articles, bool apply_rules,
                const snapshot::AliasOverlay& overlay);

  // One own entity of an article.
  struct Mentioned {
    std::string own_id;
    std::string name;      // Of its first mention.
    std::string final_id;  // Never empty: hidden ones are left out.
  };
  std::vector<Mentioned> MentionedIn(const article::Article& article) const;

  // What an id stands for, splits and hiding aside.
  std::string Merged(const std::string& id) const;
  std::map<std::string, std::string> given_names() const;
  // What stands behind the name of a namesake, " (Ohio)", by the id of the rule of namesakes.h.
  const std::map<std::string, std::string>& suffixes() const { return suffixes_; }
  // What the rules make of an own id in an article.
  std::string Ruled(const article::Article& article, const std::string& own_id) const;

 private:
  std::string AfterRule(const std::string& id) const;
  std::string Final(const article::Article& article, const std::string& own_id) const;
  bool Holds(const snapshot::AliasCondition& condition, const article::Article& article) const;

  void FindNamesakes(const std::vector<article::Article>& articles);

  std::map<std::string, std::string> rule_;
  std::map<std::string, std::set<std::string>> namesakes_;  // Their homes, by id.
  std::map<std::string, std::string> suffixes_;
  snapshot::AliasOverlay overlay_;
};

}  // namespace dateline::support

#endif  // DATELINE_TESTS_SUPPORT_NAIVE_ENTITIES_H_

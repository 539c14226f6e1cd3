// The second oracle: searches by reading every article, in the plainest way. Knows nothing of
// posting lists or columns.

#ifndef DATELINE_TESTS_SUPPORT_NAIVE_SEARCH_H_
#define DATELINE_TESTS_SUPPORT_NAIVE_SEARCH_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "indexer/article/article.h"
#include "server/match/search.h"
#include "server/query/query_tree.h"
#include "tests/support/naive_entities.h"

namespace dateline::support {

struct NaiveHit {
  std::string id;
  std::string group;    // The head of its copy group; its own id when it has no copies.
  uint32_t copies = 1;  // Collapsed: articles of the group that match.
  double score = 0;
  uint64_t key = 0;
  int32_t day = 0;
};

struct NaiveResult {
  absl::Status status;
  std::vector<NaiveHit> hits;      // All of them, best first; collapsed: one per group.
  std::vector<NaiveHit> articles;  // All that match, best first, in both modes.
  std::vector<match::Facet> facets;
  std::vector<match::Histogram> histograms;
};

class NaiveSearch {
 public:
  // `copy_groups` as in Corpus. `entities` may be null: articles' own entities.
  explicit NaiveSearch(const std::vector<article::Article>& articles,
                       const std::map<std::string, std::string>& copy_groups = {},
                       const NaiveEntities* entities = nullptr);

  NaiveResult Search(const match::SearchRequest& request) const;

 private:
  struct Entry {
    article::Article article;
    std::string group;  // As in NaiveHit.
    uint64_t key = 0;
    uint32_t length = 0;
    std::map<std::string, uint32_t> words;                 // Index term -> occurrences.
    std::map<std::string, std::set<uint32_t>> positions;   // Of terms that have them.
    std::vector<std::vector<article::FacetValue>> values;  // By dimension.
    std::set<std::string> about;                           // Entities that it is about.
  };

  static Entry Read(const article::Article& article);
  bool Matches(const Entry& entry, const query::Node& node) const;
  // What an article is counted as: itself or its copy group.
  static const std::string& UnitOf(const Entry& entry, const match::SearchRequest& request) {
    return request.collapse_copies ? entry.group : entry.article.id;
  }
  double Score(const Entry& entry, const query::Node& node, const match::Bm25& bm25) const;
  // The term that a kStem node means in this article.
  static std::string OwnStemTerm(const Entry& entry, const query::Node& node);
  double TermScore(const Entry& entry, const std::string& term, const match::Bm25& bm25) const;
  double StemScore(const Entry& entry, const query::Node& node, const match::Bm25& bm25) const;
  // Of what `with` articles have, and this one `wdf` times.
  double Score(const Entry& entry, double with, double wdf, const match::Bm25& bm25) const;
  // True when the article is in the windows and passes the selections; of `spared` only what
  // always applies.
  static bool Passes(const Entry& entry, const match::SearchRequest& request,
                     const article::Dimension* spared);
  match::Facet CountFacet(const match::SearchRequest& request,
                          const match::FacetRequest& facet) const;
  // True when the query and what always applies let an article through; of `spared` as Passes.
  bool Finds(const Entry& entry, const match::SearchRequest& request,
             const article::Dimension* spared) const;
  static match::Histogram CountHistogram(const std::vector<const Entry*>& entries,
                                         const match::SearchRequest& request,
                                         const match::HistogramRequest& wanted,
                                         const match::Window& event_window);
  std::string NameOf(article::Dimension dimension, const std::string& value) const;
  // Puts final entities where the article's own ones are.
  void Correct(const NaiveEntities& entities, Entry* entry);

  std::vector<Entry> entries_;
  double average_length_ = 0;
  std::map<std::string, uint32_t> frequencies_;
  // How many articles call a value so.
  std::map<std::pair<article::Dimension, std::string>, std::map<std::string, int>> names_;
  std::map<std::string, std::string> given_names_;  // By final id.
  std::map<std::string, std::string> suffixes_;     // Behind the names of others; by final id.
};

}  // namespace dateline::support

#endif  // DATELINE_TESTS_SUPPORT_NAIVE_SEARCH_H_

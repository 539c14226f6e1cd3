// What a search of its own has found, as a leaf for other Xapian queries.

#ifndef DATELINE_TESTS_SERVER_MATCH_FOUND_SOURCE_H_
#define DATELINE_TESTS_SERVER_MATCH_FOUND_SOURCE_H_

#include <xapian.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "server/match/search.h"

namespace dateline::match {

// Weights by docid of all shards behind one handle.
using Weights = std::map<Xapian::docid, double>;

// What `phrase` finds on all shards.
//
// Xapian 1.4.22 adds the weight of a phrase to documents that do not have it, when the phrase is a
// child of an OR that is itself part of an AND or a filter: the sum of what its own matcher gives
// for the parts is less than what it gives for the whole. As a posting source, the phrase is still
// found and weighed by Xapian, but alone.
Weights WeighPhrase(const std::vector<Xapian::Database>& shards, const Xapian::Query& phrase,
                    const Bm25& bm25);

class FoundSource : public Xapian::PostingSource {
 public:
  FoundSource(const std::vector<Xapian::Database>& shards, const Weights& found);

  Xapian::PostingSource* clone() const override;
  void init(const Xapian::Database& shard) override;
  Xapian::doccount get_termfreq_min() const override { return get_termfreq_est(); }
  Xapian::doccount get_termfreq_est() const override;
  Xapian::doccount get_termfreq_max() const override { return get_termfreq_est(); }
  void next(double min_weight) override;
  void skip_to(Xapian::docid docid, double min_weight) override;
  bool at_end() const override;
  Xapian::docid get_docid() const override { return at_->first; }
  double get_weight() const override { return at_->second; }

 private:
  FoundSource() = default;

  // By the shard's UUID.
  std::shared_ptr<const std::map<std::string, Weights>> found_;
  const Weights* weights_ = nullptr;
  Weights::const_iterator at_;
  bool begun_ = false;
};

}  // namespace dateline::match

#endif  // DATELINE_TESTS_SERVER_MATCH_FOUND_SOURCE_H_

#include "tests/server/match/found_source.h"

#include <iterator>
#include <limits>
#include <utility>

namespace dateline::match {

Weights WeighPhrase(const std::vector<Xapian::Database>& shards, const Xapian::Query& phrase,
                    const Bm25& bm25) {
  Xapian::Database all;
  for (const Xapian::Database& shard : shards) all.add_database(shard);
  Xapian::Enquire enquire(all);
  enquire.set_query(phrase);
  enquire.set_weighting_scheme(
      Xapian::BM25Weight(bm25.k1, 0, bm25.k3, bm25.b, bm25.min_normalised_length));
  const Xapian::MSet matches = enquire.get_mset(0, all.get_doccount(), all.get_doccount());
  Weights weights;
  for (auto it = matches.begin(); it != matches.end(); ++it) weights[*it] = it.get_weight();
  return weights;
}

FoundSource::FoundSource(const std::vector<Xapian::Database>& shards, const Weights& found) {
  std::map<std::string, Weights> by_shard;
  for (const Xapian::Database& shard : shards) by_shard[shard.get_uuid()];
  for (const auto& [docid, weight] : found) {
    // Docids of several databases interleave.
    const auto count = static_cast<Xapian::docid>(shards.size());
    by_shard[shards[(docid - 1) % count].get_uuid()][(docid - 1) / count + 1] = weight;
  }
  found_ = std::make_shared<const std::map<std::string, Weights>>(std::move(by_shard));
}

Xapian::PostingSource* FoundSource::clone() const {
  auto* copy = new FoundSource;
  copy->found_ = found_;
  return copy;
}

void FoundSource::init(const Xapian::Database& shard) {
  weights_ = &found_->at(shard.get_uuid());
  begun_ = false;
  set_maxweight(std::numeric_limits<double>::max());
}

Xapian::doccount FoundSource::get_termfreq_est() const {
  return static_cast<Xapian::doccount>(weights_->size());
}

void FoundSource::next(double) {
  at_ = begun_ ? std::next(at_) : weights_->begin();
  begun_ = true;
}

void FoundSource::skip_to(Xapian::docid docid, double) {
  at_ = weights_->lower_bound(docid);
  begun_ = true;
}

bool FoundSource::at_end() const { return begun_ && at_ == weights_->end(); }

}  // namespace dateline::match

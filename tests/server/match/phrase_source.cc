#include "tests/server/match/phrase_source.h"

#include <iterator>
#include <limits>
#include <utility>

namespace dateline::match {

PhraseSource::PhraseSource(const std::vector<Xapian::Database>& shards, const Xapian::Query& phrase,
                           const Bm25& bm25) {
  Xapian::Database all;
  for (const Xapian::Database& shard : shards) all.add_database(shard);
  Xapian::Enquire enquire(all);
  enquire.set_query(phrase);
  enquire.set_weighting_scheme(
      Xapian::BM25Weight(bm25.k1, 0, bm25.k3, bm25.b, bm25.min_normalised_length));
  const Xapian::MSet matches = enquire.get_mset(0, all.get_doccount(), all.get_doccount());
  std::map<std::string, Weights> found;
  for (const Xapian::Database& shard : shards) found[shard.get_uuid()];
  for (auto it = matches.begin(); it != matches.end(); ++it) {
    // Docids of several databases interleave.
    const auto count = static_cast<Xapian::docid>(shards.size());
    found[shards[(*it - 1) % count].get_uuid()][(*it - 1) / count + 1] = it.get_weight();
  }
  found_ = std::make_shared<const std::map<std::string, Weights>>(std::move(found));
}

Xapian::PostingSource* PhraseSource::clone() const {
  auto* copy = new PhraseSource;
  copy->found_ = found_;
  return copy;
}

void PhraseSource::init(const Xapian::Database& shard) {
  weights_ = &found_->at(shard.get_uuid());
  begun_ = false;
  set_maxweight(std::numeric_limits<double>::max());
}

Xapian::doccount PhraseSource::get_termfreq_est() const {
  return static_cast<Xapian::doccount>(weights_->size());
}

void PhraseSource::next(double) {
  at_ = begun_ ? std::next(at_) : weights_->begin();
  begun_ = true;
}

void PhraseSource::skip_to(Xapian::docid docid, double) {
  at_ = weights_->lower_bound(docid);
  begun_ = true;
}

bool PhraseSource::at_end() const { return begun_ && at_ == weights_->end(); }

}  // namespace dateline::match

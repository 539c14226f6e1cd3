#include "server/match/phrase_filter.h"

#include <xapian.h>

#include <algorithm>
#include <string>

namespace dateline::match {
namespace {

using snapshot::Row;

// Candidates looked at between two questions whether to go on; bounds what Xapian holds, too.
constexpr size_t kChunk = 4096;

// Some rows of one shard as a leaf of a Xapian query.
class CandidateSource : public Xapian::PostingSource {
 public:
  // Borrows the rows.
  CandidateSource(const Row* begin, const Row* end, Row first_row)
      : begin_(begin), end_(end), first_row_(first_row) {}

  void init(const Xapian::Database&) override {
    at_ = begin_;
    begun_ = false;
  }
  Xapian::doccount get_termfreq_min() const override { return get_termfreq_est(); }
  Xapian::doccount get_termfreq_est() const override {
    return static_cast<Xapian::doccount>(end_ - begin_);
  }
  Xapian::doccount get_termfreq_max() const override { return get_termfreq_est(); }
  void next(double) override {
    at_ += begun_;
    begun_ = true;
  }
  void skip_to(Xapian::docid docid, double) override {
    begun_ = true;
    at_ = std::lower_bound(at_, end_, first_row_ + docid - 1);
  }
  bool at_end() const override { return at_ == end_; }
  Xapian::docid get_docid() const override { return *at_ - first_row_ + 1; }

 private:
  const Row* begin_;
  const Row* end_;
  const Row first_row_;
  const Row* at_ = nullptr;
  bool begun_ = false;
};

}  // namespace

void FilterPhrase(const Plan& phrase, const std::vector<Row>& rows,
                  snapshot::Snapshot::Lease* lease, Cancellation* cancellation,
                  std::vector<uint8_t>* kept) {
  kept->assign(rows.size(), 0);
  std::vector<std::string> words;
  for (const Plan& word : phrase.children) words.push_back(word.term);
  const Xapian::Query query(Xapian::Query::OP_PHRASE, words.begin(), words.end(),
                            static_cast<Xapian::termcount>(words.size()));
  size_t i = 0;
  for (size_t s = 0; s < lease->shards().size(); ++s) {
    const Row first_row = lease->first_row(s);
    const size_t shard_end =
        std::lower_bound(rows.begin() + i, rows.end(), lease->first_row(s + 1)) - rows.begin();
    while (i < shard_end) {
      if (cancellation->Ask()) return;
      const size_t end = std::min(shard_end, i + kChunk);
      CandidateSource candidates(rows.data() + i, rows.data() + end, first_row);
      Xapian::Enquire enquire(lease->shards()[s]);
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(&candidates)));
      const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(end - i));
      for (auto it = found.begin(); it != found.end(); ++it) {
        const auto row =
            std::lower_bound(rows.begin() + i, rows.begin() + end, first_row + *it - 1);
        (*kept)[row - rows.begin()] = 1;
      }
      i = end;
    }
  }
}

}  // namespace dateline::match

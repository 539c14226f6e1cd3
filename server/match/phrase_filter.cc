#include "server/match/phrase_filter.h"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/article/article.h"
#include "indexer/format/schema.h"
#include "indexer/text/analyzer.h"
#include "indexer/text/placed_terms.h"
#include "server/match/word_scan.h"

namespace dateline::match {
namespace {

using snapshot::Row;

// Candidates looked at between two questions whether to go on; bounds what Xapian holds, too.
constexpr size_t kChunk = 4096;
// Candidates that a thread looks at before it takes others.
constexpr size_t kPart = 512;
// Candidates whose records are on their way while one is looked at.
constexpr size_t kAhead = 16;
// What scanning a record costs, in rows that are counted.
constexpr size_t kRecordCost = 32;
// What cutting a stored article into words costs, in items of Cancellation.
constexpr size_t kTextCost = 1024;

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

// Keeps those of the rows of a shard, at most kChunk of them, whose positions have the phrase.
void KeepByPositions(const std::vector<std::string>& terms, const Xapian::Database& shard,
                     Row first_row, std::vector<Row>* rows) {
  const Xapian::Query phrase(Xapian::Query::OP_PHRASE, terms.begin(), terms.end(),
                             static_cast<Xapian::termcount>(terms.size()));
  CandidateSource candidates(rows->data(), rows->data() + rows->size(), first_row);
  Xapian::Enquire enquire(shard);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, phrase, Xapian::Query(&candidates)));
  const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(rows->size()));
  rows->clear();
  for (auto it = found.begin(); it != found.end(); ++it) rows->push_back(first_row + *it - 1);
}

// True when the phrase is in a field.
bool FieldHasPhrase(absl::string_view field, bool title, const std::vector<std::string>& terms) {
  const std::vector<text::Token> tokens = text::Tokenize(field);
  // For every word of the phrase, where the phrase would begin for it to be in its place.
  std::vector<std::vector<int64_t>> begins(terms.size());
  text::ForEachPlacedTerm(tokens, [&](const text::PlacedTerm& placed) {
    for (size_t i = 0; i < terms.size(); ++i) {
      if (placed.term == terms[i] || (title && format::TitleWordTerm(placed.term) == terms[i])) {
        begins[i].push_back(int64_t{placed.position} - static_cast<int64_t>(i));
      }
    }
  });
  return std::any_of(begins[0].begin(), begins[0].end(), [&](int64_t begin) {
    return std::all_of(begins.begin(), begins.end(), [begin](const std::vector<int64_t>& of_word) {
      return std::binary_search(of_word.begin(), of_word.end(), begin);
    });
  });
}

bool TextHasPhrase(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease, Row row,
                   const std::vector<std::string>& terms) {
  const absl::StatusOr<std::shared_ptr<const article::Article>> article =
      snapshot.ReadArticleText(lease, row);
  if (!article.ok()) throw Xapian::DatabaseCorruptError(std::string(article.status().message()));
  return FieldHasPhrase((*article)->title, true, terms) ||
         FieldHasPhrase((*article)->body, false, terms) ||
         FieldHasPhrase((*article)->captions, false, terms);
}

// What became of a row in the word files.
enum RowState : uint8_t { kHasNot = 0, kHas = 1, kOpen = 2 };

// The words of a phrase, looked for in the records of word files.
class RecordScan {
 public:
  // Borrows all that it is given. `states` has one for every row.
  RecordScan(const Plan& phrase, const std::vector<Row>& rows, const snapshot::Snapshot& snapshot,
             const std::vector<Row>& first_rows, std::vector<uint8_t>* states)
      : rows_(rows),
        words_(snapshot.words()),
        keys_(snapshot.keys().data()),
        first_rows_(first_rows),
        states_(*states) {
    for (const Plan& word : phrase.children) {
      terms_.push_back(word.term);
      article_counts_.push_back(word.estimate);
    }
  }

  // Scans a part of the rows; several threads may, each another one.
  void Scan(size_t begin, size_t end) {
    WordScan scan(terms_, article_counts_);
    std::array<Place, kAhead> ahead;
    size_t shard = ShardOf(rows_[begin]);
    size_t next = begin;
    for (size_t i = begin; i < end; ++i) {
      for (; next < end && next < i + kAhead; ++next) {
        Place& place = ahead[next % kAhead];
        while (rows_[next] >= first_rows_[shard + 1]) ++shard;
        place.shard = shard;
        place.words = words_.Find(shard, rows_[next]);
        snapshot::WordRecords::Prefetch(place.words.bytes);
      }
      states_[i] = StateOf(ahead[i % kAhead], rows_[i], &scan);
    }
  }

  const std::vector<std::string>& terms() const { return terms_; }

 private:
  size_t ShardOf(Row row) const {
    return std::upper_bound(first_rows_.begin(), first_rows_.end(), row) - first_rows_.begin() - 1;
  }
  struct Place {
    size_t shard = 0;
    snapshot::WordRecords::Place words;
  };
  RowState StateOf(const Place& place, Row row, WordScan* scan) const {
    if (place.words.source != snapshot::WordRecords::Source::kRecord) return kOpen;
    const auto record = words_.Read(place.shard, row, place.words.bytes, keys_[row]);
    if (!record) return kOpen;
    return scan->Finds(*record) ? kHas : kHasNot;
  }

  const std::vector<Row>& rows_;
  const snapshot::WordRecords& words_;
  const uint64_t* const keys_;  // By row.
  const std::vector<Row>& first_rows_;
  std::vector<uint8_t>& states_;
  std::vector<std::string> terms_;
  std::vector<uint32_t> article_counts_;
};

}  // namespace

void FilterPhrase(const Plan& phrase, const std::vector<Row>& rows,
                  const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
                  SpareCores* cores, Cancellation* cancellation, std::vector<uint8_t>* kept) {
  kept->assign(rows.size(), kHasNot);
  RecordScan scan(phrase, rows, snapshot, lease->first_rows(), kept);
  const bool shared = cores != nullptr && rows.size() >= cores->least_rows() / kRecordCost;
  ForEachPart(shared ? cores : nullptr, rows.size(), kPart, cancellation,
              [&scan](size_t begin, size_t end) { scan.Scan(begin, end); });
  if (cancellation->cancelled()) return;
  // What is not in the word files.
  std::vector<Row> with_positions;
  size_t i = 0;
  for (size_t s = 0; s < lease->shards().size(); ++s) {
    const size_t shard_end =
        std::lower_bound(rows.begin() + i, rows.end(), lease->first_row(s + 1)) - rows.begin();
    while (i < shard_end) {
      const size_t begin = i;
      const size_t end = std::min(shard_end, begin + kChunk);
      with_positions.clear();
      for (; i < end; ++i) {
        if ((*kept)[i] != kOpen) continue;
        (*kept)[i] = kHasNot;
        if (snapshot.words().Find(s, rows[i]).source == snapshot::WordRecords::Source::kPositions) {
          with_positions.push_back(rows[i]);
          continue;
        }
        if (cancellation->Tick(kTextCost)) return;
        (*kept)[i] = TextHasPhrase(snapshot, lease, rows[i], scan.terms()) ? kHas : kHasNot;
      }
      if (with_positions.empty()) continue;
      if (cancellation->Ask()) return;
      KeepByPositions(scan.terms(), lease->shards()[s], lease->first_row(s), &with_positions);
      for (const Row row : with_positions) {
        (*kept)[std::lower_bound(rows.begin() + begin, rows.begin() + end, row) - rows.begin()] =
            kHas;
      }
    }
  }
}

}  // namespace dateline::match

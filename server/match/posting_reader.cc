#include "server/match/posting_reader.h"

#include <algorithm>
#include <utility>

#include "indexer/pace/pace.h"
#include "server/match/bm25.h"
#include "server/match/posting_stream.h"

namespace dateline::match {

using snapshot::Postings;
using snapshot::Row;

namespace {

// A share of a term's weight in 255ths, rounded up; 1 at least. (std::ceil is a call where the
// processor's rounding may not be used, and takes longer than the rest.)
uint8_t ImpactOf(double share) {
  const double scaled = share * UINT8_MAX;
  if (!(scaled < UINT8_MAX)) return UINT8_MAX;  // No number at all is the most, too.
  const int whole = static_cast<int>(scaled);
  return static_cast<uint8_t>(std::max(1, whole + int{whole < scaled}));
}

}  // namespace

template <typename Take>
void PostingReader::ForEach(const std::string& term, Row begin, Take take) {
  if (const auto kept = snapshot_.postings().Find(term); kept != nullptr) {
    const absl::Span<const Row> rows = kept->rows();
    const auto first = std::lower_bound(rows.begin(), rows.end(), begin) - rows.begin();
    for (size_t i = static_cast<size_t>(first); i < rows.size(); ++i) take(rows[i], kept->wdf(i));
    return;
  }
  PostingStream stream(snapshot_, lease_, term);
  for (Row next = begin; stream.SkipTo(next); next = stream.last() + 1) {
    stream.Decode();
    for (size_t i = 0; i < stream.size(); ++i) {
      if (stream.rows()[i] >= begin) take(stream.rows()[i], stream.wdfs()[i]);
    }
    if (cancellation_->Tick(stream.size())) return;
  }
}

std::shared_ptr<Postings> PostingReader::Begin(const std::string& key, size_t room, Row* begin) {
  const snapshot::EarlierPostings earlier = snapshot_.postings().FindEarlier(key);
  if (earlier.postings != nullptr &&
      earlier.postings->CanGoOn(WeighingOf(bm25_, snapshot_.average_length()))) {
    *begin = earlier.end;
    pace::Breathe();
    return std::make_shared<Postings>(*earlier.postings, earlier.end, room, snapshot_.row_count());
  }
  *begin = 0;
  auto postings = std::make_shared<Postings>();
  postings->Reserve(room);
  return postings;
}

void PostingReader::Keep(const std::string& key, Row begin,
                         const std::shared_ptr<Postings>& postings) {
  if (cancellation_->cancelled() || !snapshot_.postings().enabled()) return;
  const absl::Span<const Row> rows = postings->rows();
  const auto first = std::lower_bound(rows.begin(), rows.end(), begin) - rows.begin();
  const LengthNorm norm(
      bm25_, first > 0 ? postings->weighing().average_length : snapshot_.average_length());
  const uint32_t* lengths = snapshot_.lengths().data();
  std::vector<uint8_t> impacts(rows.size() - first);
  for (size_t i = first; i < rows.size(); ++i) {
    pace::BreatheAt(i);
    impacts[i - first] = ImpactOf(TermScore(1, postings->wdf(i), norm(lengths[rows[i]])));
  }
  postings->Weigh(WeighingOf(bm25_, snapshot_.average_length()), std::move(impacts),
                  snapshot_.row_count());
  const LengthNorm norm_now(bm25_, snapshot_.average_length());
  // The scores are those of FlatQuery, to the last bit.
  const double weight =
      TermWeight(bm25_, static_cast<uint32_t>(rows.size()), snapshot_.article_count());
  postings->PickChampions([&](size_t i) {
    const double score = TermScore(weight, postings->wdf(i), norm_now(lengths[rows[i]]));
    return Postings::Worth{score, snapshot_.keys()[rows[i]]};
  });
  snapshot_.postings().Insert(key, postings);
}

uint32_t PostingReader::Frequency(const std::string& term) {
  uint32_t frequency = 0;
  for (size_t s = 0; s < lease_->shards().size(); ++s) {
    if (const format::GlassPostlist* postlist = snapshot_.postlist(s)) {
      const absl::StatusOr<format::GlassPostlist::List> list = postlist->Find(term);
      ThrowUnlessOk(list.status());
      frequency += list->documents;
    } else {
      frequency += lease_->shards()[s].get_termfreq(term);
    }
  }
  return frequency;
}

std::shared_ptr<const Postings> PostingReader::Read(const std::string& term, uint32_t frequency) {
  std::shared_ptr<const Postings> kept = snapshot_.postings().Find(term);
  if (kept != nullptr) return kept;
  Row begin = 0;
  const std::shared_ptr<Postings> postings = Begin(term, frequency, &begin);
  ForEach(term, begin, [&](Row row, uint32_t wdf) { postings->Add(row, wdf); });
  Keep(term, begin, postings);
  return postings;
}

std::shared_ptr<const Postings> PostingReader::Read(const StemUnion& stems) {
  std::shared_ptr<const Postings> kept = snapshot_.postings().Find(stems.key);
  if (kept != nullptr) return kept;
  std::vector<size_t> order;  // The longest list is merged last, and so only once.
  for (size_t i = 0; i < stems.terms.size(); ++i) {
    if (stems.frequencies[i] > 0) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return stems.frequencies[a] < stems.frequencies[b]; });
  Row begin = 0;
  const std::shared_ptr<Postings> postings = Begin(stems.key, 0, &begin);
  std::vector<std::pair<Row, uint32_t>> merged;
  for (const size_t variant : order) {
    const auto middle = static_cast<std::ptrdiff_t>(merged.size());
    ForEach(stems.terms[variant], begin, [&](Row row, uint32_t wdf) {
      if (stems.variants.VariantOf(row) == variant) merged.emplace_back(row, wdf);
    });
    std::inplace_merge(merged.begin(), merged.begin() + middle, merged.end());
  }
  postings->Reserve(postings->rows().size() + merged.size());
  for (const auto& [row, wdf] : merged) postings->Add(row, wdf);
  Keep(stems.key, begin, postings);
  return postings;
}

}  // namespace dateline::match

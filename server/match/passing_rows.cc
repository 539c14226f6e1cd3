#include "server/match/passing_rows.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/pace/pace.h"
#include "server/match/entity_rows.h"
#include "server/snapshot/posting_cache.h"

namespace dateline::match {
namespace {

using snapshot::Postings;
using snapshot::Row;

// True when all that is asked for is any of some entities.
bool IsOfEntities(const RowFilter& filter) {
  if (filter.has_windows() || filter.tests().size() != 1) return false;
  const RowFilter::DimensionTest& test = filter.tests().front();
  return test.by_number && test.excluded.empty() && !test.selected.empty() &&
         (test.any || test.selected.size() == 1);
}

}  // namespace

PassingRows::PassingRows(const snapshot::Snapshot& snapshot, const RowFilter& filter)
    : snapshot_(snapshot), of_entities_(IsOfEntities(filter)) {
  key_ = of_entities_ ? EntityRows::KeyOf(filter.tests().front().selected)
                      : absl::StrCat(snapshot::PostingCache::kPassing, filter.Key());
  kept_ = snapshot.postings().Find(key_);
}

void PassingRows::Keep(const RowSet& rows, Cancellation* cancellation) const {
  snapshot::PostingCache& cache = snapshot_.postings();
  const size_t bytes = Postings::ExpectedIndexedBytes(rows.size(), snapshot_.row_count());
  if (of_entities_ || cancellation->cancelled() || !cache.IsWorthKeeping(key_, bytes)) return;
  auto made = std::make_shared<Postings>();
  made->Reserve(rows.size());
  rows.ForEachRun([&](const Row* run, size_t size) {
    for (size_t i = 0; i < size; ++i) made->Add(run[i], 0);
    cancellation->Tick(size);
  });
  pace::Breathe();
  made->Index(snapshot_.row_count());
  made->PickChampions([&](size_t i) {
    return Postings::Worth{0, snapshot_.keys()[made->rows()[i]]};
  });
  if (!cancellation->cancelled()) cache.Insert(key_, std::move(made));
}

}  // namespace dateline::match

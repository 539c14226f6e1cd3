#include "server/match/passing_rows.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "server/snapshot/posting_cache.h"

namespace dateline::match {

using snapshot::Postings;
using snapshot::Row;

PassingRows::PassingRows(const snapshot::Snapshot& snapshot, const RowFilter& filter)
    : snapshot_(snapshot), key_(absl::StrCat(snapshot::PostingCache::kPassing, filter.Key())) {
  kept_ = snapshot.postings().Find(key_);
}

void PassingRows::Keep(const RowSet& rows) const {
  snapshot::PostingCache& cache = snapshot_.postings();
  const size_t bytes = Postings::ExpectedBytes(rows.size(), snapshot_.row_count());
  if (!cache.enabled() || !cache.IsWorthKeeping(key_, bytes)) return;
  auto made = std::make_shared<Postings>();
  made->Reserve(rows.size());
  rows.ForEachRun([&](const Row* run, size_t size) {
    for (size_t i = 0; i < size; ++i) made->Add(run[i], 0);
  });
  made->Index(snapshot_.row_count());
  made->PickChampions([&](size_t i) {
    return Postings::Worth{0, snapshot_.keys()[made->rows()[i]]};
  });
  cache.Insert(key_, std::move(made));
}

}  // namespace dateline::match

#include "server/match/entity_rows.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/article/dimension.h"
#include "indexer/format/schema.h"
#include "server/match/posting_stream.h"
#include "server/snapshot/entity_corrections.h"
#include "server/snapshot/entity_records.h"

namespace dateline::match {
namespace {

using snapshot::EntityRecords;
using snapshot::Postings;
using snapshot::Row;

// Looking at the records of all articles, in postings an article.
constexpr size_t kRecordCost = 4;

// The entity of a number.
std::pair<article::Dimension, snapshot::Ordinal> EntityOf(const EntityRecords& records,
                                                          uint32_t number) {
  size_t d = 0;
  while (number >= records.missing(static_cast<article::Dimension>(d))) ++d;
  const auto dimension = static_cast<article::Dimension>(d);
  return {dimension, records.ordinals(dimension)[number - records.first(dimension)]};
}

void SetBit(Row row, std::vector<uint64_t>* bits) {
  (*bits)[row / 64] |= uint64_t{1} << (row % 64);
}

}  // namespace

std::string EntityRows::KeyOf(const std::vector<uint32_t>& numbers) {
  std::vector<uint32_t> sorted = numbers;
  std::sort(sorted.begin(), sorted.end());
  std::string key(snapshot::PostingCache::kEntities);
  for (const uint32_t number : sorted) absl::StrAppend(&key, number, ",");
  return key;
}

EntityRows::EntityRows(const snapshot::Snapshot& snapshot, const std::vector<uint32_t>& numbers)
    : snapshot_(snapshot), key_(KeyOf(numbers)) {
  kept_ = snapshot.postings().Find(key_);
  if (kept_ != nullptr) return;
  const snapshot::EntityCorrections& corrections = snapshot.corrections();
  for (const uint32_t number : numbers) {
    const auto [dimension, ordinal] = EntityOf(snapshot.entity_records(), number);
    const uint32_t articles = snapshot.totals(dimension).article_counts[ordinal];
    articles_ += articles;
    const absl::string_view id = snapshot.dictionary(dimension).entries[ordinal].value;
    if (!corrections.HasOwnArticles(id)) {
      others_.push_back(number);
      continue;
    }
    terms_.push_back(format::FacetTerm(dimension, id));
    cost_ += articles;
  }
  if (!others_.empty()) cost_ += kRecordCost * snapshot.row_count();
}

bool EntityRows::IsWorthKeeping() const {
  snapshot::PostingCache& cache = snapshot_.postings();
  return cache.enabled() && cache.IsWorthKeeping(key_, Postings::ExpectedIndexedBytes(
                                                           articles_, snapshot_.row_count()));
}

void EntityRows::CollectRows(const std::vector<uint32_t>& numbers, Cancellation* cancellation,
                             std::vector<uint64_t>* bits) const {
  const EntityRecords& records = snapshot_.entity_records();
  std::vector<uint8_t> wanted(records.number_count(), 0);
  for (const uint32_t number : numbers) wanted[number] = 1;
  constexpr size_t kLast = EntityRecords::kSlots - 1;
  for (Row row = 0; row < snapshot_.row_count() && !cancellation->Tick(); ++row) {
    const auto& slots = records.records()[row].slots;
    uint8_t has = 0;
    for (size_t slot = 0; slot < kLast; ++slot) has |= wanted[slots[slot]];
    if (slots[kLast] < EntityRecords::kMore) {
      has |= wanted[slots[kLast]];
    } else {
      const uint32_t* more = records.more() + (slots[kLast] - EntityRecords::kMore);
      for (uint32_t i = 1; i <= more[0]; ++i) has |= wanted[more[i]];
    }
    if (has != 0) SetBit(row, bits);
  }
}

std::shared_ptr<const Postings> EntityRows::Make(snapshot::Snapshot::Lease* lease,
                                                 Cancellation* cancellation) const {
  std::vector<uint64_t> bits(snapshot_.live().size(), 0);
  if (!others_.empty()) CollectRows(others_, cancellation, &bits);
  for (const std::string& term : terms_) {
    PostingStream stream(snapshot_, lease, term);
    for (Row next = 0; stream.SkipTo(next); next = stream.last() + 1) {
      stream.Decode();
      for (size_t i = 0; i < stream.size(); ++i) SetBit(stream.rows()[i], &bits);
      if (cancellation->Tick(stream.size())) break;
    }
  }
  auto made = std::make_shared<Postings>();
  made->Reserve(std::min<size_t>(articles_, snapshot_.row_count()));
  for (size_t w = 0; w < bits.size(); ++w) {
    for (uint64_t word = bits[w]; word != 0; word &= word - 1) {
      made->Add(static_cast<Row>(w * 64) + static_cast<Row>(__builtin_ctzll(word)), 0);
    }
  }
  made->Index(snapshot_.row_count());
  made->PickChampions([&](size_t i) {
    return Postings::Worth{0, snapshot_.keys()[made->rows()[i]]};
  });
  if (!cancellation->cancelled()) snapshot_.postings().Insert(key_, made);
  return made;
}

}  // namespace dateline::match

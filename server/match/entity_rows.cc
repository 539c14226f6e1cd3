#include "server/match/entity_rows.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "server/snapshot/entity_records.h"

namespace dateline::match {
namespace {

using snapshot::EntityRecords;
using snapshot::Postings;
using snapshot::Row;

// No term of the index begins so: words are folded, and a fold has no control characters.
std::string KeyOfRows(uint32_t number) { return absl::StrCat("\x02", number); }

// One list per number, from the records.
std::vector<std::shared_ptr<Postings>> CollectRows(const snapshot::Snapshot& snapshot,
                                                   const std::vector<uint32_t>& numbers,
                                                   Cancellation* cancellation) {
  const EntityRecords& records = snapshot.entity_records();
  std::vector<std::shared_ptr<Postings>> lists;
  std::vector<uint8_t> list_of(records.number_count(), 0);  // Counted from 1.
  for (const uint32_t number : numbers) {
    lists.push_back(std::make_shared<Postings>());
    lists.back()->Reserve(ArticlesOf(snapshot, number));
    list_of[number] = static_cast<uint8_t>(lists.size());
  }
  const auto add = [&](uint32_t number, Row row) {
    if (list_of[number] > 0) lists[list_of[number] - 1]->Add(row, 0);
  };
  constexpr size_t kLast = EntityRecords::kSlots - 1;
  for (Row row = 0; row < snapshot.row_count() && !cancellation->Tick(); ++row) {
    const auto& slots = records.records()[row].slots;
    for (size_t slot = 0; slot < kLast; ++slot) add(slots[slot], row);
    if (slots[kLast] < EntityRecords::kMore) {
      add(slots[kLast], row);
      continue;
    }
    const uint32_t* more = records.more() + (slots[kLast] - EntityRecords::kMore);
    for (uint32_t i = 1; i <= more[0]; ++i) add(more[i], row);
  }
  return lists;
}

}  // namespace

uint32_t ArticlesOf(const snapshot::Snapshot& snapshot, uint32_t number) {
  const EntityRecords& records = snapshot.entity_records();
  size_t d = 0;
  while (number >= records.missing(static_cast<article::Dimension>(d))) ++d;
  const auto dimension = static_cast<article::Dimension>(d);
  const snapshot::Ordinal ordinal = records.ordinals(dimension)[number - records.first(dimension)];
  return snapshot.totals(dimension).article_counts[ordinal];
}

std::vector<std::shared_ptr<const Postings>> FindEntityRows(const snapshot::Snapshot& snapshot,
                                                            const std::vector<uint32_t>& numbers,
                                                            Cancellation* cancellation) {
  snapshot::PostingCache& cache = snapshot.postings();
  std::vector<std::shared_ptr<const Postings>> lists;
  std::vector<uint32_t> unknown;
  bool worth_it = cache.enabled();
  for (const uint32_t number : numbers) {
    lists.push_back(cache.Find(KeyOfRows(number)));
    if (lists.back() != nullptr) continue;
    unknown.push_back(number);
    const size_t bytes =
        Postings::ExpectedBytes(ArticlesOf(snapshot, number), snapshot.row_count());
    worth_it &= cache.IsWorthKeeping(KeyOfRows(number), bytes);
  }
  if (unknown.empty()) return lists;
  if (!worth_it) return {};
  const std::vector<std::shared_ptr<Postings>> made = CollectRows(snapshot, unknown, cancellation);
  if (cancellation->cancelled()) return {};
  size_t next = 0;
  for (size_t i = 0; i < numbers.size(); ++i) {
    if (lists[i] != nullptr) continue;
    made[next]->Index(snapshot.row_count());
    cache.Insert(KeyOfRows(numbers[i]), made[next]);
    lists[i] = made[next++];
  }
  return lists;
}

}  // namespace dateline::match

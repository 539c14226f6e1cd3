#include "server/match/cooccurrence.h"

#include <algorithm>
#include <cmath>

#include "server/match/cancellation.h"
#include "server/match/facet_counter.h"
#include "server/snapshot/value_column.h"

namespace dateline::match {
namespace {

using snapshot::Row;

// One cell of the table: what it has, against what its row and column alone would give it.
double Cell(double count, double row, double column, double total) {
  return count == 0 ? 0 : count * std::log(count * total / (row * column));
}

Cooccurrences Pick(const CooccurrenceRequest& request, article::Dimension kind,
                   const ValueCounts& together, const ValueCounts& looked_at, uint32_t articles,
                   uint32_t total) {
  Cooccurrences list;
  list.kind = kind;
  together.ForEach([&](snapshot::Ordinal ordinal, uint32_t count) {
    if (kind == request.entity.dimension && ordinal == request.entity.ordinal) return;
    list.values.push_back(
        {ordinal, count, Association(count, articles, looked_at.Of(ordinal), total)});
  });
  list.distinct = static_cast<uint32_t>(list.values.size());
  const auto ahead = [&](const Cooccurrence& a, const Cooccurrence& b) {
    if (request.by_association) {
      if (a.association != b.association) return a.association > b.association;
    } else if (a.article_count != b.article_count) {
      return a.article_count > b.article_count;
    }
    return a.ordinal < b.ordinal;  // The order of the ids.
  };
  const size_t size = std::min<size_t>(request.size, list.values.size());
  std::partial_sort(list.values.begin(), list.values.begin() + static_cast<ptrdiff_t>(size),
                    list.values.end(), ahead);
  list.values.resize(size);
  return list;
}

}  // namespace

double Association(uint32_t both, uint32_t a, uint32_t b, uint32_t total) {
  // Exactly by chance is exactly 0, whatever rounding says.
  const uint64_t seen = uint64_t{both} * total;
  const uint64_t expected = uint64_t{a} * b;
  if (seen == expected) return 0;
  const double n = total;
  const double ratio =
      2 * (Cell(both, a, b, n) + Cell(a - both, a, n - b, n) + Cell(b - both, n - a, b, n) +
           Cell(n - a - (b - both), n - a, n - b, n));
  const double root = std::sqrt(std::max(0.0, ratio));
  return seen > expected ? root : -root;
}

absl::StatusOr<CooccurrenceResult> FindCooccurrences(const snapshot::Snapshot& snapshot,
                                                     snapshot::Snapshot::Lease* lease,
                                                     const CooccurrenceRequest& request) {
  absl::StatusOr<std::vector<Row>> looked_at = FindRows(snapshot, lease, request.filter);
  if (!looked_at.ok()) return looked_at.status();
  const snapshot::ValueColumn& column = snapshot.values(request.entity.dimension);
  std::vector<Row> together;
  Cancellation cancellation(request.filter.cancelled);
  for (const Row row : *looked_at) {
    if (column.Has(row, request.entity.ordinal)) together.push_back(row);
    if (cancellation.Tick()) break;
  }
  CooccurrenceResult result;
  result.article_count = static_cast<uint32_t>(together.size());
  const RowSet together_set = RowSet::OfList(std::move(together));
  const RowSet looked_at_set = RowSet::OfList(*std::move(looked_at));
  for (const article::Dimension kind : request.kinds) {
    result.lists.push_back(
        Pick(request, kind,
             CountValues(snapshot, kind, Having::kMentions, {together_set}, &cancellation),
             CountValues(snapshot, kind, Having::kMentions, {looked_at_set}, &cancellation),
             result.article_count, static_cast<uint32_t>(looked_at_set.size())));
  }
  if (cancellation.cancelled()) return absl::DeadlineExceededError("the search was cancelled");
  return result;
}

}  // namespace dateline::match

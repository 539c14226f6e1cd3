// Ascending lists of rows.

#ifndef DATELINE_SERVER_MATCH_ROW_LIST_H_
#define DATELINE_SERVER_MATCH_ROW_LIST_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// The first index from `i` on whose row is not before `row`; `size` when there is none. Fast when
// it is near.
inline size_t FirstNotBefore(const snapshot::Row* rows, size_t size, size_t i, snapshot::Row row) {
  size_t step = 1;
  size_t end = i;
  while (end < size && rows[end] < row) {
    i = end + 1;
    end += step;
    step *= 2;
  }
  return std::lower_bound(rows + i, rows + std::min(end, size), row) - rows;
}

// Keeps the rows that are in `other` too.
void IntersectLists(absl::Span<const snapshot::Row> other, std::vector<snapshot::Row>* rows);

// Keeps the rows whose bit is set, and what belongs to them of `along`: that has one for every row,
// or is empty.
void IntersectBits(const uint64_t* bits, std::vector<snapshot::Row>* rows,
                   std::vector<uint32_t>* along);

// Rows of either.
std::vector<snapshot::Row> UniteLists(absl::Span<const snapshot::Row> a,
                                      absl::Span<const snapshot::Row> b);

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_ROW_LIST_H_

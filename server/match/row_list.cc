#include "server/match/row_list.h"

#include <iterator>

namespace dateline::match {
namespace {

// From this ratio of sizes on, finding the rows of the shorter list in the longer one costs less
// than going through both.
constexpr size_t kGallopRatio = 16;

// Finds each of a few rows in a long list.
size_t GallopThrough(absl::Span<const snapshot::Row> many, std::vector<snapshot::Row>* few) {
  size_t size = 0;
  size_t at = 0;
  for (const snapshot::Row row : *few) {
    at = FirstNotBefore(many.data(), many.size(), at, row);
    if (at == many.size()) break;
    (*few)[size] = row;
    size += many[at] == row;
  }
  return size;
}

}  // namespace

void IntersectLists(absl::Span<const snapshot::Row> other, std::vector<snapshot::Row>* rows) {
  if (rows->size() < other.size() / kGallopRatio) {
    rows->resize(GallopThrough(other, rows));
    return;
  }
  // Without branches that depend on the rows.
  snapshot::Row* mine = rows->data();
  size_t size = 0;
  size_t i = 0;
  size_t j = 0;
  while (i < rows->size() && j < other.size()) {
    const snapshot::Row a = mine[i];
    const snapshot::Row b = other[j];
    mine[size] = a;
    size += a == b;
    i += a <= b;
    j += b <= a;
  }
  rows->resize(size);
}

void IntersectBits(const uint64_t* bits, std::vector<snapshot::Row>* rows,
                   std::vector<uint32_t>* along) {
  snapshot::Row* const mine = rows->data();
  uint32_t* const others = along->data();
  const size_t count = rows->size();
  size_t size = 0;
  if (along->empty()) {
    for (size_t i = 0; i < count; ++i) {
      const snapshot::Row row = mine[i];
      mine[size] = row;
      size += bits[row / 64] >> (row % 64) & 1;
    }
  } else {
    for (size_t i = 0; i < count; ++i) {
      const snapshot::Row row = mine[i];
      mine[size] = row;
      others[size] = others[i];
      size += bits[row / 64] >> (row % 64) & 1;
    }
    along->resize(size);
  }
  rows->resize(size);
}

std::vector<snapshot::Row> UniteLists(absl::Span<const snapshot::Row> a,
                                      absl::Span<const snapshot::Row> b) {
  std::vector<snapshot::Row> rows;
  rows.reserve(a.size() + b.size());
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rows));
  return rows;
}

}  // namespace dateline::match

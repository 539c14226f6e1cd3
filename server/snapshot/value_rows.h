// Writes the rows of a value column, each in order and without doubles.

#ifndef DATELINE_SERVER_SNAPSHOT_VALUE_ROWS_H_
#define DATELINE_SERVER_SNAPSHOT_VALUE_ROWS_H_

#include <cstddef>
#include <vector>

#include "server/snapshot/snapshot.h"

namespace dateline::snapshot {

// A value of a row, and whether the article is about it.
struct RowValue {
  Ordinal ordinal;
  bool about;
};

// Sorts the values of a row, those that are the same put together: about when one of them is.
void PutInOrder(std::vector<RowValue>* row);

// False in a column without bits. REQUIRES: i is an index into column.ordinals.
bool IsAbout(const ValueColumn& column, size_t i);

// Appends row after row to a column that is written from its beginning on. It may be the one that
// is read, as long as no row grows. REQUIRES: the column has offsets for all rows.
class RowWriter {
 public:
  explicit RowWriter(ValueColumn* column) : column_(column) {}

  void Write(Row row, const std::vector<RowValue>& values);
  // To be called behind the last row.
  void Finish();

 private:
  ValueColumn* column_;
  size_t end_ = 0;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_VALUE_ROWS_H_

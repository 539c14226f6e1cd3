// Which values of one dimension each article has.

#ifndef DATELINE_SERVER_SNAPSHOT_VALUE_COLUMN_H_
#define DATELINE_SERVER_SNAPSHOT_VALUE_COLUMN_H_

#include <cstddef>

#include "indexer/article/dimension.h"
#include "server/snapshot/entity_records.h"
#include "server/snapshot/label_column.h"
#include "server/snapshot/snapshot.h"

namespace dateline::snapshot {

// A view of the records, or of a column of labels, which must outlive it.
class ValueColumn {
 public:
  ValueColumn() = default;
  ValueColumn(article::Dimension dimension, const EntityRecords* records)
      : dimension_(dimension), records_(records) {}
  ValueColumn(article::Dimension dimension, const LabelColumn* labels)
      : dimension_(dimension), labels_(labels) {}

  // Null for a dimension of entities.
  const LabelColumn* labels() const { return labels_; }

  // Calls visit(ordinal, about) for each value of a row once, in any order; `about` says that the
  // article is about it, as it never is about a label.
  template <typename Visit>
  void ForEach(Row row, Visit visit) const {
    if (labels_ == nullptr) {
      records_->ForEach(dimension_, row, visit);
    } else if (const Ordinal label = (*labels_)[row]; label != kNoOrdinal) {
      visit(label, false);
    }
  }
  bool Has(Row row, Ordinal ordinal) const {
    if (labels_ != nullptr) return (*labels_)[row] == ordinal;
    return records_->Has(row, records_->NumberOf(dimension_, ordinal));
  }
  // Fetches what the above read of a row.
  void Prefetch(Row row) const {
    if (labels_ == nullptr) {
      __builtin_prefetch(records_->records() + row);
    } else {
      __builtin_prefetch(labels_->address(row));
    }
  }

 private:
  article::Dimension dimension_ = article::Dimension::kPerson;
  const EntityRecords* records_ = nullptr;
  const LabelColumn* labels_ = nullptr;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_VALUE_COLUMN_H_

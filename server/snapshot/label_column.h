// The one label of every article in a dimension of labels, in as many bytes as its numbers need.

#ifndef DATELINE_SERVER_SNAPSHOT_LABEL_COLUMN_H_
#define DATELINE_SERVER_SNAPSHOT_LABEL_COLUMN_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "server/snapshot/snapshot.h"

namespace dateline::snapshot {

class LabelColumn {
 public:
  LabelColumn() = default;
  // Rows without a label, of so many labels.
  LabelColumn(uint32_t row_count, size_t label_count) {
    if (label_count < None<uint8_t>()) {
      narrow_.assign(row_count, None<uint8_t>());
    } else if (label_count < None<uint16_t>()) {
      middle_.assign(row_count, None<uint16_t>());
    } else {
      wide_.assign(row_count, None<uint32_t>());
    }
  }

  // kNoOrdinal for a row without one.
  Ordinal operator[](Row row) const {
    if (!narrow_.empty()) return Widen(narrow_[row]);
    return middle_.empty() ? wide_[row] : Widen(middle_[row]);
  }
  void Set(Row row, Ordinal ordinal) {
    if (!narrow_.empty()) {
      narrow_[row] = static_cast<uint8_t>(ordinal);
    } else if (!middle_.empty()) {
      middle_[row] = static_cast<uint16_t>(ordinal);
    } else {
      wide_[row] = ordinal;
    }
  }
  const void* address(Row row) const {
    if (!narrow_.empty()) return narrow_.data() + row;
    return middle_.empty() ? static_cast<const void*>(wide_.data() + row) : middle_.data() + row;
  }
  size_t byte_size() const {
    return narrow_.capacity() + 2 * middle_.capacity() + 4 * wide_.capacity();
  }

 private:
  template <typename T>
  static constexpr T None() {
    return std::numeric_limits<T>::max();
  }
  template <typename T>
  static Ordinal Widen(T label) {
    return label == None<T>() ? kNoOrdinal : Ordinal{label};
  }

  // One of them is used.
  std::vector<uint8_t> narrow_;
  std::vector<uint16_t> middle_;
  std::vector<uint32_t> wide_;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_LABEL_COLUMN_H_

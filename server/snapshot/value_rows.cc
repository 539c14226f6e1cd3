#include "server/snapshot/value_rows.h"

#include <algorithm>

namespace dateline::snapshot {
namespace {

void SetBit(std::vector<uint64_t>* bits, size_t i, bool value) {
  const uint64_t mask = uint64_t{1} << (i % 64);
  (*bits)[i / 64] = value ? (*bits)[i / 64] | mask : (*bits)[i / 64] & ~mask;
}

}  // namespace

// Most rows are in order.
void PutInOrder(std::vector<RowValue>* row) {
  bool ordered = true;
  for (size_t i = 1; i < row->size(); ++i) {
    ordered = ordered && (*row)[i - 1].ordinal < (*row)[i].ordinal;
  }
  if (ordered) return;
  std::sort(row->begin(), row->end(),
            [](const RowValue& a, const RowValue& b) { return a.ordinal < b.ordinal; });
  size_t size = 0;
  for (const RowValue& value : *row) {
    if (size > 0 && (*row)[size - 1].ordinal == value.ordinal) {
      (*row)[size - 1].about |= value.about;
    } else {
      (*row)[size++] = value;
    }
  }
  row->resize(size);
}

bool IsAbout(const ValueColumn& column, size_t i) {
  return !column.about.empty() && column.IsAbout(i);
}

void RowWriter::Write(Row row, const std::vector<RowValue>& values) {
  const bool with_about = !column_->about.empty();
  for (const RowValue& value : values) {
    if (end_ == column_->ordinals.size()) column_->ordinals.push_back(0);
    if (with_about && end_ / 64 == column_->about.size()) column_->about.push_back(0);
    column_->ordinals[end_] = value.ordinal;
    if (with_about) SetBit(&column_->about, end_, value.about);
    ++end_;
  }
  column_->offsets[row + 1] = static_cast<uint32_t>(end_);
}

void RowWriter::Finish() {
  column_->ordinals.resize(end_);
  if (column_->about.empty()) return;
  column_->about.resize(end_ / 64 + 1);
  column_->about.back() &= (uint64_t{1} << (end_ % 64)) - 1;
}

}  // namespace dateline::snapshot

#include "indexer/format/word_table.h"

#include <xxhash.h>

#include <cstring>
#include <utility>

#include "indexer/format/word_record.h"

namespace dateline::format {
namespace {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the table is read where it lies");

constexpr size_t kBlockRecords = 64;
constexpr size_t kBlockBytes = sizeof(uint64_t) + kBlockRecords * sizeof(uint16_t);
constexpr size_t kWideBytes = kBlockRecords * sizeof(uint32_t);
constexpr size_t kFooterBytes = 24;
constexpr size_t kUnit = kWordRecordAlignment;

template <typename T>
void Append(T value, std::string* out) {
  out->append(reinterpret_cast<const char*>(&value), sizeof(value));
}

template <typename T>
T Get(const char* from) {
  T value;
  std::memcpy(&value, from, sizeof(value));
  return value;
}

}  // namespace

void WordTableBuilder::Add(size_t record_bytes) {
  next_ += record_bytes / kUnit;
  ends_.push_back(static_cast<uint32_t>(next_ - block_begin_));
  ++record_count_;
  if (ends_.size() == kBlockRecords) EndBlock();
}

void WordTableBuilder::EndBlock() {
  const bool wide = ends_.back() > UINT16_MAX;
  Append<uint64_t>(block_begin_ << 1 | (wide ? 1 : 0), &blocks_);
  if (wide) {
    const size_t begin = blocks_.size();
    Append(static_cast<uint32_t>(wide_ends_.size() / kWideBytes), &blocks_);
    blocks_.resize(begin + kBlockRecords * sizeof(uint16_t));
    for (const uint32_t end : ends_) Append(end, &wide_ends_);
  } else {
    for (const uint32_t end : ends_) Append(static_cast<uint16_t>(end), &blocks_);
  }
  ends_.clear();
  block_begin_ = next_;
}

std::string WordTableBuilder::Finish() {
  if (!ends_.empty()) {
    ends_.resize(kBlockRecords, ends_.back());
    EndBlock();
  }
  const auto wide_count = static_cast<uint32_t>(wide_ends_.size() / kWideBytes);
  std::string table = std::move(blocks_);
  table += wide_ends_;
  Append<uint64_t>(next_ * kUnit, &table);
  Append(record_count_, &table);
  Append(wide_count, &table);
  Append<uint64_t>(XXH3_64bits(table.data(), table.size()), &table);
  return table;
}

std::optional<WordTable> WordTable::Parse(absl::string_view file) {
  if (file.size() < kWordTableMagic.size() + kFooterBytes || file.size() % kUnit != 0 ||
      file.substr(0, kWordTableMagic.size()) != kWordTableMagic) {
    return std::nullopt;
  }
  const char* const footer = file.data() + file.size() - kFooterBytes;
  WordTable table;
  table.file_ = file.data();
  table.table_begin_ = Get<uint64_t>(footer);
  table.record_count_ = Get<uint32_t>(footer + 8);
  table.wide_count_ = Get<uint32_t>(footer + 12);
  const uint64_t blocks = (uint64_t{table.record_count_} + kBlockRecords - 1) / kBlockRecords;
  const uint64_t bytes = blocks * kBlockBytes + uint64_t{table.wide_count_} * kWideBytes;
  if (bytes > file.size() - kFooterBytes - kWordTableMagic.size() ||
      table.table_begin_ != file.size() - kFooterBytes - bytes) {
    return std::nullopt;
  }
  const absl::string_view sum = file.substr(table.table_begin_, bytes + 16);
  if (Get<uint64_t>(footer + 16) != XXH3_64bits(sum.data(), sum.size())) return std::nullopt;
  table.wide_ends_ = file.data() + table.table_begin_ + blocks * kBlockBytes;
  return table;
}

absl::string_view WordTable::Record(uint32_t docid) const {
  const uint32_t record = docid - 1;
  const size_t at = record % kBlockRecords;
  const char* const block = file_ + table_begin_ + record / kBlockRecords * kBlockBytes;
  const auto head = Get<uint64_t>(block);
  const char* const ends = block + sizeof(head);
  uint64_t begin, end;  // From the beginning of the block's records.
  if ((head & 1) == 0) {
    begin = at == 0 ? 0 : Get<uint16_t>(ends + (at - 1) * sizeof(uint16_t));
    end = Get<uint16_t>(ends + at * sizeof(uint16_t));
  } else {
    const auto number = Get<uint32_t>(ends);
    if (number >= wide_count_) return {};
    const char* const wide = wide_ends_ + number * kWideBytes;
    begin = at == 0 ? 0 : Get<uint32_t>(wide + (at - 1) * sizeof(uint32_t));
    end = Get<uint32_t>(wide + at * sizeof(uint32_t));
  }
  const uint64_t block_begin = head >> 1;
  const uint64_t limit = table_begin_ / kUnit;
  if (block_begin < kWordTableMagic.size() / kUnit || block_begin > limit || begin > end ||
      end > limit - block_begin) {
    return {};
  }
  return {file_ + (block_begin + begin) * kUnit, (end - begin) * kUnit};
}

}  // namespace dateline::format

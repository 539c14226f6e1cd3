// Any bytes as a word file are refused, or give records that are inside of them; also when somebody
// made the checksum fit. And a file made of any records has them.

#include <xxhash.h>

#include <cstring>
#include <string>
#include <vector>

#include "indexer/format/word_table.h"
#include "tests/fuzz/check_article.h"

namespace {

using dateline::format::WordTable;
using dateline::fuzz::Require;

void ReadAll(const std::string& file) {
  const auto table = WordTable::Parse(file);
  if (!table) return;
  Require(table->record_count() <= file.size());
  for (uint32_t docid = 1; docid <= table->record_count(); ++docid) {
    const absl::string_view record = table->Record(docid);
    if (record.empty()) continue;
    Require(record.data() >= file.data() + dateline::format::kWordTableMagic.size());
    Require(record.data() + record.size() <= file.data() + file.size());
  }
}

// The bytes behind the magic, with a checksum and the place of the table that fit them.
void ReadWithChecksum(const uint8_t* data, size_t size) {
  constexpr size_t kFooter = 24;
  if (size < kFooter) return;
  std::string file(dateline::format::kWordTableMagic);
  file.append(reinterpret_cast<const char*>(data), size / 8 * 8);
  char* const footer = &file[file.size() - kFooter];
  uint32_t count, wide;
  std::memcpy(&count, footer + 8, sizeof(count));
  std::memcpy(&wide, footer + 12, sizeof(wide));
  const uint64_t bytes = (uint64_t{count} + 63) / 64 * 136 + uint64_t{wide} * 256;
  if (bytes > file.size() - kFooter - dateline::format::kWordTableMagic.size()) return;
  const uint64_t begin = file.size() - kFooter - bytes;
  std::memcpy(footer, &begin, sizeof(begin));
  const uint64_t sum = XXH3_64bits(file.data() + begin, bytes + 16);
  std::memcpy(footer + 16, &sum, sizeof(sum));
  Require(WordTable::Parse(file).has_value());
  ReadAll(file);
}

// Bytes as sizes of records, large ones too.
void Build(const uint8_t* data, size_t size) {
  std::string file(dateline::format::kWordTableMagic);
  dateline::format::WordTableBuilder builder;
  std::vector<size_t> begins = {file.size()};
  for (size_t i = 0; i < size && i < 300; ++i) {
    const size_t units = data[i] == 0xFF ? 60000 : data[i] & 0x3F;
    file.append(units * 8, 'r');
    builder.Add(units * 8);
    begins.push_back(file.size());
  }
  file += builder.Finish();
  const auto table = WordTable::Parse(file);
  Require(table.has_value() && table->record_count() + 1 == begins.size());
  for (uint32_t docid = 1; docid < begins.size(); ++docid) {
    const absl::string_view record = table->Record(docid);
    Require(record.size() == begins[docid] - begins[docid - 1]);
    Require(record.empty() || record.data() == file.data() + begins[docid - 1]);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ReadAll(std::string(reinterpret_cast<const char*>(data), size));
  ReadWithChecksum(data, size);
  Build(data, size);
  return 0;
}

#include "indexer/format/word_table.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "indexer/format/word_record.h"
#include "tests/support/random.h"

namespace dateline::format {
namespace {

using support::Random;

// A record of so many bytes, unlike others.
std::string Record(size_t bytes, size_t number) {
  std::string record(bytes, static_cast<char>('a' + number % 23));
  for (size_t i = 0; i < bytes; i += 8) std::memcpy(&record[i], &number, sizeof(number));
  return record;
}

std::string FileOf(const std::vector<std::string>& records) {
  std::string file(kWordTableMagic);
  WordTableBuilder table;
  for (const std::string& record : records) {
    file += record;
    table.Add(record.size());
  }
  return file + table.Finish();
}

void ExpectRecords(const std::string& file, const std::vector<std::string>& records) {
  const auto table = WordTable::Parse(file);
  ASSERT_TRUE(table.has_value());
  ASSERT_EQ(table->record_count(), records.size());
  for (uint32_t docid = 1; docid <= records.size(); ++docid) {
    ASSERT_EQ(table->Record(docid), records[docid - 1]) << docid;
  }
}

TEST(WordTableTest, FindsEveryRecord) {
  for (const size_t count : {0, 1, 2, 63, 64, 65, 127, 128, 129, 1000}) {
    Random random(count);
    std::vector<std::string> records;
    for (size_t i = 0; i < count; ++i) {
      records.push_back(random.Chance(10) ? "" : Record(8 * random.Below(200), i));
    }
    ExpectRecords(FileOf(records), records);
  }
}

// 64 records of 512 KB are the most that 16 bits can tell apart.
TEST(WordTableTest, FindsRecordsInWideBlocks) {
  constexpr size_t kMost = 0xFFFF * 8;
  std::vector<std::string> records;
  for (const size_t large : {kMost, kMost + 8, size_t{3} << 20, kMost}) {
    for (size_t i = 0; i < 63; ++i) records.push_back(large > kMost ? Record(i % 3 * 8, i) : "");
    records.push_back(Record(large, records.size()));
  }
  records.push_back(Record(kMost * 2, records.size()));  // And in the last one, not full.
  records.push_back(Record(8, records.size()));
  const std::string file = FileOf(records);
  ExpectRecords(file, records);
  size_t bytes = kWordTableMagic.size() + 24;
  for (const std::string& record : records) bytes += record.size();
  EXPECT_EQ(file.size() - bytes, 5 * 136 + 3 * 256u);
}

TEST(WordTableTest, TakesLittleMoreThanTwoBytesForEveryRecord) {
  WordTableBuilder table;
  for (int i = 0; i < 100000; ++i) table.Add(800);
  EXPECT_LT(table.Finish().size(), 213000u);
}

TEST(WordTableTest, IsTheSameWhateverIsBehindIt) {
  EXPECT_EQ(FileOf({}).size(), 16 + 24u);
  ExpectRecords(FileOf({""}), {""});
}

// Damage of records is theirs to tell.
TEST(WordTableTest, RefusesDamageOutsideOfTheRecords) {
  std::vector<std::string> records;
  for (size_t i = 0; i < 100; ++i) records.push_back(Record(8 * (i % 5), i));
  const std::string file = FileOf(records);
  size_t end = kWordTableMagic.size();
  for (const std::string& record : records) end += record.size();
  for (size_t i = 0; i < file.size(); ++i) {
    if (i >= kWordTableMagic.size() && i < end) continue;
    for (const char bit : {1, 64}) {
      std::string damaged = file;
      damaged[i] ^= bit;
      EXPECT_FALSE(WordTable::Parse(damaged).has_value()) << i;
    }
  }
  for (size_t size = 0; size < file.size(); ++size) {
    EXPECT_FALSE(WordTable::Parse(absl::string_view(file).substr(0, size)).has_value()) << size;
  }
  EXPECT_FALSE(WordTable::Parse(file + std::string(8, '\0')).has_value());
  EXPECT_FALSE(WordTable::Parse(file + "x").has_value());
}

}  // namespace
}  // namespace dateline::format

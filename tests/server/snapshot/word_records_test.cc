#include "server/snapshot/word_records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "indexer/format/word_table.h"
#include "tests/support/temporary_folder.h"

namespace dateline::snapshot {
namespace {

using Source = WordRecords::Source;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The record of an article with `key` that has so many different words.
std::string Record(uint64_t key, uint32_t words) {
  format::WordRecordBuilder builder;
  std::vector<uint64_t> distinct;
  for (uint32_t i = 1; i <= words; ++i) {
    distinct.push_back(key * 1000003 + i);
    builder.Add(i, distinct.back(), /*pair=*/false);
  }
  return builder.Finish(key, distinct);
}

class WordRecordsTest : public testing::Test {
 protected:
  // A shard of version 7 whose articles have keys from `first_key` on, and as many words as docids.
  std::string WriteShard(const std::string& name, uint64_t first_key, uint32_t count) {
    const std::string shard = folder_.path() + "/" + name;
    std::filesystem::create_directory(shard);
    std::ofstream file(shard + "/words", std::ios::binary);
    format::WordTableBuilder table;
    file << format::kWordTableMagic;
    for (uint32_t docid = 1; docid <= count; ++docid) {
      const std::string record = docid == 3 ? "" : Record(first_key + docid - 1, docid);
      table.Add(record.size());
      file << record;
    }
    file << table.Finish();
    return shard;
  }
  WordRecords::OnDamage OnDamage() {
    return [this](const std::string& what) { warnings_.push_back(what); };
  }

  support::TemporaryFolder folder_;
  static std::optional<format::WordRecord> Read(const WordRecords& records, size_t shard,
                                                uint32_t row, uint64_t key) {
    return records.Read(shard, row, records.Find(shard, row).bytes, key);
  }

  std::vector<std::string> warnings_;
};

TEST_F(WordRecordsTest, ReadsShardsThatHaveATable) {
  WordRecords records;
  records.OpenFiles(WordLocations(),
                    {{WriteShard("a", 100, 70), 0, 70, /*has_table=*/true, {}},
                     {WriteShard("b", 200, 5), 70, 5, /*has_table=*/true, {}}},
                    OnDamage());
  EXPECT_THAT(warnings_, IsEmpty());
  for (uint32_t row = 0; row < 75; ++row) {
    const size_t shard = row < 70 ? 0 : 1;
    const uint32_t docid = row < 70 ? row + 1 : row - 69;
    const WordRecords::Place place = records.Find(shard, row);
    WordRecords::Prefetch(place.bytes);
    if (docid == 3) {
      EXPECT_EQ(place.source, Source::kText);
      continue;
    }
    ASSERT_EQ(place.source, Source::kRecord);
    for (int time = 0; time < 2; ++time) {
      const uint64_t key = (shard == 0 ? 100 : 200) + docid - 1;
      const auto record = records.Read(shard, row, place.bytes, key);
      ASSERT_TRUE(record.has_value());
      EXPECT_EQ(record->places(), docid);
    }
  }
  EXPECT_EQ(records.byte_size(), 2 * 8u) << "a bit for every row, and no more";
}

TEST_F(WordRecordsTest, LooksIntoTheTextWhenAFileIsLost) {
  WordRecords records;
  const std::string shard = WriteShard("b", 200, 5);
  std::filesystem::resize_file(shard + "/words", 100);
  records.OpenFiles(WordLocations(),
                    {{folder_.path() + "/none", 0, 70, /*has_table=*/true, {}},
                     {shard, 70, 5, /*has_table=*/true, {}}},
                    OnDamage());
  ASSERT_THAT(warnings_, SizeIs(2));
  EXPECT_THAT(warnings_[0], HasSubstr("none/words"));
  EXPECT_THAT(warnings_[1], HasSubstr("b/words"));
  for (uint32_t row = 0; row < 75; ++row) {
    const WordRecords::Place place = records.Find(row < 70 ? 0 : 1, row);
    WordRecords::Prefetch(place.bytes);
    EXPECT_EQ(place.source, Source::kText);
  }
}

TEST_F(WordRecordsTest, TakesNoRecordOfAnotherArticle) {
  WordRecords records;
  records.OpenFiles(WordLocations(), {{WriteShard("a", 100, 5), 0, 6, /*has_table=*/true, {}}},
                    OnDamage());
  EXPECT_TRUE(Read(records, 0, 1, 101).has_value());
  EXPECT_FALSE(Read(records, 0, 0, 101).has_value());
  EXPECT_FALSE(Read(records, 0, 0, 102).has_value());
  EXPECT_THAT(warnings_, SizeIs(1)) << "told once";
  EXPECT_EQ(records.Find(0, 5).source, Source::kText) << "the file has no record for it";
}

// A shard of version 6 and one of version 7, side by side.
TEST_F(WordRecordsTest, ReadsEitherKind) {
  const std::string old = folder_.path() + "/old";
  std::filesystem::create_directory(old);
  const std::string record = Record(7, 12);
  std::ofstream(old + "/words.4", std::ios::binary) << format::kWordFileMagic << record;
  const uint64_t bytes = format::kWordFileMagic.size() + record.size();
  WordLocations locations(4);
  locations.Set(1, {format::kWordFileMagic.size(), static_cast<uint32_t>(record.size())});
  locations.Set(2, {});
  WordRecords records;
  records.OpenFiles(std::move(locations),
                    {{old, 0, 3, /*has_table=*/false, {4, bytes, record.size()}},
                     {WriteShard("a", 100, 1), 3, 1, /*has_table=*/true, {}}},
                    OnDamage());
  EXPECT_THAT(warnings_, IsEmpty());
  EXPECT_EQ(records.Find(0, 0).source, Source::kPositions);
  ASSERT_EQ(records.Find(0, 1).source, Source::kRecord);
  EXPECT_EQ(Read(records, 0, 1, 7)->places(), 12u);
  EXPECT_EQ(records.Find(0, 2).source, Source::kText);
  ASSERT_EQ(records.Find(1, 3).source, Source::kRecord);
  EXPECT_EQ(Read(records, 1, 3, 100)->places(), 1u);
}

}  // namespace
}  // namespace dateline::snapshot

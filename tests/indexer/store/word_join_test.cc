// Word files of shards of version 7: written, joined, and lost.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "indexer/format/word_file.h"
#include "indexer/store/bulk_database_writer.h"
#include "indexer/store/word_file_writer.h"
#include "tests/indexer/store/temporary_folder.h"
#include "tests/support/random.h"

namespace dateline::store {
namespace {

using format::WordTableFile;
using support::Random;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class WordJoinTest : public ::testing::Test {
 protected:
  // A shard with a record for every document.
  std::string Write(const std::vector<std::string>& records) {
    const std::string shard = WriteDatabase(records.size());
    auto writer = WordFileWriter::Create(shard);
    EXPECT_TRUE(writer.ok()) << writer.status();
    for (const std::string& record : records) EXPECT_TRUE(writer->Append(record).ok());
    EXPECT_EQ(writer->record_count(), records.size());
    EXPECT_TRUE(writer->Finish(/*sync=*/false).ok());
    return shard;
  }
  std::string WriteDatabase(size_t documents) {
    const std::string shard = folder_.Path(absl::StrCat("shard", ++shards_));
    auto writer = BulkDatabaseWriter::Create(shard, {});
    for (uint32_t docid = 1; docid <= documents; ++docid) {
      EXPECT_TRUE((*writer)->Add(docid, {}).ok());
    }
    EXPECT_TRUE((*writer)->Finish().ok());
    return shard;
  }
  std::vector<std::string> Join(const std::vector<JoinSource>& sources) {
    const std::string shard = folder_.Path(absl::StrCat("shard", ++shards_));
    mkdir(shard.c_str(), 0777);
    const absl::Status status = JoinWordFiles(sources, shard, /*sync=*/false);
    EXPECT_TRUE(status.ok()) << status;
    return Records(shard);
  }
  std::vector<std::string> Records(const std::string& shard) {
    const auto file = WordTableFile::Open(shard);
    EXPECT_TRUE(file.ok()) << file.status();
    std::vector<std::string> records;
    for (uint32_t docid = 1; file.ok() && docid <= (*file)->record_count(); ++docid) {
      records.emplace_back((*file)->Record(docid));
    }
    return records;
  }

  TemporaryFolder folder_;
  int shards_ = 0;
};

std::vector<std::string> RandomRecords(size_t count, Random* random) {
  std::vector<std::string> records;
  for (size_t i = 0; i < count; ++i) {
    const size_t size = random->Chance(1) ? 60000 : random->Below(30);
    records.emplace_back(size * 8, static_cast<char>('a' + random->Below(26)));
  }
  return records;
}

TEST_F(WordJoinTest, HasTheRecordsThatStayInTheirOrder) {
  Random random(3);
  for (int round = 0; round < 20; ++round) {
    std::vector<JoinSource> sources;
    std::vector<std::string> expected;
    for (uint32_t i = random.Below(4); i <= 4; ++i) {
      const std::vector<std::string> records = RandomRecords(random.Below(300), &random);
      sources.push_back({Write(records), {}});
      const uint32_t percent = random.Below(3) * 30;
      for (uint32_t docid = 1; docid <= records.size(); ++docid) {
        if (random.Chance(percent)) {
          sources.back().dropped.push_back(docid);
        } else {
          expected.push_back(records[docid - 1]);
        }
      }
    }
    ASSERT_EQ(Join(sources), expected);
  }
}

TEST_F(WordJoinTest, GivesNothingForDocumentsThatAreNotThere) {
  const auto file = WordTableFile::Open(Write({"record_1", "record_2"}));
  ASSERT_TRUE(file.ok());
  EXPECT_EQ((*file)->Record(2), "record_2");
  EXPECT_EQ((*file)->Record(3), "");
  EXPECT_EQ((*file)->Record(0), "");
  EXPECT_EQ((*file)->Record(UINT32_MAX), "");
}

TEST_F(WordJoinTest, GoesOnWithoutAFileThatIsLost) {
  const std::string whole = Write({"record_1", "record_2"});
  const std::string none = WriteDatabase(2);
  const std::string damaged = Write({"record_3", "record_4"});
  const std::string path = damaged + "/words";
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 8);
  const std::string other = Write({"record_5", "record_6"});  // That of another shard.
  std::filesystem::copy_file(Write({"record_7"}) + "/words", other + "/words",
                             std::filesystem::copy_options::overwrite_existing);
  const std::vector<JoinSource> sources = {{none, {}}, {whole, {1}}, {damaged, {2}}, {other, {}}};
  EXPECT_THAT(Join(sources), ElementsAre("", "", "record_2", "", "", ""));
}

TEST_F(WordJoinTest, CopiesADamagedRecordAsItIs) {
  const std::string shard = Write({"record_1", "record_2"});
  std::string bytes = ReadAll(shard + "/words");
  bytes[20] = 'X';
  WriteAll(shard + "/words", bytes);
  EXPECT_THAT(Join({{shard, {2}}}), ElementsAre("recoXd_1"));
}

TEST_F(WordJoinTest, RefusesWhatIsNoRecordAndWhatIsNoShard) {
  const std::string shard = WriteDatabase(1);
  auto writer = WordFileWriter::Create(shard);
  ASSERT_TRUE(writer.ok());
  EXPECT_TRUE(writer->Append("eight by").ok());
  EXPECT_TRUE(absl::IsInvalidArgument(writer->Append("seven b")));
  EXPECT_TRUE(absl::IsInvalidArgument(writer->Finish(false)));
  EXPECT_TRUE(absl::IsNotFound(WordFileWriter::Create(folder_.Path("none")).status()));
  EXPECT_TRUE(absl::IsNotFound(JoinWordFiles({{folder_.Path("none"), {}}}, shard, false)));
  EXPECT_TRUE(absl::IsInvalidArgument(JoinWordFiles({{shard, {2}}}, shard, false)));
  EXPECT_THAT(Join({}), IsEmpty());
}

TEST_F(WordJoinTest, ReplacesAFileThatSomebodyReads) {
  const std::string shard = Write({"record_1"});
  const auto reader = WordTableFile::Open(shard);
  ASSERT_TRUE(reader.ok());
  auto writer = WordFileWriter::Create(shard);
  ASSERT_TRUE(writer->Append("another1another2").ok());
  EXPECT_THAT(Records(shard), ElementsAre("record_1")) << "the new one is not finished";
  ASSERT_TRUE(writer->Finish(/*sync=*/true).ok());
  EXPECT_EQ((*reader)->Record(1), "record_1");
  EXPECT_THAT(Records(shard), ElementsAre("another1another2"));
}

TEST_F(WordJoinTest, TellsWhatIsWrongWithAFile) {
  const std::string shard = Write({"record_1"});
  WriteAll(shard + "/words", "");
  EXPECT_TRUE(absl::IsDataLoss(WordTableFile::Open(shard).status()));
  WriteAll(shard + "/words", std::string(4096, 'x'));
  EXPECT_TRUE(absl::IsDataLoss(WordTableFile::Open(shard).status()));
}

}  // namespace
}  // namespace dateline::store

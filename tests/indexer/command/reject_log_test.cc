#include "indexer/command/reject_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/indexer/store/temporary_folder.h"

namespace dateline::command {
namespace {

TEST(RejectLogTest, WritesOneObjectALine) {
  store::TemporaryFolder folder;
  const std::string path = folder.Path("rejects.jsonl");
  store::WriteAll(path, "what an earlier run left\n");
  const auto log = RejectLog::Open(path);
  ASSERT_TRUE(log.ok()) << log.status();
  ASSERT_TRUE((*log)->Add({"a.jsonl#2", 17, "bad_json", "missing a \"comma\""}).ok());
  ASSERT_TRUE((*log)->Add({"b\xff.txt", 0, "no_text", ""}).ok());
  ASSERT_TRUE((*log)->Flush().ok());
  EXPECT_EQ(store::ReadAll(path),
            "{\"source_path\":\"a.jsonl#2\",\"offset\":17,\"reason\":\"bad_json\","
            "\"detail\":\"missing a \\\"comma\\\"\"}\n"
            "{\"source_path\":\"b\xEF\xBF\xBD.txt\",\"offset\":0,\"reason\":\"no_text\","
            "\"detail\":\"\"}\n");
}

TEST(RejectLogTest, CountsByReasonTheMostFrequentFirst) {
  const auto log = RejectLog::Open("");
  ASSERT_TRUE(log.ok());
  EXPECT_EQ((*log)->Summary(), "0 rejected");
  for (const char* reason : {"bad_json", "no_text", "no_text", "binary"}) {
    ASSERT_TRUE((*log)->Add({"x", 0, reason, ""}).ok());
  }
  EXPECT_EQ((*log)->Summary(), "4 rejected: 2 no_text, 1 bad_json, 1 binary");
  EXPECT_EQ((*log)->total(), 4u);
}

TEST(RejectLogTest, SaysWhenItCannotWrite) {
  EXPECT_FALSE(RejectLog::Open("/no/such/folder/rejects").ok());
  const auto log = RejectLog::Open("/dev/full");
  ASSERT_TRUE(log.ok());
  (*log)->Add({"x", 0, "no_text", ""}).IgnoreError();
  EXPECT_THAT(std::string((*log)->Flush().message()), ::testing::HasSubstr("No space left"));
}

}  // namespace
}  // namespace dateline::command

// Xapian's own programs read an index like any other database.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdio.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "indexer/format/layout.h"
#include "indexer/store/index_writer.h"
#include "tests/indexer/store/random_articles.h"
#include "tests/indexer/store/temporary_folder.h"

namespace dateline::store {
namespace {

using ::testing::HasSubstr;

std::string Output(const std::string& command) {
  FILE* pipe = ::popen(absl::StrCat(command, " 2>&1").c_str(), "r");
  if (pipe == nullptr) return "cannot run";
  std::string output;
  char buffer[4096];
  while (const size_t got = ::fread(buffer, 1, sizeof(buffer), pipe)) output.append(buffer, got);
  const int status = ::pclose(pipe);
  if (status != 0) absl::StrAppend(&output, "exit status ", status);
  return output;
}

class XapianToolsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    WriterOptions options;
    options.shard_count = 3;
    const auto writer = IndexWriter::Open(index_, options);
    ASSERT_TRUE(writer.ok());
    std::vector<article::Article> articles = RandomArticles(40, 1);
    for (int i = 0; i < 4; ++i) {
      articles[i].language = "en";
      articles[i].body += " Quokkas jumped the fence.";
    }
    for (const auto& article : articles) ASSERT_TRUE((*writer)->Upsert(article).ok());
    ASSERT_TRUE((*writer)->Commit().ok());
  }

  std::vector<std::string> Shards() { return format::ReadManifest(index_)->shard_paths; }

  TemporaryFolder folder_;
  const std::string index_ = folder_.Path("index");
};

TEST_F(XapianToolsTest, DelveReadsTheIndexEveryShardAndARevision) {
  EXPECT_THAT(Output("xapian-delve " + index_), HasSubstr("number of documents = 40"));
  EXPECT_THAT(Output("xapian-delve -t quokkas " + index_), HasSubstr("termfreq 4"));
  EXPECT_THAT(Output("xapian-delve " + format::RevisionManifestPath(index_, 1)),
              HasSubstr("number of documents = 40"));
  for (const std::string& shard : Shards()) {
    EXPECT_THAT(Output("xapian-delve " + shard), HasSubstr("has positional information = false"));
  }
}

TEST_F(XapianToolsTest, QuestFindsWordsStemsAndFilters) {
  const auto matches = [this](const std::string& arguments) {
    return Output(absl::StrCat("quest -d ", index_, " ", arguments));
  };
  EXPECT_THAT(matches("quokka"), HasSubstr("Exactly 4 matches")) << "by its stem";
  EXPECT_THAT(matches("'\"jumped quokkas\"'"), HasSubstr("Exactly 4 matches"))
      << "without positions, a phrase is all of its words";
  EXPECT_THAT(matches("--boolean-prefix=id:Q id:a7"), HasSubstr("Exactly 1 matches"));
}

TEST_F(XapianToolsTest, CheckFindsEveryShardSound) {
  for (const std::string& shard : Shards()) {
    EXPECT_THAT(Output("xapian-check " + shard), HasSubstr("No errors found"));
  }
}

}  // namespace
}  // namespace dateline::store

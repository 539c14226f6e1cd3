#include "indexer/format/layout.h"

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::format {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class LayoutTest : public ::testing::Test {
 protected:
  LayoutTest()
      : index_(::testing::TempDir() + "/layout_" +
               ::testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::remove_all(index_);
    std::filesystem::create_directories(index_);
  }
  ~LayoutTest() override { std::filesystem::remove_all(index_); }

  void Write(absl::string_view text) { std::ofstream(ManifestPath(index_)) << text; }

  std::string index_;
};

TEST_F(LayoutTest, ReadsTheManifestItWrites) {
  Write(EncodeManifest(12, {7, 0, 30}));
  const auto manifest = ReadManifest(index_);
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  EXPECT_EQ(manifest->revision, 12u);
  EXPECT_FALSE(manifest->of_views);
  EXPECT_THAT(manifest->shards, ElementsAre(7, 0, 30));
  EXPECT_THAT(manifest->shard_paths,
              ElementsAre(index_ + "/shards/7", index_ + "/shards/0", index_ + "/shards/30"));
}

TEST_F(LayoutTest, ReadsThatOfARevision) {
  EXPECT_EQ(ReadRevisionManifest(index_, 3).status().code(), absl::StatusCode::kNotFound);
  std::filesystem::create_directories(RevisionPath(index_, 3));
  std::ofstream(RevisionManifestPath(index_, 3)) << EncodeRevisionManifest(3, {4});
  const auto manifest = ReadRevisionManifest(index_, 3);
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  EXPECT_EQ(manifest->revision, 3u);
  EXPECT_THAT(manifest->shard_paths, ElementsAre(index_ + "/shards/4"));
}

TEST_F(LayoutTest, ReadsViewsOfEarlierVersions) {
  Write("# Any comment.\nauto revisions/12/0\nauto revisions/12/1\n");
  const auto manifest = ReadManifest(index_);
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  EXPECT_EQ(manifest->revision, 12u);
  EXPECT_TRUE(manifest->of_views);
  EXPECT_TRUE(manifest->shards.empty());
  EXPECT_THAT(manifest->shard_paths,
              ElementsAre(index_ + "/revisions/12/0", index_ + "/revisions/12/1"));
}

TEST_F(LayoutTest, SaysWhichIsMissing) {
  const auto no_folder = ReadManifest(index_ + "/nowhere");
  EXPECT_EQ(no_folder.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(no_folder.status().message(), HasSubstr("no such folder"));
  const auto no_index = ReadManifest(index_);
  EXPECT_EQ(no_index.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(no_index.status().message(), HasSubstr("holds no Dateline index"));
}

TEST_F(LayoutTest, RefusesAStubThatSomebodyElseWrote) {
  for (absl::string_view text : {"",
                                 "#\n",
                                 "auto /var/lib/xapian\n",
                                 "auto revisions/1\n",
                                 "auto revisions/0/0\n",
                                 "auto revisions/1/1\n",
                                 "auto revisions/1/0\nauto revisions/2/1\n",
                                 "auto revisions/1/0\nauto revisions/1/0\n",
                                 "auto revisions/x/0\n",
                                 "remote :host:1\n",
                                 "auto revisions/1/0/../..\n",
                                 "auto shards/1\n",
                                 "# revision 1\n",
                                 "# revision 0\nauto shards/1\n",
                                 "# revision 1\nauto shards/01\n",
                                 "# revision 1\nauto shards/1\nauto shards/1\n",
                                 "# revision x\nauto shards/1\n",
                                 "# revision 1\nauto shards/1/..\n",
                                 "# revision 1\nauto ../../shards/1\n",
                                 "# revision 1\n# revision 1\nauto shards/1\n",
                                 "# revision 1\nauto shards/1\nauto revisions/1/0\n",
                                 "auto revisions/1/0\nauto shards/1\n"}) {
    Write(text);
    EXPECT_EQ(ReadManifest(index_).status().code(), absl::StatusCode::kDataLoss) << text;
  }
}

TEST(LayoutPathTest, ATrailingSlashChangesNothing) {
  EXPECT_EQ(ManifestPath("a/"), ManifestPath("a"));
  EXPECT_EQ(ShardViewPath("a", 7, 1), "a/revisions/7/1");
  EXPECT_EQ(ShardPath("a", 1), "a/shards/1");
}

}  // namespace
}  // namespace dateline::format

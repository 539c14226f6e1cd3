#include "indexer/command/input_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/indexer/store/temporary_folder.h"

namespace dateline::command {
namespace {

using ::testing::ElementsAre;
namespace fs = std::filesystem;

class InputRunTest : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(folder_.Path("index/shards"));
    fs::create_directories(folder_.Path("index2"));
    for (const char* name : {"a.txt", "b.txt", "index/rejects.jsonl", "index/shards/x",
                             "index2/c.txt", "rejects.jsonl"}) {
      store::WriteAll(folder_.Path(name), "text");
    }
  }
  std::vector<std::string> Names(const absl::StatusOr<Inputs>& inputs) {
    std::vector<std::string> names;
    EXPECT_TRUE(inputs.ok()) << inputs.status();
    for (const source::InputFile& file : inputs->files) {
      names.push_back(fs::relative(file.path, folder_.Path("")).string());
    }
    return names;
  }

  store::TemporaryFolder folder_;
};

TEST_F(InputRunTest, NeverReadsWhatTheProgramWritesItself) {
  EXPECT_THAT(Names(FindInputs({folder_.Path("")},
                               {folder_.Path("index/"), folder_.Path("rejects.jsonl")})),
              ElementsAre("a.txt", "b.txt", "index2/c.txt"));
}

TEST_F(InputRunTest, SumsTheBytesWhenAllAreKnown) {
  Inputs inputs;
  inputs.files = {{"a", "/a", 5}, {"b", "/b", 7}};
  EXPECT_EQ(inputs.TotalBytes(), 12u);
  inputs.files.push_back({"-", "-", 0});
  EXPECT_EQ(inputs.TotalBytes(), 0u) << "standard input has no end in sight";
}

TEST_F(InputRunTest, SaysWhichPathDoesNotExist) {
  const auto inputs = FindInputs({folder_.Path("a.txt"), folder_.Path("nothing")}, {});
  EXPECT_TRUE(absl::IsNotFound(inputs.status()));
  EXPECT_THAT(std::string(inputs.status().message()), ::testing::HasSubstr("nothing"));
}

}  // namespace
}  // namespace dateline::command

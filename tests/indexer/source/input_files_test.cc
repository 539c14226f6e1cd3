#include <filesystem>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/source/reader.h"
#include "tests/indexer/source/temp_folder.h"

namespace dateline::source {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Names(const std::vector<InputFile>& files, const std::string& below) {
  std::vector<std::string> names;
  for (const InputFile& file : files) {
    names.push_back(file.path == "-" ? "-" : file.stable_path.substr(below.size() + 1));
  }
  return names;
}

TEST(ListInputsTest, ListsSortedEachOnceWhateverTheOrderOfArguments) {
  const TempFolder folder;
  const std::string b = folder.Write("b/x.txt", "x");
  folder.Write("b/a/y.txt", "y");
  const std::string a = folder.Write("a.txt", "a");
  folder.Write("b/.hidden", "h");
  folder.Write("b/.git/config", "h");
  std::vector<Reject> rejects;
  for (const std::vector<std::string>& paths :
       {std::vector<std::string>{folder.path(), a, b, "-"},
        {"-", b, a, folder.path() + "/"},
        {folder.path() + "/b/../a.txt", folder.path() + "//b", "-", "-"}}) {
    const auto files = ListInputs(paths, &rejects);
    ASSERT_TRUE(files.ok()) << files.status();
    EXPECT_THAT(Names(*files, folder.path()), ElementsAre("a.txt", "b/a/y.txt", "b/x.txt", "-"));
  }
  EXPECT_THAT(rejects, IsEmpty());
}

TEST(ListInputsTest, TakesAHiddenFileThatIsNamed) {
  const TempFolder folder;
  const std::string path = folder.Write(".notes", "x");
  std::vector<Reject> rejects;
  const auto files = ListInputs({path}, &rejects);
  ASSERT_TRUE(files.ok());
  ASSERT_EQ(files->size(), 1u);
  EXPECT_EQ((*files)[0].bytes, 1u);
}

TEST(ListInputsTest, FollowsALinkedFolderOnceAndALoopNever) {
  const TempFolder folder;
  folder.Write("real/x.txt", "x");
  std::filesystem::create_directory_symlink(folder.path() + "/real", folder.path() + "/a_link");
  std::filesystem::create_directory_symlink(folder.path(), folder.path() + "/real/loop");
  std::filesystem::create_symlink(folder.path() + "/nowhere", folder.path() + "/broken");
  std::vector<Reject> rejects;
  const auto files = ListInputs({folder.path()}, &rejects);
  ASSERT_TRUE(files.ok());
  EXPECT_THAT(Names(*files, folder.path()), ElementsAre("real/x.txt"));
  ASSERT_EQ(rejects.size(), 1u);
  EXPECT_EQ(rejects[0].reason, kRejectUnreadable);
}

TEST(ListInputsTest, SaysWhenAPathDoesNotExist) {
  std::vector<Reject> rejects;
  const auto files = ListInputs({"/nonexistent/x"}, &rejects);
  EXPECT_EQ(files.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(files.status().message()), testing::HasSubstr("/nonexistent/x"));
}

}  // namespace
}  // namespace dateline::source

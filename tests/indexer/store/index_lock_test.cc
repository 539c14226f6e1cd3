#include "indexer/store/index_lock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "tests/indexer/store/temporary_folder.h"

namespace dateline::store {
namespace {

using ::testing::HasSubstr;

TEST(IndexLockTest, KeepsASecondOutAndNamesTheFirst) {
  TemporaryFolder folder;
  const auto first = IndexLock::Acquire(folder.Path(""), "index --index x");
  ASSERT_TRUE(first.ok()) << first.status();
  const auto second = IndexLock::Acquire(folder.Path(""), "remove");
  EXPECT_TRUE(absl::IsFailedPrecondition(second.status()));
  const std::string message(second.status().message());
  EXPECT_THAT(message, HasSubstr(absl::StrCat("process ", ::getpid())));
  EXPECT_THAT(message, HasSubstr("index --index x"));
}

TEST(IndexLockTest, IsFreeAgainWhenTheFirstIsGone) {
  TemporaryFolder folder;
  { ASSERT_TRUE(IndexLock::Acquire(folder.Path(""), "first").ok()); }
  EXPECT_EQ(ReadAll(folder.Path("LOCK")), "");
  EXPECT_TRUE(IndexLock::Acquire(folder.Path(""), "second").ok());
}

TEST(IndexLockTest, WaitsForTheHolderToEnd) {
  TemporaryFolder folder;
  auto first = IndexLock::Acquire(folder.Path(""), "first command");
  ASSERT_TRUE(first.ok());
  std::string holder;
  const auto second = IndexLock::Acquire(folder.Path(""), "second", [&](const std::string& who) {
    holder = who;
    first->reset();
    return true;
  });
  EXPECT_TRUE(second.ok()) << second.status();
  EXPECT_THAT(holder, HasSubstr("first command"));
}

TEST(IndexLockTest, StopsWaitingWhenTold) {
  TemporaryFolder folder;
  const auto first = IndexLock::Acquire(folder.Path(""), "first");
  ASSERT_TRUE(first.ok());
  const auto second =
      IndexLock::Acquire(folder.Path(""), "second", [](const std::string&) { return false; });
  EXPECT_TRUE(absl::IsCancelled(second.status())) << second.status();
}

TEST(IndexLockTest, CutsACommandOfAnyLength) {
  TemporaryFolder folder;
  const auto first = IndexLock::Acquire(folder.Path(""), std::string(100000, 'x') + "\n");
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(ReadAll(folder.Path("LOCK")).size(), 4096u);
  const auto second = IndexLock::Acquire(folder.Path(""), "second");
  EXPECT_THAT(std::string(second.status().message()), HasSubstr("process "));
}

}  // namespace
}  // namespace dateline::store

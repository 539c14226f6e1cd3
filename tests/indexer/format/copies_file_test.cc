#include "indexer/format/copies_file.h"

#include <gtest/gtest.h>

#include <fstream>

namespace dateline::format {
namespace {

const std::vector<CopyGroupPlaces>& Groups() {
  static const auto* groups = new std::vector<CopyGroupPlaces>{
      {"a1", {{0, 1}, {0, 2}}},
      {"", {{0, 7}, {3, 4000000000}, {3, 4000000001}, {4000000000, 1}}},
      {std::string(300, 'x'), {{2, 9}, {5, 9}}},
  };
  return *groups;
}

void ExpectSame(const std::vector<CopyGroupPlaces>& a, const std::vector<CopyGroupPlaces>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].head, b[i].head);
    EXPECT_EQ(a[i].articles, b[i].articles);
  }
}

TEST(CopiesFileTest, ReadsWhatItWrites) {
  for (const auto& groups : {Groups(), {}}) {
    const auto read = DecodeCopies(EncodeCopies(groups));
    ASSERT_TRUE(read.ok()) << read.status();
    ExpectSame(*read, groups);
  }
}

TEST(CopiesFileTest, RefusesEveryPartAndEveryChangedByte) {
  const std::string bytes = EncodeCopies(Groups());
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_TRUE(absl::IsDataLoss(DecodeCopies(bytes.substr(0, size)).status())) << size;
  }
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] ^= 0x20;
    EXPECT_TRUE(absl::IsDataLoss(DecodeCopies(damaged).status())) << i;
  }
}

// Bytes whose checksum is right, as nobody writes them.
TEST(CopiesFileTest, RefusesPlacesOutOfOrder) {
  for (const std::vector<ArticlePlace>& places :
       std::vector<std::vector<ArticlePlace>>{{{0, 1}},          // No group.
                                              {{0, 2}, {0, 2}},  // Twice the same.
                                              {{0, 0}, {0, 2}},
                                              {{0, 3}, {0, 2}},
                                              {{1, 3}, {0, 2}}}) {
    EXPECT_TRUE(absl::IsDataLoss(DecodeCopies(EncodeCopies({{"a", places}})).status()));
  }
}

TEST(CopiesFileTest, ReadsTheFile) {
  const std::string path = ::testing::TempDir() + "/copies_file_test";
  std::remove(path.c_str());
  EXPECT_TRUE(absl::IsNotFound(ReadCopies(path).status()));
  std::ofstream(path, std::ios::binary) << EncodeCopies(Groups());
  const auto read = ReadCopies(path);
  ASSERT_TRUE(read.ok()) << read.status();
  ExpectSame(*read, Groups());
  std::ofstream(path, std::ios::binary) << "something else";
  EXPECT_TRUE(absl::IsDataLoss(ReadCopies(path).status()));
  std::remove(path.c_str());
}

}  // namespace
}  // namespace dateline::format

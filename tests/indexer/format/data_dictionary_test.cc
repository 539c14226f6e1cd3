#include "indexer/format/data_dictionary.h"

#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "indexer/format/codec.h"

namespace dateline::format {
namespace {

// Articles as alike as those of one paper.
std::string SampleArticle(uint32_t number) {
  static const char* const kWords[] = {"harbour", "council", "minister", "yesterday", "the",
                                       "of",      "vote",    "budget",   "winter",    "said"};
  std::mt19937 random(number);
  article::Article article;
  article.id = absl::StrCat("a", number);
  article.source = "The Courier";
  article.url = absl::StrCat("https://courier.example/news/", number);
  for (int i = 0; i < 120; ++i) absl::StrAppend(&article.body, kWords[random() % 10], " ");
  return EncodeArticle(article);
}

std::vector<std::string> Samples() {
  std::vector<std::string> samples;
  for (uint32_t i = 0; i < 300; ++i) samples.push_back(SampleArticle(i));
  return samples;
}

const DataDictionary& Dictionary() {
  static const auto& dictionary = *new std::shared_ptr<const DataDictionary>(
      *DataDictionary::Parse(DataDictionary::Train(Samples())));
  return *dictionary;
}

TEST(DataDictionaryTest, IsTheSameForTheSameSamples) {
  const std::string bytes = DataDictionary::Train(Samples());
  ASSERT_FALSE(bytes.empty());
  EXPECT_EQ(DataDictionary::Train(Samples()), bytes);
  const auto dictionary = DataDictionary::Parse(bytes);
  ASSERT_TRUE(dictionary.ok()) << dictionary.status();
  EXPECT_EQ((*dictionary)->bytes(), bytes);
}

TEST(DataDictionaryTest, IsNoneOfTooLittle) {
  EXPECT_EQ(DataDictionary::Train({}), "");
  EXPECT_EQ(DataDictionary::Train({"", "", ""}), "");
  EXPECT_EQ(DataDictionary::Train({SampleArticle(1), SampleArticle(2)}), "");
  EXPECT_EQ(DataDictionary::Train({std::string(1 << 20, 'x')}), "");
}

TEST(DataDictionaryTest, IsNotParsedFromOtherBytes) {
  const std::string good = DataDictionary::Train(Samples());
  for (const std::string& bytes : {std::string(), std::string("text"), std::string(1000, 'x'),
                                   good.substr(0, 20), good.substr(1)}) {
    EXPECT_EQ(DataDictionary::Parse(bytes).status().code(), absl::StatusCode::kInvalidArgument)
        << bytes.size();
  }
}

TEST(PackArticleTest, IsUnpackedAgain) {
  const std::string random_bytes = [] {
    std::mt19937 random(5);
    std::string bytes(1, '\n');
    while (bytes.size() < 300) bytes.push_back(static_cast<char>(random()));
    return bytes;
  }();
  for (const DataDictionary* dictionary :
       {static_cast<const DataDictionary*>(nullptr), &Dictionary()}) {
    for (const std::string& encoded :
         {SampleArticle(1000), SampleArticle(1001), std::string("\n\x01x"), random_bytes,
          absl::StrCat("\n", std::string(3 << 20, 'x'))}) {
      const std::string packed = PackArticle(encoded, dictionary);
      EXPECT_LE(packed.size(), encoded.size());
      const auto unpacked = UnpackArticle(packed, dictionary);
      ASSERT_TRUE(unpacked.ok()) << unpacked.status();
      EXPECT_EQ(*unpacked, encoded);
      EXPECT_EQ(PackArticle(encoded, dictionary), packed);
    }
  }
}

TEST(PackArticleTest, IsSmallerWithADictionary) {
  const std::string encoded = SampleArticle(1000);
  EXPECT_LT(PackArticle(encoded, nullptr).size(), encoded.size() * 3 / 4);
  EXPECT_LT(PackArticle(encoded, &Dictionary()).size(), PackArticle(encoded, nullptr).size() - 50);
}

TEST(PackArticleTest, LeavesWhatWasStoredBeforeAsItIs) {
  const std::string encoded = SampleArticle(1);
  for (const DataDictionary* dictionary :
       {static_cast<const DataDictionary*>(nullptr), &Dictionary()}) {
    const auto unpacked = UnpackArticle(encoded, dictionary);
    ASSERT_TRUE(unpacked.ok());
    EXPECT_EQ(*unpacked, encoded);
    const auto article = DecodeStoredArticle(encoded, dictionary);
    ASSERT_TRUE(article.ok());
    EXPECT_EQ(article->id, "a1");
  }
}

TEST(PackArticleTest, SaysWhatIsDamaged) {
  const std::string with = PackArticle(SampleArticle(1000), &Dictionary());
  const std::string without = PackArticle(SampleArticle(1000), nullptr);
  // A frame that says it is a gibibyte of text.
  const std::string huge("\x01\xa0\x00\x00\x00\x40", 6);
  for (const std::string& bytes :
       {with.substr(0, 1), with.substr(0, 5), with.substr(0, with.size() - 1), with + "x",
        without.substr(0, without.size() / 2), absl::StrCat("\x07", with.substr(1)),
        std::string(1, '\0'), huge}) {
    const auto unpacked = UnpackArticle(bytes, &Dictionary());
    EXPECT_EQ(unpacked.status().code(), absl::StatusCode::kDataLoss) << bytes.size();
    EXPECT_EQ(DecodeStoredArticle(bytes, &Dictionary()).status().code(),
              absl::StatusCode::kDataLoss);
  }
  EXPECT_EQ(UnpackArticle(with, nullptr).status().code(), absl::StatusCode::kDataLoss);
}

TEST(PackArticleTest, DamagedBytesAreRefusedOrSafeToUse) {
  const std::string good = PackArticle(SampleArticle(1000), &Dictionary());
  std::mt19937 random(3);
  int refused = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string bytes = good;
    for (int n = 1 + random() % 3; n > 0; --n) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    const auto article = DecodeStoredArticle(bytes, &Dictionary());
    if (article.ok()) continue;
    EXPECT_EQ(article.status().code(), absl::StatusCode::kDataLoss);
    ++refused;
  }
  EXPECT_GT(refused, 500);
}

TEST(PackArticleTest, IsDoneByThreadsAtOnce) {
  std::vector<std::thread> threads;
  for (uint32_t t = 0; t < 4; ++t) {
    threads.emplace_back([t] {
      for (uint32_t i = 0; i < 100; ++i) {
        const std::string encoded = SampleArticle(5000 + t * 100 + i);
        const auto unpacked = UnpackArticle(PackArticle(encoded, &Dictionary()), &Dictionary());
        ASSERT_TRUE(unpacked.ok());
        EXPECT_EQ(*unpacked, encoded);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace dateline::format

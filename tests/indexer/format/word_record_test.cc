#include "indexer/format/word_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "indexer/format/schema.h"

namespace dateline::format {
namespace {

constexpr uint64_t kKey = 0x1234567890abcdef;

// Collects words and what is different among them.
class Words {
 public:
  void Add(uint32_t position, absl::string_view word, bool pair = false) {
    builder_.Add(position, Hash64(word), pair);
    if (seen_.insert(std::string(word)).second) distinct_.push_back(Hash64(word));
  }
  void EndField() { builder_.EndField(); }
  // Words at positions 1, 2, ...; "-" is a position without a word.
  void AddField(absl::string_view text) {
    uint32_t position = 0;
    for (absl::string_view word : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
      ++position;
      if (word != "-") Add(position, word);
    }
    EndField();
  }
  std::string Finish(uint64_t key = kKey) {
    std::string record = builder_.Finish(key, distinct_);
    seen_.clear();
    distinct_.clear();
    return record;
  }

 private:
  WordRecordBuilder builder_;
  std::set<std::string> seen_;
  std::vector<uint64_t> distinct_;
};

// The word at every place, "-" where none of `words` is.
std::string Places(const WordRecord& record, const std::vector<std::string>& words) {
  std::string text;
  for (uint32_t place = 0; place < record.places(); ++place) {
    std::string here = "-";
    for (const std::string& word : words) {
      if (!record.Has(place, record.CodeOf(Hash64(word)))) continue;
      here = here == "-" ? word : absl::StrCat(here, "/", word);
    }
    absl::StrAppend(&text, place == 0 ? "" : " ", here);
  }
  return text;
}

TEST(WordRecordTest, HasEveryWordAtItsPlace) {
  Words words;
  words.AddField("kim visits moscow");
  words.AddField("kim visited moscow and kim left");
  words.AddField("moscow");
  const std::string bytes = words.Finish();
  EXPECT_EQ(bytes.size() % kWordRecordAlignment, 0u);
  EXPECT_TRUE(WordRecord::HasChecksum(bytes, kKey));
  const auto record = WordRecord::Parse(bytes);
  ASSERT_TRUE(record.has_value());
  EXPECT_EQ(record->title_places(), 3u);
  EXPECT_FALSE(record->has_pairs());
  EXPECT_EQ(Places(*record, {"kim", "visits", "visited", "moscow", "and", "left"}),
            "kim visits moscow - kim visited moscow and kim left - moscow");
}

TEST(WordRecordTest, MakesOnePlaceOfPositionsWithoutAWord) {
  struct Case {
    std::vector<const char*> fields;
    uint32_t title;
    const char* places;
  };
  const Case cases[] = {
      {{}, 0, ""},
      {{"", "", ""}, 0, ""},
      {{"", "a b"}, 0, "a b"},
      {{"a", "", "b"}, 1, "a - b"},
      {{"a", "b", ""}, 1, "a - b"},
      {{"- a - - - b -", "- c"}, 3, "a - b - c"},
      {{"-", "-", "a"}, 0, "a"},
  };
  for (const Case& c : cases) {
    Words words;
    for (const char* field : c.fields) words.AddField(field);
    const std::string bytes = words.Finish();
    const auto record = WordRecord::Parse(bytes);
    ASSERT_TRUE(record.has_value()) << c.places;
    EXPECT_EQ(Places(*record, {"a", "b", "c"}), c.places);
    EXPECT_EQ(record->title_places(), c.title) << c.places;
  }
}

TEST(WordRecordTest, HasPairsBesideTheirFirstCharacters) {
  Words words;
  words.Add(1, "in");
  for (const auto& [position, pair] : {std::pair(2, "xy"), std::pair(3, "yz")}) {
    words.Add(position, pair, true);
    words.Add(position, absl::string_view(pair).substr(0, 1));
  }
  words.Add(4, "z");
  words.Add(5, "said");
  const std::string bytes = words.Finish();
  const auto record = WordRecord::Parse(bytes);
  ASSERT_TRUE(record.has_value());
  EXPECT_TRUE(record->has_pairs());
  EXPECT_EQ(Places(*record, {"in", "x", "xy", "y", "yz", "z", "said"}), "in x/xy y/yz z said");
  EXPECT_EQ(record->title_places(), 5u) << "the title has not ended";
}

// So many different words that 16 bits are enough, then 24, then 32.
TEST(WordRecordTest, TellsAllWordsApartWhateverTheirNumber) {
  for (const size_t count : {1, 2, 100, 300, 600, 869, 870, 871, 2000, 9000, 40000}) {
    Words words;
    std::vector<uint64_t> hashes;
    for (uint32_t i = 1; i <= count; ++i) {
      words.Add(i, absl::StrCat("w", i));
      hashes.push_back(Hash64(absl::StrCat("w", i)));
    }
    words.EndField();
    const std::string bytes = words.Finish();
    const auto record = WordRecord::Parse(bytes);
    ASSERT_TRUE(record.has_value()) << count;
    const int width = 2 + bytes[13];
    EXPECT_EQ(width, count <= 600 ? 2 : count <= 870 ? width : count < 40000 ? 3 : 4) << count;
    std::set<uint32_t> codes;
    for (uint32_t i = 0; i < count; ++i) {
      const uint32_t code = record->CodeOf(hashes[i]);
      EXPECT_NE(code, 0u);
      EXPECT_TRUE(codes.insert(code).second) << count << " " << i;
      EXPECT_TRUE(record->Has(i, code)) << count << " " << i;
      if (i > 0) {
        EXPECT_FALSE(record->Has(i - 1, code)) << count << " " << i;
      }
    }
  }
}

TEST(WordRecordTest, IsTheSameForTheSameWordsWhateverCameBefore) {
  Words words;
  words.AddField("one two");
  const std::string first = words.Finish();
  Words other;
  for (int i = 0; i < 1000; ++i) other.Add(i + 1, absl::StrCat(i));
  other.EndField();
  other.Finish();
  other.AddField("one two");
  EXPECT_EQ(other.Finish(), first);
}

TEST(WordRecordTest, IsNoneWhenWordsCannotBeToldApart) {
  WordRecordBuilder builder;
  builder.Add(1, 77, false);
  builder.Add(2, 77, false);
  EXPECT_EQ(builder.Finish(kKey, {77, 77}), "") << "two words of one hash";
  builder.Add(1, 77, false);
  EXPECT_NE(builder.Finish(kKey, {77}), "") << "begins anew";
  builder.Add(1, 77, false);
  builder.Add(1, 78, false);
  EXPECT_EQ(builder.Finish(kKey, {77, 78}), "") << "two words at one position";
  builder.Add(1, 0, false);
  EXPECT_EQ(builder.Finish(kKey, {0}), "") << "0 is no word";
}

TEST(WordRecordTest, ChecksumIsOfTheArticleAndOfEveryByte) {
  Words words;
  words.AddField("kim visits moscow");
  words.AddField("again");
  const std::string bytes = words.Finish();
  EXPECT_FALSE(WordRecord::HasChecksum(bytes, kKey + 1));
  EXPECT_FALSE(WordRecord::HasChecksum("", kKey));
  EXPECT_FALSE(WordRecord::HasChecksum(bytes.substr(0, 8), kKey));
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] ^= 0x10;
    EXPECT_FALSE(WordRecord::HasChecksum(damaged, kKey)) << i;
  }
}

// What Parse takes, all functions can be called on, whatever the bytes.
TEST(WordRecordTest, RefusesPartsThatDoNotFit) {
  Words words;
  words.AddField("one two three");
  words.Add(1, "xy", true);
  words.Add(1, "x");
  const std::string bytes = words.Finish();
  ASSERT_TRUE(WordRecord::Parse(bytes).has_value());
  struct Case {
    size_t at;
    char byte;
  };
  const Case cases[] = {{4, 0x40}, {7, 0x7f}, {8, 6},  {11, 1}, {13, 1},
                        {13, 3},   {14, 0},   {14, 2}, {15, 2}};
  for (const Case& c : cases) {
    std::string damaged = bytes;
    damaged[c.at] = c.byte;
    EXPECT_FALSE(WordRecord::Parse(damaged).has_value()) << c.at;
  }
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(WordRecord::Parse(bytes.substr(0, size)).has_value()) << size;
  }
  EXPECT_FALSE(WordRecord::Parse(bytes + std::string(8, '\0')).has_value());
}

TEST(WordRecordTest, SurvivesRandomBytes) {
  std::mt19937 random(1);
  uint32_t parsed = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string bytes(16 + 8 * (random() % 5), '\0');
    for (char& c : bytes) c = static_cast<char>(random() % 4 == 0 ? random() : random() % 3);
    if (random() % 2 == 0) bytes.replace(4, 8, std::string("\x05\0\0\0\x02\0\0\0", 8));
    const auto record = WordRecord::Parse(bytes);
    if (!record) continue;
    ++parsed;
    for (uint32_t place = 0; place < record->places(); ++place) {
      record->Has(place, record->CodeOf(random()));
    }
  }
  EXPECT_GT(parsed, 100u);
}

TEST(WordLocationTest, ComesBackAsItWas) {
  for (const WordLocation location :
       {WordLocation{0, 0}, WordLocation{16, 24}, WordLocation{uint64_t{1} << 40, 1 << 20},
        WordLocation{((uint64_t{1} << 40) - 1) * 8, kMaxWordRecordBytes}}) {
    const std::string bytes = EncodeWordLocation(location);
    EXPECT_FALSE(bytes.empty());
    EXPECT_EQ(DecodeWordLocation(bytes), location);
    EXPECT_EQ(DecodeWordLocation(bytes + '\0'), std::nullopt);
    EXPECT_EQ(DecodeWordLocation(bytes.substr(0, bytes.size() - 1)), std::nullopt);
  }
  EXPECT_EQ(DecodeWordLocation(""), std::nullopt);
  EXPECT_EQ(DecodeWordLocation(EncodeWordLocation({uint64_t{1} << 43, 8})), std::nullopt);
  EXPECT_EQ(DecodeWordLocation(EncodeWordLocation({8, 1 << 27})), std::nullopt);
}

}  // namespace
}  // namespace dateline::format

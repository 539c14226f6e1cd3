#include "indexer/format/copy_sketch.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <set>
#include <string>

#include "indexer/format/varint.h"

namespace dateline::format {
namespace {

CopyRecord Sample() {
  CopyRecord record;
  record.id = "b7c1f11835e9287c";
  record.captured_at = 1700000000;
  record.sketch.shingles = 300;
  record.sketch.numbers = 5;
  for (size_t i = 0; i < kShingleMinima; ++i) record.sketch.minima[i] = 1000 * i + 77;
  for (size_t i = 0; i < kNumberMinima; ++i) record.sketch.number_minima[i] = 255 - i;
  record.sketch.fills = {{0, 1, 0}, {77, 0, 0x80}, {65535, 65535, 255}};
  return record;
}

void ExpectShort(CopyRecord record) {
  const auto decoded = DecodeCopyRecord(EncodeShortCopyRecord(record));
  record.id.clear();
  ASSERT_TRUE(decoded.has_value());
  EXPECT_TRUE(*decoded == record);
}

TEST(CopyRecordTest, ComesBackAsItWasEncoded) {
  CopyRecord without_numbers = Sample();
  without_numbers.sketch.numbers = 0;
  without_numbers.sketch.number_minima = {};
  CopyRecord without_fills = Sample();
  without_fills.sketch.fills = {};
  CopyRecord with_most_fills = Sample();
  with_most_fills.sketch.fills.resize(kMaxFills);
  for (size_t i = 0; i < kMaxFills; ++i) with_most_fills.sketch.fills[i].context = 3 * i;
  CopyRecord before_1970 = Sample();
  before_1970.captured_at = -5;
  CopyRecord long_id = Sample();
  long_id.id = std::string(1000, 'x');
  CopyRecord largest = Sample();
  largest.sketch.shingles = UINT32_MAX;
  largest.sketch.numbers = UINT32_MAX;
  largest.captured_at = std::numeric_limits<int64_t>::max();
  for (const CopyRecord& record :
       {Sample(), without_numbers, without_fills, with_most_fills, before_1970, long_id, largest}) {
    const auto decoded = DecodeCopyRecord(EncodeCopyRecord(record));
    ASSERT_TRUE(decoded.has_value());
    EXPECT_TRUE(*decoded == record);
    ExpectShort(record);
  }
}

TEST(CopyRecordTest, KeepsEveryKindOfFill) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::set<uint16_t> contexts;
    const size_t count = random() % (kMaxFills + 1);
    while (contexts.size() < count) {
      contexts.insert(static_cast<uint16_t>(random() % 4 == 0 ? random() % 64 : random()));
    }
    CopyRecord record = Sample();
    record.sketch.fills.clear();
    for (const uint16_t context : contexts) {
      const auto mask = [&] {
        uint32_t bits = 0;
        for (uint32_t n = random() % 4; n > 0; --n) bits |= 1u << random() % 16;
        return bits;
      };
      record.sketch.fills.push_back(
          {context, static_cast<uint16_t>(mask()), static_cast<uint8_t>(mask() & mask())});
    }
    ExpectShort(record);
  }
}

TEST(CopyRecordTest, IsSmall) {
  CopyRecord record = Sample();
  EXPECT_LT(EncodeCopyRecord(record).size(), 192u);
  record.sketch.fills.clear();
  for (uint32_t i = 0; i < kMaxFills; ++i) {
    record.sketch.fills.push_back({static_cast<uint16_t>(i * 1361 + i % 7), 1 << 5 | 1 << 9, 0});
  }
  // Less than 3 bytes for each.
  EXPECT_LT(EncodeShortCopyRecord(record).size(), 156u + 3 * kMaxFills);
}

TEST(CopyRecordTest, RejectsDamagedShortRecords) {
  const std::string bytes = EncodeShortCopyRecord(Sample());
  for (size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(DecodeCopyRecord(absl::string_view(bytes).substr(0, length)).has_value())
        << length;
  }
  EXPECT_FALSE(DecodeCopyRecord(bytes + "x").has_value()) << "it has no id";
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    std::string damaged = bytes;
    damaged[random() % damaged.size()] = static_cast<char>(random());
    const auto decoded = DecodeCopyRecord(damaged);
    if (!decoded || damaged.substr(0, 2) != bytes.substr(0, 2)) continue;
    const auto again = DecodeCopyRecord(EncodeShortCopyRecord(*decoded));
    ASSERT_TRUE(again.has_value());
    EXPECT_TRUE(*again == *decoded);
  }
}

TEST(CopyRecordTest, IsEmptyWithoutShingles) {
  CopyRecord record = Sample();
  record.sketch.shingles = 0;
  EXPECT_EQ(EncodeCopyRecord(record), "");
  EXPECT_EQ(EncodeShortCopyRecord(record), "");
  EXPECT_FALSE(DecodeCopyRecord("").has_value());
}

TEST(CopyRecordTest, ReadsWhatVersion2Wrote) {
  CopyRecord record = Sample();
  record.sketch.fills = {};
  std::string bytes = EncodeCopyRecord(record);
  bytes.erase(0, 1);                                           // No mark, and
  bytes.erase(2 + 2 * kShingleMinima + 1 + kNumberMinima, 1);  // no number of fills.
  const auto decoded = DecodeCopyRecord(bytes);
  ASSERT_TRUE(decoded.has_value());
  EXPECT_TRUE(*decoded == record);
}

TEST(CopyRecordTest, RejectsFillsOutOfOrderAndTooMany) {
  CopyRecord record = Sample();
  record.sketch.fills = {{5, 1, 0}, {5, 2, 0}};
  EXPECT_FALSE(DecodeCopyRecord(EncodeCopyRecord(record)).has_value());
  record.sketch.fills = {{5, 1, 0}, {4, 2, 0}};
  EXPECT_FALSE(DecodeCopyRecord(EncodeCopyRecord(record)).has_value());
  record.sketch.fills.resize(kMaxFills + 1);
  for (size_t i = 0; i <= kMaxFills; ++i) record.sketch.fills[i].context = i;
  EXPECT_FALSE(DecodeCopyRecord(EncodeCopyRecord(record)).has_value());
}

TEST(CopyRecordTest, RejectsWhatEndsTooEarly) {
  CopyRecord record = Sample();
  record.id = "x";
  const std::string bytes = EncodeCopyRecord(record);
  for (size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(DecodeCopyRecord(absl::string_view(bytes).substr(0, length)).has_value())
        << length;
  }
}

TEST(VarintTest, ReadsWhatItAppends) {
  for (const uint64_t value : {uint64_t{0}, uint64_t{1}, uint64_t{127}, uint64_t{128},
                               uint64_t{UINT32_MAX}, uint64_t{UINT32_MAX} + 1, UINT64_MAX}) {
    std::string bytes;
    AppendVarint(value, &bytes);
    size_t pos = 0;
    uint64_t wide = 0;
    EXPECT_TRUE(ReadVarint(bytes, &pos, &wide));
    EXPECT_EQ(wide, value);
    EXPECT_EQ(pos, bytes.size());
    pos = 0;
    uint32_t narrow = 0;
    EXPECT_EQ(ReadVarint(bytes, &pos, &narrow), value <= UINT32_MAX) << value;
  }
}

TEST(VarintTest, RejectsWhatIsCutOffOrTooLong) {
  size_t pos = 0;
  uint64_t value = 0;
  EXPECT_FALSE(ReadVarint("", &pos, &value));
  pos = 0;
  EXPECT_FALSE(ReadVarint("\x80\x80", &pos, &value));
  pos = 0;
  EXPECT_FALSE(ReadVarint(std::string(9, '\xff') + '\x02', &pos, &value));  // 65 bits
}

TEST(VarintTest, ZigZagKeepsEverySign) {
  for (const int64_t value :
       {int64_t{0}, int64_t{-1}, int64_t{1}, int64_t{INT32_MIN},
        std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max()}) {
    EXPECT_EQ(UnZigZag(ZigZag(value)), value);
  }
  EXPECT_EQ(ZigZag(-1), 1u);
  EXPECT_EQ(ZigZag(1), 2u);
}

}  // namespace
}  // namespace dateline::format

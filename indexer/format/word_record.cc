#include "indexer/format/word_record.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "indexer/format/varint.h"

namespace dateline::format {
namespace {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "records are read where they lie");

constexpr size_t kHeaderBytes = 16;
constexpr int kMaxHighBytes = 2;
constexpr uint64_t kMaxOffsetUnits = (uint64_t{1} << 40) - 1;

// Salts tried for one width. Of more words than this, 64 salts find 16 bits too few four times out
// of five: 64 * exp(-n * n / 2^17) is 0.2.
constexpr int kSalts = 64;
constexpr size_t kMaxWordsOf16Bits = 870;

// An odd multiplier for every salt: the steps of a splitmix generator.
constexpr uint64_t MultiplierOf(uint64_t salt) {
  uint64_t x = (salt + 1) * 0x9E3779B97F4A7C15u;
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
  x = (x ^ x >> 27) * 0x94D049BB133111EBu;
  return (x ^ x >> 31) | 1;
}

constexpr std::array<uint64_t, 256> MakeMultipliers() {
  std::array<uint64_t, 256> multipliers{};
  for (size_t salt = 0; salt < multipliers.size(); ++salt) {
    multipliers[salt] = MultiplierOf(salt);
  }
  return multipliers;
}

constexpr std::array<uint64_t, 256> kMultipliers = MakeMultipliers();

// The upper bits of the product, in which all bits of the hash have a say.
uint32_t Code(uint64_t hash, uint64_t multiplier, int high_bytes) {
  const auto code = static_cast<uint32_t>((hash * multiplier) >> (48 - 8 * high_bytes));
  return code == 0 ? 1 : code;
}

size_t Aligned(size_t bytes) {
  return (bytes + kWordRecordAlignment - 1) / kWordRecordAlignment * kWordRecordAlignment;
}

uint32_t ChecksumOf(absl::string_view bytes, uint64_t key) {
  return static_cast<uint32_t>(
      XXH3_64bits_withSeed(bytes.data() + sizeof(uint32_t), bytes.size() - sizeof(uint32_t), key));
}

template <typename T>
void Put(T value, char** out) {
  std::memcpy(*out, &value, sizeof(value));
  *out += sizeof(value);
}

template <typename T>
T Get(const char* bytes) {
  T value;
  std::memcpy(&value, bytes, sizeof(value));
  return value;
}

}  // namespace

std::string EncodeWordLocation(const WordLocation& location) {
  std::string bytes;
  AppendVarint(location.offset / kWordRecordAlignment, &bytes);
  AppendVarint(location.size / kWordRecordAlignment, &bytes);
  return bytes;
}

std::optional<WordLocation> DecodeWordLocation(absl::string_view bytes) {
  size_t pos = 0;
  uint64_t offset = 0;
  uint64_t size = 0;
  if (!ReadVarint(bytes, &pos, &offset) || !ReadVarint(bytes, &pos, &size)) return std::nullopt;
  if (pos != bytes.size() || offset > kMaxOffsetUnits ||
      size > kMaxWordRecordBytes / kWordRecordAlignment) {
    return std::nullopt;
  }
  return WordLocation{offset * kWordRecordAlignment,
                      static_cast<uint32_t>(size * kWordRecordAlignment)};
}

void WordRecordBuilder::Add(uint32_t position, uint64_t hash, bool pair) {
  broken_ |= hash == 0 || position < last_position_ || position == 0;
  if (position != last_position_) {
    if (!words_.empty() && (gap_ || position != last_position_ + 1)) words_.push_back(0);
    words_.push_back(0);
  }
  gap_ = false;
  last_position_ = position;
  if (broken_ || words_.empty()) return;
  if (pair) pairs_.resize(words_.size(), 0);
  uint64_t& at = pair ? pairs_.back() : words_.back();
  broken_ |= at != 0 && at != hash;
  at = hash;
}

void WordRecordBuilder::EndField() {
  if (!title_ended_) title_places_ = words_.size();
  title_ended_ = true;
  gap_ = true;
  last_position_ = 0;
}

bool WordRecordBuilder::FindSalt(const std::vector<uint64_t>& distinct, uint8_t* salt,
                                 int* high_bytes) {
  if (distinct.size() <= kMaxWordsOf16Bits) {
    seen_.resize((1 << 16) / 64, 0);
    for (int s = 0; s < kSalts; ++s) {
      size_t done = 0;
      for (; done < distinct.size(); ++done) {
        const uint32_t code = Code(distinct[done], kMultipliers[s], 0);
        uint64_t& bits = seen_[code / 64];
        if (bits >> (code % 64) & 1) break;
        bits |= uint64_t{1} << (code % 64);
      }
      for (size_t i = 0; i < done; ++i) {
        seen_[Code(distinct[i], kMultipliers[s], 0) / 64] = 0;
      }
      if (done < distinct.size()) continue;
      *salt = static_cast<uint8_t>(s);
      *high_bytes = 0;
      return true;
    }
  }
  for (*high_bytes = 1; *high_bytes <= kMaxHighBytes; ++*high_bytes) {
    for (int s = 0; s < kSalts; ++s) {
      codes_.clear();
      for (const uint64_t hash : distinct) {
        codes_.push_back(Code(hash, kMultipliers[s], *high_bytes));
      }
      std::sort(codes_.begin(), codes_.end());
      if (std::adjacent_find(codes_.begin(), codes_.end()) != codes_.end()) continue;
      *salt = static_cast<uint8_t>(s);
      return true;
    }
  }
  return false;
}

std::string WordRecordBuilder::Finish(uint64_t key, const std::vector<uint64_t>& distinct) {
  std::string bytes;
  uint8_t salt = 0;
  int high_bytes = 0;
  if (!broken_ && FindSalt(distinct, &salt, &high_bytes)) bytes = Encode(key, salt, high_bytes);
  words_.clear();
  pairs_.clear();
  last_position_ = 0;
  title_places_ = 0;
  title_ended_ = false;
  gap_ = false;
  broken_ = false;
  return bytes;
}

std::string WordRecordBuilder::Encode(uint64_t key, uint8_t salt, int high_bytes) {
  const size_t places = words_.size();
  std::vector<const std::vector<uint64_t>*> rows = {&words_};
  if (!pairs_.empty()) {
    pairs_.resize(places, 0);
    rows.push_back(&pairs_);
  }
  const size_t size = kHeaderBytes + rows.size() * places * (2 + high_bytes);
  if (size > kMaxWordRecordBytes) return "";
  std::string bytes(Aligned(size), '\0');
  char* out = &bytes[0] + sizeof(uint32_t);
  Put(static_cast<uint32_t>(places), &out);
  Put(static_cast<uint32_t>(title_ended_ ? title_places_ : places), &out);
  Put(salt, &out);
  Put(static_cast<uint8_t>(high_bytes), &out);
  Put(static_cast<uint8_t>(rows.size() - 1), &out);
  Put(uint8_t{1}, &out);
  const auto code = [&](uint64_t hash) {
    return hash == 0 ? 0 : Code(hash, kMultipliers[salt], high_bytes);
  };
  for (const int shift : {0, 8}) {
    for (const auto* row : rows) {
      for (const uint64_t hash : *row) Put(static_cast<uint8_t>(code(hash) >> shift), &out);
    }
  }
  for (const auto* row : rows) {
    for (size_t i = 0; high_bytes > 0 && i < places; ++i) {
      const uint32_t high = code((*row)[i]) >> 16;
      Put(static_cast<uint8_t>(high), &out);
      if (high_bytes == 2) Put(static_cast<uint8_t>(high >> 8), &out);
    }
  }
  out = &bytes[0];
  Put(ChecksumOf(bytes, key), &out);
  return bytes;
}

std::optional<WordRecord> WordRecord::Parse(absl::string_view bytes) {
  if (bytes.size() < kHeaderBytes || bytes.size() > kMaxWordRecordBytes) return std::nullopt;
  WordRecord record;
  record.places_ = Get<uint32_t>(bytes.data() + 4);
  record.title_places_ = Get<uint32_t>(bytes.data() + 8);
  const auto salt = static_cast<uint8_t>(bytes[12]);
  record.high_bytes_ = static_cast<uint8_t>(bytes[13]);
  const auto pairs = static_cast<uint8_t>(bytes[14]);
  const auto apart = static_cast<uint8_t>(bytes[15]);
  if (record.high_bytes_ > kMaxHighBytes || pairs > 1 || apart > 1) return std::nullopt;
  if (record.title_places_ > record.places_) return std::nullopt;
  const size_t places = record.places_;
  const size_t tracks = size_t{1} + pairs;
  if (Aligned(kHeaderBytes + tracks * places * (2 + record.high_bytes_)) != bytes.size()) {
    return std::nullopt;
  }
  record.multiplier_ = kMultipliers[salt];
  record.has_pairs_ = pairs > 0;
  const char* numbers = bytes.data() + kHeaderBytes;
  if (apart > 0) {
    record.low_bytes_ = reinterpret_cast<const uint8_t*>(numbers);
    record.second_bytes_ = record.low_bytes_ + tracks * places;
  } else {
    record.low_halves_ = reinterpret_cast<const uint16_t*>(numbers);
  }
  record.high_ = reinterpret_cast<const uint8_t*>(numbers + 2 * tracks * places);
  return record;
}

bool WordRecord::HasChecksum(absl::string_view bytes, uint64_t key) {
  return bytes.size() >= kHeaderBytes && Get<uint32_t>(bytes.data()) == ChecksumOf(bytes, key);
}

uint32_t WordRecord::CodeOf(uint64_t hash) const { return Code(hash, multiplier_, high_bytes_); }

}  // namespace dateline::format

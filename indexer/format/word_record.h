// The words of one article in their order: what a phrase is looked for in.
//
// Words stand here as numbers of 16, 24 or 32 bits, made of a word's hash and a salt that the
// record names. The salt is chosen such that no two words of the article have one number. A phrase
// is looked for only in articles whose posting lists say that they have all of its words, so equal
// numbers are equal words, always, and no dictionary is needed.
//
// A place is a position of the article (schema.h): a word, or a character of unspaced writing and
// the pair that it begins. Positions that have no word, also those between two fields, are one
// empty place, however many they are: no phrase goes over it.
//
//   bytes  0  4  checksum: lower half of XXH3 (64 bits, seeded with the article key) of what
//   follows
//          4  4  n, number of places
//          8  4  t, how many of them are the title's, which is first
//         12  1  salt
//         13  1  h, bytes of a number above the lower two: 0, 1 or 2
//         14  1  1 when there are pairs, else 0
//         15  1  1 when the lower two bytes of numbers stand apart, else 0
//         16     n bytes: the lowest byte of the number of every word; the number is 0 for none
//                n bytes, with pairs: the same of the pairs
//                n bytes, and n with pairs: the second byte of each
//                n times h bytes, and again with pairs: the rest of each
//         end    zeros up to a multiple of 8
//
// Where the lower two bytes do not stand apart, as earlier versions wrote it, they are numbers of
// 16 bits: of all words, then of all pairs. All numbers are little-endian.
//
// A phrase is looked for in the lowest bytes, many at once, whatever the width; few of the others
// are looked at, so that of most records a half is never fetched from memory.

#ifndef DATELINE_INDEXER_FORMAT_WORD_RECORD_H_
#define DATELINE_INDEXER_FORMAT_WORD_RECORD_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::format {

inline constexpr size_t kWordRecordAlignment = 8;
inline constexpr size_t kMaxWordRecordBytes = ((size_t{1} << 24) - 1) * kWordRecordAlignment;

// Where the record of an article is in the word file of its shard. An article whose record would be
// larger than kMaxWordRecordBytes, or whose words no salt keeps apart, has none: its size is 0.
struct WordLocation {
  uint64_t offset = 0;  // Both multiples of kWordRecordAlignment.
  uint32_t size = 0;

  friend bool operator==(const WordLocation& a, const WordLocation& b) {
    return a.offset == b.offset && a.size == b.size;
  }
};

// What kSlotWords holds: offset and size, in units of kWordRecordAlignment, as varints.
std::string EncodeWordLocation(const WordLocation& location);
// nullopt for bytes of another form. At most 2^40 units of offset, kMaxWordRecordBytes of size.
std::optional<WordLocation> DecodeWordLocation(absl::string_view bytes);

// Collects the words of one article. `hash` is Hash64 of the term everywhere.
class WordRecordBuilder {
 public:
  // What stands at `position` of the present field, counted from 1; not before what was added last.
  // `pair` tells a pair of unspaced writing from what it begins with.
  void Add(uint32_t position, uint64_t hash, bool pair);
  // The next words are in another field. The first field is the title.
  void EndField();
  // The record of the article with `key`, and a new beginning. `distinct` has the hash of every
  // different word once. "" when there can be no record. The same words give the same record.
  std::string Finish(uint64_t key, const std::vector<uint64_t>& distinct);

 private:
  // The narrowest numbers that keep the words apart. False when there are none.
  bool FindSalt(const std::vector<uint64_t>& distinct, uint8_t* salt, int* high_bytes);
  std::string Encode(uint64_t key, uint8_t salt, int high_bytes);

  std::vector<uint64_t> words_;  // By place; 0 for none.
  std::vector<uint64_t> pairs_;  // The same; may end early.
  uint32_t last_position_ = 0;
  size_t title_places_ = 0;
  bool title_ended_ = false;
  bool gap_ = false;
  bool broken_ = false;         // Has what no record can say.
  std::vector<uint64_t> seen_;  // FindSalt: a bit for every number.
  std::vector<uint32_t> codes_;
};

// A record as it lies in memory; borrows the bytes.
class WordRecord {
 public:
  // nullopt when the parts do not fit into `bytes`. Any bytes are safe; whether they are the right
  // ones only HasChecksum tells. REQUIRES: `bytes` begins at a multiple of kWordRecordAlignment.
  static std::optional<WordRecord> Parse(absl::string_view bytes);
  // True when the bytes are what Finish(key, ...) wrote.
  static bool HasChecksum(absl::string_view bytes, uint64_t key);

  uint32_t places() const { return places_; }
  uint32_t title_places() const { return title_places_; }
  bool has_pairs() const { return has_pairs_; }
  // The beginnings of the numbers, by place; those of pairs, if there are any, stand behind those
  // of all words. Either their lowest bytes or, as earlier versions wrote them, their lower halves;
  // the other is null.
  const uint8_t* low_bytes() const { return low_bytes_; }
  const uint16_t* low_halves() const { return low_halves_; }

  // The number of a word in this record; never 0.
  uint32_t CodeOf(uint64_t hash) const;
  // True when the word or the pair at a place has this number. REQUIRES: place < places().
  bool Has(uint32_t place, uint32_t code) const {
    return NumberAt(place) == code || (has_pairs_ && NumberAt(size_t{places_} + place) == code);
  }

 private:
  uint32_t NumberAt(size_t i) const {
    const uint32_t low = low_halves_ != nullptr
                             ? low_halves_[i]
                             : low_bytes_[i] | static_cast<uint32_t>(second_bytes_[i]) << 8;
    return low | HighAt(i) << 16;
  }
  uint32_t HighAt(size_t i) const {
    if (high_bytes_ == 0) return 0;
    if (high_bytes_ == 1) return high_[i];
    return static_cast<uint32_t>(high_[2 * i]) | static_cast<uint32_t>(high_[2 * i + 1]) << 8;
  }

  uint32_t places_ = 0;
  uint32_t title_places_ = 0;
  int high_bytes_ = 0;
  bool has_pairs_ = false;
  uint64_t multiplier_ = 0;
  const uint16_t* low_halves_ = nullptr;  // Here and below: of the words, then of the pairs.
  const uint8_t* low_bytes_ = nullptr;
  const uint8_t* second_bytes_ = nullptr;
  const uint8_t* high_ = nullptr;
};

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_WORD_RECORD_H_

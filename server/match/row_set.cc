#include "server/match/row_set.h"

#include <utility>

namespace dateline::match {
using snapshot::Row;

namespace {

// Rows that TakeDense writes at once.
constexpr size_t kStep = 8;
// From so many bits in a word on, on average, TakeDense is faster.
constexpr size_t kDensePerWord = 4;

// How many bits each byte of a word has. The plain instructions of every machine, which vectors
// have too; the one instruction that counts is not on all.
uint64_t BitsByByte(uint64_t word) {
  word -= word >> 1 & 0x5555555555555555;
  word = (word & 0x3333333333333333) + (word >> 2 & 0x3333333333333333);
  return (word + (word >> 4)) & 0x0f0f0f0f0f0f0f0f;
}

uint64_t SumBytes(uint64_t bytes) {
  constexpr uint64_t kEven = 0x00ff00ff00ff00ff;
  return ((bytes & kEven) + (bytes >> 8 & kEven)) * 0x0001000100010001 >> 48;
}

uint64_t CountBits(const std::vector<uint64_t>& words) {
  constexpr size_t kTogether = 16;  // Their bits by byte fit into a byte.
  uint64_t count = 0;
  size_t w = 0;
  for (; w + kTogether <= words.size(); w += kTogether) {
    uint64_t bytes = 0;
    for (size_t i = 0; i < kTogether; ++i) bytes += BitsByByte(words[w + i]);
    count += SumBytes(bytes);
  }
  for (; w < words.size(); ++w) count += SumBytes(BitsByByte(words[w]));
  return count;
}

size_t TakeSparse(const uint64_t* words, size_t begin, size_t end, Row* rows) {
  size_t size = 0;
  for (size_t w = begin; w < end; ++w) {
    const auto first = static_cast<Row>(w * 64);
    for (uint64_t word = words[w]; word != 0; word &= word - 1) {
      rows[size++] = first + static_cast<Row>(__builtin_ctzll(word));
    }
  }
  return size;
}

// By steps, as the processor cannot foretell where the bits of each word end.
size_t TakeDense(const uint64_t* words, size_t begin, size_t end, Row* rows) {
  constexpr uint64_t kHighest = uint64_t{1} << 63;  // A word without bits has no lowest one.
  size_t size = 0;
  for (size_t w = begin; w < end; ++w) {
    const auto first = static_cast<Row>(w * 64);
    uint64_t word = words[w];
    const size_t count = SumBytes(BitsByByte(word));
    for (size_t done = 0; done < count; done += kStep) {
#pragma GCC unroll 8
      for (size_t i = 0; i < kStep; ++i) {
        rows[size + done + i] = first + static_cast<Row>(__builtin_ctzll(word | kHighest));
        word &= word - 1;
      }
    }
    size += count;
  }
  return size;
}

}  // namespace

RowSet RowSet::OfList(std::vector<Row> rows) {
  RowSet set;
  auto owned = std::make_shared<const std::vector<Row>>(std::move(rows));
  set.size_ = owned->size();
  set.list_ = owned->data();
  set.owner_ = std::move(owned);
  return set;
}

RowSet RowSet::OfBits(std::vector<uint64_t> words) {
  RowSet set;
  auto owned = std::make_shared<const std::vector<uint64_t>>(std::move(words));
  set.size_ = CountBits(*owned);
  set.bits_ = owned->data();
  set.word_count_ = owned->size();
  set.owner_ = std::move(owned);
  return set;
}

RowSet RowSet::OfPostings(std::shared_ptr<const snapshot::Postings> postings) {
  RowSet set;
  set.size_ = postings->rows().size();
  set.list_ = postings->rows().data();
  if (postings->dense()) {
    set.bits_ = postings->bits().data();
    set.word_count_ = postings->bits().size();
  }
  set.owner_ = std::move(postings);
  return set;
}

RowSet RowSet::OfAll(const snapshot::Snapshot& snapshot) {
  RowSet set;
  set.size_ = snapshot.article_count();
  set.bits_ = snapshot.live().data();
  set.word_count_ = snapshot.live().size();
  return set;
}

RowSet RowSet::OfOthers(const snapshot::Snapshot& snapshot, const RowSet& set) {
  std::vector<uint64_t> words = snapshot.live();
  if (set.bits() != nullptr) {
    for (size_t w = 0; w < words.size(); ++w) words[w] &= ~set.bits()[w];
  } else {
    set.ForEachRun([&](const Row* rows, size_t size) {
      for (size_t i = 0; i < size; ++i) words[rows[i] / 64] &= ~(uint64_t{1} << (rows[i] % 64));
    });
  }
  return OfBits(std::move(words));
}

bool RowSet::OthersAreFew(const snapshot::Snapshot& snapshot, const RowSet& set) {
  return snapshot.article_count() - set.size() < set.size() / 2;
}

size_t RowSet::Take(size_t begin, size_t end, Row* rows) const {
  static_assert(kStep <= kBehind, "the last step of a word may write behind its rows");
  return size_ >= word_count_ * kDensePerWord ? TakeDense(bits_, begin, end, rows)
                                              : TakeSparse(bits_, begin, end, rows);
}

std::vector<Row> RowSet::ToList() const {
  std::vector<Row> rows;
  rows.reserve(size_);
  ForEachRun([&](const Row* run, size_t size) { rows.insert(rows.end(), run, run + size); });
  return rows;
}

}  // namespace dateline::match

#include "server/match/row_set.h"

#include <utility>

namespace dateline::match {
namespace {

// The plain instructions of every machine, which the compiler makes vectors of; the one instruction
// for it is not on all.
uint64_t CountBits(const uint64_t* words, size_t size) {
  uint64_t count = 0;
  for (size_t w = 0; w < size; ++w) {
    uint64_t word = words[w];
    word -= word >> 1 & 0x5555555555555555;
    word = (word & 0x3333333333333333) + (word >> 2 & 0x3333333333333333);
    word = (word + (word >> 4)) & 0x0f0f0f0f0f0f0f0f;
    word += word >> 8;
    word += word >> 16;
    word += word >> 32;
    count += word & 0x7f;
  }
  return count;
}

}  // namespace

using snapshot::Row;

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
  set.size_ = CountBits(owned->data(), owned->size());
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

std::vector<Row> RowSet::ToList() const {
  std::vector<Row> rows;
  rows.reserve(size_);
  ForEachRun([&](const Row* run, size_t size) { rows.insert(rows.end(), run, run + size); });
  return rows;
}

}  // namespace dateline::match

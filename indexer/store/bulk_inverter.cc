#include "indexer/store/bulk_inverter.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "indexer/format/schema.h"
#include "indexer/pace/pace.h"

namespace dateline::store {
namespace {

constexpr size_t kArenaBlockBytes = size_t{1} << 20;
constexpr size_t kFirstSlots = size_t{1} << 14;
constexpr size_t kSliceHead = sizeof(uint8_t*);
constexpr uint8_t kLastSliceClass = 7;
constexpr size_t kMaxVarintBytes = 5;

// Without the head. Most terms are in one document only.
constexpr size_t SliceBytes(uint8_t size_class) { return size_t{8} << size_class; }

uint8_t* PutVarint(uint32_t value, uint8_t* to) {
  while (value >= 0x80) {
    *to++ = static_cast<uint8_t>(value | 0x80);
    value >>= 7;
  }
  *to++ = static_cast<uint8_t>(value);
  return to;
}

void AppendView(const uint8_t* bytes, size_t size, std::string* out) {
  out->append(reinterpret_cast<const char*>(bytes), size);
}

}  // namespace

uint64_t BulkSortPrefix(absl::string_view text) {
  uint64_t prefix = 0;
  static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);
  if (text.size() >= sizeof(prefix)) {
    std::memcpy(&prefix, text.data(), sizeof(prefix));
    return __builtin_bswap64(prefix);
  }
  for (size_t i = 0; i < 8; ++i) {
    prefix = prefix << 8 | (i < text.size() ? static_cast<uint8_t>(text[i]) : 0);
  }
  return prefix;
}

uint8_t* BulkArena::Allocate(size_t bytes) {
  bytes = (bytes + 7) / 8 * 8;
  if (bytes > left_) {
    left_ = std::max(bytes, kArenaBlockBytes);
    blocks_.emplace_back(new uint64_t[left_ / 8]);
    next_ = reinterpret_cast<uint8_t*>(blocks_.back().get());
    memory_bytes_ += left_;
  }
  uint8_t* const result = next_;
  next_ += bytes;
  left_ -= bytes;
  return result;
}

absl::string_view BulkInverter::Term::text() const {
  if (size <= kInlineText) return absl::string_view(bytes, size);
  const char* address;
  std::memcpy(&address, bytes, sizeof(address));
  return absl::string_view(address, size);
}

void BulkInverter::Term::SetText(absl::string_view from, BulkArena* arena) {
  size = static_cast<uint8_t>(from.size());
  if (from.size() <= kInlineText) {
    std::memcpy(bytes, from.data(), from.size());
    return;
  }
  uint8_t* const address = arena->Allocate(from.size());
  std::memcpy(address, from.data(), from.size());
  std::memcpy(bytes, &address, sizeof(address));
}

BulkInverter::BulkInverter() : slots_(kFirstSlots) {}

uint32_t BulkInverter::Add(uint32_t docid, const std::vector<Posting>& postings) {
  // Several passes, so that what one needs is on its way from memory while others are worked on.
  hashes_.clear();
  const size_t mask = slots_.size() - 1;
  for (const Posting& posting : postings) {
    hashes_.push_back(static_cast<uint32_t>(format::Hash64(posting.term)));
    __builtin_prefetch(&slots_[hashes_.back() & mask]);
  }
  for (const uint32_t hash : hashes_) {
    const Slot& slot = slots_[hash & mask];
    if (slot.term != 0) __builtin_prefetch(&terms_[slot.term - 1], 1);
  }
  numbers_.clear();
  for (size_t i = 0; i < postings.size(); ++i) {
    numbers_.push_back(FindOrAdd(postings[i].term, hashes_[i]));
    Term& term = terms_[numbers_.back()];
    term.adding_wdf += postings[i].wdf;
    __builtin_prefetch(term.write, 1);
  }
  uint32_t highest = 0;
  for (const uint32_t number : numbers_) {
    Term& term = terms_[number];
    if (term.last_docid == docid) continue;  // It has been there before.
    highest = std::max(highest, term.adding_wdf);
    Append(&term, docid, term.adding_wdf);
    term.adding_wdf = 0;
  }
  return highest;
}

uint32_t BulkInverter::FindOrAdd(absl::string_view text, uint32_t hash) {
  const size_t mask = slots_.size() - 1;
  size_t i = hash & mask;
  for (; slots_[i].term != 0; i = (i + 1) & mask) {
    if (slots_[i].hash == hash && terms_[slots_[i].term - 1].text() == text) {
      return slots_[i].term - 1;
    }
  }
  const auto number = static_cast<uint32_t>(terms_.size());
  Term& term = terms_.emplace_back();
  term.SetText(text, &arena_);
  term.first_slice = arena_.Allocate(kSliceHead + SliceBytes(0));
  term.write = term.first_slice + kSliceHead;
  term.end = term.write + SliceBytes(0);
  term.last_slice = 0;
  term.documents = 0;
  term.last_docid = 0;
  term.total_wdf = 0;
  term.adding_wdf = 0;
  slots_[i] = {hash, number + 1};
  if (terms_.size() * 2 > slots_.size()) GrowSlots();
  return number;
}

void BulkInverter::GrowSlots() {
  std::vector<Slot> slots(slots_.size() * 2);
  const size_t mask = slots.size() - 1;
  for (const Slot& slot : slots_) {
    if (slot.term == 0) continue;
    size_t i = slot.hash & mask;
    while (slots[i].term != 0) i = (i + 1) & mask;
    slots[i] = slot;
  }
  slots_ = std::move(slots);
}

void BulkInverter::Append(Term* term, uint32_t docid, uint32_t wdf) {
  uint8_t bytes[2 * kMaxVarintBytes];
  uint8_t* end = bytes;
  if (term->documents == 0) {
    term->first_docid = docid;
  } else {
    end = PutVarint(docid - term->last_docid - 1, end);
  }
  end = PutVarint(wdf, end);
  term->last_docid = docid;
  ++term->documents;
  term->total_wdf += wdf;
  AppendBytes(term, bytes, static_cast<size_t>(end - bytes));
}

void BulkInverter::AppendBytes(Term* term, const uint8_t* bytes, size_t size) {
  const auto room = static_cast<size_t>(term->end - term->write);
  const size_t fitting = std::min(size, room);
  std::memcpy(term->write, bytes, fitting);
  term->write += fitting;
  if (fitting == size) return;
  uint8_t* const full = term->end - SliceBytes(term->last_slice) - kSliceHead;
  if (term->last_slice < kLastSliceClass) ++term->last_slice;
  uint8_t* const slice = arena_.Allocate(kSliceHead + SliceBytes(term->last_slice));
  std::memcpy(full, &slice, kSliceHead);
  term->end = slice + kSliceHead + SliceBytes(term->last_slice);
  std::memcpy(slice + kSliceHead, bytes + fitting, size - fitting);
  term->write = slice + kSliceHead + size - fitting;
}

std::vector<uint32_t> BulkInverter::SortedTerms() const {
  struct Key {
    uint64_t prefix;
    uint32_t number;
  };
  std::vector<Key> keys;
  keys.reserve(terms_.size());
  for (uint32_t i = 0; i < terms_.size(); ++i)
    keys.push_back({BulkSortPrefix(terms_[i].text()), i});
  uint64_t compared = 0;
  std::sort(keys.begin(), keys.end(), [this, &compared](const Key& a, const Key& b) {
    pace::BreatheAt(++compared);
    if (a.prefix != b.prefix) return a.prefix < b.prefix;
    return terms_[a.number].text() < terms_[b.number].text();
  });
  std::vector<uint32_t> numbers;
  numbers.reserve(keys.size());
  for (const Key& key : keys) numbers.push_back(key.number);
  return numbers;
}

void BulkInverter::ForEach(absl::FunctionRef<void(const List&)> f) const {
  constexpr size_t kAhead = 8;
  std::string postings;
  const std::vector<uint32_t> sorted = SortedTerms();
  for (size_t i = 0; i < sorted.size(); ++i) {
    pace::BreatheAt(i, 64);
    if (i + 2 * kAhead < sorted.size()) __builtin_prefetch(&terms_[sorted[i + 2 * kAhead]]);
    if (i + kAhead < sorted.size()) __builtin_prefetch(terms_[sorted[i + kAhead]].first_slice);
    const Term& term = terms_[sorted[i]];
    postings.clear();
    const uint8_t* slice = term.first_slice;
    for (uint8_t size_class = 0;; size_class += size_class < kLastSliceClass ? 1 : 0) {
      const uint8_t* const begin = slice + kSliceHead;
      if (begin + SliceBytes(size_class) == term.end) {
        AppendView(begin, static_cast<size_t>(term.write - begin), &postings);
        break;
      }
      AppendView(begin, SliceBytes(size_class), &postings);
      std::memcpy(&slice, slice, kSliceHead);
    }
    f({term.text(), term.documents, term.first_docid, term.last_docid, term.total_wdf, postings});
  }
}

size_t BulkInverter::memory_bytes() const {
  return arena_.memory_bytes() + terms_.capacity() * sizeof(Term) +
         slots_.capacity() * sizeof(Slot);
}

}  // namespace dateline::store

#include "server/snapshot/posting_cache.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/strings/match.h"

namespace dateline::snapshot {
namespace {

// Of an entry: the nodes of the list and the table, and what the allocator takes.
constexpr size_t kEntryBytes = 256;

}  // namespace

size_t PostingCache::BytesOf(const std::string& term, const Postings& postings) {
  return kEntryBytes + 2 * term.size() + postings.byte_size();
}

const PostingCache::Entry* PostingCache::Use(const std::string& term) {
  const auto it = by_term_.find(term);
  if (it == by_term_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, it->second);
  return &*it->second;
}

std::shared_ptr<const Postings> PostingCache::Find(const std::string& term) {
  std::lock_guard<std::mutex> lock(mutex_);
  const Entry* entry = Use(term);
  return entry == nullptr || entry->end != kAll ? nullptr : entry->postings;
}

EarlierPostings PostingCache::FindEarlier(const std::string& term) {
  std::lock_guard<std::mutex> lock(mutex_);
  const Entry* entry = Use(term);
  if (entry == nullptr || entry->end == kAll) return {};
  return {entry->postings, entry->end};
}

bool PostingCache::IsWorthKeeping(const std::string& term, size_t bytes) {
  if (bytes + kEntryBytes + 2 * term.size() > max_bytes_ / 4) return false;
  const size_t hash = std::hash<std::string>()(term);
  std::lock_guard<std::mutex> lock(mutex_);
  if (by_term_.count(term) > 0) return true;  // It takes the place of the earlier one.
  std::array<size_t, 2>& last = missed_[hash % missed_.size()];
  if (last[0] == hash || last[1] == hash) {
    return bytes_ + bytes <= max_bytes_ || ++crowded_ % kTakenShare == 0;
  }
  last = {hash, last[0]};
  return false;
}

void PostingCache::Keep(Entry entry, std::list<Entry>* dropped) {
  bytes_ += BytesOf(entry.term, *entry.postings);
  entries_.push_front(std::move(entry));
  by_term_[entries_.front().term] = entries_.begin();
  while (bytes_ > max_bytes_) {
    bytes_ -= BytesOf(entries_.back().term, *entries_.back().postings);
    by_term_.erase(entries_.back().term);
    dropped->splice(dropped->begin(), entries_, std::prev(entries_.end()));
  }
}

void PostingCache::Insert(const std::string& term, std::shared_ptr<const Postings> postings) {
  if (BytesOf(term, *postings) > max_bytes_ / 4) return;
  std::list<Entry> dropped;  // Freed without the lock.
  std::lock_guard<std::mutex> lock(mutex_);
  if (const auto it = by_term_.find(term); it != by_term_.end()) {
    if (it->second->end == kAll) return;
    bytes_ -= BytesOf(term, *it->second->postings);
    dropped.splice(dropped.begin(), entries_, it->second);
  }
  Keep({term, std::move(postings)}, &dropped);
}

void PostingCache::TakeOver(const PostingCache& before, uint32_t end) {
  // Searches wait for the other lock.
  std::vector<Entry> taken;
  taken.reserve(before.size());
  Missed missed;
  {
    std::lock_guard<std::mutex> lock(before.mutex_);
    missed = before.missed_;
    for (const Entry& entry : before.entries_) {
      if (absl::StartsWith(entry.term, kEntities) || absl::StartsWith(entry.term, kPassing)) {
        continue;
      }
      taken.push_back({entry.term, entry.postings, std::min(entry.end, end)});
    }
  }
  std::list<Entry> dropped;
  std::lock_guard<std::mutex> lock(mutex_);
  missed_ = missed;
  for (auto entry = taken.rbegin(); entry != taken.rend(); ++entry) {
    if (entry->end > 0 && BytesOf(entry->term, *entry->postings) <= max_bytes_ / 4) {
      Keep(std::move(*entry), &dropped);
    }
  }
}

size_t PostingCache::size() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return entries_.size();
}

size_t PostingCache::byte_size() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return bytes_;
}

}  // namespace dateline::snapshot

#include "server/snapshot/posting_cache.h"

#include <functional>
#include <iterator>
#include <utility>

#include "absl/strings/match.h"

namespace dateline::snapshot {
namespace {

// Of an entry: the nodes of the list and the table, and what the allocator takes.
constexpr size_t kEntryBytes = 256;

}  // namespace

size_t PostingCache::BytesOf(const std::string& term, const Postings& postings) {
  return kEntryBytes + 2 * term.size() + postings.byte_size();
}

std::shared_ptr<const Postings> PostingCache::Find(const std::string& term) {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto it = by_term_.find(term);
  if (it == by_term_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, it->second);
  return it->second->postings;
}

bool PostingCache::Note(const std::string& term, Missed* missed) {
  const size_t hash = std::hash<std::string>()(term);
  std::array<size_t, 2>& last = (*missed)[hash % missed->size()];
  if (last[0] == hash || last[1] == hash) return true;
  last = {hash, last[0]};
  return false;
}

bool PostingCache::IsWorthKeeping(const std::string& term, size_t bytes) {
  if (bytes + kEntryBytes + 2 * term.size() > max_bytes_ / 4) return false;
  std::lock_guard<std::mutex> lock(mutex_);
  if (!Note(term, &missed_)) return false;
  return bytes_ + bytes <= max_bytes_ || ++crowded_ % kTakenShare == 0;
}

void PostingCache::Remember(const PostingCache& before) {
  Missed missed;
  {
    std::lock_guard<std::mutex> lock(before.mutex_);
    missed = before.missed_;
    for (auto it = before.entries_.rbegin(); it != before.entries_.rend(); ++it) {
      Note(it->term, &missed);
    }
  }
  std::lock_guard<std::mutex> lock(mutex_);
  missed_ = missed;
}

void PostingCache::Insert(const std::string& term, std::shared_ptr<const Postings> postings) {
  const size_t bytes = BytesOf(term, *postings);
  if (bytes > max_bytes_ / 4) return;
  std::list<Entry> dropped;  // Freed without the lock.
  std::lock_guard<std::mutex> lock(mutex_);
  if (by_term_.count(term) > 0) return;
  bytes_ += bytes;
  entries_.push_front({term, std::move(postings)});
  by_term_[term] = entries_.begin();
  while (bytes_ > max_bytes_) {
    bytes_ -= BytesOf(entries_.back().term, *entries_.back().postings);
    by_term_.erase(entries_.back().term);
    dropped.splice(dropped.begin(), entries_, std::prev(entries_.end()));
  }
}

std::vector<std::pair<std::string, std::shared_ptr<const Postings>>> PostingCache::Kept(
    absl::string_view prefix, size_t bytes) const {
  std::vector<std::pair<std::string, std::shared_ptr<const Postings>>> kept;
  std::lock_guard<std::mutex> lock(mutex_);
  for (const Entry& entry : entries_) {
    if (!absl::StartsWith(entry.term, prefix)) continue;
    const size_t own = BytesOf(entry.term, *entry.postings);
    if (own > bytes) break;
    bytes -= own;
    kept.emplace_back(entry.term, entry.postings);
  }
  return kept;
}

size_t PostingCache::byte_size() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return bytes_;
}

}  // namespace dateline::snapshot

// Decoded posting lists of a snapshot, kept for the next search that needs them.
//
// Reading a posting out of Xapian costs about 10 ns, out of an array less than 1; and the words of
// one search are mostly those of the next: a page further, a facet value selected.

#ifndef DATELINE_SERVER_SNAPSHOT_POSTING_CACHE_H_
#define DATELINE_SERVER_SNAPSHOT_POSTING_CACHE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "absl/strings/string_view.h"
#include "server/snapshot/postings.h"

namespace dateline::snapshot {

// A list as an earlier snapshot had it.
struct EarlierPostings {
  std::shared_ptr<const Postings> postings;  // Null when there is none.
  uint32_t end = 0;  // Of rows below it, it is right; it says nothing of those above.
};

// The lists used last, up to a number of bytes. Thread-safe.
class PostingCache {
 public:
  // What the keys of phrases begin with; no index term begins with a control character. Their lists
  // depend on nothing but what each article says.
  static constexpr absl::string_view kPhrase = "\x02";
  // And those of the articles that have certain entities, by numbers that the next snapshot may
  // give to others.
  static constexpr absl::string_view kEntities = "\x03";
  // And those of all articles that pass filters, which may be others in the next snapshot.
  static constexpr absl::string_view kPassing = "\x04";

  explicit PostingCache(size_t max_bytes) : max_bytes_(max_bytes) {}

  // Null when it is not kept.
  std::shared_ptr<const Postings> Find(const std::string& term);
  // What TakeOver has left, until the list itself is inserted.
  EarlierPostings FindEarlier(const std::string& term);
  // Keeps a list, dropping those not used for longest. One of more than a quarter of the cache is
  // not kept.
  void Insert(const std::string& term, std::shared_ptr<const Postings> postings);

  // True when a list of so many bytes may be kept, and it was asked about the term before, not too
  // long ago: what is wanted again is worth reading whole. Where others would have to go for it, it
  // is true now and then: if all that is wanted does not fit, what is kept is of use as long as it
  // stays, and of none if each list drives out the next one.
  bool IsWorthKeeping(const std::string& term, size_t bytes);

  // Keeps the lists of an earlier snapshot, whose rows below `end` are the same, for FindEarlier;
  // and knows what that was asked about. REQUIRES: nothing is kept yet.
  void TakeOver(const PostingCache& before, uint32_t end);

  size_t size() const;  // Lists.
  // Of all lists, as counted against the limit.
  size_t byte_size() const;
  static size_t BytesOf(const std::string& term, const Postings& postings);
  size_t max_bytes() const { return max_bytes_; }
  // False when nothing is ever kept.
  bool enabled() const { return max_bytes_ > 0; }

 private:
  struct Entry {
    std::string term;
    std::shared_ptr<const Postings> postings;
    uint32_t end = kAll;  // Of an earlier list, as EarlierPostings.
  };
  static constexpr uint32_t kAll = UINT32_MAX;

  // Here and below, under mutex_. Null when it is not there; else it has been used.
  const Entry* Use(const std::string& term);
  void Keep(Entry entry, std::list<Entry>* dropped);

  const size_t max_bytes_;
  mutable std::mutex mutex_;
  // Guarded by mutex_. The list used last comes first.
  std::list<Entry> entries_;
  std::unordered_map<std::string, std::list<Entry>::iterator> by_term_;
  size_t bytes_ = 0;
  // Hashes of terms, the last two where each falls.
  using Missed = std::array<std::array<size_t, 2>, 4096>;
  Missed missed_ = {};
  // One of so many is taken in where others have to go.
  static constexpr size_t kTakenShare = 16;
  size_t crowded_ = 0;  // How often there was no room.
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_POSTING_CACHE_H_

// The copy groups of all articles of an index, kept up to date as articles come and go.
//
// Two articles are linked when their sketches say that they are copies (AreCopies) and they were
// compared. They are compared when their sketches are equal, or when two neighbouring minima are
// equal and neither is common: held by more than `max_sharing` articles. What so many share is
// boilerplate, and would have everything compared with everything. A copy group is what links
// connect. So the groups are a function of the set of articles alone: not of the order in which
// they came, nor of how often the groups were settled in between.
//
// Memory: 250 bytes an article, up to 500 while the list of them grows, and 17 MB.

#ifndef DATELINE_INDEXER_STORE_COPY_GROUPS_H_
#define DATELINE_INDEXER_STORE_COPY_GROUPS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "indexer/article/date.h"
#include "indexer/format/copy_sketch.h"

namespace dateline::store {

// Articles that may hold the same minimum at the same place before it counts as common.
inline constexpr uint32_t kMaxSharing = 2000;

// Not thread-safe.
class CopyGroups {
 public:
  // An article whose head is another one than before.
  struct Change {
    std::string id;
    std::string head;  // The id of its group's head, its own when it is that; empty when alone.
  };

  explicit CopyGroups(uint32_t max_sharing = kMaxSharing);
  CopyGroups(const CopyGroups&) = delete;
  CopyGroups& operator=(const CopyGroups&) = delete;

  // Adds an article with the head that is stored for it, "" for none. REQUIRES: nothing else was
  // called yet; the id is new. What does not fit together is put right by the next Settle.
  void Restore(format::CopyRecord record, const article::PublishDate& date, std::string head);

  // Adds the article, or replaces the one of its id. Without shingles it is the same as Remove.
  void Put(format::CopyRecord record, const article::PublishDate& date);
  // Removes the article, if it is there.
  void Remove(absl::string_view id);

  // Brings the groups up to date: the articles, of those that are there now, whose head is not the
  // one they were last reported or restored with. Takes time in the number of all articles (about
  // 1 us each for 20,000 changed ones, 0.3 us for a few), and in that of the changed ones.
  std::vector<Change> Settle();

  // As of the last Settle.
  uint64_t group_count() const { return groups_.size(); }
  uint64_t grouped_count() const { return grouped_; }  // The articles in them.

 private:
  static constexpr uint32_t kAlone = UINT32_MAX;
  static constexpr uint32_t kNobody = UINT32_MAX - 1;  // A head that is no article here.

  // Those a publish date may be; an unknown one comes last.
  struct Days {
    int32_t first = INT32_MAX;
    int32_t last = INT32_MAX;
    friend bool operator==(Days a, Days b) { return a.first == b.first && a.last == b.last; }
  };
  struct Node {
    format::CopyRecord record;
    Days days;
    uint32_t head = kAlone;  // As last reported.
    bool there = false;
    bool pending = false;  // Its links are to be found anew.
  };
  class LinkFinder;

  // Nodes by their ids, without a second copy of them.
  struct IdHash {
    using is_transparent = void;
    const std::vector<Node>* nodes;
    size_t operator()(uint32_t node) const { return (*this)((*nodes)[node].record.id); }
    size_t operator()(absl::string_view id) const;
  };
  struct IdEqual {
    using is_transparent = void;
    const std::vector<Node>* nodes;
    absl::string_view IdOf(uint32_t node) const { return (*nodes)[node].record.id; }
    static absl::string_view IdOf(absl::string_view id) { return id; }
    template <typename A, typename B>
    bool operator()(A a, B b) const {
      return IdOf(a) == IdOf(b);
    }
  };

  static Days DaysOf(const article::PublishDate& date);
  uint32_t AddNode(format::CopyRecord record, Days days);
  void SetContent(uint32_t node, format::CopyRecord record, Days days);
  void FinishRestoring();
  // Counts the minima of a sketch, once more or once less.
  void CountMinima(const format::CopySketch& sketch, bool more);
  bool IsCommon(size_t place, uint16_t minimum) const;
  void MarkPending(uint32_t node);
  // Undoes the group the node is in, if any.
  void Dissolve(uint32_t node);
  // Marks what the change of common minima since the last Settle may link or part.
  void MarkRecounted();
  bool ComesFirst(uint32_t a, uint32_t b) const;
  // Makes `members` a group, or leaves a single one alone; adds what that changes to `changes`.
  void Regroup(std::vector<uint32_t> members, std::vector<Change>* changes);

  const uint32_t max_sharing_;
  std::vector<Node> nodes_;
  absl::flat_hash_set<uint32_t, IdHash, IdEqual> by_id_;
  std::vector<uint32_t> free_;     // Nodes that may be used again,
  std::vector<uint32_t> removed_;  // and after the next Settle: `head` may still name them.
  std::vector<uint32_t> pending_;
  std::vector<uint32_t> sharing_;  // By place and minimum: how many articles hold it.
  // Places and minima that have become common, or no longer are, since the last Settle.
  absl::flat_hash_set<uint32_t> recounted_;
  absl::flat_hash_map<uint32_t, std::vector<uint32_t>> groups_;  // By head; two members or more.
  uint64_t grouped_ = 0;
  bool restoring_ = true;
  absl::flat_hash_map<std::string, std::vector<uint32_t>> restored_;  // By the head's id.
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_COPY_GROUPS_H_

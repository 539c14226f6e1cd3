// The copy groups of all articles of an index, kept up to date as articles come and go.
//
// Articles with the same sketch are one text. Two texts are alike when they are compared
// (copy_pairs.h: two neighbouring minima are equal, neither of them one that more than
// `max_sharing` texts have, which is boilerplate) and AreAlike says so of the two of their articles
// that appeared the fewest days apart. Of texts that are alike, two are different letters from one
// form when AreFilledDifferently says so, else the same. A text is a letter when at least
// kMinLetters texts that are alike are different from it, and at least as many are different as are
// the same. Two texts are linked when they are alike and the same and, for each of the two that is
// a letter, their containment is greater than that of the letter and any alike text that is
// different from it. A copy group is all articles of the texts that links connect, its head the
// earliest (publish date, then capture, unknown ones last; then id).
//
// So the groups are a function of the set of articles alone: not of the order in which they came,
// nor of how often the groups were settled in between. What a pair of texts is to each other
// depends on the two alone, but for which minima are common; whether they are linked, on the texts
// that are alike to one of them. So an article that comes or goes can change no link but those of
// its text and of the texts alike to that.
//
// Memory: 650 bytes an article, up to 970 while they are settled, and 50 MB; for many texts 128
// bytes each and 9 MB more, to look them up.

#ifndef DATELINE_INDEXER_STORE_COPY_GROUPS_H_
#define DATELINE_INDEXER_STORE_COPY_GROUPS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "indexer/article/date.h"
#include "indexer/format/copy_sketch.h"
#include "indexer/store/copy_pairs.h"
#include "indexer/store/minimum_index.h"

namespace dateline::store {

// Texts that may hold the same minimum at the same place before it counts as common.
inline constexpr uint32_t kMaxSharing = 2000;
inline constexpr uint32_t kMinLetters = 2;
// Pairs that are kept while texts are linked, 16 bytes each. Of more all are found twice.
inline constexpr size_t kMaxPairs = size_t{1} << 21;
// Texts of which those that a few are compared with are looked up; of fewer, all are looked at.
inline constexpr size_t kMinIndexedTexts = size_t{1} << 16;

// Not thread-safe.
class CopyGroups {
 public:
  // An article whose head is another one than before.
  struct Change {
    std::string id;
    std::string head;  // The id of its group's head, its own when it is that; empty when alone.
  };

  explicit CopyGroups(uint32_t max_sharing = kMaxSharing, size_t max_pairs = kMaxPairs,
                      size_t min_indexed_texts = kMinIndexedTexts);
  CopyGroups(const CopyGroups&) = delete;
  CopyGroups& operator=(const CopyGroups&) = delete;

  // Adds an article with the head that is stored for it, "" for none. REQUIRES: nothing else was
  // called yet; the id is new. What does not fit together is put right by the next Settle.
  void Restore(format::CopyRecord record, const article::PublishDate& date, std::string head);
  // All that there is was restored: does at once what the first change would have to do before, and
  // lists the texts that a few new ones are looked up in. Takes time in the number of all texts.
  void FinishRestoring();
  // Has the next Settle find every group anew: what was restored is of another definition.
  void Reconsider();

  // Adds the article, or replaces the one of its id. Without shingles it is the same as Remove.
  void Put(format::CopyRecord record, const article::PublishDate& date);
  // Removes the article, if it is there.
  void Remove(absl::string_view id);

  // Brings the groups up to date: the articles, of those that are there now, whose head is not the
  // one they were last reported or restored with. Takes time in the number of the changed texts, of
  // those alike to them and of their groups, of the texts that share a minimum with one of these,
  // and of all groups. When the changed ones are many, or a minimum has become common, also in the
  // number of all texts (a look-up for each, two when something is alike to what changed).
  std::vector<Change> Settle();

  // Every group as of the last Settle: the id of its head, and those of its articles.
  void ForEachGroup(
      const std::function<void(const std::string& head, const std::vector<absl::string_view>& ids)>&
          visit) const;

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
    std::string id;
    int64_t captured_at = 0;
    Days days;
    uint32_t text = 0;
    uint32_t place = 0;      // In the articles of the text.
    uint32_t head = kAlone;  // As last reported.
  };
  struct Text {
    format::CopySketch sketch;
    std::vector<uint32_t> articles;  // None: it has gone, or its place is free.
    // The known days of its articles by their first day; `last` is the latest so far.
    std::vector<Days> days;
    bool undated = false;  // Of one of its articles they are not known.
    bool changed = false;  // It came, went or has other days since the last Settle.
    uint32_t group = kAlone;
    // What the texts that are alike say of it, where `known`.
    bool known = false;
    uint32_t same = 0;
    uint32_t different = 0;
    double closest = 0;  // The greatest containment with one that is different.
  };
  class Linker;

  // Nodes by their ids, and texts by their sketches, without a second copy of them.
  struct IdHash {
    using is_transparent = void;
    const std::vector<Node>* nodes;
    size_t operator()(uint32_t node) const { return (*this)((*nodes)[node].id); }
    size_t operator()(absl::string_view id) const;
  };
  struct IdEqual {
    using is_transparent = void;
    const std::vector<Node>* nodes;
    absl::string_view IdOf(uint32_t node) const { return (*nodes)[node].id; }
    static absl::string_view IdOf(absl::string_view id) { return id; }
    template <typename A, typename B>
    bool operator()(A a, B b) const {
      return IdOf(a) == IdOf(b);
    }
  };
  struct SketchHash {
    using is_transparent = void;
    const std::vector<Text>* texts;
    size_t operator()(uint32_t text) const { return (*this)((*texts)[text].sketch); }
    size_t operator()(const format::CopySketch& sketch) const;
  };
  struct SketchEqual {
    using is_transparent = void;
    const std::vector<Text>* texts;
    const format::CopySketch& SketchOf(uint32_t text) const { return (*texts)[text].sketch; }
    static const format::CopySketch& SketchOf(const format::CopySketch& sketch) { return sketch; }
    template <typename A, typename B>
    bool operator()(const A& a, const B& b) const {
      return SketchOf(a) == SketchOf(b);
    }
  };

  // The sketch of a text that is there, or was at the last Settle; nullptr for others.
  const format::CopySketch* SketchOf(uint32_t text) const;
  static Days DaysOf(const article::PublishDate& date);
  uint32_t AddNode(std::string id);
  // Puts the node into the text of the sketch, which is made if need be, and out of it again.
  void Attach(uint32_t node, format::CopySketch sketch);
  void Detach(uint32_t node);
  void TakeRestored();
  void MarkChanged(uint32_t text);
  // Sets the days of a text.
  void CollectDays(Text* text) const;
  // As AreAlike takes it: whether two of their articles appeared within kNearDays.
  bool AppearedNear(const Text& a, const Text& b) const;
  bool ComesFirst(uint32_t a, uint32_t b) const;
  // Makes the texts one group, or leaves one of a single article alone; adds what that changes.
  void Regroup(const std::vector<uint32_t>& texts, std::vector<Change>* changes);
  // Undoes the group of a text, if any, and gives its texts.
  std::vector<uint32_t> Dissolve(uint32_t text);

  std::vector<Node> nodes_;
  std::vector<Text> texts_;
  absl::flat_hash_set<uint32_t, IdHash, IdEqual> by_id_;
  absl::flat_hash_set<uint32_t, SketchHash, SketchEqual> by_sketch_;
  std::vector<uint32_t> free_nodes_;     // May be used again,
  std::vector<uint32_t> removed_nodes_;  // and after the next Settle: `head` may still name them.
  std::vector<uint32_t> free_texts_;
  std::vector<uint32_t> changed_;  // Texts.
  SharedMinima minima_;
  MinimumIndex index_;
  const size_t max_pairs_;
  const size_t min_indexed_texts_;
  // The texts of each group, by one of them; the group has two articles or more.
  absl::flat_hash_map<uint32_t, std::vector<uint32_t>> groups_;
  uint64_t grouped_ = 0;
  bool restoring_ = true;
  absl::flat_hash_map<std::string, std::vector<uint32_t>> restored_;  // Nodes by the head's id.
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_COPY_GROUPS_H_

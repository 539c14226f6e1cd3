#include "indexer/store/copy_groups.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "indexer/format/schema.h"
#include "indexer/store/copy_sketch.h"

namespace dateline::store {
namespace {

using format::CopyRecord;
using format::CopySketch;
using format::kShingleMinima;

constexpr size_t kValuesPerPlace = size_t{1} << 16;

uint32_t PlaceAndMinimum(size_t place, uint16_t minimum) {
  return static_cast<uint32_t>(place * kValuesPerPlace + minimum);
}

}  // namespace

// Finds the links of pending nodes, a bounded number of them at a time: they go into a table by
// what makes two sketches be compared, and every other node looks itself up there.
class CopyGroups::LinkFinder {
 public:
  explicit LinkFinder(const CopyGroups& groups)
      : groups_(groups), nodes_(groups.nodes_), parents_(groups.nodes_.size()) {
    for (uint32_t node = 0; node < nodes_.size(); ++node) {
      const Node& n = nodes_[node];
      parents_[node] = n.pending || n.head == kAlone || !n.there ? node : n.head;
    }
  }

  void Link(const std::vector<uint32_t>& pending) {
    std::vector<bool> waiting(nodes_.size(), false);
    for (uint32_t node : pending) waiting[node] = true;
    for (size_t begin = 0; begin < pending.size(); begin += kChunk) {
      const size_t end = std::min(pending.size(), begin + kChunk);
      StartTable(end - begin);
      for (size_t i = begin; i < end; ++i) {
        if (!Compare(pending[i])) Insert(pending[i]);
      }
      for (uint32_t node = 0; node < nodes_.size(); ++node) {
        if (nodes_[node].there && !waiting[node]) Compare(node);
      }
      for (size_t i = begin; i < end; ++i) waiting[pending[i]] = false;
    }
  }

  // The connected nodes of which at least one was pending, by any one of them.
  absl::flat_hash_map<uint32_t, std::vector<uint32_t>> Components(
      const std::vector<uint32_t>& pending) {
    absl::flat_hash_map<uint32_t, std::vector<uint32_t>> components;
    for (uint32_t node : pending) components[Root(node)];
    for (uint32_t node = 0; node < nodes_.size(); ++node) {
      if (!nodes_[node].there) continue;
      const auto it = components.find(Root(node));
      if (it != components.end()) it->second.push_back(node);
    }
    return components;
  }

 private:
  static constexpr size_t kChunk = 24576;
  static constexpr size_t kKeys = kShingleMinima + 1;  // Per node; the last is the whole sketch.
  static constexpr uint32_t kEnd = UINT32_MAX;

  static constexpr int kSlotsPerBucketBits = 3;
  static constexpr uint64_t kMultiplier = 0x9e3779b97f4a7c15;  // 2^64 over the golden ratio.

  struct Chunked {
    uint32_t node;
    uint32_t compared_with;  // The last node it was compared with.
  };
  struct Entry {
    uint32_t next;    // In the same bucket.
    uint32_t shared;  // As of Shared().
    uint16_t number;  // In the chunk.
    uint16_t key;
  };

  void StartTable(size_t size) {
    chunk_.clear();
    entries_.clear();
    entries_.reserve(size * kKeys);
    int bits = 1;
    while (size_t{1} << bits < size * kKeys) ++bits;
    heads_.assign(size_t{1} << bits, kEnd);
    slot_bits_ = bits + kSlotsPerBucketBits;
    taken_.assign(size_t{1} << slot_bits_, false);
  }

  uint32_t Root(uint32_t node) {
    while (parents_[node] != node) node = parents_[node] = parents_[parents_[node]];
    return node;
  }

  // What two sketches share to be compared: two minima, or all of them.
  static uint32_t Shared(const CopySketch& sketch, size_t key) {
    if (key < kShingleMinima) {
      return uint32_t{sketch.minima[key]} << 16 | sketch.minima[(key + 1) % kShingleMinima];
    }
    uint64_t hash = 0;
    for (uint16_t minimum : sketch.minima) hash = (hash + minimum) * kMultiplier;
    return static_cast<uint32_t>(hash >> 32);
  }

  size_t SlotOf(size_t key, uint32_t shared) const {
    return (uint64_t{shared} << 8 | key) * kMultiplier >> (64 - slot_bits_);
  }

  bool IsCommon(const CopySketch& sketch, size_t key) const {
    if (key == kShingleMinima) return false;
    const size_t next = (key + 1) % kShingleMinima;
    return groups_.IsCommon(key, sketch.minima[key]) || groups_.IsCommon(next, sketch.minima[next]);
  }

  int DaysApart(const Node& a, const Node& b) const {
    if (a.days == Days() || b.days == Days()) return 0;
    return std::max({0, a.days.first - b.days.last, b.days.first - a.days.last});
  }

  // Links the node to those in the table that it is a copy of. True when one of them stands for it:
  // has the same sketch and date, so that whatever is linked to one is linked to the other.
  bool Compare(uint32_t node) {
    const CopySketch& sketch = nodes_[node].record.sketch;
    for (size_t key = kKeys; key-- > 0;) {
      const uint32_t shared = Shared(sketch, key);
      const size_t slot = SlotOf(key, shared);
      if (!taken_[slot]) continue;
      for (uint32_t e = heads_[slot >> kSlotsPerBucketBits]; e != kEnd; e = entries_[e].next) {
        const Entry& entry = entries_[e];
        if (entry.key != key || entry.shared != shared) continue;
        Chunked& other = chunk_[entry.number];
        const Node& o = nodes_[other.node];
        if (key == kShingleMinima && !(o.record.sketch == sketch)) continue;
        LinkIfCopies(node, &other);
        if (key == kShingleMinima && o.days == nodes_[node].days) return true;
      }
    }
    return false;
  }

  void LinkIfCopies(uint32_t node, Chunked* other) {
    const uint32_t root = Root(node);
    const uint32_t other_root = Root(other->node);
    if (root == other_root || other->compared_with == node) return;
    other->compared_with = node;
    const Node& a = nodes_[node];
    const Node& b = nodes_[other->node];
    if (AreCopies(a.record.sketch, b.record.sketch, DaysApart(a, b))) parents_[other_root] = root;
  }

  void Insert(uint32_t node) {
    const CopySketch& sketch = nodes_[node].record.sketch;
    const auto number = static_cast<uint16_t>(chunk_.size());
    chunk_.push_back({node, kEnd});
    for (size_t key = 0; key < kKeys; ++key) {
      if (IsCommon(sketch, key)) continue;
      const uint32_t shared = Shared(sketch, key);
      const size_t slot = SlotOf(key, shared);
      taken_[slot] = true;
      uint32_t& head = heads_[slot >> kSlotsPerBucketBits];
      entries_.push_back({head, shared, number, static_cast<uint16_t>(key)});
      head = static_cast<uint32_t>(entries_.size() - 1);
    }
  }

  const CopyGroups& groups_;
  const std::vector<Node>& nodes_;
  std::vector<uint32_t> parents_;  // A forest of linked nodes.
  std::vector<Chunked> chunk_;
  std::vector<Entry> entries_;
  std::vector<uint32_t> heads_;  // The first entry of every bucket.
  // Finer than the buckets, and small enough for a cache: most look-ups end here.
  std::vector<bool> taken_;
  int slot_bits_ = 1;
};

size_t CopyGroups::IdHash::operator()(absl::string_view id) const { return format::Hash64(id); }

// --- The articles ---

CopyGroups::Days CopyGroups::DaysOf(const article::PublishDate& date) {
  if (!date.known()) return {};
  return {article::ToDayNumber(date.interval().start), article::ToDayNumber(date.interval().end)};
}

CopyGroups::CopyGroups(uint32_t max_sharing)
    : max_sharing_(max_sharing),
      by_id_(0, IdHash{&nodes_}, IdEqual{&nodes_}),
      sharing_(kShingleMinima * kValuesPerPlace, 0) {}

uint32_t CopyGroups::AddNode(CopyRecord record, Days days) {
  uint32_t node = static_cast<uint32_t>(nodes_.size());
  if (free_.empty()) {
    nodes_.emplace_back();
  } else {
    node = free_.back();
    free_.pop_back();
  }
  nodes_[node] = Node();
  nodes_[node].there = true;
  SetContent(node, std::move(record), days);
  by_id_.insert(node);
  return node;
}

void CopyGroups::SetContent(uint32_t node, CopyRecord record, Days days) {
  Node& n = nodes_[node];
  n.record = std::move(record);
  n.days = days;
  CountMinima(n.record.sketch, true);
}

void CopyGroups::CountMinima(const CopySketch& sketch, bool more) {
  for (size_t place = 0; place < kShingleMinima; ++place) {
    const uint32_t key = PlaceAndMinimum(place, sketch.minima[place]);
    const bool before = sharing_[key] > max_sharing_;
    sharing_[key] += more ? 1 : -1;
    if (before == (sharing_[key] > max_sharing_)) continue;
    // There and back is no change.
    if (!recounted_.insert(key).second) recounted_.erase(key);
  }
}

bool CopyGroups::IsCommon(size_t place, uint16_t minimum) const {
  return sharing_[PlaceAndMinimum(place, minimum)] > max_sharing_;
}

void CopyGroups::MarkRecounted() {
  if (recounted_.empty()) return;
  std::vector<bool> recounted(sharing_.size(), false);
  for (uint32_t key : recounted_) recounted[key] = true;
  for (uint32_t node = 0; node < nodes_.size(); ++node) {
    const Node& n = nodes_[node];
    if (!n.there) continue;
    for (size_t place = 0; place < kShingleMinima; ++place) {
      const uint16_t minimum = n.record.sketch.minima[place];
      if (!recounted[PlaceAndMinimum(place, minimum)]) continue;
      Dissolve(node);
      // One that has become common can only part what was linked.
      if (!IsCommon(place, minimum)) MarkPending(node);
    }
  }
  recounted_.clear();
}

void CopyGroups::Restore(CopyRecord record, const article::PublishDate& date, std::string head) {
  const uint32_t node = AddNode(std::move(record), DaysOf(date));
  if (!head.empty()) restored_[std::move(head)].push_back(node);
}

void CopyGroups::FinishRestoring() {
  if (!restoring_) return;
  restoring_ = false;
  recounted_.clear();  // What was stored was settled.
  for (auto& [head, members] : restored_) {
    const auto found = by_id_.find(absl::string_view(head));
    const uint32_t node = found == by_id_.end() ? kNobody : *found;
    for (uint32_t member : members) nodes_[member].head = node;
    if (members.size() > 1 && std::find(members.begin(), members.end(), node) != members.end()) {
      grouped_ += members.size();
      groups_.emplace(node, std::move(members));
    } else {
      for (uint32_t member : members) MarkPending(member);
    }
  }
  restored_.clear();
}

void CopyGroups::Put(CopyRecord record, const article::PublishDate& date) {
  FinishRestoring();
  if (record.sketch.shingles == 0) return Remove(record.id);
  const auto found = by_id_.find(absl::string_view(record.id));
  if (found == by_id_.end()) return MarkPending(AddNode(std::move(record), DaysOf(date)));
  const uint32_t node = *found;
  if (nodes_[node].record == record && nodes_[node].days == DaysOf(date)) return;
  Dissolve(node);
  MarkPending(node);
  CountMinima(nodes_[node].record.sketch, false);
  SetContent(node, std::move(record), DaysOf(date));
}

void CopyGroups::Remove(absl::string_view id) {
  FinishRestoring();
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return;
  const uint32_t node = *found;
  Dissolve(node);
  CountMinima(nodes_[node].record.sketch, false);
  by_id_.erase(found);
  nodes_[node].there = false;
  removed_.push_back(node);
}

// --- Grouping ---

void CopyGroups::MarkPending(uint32_t node) {
  if (nodes_[node].pending) return;
  nodes_[node].pending = true;
  pending_.push_back(node);
}

void CopyGroups::Dissolve(uint32_t node) {
  const auto it = groups_.find(nodes_[node].head);
  if (it == groups_.end()) return;
  grouped_ -= it->second.size();
  for (uint32_t member : it->second) MarkPending(member);
  groups_.erase(it);
}

bool CopyGroups::ComesFirst(uint32_t a, uint32_t b) const {
  const auto rank = [this](uint32_t node) {
    const Node& n = nodes_[node];
    const int64_t captured = n.record.captured_at;
    return std::tuple(n.days.first, captured == 0, captured, absl::string_view(n.record.id));
  };
  return rank(a) < rank(b);
}

void CopyGroups::Regroup(std::vector<uint32_t> members, std::vector<Change>* changes) {
  // Whole groups that were not pending have been linked to what was.
  for (uint32_t member : members) {
    const auto it = groups_.find(nodes_[member].head);
    if (nodes_[member].pending || it == groups_.end()) continue;
    grouped_ -= it->second.size();
    groups_.erase(it);
  }
  uint32_t head = kAlone;
  if (members.size() > 1) {
    head = *std::min_element(members.begin(), members.end(),
                             [this](uint32_t a, uint32_t b) { return ComesFirst(a, b); });
  }
  for (uint32_t member : members) {
    Node& n = nodes_[member];
    if (n.head == head) continue;
    n.head = head;
    changes->push_back({n.record.id, head == kAlone ? "" : nodes_[head].record.id});
  }
  if (head == kAlone) return;
  grouped_ += members.size();
  groups_.emplace(head, std::move(members));
}

std::vector<CopyGroups::Change> CopyGroups::Settle() {
  FinishRestoring();
  MarkRecounted();
  std::vector<uint32_t> pending;
  for (uint32_t node : pending_) {
    if (nodes_[node].there) pending.push_back(node);
  }
  std::vector<Change> changes;
  if (!pending.empty()) {
    LinkFinder links(*this);
    links.Link(pending);
    auto components = links.Components(pending);
    for (auto& [root, members] : components) Regroup(std::move(members), &changes);
  }
  for (uint32_t node : pending_) nodes_[node].pending = false;
  pending_.clear();
  free_.insert(free_.end(), removed_.begin(), removed_.end());
  removed_.clear();
  return changes;
}

}  // namespace dateline::store

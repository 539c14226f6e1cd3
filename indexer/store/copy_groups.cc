#include "indexer/store/copy_groups.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "indexer/format/schema.h"
#include "indexer/pace/pace.h"
#include "indexer/store/copy_sketch.h"

namespace dateline::store {

using format::CopyRecord;
using format::CopySketch;

// Finds what links the change of some texts makes and breaks. What a text is to those that are
// alike is found for it at once, by a visit; the pairs that may be linked are kept until that is
// known of both.
class CopyGroups::Linker {
 public:
  explicit Linker(CopyGroups* groups)
      : groups_(*groups),
        texts_(groups->texts_),
        visits_(texts_.size(), 0),
        finder_(
            static_cast<uint32_t>(texts_.size()),
            [this](uint32_t text) { return groups_.SketchOf(text); }, groups->minima_,
            groups->min_indexed_texts_, &groups->index_) {}

  // The texts that come together with those of the changed ones that are there, in new groups.
  std::vector<std::vector<uint32_t>> Link(const std::vector<uint32_t>& changed) {
    std::vector<bool> affected(texts_.size(), false);
    std::vector<uint32_t> order;
    const auto affect = [&](uint32_t text) {
      if (affected[text]) return;
      affected[text] = true;
      order.push_back(text);
    };
    for (uint32_t text : changed) affect(text);
    // What has gone, or was alike when it had other days, is visited like what is there.
    Visit(changed, /*keep=*/true, affect);
    for (size_t i = 0; i < order.size(); ++i) {
      for (uint32_t text : groups_.Dissolve(order[i])) affect(text);
    }
    order.erase(std::remove_if(order.begin(), order.end(),
                               [this](uint32_t text) { return texts_[text].articles.empty(); }),
                order.end());
    std::vector<bool> unknown(texts_.size(), false);
    std::vector<uint32_t> others;
    Visit(Unvisited(order), /*keep=*/true, [&](uint32_t text) {
      if (affected[text] || texts_[text].known || unknown[text]) return;
      unknown[text] = true;
      others.push_back(text);
    });
    Visit(others, /*keep=*/false, [](uint32_t) {});
    return Connect(order);
  }

 private:
  struct Pair {
    uint32_t a, b;
    double containment;
  };

  std::vector<uint32_t> Unvisited(const std::vector<uint32_t>& texts) const {
    std::vector<uint32_t> unvisited;
    for (uint32_t text : texts) {
      if (visits_[text] == 0) unvisited.push_back(text);
    }
    return unvisited;
  }

  // Finds all that is alike to the texts: calls `alike` with it and with them, and when `keep`,
  // keeps the pairs that may be linked. They must not have been visited before.
  template <typename Alike>
  void Visit(const std::vector<uint32_t>& visited, bool keep, Alike alike) {
    if (visited.empty()) return;
    ++visit_;
    for (uint32_t text : visited) {
      visits_[text] = visit_;
      Text& t = texts_[text];
      t.known = true;
      t.same = t.different = 0;
      t.closest = 0;
    }
    finder_.ForEachPair(visited, [&](uint32_t a, uint32_t b) {
      const Text& x = texts_[a];
      const Text& y = texts_[b];
      // Those that are alike in spite of their days are alike without them.
      if (!AreAlike(x.sketch, y.sketch, 0)) return;
      alike(a);
      alike(b);
      if (x.articles.empty() || y.articles.empty()) return;
      if (!groups_.AppearedNear(x, y) && !AreAlike(x.sketch, y.sketch, kNearDays + 1)) return;
      const bool different = AreFilledDifferently(x.sketch, y.sketch);
      const double containment = EstimateLikeness(x.sketch, y.sketch).containment;
      Note(a, different, containment);
      Note(b, different, containment);
      const bool kept = IsOfEarlierVisit(a) || IsOfEarlierVisit(b);
      if (!keep || different || kept || !pairs_fit_) return;
      pairs_fit_ = pairs_.size() < groups_.max_pairs_;
      if (pairs_fit_) pairs_.push_back({a, b, containment});
    });
  }

  bool IsOfEarlierVisit(uint32_t text) const {
    return visits_[text] != 0 && visits_[text] != visit_;
  }

  void Note(uint32_t text, bool different, double containment) {
    if (visits_[text] != visit_) return;
    Text& t = texts_[text];
    ++(different ? t.different : t.same);
    if (different) t.closest = std::max(t.closest, containment);
  }

  bool MayLink(uint32_t text, double containment) const {
    const Text& t = texts_[text];
    const bool letter = t.different >= kMinLetters && t.different >= t.same;
    return !letter || containment > t.closest;
  }

  // Groups that were not dissolved stay together as they are.
  std::vector<std::vector<uint32_t>> Connect(const std::vector<uint32_t>& affected) {
    parents_.reserve(affected.size());
    if (pairs_fit_) {
      for (const Pair& pair : pairs_) LinkIfAllowed(pair);
    } else {
      LinkAnew(affected);
    }
    absl::flat_hash_map<uint32_t, std::vector<uint32_t>> components;
    for (uint32_t text : affected) components[Root(text)];
    // Of a group that was not dissolved, the text that it goes by is there when one of it is.
    std::vector<uint32_t> linked;
    for (const auto& [text, parent] : parents_) linked.push_back(text);
    for (uint32_t text : linked) {
      const auto it = components.find(Root(text));
      if (it == components.end()) continue;
      const uint32_t group = texts_[text].group;
      if (group == kAlone) {
        if (!texts_[text].articles.empty()) it->second.push_back(text);
      } else if (group == text) {
        const std::vector<uint32_t>& texts = groups_.groups_.at(group);
        it->second.insert(it->second.end(), texts.begin(), texts.end());
      }
    }
    std::vector<std::vector<uint32_t>> connected;
    for (auto& [root, texts] : components) connected.push_back(std::move(texts));
    return connected;
  }

  void LinkIfAllowed(const Pair& pair) {
    if (!MayLink(pair.a, pair.containment) || !MayLink(pair.b, pair.containment)) return;
    const uint32_t root = Root(pair.b);
    ParentOf(Root(pair.a)) = root;
  }

  // Finds the pairs once more, which costs less than the memory for so many.
  void LinkAnew(const std::vector<uint32_t>& affected) {
    finder_.ForEachPair(affected, [&](uint32_t a, uint32_t b) {
      const Text& x = texts_[a];
      const Text& y = texts_[b];
      if (x.articles.empty() || y.articles.empty() || Root(a) == Root(b)) return;
      const int days = groups_.AppearedNear(x, y) ? 0 : kNearDays + 1;
      if (!AreAlike(x.sketch, y.sketch, days) || AreFilledDifferently(x.sketch, y.sketch)) return;
      LinkIfAllowed({a, b, EstimateLikeness(x.sketch, y.sketch).containment});
    });
  }

  uint32_t& ParentOf(uint32_t text) {
    const auto [it, is_new] = parents_.try_emplace(text, texts_[text].group);
    if (is_new && it->second == kAlone) it->second = text;
    return it->second;
  }

  uint32_t Root(uint32_t text) {
    for (;;) {
      const uint32_t parent = ParentOf(text);
      if (parent == text) return text;
      const uint32_t next = ParentOf(parent);
      ParentOf(text) = next;
      text = next;
    }
  }

  CopyGroups& groups_;
  std::vector<Text>& texts_;
  std::vector<uint8_t> visits_;  // In which visit each text was visited; 0 for none.
  uint8_t visit_ = 0;
  PairFinder finder_;
  std::vector<Pair> pairs_;
  bool pairs_fit_ = true;  // All that may be linked are in `pairs_`.
  // A forest of linked texts: of those that were looked at, and what their groups go by.
  absl::flat_hash_map<uint32_t, uint32_t> parents_;
};

size_t CopyGroups::IdHash::operator()(absl::string_view id) const { return format::Hash64(id); }

size_t CopyGroups::SketchHash::operator()(const CopySketch& sketch) const {
  return format::Hash64(absl::string_view(reinterpret_cast<const char*>(sketch.minima.data()),
                                          sizeof(sketch.minima)));
}

CopyGroups::CopyGroups(uint32_t max_sharing, size_t max_pairs, size_t min_indexed_texts)
    : by_id_(0, IdHash{&nodes_}, IdEqual{&nodes_}),
      by_sketch_(0, SketchHash{&texts_}, SketchEqual{&texts_}),
      minima_(max_sharing),
      max_pairs_(max_pairs),
      min_indexed_texts_(min_indexed_texts) {}

// --- The articles ---

const CopySketch* CopyGroups::SketchOf(uint32_t text) const {
  const Text& t = texts_[text];
  return t.articles.empty() && !t.changed ? nullptr : &t.sketch;
}

CopyGroups::Days CopyGroups::DaysOf(const article::PublishDate& date) {
  if (!date.known()) return {};
  return {article::ToDayNumber(date.interval().start), article::ToDayNumber(date.interval().end)};
}

uint32_t CopyGroups::AddNode(std::string id) {
  uint32_t node = static_cast<uint32_t>(nodes_.size());
  if (free_nodes_.empty()) {
    nodes_.emplace_back();
  } else {
    node = free_nodes_.back();
    free_nodes_.pop_back();
  }
  nodes_[node] = Node();
  nodes_[node].id = std::move(id);
  by_id_.insert(node);
  return node;
}

void CopyGroups::Attach(uint32_t node, CopySketch sketch) {
  const auto found = by_sketch_.find(sketch);
  uint32_t text = static_cast<uint32_t>(texts_.size());
  if (found != by_sketch_.end()) {
    text = *found;
  } else {
    if (free_texts_.empty()) {
      texts_.emplace_back();
    } else {
      text = free_texts_.back();
      free_texts_.pop_back();
    }
    texts_[text] = Text();
    texts_[text].sketch = std::move(sketch);
    by_sketch_.insert(text);
    index_.Add(text);
  }
  Text& t = texts_[text];
  if (t.articles.empty()) minima_.Count(t.sketch, true);
  nodes_[node].text = text;
  nodes_[node].place = static_cast<uint32_t>(t.articles.size());
  t.articles.push_back(node);
}

void CopyGroups::Detach(uint32_t node) {
  Text& text = texts_[nodes_[node].text];
  const uint32_t last = text.articles.back();
  text.articles[nodes_[node].place] = last;
  nodes_[last].place = nodes_[node].place;
  text.articles.pop_back();
  if (text.articles.empty()) minima_.Count(text.sketch, false);
}

void CopyGroups::Restore(CopyRecord record, const article::PublishDate& date, std::string head) {
  const uint32_t node = AddNode(std::move(record.id));
  nodes_[node].captured_at = record.captured_at;
  nodes_[node].days = DaysOf(date);
  Attach(node, std::move(record.sketch));
  if (!head.empty()) restored_[std::move(head)].push_back(node);
}

void CopyGroups::TakeRestored() {
  if (!restoring_) return;
  restoring_ = false;
  minima_.ForgetChanges();                          // What was stored was settled.
  absl::flat_hash_set<uint32_t> wrong = {kNobody};  // Heads of groups that can't be so.
  for (const auto& [head, members] : restored_) {
    pace::Breathe();
    const auto found = by_id_.find(absl::string_view(head));
    const uint32_t node = found == by_id_.end() ? kNobody : *found;
    for (uint32_t member : members) nodes_[member].head = node;
    const bool in_it = std::find(members.begin(), members.end(), node) != members.end();
    if (members.size() < 2 || !in_it) wrong.insert(node);
  }
  restored_.clear();
  const auto head_of = [this](const Text& text) { return nodes_[text.articles[0]].head; };
  for (Text& text : texts_) {
    pace::BreatheAt(&text - texts_.data(), 64);
    CollectDays(&text);
    const bool apart =
        std::any_of(text.articles.begin(), text.articles.end(),
                    [&](uint32_t article) { return nodes_[article].head != head_of(text); });
    if (!apart && (text.articles.size() == 1 || head_of(text) != kAlone)) continue;
    MarkChanged(static_cast<uint32_t>(&text - texts_.data()));
    for (uint32_t article : text.articles) wrong.insert(nodes_[article].head);
  }
  wrong.erase(kAlone);
  absl::flat_hash_map<uint32_t, std::vector<uint32_t>> by_head;
  for (uint32_t text = 0; text < texts_.size(); ++text) {
    pace::BreatheAt(text, 64);
    const uint32_t head = head_of(texts_[text]);
    if (wrong.contains(head)) MarkChanged(text);
    if (head != kAlone && !texts_[text].changed) by_head[head].push_back(text);
  }
  for (auto& [head, texts] : by_head) {
    for (uint32_t text : texts) {
      texts_[text].group = texts[0];
      grouped_ += texts_[text].articles.size();
    }
    const uint32_t group = texts[0];
    groups_.emplace(group, std::move(texts));
  }
}

void CopyGroups::FinishRestoring() {
  TakeRestored();
  if (texts_.size() < min_indexed_texts_) return;
  index_.Update(
      static_cast<uint32_t>(texts_.size()), [this](uint32_t text) { return SketchOf(text); },
      min_indexed_texts_);
}

void CopyGroups::Reconsider() {
  TakeRestored();
  for (uint32_t text = 0; text < texts_.size(); ++text) {
    if (!texts_[text].articles.empty()) MarkChanged(text);
  }
}

void CopyGroups::Put(CopyRecord record, const article::PublishDate& date) {
  TakeRestored();
  if (record.sketch.shingles == 0) return Remove(record.id);
  const auto found = by_id_.find(absl::string_view(record.id));
  const Days days = DaysOf(date);
  uint32_t node = 0;
  if (found == by_id_.end()) {
    node = AddNode(std::move(record.id));
  } else {
    node = *found;
    const Node& n = nodes_[node];
    const bool unchanged = n.captured_at == record.captured_at && n.days == days &&
                           texts_[n.text].sketch == record.sketch;
    if (unchanged) return;
    MarkChanged(n.text);
    Detach(node);
  }
  nodes_[node].captured_at = record.captured_at;
  nodes_[node].days = days;
  Attach(node, std::move(record.sketch));
  MarkChanged(nodes_[node].text);
}

void CopyGroups::Remove(absl::string_view id) {
  TakeRestored();
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return;
  const uint32_t node = *found;
  MarkChanged(nodes_[node].text);
  Detach(node);
  by_id_.erase(found);
  removed_nodes_.push_back(node);
}

// --- Grouping ---

void CopyGroups::MarkChanged(uint32_t text) {
  if (texts_[text].changed) return;
  texts_[text].changed = true;
  changed_.push_back(text);
}

void CopyGroups::CollectDays(Text* text) const {
  text->days.clear();
  text->undated = false;
  for (uint32_t article : text->articles) {
    const Days days = nodes_[article].days;
    if (days == Days()) {
      text->undated = true;
    } else {
      text->days.push_back(days);
    }
  }
  std::sort(text->days.begin(), text->days.end(), [](Days a, Days b) { return a.first < b.first; });
  int32_t last = INT32_MIN;
  for (Days& days : text->days) last = days.last = std::max(last, days.last);
}

bool CopyGroups::AppearedNear(const Text& a, const Text& b) const {
  if (a.undated || b.undated) return true;
  const Text& fewer = a.articles.size() < b.articles.size() ? a : b;
  const std::vector<Days>& more = &fewer == &a ? b.days : a.days;
  return std::any_of(fewer.articles.begin(), fewer.articles.end(), [&](uint32_t article) {
    const Days days = nodes_[article].days;
    // Of those that begin early enough, the one that ends last.
    const auto behind =
        std::upper_bound(more.begin(), more.end(), days.last,
                         [](int32_t last, Days other) { return last + kNearDays < other.first; });
    return behind != more.begin() && std::prev(behind)->last + kNearDays >= days.first;
  });
}

bool CopyGroups::ComesFirst(uint32_t a, uint32_t b) const {
  const auto rank = [this](uint32_t node) {
    const Node& n = nodes_[node];
    return std::tuple(n.days.first, n.captured_at == 0, n.captured_at, absl::string_view(n.id));
  };
  return rank(a) < rank(b);
}

std::vector<uint32_t> CopyGroups::Dissolve(uint32_t text) {
  const auto it = groups_.find(texts_[text].group);
  if (it == groups_.end()) return {};
  std::vector<uint32_t> texts = std::move(it->second);
  groups_.erase(it);
  for (uint32_t member : texts) texts_[member].group = kAlone;
  return texts;
}

void CopyGroups::Regroup(const std::vector<uint32_t>& texts, std::vector<Change>* changes) {
  std::vector<uint32_t> members;
  for (uint32_t text : texts) {
    Dissolve(text);  // One that was not affected, and is linked to what was.
    members.insert(members.end(), texts_[text].articles.begin(), texts_[text].articles.end());
  }
  uint32_t head = kAlone;
  if (members.size() > 1) {
    head = *std::min_element(members.begin(), members.end(),
                             [this](uint32_t a, uint32_t b) { return ComesFirst(a, b); });
    for (uint32_t text : texts) texts_[text].group = texts[0];
    groups_.emplace(texts[0], texts);
  }
  for (uint32_t member : members) {
    Node& n = nodes_[member];
    if (n.head == head) continue;
    n.head = head;
    changes->push_back({n.id, head == kAlone ? "" : nodes_[head].id});
  }
}

std::vector<CopyGroups::Change> CopyGroups::Settle() {
  TakeRestored();
  if (minima_.has_changes()) {
    for (uint32_t text = 0; text < texts_.size(); ++text) {
      pace::BreatheAt(text, 64);
      const Text& t = texts_[text];
      if (!t.articles.empty() && minima_.HasChanged(t.sketch)) MarkChanged(text);
    }
    minima_.ForgetChanges();
  }
  std::vector<Change> changes;
  if (!changed_.empty()) {
    for (uint32_t text : changed_) CollectDays(&texts_[text]);
    for (const std::vector<uint32_t>& texts : Linker(this).Link(changed_)) {
      Regroup(texts, &changes);
    }
  }
  for (uint32_t text : changed_) {
    texts_[text].changed = false;
    if (!texts_[text].articles.empty()) continue;
    by_sketch_.erase(text);
    texts_[text] = Text();
    index_.Remove();
    free_texts_.push_back(text);
  }
  changed_.clear();
  grouped_ = 0;
  for (const auto& [group, texts] : groups_) {
    pace::Breathe();
    for (uint32_t text : texts) grouped_ += texts_[text].articles.size();
  }
  free_nodes_.insert(free_nodes_.end(), removed_nodes_.begin(), removed_nodes_.end());
  removed_nodes_.clear();
  return changes;
}

void CopyGroups::ForEachGroup(
    const std::function<void(const std::string& head, const std::vector<absl::string_view>& ids)>&
        visit) const {
  std::vector<absl::string_view> ids;
  for (const auto& [group, texts] : groups_) {
    pace::Breathe();
    ids.clear();
    for (const uint32_t text : texts) {
      for (const uint32_t node : texts_[text].articles) ids.push_back(nodes_[node].id);
    }
    visit(nodes_[nodes_[texts_[group].articles[0]].head].id, ids);
  }
}

}  // namespace dateline::store

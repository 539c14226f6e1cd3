// Counts the values of one dimension over the articles of a search, and picks those to return.

#ifndef DATELINE_SERVER_MATCH_FACET_COUNTER_H_
#define DATELINE_SERVER_MATCH_FACET_COUNTER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "server/match/cancellation.h"
#include "server/match/collapsed.h"
#include "server/match/search.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// How many articles, or copy groups, have each value of a dimension. May borrow from the snapshot.
class ValueCounts {
 public:
  using Count = std::pair<snapshot::Ordinal, uint32_t>;

  ValueCounts() = default;  // None.
  // `counts` ascend by ordinal, and are above 0.
  static ValueCounts Few(std::vector<Count> counts);
  // One count per ordinal, of which the first `size` are of values.
  static ValueCounts Many(std::vector<uint32_t> counters, size_t size);
  static ValueCounts OfAllArticles(const snapshot::DimensionTotals& totals);

  uint32_t Of(snapshot::Ordinal ordinal) const;

  // Calls visit(ordinal, count) for all above 0, ascending by ordinal.
  template <typename Visit>
  void ForEach(Visit visit) const {
    for (const Count& count : few_) visit(count.first, count.second);
    for (size_t o = 0; o < many_size_; ++o) {
      if (many()[o] > 0) visit(static_cast<snapshot::Ordinal>(o), many()[o]);
    }
  }
  // How many are above 0.
  uint32_t size() const;
  // The `size` most frequent, of equals those of lower ordinals; by falling count, then ordinal.
  std::vector<Count> First(size_t size) const;

  uint32_t missing = 0;  // Articles or groups without any value.

 private:
  const uint32_t* many() const { return borrowed_ != nullptr ? borrowed_ : owned_.data(); }

  std::vector<Count> few_;
  std::vector<uint32_t> owned_;
  const uint32_t* borrowed_ = nullptr;
  size_t many_size_ = 0;
};

// What counts as having a value: to mention it, or to be about it (dimensions of entities).
enum class Having { kMentions, kAbout };

// Counts over the articles of all lists together; no article may be in two of them.
ValueCounts CountValues(const snapshot::Snapshot& snapshot, article::Dimension dimension,
                        Having having, const std::vector<const std::vector<snapshot::Row>*>& lists,
                        Cancellation* cancellation);

// Counts articles alone and copy groups; a group has the values that any of its articles has.
ValueCounts CountCollapsedValues(const snapshot::Snapshot& snapshot, article::Dimension dimension,
                                 Having having, const Collapsed& collapsed,
                                 Cancellation* cancellation);

// Picks what a facet request asks for. `selected` are the values of the dimension's selection, if
// it has one; `count_other` counts another dimension over the same articles, and is asked only for
// one that selected or included ids are of. Result as in Facet.
Facet PickValues(const snapshot::Snapshot& snapshot, const FacetRequest& request,
                 const std::vector<std::string>& selected, const ValueCounts& counts,
                 const std::function<ValueCounts(article::Dimension)>& count_other);

// True when a word of the name or of the id begins with `prefix` (folded): "jong" and "kim j" for
// Kim Jong Un. What stands before the slash of an entity id is no word of it, unless `prefix` has a
// slash itself.
bool HasWordPrefix(const snapshot::Dictionary::Entry& entry, absl::string_view prefix);

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_FACET_COUNTER_H_

// Windows and selections as a test of single rows, answered from the columns.

#ifndef DATELINE_SERVER_MATCH_ROW_FILTER_H_
#define DATELINE_SERVER_MATCH_ROW_FILTER_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "indexer/article/dimension.h"
#include "server/match/search.h"
#include "server/snapshot/entity_records.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// Borrows the snapshot and the request. Safe to use from many threads.
class RowFilter {
 public:
  // What comes of a row: it passes, it fails, or it fails nothing but the match-any selection of
  // one dimension, whose number is the verdict.
  using Verdict = int;
  static constexpr Verdict kPasses = -1;
  static constexpr Verdict kFails = -2;

  // INVALID_ARGUMENT for a selection in a date dimension, or two in one dimension.
  static absl::StatusOr<RowFilter> Make(const snapshot::Snapshot& snapshot,
                                        const SearchRequest& request);

  // Selected values that are entities of another dimension: ids of this one that were merged there.
  struct ForeignTest {
    const snapshot::ValueColumn* column = nullptr;
    std::vector<uint8_t> marks;
  };
  // The selection of one dimension.
  struct DimensionTest {
    int dimension = 0;
    const snapshot::ValueColumn* column = nullptr;
    std::vector<uint8_t> marks;  // By ordinal: kSelected, kExcluded.
    bool any = false;            // There is a match-any selection.
    uint32_t required = 0;       // Selected values an article must have: of match-all.
    bool impossible = false;     // Match-all with a value that no article has.
    bool about_only = false;
    std::vector<ForeignTest> foreign;
    // The same of a few entities, by their numbers in the records: instead of the marks.
    bool by_number = false;
    std::vector<uint32_t> selected;
    std::vector<uint32_t> excluded;
  };

  const std::vector<DimensionTest>& tests() const { return dimensions_; }
  bool has_windows() const { return has_publish_window_ || has_event_window_; }
  // True when every row passes.
  bool passes_all() const {
    return !has_publish_window_ && !has_event_window_ && dimensions_.empty();
  }
  // The same for two filters of one snapshot only if the same articles pass; selections and values
  // in another order make no difference. REQUIRES: the request still lives.
  std::string Key() const;
  Verdict Judge(snapshot::Row row) const;
  // One verdict for each of the rows.
  void Judge(const snapshot::Row* rows, size_t size, Verdict* verdicts) const;

 private:
  static constexpr uint8_t kSelected = 1;
  static constexpr uint8_t kExcluded = 2;
  // So few values are compared with each of an article's.
  static constexpr size_t kMaxCompared = 16;

  // Makes a test by numbers of one that has no marks yet.
  static void UseNumbers(const snapshot::Snapshot& snapshot, const Selection& selection,
                         DimensionTest* test);
  static DimensionTest MakeTest(const snapshot::Snapshot& snapshot, const Selection& selection);

  // Where the mark of a value stands; null when no article has it.
  static uint8_t* MarkOf(const snapshot::Snapshot& snapshot, const std::string& value,
                         DimensionTest* test);

  // Fetches what Judge will read of a row that comes kPrefetch rows later.
  static constexpr size_t kPrefetch = 16;
  void Prefetch(snapshot::Row row) const { __builtin_prefetch(records_->records() + row); }
  // True when numbers decide, and some article may pass.
  bool by_numbers() const;

  RowFilter(const snapshot::Snapshot& snapshot, const SearchRequest& request)
      : snapshot_(&snapshot), request_(&request), records_(&snapshot.entity_records()) {}
  void SetPublishWindow(const Window& window);
  bool InPublishWindow(snapshot::Row row) const {
    const int32_t start = snapshot_->publish().start[row];
    return start >= since_ &&
           start <= last_start_[static_cast<size_t>(snapshot_->publish().PrecisionOf(row))];
  }
  bool InEventWindow(snapshot::Row row) const;

  const snapshot::Snapshot* snapshot_;
  const SearchRequest* request_;
  const snapshot::EntityRecords* records_;
  bool has_publish_window_ = false;
  int32_t since_ = 0;
  // By precision: the last first day of a day, month or year that ends inside the window.
  std::array<int32_t, 4> last_start_ = {};
  bool has_event_window_ = false;
  int32_t event_since_ = 0;
  int32_t event_until_ = 0;
  EventMatch event_match_ = EventMatch::kOverlaps;
  std::vector<DimensionTest> dimensions_;
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_ROW_FILTER_H_

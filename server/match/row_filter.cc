#include "server/match/row_filter.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "absl/strings/str_cat.h"
#include "indexer/article/date.h"
#include "server/snapshot/alias_overlay.h"
#include "server/snapshot/value_column.h"

namespace dateline::match {
namespace {

using article::DatePrecision;
using article::Dimension;
using snapshot::EntityRecords;
using snapshot::kNoOrdinal;
using snapshot::Ordinal;
using snapshot::Row;

// Above kUnknownDay, so that an unknown date is before every window.
constexpr int32_t kFirstDay = snapshot::kUnknownDay + 1;
constexpr int32_t kLastDay = std::numeric_limits<int32_t>::max();

// The last day on which a day, month or year may begin that ends at `until` or before.
int32_t LastStart(int32_t until, DatePrecision precision) {
  static const int32_t first = article::ToDayNumber(absl::CivilDay(article::kMinYear, 1, 1));
  static const int32_t last = article::ToDayNumber(absl::CivilDay(article::kMaxYear, 12, 31));
  if (until >= last) return kLastDay;
  if (until < first) return kFirstDay;
  if (precision == DatePrecision::kDay) return until;
  // The period that holds the day after `until` is the first that does not end in time.
  return article::ToDayNumber(
             article::IntervalOf(article::FromDayNumber(until + 1), precision).start) -
         1;
}

bool IsEmpty(const Selection& selection) {
  return selection.values.empty() && selection.excluded_values.empty();
}

// Four numbers that are compared at once.
using Four [[gnu::vector_size(16)]] = uint32_t;

static_assert(sizeof(EntityRecords::Record::slots) == 2 * sizeof(Four));

// Of each of `numbers`, adds -1 where a record has it.
[[gnu::always_inline]] inline Four Compare(const EntityRecords::Record& record,
                                           const std::vector<uint32_t>& numbers) {
  Four low;
  Four high;
  std::memcpy(&low, record.slots.data(), sizeof(low));
  std::memcpy(&high, record.slots.data() + 4, sizeof(high));
  Four found = {};
  for (const uint32_t number : numbers) {
    // A comparison that holds is -1.
    found += reinterpret_cast<Four>(low == number) + reinterpret_cast<Four>(high == number);
  }
  return found;
}

// How many of the numbers a record has beyond its slots.
[[gnu::always_inline]] inline uint32_t CountMore(const EntityRecords& records,
                                                 const EntityRecords::Record& record,
                                                 const std::vector<uint32_t>& numbers) {
  if (record.slots.back() < EntityRecords::kMore) return 0;
  const uint32_t* more = records.more() + (record.slots.back() - EntityRecords::kMore);
  uint32_t count = 0;
  for (const uint32_t number : numbers) {
    for (uint32_t i = 1; i <= more[0]; ++i) count += more[i] == number;
  }
  return count;
}

uint32_t CountNumbers(const EntityRecords& records, const EntityRecords::Record& record,
                      const std::vector<uint32_t>& numbers) {
  const Four found = Compare(record, numbers);
  return CountMore(records, record, numbers) - (found[0] + found[1] + found[2] + found[3]);
}

[[gnu::always_inline]] inline bool HasAny(const EntityRecords& records,
                                          const EntityRecords::Record& record,
                                          const std::vector<uint32_t>& numbers) {
  const Four found = Compare(record, numbers);
  std::array<uint64_t, 2> halves;
  std::memcpy(halves.data(), &found, sizeof(halves));
  return (halves[0] | halves[1]) != 0 || CountMore(records, record, numbers) > 0;
}

}  // namespace

absl::StatusOr<RowFilter> RowFilter::Make(const snapshot::Snapshot& snapshot,
                                          const SearchRequest& request) {
  RowFilter filter(snapshot, request);
  if (!request.publish_window.empty()) filter.SetPublishWindow(request.publish_window);
  if (!request.event_window.empty()) {
    filter.has_event_window_ = true;
    filter.event_since_ = request.event_window.since.value_or(kFirstDay);
    filter.event_until_ = request.event_window.until.value_or(kLastDay);
    filter.event_match_ = request.event_match;
  }
  for (const Selection& selection : request.selections) {
    const article::DimensionInfo& info = article::InfoOf(selection.dimension);
    if (info.type == article::DimensionType::kDate) {
      return absl::InvalidArgumentError(
          absl::StrCat(info.name, " has no values to select; use a window"));
    }
    if (selection.about_only && info.type != article::DimensionType::kEntity) {
      return absl::InvalidArgumentError(absl::StrCat("no article is about a ", info.name));
    }
    for (const DimensionTest& test : filter.dimensions_) {
      if (test.dimension == static_cast<int>(selection.dimension)) {
        return absl::InvalidArgumentError(absl::StrCat("two selections of ", info.name));
      }
    }
    if (IsEmpty(selection)) continue;
    filter.dimensions_.push_back(MakeTest(snapshot, selection));
  }
  return filter;
}

std::string RowFilter::Key() const {
  std::string key;
  const auto add_window = [&](const Window& window) {
    for (const std::optional<int32_t>& end : {window.since, window.until}) {
      if (end) absl::StrAppend(&key, *end);
      key += ',';
    }
  };
  add_window(request_->publish_window);
  add_window(request_->event_window);
  if (!request_->event_window.empty()) absl::StrAppend(&key, static_cast<int>(event_match_));
  // Values may be any text, so that their lengths are told too.
  const auto add_values = [&](std::vector<std::string> values) {
    std::sort(values.begin(), values.end());
    absl::StrAppend(&key, values.size(), ",");
    for (const std::string& value : values) absl::StrAppend(&key, value.size(), ",", value);
  };
  std::vector<const Selection*> selections;
  for (const Selection& selection : request_->selections) {
    if (IsEmpty(selection)) continue;
    selections.push_back(&selection);
  }
  std::sort(selections.begin(), selections.end(),
            [](const Selection* a, const Selection* b) { return a->dimension < b->dimension; });
  for (const Selection* selection : selections) {
    absl::StrAppend(&key, ";", static_cast<int>(selection->dimension), ",",
                    static_cast<int>(selection->match_all),
                    static_cast<int>(selection->about_only));
    add_values(selection->values);
    add_values(selection->excluded_values);
  }
  return key;
}

uint8_t* RowFilter::MarkOf(const snapshot::Snapshot& snapshot, const std::string& value,
                           DimensionTest* test) {
  const auto dimension = static_cast<Dimension>(test->dimension);
  const Ordinal ordinal = snapshot.dictionary(dimension).Find(value);
  if (ordinal != kNoOrdinal) return &test->marks[ordinal];
  const absl::optional<Dimension> other = snapshot::OtherDimension(dimension, value);
  if (!other) return nullptr;
  const snapshot::Dictionary& dictionary = snapshot.dictionary(*other);
  const Ordinal foreign = dictionary.Find(value);
  if (foreign == kNoOrdinal) return nullptr;
  const snapshot::ValueColumn* column = &snapshot.values(*other);
  auto it = std::find_if(test->foreign.begin(), test->foreign.end(),
                         [&](const ForeignTest& f) { return f.column == column; });
  if (it == test->foreign.end()) {
    it = test->foreign.insert(it, {column, std::vector<uint8_t>(dictionary.entries.size(), 0)});
  }
  return &it->marks[foreign];
}

void RowFilter::UseNumbers(const snapshot::Snapshot& snapshot, const Selection& selection,
                           DimensionTest* test) {
  const snapshot::EntityRecords& records = snapshot.entity_records();
  // The number of a value, here or where it was merged; absent() when no article has it.
  const auto number_of = [&](const std::string& value) {
    absl::optional<Dimension> dimension = selection.dimension;
    Ordinal ordinal = snapshot.dictionary(*dimension).Find(value);
    if (ordinal == kNoOrdinal) {
      dimension = snapshot::OtherDimension(*dimension, value);
      if (dimension) ordinal = snapshot.dictionary(*dimension).Find(value);
    }
    return ordinal == kNoOrdinal ? records.absent() : records.NumberOf(*dimension, ordinal);
  };
  const auto add = [&](uint32_t number, std::vector<uint32_t>* numbers) {
    if (std::find(numbers->begin(), numbers->end(), number) != numbers->end()) return;
    numbers->push_back(number);
  };
  test->by_number = true;
  for (const std::string& value : selection.values) {
    const uint32_t number = number_of(value);
    if (number == records.absent()) {
      test->impossible |= selection.match_all;
    } else {
      add(number, &test->selected);
    }
  }
  for (const std::string& value : selection.excluded_values) {
    const uint32_t number = number_of(value);
    if (number != records.absent()) add(number, &test->excluded);
  }
  if (selection.match_all) test->required = static_cast<uint32_t>(test->selected.size());
}

RowFilter::DimensionTest RowFilter::MakeTest(const snapshot::Snapshot& snapshot,
                                             const Selection& selection) {
  DimensionTest test;
  test.dimension = static_cast<int>(selection.dimension);
  test.column = &snapshot.values(selection.dimension);
  test.any = !selection.values.empty() && !selection.match_all;
  test.about_only = selection.about_only;
  if (snapshot::EntityRecords::Covers(selection.dimension) && !selection.about_only &&
      selection.values.size() + selection.excluded_values.size() <= kMaxCompared) {
    UseNumbers(snapshot, selection, &test);
    return test;
  }
  test.marks.assign(snapshot.dictionary(selection.dimension).entries.size(), 0);
  for (const std::string& value : selection.values) {
    uint8_t* mark = MarkOf(snapshot, value, &test);
    if (mark == nullptr) {
      test.impossible |= selection.match_all;
    } else if ((*mark & kSelected) == 0) {
      *mark |= kSelected;
      if (selection.match_all) ++test.required;
    }
  }
  for (const std::string& value : selection.excluded_values) {
    if (uint8_t* mark = MarkOf(snapshot, value, &test)) *mark |= kExcluded;
  }
  return test;
}

void RowFilter::SetPublishWindow(const Window& window) {
  has_publish_window_ = true;
  since_ = window.since.value_or(kFirstDay);
  const int32_t until = window.until.value_or(kLastDay);
  for (const DatePrecision precision :
       {DatePrecision::kDay, DatePrecision::kMonth, DatePrecision::kYear}) {
    last_start_[static_cast<size_t>(precision)] = LastStart(until, precision);
  }
  last_start_[static_cast<size_t>(DatePrecision::kUnknown)] = snapshot::kUnknownDay;
}

bool RowFilter::InEventWindow(Row row) const {
  const snapshot::EventColumn& events = snapshot_->events();
  for (uint32_t i = events.offsets[row]; i < events.offsets[row + 1]; ++i) {
    const format::DayInterval& event = events.intervals[i];
    if (event_match_ == EventMatch::kWithin) {
      if (event.start >= event_since_ && event.end <= event_until_) return true;
    } else if (event.start <= event_until_ && event.end >= event_since_) {
      return true;
    }
  }
  return false;
}

RowFilter::Verdict RowFilter::Judge(Row row) const {
  if (has_publish_window_ && !InPublishWindow(row)) return kFails;
  if (has_event_window_ && !InEventWindow(row)) return kFails;
  Verdict verdict = kPasses;
  for (const DimensionTest& test : dimensions_) {
    uint8_t marks = 0;
    uint32_t selected = 0;
    if (test.by_number) {
      const EntityRecords::Record& record = records_->records()[row];
      if (HasAny(*records_, record, test.excluded)) return kFails;
      selected = CountNumbers(*records_, record, test.selected);
    }
    const auto add = [&](const snapshot::ValueColumn& column, const std::vector<uint8_t>& by) {
      column.ForEach(row, [&](Ordinal ordinal, bool about) {
        if (test.about_only && !about) return;
        const uint8_t mark = by[ordinal];
        marks |= mark;
        selected += mark & kSelected;
      });
    };
    if (!test.by_number) add(*test.column, test.marks);
    for (const ForeignTest& foreign : test.foreign) add(*foreign.column, foreign.marks);
    if ((marks & kExcluded) != 0 || test.impossible || selected < test.required) return kFails;
    if (test.any && selected == 0) {
      if (verdict != kPasses) return kFails;
      verdict = test.dimension;
    }
  }
  return verdict;
}

bool RowFilter::by_numbers() const {
  return !has_windows() && std::all_of(dimensions_.begin(), dimensions_.end(),
                                       [](const auto& t) { return t.by_number && !t.impossible; });
}

void RowFilter::Judge(const Row* rows, size_t size, Verdict* verdicts) const {
  if (!by_numbers()) {
    for (size_t i = 0; i < size; ++i) {
      if (i + kPrefetch < size) Prefetch(rows[i + kPrefetch]);
      verdicts[i] = Judge(rows[i]);
    }
    return;
  }
  // The same without branches that depend on the rows.
  for (size_t i = 0; i < size; ++i) {
    if (i + kPrefetch < size) Prefetch(rows[i + kPrefetch]);
    const EntityRecords::Record& record = records_->records()[rows[i]];
    bool fails = false;
    Verdict verdict = kPasses;
    for (const DimensionTest& test : dimensions_) {
      if (!test.excluded.empty()) fails |= HasAny(*records_, record, test.excluded);
      if (test.required > 0) {
        fails |= CountNumbers(*records_, record, test.selected) < test.required;
      } else if (test.any) {
        const bool lacks = !HasAny(*records_, record, test.selected);
        fails |= lacks & (verdict != kPasses);
        verdict = lacks ? test.dimension : verdict;
      }
    }
    verdicts[i] = fails ? kFails : verdict;
  }
}

}  // namespace dateline::match

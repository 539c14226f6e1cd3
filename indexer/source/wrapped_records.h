// The records in a JSON object that is none itself: {"articles": [{...}, {...}]}, as answers of
// web services and exports of databases have them.

#ifndef DATELINE_INDEXER_SOURCE_WRAPPED_RECORDS_H_
#define DATELINE_INDEXER_SOURCE_WRAPPED_RECORDS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/source/record_scan.h"

namespace dateline::source {

struct WrappedRecords {
  std::vector<absl::string_view> records;  // In order; views into the object.
  bool whole = true;                       // The object has its end.
  bool with_texts = false;                 // There are objects with texts in it.
  bool own_text = false;                   // It has a text itself.
  bool is_record = false;                  // The object is a record itself.
  // It is none, and there is a text in it, or the beginning of one.
  bool wraps = false;
  // It is none, and breaks off within an array that may hold some.
  bool may_wrap = false;

  bool broken_wrapper() const { return !whole && wraps; }
};

// The outermost records (record_scan.h) at any place of `object`, and nothing in one that has no
// end. None when `object` is a record, when there is no body or html in any of them (then they are
// other things that have titles), and when it is not JSON. Linear time; of a record only what
// stands before its first such member is looked at.
WrappedRecords FindWrappedRecords(absl::string_view object);

// The same of a value that is too large to be kept: records are told as soon as they are whole, and
// of the rest no more is kept than one of them may have. What an object is that becomes too large
// itself is decided when it does. Not thread-safe.
class WrappedRecordStream {
 public:
  // Where a record stands, in bytes of the value; `bytes` are empty when it has more than the
  // limit.
  struct Found {
    uint64_t offset = 0;
    absl::string_view bytes;
    bool too_large = false;
  };
  // `on_record` gets every record in order, and returns false to stop.
  WrappedRecordStream(uint64_t max_bytes, std::function<bool(const Found&)> on_record)
      : max_bytes_(max_bytes),
        shed_every_(std::clamp<uint64_t>(max_bytes / 64, 1, 64 << 10)),
        on_record_(std::move(on_record)) {}

  // Takes the first bytes, before any others. False as Add.
  bool Begin(std::string bytes);
  // Takes the next bytes. False when `on_record` wanted to stop. Behind the value's end nothing is
  // looked at.
  bool Add(absl::string_view bytes);
  // Nothing more comes: tells the records that are whole. False as above.
  bool Finish();

  // True when a record was told: the value wraps some.
  bool told() const { return told_ > 0; }
  // True when there is a record in what was read, or the beginning of one.
  bool wraps() const { return told_ > 0 || scan_.IsWrapper(); }
  // True when the value is a record itself.
  bool is_record() const { return given_up_; }
  // The end of the last record told, 0 before.
  uint64_t told_end() const { return told_end_; }
  // What stands before it on its line when that is white space; null otherwise.
  const std::string* told_indent() const { return told_on_line_ ? &told_indent_ : nullptr; }

 private:
  // A record that waits for one with a text.
  struct Held {
    uint64_t offset;
    std::string bytes;
    bool too_large;
  };

  bool Look();
  bool GiveUp();
  bool Shed();
  bool TellLost();
  bool Tell(const std::vector<RecordScan::Record>& records);
  bool Note(const Found& found, bool with_text);

  const uint64_t max_bytes_;
  // At offsets that are multiples of this it is decided what is too large: whatever the pieces are.
  const uint64_t shed_every_;
  const std::function<bool(const Found&)> on_record_;
  RecordScan scan_;
  bool followed_ = true;
  bool broken_ = false;
  bool given_up_ = false;
  std::string kept_;
  uint64_t kept_begin_ = 0;  // Its offset in the value.
  std::vector<Held> held_;
  uint64_t held_bytes_ = 0;
  bool with_text_ = false;
  uint64_t told_ = 0;
  uint64_t told_end_ = 0;
  std::string told_indent_;
  bool told_on_line_ = false;
};

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_WRAPPED_RECORDS_H_

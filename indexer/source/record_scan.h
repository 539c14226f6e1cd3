// Finds the records in a JSON value while it is read: what is a record, what wraps records, and
// what belongs to one.

#ifndef DATELINE_INDEXER_SOURCE_RECORD_SCAN_H_
#define DATELINE_INDEXER_SOURCE_RECORD_SCAN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::source {

// Deeper in a wrapper nothing is looked for.
inline constexpr size_t kMaxWrapperDepth = 16;

// A record is an object with a "title", "body" or "html" of its own. What is in it belongs to it,
// unless it has a title alone and wraps texts: it has neither "body", "html", "publish_date" nor
// "mentions", and objects with texts stand in an array below it that is not named as what goes with
// an article is (comments, related, images). Such are feeds with a name.
//
// Offsets are of the value's bytes. Not thread-safe.
class RecordScan {
 public:
  enum class State {
    kInside,
    kRecord,  // The value is a record itself; it is not followed further.
    kEnd,     // The value has its end.
    kBroken,  // Brackets do not match.
  };
  // There may be millions of them.
  struct Record {
    uint64_t begin = 0;
    uint64_t end = 0;
    uint32_t indent = 0;      // IndentOf tells what stands before it on its line.
    uint8_t aside_depth = 0;  // Of the innermost such array or object that it stands in.
    bool with_text = false;
    bool on_line = false;  // Nothing but white space stands there, and it is known.
  };
  // An object or array without an end yet.
  struct Frame {
    char bracket = 0;
    uint64_t begin = 0;
    size_t records_before = 0;  // How many were found when it was opened.
    bool titled = false;
    bool with_text = false;
    bool of_article = false;  // Has what no wrapper has.
    bool aside = false;       // Its name is of what goes with an article.
    bool opened = false;      // Too large to be a record: what is in it is told at once.
    bool lost = false;        // A record that is too large.
    uint32_t texts = 0;       // Records with a text in arrays below that are no asides,
    uint32_t members = 0;     // and of its own members.
    std::string indent;
    bool on_line = false;

    bool IsRecord() const { return with_text || (titled && (of_article || texts == 0)); }
  };

  // `buffer` begins at the offset `base`, and holds all bytes from offset() on that are there.
  State Scan(absl::string_view buffer, uint64_t base);

  // Of the first byte not looked at.
  uint64_t offset() const { return offset_; }
  // Where the string begins that has no end yet; offset() outside of strings.
  uint64_t string_begin() const { return in_string_ ? string_begin_ : offset_; }
  // REQUIRES: `record` is on_line.
  const std::string& IndentOf(const Record& record) const { return indents_[record.indent]; }
  // True once one of the records that were found had a text.
  bool with_text() const { return with_text_; }
  const std::vector<Frame>& frames() const { return frames_; }
  std::vector<Frame>& mutable_frames() { return frames_; }
  // True when the value is a record by what was seen of it.
  bool IsRecordSoFar() const { return value_is_record_ || (!frames_.empty() && IsRecordSoFar(0)); }
  // True when the value is no record by what was seen of it, and there is a text in it, or the
  // beginning of one.
  bool IsWrapper() const;
  // True when it is none either, and there is an array without an end in it that is no aside.
  bool MayBeWrapper() const;
  // Nothing more comes: what has no end is no record, and what is in it belongs to it all the same.
  void BreakOff();

  // For a value that is too large to be kept. The outermost object that may be a record, or null.
  Frame* Candidate();
  // The records that no open object can claim any more. They are forgotten.
  std::vector<Record> TakeFinal();

 private:
  void EndString(absl::string_view name);
  void Close(uint64_t end);
  bool IsRecordSoFar(size_t depth) const;
  void NoteIndent(std::string indent, Record* record);
  void DropWithin(const Frame& frame, size_t depth);

  std::vector<Frame> frames_;
  std::string deeper_;  // Brackets below the frames.
  std::vector<Record> records_;
  std::vector<std::string> indents_;  // Of records, each once.
  std::string name_;                  // Of the member that is next, as far as it matters.
  std::string indent_;
  bool at_line_begin_ = true;
  bool with_text_ = false;
  bool value_is_record_ = false;
  bool in_string_ = false;
  bool escaped_ = false;
  bool is_name_ = false;
  char last_ = '\0';
  uint64_t offset_ = 0;
  uint64_t string_begin_ = 0;
};

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_RECORD_SCAN_H_

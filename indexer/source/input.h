// One input while it is read: its bytes, its name, and where its documents go. The readers of the
// formats are functions of it.

#ifndef DATELINE_INDEXER_SOURCE_INPUT_H_
#define DATELINE_INDEXER_SOURCE_INPUT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "indexer/source/byte_cursor.h"
#include "indexer/source/document.h"
#include "indexer/source/reader.h"

namespace dateline::source {

class Input {
 public:
  // All outlive the input.
  Input(std::string path, std::string stable_path, ByteCursor* bytes, DocumentSink* sink)
      : path_(std::move(path)),
        stable_path_(std::move(stable_path)),
        bytes_(*bytes),
        sink_(*sink) {}

  ByteCursor& bytes() { return bytes_; }
  DocumentSink& sink() { return sink_; }
  const std::string& path() const { return path_; }
  const std::string& stable_path() const { return stable_path_; }

  // Of the whole input; of its record `record` (from 1) unless that is 0.
  Document MakeDocument(ContentType type, std::string content, uint64_t record = 0,
                        uint64_t offset = 0) const;

  // The sink's answer: false ends the reading.
  bool Deliver(Document document) { return sink_.OnDocument(std::move(document)); }
  // A part of the record `record`: a record that it wraps. `part` is from 1.
  bool DeliverPart(std::string json, uint64_t record, uint64_t part, uint64_t offset);
  // REQUIRES: `parts` are views into `json`, which stands at `offset`; `*part` is the number of the
  // last part before them.
  bool DeliverParts(absl::string_view json, const std::vector<absl::string_view>& parts,
                    uint64_t record, uint64_t offset, uint64_t* part);
  bool Reject(absl::string_view reason, uint64_t record, uint64_t offset, std::string detail);
  // Rejects the input as a whole for what the stream said. REQUIRES: not OK.
  bool RejectRead(const absl::Status& status, uint64_t offset);

 private:
  const std::string path_;
  const std::string stable_path_;
  ByteCursor& bytes_;
  DocumentSink& sink_;
};

// The reason of the reject list for an error of a ByteCursor.
absl::string_view ReasonOf(const absl::Status& status);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_INPUT_H_

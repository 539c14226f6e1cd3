// How a reader of records goes on behind damage: what it tells, and how much it reads again.

#ifndef DATELINE_INDEXER_SOURCE_RECORD_RESYNC_H_
#define DATELINE_INDEXER_SOURCE_RECORD_RESYNC_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "indexer/source/input.h"

namespace dateline::source {

// The most that a reader gives back of one file: each record that wrongly claims all that follows
// has it read once more, and there may be many.
inline constexpr uint64_t kMaxGivenBackBytes = uint64_t{1} << 30;

// Of one input whose records follow each other. Methods that return bool give the sink's answer
// unless they say otherwise. Not thread-safe.
class RecordResync {
 public:
  // The input outlives it.
  explicit RecordResync(Input* input) : input_(*input) {}

  // Tells why the bytes broke off, as damage of the record `number` (0 for none), and goes on
  // behind it where that can be. REQUIRES: the status of the input's bytes is not OK.
  bool GoOnBehindDamage(uint64_t number, uint64_t stored_offset);

  // True once damage was met that nothing behind it can be read of.
  bool ended() const { return ended_; }

  // Tells of the bytes taken since the offset `begin` that they are no record.
  bool RejectSkipped(uint64_t begin, uint64_t stored_offset);

  // False when so much was given back that the rest of the file has to be taken as it claims to be.
  bool may_give_back() const { return given_back_ <= kMaxGivenBackBytes; }

  // Has `bytes`, which were taken last, read again. REQUIRES: may_give_back().
  void GiveBack(absl::string_view bytes);

 private:
  Input& input_;
  bool ended_ = false;
  uint64_t given_back_ = 0;
};

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_RECORD_RESYNC_H_

#include "indexer/source/record_resync.h"

#include <string>

#include "absl/strings/str_cat.h"

namespace dateline::source {

bool RecordResync::GoOnBehindDamage(uint64_t number, uint64_t stored_offset) {
  ByteCursor& bytes = input_.bytes();
  const absl::Status status = bytes.status();
  ended_ = !absl::IsDataLoss(status);
  if (!ended_) bytes.Resume();
  return input_.Reject(ReasonOf(status), number, stored_offset, std::string(status.message()));
}

bool RecordResync::RejectSkipped(uint64_t begin, uint64_t stored_offset) {
  return input_.Reject(
      kRejectDamaged, 0, stored_offset,
      absl::StrCat(input_.bytes().offset() - begin, " bytes that are no record were passed over"));
}

void RecordResync::GiveBack(absl::string_view bytes) {
  given_back_ += bytes.size();
  input_.bytes().GiveBack(bytes);
}

}  // namespace dateline::source

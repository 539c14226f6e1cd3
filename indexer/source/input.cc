#include "indexer/source/input.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace dateline::source {

Document Input::MakeDocument(ContentType type, std::string content, uint64_t record,
                             uint64_t offset) const {
  Document document;
  document.type = type;
  document.content = std::move(content);
  document.source_path = path_;
  document.stable_path = stable_path_;
  if (record > 0) {
    absl::StrAppend(&document.source_path, "#", record);
    absl::StrAppend(&document.stable_path, "#", record);
  }
  document.offset = offset;
  return document;
}

bool Input::Reject(absl::string_view reason, uint64_t record, uint64_t offset, std::string detail) {
  std::string path = record == 0 ? path_ : absl::StrCat(path_, "#", record);
  return sink_.OnReject({std::move(path), offset, std::string(reason), std::move(detail)});
}

bool Input::RejectRead(const absl::Status& status, uint64_t offset) {
  return Reject(ReasonOf(status), 0, offset, std::string(status.message()));
}

absl::string_view ReasonOf(const absl::Status& status) {
  if (absl::IsDataLoss(status) || absl::IsOutOfRange(status)) return kRejectDamaged;
  return absl::IsResourceExhausted(status) ? kRejectTooLarge : kRejectUnreadable;
}

}  // namespace dateline::source

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

bool Input::DeliverPart(std::string json, uint64_t record, uint64_t part, uint64_t offset) {
  Document document = MakeDocument(ContentType::kJsonRecord, std::move(json), record, offset);
  absl::StrAppend(&document.source_path, ".", part);
  absl::StrAppend(&document.stable_path, ".", part);
  return Deliver(std::move(document));
}

bool Input::DeliverParts(absl::string_view json, const std::vector<absl::string_view>& parts,
                         uint64_t record, uint64_t offset, uint64_t* part) {
  for (const absl::string_view found : parts) {
    if (!DeliverPart(std::string(found), record, ++*part, offset + (found.data() - json.data())))
      return false;
  }
  return true;
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
  if (absl::IsUnimplemented(status)) return kRejectUnsupported;
  return absl::IsResourceExhausted(status) ? kRejectTooLarge : kRejectUnreadable;
}

}  // namespace dateline::source

#include "indexer/source/input.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/source/wrapped_records.h"

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

bool Input::DeliverRecords(std::string json, uint64_t record, uint64_t offset) {
  const WrappedRecords wrapped = FindWrappedRecords(json);
  if (!DeliverWrapped(json, wrapped.records, record, offset)) return false;
  // What has no end is told of as one value.
  if (!wrapped.records.empty() && wrapped.whole) return true;
  return Deliver(MakeDocument(ContentType::kJsonRecord, std::move(json), record, offset));
}

bool Input::DeliverWrapped(absl::string_view json, const std::vector<absl::string_view>& records,
                           uint64_t record, uint64_t offset) {
  uint64_t part = 0;
  for (const absl::string_view found : records) {
    Document document = MakeDocument(ContentType::kJsonRecord, std::string(found), record,
                                     offset + (found.data() - json.data()));
    ++part;
    absl::StrAppend(&document.source_path, ".", part);
    absl::StrAppend(&document.stable_path, ".", part);
    if (!Deliver(std::move(document))) return false;
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

#include "indexer/source/reuters_sgml.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace dateline::source {
namespace {

constexpr absl::string_view kBegin = "<REUTERS ";
constexpr absl::string_view kEnd = "</REUTERS>";
constexpr absl::string_view kDoctype = "<!DOCTYPE lewis";
constexpr size_t kNone = absl::string_view::npos;

class SgmlReader {
 public:
  explicit SgmlReader(Input* input) : input_(*input), bytes_(input->bytes()) {}

  bool Run() {
    while (true) {
      if (!SkipTo(kBegin)) return false;
      if (bytes_.Peek(kBegin.size()).empty()) {
        const absl::Status status = bytes_.status();
        if (status.ok()) return true;
        if (!input_.RejectRead(status, bytes_.offset())) return false;
        if (!absl::IsDataLoss(status)) return true;
        bytes_.Resume();
        continue;
      }
      if (!ReadElement()) return false;
    }
  }

 private:
  // Takes all before the next `mark`. What is not blank, and no doctype, is a reject.
  bool SkipTo(absl::string_view mark) {
    const uint64_t begin = bytes_.offset();
    bool odd = false;
    while (true) {
      const absl::string_view view = bytes_.Peek(mark.size());
      size_t at = view.find(mark);
      const bool found = at != kNone;
      const bool more = !found && view.size() >= mark.size();
      if (!found) at = more ? view.size() - mark.size() + 1 : view.size();
      absl::string_view skipped = absl::StripAsciiWhitespace(view.substr(0, at));
      if (absl::StartsWithIgnoreCase(skipped, "<!DOCTYPE")) {
        const size_t close = std::min(skipped.find('>'), skipped.size() - 1);
        skipped = absl::StripAsciiWhitespace(skipped.substr(close + 1));
      }
      odd |= !skipped.empty();
      bytes_.Take(at);
      if (found || !more) break;
    }
    return !odd || input_.Reject(kRejectDamaged, 0, begin,
                                 absl::StrCat(bytes_.offset() - begin,
                                              " bytes that are no record were passed over"));
  }

  bool ReadElement() {
    ++number_;
    const uint64_t offset = bytes_.offset();
    size_t searched = kBegin.size();
    while (true) {
      const absl::string_view view = bytes_.buffered();
      const size_t end = view.find(kEnd, searched);
      const size_t next = view.substr(0, end).find(kBegin, searched);
      if (next != kNone || view.size() > kMaxDocumentBytes) {
        bytes_.Take(std::min(next, view.size()));
        return next != kNone
                   ? input_.Reject(kRejectDamaged, number_, offset, "the record has no end")
                   : input_.Reject(
                         kRejectTooLarge, number_, offset,
                         absl::StrCat("a record of more than ", kMaxDocumentBytes, " bytes"));
      }
      if (end != kNone) {
        std::string element(view.substr(0, end + kEnd.size()));
        bytes_.Take(element.size());
        return input_.Deliver(
            input_.MakeDocument(ContentType::kReutersRecord, std::move(element), number_, offset));
      }
      searched = std::max(kBegin.size(), view.size() - std::min(view.size(), kEnd.size()));
      if (bytes_.ReadMore()) continue;
      bytes_.Take(bytes_.buffered().size());
      return !bytes_.status().ok() ||
             input_.Reject(kRejectDamaged, number_, offset, "the file ends within the record");
    }
  }

  Input& input_;
  ByteCursor& bytes_;
  uint64_t number_ = 0;
};

}  // namespace

bool IsReutersSgml(absl::string_view head) {
  head = absl::StripLeadingAsciiWhitespace(head);
  return absl::StartsWithIgnoreCase(head, kDoctype) || absl::StartsWith(head, kBegin);
}

bool ReadReutersSgml(Input* input) { return SgmlReader(input).Run(); }

}  // namespace dateline::source

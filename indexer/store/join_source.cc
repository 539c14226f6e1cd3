#include "indexer/store/join_source.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "indexer/store/durable_file.h"

namespace dateline::store {
namespace {

constexpr size_t kMaxVersionFileBytes = 4096;

absl::Status CheckDropped(const JoinSource& source, uint32_t count) {
  uint32_t before = 0;
  for (const uint32_t docid : source.dropped) {
    if (docid <= before || docid > count) {
      return absl::InvalidArgumentError(absl::StrCat(source.path, ": cannot drop document ", docid,
                                                     " of ", count, " behind document ", before));
    }
    before = docid;
  }
  return absl::OkStatus();
}

}  // namespace

SourceDocids::SourceDocids(const format::GlassStatistics& statistics,
                           const std::vector<uint32_t>* dropped, uint32_t base)
    : statistics_(statistics), dropped_(dropped), base_(base) {
  if (dropped->empty()) return;
  words_.resize(size_t{count()} / 64 + 1);
  for (const uint32_t docid : *dropped) words_[docid / 64].bits |= uint64_t{1} << docid % 64;
  uint32_t before = 0;
  for (Word& word : words_) {
    word.before = before;
    before += static_cast<uint32_t>(__builtin_popcountll(word.bits));
  }
}

absl::StatusOr<std::vector<SourceDocids>> NumberSources(const std::vector<JoinSource>& sources) {
  std::vector<SourceDocids> numbered;
  uint64_t base = 0;
  for (const JoinSource& source : sources) {
    const absl::StatusOr<std::string> file =
        ReadFile(source.path + "/iamglass", kMaxVersionFileBytes);
    if (!file.ok()) return file.status();
    format::GlassStatistics statistics;
    if (!format::ReadGlassStatistics(*file, &statistics)) {
      return absl::FailedPreconditionError(
          absl::StrCat(source.path, ": not written in bulk, or changed since"));
    }
    if (statistics.last_docid != statistics.doc_count) {
      return absl::FailedPreconditionError(absl::StrCat(source.path, ": its last document is ",
                                                        statistics.last_docid, " of ",
                                                        statistics.doc_count));
    }
    absl::Status status = CheckDropped(source, statistics.doc_count);
    if (!status.ok()) return status;
    numbered.emplace_back(statistics, &source.dropped, static_cast<uint32_t>(base));
    base += numbered.back().live_count();
    if (base > UINT32_MAX) return absl::InvalidArgumentError("more than 2^32 - 1 documents");
  }
  return numbered;
}

}  // namespace dateline::store

#include <unistd.h>

#include <mutex>

#include "absl/strings/str_cat.h"
#include "indexer/command/commands.h"
#include "indexer/command/line_output.h"
#include "indexer/command/message.h"
#include "indexer/command/progress_line.h"
#include "indexer/store/index_check.h"
#include "indexer/store/index_reader.h"

namespace dateline::command {
namespace {

// 0 when it cannot be told: the check itself will say why.
uint64_t ArticleCount(const std::string& index) {
  const absl::StatusOr<std::unique_ptr<store::IndexReader>> reader =
      store::IndexReader::Open(index);
  return reader.ok() ? (*reader)->article_count() : 0;
}

}  // namespace

int RunCheck(const CheckOptions& options) {
  ProgressLine progress(options.quiet, ArticleCount(options.index));
  std::mutex mutex;  // Guards progress.
  const absl::StatusOr<store::CheckReport> report =
      store::CheckIndex(options.index, options.threads, [&](uint64_t checked) {
        std::lock_guard<std::mutex> lock(mutex);
        progress.Update(checked, checked);
      });
  progress.Clear();
  if (!report.ok()) return Fail(report.status());
  const std::string name =
      absl::StrCat(options.index, ": revision ", report->revision, ", ",
                   Count(report->shards, "shard"), ", ", Count(report->articles, "article"));
  if (report->findings.empty()) {
    LineOutput output(STDOUT_FILENO);
    if (!options.quiet) output.Write(absl::StrCat(name, ": sound"));
    output.Flush();
    return output.status().ok() ? kExitFine : Fail(output.status());
  }
  for (const std::string& finding : report->findings) Say(finding);
  Say(absl::StrCat(name, ": BROKEN"));
  return kExitError;
}

}  // namespace dateline::command

#include <set>

#include "absl/strings/str_cat.h"
#include "indexer/command/commands.h"
#include "indexer/command/lock_wait.h"
#include "indexer/command/message.h"
#include "indexer/command/stop_signal.h"
#include "indexer/store/index_writer.h"

namespace dateline::command {

int RunRemove(const RemoveOptions& options) {
  store::WriterOptions writer_options;
  writer_options.create = false;
  writer_options.command = options.command;
  writer_options.on_rebuild = SayRebuild(options.index, options.quiet);
  if (options.wait) {
    writer_options.keep_waiting = WaitUnlessStopped(options.quiet, InstallStopSignal());
  }
  const absl::StatusOr<std::unique_ptr<store::IndexWriter>> writer =
      store::IndexWriter::Open(options.index, writer_options);
  if (!writer.ok()) return Fail(writer.status());
  uint64_t removed_count = 0;
  for (const std::string& id : std::set<std::string>(options.ids.begin(), options.ids.end())) {
    bool removed = false;
    const absl::Status status = (*writer)->Remove(id, &removed);
    if (!status.ok()) return Fail(status);
    removed_count += removed ? 1 : 0;
    if (!removed) Say(absl::StrCat(options.index, ": no article has the id ", id));
  }
  const absl::Status status = (*writer)->Commit();
  if (!status.ok()) return Fail(status);
  if (!options.quiet) {
    Say(absl::StrCat(Count(removed_count, "article"), " removed; ", options.index,
                     " is at revision ", (*writer)->revision()));
  }
  return removed_count > 0 ? kExitFine : kExitNothing;
}

}  // namespace dateline::command

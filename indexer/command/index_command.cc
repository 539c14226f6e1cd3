#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "indexer/command/commands.h"
#include "indexer/command/input_run.h"
#include "indexer/command/lock_wait.h"
#include "indexer/command/message.h"
#include "indexer/command/stop_signal.h"
#include "indexer/format/layout.h"
#include "indexer/store/index_writer.h"

namespace dateline::command {
namespace {

void SaySummary(const IndexOptions& options, const RunTally& tally,
                const store::WriteCounts& counts, const store::CopyCounts& copies,
                const RejectLog& rejects, double seconds, uint64_t revision) {
  Say(absl::StrFormat("%s: %s new, %s replaced, %s unchanged, in %.1f s (%s/s)",
                      Count(tally.articles, "article"), WithCommas(counts.added),
                      WithCommas(counts.replaced), WithCommas(counts.unchanged), seconds,
                      WithCommas(static_cast<uint64_t>(tally.articles / seconds))));
  if (rejects.total() > 0) Say(rejects.Summary());
  for (const std::string& remark : Remarks(tally)) Say(remark);
  if (copies.groups > 0) {
    Say(absl::StrCat(Count(copies.articles, "article"), " of the index in ",
                     Count(copies.groups, "copy group")));
  }
  Say(absl::StrCat(options.index, " is at revision ", revision));
}

// Says what is kept of a run that failed, once the failure itself has been said.
int FailRun(const absl::Status& status, const std::string& index, uint64_t revision) {
  Fail(status);
  if (revision == 0) {
    Say("nothing has been committed; the same command starts again");
  } else {
    Say(absl::StrCat(index, " is at revision ", revision,
                     "; when the cause is gone, the same command goes on from there"));
  }
  return kExitError;
}

}  // namespace

int RunIndex(const IndexOptions& options) {
  const std::string rejects_path =
      options.rejects.empty() ? format::RejectsPath(options.index) : options.rejects;
  const absl::StatusOr<Inputs> inputs = FindInputs(options.paths, {options.index, rejects_path});
  if (!inputs.ok()) return Fail(inputs.status());

  RunOptions run;
  run.threads = options.threads;
  run.stop = InstallStopSignal();
  store::WriterOptions writer_options;
  writer_options.shard_count = options.shards;
  writer_options.command = options.command;
  writer_options.batch_articles = options.batch_articles;
  writer_options.commit_interval = absl::Seconds(options.commit_interval_seconds);
  if (options.wait) writer_options.keep_waiting = WaitUnlessStopped(options.quiet, run.stop);
  writer_options.on_rebuild = SayRebuild(options.index, options.quiet);
  absl::StatusOr<std::unique_ptr<store::IndexWriter>> writer =
      store::IndexWriter::Open(options.index, writer_options);
  if (!writer.ok()) return Fail(writer.status());
  // Only now: the list belongs to whoever holds the lock.
  const absl::StatusOr<std::unique_ptr<RejectLog>> rejects = RejectLog::Open(rejects_path);
  if (!rejects.ok()) return Fail(rejects.status());

  ProgressLine progress(options.quiet, inputs->TotalBytes());
  const RunTally tally = RunInputs(*inputs, run, rejects->get(), &progress,
                                   [&](article::Article article) -> absl::StatusOr<bool> {
                                     absl::Status status = (*writer)->Upsert(std::move(article));
                                     if (!status.ok()) return status;
                                     return true;
                                   });
  absl::Status status = tally.status;
  if (status.ok()) status = (*writer)->Commit(/*last=*/true);
  if (!status.ok()) return FailRun(status, options.index, (*writer)->revision());
  const absl::StatusOr<store::WriteCounts> counts = (*writer)->Counts();
  if (!counts.ok()) return Fail(counts.status());
  if (!options.quiet) {
    SaySummary(options, tally, *counts, (*writer)->copy_counts(), **rejects, progress.seconds(),
               (*writer)->revision());
  }
  if (tally.end == pipeline::PipelineEnd::kStopped) {
    Say(absl::StrCat("stopped by ", StopSignalName(), " after ", Count(tally.articles, "article"),
                     ", which are committed; the same command goes on from there"));
    return kExitError;
  }
  return tally.articles > 0 ? kExitFine : kExitNothing;
}

}  // namespace dateline::command

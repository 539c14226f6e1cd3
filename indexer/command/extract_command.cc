#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "indexer/command/commands.h"
#include "indexer/command/input_run.h"
#include "indexer/command/line_output.h"
#include "indexer/command/message.h"
#include "indexer/format/codec.h"

namespace dateline::command {

int RunExtract(const ExtractOptions& options) {
  std::vector<std::string> own_files;
  if (!options.rejects.empty()) own_files.push_back(options.rejects);
  const absl::StatusOr<Inputs> inputs = FindInputs(options.paths, own_files);
  if (!inputs.ok()) return Fail(inputs.status());
  const absl::StatusOr<std::unique_ptr<RejectLog>> rejects = RejectLog::Open(options.rejects);
  if (!rejects.ok()) return Fail(rejects.status());

  // Lines of articles and the progress line would tear each other apart on one terminal.
  ProgressLine progress(options.quiet || ::isatty(STDOUT_FILENO) == 1, inputs->TotalBytes());
  LineOutput output(STDOUT_FILENO);
  RunOptions run;
  run.threads = options.threads;
  run.annotate = options.annotate;
  RunTally tally = RunInputs(*inputs, run, rejects->get(), &progress,
                             [&](const article::Article& article) -> absl::StatusOr<bool> {
                               return output.Write(format::ArticleToJson(article));
                             });
  output.Flush();
  tally.status.Update(output.status());
  if (!tally.status.ok()) return Fail(tally.status);
  if (output.reader_gone()) return kExitFine;
  if (!options.quiet) {
    const double seconds = progress.seconds();
    Say(absl::StrFormat("%s in %.1f s (%s/s)", Count(tally.articles, "article"), seconds,
                        WithCommas(static_cast<uint64_t>(tally.articles / seconds))));
    if ((*rejects)->total() > 0) Say((*rejects)->Summary());
    for (const std::string& remark : Remarks(tally)) Say(remark);
  }
  return tally.articles > 0 ? kExitFine : kExitNothing;
}

}  // namespace dateline::command

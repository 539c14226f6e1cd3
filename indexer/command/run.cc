#include "indexer/command/run.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <variant>

#include "absl/strings/strip.h"
#include "indexer/command/command_line.h"
#include "indexer/command/commands.h"
#include "indexer/command/line_output.h"
#include "indexer/command/message.h"
#include "indexer/pace/pace.h"

namespace dateline::command {
namespace {

// Articles that Xapian gathers per shard before it merges them into its tables. Its own 10,000
// makes trees that no longer fit the caches: on 9,000 articles of 3 KB, 300 takes 21 s of processor
// time and 66 MB, 1,000 takes 28 s and 107 MB, 10,000 takes 39 s and 386 MB.
constexpr const char* kFlushThreshold = "500";

struct Runner {
  int operator()(const ShowText& show) const {
    LineOutput output(STDOUT_FILENO);
    output.Write(absl::StripSuffix(show.text, "\n"));
    output.Flush();
    return output.status().ok() ? kExitFine : Fail(output.status());
  }
  int operator()(const ExtractOptions& options) const {
    return options.explain ? RunExplain(options) : RunExtract(options);
  }
  int operator()(const IndexOptions& options) const { return RunIndex(options); }
  int operator()(const ExportOptions& options) const { return RunExport(options); }
  int operator()(const RemoveOptions& options) const { return RunRemove(options); }
  int operator()(const CheckOptions& options) const { return RunCheck(options); }
};

}  // namespace

int Run(const std::vector<std::string>& arguments) {
  // Whoever reads our output may have read enough: that is an errno then, and no error.
  ::signal(SIGPIPE, SIG_IGN);
  // Before any thread begins. Whoever has set it knows better.
  ::setenv("XAPIAN_FLUSH_THRESHOLD", kFlushThreshold, 0);
  // On a machine that has both, searches come first.
  pace::GiveWayEverywhere();
  const absl::StatusOr<Command> command = ParseCommandLine(arguments);
  if (!command.ok()) return Fail(command.status());
  return std::visit(Runner(), *command);
}

}  // namespace dateline::command

#include "indexer/command/run.h"

#include <signal.h>
#include <unistd.h>

#include <variant>

#include "absl/strings/strip.h"
#include "indexer/command/command_line.h"
#include "indexer/command/commands.h"
#include "indexer/command/line_output.h"
#include "indexer/command/message.h"

namespace dateline::command {
namespace {

struct Runner {
  int operator()(const ShowText& show) const {
    LineOutput output(STDOUT_FILENO);
    output.Write(absl::StripSuffix(show.text, "\n"));
    output.Flush();
    return output.status().ok() ? kExitFine : Fail(output.status());
  }
  int operator()(const ExtractOptions& options) const { return RunExtract(options); }
  int operator()(const IndexOptions& options) const { return RunIndex(options); }
  int operator()(const ExportOptions& options) const { return RunExport(options); }
  int operator()(const RemoveOptions& options) const { return RunRemove(options); }
  int operator()(const CheckOptions& options) const { return RunCheck(options); }
};

}  // namespace

int Run(const std::vector<std::string>& arguments) {
  // Whoever reads our output may have read enough: that is an errno then, and no error.
  ::signal(SIGPIPE, SIG_IGN);
  const absl::StatusOr<Command> command = ParseCommandLine(arguments);
  if (!command.ok()) return Fail(command.status());
  return std::visit(Runner(), *command);
}

}  // namespace dateline::command

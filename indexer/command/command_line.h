// Command line to options: parsed and validated before anything is done.

#ifndef DATELINE_INDEXER_COMMAND_COMMAND_LINE_H_
#define DATELINE_INDEXER_COMMAND_COMMAND_LINE_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "indexer/command/commands.h"

namespace dateline::command {

// Text asked for with --help or --version.
struct ShowText {
  std::string text;
};

using Command = std::variant<ShowText, ExtractOptions, IndexOptions, ExportOptions, RemoveOptions,
                             CheckOptions>;

// `arguments` are without the program's name. INVALID_ARGUMENT says which argument, what is wrong
// with it and what is allowed.
absl::StatusOr<Command> ParseCommandLine(const std::vector<std::string>& arguments);

}  // namespace dateline::command

#endif  // DATELINE_INDEXER_COMMAND_COMMAND_LINE_H_

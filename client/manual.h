// The manual: what `--help` prints.

#ifndef DATELINE_CLIENT_MANUAL_H_
#define DATELINE_CLIENT_MANUAL_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "client/invocation.h"

namespace dateline::client {

// The command called `name`; none for a name that no command has.
std::optional<Command> FindCommand(absl::string_view name);

// The name of a command; empty for kManual.
std::string CommandName(Command command);

// The page of the command called `name`, or for an empty name the page of the whole program:
// NAME, SYNOPSIS, DESCRIPTION, OPTIONS, EXIT STATUS, ENVIRONMENT, EXAMPLES. At most 80 columns.
std::string Manual(absl::string_view name);

// "dateline 0.1.0".
std::string VersionLine();

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_MANUAL_H_

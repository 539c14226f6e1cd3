// The help texts: one per command, and one for the program.

#ifndef DATELINE_INDEXER_COMMAND_HELP_TEXT_H_
#define DATELINE_INDEXER_COMMAND_HELP_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::command {

// The help of a command; of the program for "" and for a name that is none. Ends in a newline.
std::string HelpText(absl::string_view command);

// What --version prints. Ends in a newline.
std::string VersionText();

}  // namespace dateline::command

#endif  // DATELINE_INDEXER_COMMAND_HELP_TEXT_H_

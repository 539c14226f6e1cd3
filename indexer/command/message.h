// What is said to the person at the terminal: standard error, one line at a time.

#ifndef DATELINE_INDEXER_COMMAND_MESSAGE_H_
#define DATELINE_INDEXER_COMMAND_MESSAGE_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace dateline::command {

// "dateline-indexer: <text>" and a newline. Control characters that could steer a terminal (file
// names come from outside) are shown as '?'. A closed standard error is no error.
void Say(absl::string_view text);

// Says the status and returns kExitError.
int Fail(const absl::Status& status);

// "1,234,567"
std::string WithCommas(uint64_t number);

// "1 article", "2 articles", "0 articles"
std::string Count(uint64_t number, absl::string_view noun);

}  // namespace dateline::command

#endif  // DATELINE_INDEXER_COMMAND_MESSAGE_H_

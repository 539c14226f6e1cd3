// The command line: from arguments to a checked Invocation.

#ifndef DATELINE_CLIENT_COMMAND_LINE_H_
#define DATELINE_CLIENT_COMMAND_LINE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "client/environment.h"
#include "client/invocation.h"

namespace dateline::client {

// Where the server is asked without --address and DATELINE_ADDRESS.
inline constexpr char kDefaultAddress[] = "127.0.0.1:7410";

// Seconds to wait for an answer: without --timeout, and at most.
inline constexpr double kDefaultTimeoutS = 30;
inline constexpr double kMaxTimeoutS = 86'400;

// `arguments` without the program's name. Nothing is asked of the server here, and limits that
// the server has are left to it. INVALID_ARGUMENT says what is wrong with which option, and where
// the manual is.
absl::StatusOr<Invocation> ParseCommandLine(const std::vector<std::string>& arguments,
                                            const Environment& environment);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_COMMAND_LINE_H_

// Everything that dateline-server does between its command line and its exit code.

#ifndef DATELINE_SERVER_SERVICE_RUN_SERVER_H_
#define DATELINE_SERVER_SERVICE_RUN_SERVER_H_

#include "server/service/command_line.h"

namespace dateline::service {

inline constexpr int kExitCannotStart = 2;

// Serves until a signal comes. Returns the exit code: 0, or kExitCannotStart after telling why on
// standard error.
int RunServer(const CommandLine& line);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_RUN_SERVER_H_

// The command line of dateline-server.

#ifndef DATELINE_SERVER_SERVICE_COMMAND_LINE_H_
#define DATELINE_SERVER_SERVICE_COMMAND_LINE_H_

#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "server/match/search.h"
#include "server/service/server.h"

namespace dateline::service {

struct CommandLine {
  std::string index;
  bool wait_for_index = false;
  std::string aliases;  // Empty: no overlay.
  bool entity_rules = true;
  uint64_t cache_bytes = 0;
  uint64_t answer_cache_bytes = 0;
  ServerOptions server;
  std::string address_file;  // Empty: none.
  absl::Duration drain_time;
  match::Bm25 bm25;
};

// Reads the arguments. After --help, --version or a mistake, which it has told on standard output
// or standard error, it returns nullopt and what to exit with.
absl::optional<CommandLine> ParseCommandLine(int argc, char** argv, int* exit_code);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_COMMAND_LINE_H_

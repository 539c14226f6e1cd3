// dateline-server: serves a Dateline index over gRPC.

#include "server/service/command_line.h"
#include "server/service/run_server.h"

// Where jemalloc looks for its settings (jemalloc(3)), before those of MALLOC_CONF: memory that a
// load or a search no longer needs goes back to the system after a second, by a thread of its own.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "background_thread:true,dirty_decay_ms:1000";
}

int main(int argc, char** argv) {
  int exit_code = 0;
  const auto line = dateline::service::ParseCommandLine(argc, argv, &exit_code);
  if (!line) return exit_code;
  return dateline::service::RunServer(*line);
}

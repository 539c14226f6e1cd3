// dateline-server: serves a Dateline index over gRPC.

#include "server/service/command_line.h"
#include "server/service/run_server.h"

int main(int argc, char** argv) {
  int exit_code = 0;
  const auto line = dateline::service::ParseCommandLine(argc, argv, &exit_code);
  if (!line) return exit_code;
  return dateline::service::RunServer(*line);
}

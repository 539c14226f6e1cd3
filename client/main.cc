// dateline: asks a Dateline server from the command line.

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "client/environment.h"
#include "client/run.h"

namespace {

// A caller may have closed the standard streams. Their numbers would go to the next files to be
// opened, and our output into a connection: a file that nothing can be written to takes them.
void ReserveStandardStreams() {
  int taken = 0;
  while (taken >= 0 && taken <= STDERR_FILENO) taken = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (taken > STDERR_FILENO) close(taken);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace dateline::client;
  ReserveStandardStreams();
  // Whoever reads our output may have read enough: that is an errno here, and no error.
  std::signal(SIGPIPE, SIG_IGN);
  // Failed calls are told in our words; GRPC_VERBOSITY brings gRPC's own back.
  setenv("GRPC_VERBOSITY", "NONE", 0);
  const Outcome outcome =
      Run(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc), ReadEnvironment());
  std::fwrite(outcome.err.data(), 1, outcome.err.size(), stderr);
  errno = 0;
  const size_t written = std::fwrite(outcome.out.data(), 1, outcome.out.size(), stdout);
  if (written == outcome.out.size() && std::fflush(stdout) == 0) return outcome.exit_code;
  if (errno == EPIPE) return outcome.exit_code;
  std::fprintf(stderr, "dateline: cannot write to the standard output: %s\n", std::strerror(errno));
  return kExitError;
}

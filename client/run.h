// One run of the client, from its arguments to its output and exit code.

#ifndef DATELINE_CLIENT_RUN_H_
#define DATELINE_CLIENT_RUN_H_

#include <string>
#include <vector>

#include "client/environment.h"

namespace dateline::client {

inline constexpr int kExitFound = 0;
inline constexpr int kExitNothingFound = 1;
inline constexpr int kExitError = 2;

struct Outcome {
  int exit_code = kExitFound;

  // For the standard output: the result. For the standard error: everything else.
  std::string out;
  std::string err;
};

// `arguments` without the program's name. Blocks until the server answers or the time is up.
// Prints nothing itself.
Outcome Run(const std::vector<std::string>& arguments, const Environment& environment);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_RUN_H_

// What a run depends on beside its arguments and the server.

#ifndef DATELINE_CLIENT_ENVIRONMENT_H_
#define DATELINE_CLIENT_ENVIRONMENT_H_

#include <string>

#include "absl/time/civil_time.h"
#include "client/invocation.h"
#include "client/screen.h"

namespace dateline::client {

struct Environment {
  // Values of variables; empty when they are not set.
  std::string dateline_address;  // DATELINE_ADDRESS
  std::string no_color;          // NO_COLOR
  std::string term;              // TERM
  std::string locale;            // The first that is set of LC_ALL, LC_CTYPE and LANG.

  // Whether the standard output is a terminal, and how many columns it has (0: not known).
  bool terminal = false;
  int columns = 0;

  // In the local time zone.
  absl::CivilDay today;
};

// The process's own.
Environment ReadEnvironment();

// What pages are drawn for. Colours need a terminal that is not "dumb", and no NO_COLOR, unless
// they are asked for; anything but ASCII needs a locale of UTF-8.
Screen ScreenFor(const Environment& environment, const Invocation& invocation);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_ENVIRONMENT_H_

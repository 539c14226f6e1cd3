#include "client/environment.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <initializer_list>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace dateline::client {
namespace {

std::string FirstSet(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return "";
}

}  // namespace

Environment ReadEnvironment() {
  Environment environment;
  environment.dateline_address = FirstSet({"DATELINE_ADDRESS"});
  environment.no_color = FirstSet({"NO_COLOR"});
  environment.term = FirstSet({"TERM"});
  environment.locale = FirstSet({"LC_ALL", "LC_CTYPE", "LANG"});
  environment.terminal = isatty(STDOUT_FILENO) == 1;
  winsize size = {};
  if (environment.terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
    environment.columns = size.ws_col;
  }
  environment.today = absl::ToCivilDay(absl::Now(), absl::LocalTimeZone());
  return environment;
}

Screen ScreenFor(const Environment& environment, const Invocation& invocation) {
  Screen screen;
  const int columns = environment.columns > 0 ? environment.columns : kDefaultWidth;
  screen.width = std::clamp(invocation.width.value_or(columns), kMinWidth, kMaxWidth);
  switch (invocation.color) {
    case ColorChoice::kAlways:
      screen.color = true;
      break;
    case ColorChoice::kNever:
      screen.color = false;
      break;
    case ColorChoice::kAuto:
      screen.color =
          environment.terminal && environment.no_color.empty() && environment.term != "dumb";
      break;
  }
  const std::string locale = absl::AsciiStrToLower(environment.locale);
  screen.unicode = absl::StrContains(locale, "utf-8") || absl::StrContains(locale, "utf8");
  return screen;
}

}  // namespace dateline::client

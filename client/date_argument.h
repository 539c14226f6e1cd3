// Dates as they are typed on a command line.

#ifndef DATELINE_CLIENT_DATE_ARGUMENT_H_
#define DATELINE_CLIENT_DATE_ARGUMENT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace dateline::client {

// The date of the API for what was typed: "2023", "2023-09" and "2023-09-13" as they are, "-7d"
// as the day so many days (w weeks, m months, y years) before `today`. Months and years keep
// the day of the month, or take the month's last day when it has no such day. INVALID_ARGUMENT
// for anything else, and for days that the calendar does not have. Thread-safe.
absl::StatusOr<std::string> ParseDate(absl::string_view typed, absl::CivilDay today);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_DATE_ARGUMENT_H_

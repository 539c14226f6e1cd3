// Xapian's exceptions as absl::Status: the one catch ladder of the project.

#ifndef DATELINE_INDEXER_FORMAT_XAPIAN_STATUS_H_
#define DATELINE_INDEXER_FORMAT_XAPIAN_STATUS_H_

#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace dateline::format {

// The exception that is being handled as a status; `what` names what was being done, as in
// "shard 3: commit". REQUIRES: called inside a catch block. Never throws.
//
//   DatabaseModifiedError                 UNAVAILABLE (open the current revision and try again)
//   DatabaseOpening-, Create-, ClosedError   UNAVAILABLE
//   DatabaseLockError                     FAILED_PRECONDITION
//   DatabaseVersionError                  FAILED_PRECONDITION
//   DatabaseNotFoundError, DocNotFound    NOT_FOUND
//   other database errors, Serialisation  DATA_LOSS
//   disk or quota full, std::bad_alloc    RESOURCE_EXHAUSTED
//   no permission                         PERMISSION_DENIED
//   network errors                        UNAVAILABLE
//   a bad argument, query or wildcard     INVALID_ARGUMENT
//   UnimplementedError, FeatureUnavailable   UNIMPLEMENTED
//   anything else                         INTERNAL
absl::Status CurrentExceptionStatus(absl::string_view what);

// Calls `f`, which returns void or absl::Status, and turns what it throws into a status.
template <typename F>
absl::Status CatchXapian(absl::string_view what, F&& f) {
  try {
    if constexpr (std::is_void_v<decltype(f())>) {
      std::forward<F>(f)();
      return absl::OkStatus();
    } else {
      return std::forward<F>(f)();
    }
  } catch (...) {
    return CurrentExceptionStatus(what);
  }
}

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_XAPIAN_STATUS_H_

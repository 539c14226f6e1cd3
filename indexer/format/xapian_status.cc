#include "indexer/format/xapian_status.h"

#include <xapian.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <new>

#include "absl/strings/str_cat.h"

namespace dateline::format {
namespace {

// What the operating system said, which decides before the class does: a full disk surfaces as one
// of several classes, by where it struck.
absl::StatusCode CodeOf(const Xapian::Error& error, absl::StatusCode code) {
  const char* system = error.get_error_string();
  if (system == nullptr) return code;
  const absl::string_view text = system;
  for (int full : {ENOSPC, EDQUOT, EFBIG, ENOMEM, EMFILE, ENFILE}) {
    if (text == std::strerror(full)) return absl::StatusCode::kResourceExhausted;
  }
  for (int denied : {EACCES, EPERM, EROFS}) {
    if (text == std::strerror(denied)) return absl::StatusCode::kPermissionDenied;
  }
  return code;
}

absl::Status StatusOf(absl::string_view what, const Xapian::Error& error, absl::StatusCode code) {
  std::string message = absl::StrCat(what, ": ", error.get_msg());
  const char* system = error.get_error_string();
  if (system != nullptr) absl::StrAppend(&message, " (", system, ")");
  return absl::Status(CodeOf(error, code), message);
}

}  // namespace

absl::Status CurrentExceptionStatus(absl::string_view what) {
  using Code = absl::StatusCode;
  // Xapian::Error has no virtual functions: only the catch clauses tell the classes apart, so a
  // base class must come after all that derive from it.
  try {
    throw;
  } catch (const Xapian::DatabaseModifiedError& e) {
    return StatusOf(what, e, Code::kUnavailable);
  } catch (const Xapian::DatabaseLockError& e) {
    return StatusOf(what, e, Code::kFailedPrecondition);
  } catch (const Xapian::DatabaseVersionError& e) {
    return StatusOf(what, e, Code::kFailedPrecondition);
  } catch (const Xapian::DatabaseNotFoundError& e) {
    return StatusOf(what, e, Code::kNotFound);
  } catch (const Xapian::DatabaseOpeningError& e) {
    return StatusOf(what, e, Code::kUnavailable);
  } catch (const Xapian::DatabaseCreateError& e) {
    return StatusOf(what, e, Code::kUnavailable);
  } catch (const Xapian::DatabaseClosedError& e) {
    return StatusOf(what, e, Code::kUnavailable);
  } catch (const Xapian::DatabaseError& e) {  // Corrupt, and blocks that are not there.
    return StatusOf(what, e, Code::kDataLoss);
  } catch (const Xapian::NetworkTimeoutError& e) {
    return StatusOf(what, e, Code::kDeadlineExceeded);
  } catch (const Xapian::NetworkError& e) {
    return StatusOf(what, e, Code::kUnavailable);
  } catch (const Xapian::DocNotFoundError& e) {
    return StatusOf(what, e, Code::kNotFound);
  } catch (const Xapian::SerialisationError& e) {
    return StatusOf(what, e, Code::kDataLoss);
  } catch (const Xapian::FeatureUnavailableError& e) {
    return StatusOf(what, e, Code::kUnimplemented);
  } catch (const Xapian::UnimplementedError& e) {
    return StatusOf(what, e, Code::kUnimplemented);
  } catch (const Xapian::QueryParserError& e) {
    return StatusOf(what, e, Code::kInvalidArgument);
  } catch (const Xapian::WildcardError& e) {
    return StatusOf(what, e, Code::kInvalidArgument);
  } catch (const Xapian::RangeError& e) {
    return StatusOf(what, e, Code::kInvalidArgument);
  } catch (const Xapian::InvalidArgumentError& e) {
    return StatusOf(what, e, Code::kInvalidArgument);
  } catch (const Xapian::InvalidOperationError& e) {
    return StatusOf(what, e, Code::kFailedPrecondition);
  } catch (const Xapian::Error& e) {  // InternalError, AssertionError
    return StatusOf(what, e, Code::kInternal);
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError(absl::StrCat(what, ": out of memory"));
  } catch (const std::exception& e) {
    return absl::InternalError(absl::StrCat(what, ": ", e.what()));
  } catch (...) {
    return absl::InternalError(absl::StrCat(what, ": unknown exception"));
  }
}

}  // namespace dateline::format

#include <xapian.h>

#include <exception>
#include <new>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "server/snapshot/snapshot.h"

namespace dateline::snapshot {
namespace {

std::string MessageOf(const Xapian::Error& error) {
  const char* system = error.get_error_string();
  return system == nullptr ? error.get_msg() : absl::StrCat(error.get_msg(), " (", system, ")");
}

}  // namespace

absl::Status StatusOfXapianException() {
  // Xapian::Error has no virtual functions: only the catch clauses tell the classes apart, so a
  // base class must come after all that derive from it.
  try {
    throw;
  } catch (const Xapian::DatabaseModifiedError& e) {
    return absl::UnavailableError(
        absl::StrCat("this revision of the index can no longer be read: ", MessageOf(e)));
  } catch (const Xapian::DatabaseVersionError& e) {
    return absl::FailedPreconditionError(MessageOf(e));
  } catch (const Xapian::DatabaseOpeningError& e) {
    return absl::UnavailableError(MessageOf(e));
  } catch (const Xapian::DatabaseClosedError& e) {
    return absl::InternalError(MessageOf(e));
  } catch (const Xapian::DatabaseError& e) {  // Corrupt, and what the disk could not give.
    return absl::DataLossError(MessageOf(e));
  } catch (const Xapian::SerialisationError& e) {
    return absl::DataLossError(MessageOf(e));
  } catch (const Xapian::Error& e) {
    return absl::InternalError(MessageOf(e));
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError("out of memory");
  } catch (const std::exception& e) {
    return absl::InternalError(e.what());
  } catch (...) {
    return absl::InternalError("unknown exception");
  }
}

}  // namespace dateline::snapshot

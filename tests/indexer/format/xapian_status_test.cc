#include "indexer/format/xapian_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <cerrno>
#include <functional>
#include <new>
#include <stdexcept>
#include <vector>

namespace dateline::format {
namespace {

struct Case {
  const char* name;
  std::function<void()> thrower;
  absl::StatusCode code;
};

template <typename E>
std::function<void()> Throws(int error_number = 0) {
  return [=] { throw E("the message", "", error_number); };
}

TEST(XapianStatusTest, GivesEveryExceptionItsCode) {
  using Code = absl::StatusCode;
  const std::vector<Case> cases = {
      {"modified", Throws<Xapian::DatabaseModifiedError>(), Code::kUnavailable},
      {"lock", Throws<Xapian::DatabaseLockError>(), Code::kFailedPrecondition},
      {"version", Throws<Xapian::DatabaseVersionError>(), Code::kFailedPrecondition},
      {"not found", Throws<Xapian::DatabaseNotFoundError>(), Code::kNotFound},
      {"corrupt", Throws<Xapian::DatabaseCorruptError>(), Code::kDataLoss},
      {"opening", Throws<Xapian::DatabaseOpeningError>(), Code::kUnavailable},
      {"create", Throws<Xapian::DatabaseCreateError>(), Code::kUnavailable},
      {"closed", Throws<Xapian::DatabaseClosedError>(), Code::kUnavailable},
      {"database", Throws<Xapian::DatabaseError>(), Code::kDataLoss},
      {"disk full", Throws<Xapian::DatabaseError>(ENOSPC), Code::kResourceExhausted},
      {"quota", Throws<Xapian::DatabaseCreateError>(EDQUOT), Code::kResourceExhausted},
      {"denied", Throws<Xapian::DatabaseOpeningError>(EACCES), Code::kPermissionDenied},
      {"timeout", Throws<Xapian::NetworkTimeoutError>(), Code::kDeadlineExceeded},
      {"network", Throws<Xapian::NetworkError>(), Code::kUnavailable},
      {"document", Throws<Xapian::DocNotFoundError>(), Code::kNotFound},
      {"serialisation", Throws<Xapian::SerialisationError>(), Code::kDataLoss},
      {"feature", Throws<Xapian::FeatureUnavailableError>(), Code::kUnimplemented},
      {"unimplemented", Throws<Xapian::UnimplementedError>(), Code::kUnimplemented},
      {"query", Throws<Xapian::QueryParserError>(), Code::kInvalidArgument},
      {"wildcard", Throws<Xapian::WildcardError>(), Code::kInvalidArgument},
      {"range", Throws<Xapian::RangeError>(), Code::kInvalidArgument},
      {"argument", Throws<Xapian::InvalidArgumentError>(), Code::kInvalidArgument},
      {"operation", Throws<Xapian::InvalidOperationError>(), Code::kFailedPrecondition},
      {"internal", Throws<Xapian::InternalError>(), Code::kInternal},
      {"memory", [] { throw std::bad_alloc(); }, Code::kResourceExhausted},
      {"standard", [] { throw std::runtime_error("the message"); }, Code::kInternal},
      {"anything", [] { throw 7; }, Code::kInternal},
  };
  for (const Case& c : cases) {
    const absl::Status status = CatchXapian("shard 3", c.thrower);
    EXPECT_EQ(status.code(), c.code) << c.name;
    EXPECT_THAT(std::string(status.message()), ::testing::StartsWith("shard 3: ")) << c.name;
  }
}

TEST(XapianStatusTest, SaysWhatXapianAndTheSystemSaid) {
  const absl::Status status =
      CatchXapian("shard 3", [] { throw Xapian::DatabaseError("Error writing block", ENOSPC); });
  EXPECT_EQ(status.message(), "shard 3: Error writing block (No space left on device)");
}

TEST(XapianStatusTest, PassesOnWhatTheFunctionReturns) {
  EXPECT_TRUE(CatchXapian("x", [] {}).ok());
  EXPECT_TRUE(absl::IsNotFound(CatchXapian("x", [] { return absl::NotFoundError("y"); })));
}

}  // namespace
}  // namespace dateline::format

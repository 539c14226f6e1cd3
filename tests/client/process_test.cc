// The program itself, where a process differs from a function: its streams and its exit code.

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "dateline/v1/index_service.grpc.pb.h"

namespace dateline::client {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// What a shell command prints, and its exit code. DATELINE stands for the program.
struct ShellResult {
  std::string out;
  int exit_code = -1;
};

ShellResult Shell(const std::string& command) {
  ShellResult result;
  const std::string line = absl::StrCat("DATELINE='", DATELINE_BINARY, "'; ", command);
  FILE* pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) return result;
  char buffer[4096];
  for (size_t n; (n = fread(buffer, 1, sizeof(buffer), pipe)) > 0;) result.out.append(buffer, n);
  const int status = pclose(pipe);
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  return result;
}

TEST(ProcessTest, PrintsResultsToTheStandardOutputAlone) {
  EXPECT_THAT(Shell("$DATELINE --help 2>/dev/null").out, StartsWith("NAME\n"));
  EXPECT_THAT(Shell("$DATELINE --help 2>&1 >/dev/null").out, IsEmpty());
  EXPECT_EQ(Shell("$DATELINE --help").exit_code, 0);
}

TEST(ProcessTest, PrintsErrorsToTheStandardErrorAlone) {
  EXPECT_THAT(Shell("$DATELINE search --bogus 2>/dev/null").out, IsEmpty());
  const ShellResult result = Shell("$DATELINE search --bogus 2>&1 >/dev/null");
  EXPECT_THAT(result.out, StartsWith("dateline: search: unknown option '--bogus'"));
  EXPECT_EQ(result.exit_code, 2);
}

TEST(ProcessTest, TakesNoOffenceWhenNobodyReads) {
  // The reader is gone for certain before the program begins to write.
  const ShellResult result = Shell(
      "dir=$(mktemp -d); mkfifo $dir/pipe; exec 3<>$dir/pipe; "
      "exec 4>$dir/pipe; exec 3<&-; $DATELINE search --help >&4 2>$dir/err; "
      "code=$?; cat $dir/err; rm -r $dir; exit $code");
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_EQ(result.exit_code, 0);
}

TEST(ProcessTest, SaysThatTheOutputCouldNotBeWritten) {
  const ShellResult full = Shell("$DATELINE --help 2>&1 >/dev/full");
  EXPECT_THAT(full.out, HasSubstr("cannot write to the standard output: No space left"));
  EXPECT_EQ(full.exit_code, 2);
  const ShellResult closed = Shell("$DATELINE --help 2>&1 >&-");
  EXPECT_THAT(closed.out, HasSubstr("cannot write to the standard output"));
  EXPECT_EQ(closed.exit_code, 2);
}

class FakeIndex : public v1::IndexService::Service {
  grpc::Status GetIndex(grpc::ServerContext*, const v1::GetIndexRequest*,
                        v1::GetIndexResponse*) override {
    return grpc::Status::OK;
  }
};

TEST(ProcessTest, NeverPrintsIntoAConnection) {
  FakeIndex index;
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&index);
  const auto server = builder.BuildAndStart();
  const std::string info = absl::StrCat("$DATELINE info --address 127.0.0.1:", port);
  EXPECT_EQ(Shell(info).exit_code, 0);
  // Closed, the standard output's number would be the first to be given to another file.
  const ShellResult closed = Shell(info + " 2>&1 >&-");
  EXPECT_THAT(closed.out, HasSubstr("cannot write to the standard output: Bad file descriptor"));
  EXPECT_EQ(closed.exit_code, 2);
  server->Shutdown(std::chrono::system_clock::now());
}

TEST(ProcessTest, IsAsciiWithoutALocaleOfUtf8) {
  const std::string wrong = "$DATELINE 'caf\xC3\xA9' 2>&1";
  EXPECT_THAT(Shell("LC_ALL=C " + wrong).out, HasSubstr("'cafe'"));
  EXPECT_THAT(Shell("LC_ALL=C.UTF-8 " + wrong).out, HasSubstr("'caf\xC3\xA9'"));
}

}  // namespace
}  // namespace dateline::client

#include "server/service/library_logs.h"

#include <google/protobuf/stubs/logging.h>
#include <grpc/support/log.h>

#include <string>

#include "server/service/log_line.h"

namespace dateline::service {
namespace {

void LogGrpc(gpr_log_func_args* args) {
  const bool error = args->severity == GPR_LOG_SEVERITY_ERROR;
  LogLine(error ? "warning" : "info", "grpc").Add("what", args->message).Write();
}

void LogProtobuf(google::protobuf::LogLevel level, const char*, int, const std::string& message) {
  const bool error = level >= google::protobuf::LOGLEVEL_ERROR;
  LogLine(error ? "warning" : "info", "protobuf").Add("what", message).Write();
}

}  // namespace

void CaptureLibraryLogs() {
  gpr_set_log_function(LogGrpc);
  google::protobuf::SetLogHandler(LogProtobuf);
}

}  // namespace dateline::service

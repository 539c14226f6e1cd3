// The method of IndexService, without gRPC. Thread-safe.

#ifndef DATELINE_SERVER_SERVICE_INDEX_CALL_H_
#define DATELINE_SERVER_SERVICE_INDEX_CALL_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/index_service.pb.h"
#include "server/service/engine.h"

namespace dateline::service {

// Version of the server, as it is printed and served.
absl::string_view ServerVersion();

// Errors as the proto says.
absl::Status RunGetIndex(const Engine& engine, const v1::GetIndexRequest& request,
                         const Cancelled& cancelled, v1::GetIndexResponse* response);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_INDEX_CALL_H_

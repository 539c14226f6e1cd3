#include "server/service/index_service.h"

#include "server/service/index_call.h"

namespace dateline::service {

grpc::Status IndexServiceImpl::GetIndex(grpc::ServerContext* context,
                                        const v1::GetIndexRequest* request,
                                        v1::GetIndexResponse* response) {
  return handler_.Run(
      "GetIndex", context,
      [&](const Cancelled& cancelled) {
        return RunGetIndex(engine_, *request, cancelled, response);
      },
      [&](LogLine* line) { line->Add("revision", response->revision()); });
}

}  // namespace dateline::service

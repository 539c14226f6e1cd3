// dateline.v1.IndexService over gRPC: decode, call, encode. Thread-safe.

#ifndef DATELINE_SERVER_SERVICE_INDEX_SERVICE_H_
#define DATELINE_SERVER_SERVICE_INDEX_SERVICE_H_

#include "dateline/v1/index_service.grpc.pb.h"
#include "server/service/engine.h"
#include "server/service/handler.h"

namespace dateline::service {

class IndexServiceImpl final : public v1::IndexService::Service {
 public:
  // Both must outlive it.
  IndexServiceImpl(const Engine& engine, Handler* handler) : engine_(engine), handler_(*handler) {}

  grpc::Status GetIndex(grpc::ServerContext* context, const v1::GetIndexRequest* request,
                        v1::GetIndexResponse* response) override;

 private:
  const Engine& engine_;
  Handler& handler_;
};

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_INDEX_SERVICE_H_

// dateline.v1.EntityService over gRPC: decode, call, encode. Thread-safe.

#ifndef DATELINE_SERVER_SERVICE_ENTITY_SERVICE_H_
#define DATELINE_SERVER_SERVICE_ENTITY_SERVICE_H_

#include "dateline/v1/entity_service.grpc.pb.h"
#include "server/service/engine.h"
#include "server/service/handler.h"

namespace dateline::service {

class EntityServiceImpl final : public v1::EntityService::Service {
 public:
  // Both must outlive it.
  EntityServiceImpl(const Engine& engine, Handler* handler) : engine_(engine), handler_(*handler) {}

  grpc::Status GetEntity(grpc::ServerContext* context, const v1::GetEntityRequest* request,
                         v1::GetEntityResponse* response) override;
  grpc::Status ListEntities(grpc::ServerContext* context, const v1::ListEntitiesRequest* request,
                            v1::ListEntitiesResponse* response) override;
  grpc::Status ListCooccurrences(grpc::ServerContext* context,
                                 const v1::ListCooccurrencesRequest* request,
                                 v1::ListCooccurrencesResponse* response) override;

 private:
  const Engine& engine_;
  Handler& handler_;
};

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_ENTITY_SERVICE_H_

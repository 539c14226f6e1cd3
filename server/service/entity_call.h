// The methods of EntityService, without gRPC. Thread-safe.

#ifndef DATELINE_SERVER_SERVICE_ENTITY_CALL_H_
#define DATELINE_SERVER_SERVICE_ENTITY_CALL_H_

#include "absl/status/status.h"
#include "dateline/v1/entity_service.pb.h"
#include "server/service/engine.h"

namespace dateline::service {

// Errors as the proto says.
absl::Status RunGetEntity(const Engine& engine, const v1::GetEntityRequest& request,
                          const Cancelled& cancelled, v1::GetEntityResponse* response);
absl::Status RunListEntities(const Engine& engine, const v1::ListEntitiesRequest& request,
                             const Cancelled& cancelled, v1::ListEntitiesResponse* response);
absl::Status RunListCooccurrences(const Engine& engine, const v1::ListCooccurrencesRequest& request,
                                  const Cancelled& cancelled,
                                  v1::ListCooccurrencesResponse* response);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_ENTITY_CALL_H_

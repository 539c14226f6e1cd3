#include "server/service/entity_service.h"

#include "server/service/entity_call.h"

namespace dateline::service {

grpc::Status EntityServiceImpl::GetEntity(grpc::ServerContext* context,
                                          const v1::GetEntityRequest* request,
                                          v1::GetEntityResponse* response) {
  return handler_.Run(
      "GetEntity", context,
      [&](const Cancelled& cancelled) {
        return RunGetEntity(engine_, *request, cancelled, response);
      },
      [&](LogLine* line) { line->Add("revision", response->revision()); });
}

grpc::Status EntityServiceImpl::ListEntities(grpc::ServerContext* context,
                                             const v1::ListEntitiesRequest* request,
                                             v1::ListEntitiesResponse* response) {
  return handler_.Run(
      "ListEntities", context,
      [&](const Cancelled& cancelled) {
        return RunListEntities(engine_, *request, cancelled, response);
      },
      [&](LogLine* line) {
        // As with searches, what was looked for is logged only when asked for.
        line->Add("query_bytes", static_cast<int64_t>(request->query().size()));
        if (handler_.options().log_queries) line->Add("query", request->query());
        line->Add("entities", int64_t{response->entities_size()})
            .Add("total", int64_t{response->total()})
            .Add("revision", response->revision());
      });
}

grpc::Status EntityServiceImpl::ListCooccurrences(grpc::ServerContext* context,
                                                  const v1::ListCooccurrencesRequest* request,
                                                  v1::ListCooccurrencesResponse* response) {
  return handler_.Run(
      "ListCooccurrences", context,
      [&](const Cancelled& cancelled) {
        return RunListCooccurrences(engine_, *request, cancelled, response);
      },
      [&](LogLine* line) {
        line->Add("query_bytes", static_cast<int64_t>(request->filter().query().size()));
        if (handler_.options().log_queries) line->Add("query", request->filter().query());
        line->Add("articles", int64_t{response->article_count()})
            .Add("revision", response->revision());
      });
}

}  // namespace dateline::service

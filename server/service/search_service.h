// dateline.v1.SearchService over gRPC: decode, call, encode. Thread-safe.

#ifndef DATELINE_SERVER_SERVICE_SEARCH_SERVICE_H_
#define DATELINE_SERVER_SERVICE_SEARCH_SERVICE_H_

#include "dateline/v1/search.grpc.pb.h"
#include "server/service/engine.h"
#include "server/service/handler.h"

namespace dateline::service {

class SearchServiceImpl final : public v1::SearchService::Service {
 public:
  // Both must outlive it.
  SearchServiceImpl(const Engine& engine, Handler* handler) : engine_(engine), handler_(*handler) {}

  grpc::Status Search(grpc::ServerContext* context, const v1::SearchRequest* request,
                      v1::SearchResponse* response) override;
  grpc::Status ListFacetValues(grpc::ServerContext* context,
                               const v1::ListFacetValuesRequest* request,
                               v1::ListFacetValuesResponse* response) override;

 private:
  const Engine& engine_;
  Handler& handler_;
};

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_SEARCH_SERVICE_H_

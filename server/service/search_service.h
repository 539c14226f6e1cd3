// dateline.v1.SearchService over gRPC: decode, call, encode. Thread-safe.
//
// The service that protoc generates wants every response as a message, which gRPC then serializes.
// An answer to Search is bytes already, so the methods are registered here, in the way of its code.

#ifndef DATELINE_SERVER_SERVICE_SEARCH_SERVICE_H_
#define DATELINE_SERVER_SERVICE_SEARCH_SERVICE_H_

#include <grpcpp/impl/service_type.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>

#include "dateline/v1/search.pb.h"
#include "server/service/engine.h"
#include "server/service/handler.h"

namespace dateline::service {

class SearchServiceImpl final : public grpc::Service {
 public:
  // Both must outlive it.
  SearchServiceImpl(const Engine& engine, Handler* handler);

 private:
  grpc::Status Search(grpc::ServerContext* context, const v1::SearchRequest* request,
                      grpc::ByteBuffer* response);
  grpc::Status ListFacetValues(grpc::ServerContext* context,
                               const v1::ListFacetValuesRequest* request,
                               v1::ListFacetValuesResponse* response);

  const Engine& engine_;
  Handler& handler_;
};

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_SEARCH_SERVICE_H_

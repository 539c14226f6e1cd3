#include "server/service/search_service.h"

#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/impl/rpc_service_method.h>
#include <grpcpp/support/method_handler.h>
#include <grpcpp/support/slice.h>

#include <functional>
#include <iterator>
#include <memory>

#include "server/service/search_answer.h"
#include "server/service/search_call.h"

namespace dateline::service {
namespace {

// What people search for is theirs: its length is logged, its text only when asked for.
void AddQuery(const v1::ArticleFilter& filter, const HandlerOptions& options, LogLine* line) {
  line->Add("query_bytes", static_cast<int64_t>(filter.query().size()));
  if (options.log_queries) line->Add("query", filter.query());
}

// The bytes of an answer, which live as long as gRPC needs them.
grpc::Slice SliceOf(const std::shared_ptr<const KeptAnswer>& answer) {
  using Shared = std::shared_ptr<const KeptAnswer>;
  // A slice is never written to.
  return grpc::Slice(
      const_cast<char*>(answer->bytes.data()), answer->bytes.size(),
      [](void* shared) { delete static_cast<Shared*>(shared); }, new Shared(answer));
}

}  // namespace

SearchServiceImpl::SearchServiceImpl(const Engine& engine, Handler* handler)
    : engine_(engine), handler_(*handler) {
  const auto add = [this](const char* name, grpc::internal::MethodHandler* method) {
    AddMethod(
        new grpc::internal::RpcServiceMethod(name, grpc::internal::RpcMethod::NORMAL_RPC, method));
  };
  add("/dateline.v1.SearchService/Search",
      new grpc::internal::RpcMethodHandler<SearchServiceImpl, v1::SearchRequest, grpc::ByteBuffer>(
          std::mem_fn(&SearchServiceImpl::Search), this));
  add("/dateline.v1.SearchService/ListFacetValues",
      new grpc::internal::RpcMethodHandler<SearchServiceImpl, v1::ListFacetValuesRequest,
                                           v1::ListFacetValuesResponse>(
          std::mem_fn(&SearchServiceImpl::ListFacetValues), this));
}

grpc::Status SearchServiceImpl::Search(grpc::ServerContext* context,
                                       const v1::SearchRequest* request,
                                       grpc::ByteBuffer* response) {
  SearchAnswer answer;
  const grpc::Status status = handler_.Run(
      "Search", context,
      [&](const Cancelled& cancelled) {
        return AnswerSearch(engine_, *request, cancelled, &answer);
      },
      [&](LogLine* line) {
        AddQuery(request->filter(), handler_.options(), line);
        line->Add("search_us", answer.timings.search_us())
            .Add("present_us", answer.timings.present_us())
            .Add("kept", int64_t{answer.timings.kept()})
            .Add("hits", int64_t{answer.kept->hits})
            .Add("total", int64_t{answer.kept->total})
            .Add("revision", answer.kept->revision);
      });
  if (status.ok()) {
    const grpc::Slice slices[] = {SliceOf(answer.kept), grpc::Slice(answer.TimingBytes())};
    *response = grpc::ByteBuffer(slices, std::size(slices));
  }
  return status;
}

grpc::Status SearchServiceImpl::ListFacetValues(grpc::ServerContext* context,
                                                const v1::ListFacetValuesRequest* request,
                                                v1::ListFacetValuesResponse* response) {
  return handler_.Run(
      "ListFacetValues", context,
      [&](const Cancelled& cancelled) {
        return RunListFacetValues(engine_, *request, cancelled, response);
      },
      [&](LogLine* line) {
        AddQuery(request->filter(), handler_.options(), line);
        line->Add("values", int64_t{response->values_size()})
            .Add("distinct", int64_t{response->distinct()})
            .Add("revision", response->revision());
      });
}

}  // namespace dateline::service

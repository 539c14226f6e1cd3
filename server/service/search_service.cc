#include "server/service/search_service.h"

#include "server/service/search_call.h"

namespace dateline::service {
namespace {

// What people search for is theirs: its length is logged, its text only when asked for.
void AddQuery(const v1::ArticleFilter& filter, const HandlerOptions& options, LogLine* line) {
  line->Add("query_bytes", static_cast<int64_t>(filter.query().size()));
  if (options.log_queries) line->Add("query", filter.query());
}

}  // namespace

grpc::Status SearchServiceImpl::Search(grpc::ServerContext* context,
                                       const v1::SearchRequest* request,
                                       v1::SearchResponse* response) {
  return handler_.Run(
      "Search", context,
      [&](const Cancelled& cancelled) { return RunSearch(engine_, *request, cancelled, response); },
      [&](LogLine* line) {
        AddQuery(request->filter(), handler_.options(), line);
        line->Add("search_us", response->timings().search_us())
            .Add("present_us", response->timings().present_us())
            .Add("hits", int64_t{response->hits_size()})
            .Add("total", int64_t{response->total()})
            .Add("revision", response->revision());
      });
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

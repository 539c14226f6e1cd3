#include "server/service/article_service.h"

#include "server/service/article_call.h"

namespace dateline::service {

grpc::Status ArticleServiceImpl::GetArticle(grpc::ServerContext* context,
                                            const v1::GetArticleRequest* request,
                                            v1::GetArticleResponse* response) {
  return handler_.Run(
      "GetArticle", context,
      [&](const Cancelled& cancelled) {
        return RunGetArticle(engine_, *request, cancelled, response);
      },
      [&](LogLine* line) { line->Add("revision", response->revision()); });
}

}  // namespace dateline::service

// dateline.v1.ArticleService over gRPC: decode, call, encode. Thread-safe.

#ifndef DATELINE_SERVER_SERVICE_ARTICLE_SERVICE_H_
#define DATELINE_SERVER_SERVICE_ARTICLE_SERVICE_H_

#include "dateline/v1/article_service.grpc.pb.h"
#include "server/service/engine.h"
#include "server/service/handler.h"

namespace dateline::service {

class ArticleServiceImpl final : public v1::ArticleService::Service {
 public:
  // Both must outlive it.
  ArticleServiceImpl(const Engine& engine, Handler* handler)
      : engine_(engine), handler_(*handler) {}

  grpc::Status GetArticle(grpc::ServerContext* context, const v1::GetArticleRequest* request,
                          v1::GetArticleResponse* response) override;

 private:
  const Engine& engine_;
  Handler& handler_;
};

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_ARTICLE_SERVICE_H_

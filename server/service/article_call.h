// The method of ArticleService, without gRPC. Thread-safe.

#ifndef DATELINE_SERVER_SERVICE_ARTICLE_CALL_H_
#define DATELINE_SERVER_SERVICE_ARTICLE_CALL_H_

#include "absl/status/status.h"
#include "dateline/v1/article_service.pb.h"
#include "server/service/engine.h"

namespace dateline::service {

// Errors as the proto says.
absl::Status RunGetArticle(const Engine& engine, const v1::GetArticleRequest& request,
                           const Cancelled& cancelled, v1::GetArticleResponse* response);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_ARTICLE_CALL_H_

// Calls to a server: one channel, a deadline for each call, errors that say what to do.

#ifndef DATELINE_CLIENT_CONNECTION_H_
#define DATELINE_CLIENT_CONNECTION_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "dateline/v1/article_service.pb.h"
#include "dateline/v1/entity_service.pb.h"
#include "dateline/v1/index_service.pb.h"
#include "dateline/v1/search.pb.h"

namespace grpc {
class Channel;
class Status;
}  // namespace grpc

namespace dateline::client {

// The largest answer that is taken: 1,000 whole articles of 128 KiB.
inline constexpr int kMaxResponseBytes = 128 << 20;

// HOST:PORT, [IPV6]:PORT. INVALID_ARGUMENT for anything else.
absl::Status CheckAddress(absl::string_view address);

// Thread-safe. A failed call has the server's status code; the message is for a person: what
// happened, the server's own words, the code's name, and what to do about it.
class Connection {
 public:
  // REQUIRES: CheckAddress(address) is OK. Nothing is sent before the first call.
  Connection(absl::string_view address, absl::Duration timeout);
  ~Connection();

  absl::StatusOr<v1::SearchResponse> Search(const v1::SearchRequest& request) const;
  absl::StatusOr<v1::ListFacetValuesResponse> ListFacetValues(
      const v1::ListFacetValuesRequest& request) const;
  absl::StatusOr<v1::GetArticleResponse> GetArticle(const v1::GetArticleRequest& request) const;
  absl::StatusOr<v1::GetIndexResponse> GetIndex() const;
  absl::StatusOr<v1::GetEntityResponse> GetEntity(const v1::GetEntityRequest& request) const;
  absl::StatusOr<v1::ListEntitiesResponse> ListEntities(
      const v1::ListEntitiesRequest& request) const;
  absl::StatusOr<v1::ListCooccurrencesResponse> ListCooccurrences(
      const v1::ListCooccurrencesRequest& request) const;

  // The state of `service` (empty: the whole server) in grpc.health.v1: "SERVING" and so on.
  absl::StatusOr<std::string> CheckHealth(const std::string& service) const;

 private:
  absl::Status Explain(const grpc::Status& status) const;

  template <typename Response, typename Call>
  absl::StatusOr<Response> Unary(const Call& call) const;

  std::string address_;
  absl::Duration timeout_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_CONNECTION_H_

#include "client/connection.h"

#include <grpcpp/grpcpp.h>

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/grpc/health/v1/health.grpc.pb.h"
#include "dateline/v1/article_service.grpc.pb.h"
#include "dateline/v1/entity_service.grpc.pb.h"
#include "dateline/v1/index_service.grpc.pb.h"
#include "dateline/v1/search.grpc.pb.h"

namespace dateline::client {
namespace {

constexpr int kMaxPort = 65535;
// A connection that fails at once is tried a second time before the user hears of it: a server may
// be starting again, and gRPC 1.51 takes some connections under way for failed ones (it reads errno
// late).
constexpr int kReconnectBackoffMs = 100;
constexpr absl::Duration kSecondTry = absl::Milliseconds(400);

// gRPC's codes are absl's, number by number.
absl::StatusCode CodeOf(const grpc::Status& status) {
  return static_cast<absl::StatusCode>(status.error_code());
}

std::string Seconds(absl::Duration duration) {
  return absl::StrCat(absl::ToDoubleSeconds(duration), " s");
}

}  // namespace

absl::Status CheckAddress(absl::string_view address) {
  const size_t colon = address.rfind(':');
  const absl::string_view host = address.substr(0, colon);
  const absl::string_view port =
      colon == absl::string_view::npos ? absl::string_view() : address.substr(colon + 1);
  const bool bracketed = absl::StartsWith(host, "[") && absl::EndsWith(host, "]");
  const bool host_ok =
      !host.empty() &&
      (bracketed ? host.size() > 2 : host.find_first_of(":/[] ") == absl::string_view::npos);
  int number = 0;
  const bool port_ok = !port.empty() &&
                       port.find_first_not_of("0123456789") == absl::string_view::npos &&
                       absl::SimpleAtoi(port, &number) && number >= 1 && number <= kMaxPort;
  if (colon != absl::string_view::npos && host_ok && port_ok) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("'", address, "' is no address; it is HOST:PORT with a port from 1 to ",
                   kMaxPort, ", as in 127.0.0.1:7410 or [::1]:7410"));
}

Connection::Connection(absl::string_view address, absl::Duration timeout)
    : address_(address), timeout_(timeout) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxResponseBytes);
  // A server of one's own is asked directly, whatever web proxy the environment names.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kReconnectBackoffMs);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, kReconnectBackoffMs);
  channel_ = grpc::CreateCustomChannel(address_, grpc::InsecureChannelCredentials(), arguments);
}

Connection::~Connection() = default;

absl::Status Connection::Explain(const grpc::Status& status) const {
  if (status.ok()) return absl::OkStatus();
  const absl::StatusCode code = CodeOf(status);
  const std::string said =
      absl::StrCat(absl::StatusCodeToString(code), status.error_message().empty() ? "" : ": ",
                   status.error_message());
  // Only a server that was reached leaves its channel ready.
  const bool reached = channel_->GetState(false) == GRPC_CHANNEL_READY;
  auto error = [&](const auto&... parts) { return absl::Status(code, absl::StrCat(parts...)); };
  switch (code) {
    case absl::StatusCode::kUnavailable:
      if (reached) return error(address_, " cannot answer now, try again (", said, ")");
      return error("cannot reach ", address_, ": is dateline-server running? (", said, ")");
    case absl::StatusCode::kDeadlineExceeded:
      if (reached) {
        return error("no answer from ", address_, " within ", Seconds(timeout_),
                     ": ask for less, or raise --timeout (", said, ")");
      }
      return error("cannot reach ", address_, " within ", Seconds(timeout_),
                   ": is the address right? (", said, ")");
    case absl::StatusCode::kInvalidArgument:
      return error("the request was refused (", said, ")");
    case absl::StatusCode::kNotFound:
      return error("not found (", said, ")");
    case absl::StatusCode::kResourceExhausted:
      return error("too much at once for ", address_,
                   ": ask for less, as with a smaller --page-size, or try again later (", said,
                   ")");
    case absl::StatusCode::kUnimplemented:
      return error(address_, " does not know this request: is it a dateline-server of this ",
                   "version? 'dateline info' tells its own (", said, ")");
    case absl::StatusCode::kUnauthenticated:
    case absl::StatusCode::kPermissionDenied:
      return error(address_, " does not let you in (", said, ")");
    case absl::StatusCode::kDataLoss:
      return error("the index of ", address_, " is damaged: 'dateline-indexer check' tells more (",
                   said, ")");
    default:
      return error(address_, " failed: its log tells more (", said, ")");
  }
}

template <typename Response, typename Call>
absl::StatusOr<Response> Connection::Unary(const Call& call) const {
  const absl::Time deadline = absl::Now() + timeout_;
  Response response;
  const auto ask = [&] {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(deadline));
    return call(&context, &response);
  };
  grpc::Status answer = ask();
  if (answer.error_code() == grpc::StatusCode::UNAVAILABLE &&
      channel_->GetState(false) == GRPC_CHANNEL_TRANSIENT_FAILURE &&
      channel_->WaitForConnected(
          absl::ToChronoTime(std::min(deadline, absl::Now() + kSecondTry)))) {
    answer = ask();
  }
  absl::Status status = Explain(answer);
  if (!status.ok()) return status;
  return response;
}

absl::StatusOr<v1::SearchResponse> Connection::Search(const v1::SearchRequest& request) const {
  auto stub = v1::SearchService::NewStub(channel_);
  return Unary<v1::SearchResponse>(
      [&](auto* context, auto* response) { return stub->Search(context, request, response); });
}

absl::StatusOr<v1::ListFacetValuesResponse> Connection::ListFacetValues(
    const v1::ListFacetValuesRequest& request) const {
  auto stub = v1::SearchService::NewStub(channel_);
  return Unary<v1::ListFacetValuesResponse>([&](auto* context, auto* response) {
    return stub->ListFacetValues(context, request, response);
  });
}

absl::StatusOr<v1::GetArticleResponse> Connection::GetArticle(
    const v1::GetArticleRequest& request) const {
  auto stub = v1::ArticleService::NewStub(channel_);
  return Unary<v1::GetArticleResponse>(
      [&](auto* context, auto* response) { return stub->GetArticle(context, request, response); });
}

absl::StatusOr<v1::GetIndexResponse> Connection::GetIndex() const {
  auto stub = v1::IndexService::NewStub(channel_);
  return Unary<v1::GetIndexResponse>([&](auto* context, auto* response) {
    return stub->GetIndex(context, v1::GetIndexRequest(), response);
  });
}

absl::StatusOr<v1::GetEntityResponse> Connection::GetEntity(
    const v1::GetEntityRequest& request) const {
  auto stub = v1::EntityService::NewStub(channel_);
  return Unary<v1::GetEntityResponse>(
      [&](auto* context, auto* response) { return stub->GetEntity(context, request, response); });
}

absl::StatusOr<v1::ListEntitiesResponse> Connection::ListEntities(
    const v1::ListEntitiesRequest& request) const {
  auto stub = v1::EntityService::NewStub(channel_);
  return Unary<v1::ListEntitiesResponse>([&](auto* context, auto* response) {
    return stub->ListEntities(context, request, response);
  });
}

absl::StatusOr<v1::ListCooccurrencesResponse> Connection::ListCooccurrences(
    const v1::ListCooccurrencesRequest& request) const {
  auto stub = v1::EntityService::NewStub(channel_);
  return Unary<v1::ListCooccurrencesResponse>([&](auto* context, auto* response) {
    return stub->ListCooccurrences(context, request, response);
  });
}

absl::StatusOr<std::string> Connection::CheckHealth(const std::string& service) const {
  namespace health = grpc::health::v1;
  auto stub = health::Health::NewStub(channel_);
  health::HealthCheckRequest request;
  request.set_service(service);
  auto response = Unary<health::HealthCheckResponse>(
      [&](auto* context, auto* answer) { return stub->Check(context, request, answer); });
  if (!response.ok()) return response.status();
  const std::string& name = health::HealthCheckResponse::ServingStatus_Name(response->status());
  return name.empty() ? absl::StrCat("status ", static_cast<int>(response->status())) : name;
}

}  // namespace dateline::client

#include "server/service/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>

#include <chrono>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/service/article_service.h"
#include "server/service/entity_service.h"
#include "server/service/health_descriptor.h"
#include "server/service/index_service.h"
#include "server/service/limits.h"
#include "server/service/search_service.h"

namespace dateline::service {
namespace {

// Threads beside those that work on requests: they wait for the next one, answer reflection, say no
// to one too many.
constexpr int kExtraThreads = 16;

// The most threads kept waiting for requests. gRPC ends a thread that would be one more and starts
// another when it runs out: with its default of 2, one for every third request of eight clients.
constexpr int kMaxPollers = 8;

// Keepalive pings of clients: often enough for any proxy's time-out, also without a request under
// way.
constexpr int kMinPingIntervalMs = 5000;

// What answers that are ready get to reach their clients, before connections are cut.
constexpr absl::Duration kFlushTime = absl::Milliseconds(250);

constexpr const char* kServices[] = {"dateline.v1.SearchService", "dateline.v1.ArticleService",
                                     "dateline.v1.EntityService", "dateline.v1.IndexService"};

void SetLimits(int max_requests, grpc::ServerBuilder* builder) {
  builder->SetMaxReceiveMessageSize(kMaxRequestBytes);
  builder->SetMaxSendMessageSize(-1);
  grpc::ResourceQuota quota("dateline");
  quota.SetMaxThreads(max_requests + kExtraThreads);
  builder->SetResourceQuota(quota);
  builder->SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, kMaxPollers);
  builder->AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                              kMinPingIntervalMs);
  builder->AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  // Two servers on one address would each get some of the requests.
  builder->AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

}  // namespace

struct Server::Impl {
  Impl(const ServerOptions& options, const Engine& engine)
      : handler(options.handler),
        search(engine, &handler),
        article(engine, &handler),
        entity(engine, &handler),
        index(engine, &handler) {}

  Handler handler;
  SearchServiceImpl search;
  ArticleServiceImpl article;
  EntityServiceImpl entity;
  IndexServiceImpl index;
  ListenAddress address;
  std::mutex mutex;
  bool draining = false;  // Guarded by mutex: no SetServing after Shutdown.
  std::unique_ptr<grpc::Server> server;
};

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerOptions& options,
                                                      const Engine& engine) {
  grpc::EnableDefaultHealthCheckService(true);
  DescribeHealthService();
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  auto impl = std::make_unique<Impl>(options, engine);
  grpc::ServerBuilder builder;
  SetLimits(options.handler.max_requests, &builder);
  int port = 0;
  builder.AddListeningPort(options.listen.ToString(), grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&impl->search);
  builder.RegisterService(&impl->article);
  builder.RegisterService(&impl->entity);
  builder.RegisterService(&impl->index);
  impl->server = builder.BuildAndStart();
  if (impl->server == nullptr || port == 0) {
    return absl::UnavailableError(absl::StrCat("cannot listen on ", options.listen.ToString(),
                                               ": is the address this machine's, and free?"));
  }
  impl->address = options.listen;
  impl->address.port = port;
  std::unique_ptr<Server> server(new Server(std::move(impl)));
  server->SetServing(false);
  return server;
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() { Shutdown(absl::ZeroDuration()); }

const ListenAddress& Server::address() const { return impl_->address; }

void Server::SetServing(bool serving) {
  std::lock_guard<std::mutex> lock(impl_->mutex);
  if (impl_->draining) return;
  grpc::HealthCheckServiceInterface* health = impl_->server->GetHealthCheckService();
  health->SetServingStatus("", serving);
  for (const char* service : kServices) health->SetServingStatus(service, serving);
}

void Server::Shutdown(absl::Duration grace) {
  {
    std::lock_guard<std::mutex> lock(impl_->mutex);
    if (impl_->draining) return;
    impl_->draining = true;
    impl_->server->GetHealthCheckService()->Shutdown();
  }
  impl_->handler.Drain(grace);
  // gRPC waits for connections, not for requests: an idle client, or one that watches the health,
  // would hold it up.
  impl_->server->Shutdown(std::chrono::system_clock::now() +
                          absl::ToChronoMicroseconds(kFlushTime));
  impl_->server->Wait();
}

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  return impl_->server->InProcessChannel(grpc::ChannelArguments());
}

}  // namespace dateline::service

// The gRPC server: services, health, reflection and limits, on one address.

#ifndef DATELINE_SERVER_SERVICE_SERVER_H_
#define DATELINE_SERVER_SERVICE_SERVER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "server/service/engine.h"
#include "server/service/handler.h"
#include "server/service/listen_address.h"

namespace grpc {
class Channel;
}

namespace dateline::service {

struct ServerOptions {
  ListenAddress listen;
  HandlerOptions handler;
};

// Thread-safe.
class Server {
 public:
  // Starts to listen and to answer; not healthy until SetServing(true). `engine` must outlive it.
  // UNAVAILABLE when it cannot listen on the address, one that another server holds included.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options,
                                                       const Engine& engine);
  // Drops the requests under way.
  ~Server();

  // Where it listens, with the real port.
  const ListenAddress& address() const;

  // What grpc.health.v1 says, for the server as a whole ("") and for every service.
  void SetServing(bool serving);

  // Says that it is not healthy, takes no new requests, waits for those under way up to `grace`,
  // and drops the rest.
  void Shutdown(absl::Duration grace);

  // A channel without a network, for tests.
  std::shared_ptr<grpc::Channel> InProcessChannel();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_SERVER_H_

// What all RPC methods have in common: a limit on requests under way, a deadline, the translation
// of errors, one log line per request.

#ifndef DATELINE_SERVER_SERVICE_HANDLER_H_
#define DATELINE_SERVER_SERVICE_HANDLER_H_

#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "server/service/engine.h"
#include "server/service/log_line.h"

namespace dateline::service {

struct HandlerOptions {
  int max_requests = 64;     // Under way at the same time; more are RESOURCE_EXHAUSTED.
  bool log_requests = true;  // One line each, without the text of queries,
  bool log_queries = false;  // unless this says otherwise.
};

// Thread-safe.
class Handler {
 public:
  explicit Handler(const HandlerOptions& options) : options_(options) {}

  // The method's work; false of its argument means go on.
  using Work = std::function<absl::Status(const Cancelled&)>;
  // Adds what is worth logging once the work has been done well.
  using Describe = std::function<void(LogLine*)>;

  // Runs `work` under the limits. Exceptions become INTERNAL, and their text goes to the log alone.
  grpc::Status Run(absl::string_view method, grpc::ServerContext* context, const Work& work,
                   const Describe& describe);

  const HandlerOptions& options() const { return options_; }

  // From now on every request is UNAVAILABLE. Waits for those under way up to `grace`; true when
  // none is left.
  bool Drain(absl::Duration grace);

 private:
  class Life;
  class UnderWay;
  absl::Status Enter();
  void Leave();
  absl::Status Guarded(grpc::ServerContext* context, const Work& work);

  const HandlerOptions options_;
  std::mutex mutex_;
  std::condition_variable idle_;
  // Guarded by mutex_.
  int under_way_ = 0;
  bool draining_ = false;
};

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_HANDLER_H_

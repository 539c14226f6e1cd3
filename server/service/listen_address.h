// HOST:PORT to listen on.

#ifndef DATELINE_SERVER_SERVICE_LISTEN_ADDRESS_H_
#define DATELINE_SERVER_SERVICE_LISTEN_ADDRESS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dateline::service {

struct ListenAddress {
  std::string host;  // A name or an address; IPv6 in brackets.
  int port = 0;      // 0: any free one.

  std::string ToString() const;
  // True when only programs on the same machine can reach it.
  bool IsLoopback() const;
};

// INVALID_ARGUMENT unless `text` is HOST:PORT with a port of 0 to 65535; IPv6 as in [::1]:7410.
absl::StatusOr<ListenAddress> ParseListenAddress(absl::string_view text);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_LISTEN_ADDRESS_H_

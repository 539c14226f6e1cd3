#include "server/service/listen_address.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace dateline::service {
namespace {

constexpr int kMaxPort = 65535;
constexpr size_t kMaxPortDigits = 5;

bool IsPort(absl::string_view text, int* port) {
  return !text.empty() && text.size() <= kMaxPortDigits &&
         std::all_of(text.begin(), text.end(), absl::ascii_isdigit) &&
         absl::SimpleAtoi(text, port) && *port <= kMaxPort;
}

bool IsHost(absl::string_view text) {
  if (absl::StartsWith(text, "[")) return text.size() > 2 && absl::EndsWith(text, "]");
  return !text.empty() && !absl::StrContains(text, ':') && !absl::StrContains(text, '/');
}

}  // namespace

std::string ListenAddress::ToString() const { return absl::StrCat(host, ":", port); }

bool ListenAddress::IsLoopback() const {
  return host == "localhost" || absl::StartsWith(host, "127.") || host == "[::1]";
}

absl::StatusOr<ListenAddress> ParseListenAddress(absl::string_view text) {
  const size_t colon = text.rfind(':');
  ListenAddress address;
  if (colon == absl::string_view::npos || !IsHost(text.substr(0, colon)) ||
      !IsPort(text.substr(colon + 1), &address.port)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", text, "\" is no HOST:PORT; examples: 127.0.0.1:7410, 0.0.0.0:7410, [::1]:0"));
  }
  address.host = std::string(text.substr(0, colon));
  return address;
}

}  // namespace dateline::service

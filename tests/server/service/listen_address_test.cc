#include "server/service/listen_address.h"

#include <gtest/gtest.h>

namespace dateline::service {
namespace {

TEST(ListenAddressTest, TakesHostAndPort) {
  const struct {
    const char* text;
    bool loopback;
  } kCases[] = {{"127.0.0.1:7410", true}, {"localhost:0", true},   {"[::1]:65535", true},
                {"0.0.0.0:7410", false},  {"[::]:7410", false},    {"news.example:80", false},
                {"127.0.0.2:1", true},    {"192.168.0.1:1", false}};
  for (const auto& c : kCases) {
    const auto address = ParseListenAddress(c.text);
    ASSERT_TRUE(address.ok()) << c.text;
    EXPECT_EQ(address->ToString(), c.text);
    EXPECT_EQ(address->IsLoopback(), c.loopback) << c.text;
  }
}

TEST(ListenAddressTest, RefusesEverythingElse) {
  for (const char* text : {"", ":", "7410", ":7410", "localhost", "localhost:", "localhost:x",
                           "localhost:-1", "localhost:65536", "localhost:123456", "::1:7410",
                           "[]:1", "http://localhost:1", "localhost:1 "}) {
    EXPECT_EQ(ParseListenAddress(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

}  // namespace
}  // namespace dateline::service

#include "server/service/log_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dateline::service {
namespace {

TEST(LogLineTest, StaysOneLineWhateverIsLogged) {
  LogLine line("info", "it \"works\"");
  line.Add("plain", "a/b:1").Add("empty", "").Add("odd", "x\ny=\"z\"\\\x01").Add("n", int64_t{-5});
  line.Add("text", "caf\u00E9 au lait");
  EXPECT_THAT(line.text(), testing::MatchesRegex("time=[-0-9:T.]*Z .*"));
  EXPECT_THAT(line.text(), testing::EndsWith(
                               " level=info msg=\"it \\\"works\\\"\" plain=a/b:1 empty=\"\" "
                               "odd=\"x\\ny=\\\"z\\\"\\\\\\x01\" n=-5 text=\"caf\u00E9 au lait\""));
}

}  // namespace
}  // namespace dateline::service

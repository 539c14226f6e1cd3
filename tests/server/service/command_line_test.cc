#include "server/service/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/service/answer_cache.h"
#include "server/service/run_server.h"

namespace dateline::service {
namespace {

struct Outcome {
  absl::optional<CommandLine> line;
  int exit_code = -1;
  std::string out;
  std::string err;
};

Outcome Parse(std::vector<std::string> args) {
  args.insert(args.begin(), "dateline-server");
  std::vector<char*> argv;
  for (std::string& arg : args) argv.push_back(&arg[0]);
  Outcome outcome;
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  outcome.line = ParseCommandLine(static_cast<int>(argv.size()), argv.data(), &outcome.exit_code);
  outcome.out = testing::internal::GetCapturedStdout();
  outcome.err = testing::internal::GetCapturedStderr();
  return outcome;
}

TEST(CommandLineTest, HasTheDefaultsThatTheHelpNames) {
  const Outcome outcome = Parse({"--index", "x"});
  ASSERT_TRUE(outcome.line);
  EXPECT_EQ(outcome.line->index, "x");
  EXPECT_EQ(outcome.line->server.listen.ToString(), "127.0.0.1:7410");
  EXPECT_EQ(outcome.line->bm25.k1, kDefaultBm25K1);
  EXPECT_EQ(outcome.line->bm25.b, kDefaultBm25B);
  EXPECT_EQ(outcome.line->drain_time, absl::Seconds(10));
  EXPECT_FALSE(outcome.line->wait_for_index);
  EXPECT_EQ(outcome.line->aliases, "");
  EXPECT_TRUE(outcome.line->entity_rules);
  EXPECT_GT(outcome.line->cache_bytes, 0u);
  EXPECT_EQ(outcome.line->answer_cache_bytes, kDefaultAnswerCacheBytes);
  EXPECT_TRUE(outcome.line->server.handler.log_requests);
  EXPECT_FALSE(outcome.line->server.handler.log_queries);
}

TEST(CommandLineTest, TakesEveryOption) {
  const Outcome outcome =
      Parse({"--index=x", "--listen=[::1]:0", "--address-file=f", "--wait-for-index",
             "--max-requests=4096", "--drain-seconds=0", "--bm25-k1=0", "--bm25-b=1",
             "--no-request-log", "--log-queries", "--aliases=a.tsv", "--no-entity-rules",
             "--cache-mb=7", "--answer-cache-mb=0"});
  ASSERT_TRUE(outcome.line) << outcome.err;
  EXPECT_EQ(outcome.line->server.listen.ToString(), "[::1]:0");
  EXPECT_EQ(outcome.line->address_file, "f");
  EXPECT_TRUE(outcome.line->wait_for_index);
  EXPECT_EQ(outcome.line->aliases, "a.tsv");
  EXPECT_EQ(outcome.line->cache_bytes, 7u << 20);
  EXPECT_EQ(outcome.line->answer_cache_bytes, 0u);
  EXPECT_FALSE(outcome.line->entity_rules);
  EXPECT_EQ(outcome.line->server.handler.max_requests, 4096);
  EXPECT_EQ(outcome.line->drain_time, absl::ZeroDuration());
  EXPECT_EQ(outcome.line->bm25.k1, 0);
  EXPECT_EQ(outcome.line->bm25.b, 1);
  EXPECT_FALSE(outcome.line->server.handler.log_requests);
  EXPECT_TRUE(outcome.line->server.handler.log_queries);
}

TEST(CommandLineTest, RefusesMistakesOnStandardErrorWithTwo) {
  const std::vector<std::vector<std::string>> kMistakes = {
      {},
      {"--index"},
      {"--index", "x", "more"},
      {"--index", "x", "--no-such-option"},
      {"--index", "x", "--listen", "here"},
      {"--index", "x", "--aliases", ""},
      {"--index", "x", "--aliases="},
      {"--index", "x", "--max-requests", "0"},
      {"--index", "x", "--max-requests", "4097"},
      {"--index", "x", "--drain-seconds", "-1"},
      {"--index", "x", "--bm25-b", "1.1"},
      {"--index", "x", "--bm25-b", "-0.1"},
      {"--index", "x", "--bm25-k1", "-1"},
      {"--index", "x", "--bm25-k1", "nan"},
  };
  for (const auto& args : kMistakes) {
    const Outcome outcome = Parse(args);
    EXPECT_FALSE(outcome.line) << testing::PrintToString(args);
    EXPECT_EQ(outcome.exit_code, kExitCannotStart) << testing::PrintToString(args);
    EXPECT_EQ(outcome.out, "");
    EXPECT_NE(outcome.err, "");
  }
}

TEST(CommandLineTest, PrintsHelpAndVersionOnStandardOutput) {
  const Outcome help = Parse({"--help"});
  EXPECT_EQ(help.exit_code, 0);
  for (const char* part : {"--index", "--listen", "--address-file", "127.0.0.1:7410", "EXIT STATUS",
                           "EXAMPLES", "SIGNALS", "ALIASES", "--aliases", "--no-entity-rules"}) {
    EXPECT_THAT(help.out, testing::HasSubstr(part));
  }
  EXPECT_EQ(help.err, "");
  const Outcome version = Parse({"--version"});
  EXPECT_EQ(version.exit_code, 0);
  EXPECT_THAT(version.out, testing::MatchesRegex("dateline-server [0-9.]+\n"));
}

}  // namespace
}  // namespace dateline::service

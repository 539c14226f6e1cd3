// dateline-server as a user meets it: starting, answering, following commits, stopping.

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "dateline/v1/entity_service.grpc.pb.h"
#include "dateline/v1/index_service.grpc.pb.h"
#include "dateline/v1/search.grpc.pb.h"
#include "indexer/format/layout.h"
#include "indexer/format/schema.h"
#include "indexer/store/bulk_database_writer.h"
#include "tests/e2e/server/child_process.h"
#include "tests/server/service/raw_call.h"
#include "tests/server/service/sample_index.h"

namespace dateline::e2e {
namespace {

using service::Health;
using service::MakeArticle;
using service::SampleIndex;
using ::testing::HasSubstr;
using ::testing::Not;

class ServerTest : public testing::Test {
 protected:
  std::string AddressFile() const { return folder_.path() + "/address"; }

  std::vector<std::string> Command(const std::string& index,
                                   const std::vector<std::string>& more = {}) const {
    std::vector<std::string> args = {DATELINE_SERVER, "--index",        index,        "--listen",
                                     "127.0.0.1:0",   "--address-file", AddressFile()};
    args.insert(args.end(), more.begin(), more.end());
    return args;
  }

  // Waits until the server listens, and reads where.
  std::shared_ptr<grpc::Channel> Connect(ChildProcess* server) {
    EXPECT_NE(server->WaitForLine("msg=listening"), "");
    std::ifstream file(AddressFile());
    std::string address;
    std::getline(file, address);
    EXPECT_THAT(address, testing::MatchesRegex("127\\.0\\.0\\.1:[0-9]+"));
    return grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
  }

  static grpc::Status Search(const std::shared_ptr<grpc::Channel>& channel,
                             const std::string& query, v1::SearchResponse* response) {
    grpc::ClientContext context;
    v1::SearchRequest request;
    request.mutable_filter()->set_query(query);
    return v1::SearchService::NewStub(channel)->Search(&context, request, response);
  }

  // What it says when it does not start; its exit code must be 2.
  static std::string Refusal(const std::vector<std::string>& args) {
    std::string error;
    EXPECT_EQ(RunToEnd(args, &error), 2);
    return error;
  }

  support::TemporaryFolder folder_;
};

TEST_F(ServerTest, AnswersAndDrains) {
  const SampleIndex index;
  ChildProcess server(Command(index.path()));
  const auto channel = Connect(&server);
  ASSERT_NE(server.WaitForLine("msg=\"snapshot loaded\" revision=1 articles=5"), "");
  EXPECT_EQ(Health(channel, ""), "SERVING");
  EXPECT_EQ(Health(channel, "dateline.v1.SearchService"), "SERVING");
  v1::SearchResponse response;
  ASSERT_TRUE(Search(channel, "visit", &response).ok());
  EXPECT_EQ(response.total(), 2);
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0);
  EXPECT_THAT(server.error_text(), HasSubstr("msg=stopping signal=15"));
  EXPECT_THAT(server.error_text(), HasSubstr("msg=stopped"));
}

TEST_F(ServerTest, StopsThoughAClientKeepsAStreamOpen) {
  const SampleIndex index;
  ChildProcess server(Command(index.path(), {"--drain-seconds", "0.2"}));
  const auto channel = Connect(&server);
  std::thread watcher([&] {
    // A health watch never ends by itself.
    std::string response;
    service::RawStream(channel, "/grpc.health.v1.Health/Watch", "", &response);
  });
  server.Signal(SIGINT);
  EXPECT_EQ(server.Wait(), 0);
  watcher.join();
}

TEST_F(ServerTest, FollowsCommits) {
  SampleIndex index;
  ChildProcess server(Command(index.path()));
  const auto channel = Connect(&server);
  ASSERT_NE(server.WaitForLine("revision=1"), "");
  index.Commit({MakeArticle("visit-3", "Visit", "One more visit.")});
  ASSERT_NE(server.WaitForLine("msg=\"snapshot loaded\" revision=2 articles=6"), "");
  v1::SearchResponse response;
  ASSERT_TRUE(Search(channel, "visit", &response).ok());
  EXPECT_EQ(response.total(), 3);
  EXPECT_EQ(response.revision(), 2);
}

TEST_F(ServerTest, WaitsForAnIndexWhenAskedTo) {
  const std::string path = folder_.path() + "/later";
  ChildProcess server(Command(path, {"--wait-for-index"}));
  const auto channel = Connect(&server);
  EXPECT_EQ(Health(channel, "dateline.v1.SearchService"), "NOT_SERVING");
  v1::SearchResponse response;
  const grpc::Status status = Search(channel, "visit", &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(status.error_message(), "no index is loaded yet");
  std::string said;
  const std::string input = folder_.path() + "/news.jsonl";
  std::ofstream(input) << R"({"id":"a","title":"Visit","body":"A visit."})"
                       << "\n";
  ASSERT_EQ(RunToEnd({DATELINE_INDEXER, "index", "--index", path, input}, &said), 0) << said;
  ASSERT_NE(server.WaitForLine("msg=\"snapshot loaded\""), "");
  ASSERT_TRUE(Search(channel, "visit", &response).ok());
  EXPECT_EQ(response.total(), 1);
}

TEST_F(ServerTest, CorrectsEntitiesAsTheFileSaysWhileItRuns) {
  const SampleIndex index;
  const std::string aliases = folder_.path() + "/aliases.tsv";
  std::ofstream(aliases) << "merge\tperson/kim-il-1\tperson/kim-il-2\tone man\n";
  ChildProcess server(Command(index.path(), {"--aliases", aliases}));
  const auto channel = Connect(&server);
  ASSERT_NE(server.WaitForLine("msg=\"aliases applied\""), "");
  const auto get = [&](const std::string& id, v1::GetEntityResponse* response) {
    grpc::ClientContext context;
    v1::GetEntityRequest request;
    request.set_id(id);
    return v1::EntityService::NewStub(channel)->GetEntity(&context, request, response);
  };
  v1::GetEntityResponse kim;
  ASSERT_TRUE(get("person/kim-il-1", &kim).ok());
  EXPECT_EQ(kim.entity().id(), "person/kim-il-2");
  EXPECT_EQ(kim.entity().article_count(), 2);
  ASSERT_EQ(kim.changes_size(), 1);
  EXPECT_EQ(kim.changes(0).reason(), "one man");
  std::ofstream(aliases, std::ios::app) << "hide\tperson/erdogan\tnot asked for\n";
  ASSERT_NE(server.WaitForLine(" merges=1 renames=0 hides=1 "), "");
  EXPECT_EQ(get("person/erdogan", &kim).error_message(),
            "the alias overlay hides person/erdogan: not asked for");
}

TEST_F(ServerTest, DoesNotStartWithoutAnIndex) {
  EXPECT_THAT(Refusal(Command(folder_.path() + "/none")), HasSubstr("no such folder"));
  EXPECT_THAT(Refusal(Command(folder_.path())), HasSubstr(folder_.path()));
  const std::string file = folder_.path() + "/file";
  std::ofstream(file) << "text";
  EXPECT_THAT(Refusal(Command(file)), HasSubstr(file));
  EXPECT_FALSE(std::filesystem::exists(AddressFile()));
}

TEST_F(ServerTest, DoesNotStartOnAnotherFormat) {
  const SampleIndex index;
  const auto manifest = format::ReadManifest(index.path());
  for (const std::string& shard : manifest->shard_paths) {
    std::filesystem::remove_all(shard);
    const auto writer = store::BulkDatabaseWriter::Create(shard, {});
    ASSERT_TRUE(writer.ok()) << writer.status();
    ASSERT_TRUE((*writer)->SetMetadata(format::kMetaFormatVersion, "99").ok());
    ASSERT_TRUE((*writer)->Finish().ok());
  }
  const std::string error = Refusal(Command(index.path(), {"--wait-for-index"}));
  EXPECT_THAT(error, HasSubstr("99"));
  EXPECT_THAT(error, HasSubstr("dateline-server: "));
}

TEST_F(ServerTest, DoesNotStartWhereItCannotListen) {
  const SampleIndex index;
  ChildProcess first(Command(index.path()));
  Connect(&first);
  std::ifstream file(AddressFile());
  std::string address;
  std::getline(file, address);
  EXPECT_THAT(Refusal({DATELINE_SERVER, "--index", index.path(), "--listen", address}),
              HasSubstr("cannot listen on " + address));
  EXPECT_THAT(Refusal({DATELINE_SERVER, "--index", index.path(), "--listen", "127.0.0.1:0",
                       "--address-file", folder_.path() + "/no/such/folder"}),
              HasSubstr("cannot be written"));
}

TEST_F(ServerTest, WarnsWhenOthersCanReachIt) {
  const SampleIndex index;
  ChildProcess server({DATELINE_SERVER, "--index", index.path(), "--listen", "0.0.0.0:0"});
  EXPECT_THAT(server.WaitForLine("reachable from other machines"), HasSubstr("level=warning"));
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0);
}

TEST_F(ServerTest, LogsRequestsWithoutWhatWasLookedFor) {
  const SampleIndex index;
  {
    ChildProcess server(Command(index.path()));
    const auto channel = Connect(&server);
    ASSERT_NE(server.WaitForLine("snapshot loaded"), "");
    v1::SearchResponse response;
    ASSERT_TRUE(Search(channel, "visit", &response).ok());
    const std::string line = server.WaitForLine("msg=request");
    EXPECT_THAT(line, HasSubstr(" method=Search "));
    EXPECT_THAT(line, HasSubstr(" code=OK "));
    EXPECT_THAT(line, HasSubstr(" query_bytes=5 "));
    EXPECT_THAT(line, HasSubstr(" hits=2 total=2 revision=1"));
    EXPECT_THAT(line, Not(HasSubstr("visit")));
  }
  ChildProcess server(Command(index.path(), {"--log-queries"}));
  const auto channel = Connect(&server);
  ASSERT_NE(server.WaitForLine("snapshot loaded"), "");
  v1::SearchResponse response;
  ASSERT_TRUE(Search(channel, "visit", &response).ok());
  EXPECT_THAT(server.WaitForLine("msg=request"), HasSubstr(" query=visit "));
}

}  // namespace
}  // namespace dateline::e2e

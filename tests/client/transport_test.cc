// Against a server of its own in this process, which answers what the test says.

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "client/run.h"
#include "dateline/v1/article_service.grpc.pb.h"
#include "dateline/v1/index_service.grpc.pb.h"
#include "dateline/v1/search.grpc.pb.h"

namespace dateline::client {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class FakeSearch : public v1::SearchService::Service {
 public:
  grpc::Status Search(grpc::ServerContext* context, const v1::SearchRequest* request,
                      v1::SearchResponse* response) override {
    return search(context, *request, response);
  }
  grpc::Status ListFacetValues(grpc::ServerContext* context,
                               const v1::ListFacetValuesRequest* request,
                               v1::ListFacetValuesResponse* response) override {
    return list(*request, response);
  }

  std::function<grpc::Status(grpc::ServerContext*, const v1::SearchRequest&, v1::SearchResponse*)>
      search;
  std::function<grpc::Status(const v1::ListFacetValuesRequest&, v1::ListFacetValuesResponse*)> list;
};

class FakeArticles : public v1::ArticleService::Service {
 public:
  grpc::Status GetArticle(grpc::ServerContext*, const v1::GetArticleRequest* request,
                          v1::GetArticleResponse* response) override {
    if (request->id() != "known") {
      return {grpc::StatusCode::NOT_FOUND, "the index has no article '" + request->id() + "'"};
    }
    response->mutable_article()->set_id("known");
    response->mutable_article()->set_title("Title");
    response->set_revision(17);
    return grpc::Status::OK;
  }
};

class FakeIndex : public v1::IndexService::Service {
 public:
  grpc::Status GetIndex(grpc::ServerContext*, const v1::GetIndexRequest*,
                        v1::GetIndexResponse* response) override {
    response->set_article_count(1234);
    return grpc::Status::OK;
  }
};

class TransportTest : public testing::Test {
 protected:
  TransportTest() {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&search_);
    builder.RegisterService(&articles_);
    builder.RegisterService(&index_);
    server_ = builder.BuildAndStart();
    environment_.dateline_address = absl::StrCat("127.0.0.1:", port);
    environment_.locale = "C.UTF-8";
  }

  ~TransportTest() override { server_->Shutdown(std::chrono::system_clock::now()); }

  Outcome Dateline(const std::vector<std::string>& arguments) {
    return client::Run(arguments, environment_);
  }

  void AnswerSearchWith(grpc::StatusCode code, const std::string& message) {
    search_.search = [=](auto*, auto&, auto*) { return grpc::Status(code, message); };
  }

  FakeSearch search_;
  FakeArticles articles_;
  FakeIndex index_;
  std::unique_ptr<grpc::Server> server_;
  Environment environment_;
};

TEST_F(TransportTest, PrintsWhatWasFound) {
  search_.search = [](auto*, const v1::SearchRequest& request, v1::SearchResponse* response) {
    EXPECT_EQ(request.filter().query(), "visit kim");
    response->set_total(1);
    response->add_hits()->mutable_article()->set_title("Kim visits");
    response->add_warnings("no article has \x1b[1m");
    return grpc::Status::OK;
  };
  const Outcome outcome = Dateline({"search", "visit", "kim"});
  EXPECT_EQ(outcome.exit_code, kExitFound);
  EXPECT_THAT(outcome.out, StartsWith(" 1. Kim visits\n"));
  EXPECT_EQ(outcome.err, "dateline: warning: no article has \uFFFD[1m\n");
}

TEST_F(TransportTest, EndsWithOneWhenNothingWasFound) {
  search_.search = [](auto*, auto&, auto*) { return grpc::Status::OK; };
  search_.list = [](auto&, auto*) { return grpc::Status::OK; };
  EXPECT_EQ(Dateline({"search", "x"}).exit_code, kExitNothingFound);
  EXPECT_EQ(Dateline({"search", "--json", "x"}).exit_code, kExitNothingFound);
  EXPECT_EQ(Dateline({"facets", "person"}).exit_code, kExitNothingFound);
}

TEST_F(TransportTest, CountsAloneAreFoundToo) {
  search_.search = [](auto*, auto&, v1::SearchResponse* response) {
    response->set_total(5);
    return grpc::Status::OK;
  };
  EXPECT_EQ(Dateline({"search", "--counts-only"}).exit_code, kExitFound);
}

TEST_F(TransportTest, PrintsJsonThatReadsBackAsTheAnswer) {
  search_.search = [](auto*, auto&, v1::SearchResponse* response) {
    response->set_total(1);
    response->set_revision(17);
    response->add_warnings("a warning");
    response->add_hits()->mutable_article()->set_title("\x1b[1m \"金\"\n");
    return grpc::Status::OK;
  };
  const Outcome outcome = Dateline({"search", "--json", "x"});
  EXPECT_THAT(outcome.err, IsEmpty());
  EXPECT_EQ(outcome.out.find('\n'), outcome.out.size() - 1);
  EXPECT_EQ(outcome.out.find('\x1b'), std::string::npos);
  EXPECT_THAT(outcome.out, HasSubstr("\"revision\":\"17\""));
  v1::SearchResponse read;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(outcome.out, &read).ok());
  EXPECT_EQ(read.hits(0).article().title(), "\x1b[1m \"金\"\n");
}

TEST_F(TransportTest, PagesByToken) {
  search_.search = [](auto*, const v1::SearchRequest& request, v1::SearchResponse* response) {
    response->set_total(2);
    const bool second = request.page_token() == "-two=";
    response->add_hits()->mutable_article()->set_title(second ? "Second" : "First");
    if (!second) response->set_next_page_token("-two=");
    return grpc::Status::OK;
  };
  const Outcome first = Dateline({"search", "x"});
  EXPECT_THAT(first.out, HasSubstr("First"));
  const std::string hint = "Next page: add ";
  ASSERT_THAT(first.out, EndsWith(hint + "--page-token=-two=\n"));
  std::string option = first.out.substr(first.out.rfind(hint) + hint.size());
  option.pop_back();
  const Outcome second = Dateline({"search", "x", option});
  EXPECT_THAT(second.out, HasSubstr("Second"));
  EXPECT_THAT(second.out, Not(HasSubstr("Next page")));
}

TEST_F(TransportTest, PassesOnWhyARequestWasRefused) {
  AnswerSearchWith(grpc::StatusCode::INVALID_ARGUMENT, "page_size is 5000; the maximum is 1000");
  const Outcome outcome = Dateline({"search", "--page-size", "5000", "x"});
  EXPECT_EQ(outcome.exit_code, kExitError);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_EQ(outcome.err,
            "dateline: the request was refused (INVALID_ARGUMENT: page_size is 5000; the maximum "
            "is 1000)\n");
}

TEST_F(TransportTest, SaysForEveryCodeWhatToDo) {
  struct {
    grpc::StatusCode code;
    const char* advice;
  } const cases[] = {
      {grpc::StatusCode::UNAVAILABLE, "cannot answer now, try again (UNAVAILABLE: why)"},
      {grpc::StatusCode::RESOURCE_EXHAUSTED, "ask for less"},
      {grpc::StatusCode::UNIMPLEMENTED, "is it a dateline-server of this version?"},
      {grpc::StatusCode::UNAUTHENTICATED, "does not let you in (UNAUTHENTICATED: why)"},
      {grpc::StatusCode::PERMISSION_DENIED, "does not let you in (PERMISSION_DENIED: why)"},
      {grpc::StatusCode::DATA_LOSS, "'dateline-indexer check' tells more (DATA_LOSS: why)"},
      {grpc::StatusCode::INTERNAL, "failed: its log tells more (INTERNAL: why)"},
      {grpc::StatusCode::UNKNOWN, "failed: its log tells more (UNKNOWN: why)"},
  };
  for (const auto& c : cases) {
    AnswerSearchWith(c.code, "why");
    const Outcome outcome = Dateline({"search", "x"});
    EXPECT_EQ(outcome.exit_code, kExitError);
    EXPECT_THAT(outcome.err, HasSubstr(c.advice));
  }
}

TEST_F(TransportTest, NeutralisesWordsOfTheServer) {
  AnswerSearchWith(grpc::StatusCode::INVALID_ARGUMENT, "near '\x1b[2J'\nline");
  EXPECT_THAT(Dateline({"search", "x"}).err, HasSubstr("near '\uFFFD[2J'\nline)\n"));
}

TEST_F(TransportTest, SaysThatNoServerIsThere) {
  server_->Shutdown(std::chrono::system_clock::now());
  for (const char* command : {"search", "info", "health"}) {
    const Outcome outcome = Dateline({command});
    EXPECT_EQ(outcome.exit_code, kExitError);
    EXPECT_THAT(outcome.err,
                StartsWith(absl::StrCat("dateline: cannot reach ", environment_.dateline_address,
                                        ": is dateline-server running? "
                                        "(UNAVAILABLE: ")));
  }
}

TEST_F(TransportTest, GivesUpWhenTheTimeIsUp) {
  // The server answers only once the client has given up, and may do so after the test's end.
  const auto given_up = std::make_shared<absl::Notification>();
  search_.search = [given_up](grpc::ServerContext*, auto&, auto*) {
    given_up->WaitForNotification();
    return grpc::Status::OK;
  };
  const Outcome outcome = Dateline({"search", "--timeout", "0.2", "x"});
  given_up->Notify();
  EXPECT_EQ(outcome.exit_code, kExitError);
  EXPECT_THAT(outcome.err, HasSubstr("within 0.2 s: ask for less, or raise --timeout "
                                     "(DEADLINE_EXCEEDED"));
}

TEST_F(TransportTest, TellsTheServerHowLongItWaits) {
  std::chrono::system_clock::duration left{};
  search_.search = [&](grpc::ServerContext* context, auto&, auto*) {
    left = context->deadline() - std::chrono::system_clock::now();
    return grpc::Status::OK;
  };
  Dateline({"search", "--timeout", "7200", "x"});
  EXPECT_GT(left, std::chrono::hours(1));
  EXPECT_LT(left, std::chrono::hours(3));
}

TEST_F(TransportTest, TakesAnswersLargerThanGrpcDoesByDefault) {
  search_.search = [](auto*, auto&, v1::SearchResponse* response) {
    response->set_total(1);
    response->add_hits()->mutable_article()->set_body(std::string(5 << 20, 'x'));
    return grpc::Status::OK;
  };
  const Outcome outcome = Dateline({"search", "--json", "--full", "x"});
  EXPECT_EQ(outcome.exit_code, kExitFound);
  EXPECT_GT(outcome.out.size(), 5u << 20);
}

TEST_F(TransportTest, PrintsAnArticle) {
  const Outcome outcome = Dateline({"article", "known"});
  EXPECT_EQ(outcome.exit_code, kExitFound);
  EXPECT_EQ(outcome.out, "Title\nundated\nknown\n");
  EXPECT_THAT(Dateline({"article", "--json", "known"}).out,
              StartsWith("{\"article\":{\"id\":\"known\",\"title\":\"Title\""));
}

TEST_F(TransportTest, EndsWithOneForAnArticleThatIsNotThere) {
  const Outcome outcome = Dateline({"article", "other"});
  EXPECT_EQ(outcome.exit_code, kExitNothingFound);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_EQ(outcome.err, "dateline: not found (NOT_FOUND: the index has no article 'other')\n");
}

TEST_F(TransportTest, SaysThatAnOlderServerKnowsNoEntities) {
  for (const char* name : {"Kim", "person/kim"}) {
    const Outcome outcome = Dateline({"entity", name});
    EXPECT_EQ(outcome.exit_code, kExitError);
    EXPECT_THAT(outcome.out, IsEmpty());
    EXPECT_THAT(outcome.err, StartsWith(absl::StrCat("dateline: ", environment_.dateline_address,
                                                     " does not know this request: is it a "
                                                     "dateline-server of this version? 'dateline "
                                                     "info' tells its own (UNIMPLEMENTED")));
  }
}

TEST_F(TransportTest, PrintsWhatAnIndexHolds) {
  const Outcome outcome = Dateline({"info"});
  EXPECT_EQ(outcome.exit_code, kExitFound);
  EXPECT_THAT(outcome.out, StartsWith("Articles        1,234\n"));
}

TEST_F(TransportTest, ListsValues) {
  search_.list = [](const v1::ListFacetValuesRequest& request,
                    v1::ListFacetValuesResponse* response) {
    EXPECT_EQ(request.prefix(), "ki");
    v1::FacetValue* value = response->add_values();
    value->set_value("person/kim");
    value->set_display_name("Kim");
    value->set_count(3);
    response->set_distinct(1);
    response->add_warnings("careful");
    return grpc::Status::OK;
  };
  const Outcome outcome = Dateline({"facets", "person", "--prefix", "ki"});
  EXPECT_EQ(outcome.exit_code, kExitFound);
  EXPECT_THAT(outcome.out, HasSubstr("person/kim"));
  EXPECT_EQ(outcome.err, "dateline: warning: careful\n");
}

TEST_F(TransportTest, TellsTheHealthOfAServer) {
  EXPECT_EQ(Dateline({"health"}).out, "SERVING\n");
  EXPECT_EQ(Dateline({"health"}).exit_code, kExitFound);
  server_->GetHealthCheckService()->SetServingStatus("dateline.v1.SearchService", true);
  EXPECT_EQ(Dateline({"health", "--service", "dateline.v1.SearchService"}).exit_code, kExitFound);
  EXPECT_EQ(Dateline({"health", "--service", "no.such.Service"}).exit_code, kExitError);
  server_->GetHealthCheckService()->SetServingStatus(false);
  const Outcome outcome = Dateline({"health"});
  EXPECT_EQ(outcome.exit_code, kExitError);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, HasSubstr(" is NOT_SERVING"));
}

TEST_F(TransportTest, SaysWhatIsWrongWithTheCommandLine) {
  const Outcome outcome = Dateline({"search", "--since", "soon"});
  EXPECT_EQ(outcome.exit_code, kExitError);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, StartsWith("dateline: search: --since: 'soon' is no date"));
  EXPECT_THAT(outcome.err, EndsWith("\nSee 'dateline search --help'.\n"));
}

}  // namespace
}  // namespace dateline::client

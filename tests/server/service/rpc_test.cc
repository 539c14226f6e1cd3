// The server over a real channel without a network: codes, limits, health, reflection, shutdown.

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.pb.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "dateline/v1/article_service.grpc.pb.h"
#include "dateline/v1/entity_service.grpc.pb.h"
#include "dateline/v1/index_service.grpc.pb.h"
#include "dateline/v1/search.grpc.pb.h"
#include "server/service/server.h"
#include "tests/server/service/raw_call.h"
#include "tests/server/service/sample_index.h"

namespace dateline::service {
namespace {

using ::testing::HasSubstr;

const char* const kServices[] = {"", "dateline.v1.SearchService", "dateline.v1.ArticleService",
                                 "dateline.v1.EntityService", "dateline.v1.IndexService"};

class RpcTest : public testing::Test {
 protected:
  void SetUp() override {
    ServerOptions options;
    options.listen = *ParseListenAddress("127.0.0.1:0");
    options.handler.log_requests = false;
    auto server = Server::Start(options, engine_.engine());
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    channel_ = server_->InProcessChannel();
  }

  grpc::Status Search(const v1::SearchRequest& request, v1::SearchResponse* response) {
    grpc::ClientContext context;
    return v1::SearchService::NewStub(channel_)->Search(&context, request, response);
  }

  SampleIndex index_;
  SampleEngine engine_{index_.path()};
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

TEST_F(RpcTest, AnswersEveryMethod) {
  v1::SearchResponse found;
  ASSERT_TRUE(Search(v1::SearchRequest(), &found).ok());
  EXPECT_EQ(found.total(), 5);
  {
    grpc::ClientContext context;
    v1::ListFacetValuesRequest request;
    request.set_dimension(v1::DIMENSION_PERSON);
    v1::ListFacetValuesResponse response;
    ASSERT_TRUE(
        v1::SearchService::NewStub(channel_)->ListFacetValues(&context, request, &response).ok());
    EXPECT_EQ(response.distinct(), 5);
  }
  {
    grpc::ClientContext context;
    v1::GetArticleRequest request;
    request.set_id("visit-1");
    v1::GetArticleResponse response;
    ASSERT_TRUE(
        v1::ArticleService::NewStub(channel_)->GetArticle(&context, request, &response).ok());
    EXPECT_EQ(response.article().title(), "Kim visits Putin");
  }
  {
    grpc::ClientContext context;
    v1::GetEntityRequest request;
    request.set_id("person/kim-jong-un");
    v1::GetEntityResponse response;
    ASSERT_TRUE(v1::EntityService::NewStub(channel_)->GetEntity(&context, request, &response).ok());
    EXPECT_EQ(response.entity().display_name(), "Kim Jong Un");
  }
  {
    grpc::ClientContext context;
    v1::ListEntitiesRequest request;
    v1::ListEntitiesResponse response;
    ASSERT_TRUE(
        v1::EntityService::NewStub(channel_)->ListEntities(&context, request, &response).ok());
    EXPECT_EQ(response.total(), 5);
  }
  {
    grpc::ClientContext context;
    v1::ListCooccurrencesRequest request;
    request.set_id("person/kim-jong-un");
    v1::ListCooccurrencesResponse response;
    ASSERT_TRUE(
        v1::EntityService::NewStub(channel_)->ListCooccurrences(&context, request, &response).ok());
    EXPECT_EQ(response.article_count(), 2);
  }
  grpc::ClientContext context;
  v1::GetIndexResponse response;
  ASSERT_TRUE(v1::IndexService::NewStub(channel_)
                  ->GetIndex(&context, v1::GetIndexRequest(), &response)
                  .ok());
  EXPECT_EQ(response.article_count(), 5);
}

// Some methods are registered by hand.
TEST_F(RpcTest, HasEveryMethodOfTheProto) {
  const google::protobuf::ServiceDescriptor* services[] = {
      v1::SearchRequest::descriptor()->file()->service(0),
      v1::GetArticleRequest::descriptor()->file()->service(0),
      v1::GetEntityRequest::descriptor()->file()->service(0),
      v1::GetIndexRequest::descriptor()->file()->service(0)};
  for (const auto* service : services) {
    for (int i = 0; i < service->method_count(); ++i) {
      const std::string method = "/" + service->full_name() + "/" + service->method(i)->name();
      std::string response;
      EXPECT_NE(RawCall(channel_, method, "", &response).error_code(),
                grpc::StatusCode::UNIMPLEMENTED)
          << method;
    }
  }
}

TEST_F(RpcTest, KeepsCodeAndMessageOfAnError) {
  v1::SearchRequest request;
  request.set_page_size(1001);
  v1::SearchResponse response;
  const grpc::Status status = Search(request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(status.error_message(), "page_size is 1001; the maximum is 1000");
}

TEST_F(RpcTest, RefusesARequestOverTheMessageSize) {
  v1::SearchRequest request;
  request.mutable_filter()->set_language(std::string(1 << 20, 'x'));
  v1::SearchResponse response;
  EXPECT_EQ(Search(request, &response).error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(RpcTest, RefusesTextThatIsNotUtf8) {
  // SearchRequest { filter = 1 { query = 1: 0xFF } }
  std::string response;
  const grpc::Status status = RawCall(channel_, "/dateline.v1.SearchService/Search",
                                      std::string("\x0A\x03\x0A\x01\xFF"), &response);
  EXPECT_FALSE(status.ok());
  v1::SearchResponse fine;
  EXPECT_TRUE(Search(v1::SearchRequest(), &fine).ok());
}

TEST_F(RpcTest, HonoursADeadlineThatHasPassed) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() - std::chrono::seconds(1));
  v1::SearchResponse response;
  EXPECT_EQ(v1::SearchService::NewStub(channel_)
                ->Search(&context, v1::SearchRequest(), &response)
                .error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
}

TEST_F(RpcTest, TellsItsHealthByService) {
  for (const char* service : kServices) EXPECT_EQ(Health(channel_, service), "NOT_SERVING");
  server_->SetServing(true);
  for (const char* service : kServices) EXPECT_EQ(Health(channel_, service), "SERVING");
  server_->SetServing(false);
  EXPECT_EQ(Health(channel_, "dateline.v1.SearchService"), "NOT_SERVING");
  EXPECT_THAT(Health(channel_, "no.such.Service"), HasSubstr("unknown"));
}

TEST_F(RpcTest, ReflectsEveryService) {
  // ServerReflectionRequest { string list_services = 7; }
  std::string response;
  RawStream(channel_, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
            std::string("\x3A\x01*"), &response);
  for (const char* service :
       {"dateline.v1.SearchService", "dateline.v1.ArticleService", "dateline.v1.EntityService",
        "dateline.v1.IndexService", "grpc.health.v1.Health",
        "grpc.reflection.v1alpha.ServerReflection"}) {
    EXPECT_THAT(response, HasSubstr(service));
    // ... and each can be described: { string file_containing_symbol = 4; }
    std::string file;
    RawStream(channel_, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
              std::string("\x22") + static_cast<char>(std::string(service).size()) + service,
              &file);
    EXPECT_THAT(file, HasSubstr(".proto")) << service;
    EXPECT_THAT(file, testing::Not(HasSubstr("not found"))) << service;
  }
}

TEST_F(RpcTest, RefusesAnAddressThatIsTaken) {
  ServerOptions options;
  options.listen = server_->address();
  EXPECT_EQ(Server::Start(options, engine_.engine()).status().code(),
            absl::StatusCode::kUnavailable);
}

TEST_F(RpcTest, TakesNoRequestsAfterShutdown) {
  server_->SetServing(true);
  server_->Shutdown(absl::Seconds(5));
  server_->SetServing(true);  // Too late, and harmless.
  channel_ = grpc::CreateChannel(server_->address().ToString(), grpc::InsecureChannelCredentials());
  v1::SearchResponse response;
  EXPECT_EQ(Search(v1::SearchRequest(), &response).error_code(), grpc::StatusCode::UNAVAILABLE);
}

TEST(HandlerTest, RefusesOneRequestTooMany) {
  HandlerOptions options;
  options.max_requests = 2;
  options.log_requests = false;
  Handler handler(options);
  std::mutex mutex;
  std::condition_variable changed;
  int inside = 0;
  bool done = false;
  const auto wait = [&](const Cancelled&) {
    std::unique_lock<std::mutex> lock(mutex);
    ++inside;
    changed.notify_all();
    changed.wait(lock, [&] { return done; });
    return absl::OkStatus();
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      grpc::ServerContext context;
      EXPECT_TRUE(handler.Run("Wait", &context, wait, [](LogLine*) {}).ok());
    });
  }
  {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [&] { return inside == 2; });
  }
  const auto nothing = [](const Cancelled&) { return absl::OkStatus(); };
  grpc::ServerContext third;
  const grpc::Status refused = handler.Run("Third", &third, nothing, [](LogLine*) {});
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(refused.error_message(), "2 requests are under way, which is the maximum; try again");
  {
    std::lock_guard<std::mutex> lock(mutex);
    done = true;
  }
  changed.notify_all();
  for (std::thread& thread : threads) thread.join();
  grpc::ServerContext later;
  EXPECT_TRUE(handler.Run("Later", &later, nothing, [](LogLine*) {}).ok());
}

// Works until it is told to end.
class EndlessService final : public v1::IndexService::Service {
 public:
  grpc::Status GetIndex(grpc::ServerContext* context, const v1::GetIndexRequest*,
                        v1::GetIndexResponse*) override {
    const auto work = [this](const Cancelled& cancelled) {
      begun = true;
      while (!cancelled()) std::this_thread::yield();
      ended = true;
      return CheckCancelled(cancelled);
    };
    return handler_.Run("Endless", context, work, [](LogLine*) {});
  }

  std::atomic<bool> begun{false};
  std::atomic<bool> ended{false};

 private:
  Handler handler_{{1, false, false}};
};

TEST(HandlerTest, EndsARequestWhoseClientHasGone) {
  EndlessService service;
  grpc::ServerBuilder builder;
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  const auto stub = v1::IndexService::NewStub(server->InProcessChannel(grpc::ChannelArguments()));
  grpc::ClientContext context;
  std::thread client([&] {
    v1::GetIndexResponse response;
    EXPECT_EQ(stub->GetIndex(&context, v1::GetIndexRequest(), &response).error_code(),
              grpc::StatusCode::CANCELLED);
  });
  while (!service.begun) std::this_thread::yield();
  context.TryCancel();
  client.join();
  server->Shutdown();  // Waits for the request.
  EXPECT_TRUE(service.ended);
}

TEST(HandlerTest, DrainsWhatIsUnderWayAndTakesNothingNew) {
  HandlerOptions options;
  options.log_requests = false;
  Handler handler(options);
  std::mutex mutex;
  std::condition_variable changed;
  bool inside = false;
  bool done = false;
  std::thread slow([&] {
    grpc::ServerContext context;
    const auto work = [&](const Cancelled&) {
      std::unique_lock<std::mutex> lock(mutex);
      inside = true;
      changed.notify_all();
      changed.wait(lock, [&] { return done; });
      return absl::OkStatus();
    };
    EXPECT_TRUE(handler.Run("Slow", &context, work, [](LogLine*) {}).ok());
  });
  {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [&] { return inside; });
  }
  EXPECT_FALSE(handler.Drain(absl::ZeroDuration()));
  grpc::ServerContext late;
  EXPECT_EQ(
      handler
          .Run(
              "Late", &late, [](const Cancelled&) { return absl::OkStatus(); }, [](LogLine*) {})
          .error_code(),
      grpc::StatusCode::UNAVAILABLE);
  {
    std::lock_guard<std::mutex> lock(mutex);
    done = true;
  }
  changed.notify_all();
  EXPECT_TRUE(handler.Drain(absl::Seconds(60)));
  slow.join();
}

TEST(HandlerTest, TurnsExceptionsIntoErrors) {
  HandlerOptions options;
  options.log_requests = false;
  Handler handler(options);
  grpc::ServerContext context;
  const grpc::Status failed = handler.Run(
      "Throw", &context, [](const Cancelled&) -> absl::Status { throw std::logic_error("secret"); },
      [](LogLine*) {});
  EXPECT_EQ(failed.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_THAT(failed.error_message(), testing::Not(HasSubstr("secret")));
  const grpc::Status memory = handler.Run(
      "Allocate", &context, [](const Cancelled&) -> absl::Status { throw std::bad_alloc(); },
      [](LogLine*) {});
  EXPECT_EQ(memory.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

}  // namespace
}  // namespace dateline::service

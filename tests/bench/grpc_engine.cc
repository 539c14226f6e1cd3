// Whole answers of a running server, behind the protocol of peers/README.md: "page" and "answer".
//
//   grpc_engine ADDRESS
//
// What is timed is what a client waits: from the request to the decoded response.

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "dateline/v1/search.grpc.pb.h"
#include "tests/bench/answer_request.h"
#include "tests/bench/engine_protocol.h"

namespace {

using namespace dateline;  // A program of its own.
using Clock = std::chrono::steady_clock;

constexpr std::chrono::minutes kMostLoading(2);

class GrpcEngine : public bench::BenchEngine {
 public:
  explicit GrpcEngine(const std::string& address)
      : stub_(v1::SearchService::NewStub(
            grpc::CreateChannel(address, grpc::InsecureChannelCredentials()))) {}

  absl::Status Run(const bench::EngineRequest& asked) override {
    if (asked.wanted != "page" && asked.wanted != "answer") {
      return absl::InvalidArgumentError(absl::StrCat("no whole answer: ", asked.wanted));
    }
    const v1::SearchRequest request =
        bench::AnswerRequest(bench::QueryText(asked), asked.wanted == "answer");
    grpc::ClientContext context;
    context.set_wait_for_ready(true);
    response_.Clear();
    const grpc::Status status = stub_->Search(&context, request, &response_);
    if (status.ok()) return absl::OkStatus();
    return status.error_code() == grpc::StatusCode::UNAVAILABLE
               ? absl::UnavailableError(status.error_message())
               : absl::UnknownError(status.error_message());
  }

  bench::EngineAnswer Last() const override {
    bench::EngineAnswer answer;
    answer.total = static_cast<uint32_t>(response_.total());
    for (const v1::Facet& facet : response_.facets()) {
      answer.counts.emplace_back();
      std::vector<uint32_t>& counts = answer.counts.back();
      for (const auto& value : facet.values()) counts.push_back(value.count());
      for (const auto& bucket : facet.buckets()) counts.push_back(bucket.count());
    }
    return answer;
  }

 private:
  const std::unique_ptr<v1::SearchService::Stub> stub_;
  v1::SearchResponse response_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s ADDRESS\n", argv[0]);
    return 2;
  }
  const auto begin = Clock::now();
  GrpcEngine engine(argv[1]);
  // The connection, and the first answer: a server that has just started loads its index.
  bench::EngineRequest first;
  first.op = "all";
  first.wanted = "page";
  absl::Status status = engine.Run(first);
  while (absl::IsUnavailable(status) && Clock::now() - begin < kMostLoading) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    status = engine.Run(first);
  }
  if (!status.ok()) {
    std::fprintf(stderr, "grpc_engine: %s\n", std::string(status.message()).c_str());
    return 1;
  }
  const std::chrono::duration<double> seconds = Clock::now() - begin;
  bench::ServeRequests(seconds.count(), 0, &engine);
  return 0;
}

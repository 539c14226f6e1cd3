// Asks a running server the queries of a file from several clients at once; prints latencies and
// throughput.
//
//   search_load ADDRESS QUERIES CLIENTS REQUESTS [--nothing]
//
// Each request wants ten hits with snippets, three entity facets and a month histogram of publish
// dates. With --nothing it wants the count of articles with a word that none has: what this machine
// can do at most, client, gRPC and server together.

#include <google/protobuf/arena.h>
#include <grpcpp/grpcpp.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "dateline/v1/search.grpc.pb.h"
#include "tests/bench/answer_request.h"

namespace {

namespace v1 = ::dateline::v1;
namespace bench = ::dateline::bench;
using Clock = std::chrono::steady_clock;

v1::SearchRequest NothingRequest() {
  v1::SearchRequest request;
  request.mutable_filter()->set_query("qqqxqqqxqqq");
  request.set_counts_only(true);
  return request;
}

constexpr std::chrono::seconds kConnectTime(10);

double Percentile(const std::vector<double>& sorted, double p) {
  return sorted[std::min(sorted.size() - 1, static_cast<size_t>(p * sorted.size()))];
}

}  // namespace

int main(int argc, char** argv) {
  const bool nothing = argc == 6 && std::strcmp(argv[5], "--nothing") == 0;
  if (argc != 5 && !nothing) {
    std::fprintf(stderr, "usage: %s ADDRESS QUERIES CLIENTS REQUESTS [--nothing]\n", argv[0]);
    return 2;
  }
  std::vector<v1::SearchRequest> requests;
  std::ifstream file(argv[2]);
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) continue;
    requests.push_back(nothing ? NothingRequest() : bench::AnswerRequest(line, true));
  }
  const int clients = std::atoi(argv[3]);
  const int total = std::atoi(argv[4]);
  if (requests.empty() || clients < 1 || total < 1) {
    std::fprintf(stderr, "search_load: no queries, clients or requests\n");
    return 2;
  }
  std::atomic<int> next{0};
  std::atomic<int> failed{0};
  std::atomic<int64_t> matches{0};
  std::vector<std::vector<double>> latencies(clients);
  std::vector<std::thread> threads;
  const auto start = Clock::now();
  for (int c = 0; c < clients; ++c) {
    threads.emplace_back([&, c] {
      grpc::ChannelArguments own;  // A connection of its own, as a client elsewhere would have.
      own.SetInt("dateline.client", c);
      const auto channel =
          grpc::CreateCustomChannel(argv[1], grpc::InsecureChannelCredentials(), own);
      // One connection that fails for a moment would fail thousands of requests in that time.
      channel->WaitForConnected(std::chrono::system_clock::now() + kConnectTime);
      auto stub = v1::SearchService::NewStub(channel);
      // A response is some thousand small objects.
      google::protobuf::Arena arena;
      for (int i = next++; i < total; i = next++) {
        arena.Reset();
        grpc::ClientContext context;
        auto& response = *google::protobuf::Arena::CreateMessage<v1::SearchResponse>(&arena);
        const auto begin = Clock::now();
        const auto status = stub->Search(&context, requests[i % requests.size()], &response);
        const std::chrono::duration<double, std::milli> took = Clock::now() - begin;
        if (!status.ok()) {
          if (failed++ == 0) std::fprintf(stderr, "%s\n", status.error_message().c_str());
          continue;
        }
        matches += response.total();
        latencies[c].push_back(took.count());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const std::chrono::duration<double> seconds = Clock::now() - start;
  std::vector<double> all;
  for (const auto& part : latencies) all.insert(all.end(), part.begin(), part.end());
  if (all.empty()) return 1;
  std::sort(all.begin(), all.end());
  std::printf(
      "clients %d  requests %zu  failed %d  p50 %.2f ms  p99 %.2f ms  max %.2f ms  "
      "%.0f requests/s  %.0f matches/request\n",
      clients, all.size(), failed.load(), Percentile(all, 0.50), Percentile(all, 0.99), all.back(),
      all.size() / seconds.count(), static_cast<double>(matches) / all.size());
  return failed > 0 ? 1 : 0;
}

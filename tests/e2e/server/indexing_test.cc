// Serving while dateline-indexer commits, one batch after another: no request fails, and every
// answer is of one revision.

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

#include "absl/strings/str_cat.h"
#include "dateline/v1/search.grpc.pb.h"
#include "tests/e2e/server/child_process.h"
#include "tests/support/temporary_folder.h"

namespace dateline::e2e {
namespace {

constexpr int kBatches = 12;
constexpr int kArticlesPerBatch = 150;
constexpr int kClients = 2;

// A batch of articles, of which a third replace some of the batch before.
std::string WriteBatch(const std::string& folder, int batch) {
  const std::string path = absl::StrCat(folder, "/batch-", batch, ".jsonl");
  std::ofstream file(path);
  for (int i = 0; i < kArticlesPerBatch; ++i) {
    const int id = batch * kArticlesPerBatch * 2 / 3 + i;
    file << absl::StrCat(R"({"id":"a)", id, R"(","title":"Visit )", id,
                         R"(","body":"The visit number )", id, " of batch ", batch,
                         R"(.","source":"s)", id % 7, R"(","publish_date":"2023-)",
                         absl::Dec(id % 12 + 1, absl::kZeroPad2), R"(-05"})")
         << "\n";
  }
  return path;
}

// What the counts of one answer must agree on, whatever the revision.
void ExpectConsistent(const v1::SearchResponse& response) {
  int32_t by_source = response.facets(0).missing();
  for (const v1::FacetValue& value : response.facets(0).values()) by_source += value.count();
  EXPECT_EQ(by_source, response.total()) << "revision " << response.revision();
  int32_t by_date = response.facets(1).missing() + response.facets(1).imprecise();
  for (const v1::DateBucket& bucket : response.facets(1).buckets()) by_date += bucket.count();
  EXPECT_EQ(by_date, response.total()) << "revision " << response.revision();
}

TEST(IndexingTest, NoRequestFailsWhileAnIndexerCommits) {
  support::TemporaryFolder folder;
  const std::string index = folder.path() + "/index";
  const auto add_batch = [&](int batch) {
    std::string said;
    EXPECT_EQ(
        RunToEnd({DATELINE_INDEXER, "index", "--index", index, WriteBatch(folder.path(), batch)},
                 &said),
        0)
        << said;
  };
  add_batch(0);
  const std::string address_file = folder.path() + "/address";
  ChildProcess server({DATELINE_SERVER, "--index", index, "--listen", "127.0.0.1:0",
                       "--address-file", address_file, "--no-request-log"});
  ASSERT_NE(server.WaitForLine("msg=\"snapshot loaded\""), "");
  ASSERT_NE(server.WaitForLine("msg=listening"), "");
  std::string address;
  std::ifstream(address_file) >> address;

  std::atomic<bool> done{false};
  std::mutex mutex;
  std::map<int64_t, int32_t> total_of;  // By revision.
  std::atomic<int> answers{0};
  const auto ask = [&] {
    const auto stub = v1::SearchService::NewStub(
        grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
    v1::SearchRequest request;
    request.mutable_filter()->set_query("visit");
    request.add_facets()->set_dimension(v1::DIMENSION_SOURCE);
    request.add_facets()->set_dimension(v1::DIMENSION_PUBLISH_DATE);
    int64_t last = 0;
    while (!done) {
      grpc::ClientContext context;
      v1::SearchResponse response;
      const grpc::Status status = stub->Search(&context, request, &response);
      ASSERT_TRUE(status.ok()) << status.error_code() << " " << status.error_message();
      ASSERT_EQ(response.facets_size(), 2);
      ExpectConsistent(response);
      EXPECT_GE(response.revision(), last);
      last = response.revision();
      std::lock_guard<std::mutex> lock(mutex);
      const auto known = total_of.emplace(response.revision(), response.total()).first;
      EXPECT_EQ(known->second, response.total()) << "revision " << response.revision();
      ++answers;
    }
  };
  std::vector<std::thread> clients;
  for (int i = 0; i < kClients; ++i) clients.emplace_back(ask);
  for (int batch = 1; batch < kBatches; ++batch) add_batch(batch);
  EXPECT_NE(server.WaitForLine(absl::StrCat("revision=", kBatches, " ")), "");
  done = true;
  for (std::thread& client : clients) client.join();
  EXPECT_GT(answers.load(), kBatches);
  // Many revisions were answered from, not only the first and the last.
  EXPECT_GT(total_of.size(), 2u);
  for (const auto& [revision, total] : total_of) {
    EXPECT_EQ(total, kArticlesPerBatch + (revision - 1) * (kArticlesPerBatch * 2 / 3));
  }
}

}  // namespace
}  // namespace dateline::e2e

// The same documents give the same index, whatever the number of threads and shards and the size
// of batches.

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "indexer/pipeline/article_pipeline.h"
#include "indexer/store/index_check.h"
#include "indexer/store/index_writer.h"
#include "tests/indexer/store/random_articles.h"
#include "tests/indexer/store/temporary_folder.h"

namespace dateline::pipeline {
namespace {

constexpr int kDocuments = 600;
constexpr int kIds = 400;  // So that a third of the ids come twice.

struct Stored {
  std::map<std::string, std::string> contents;
  std::map<std::string, std::string> copy_heads;

  bool operator==(const Stored& other) const {
    return contents == other.contents && copy_heads == other.copy_heads;
  }
};

Stored IndexWith(int threads, uint32_t shards, uint64_t batch) {
  store::TemporaryFolder folder;
  const std::string index = folder.Path("index");
  store::WriterOptions writer_options;
  writer_options.shard_count = shards;
  writer_options.batch_articles = batch;
  writer_options.commit_interval = absl::ZeroDuration();
  const auto writer = store::IndexWriter::Open(index, writer_options);
  EXPECT_TRUE(writer.ok()) << writer.status();
  PipelineOptions options;
  options.threads = threads;
  options.max_documents = 16;
  RunPipeline(
      options,
      [](source::DocumentSink* sink) {
        for (int i = 0; i < kDocuments; ++i) {
          source::Document document;
          document.source_path = absl::StrCat(i);
          sink->OnDocument(std::move(document));
        }
      },
      [](const source::Document& document) {
        const int number = std::stoi(document.source_path);
        std::mt19937 random(number);
        const std::string id = absl::StrCat("a", number * 7 % kIds);
        return Outcome{
            number % 2 == 0 ? store::RandomArticle(id, &random) : store::RandomCopy(id, &random),
            0};
      },
      [&](Outcome outcome, uint64_t) {
        EXPECT_TRUE((*writer)->Upsert(std::get<article::Article>(outcome.result)).ok());
        return true;
      });
  EXPECT_TRUE((*writer)->Commit().ok());
  const auto report = store::CheckIndex(index, 2);
  EXPECT_TRUE(report.ok() && report->findings.empty());
  return {store::Contents(index), store::CopyHeads(index)};
}

TEST(DeterminismTest, ThreadsShardsAndBatchesDoNotShowInTheIndex) {
  const Stored expected = IndexWith(1, 1, 100000);
  EXPECT_EQ(expected.contents.size(), static_cast<size_t>(kIds));
  EXPECT_GT(expected.copy_heads.size(), 50u);
  EXPECT_TRUE(IndexWith(4, 1, 100000) == expected);
  EXPECT_TRUE(IndexWith(1, 3, 100000) == expected);
  EXPECT_TRUE(IndexWith(4, 3, 97) == expected);
}

}  // namespace
}  // namespace dateline::pipeline

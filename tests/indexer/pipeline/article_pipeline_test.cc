#include "indexer/pipeline/article_pipeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace dateline::pipeline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

source::Document Doc(int number, size_t bytes = 10) {
  source::Document document;
  document.source_path = absl::StrCat("d", number);
  document.content = std::string(bytes, 'x');
  return document;
}

// Work of very different length per document, so that threads overtake each other.
Outcome Make(const source::Document& document) {
  uint64_t hash = std::hash<std::string>()(document.source_path);
  for (uint64_t i = hash % 50000; i > 0; --i) hash = hash * 6364136223846793005 + i;
  article::Article article;
  article.id = document.source_path;
  article.body = absl::StrCat(hash);
  return {article, 1};
}

std::string IdOf(const Outcome& outcome) {
  if (const auto* reject = std::get_if<source::Reject>(&outcome.result)) {
    return absl::StrCat(reject->reason, ":", reject->source_path);
  }
  return std::get<article::Article>(outcome.result).id;
}

PipelineOptions Options(int threads) {
  PipelineOptions options;
  options.threads = threads;
  return options;
}

TEST(ArticlePipelineTest, DeliversInInputOrderWhateverTheNumberOfThreads) {
  std::vector<std::string> expected;
  for (int i = 0; i < 2000; ++i) expected.push_back(absl::StrCat(i % 7 == 3 ? "bad:" : "", "d", i));
  for (const int threads : {1, 2, 3, 8}) {
    std::vector<std::string> delivered;
    const PipelineEnd end = RunPipeline(
        Options(threads),
        [](source::DocumentSink* sink) {
          for (int i = 0; i < 2000; ++i) {
            if (i % 7 == 3) {
              sink->OnReject({absl::StrCat("d", i), 0, "bad", ""});
            } else {
              sink->OnDocument(Doc(i));
            }
          }
        },
        Make,
        [&](Outcome outcome, uint64_t) {
          delivered.push_back(IdOf(outcome));
          return true;
        });
    EXPECT_EQ(end, PipelineEnd::kFinished);
    EXPECT_EQ(delivered, expected) << threads;
  }
}

TEST(ArticlePipelineTest, EndsWhenThereIsNothingToRead) {
  const PipelineEnd end = RunPipeline(
      Options(4), [](source::DocumentSink*) {}, Make,
      [](Outcome, uint64_t) {
        ADD_FAILURE() << "nothing was read";
        return true;
      });
  EXPECT_EQ(end, PipelineEnd::kFinished);
}

TEST(ArticlePipelineTest, NeverReadsFurtherAheadThanItsLimits) {
  struct Limits {
    size_t documents;
    size_t bytes;
    int expected;  // The most read and not delivered; one more may be waiting to be let in.
  };
  for (const Limits& limits :
       std::vector<Limits>{{1, 1000, 1}, {5, 1000, 5}, {1000, 30, 3}, {1000, 1, 1}}) {
    PipelineOptions options = Options(3);
    options.max_documents = limits.documents;
    options.max_bytes = limits.bytes;
    std::atomic<int> ahead{0};
    int most = 0;
    RunPipeline(
        options,
        [&](source::DocumentSink* sink) {
          for (int i = 0; i < 500; ++i) {
            sink->OnDocument(Doc(i));
            ++ahead;  // Let in: so it counts from here at the latest.
          }
        },
        Make,
        [&](Outcome, uint64_t) {
          most = std::max(most, ahead--);
          return true;
        });
    // The document being delivered has already left the window.
    EXPECT_LE(most, limits.expected + 1) << limits.documents << " " << limits.bytes;
    EXPECT_EQ(ahead, 0);
  }
}

TEST(ArticlePipelineTest, LetsADocumentOfAnySizeThrough) {
  PipelineOptions options = Options(2);
  options.max_bytes = 100;
  std::vector<std::string> delivered;
  RunPipeline(
      options,
      [](source::DocumentSink* sink) {
        for (int i = 0; i < 4; ++i) sink->OnDocument(Doc(i, i % 2 == 0 ? 100000 : 1));
      },
      Make,
      [&](Outcome outcome, uint64_t) {
        delivered.push_back(IdOf(outcome));
        return true;
      });
  EXPECT_THAT(delivered, ElementsAre("d0", "d1", "d2", "d3"));
}

TEST(ArticlePipelineTest, TurnsAnExceptionIntoOneReject) {
  std::vector<std::string> delivered;
  RunPipeline(
      Options(2),
      [](source::DocumentSink* sink) {
        for (int i = 0; i < 3; ++i) sink->OnDocument(Doc(i));
      },
      [](const source::Document& document) {
        if (document.source_path == "d1") throw std::runtime_error("no luck");
        return Make(document);
      },
      [&](Outcome outcome, uint64_t) {
        delivered.push_back(IdOf(outcome));
        if (const auto* reject = std::get_if<source::Reject>(&outcome.result)) {
          EXPECT_EQ(reject->detail, "no luck");
        }
        return true;
      });
  EXPECT_THAT(delivered, ElementsAre("d0", "internal_error:d1", "d2"));
}

TEST(ArticlePipelineTest, DeliversWhatWasReadBeforeTheStop) {
  std::atomic<bool> stop{false};
  PipelineOptions options = Options(2);
  options.stop = &stop;
  options.max_documents = 20;
  std::atomic<int> accepted{0};
  std::atomic<bool> refused{false};
  std::vector<std::string> delivered;
  const PipelineEnd end = RunPipeline(
      options,
      [&](source::DocumentSink* sink) {
        while (sink->OnDocument(Doc(accepted))) ++accepted;
        refused = true;
      },
      Make,
      [&](Outcome outcome, uint64_t) {
        delivered.push_back(IdOf(outcome));
        if (delivered.size() == 50) stop = true;
        return true;
      });
  EXPECT_EQ(end, PipelineEnd::kStopped);
  EXPECT_TRUE(refused);
  EXPECT_THAT(delivered, SizeIs(accepted.load())) << "everything that was let in";
  EXPECT_LT(delivered.size(), 50u + 2 * 20u);
}

TEST(ArticlePipelineTest, DeliversNothingAfterItIsAbandoned) {
  std::atomic<bool> refused{false};
  int delivered = 0;
  const PipelineEnd end = RunPipeline(
      Options(3),
      [&](source::DocumentSink* sink) {
        for (int i = 0; sink->OnDocument(Doc(i)); ++i) {
        }
        refused = true;
      },
      Make, [&](Outcome, uint64_t) { return ++delivered < 10; });
  EXPECT_EQ(end, PipelineEnd::kAbandoned);
  EXPECT_EQ(delivered, 10);
  EXPECT_TRUE(refused);
}

TEST(ArticlePipelineTest, LeavesAReaderBehindThatIsStuckWhenStopped) {
  struct Gate {
    std::mutex mutex;
    std::condition_variable changed;
    bool open = false;
    bool through = false;
  };
  const auto gate = std::make_shared<Gate>();
  std::atomic<bool> stop{false};
  PipelineOptions options = Options(1);
  options.stop = &stop;
  std::vector<std::string> delivered;
  const PipelineEnd end = RunPipeline(
      options,
      [gate](source::DocumentSink* sink) {
        sink->OnDocument(Doc(0));
        std::unique_lock<std::mutex> lock(gate->mutex);
        gate->changed.wait(lock, [&] { return gate->open; });
        EXPECT_FALSE(sink->OnDocument(Doc(1))) << "nobody takes it any more";
        gate->through = true;
        gate->changed.notify_all();
      },
      Make,
      [&](Outcome outcome, uint64_t) {
        delivered.push_back(IdOf(outcome));
        stop = true;
        return true;
      });
  EXPECT_EQ(end, PipelineEnd::kStopped);
  EXPECT_THAT(delivered, ElementsAre("d0"));
  std::unique_lock<std::mutex> lock(gate->mutex);
  gate->open = true;
  gate->changed.notify_all();
  gate->changed.wait(lock, [&] { return gate->through; });
}

TEST(ArticlePipelineTest, ReportsTheBytesRead) {
  std::vector<uint64_t> progress;
  PipelineOptions options = Options(1);
  options.max_documents = 1;
  RunPipeline(
      options,
      [](source::DocumentSink* sink) {
        for (int i = 1; i <= 3; ++i) {
          sink->OnProgress(i * 100);
          sink->OnDocument(Doc(i));
        }
      },
      Make,
      [&](Outcome, uint64_t bytes_read) {
        progress.push_back(bytes_read);
        return true;
      });
  ASSERT_THAT(progress, SizeIs(3));
  EXPECT_TRUE(std::is_sorted(progress.begin(), progress.end()));
  EXPECT_GE(progress.front(), 100u);
  EXPECT_EQ(progress.back(), 300u);
}

}  // namespace
}  // namespace dateline::pipeline

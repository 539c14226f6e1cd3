// A snapshot that keeps no lists answers as one that does, and as one that goes on from those of an
// earlier snapshot, to the last bit.

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "indexer/article/article.h"
#include "indexer/format/schema.h"
#include "indexer/store/index_writer.h"
#include "server/match/accumulator.h"
#include "server/match/search.h"
#include "server/query/query_tree.h"
#include "server/snapshot/snapshot.h"
#include "tests/support/corpus.h"
#include "tests/support/random.h"
#include "tests/support/request_generator.h"
#include "tests/support/same_result.h"
#include "tests/support/temporary_folder.h"

namespace dateline::match {
namespace {

using snapshot::Snapshot;

std::shared_ptr<const Snapshot> LoadWithoutCache(const std::string& index) {
  snapshot::LoadOptions options;
  options.cache_bytes = 0;
  return *Snapshot::Load(index, options);
}

TEST(UncachedTest, AnswersAsASnapshotThatKeepsLists) {
  support::TemporaryFolder folder;
  const std::string index = folder.path() + "/index";
  // More than what is added up at a time.
  support::CorpusOptions options;
  options.seed = 31;
  options.article_count = 5 * Accumulator::kRows / 2;
  const support::Corpus corpus = support::MakeCorpus(options);
  support::WriteCorpus(corpus, 2, index);
  const auto keeping = *Snapshot::Load(index);
  const auto forgetting = LoadWithoutCache(index);
  Snapshot::Lease of_keeping = *keeping->Open();
  Snapshot::Lease of_forgetting = *forgetting->Open();
  ASSERT_GT(keeping->row_count(), 2 * Accumulator::kRows);
  support::Random random(31);
  size_t found = 0;
  for (int i = 0; i < 300; ++i) {
    const support::RandomRequest made = support::MakeRequest(corpus.articles, &random);
    SCOPED_TRACE(absl::StrCat("request ", i, "\n", support::Describe(made.request)));
    const auto expected = Search(*keeping, &of_keeping, made.request);
    const auto answer = Search(*forgetting, &of_forgetting, made.request);
    ASSERT_EQ(answer.status(), expected.status());
    if (!answer.ok()) continue;
    support::ExpectSame(*answer, *expected);
    if (HasFailure()) return;
    found += answer->total;
  }
  EXPECT_GT(found, size_t{100} * 300);
}

TEST(UncachedTest, AnswersAsASnapshotThatTookListsOver) {
  support::TemporaryFolder folder;
  const std::string index = folder.path() + "/index";
  const support::Corpus corpus = support::MakeCorpus({32, 6000, false, true});
  store::WriterOptions writer_options;
  writer_options.max_shard_articles = 4000;  // What comes first stays as it is.
  const auto writer = store::IndexWriter::Open(index, writer_options);
  ASSERT_TRUE(writer.ok()) << writer.status();
  std::shared_ptr<const Snapshot> keeping;
  support::Random random(32);
  size_t went_on = 0;
  size_t next = 0;
  while (next < corpus.articles.size()) {
    const size_t end = std::min<size_t>(corpus.articles.size(),
                                        next == 0 ? corpus.articles.size() - 300 : next + 30);
    for (; next < end; ++next) ASSERT_TRUE((*writer)->Upsert(corpus.articles[next]).ok());
    ASSERT_TRUE((*writer)->Commit().ok());
    snapshot::LoadOptions options;
    options.before = keeping;
    keeping = *Snapshot::Load(index, options);
    const auto forgetting = LoadWithoutCache(index);
    Snapshot::Lease of_keeping = *keeping->Open();
    Snapshot::Lease of_forgetting = *forgetting->Open();
    for (int i = 0; i < 150; ++i) {
      const support::RandomRequest made = support::MakeRequest(corpus.articles, &random);
      SCOPED_TRACE(
          absl::StrCat(next, " articles, request ", i, "\n", support::Describe(made.request)));
      const auto expected = Search(*forgetting, &of_forgetting, made.request);
      const auto answer = Search(*keeping, &of_keeping, made.request);
      ASSERT_EQ(answer.status(), expected.status());
      if (!answer.ok()) continue;
      support::ExpectSame(*answer, *expected);
      if (HasFailure()) return;
    }
    for (const std::string& word : support::CorpusWords()) {
      const auto kept = keeping->postings().Find(format::WordTerm(word));
      went_on += kept != nullptr && kept->slack() > 0;
    }
  }
  EXPECT_GT(went_on, 20u);
}

// Texts that are one text over and over: with b = 1 the word's share of the score is the same in
// all of them, but for rounding, which the score may lose again.
TEST(UncachedTest, PagesThroughHitsOfNearlyTheSameScore) {
  for (const int filler : {10, 23, 57, 91, 146}) {
    support::TemporaryFolder folder;
    const std::string index = folder.path() + "/index";
    support::Corpus corpus;
    const auto add = [&](const std::string& body) {
      article::Article article;
      article.id = absl::StrCat("a", corpus.articles.size());
      article.body = body;
      article.language = "la";
      corpus.steps.push_back({false, false, article});
      corpus.articles.push_back(article);
    };
    const auto repeat = [](const std::string& text, int times) {
      std::string texts;
      for (int i = 0; i < times; ++i) texts += text;
      return texts;
    };
    for (const int length : {20, 29, 43}) {
      for (int times = 1; times <= 9; ++times) {
        add(repeat("often " + repeat("other ", length), times));
        add(repeat("often " + repeat("others ", length), times));
      }
    }
    for (int i = 0; i < 400; ++i) add(repeat("elsewhere ", filler + i % 7));
    support::WriteCorpus(corpus, 2, index);
    const auto keeping = *Snapshot::Load(index);
    const auto forgetting = LoadWithoutCache(index);
    Snapshot::Lease of_keeping = *keeping->Open();
    Snapshot::Lease of_forgetting = *forgetting->Open();
    query::Node often;
    often.op = query::Op::kStem;
    often.term = "often";
    for (const uint32_t top : {1u, 2u, 3u, 5u, 10u, 20u, 26u, 27u, 40u}) {
      SearchRequest request;
      request.query = &often;
      request.bm25.k1 = 2;
      request.bm25.b = 1;
      request.top = top;
      size_t seen = 0;
      for (bool more = true; more;) {
        SCOPED_TRACE(absl::StrCat("filler ", filler, " top ", top, " after ", seen));
        const auto expected = Search(*forgetting, &of_forgetting, request);
        const auto answer = Search(*keeping, &of_keeping, request);
        ASSERT_TRUE(expected.ok() && answer.ok());
        support::ExpectSame(*answer, *expected);
        seen += answer->hits.size();
        more = answer->more && !testing::Test::HasFailure();
        if (!answer->hits.empty()) request.after = answer->hits.back().key;
      }
      EXPECT_EQ(seen, 54u);
    }
  }
}

}  // namespace
}  // namespace dateline::match

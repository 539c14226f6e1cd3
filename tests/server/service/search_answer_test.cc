#include "server/service/search_answer.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "server/service/index_call.h"
#include "server/service/search_call.h"
#include "tests/server/service/sample_index.h"

namespace dateline::service {
namespace {

std::shared_ptr<const KeptAnswer> AnswerOf(size_t bytes) {
  auto answer = std::make_shared<KeptAnswer>();
  answer->bytes.assign(bytes, 'x');
  return answer;
}

class SearchAnswerTest : public testing::Test {
 protected:
  SearchAnswerTest() { engine_.answers = &answers_; }

  static v1::SearchRequest Query(const std::string& query) {
    v1::SearchRequest request;
    request.mutable_filter()->set_query(query);
    request.add_facets()->set_dimension(v1::DIMENSION_PERSON);
    return request;
  }

  // What a client decodes.
  v1::SearchResponse Ask(const v1::SearchRequest& request) {
    SearchAnswer answer;
    const absl::Status status = AnswerSearch(engine_, request, nullptr, &answer);
    EXPECT_TRUE(status.ok()) << status;
    v1::SearchResponse response;
    EXPECT_TRUE(response.ParseFromString(answer.kept->bytes + answer.TimingBytes()));
    EXPECT_EQ(response.hits_size(), answer.kept->hits);
    EXPECT_EQ(response.total(), answer.kept->total);
    EXPECT_EQ(response.revision(), answer.kept->revision);
    return response;
  }

  static std::string WithoutTimings(v1::SearchResponse response) {
    response.clear_timings();
    return response.DebugString();
  }

  SampleIndex index_;
  SampleEngine sample_{index_.path()};
  AnswerCache answers_{1 << 20};
  Engine engine_ = sample_.engine();
};

TEST_F(SearchAnswerTest, SaysTheSameMadeAndKept) {
  const v1::SearchRequest request = Query("kim");
  v1::SearchResponse expected;
  ASSERT_TRUE(RunSearch(engine_, request, nullptr, &expected).ok());
  const v1::SearchResponse made = Ask(request);
  EXPECT_FALSE(made.timings().kept());
  const v1::SearchResponse kept = Ask(request);
  EXPECT_TRUE(kept.timings().kept());
  EXPECT_EQ(kept.timings().search_us(), 0);
  EXPECT_EQ(kept.timings().present_us(), 0);
  EXPECT_EQ(WithoutTimings(made), WithoutTimings(expected));
  EXPECT_EQ(WithoutTimings(kept), WithoutTimings(expected));
  EXPECT_GT(made.total(), 0);
}

TEST_F(SearchAnswerTest, AnotherRequestIsAnotherAnswer) {
  v1::SearchRequest request = Query("kim");
  Ask(request);
  request.set_page_size(1);
  EXPECT_FALSE(Ask(request).timings().kept());
  EXPECT_EQ(Ask(request).hits_size(), 1);
}

TEST_F(SearchAnswerTest, NoErrorIsKept) {
  v1::SearchRequest request = Query("kim");
  SearchAnswer answer;
  EXPECT_TRUE(absl::IsDeadlineExceeded(AnswerSearch(
      engine_, request, [] { return true; }, &answer)));
  request.set_page_size(1001);
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(absl::IsInvalidArgument(AnswerSearch(engine_, request, nullptr, &answer)));
  }
  EXPECT_EQ(answers_.byte_size(), 0u);
}

TEST_F(SearchAnswerTest, ACommitEndsWhatIsKept) {
  const v1::SearchRequest request = Query("kim");
  const v1::SearchResponse before = Ask(request);
  index_.Commit({MakeArticle("new", "Kim again", "Kim.")});
  ASSERT_TRUE(sample_.source().Refresh(sample_.source().Current().get()).ok());
  const v1::SearchResponse after = Ask(request);
  EXPECT_FALSE(after.timings().kept());
  EXPECT_EQ(after.total(), before.total() + 1);
  EXPECT_EQ(after.revision(), before.revision() + 1);
}

TEST_F(SearchAnswerTest, GetIndexTellsWhatIsKept) {
  v1::GetIndexResponse index;
  Ask(Query("kim"));
  ASSERT_TRUE(RunGetIndex(engine_, v1::GetIndexRequest(), nullptr, &index).ok());
  EXPECT_GT(index.answer_cache_bytes(), 0);
  EXPECT_EQ(index.answer_cache_bytes(), static_cast<int64_t>(answers_.byte_size()));
  EXPECT_EQ(index.answer_cache_limit_bytes(), 1 << 20);
}

TEST_F(SearchAnswerTest, WithoutBytesNothingIsKept) {
  AnswerCache none(0);
  for (AnswerCache* answers : {&none, static_cast<AnswerCache*>(nullptr)}) {
    engine_.answers = answers;
    for (int i = 0; i < 2; ++i) EXPECT_FALSE(Ask(Query("kim")).timings().kept());
  }
  EXPECT_EQ(none.byte_size(), 0u);
}

TEST_F(SearchAnswerTest, AnAnswerOfMoreThanAQuarterIsNotKept) {
  const auto snapshot = sample_.source().Current();
  AnswerCache cache(4 * AnswerCache::BytesOf("fits", *AnswerOf(1000)));
  EXPECT_EQ(cache.Find(snapshot, "fits"), nullptr);
  cache.Insert(snapshot, "fits", AnswerOf(1000));
  EXPECT_NE(cache.Find(snapshot, "fits"), nullptr);
  cache.Insert(snapshot, "over", AnswerOf(1001));
  EXPECT_EQ(cache.Find(snapshot, "over"), nullptr);
}

TEST_F(SearchAnswerTest, KeepsAnswersOfOneSnapshot) {
  const auto old = sample_.source().Current();
  const SampleEngine other(index_.path());
  const auto current = other.engine().source->Current();
  AnswerCache cache(1 << 20);
  cache.Find(old, "a");
  cache.Insert(old, "a", AnswerOf(1));
  EXPECT_NE(cache.Find(old, "a"), nullptr);
  EXPECT_EQ(cache.Find(current, "a"), nullptr);
  EXPECT_EQ(cache.byte_size(), 0u);
  cache.Insert(old, "a", AnswerOf(1));  // Of a request that took its time.
  EXPECT_EQ(cache.byte_size(), 0u);
  cache.Insert(current, "a", AnswerOf(1));
  cache.Advance(current);
  EXPECT_EQ(cache.Find(old, "a"), nullptr) << "of a request that took its time";
  EXPECT_NE(cache.Find(current, "a"), nullptr);
  cache.Advance(*snapshot::Snapshot::Load(index_.path()));
  EXPECT_EQ(cache.byte_size(), 0u);
  EXPECT_EQ(cache.Find(current, "a"), nullptr);
}

// Index, query and revision as they will be when the next snapshot is the current one.
TEST_F(SearchAnswerTest, TheNextSnapshotAnswersWhatWasAskedLast) {
  const v1::SearchRequest first = Query("kim");
  const v1::SearchRequest second = Query("visit");
  v1::SearchRequest invalid = Query("kim");
  invalid.set_page_size(-1);
  Ask(first);
  Ask(second);
  SearchAnswer unused;
  ASSERT_FALSE(AnswerSearch(engine_, invalid, nullptr, &unused).ok());
  const auto next = *snapshot::Snapshot::Load(index_.path());
  WarmUp(engine_, next, absl::ZeroDuration());
  WarmUp(engine_, next, absl::Minutes(1), absl::Minutes(1));
  EXPECT_TRUE(Ask(first).timings().kept()) << "the current one goes on answering";
  for (const v1::SearchRequest& request : {first, second}) {
    v1::SearchResponse expected;
    ASSERT_TRUE(RunSearchIn(engine_, request, next, nullptr, &expected).ok());
    const auto kept = answers_.Find(next, request.SerializeAsString());
    ASSERT_NE(kept, nullptr);
    v1::SearchResponse response;
    ASSERT_TRUE(response.ParseFromString(kept->bytes));
    EXPECT_EQ(response.DebugString(), WithoutTimings(expected));
    EXPECT_EQ(kept->revision, static_cast<int64_t>(next->revision()));
  }
  EXPECT_EQ(answers_.LastRequests(10).size(), 2u);
}

TEST(WarmUpEndTest, IsLaterOnlyAfterALongLoad) {
  const absl::Time began = absl::FromUnixSeconds(1000);
  const absl::Duration swap_time = absl::Seconds(2);
  EXPECT_EQ(WarmUpEnd(began, began, swap_time), began + swap_time);
  EXPECT_EQ(WarmUpEnd(began + absl::Milliseconds(1500), began, swap_time), began + swap_time);
  EXPECT_EQ(WarmUpEnd(began + absl::Milliseconds(1800), began, swap_time),
            began + absl::Milliseconds(1800) + kLeastWarmUpTime);
}

TEST_F(SearchAnswerTest, AnswersOfASnapshotThatNeverCameAreForgotten) {
  Ask(Query("kim"));
  const auto dropped = *snapshot::Snapshot::Load(index_.path());
  WarmUp(engine_, dropped, absl::Minutes(1), absl::Minutes(1));
  const auto next = *snapshot::Snapshot::Load(index_.path());
  EXPECT_EQ(answers_.Find(next, Query("kim").SerializeAsString()), nullptr);
  EXPECT_EQ(answers_.Find(dropped, Query("kim").SerializeAsString()), nullptr);
}

}  // namespace
}  // namespace dateline::service

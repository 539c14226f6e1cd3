// Windows and histograms over event dates against a look at every interval: with intervals from a
// day to a century, and windows whose ends lie on, just before and just behind theirs.

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/match/search.h"
#include "server/snapshot/snapshot.h"
#include "tests/support/corpus.h"
#include "tests/support/random.h"
#include "tests/support/temporary_folder.h"

namespace dateline::match {
namespace {

using absl::CivilDay;
using article::Article;
using article::DateInterval;
using article::Dimension;
using snapshot::Snapshot;

constexpr int kLengths[] = {1, 1, 2, 7, 30, 92, 365, 3653, 36524};

std::vector<Article> ArticlesWithEvents(support::Random* random) {
  std::vector<Article> articles;
  for (int i = 0; i < 120; ++i) {
    Article article;
    article.id = absl::StrCat("article-", i);
    article.body = "word word";
    for (uint32_t n = random->Below(5); n > 0; --n) {
      article::EventDate date;
      date.end = 4;
      const CivilDay start(random->Between(1995, 2004), random->Between(1, 12),
                           random->Between(1, 31));
      date.interval = {start, start + kLengths[random->Below(9)] - 1};
      article.event_dates.push_back(date);
    }
    articles.push_back(article);
  }
  return articles;
}

class EventWindowTest : public ::testing::Test {
 protected:
  EventWindowTest() : random_(7), articles_(ArticlesWithEvents(&random_)) {
    support::Corpus corpus;
    for (const Article& article : articles_) corpus.steps.push_back({false, false, article});
    corpus.articles = articles_;
    support::WriteCorpus(corpus, 2, folder_.path() + "/index");
    snapshot_ = *Snapshot::Load(folder_.path() + "/index");
    lease_ = std::make_unique<Snapshot::Lease>(*snapshot_->Open());
  }

  std::set<std::string> Hits(const SearchResult& result) {
    std::set<std::string> ids;
    for (const Hit& hit : result.hits) {
      ids.insert(snapshot_->ReadArticle(lease_.get(), hit.row)->id);
    }
    return ids;
  }

  // A day on an end of some interval, or one beside it.
  int32_t Edge() {
    while (true) {
      const Article& article = articles_[random_.Below(static_cast<uint32_t>(articles_.size()))];
      if (article.event_dates.empty()) continue;
      const DateInterval& days =
          article.event_dates[random_.Below(static_cast<uint32_t>(article.event_dates.size()))]
              .interval;
      return article::ToDayNumber(random_.Chance(50) ? days.start : days.end) +
             random_.Between(-1, 1);
    }
  }

  support::Random random_;
  const std::vector<Article> articles_;
  support::TemporaryFolder folder_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::unique_ptr<Snapshot::Lease> lease_;
};

TEST_F(EventWindowTest, FiltersExactlyAtTheEndsOfIntervals) {
  int matched = 0;
  for (int i = 0; i < 600; ++i) {
    SearchRequest request;
    request.top = 1000;
    if (random_.Chance(85)) request.event_window.since = Edge();
    if (random_.Chance(85)) request.event_window.until = Edge();
    if (request.event_window.empty()) continue;
    const int64_t since = request.event_window.since.value_or(-10000000);
    const int64_t until = request.event_window.until.value_or(10000000);
    if (since > until) continue;
    for (const EventMatch kind : {EventMatch::kOverlaps, EventMatch::kWithin}) {
      request.event_match = kind;
      std::set<std::string> wanted;
      for (const Article& article : articles_) {
        for (const article::EventDate& date : article.event_dates) {
          const int64_t start = article::ToDayNumber(date.interval.start);
          const int64_t end = article::ToDayNumber(date.interval.end);
          const bool apart = end < since || start > until;
          const bool inside = start >= since && end <= until;
          if (kind == EventMatch::kWithin ? inside : !apart) wanted.insert(article.id);
        }
      }
      const SearchResult result = *Search(*snapshot_, lease_.get(), request);
      EXPECT_EQ(Hits(result), wanted) << since << ".." << until << " " << static_cast<int>(kind);
      EXPECT_EQ(result.total, wanted.size());
      matched += static_cast<int>(wanted.size());
    }
  }
  EXPECT_GT(matched, 1000);
}

TEST_F(EventWindowTest, CountsEveryArticleOncePerBucketThatItsEventsTouch) {
  for (const CalendarInterval interval :
       {CalendarInterval::kWeek, CalendarInterval::kMonth, CalendarInterval::kYear}) {
    SearchRequest request;
    request.top = 0;
    request.histograms = {{Dimension::kEventDate, interval}};
    const SearchResult result = *Search(*snapshot_, lease_.get(), request);
    const Histogram& histogram = result.histograms[0];
    uint32_t missing = 0;
    for (const Article& article : articles_) missing += article.event_dates.empty() ? 1 : 0;
    EXPECT_EQ(histogram.missing, missing);
    ASSERT_FALSE(histogram.buckets.empty());
    int32_t next = histogram.buckets.front().start;
    for (const HistogramBucket& bucket : histogram.buckets) {
      ASSERT_EQ(bucket.start, next);  // No gap, no overlap.
      next = bucket.end + 1;
      uint32_t count = 0;
      for (const Article& article : articles_) {
        bool touches = false;
        for (const article::EventDate& date : article.event_dates) {
          touches |= article::ToDayNumber(date.interval.start) <= bucket.end &&
                     article::ToDayNumber(date.interval.end) >= bucket.start;
        }
        count += touches ? 1 : 0;
      }
      ASSERT_EQ(bucket.count, count) << bucket.start;
    }
    // Every day of every interval is in a bucket.
    for (const Article& article : articles_) {
      for (const article::EventDate& date : article.event_dates) {
        EXPECT_GE(article::ToDayNumber(date.interval.start), histogram.buckets.front().start);
        EXPECT_LE(article::ToDayNumber(date.interval.end), histogram.buckets.back().end);
      }
    }
  }
}

TEST_F(EventWindowTest, SaysWhichIntervalFitsWhenDaysAreTooMany) {
  SearchRequest request;
  request.histograms = {{Dimension::kEventDate, CalendarInterval::kDay}};
  const auto result = Search(*snapshot_, lease_.get(), request);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(result.status().message().find("use week"), absl::string_view::npos) << result.status();
}

// However long the dates are that the articles speak of, a window gives its days: of all dates
// where they fit, of its own days else.
TEST_F(EventWindowTest, CountsDaysInAWindowOfArticlesWithAnyDates) {
  SearchRequest request;
  request.top = 1000;
  int compared = 0;
  int whole = 0;
  int narrowed = 0;
  for (int i = 0; i < 300; ++i) {
    request.event_window.since = Edge();
    request.event_window.until = *request.event_window.since + random_.Between(0, 40);
    request.event_match = random_.Chance(50) ? EventMatch::kWithin : EventMatch::kOverlaps;
    request.histograms = {{Dimension::kEventDate, CalendarInterval::kDay},
                          {Dimension::kEventDate, CalendarInterval::kMonth}};
    const auto found = Search(*snapshot_, lease_.get(), request);
    ASSERT_TRUE(found.ok()) << found.status();
    const std::set<std::string> hits = Hits(*found);
    std::map<int32_t, std::set<std::string>> days;
    std::map<int32_t, std::set<std::string>> months;
    int32_t first = INT32_MAX;
    int32_t last = INT32_MIN;
    for (const Article& article : articles_) {
      if (hits.count(article.id) == 0) continue;
      for (const article::EventDate& date : article.event_dates) {
        first = std::min(first, article::ToDayNumber(date.interval.start));
        last = std::max(last, article::ToDayNumber(date.interval.end));
      }
    }
    const bool fits = int64_t{last} - first < int64_t{kMaxBuckets};
    (fits ? whole : narrowed) += hits.empty() ? 0 : 1;
    for (const Article& article : articles_) {
      if (hits.count(article.id) == 0) continue;
      for (const article::EventDate& date : article.event_dates) {
        for (CivilDay day = date.interval.start; day <= date.interval.end; ++day) {
          const int32_t number = article::ToDayNumber(day);
          if (fits ||
              (number >= *request.event_window.since && number <= *request.event_window.until)) {
            days[number].insert(article.id);
          }
          months[article::ToDayNumber(CivilDay(absl::CivilMonth(day)))].insert(article.id);
        }
      }
    }
    for (const auto& [histogram, wanted] :
         {std::make_pair(&found->histograms[0], &days), {&found->histograms[1], &months}}) {
      ASSERT_EQ(histogram->missing, 0u);
      ASSERT_EQ(histogram->buckets.empty(), wanted->empty());
      if (wanted->empty()) continue;
      ASSERT_EQ(histogram->buckets.front().start, wanted->begin()->first);
      ASSERT_EQ(histogram->buckets.back().start, wanted->rbegin()->first);
      for (const HistogramBucket& bucket : histogram->buckets) {
        ASSERT_EQ(bucket.count, (*wanted)[bucket.start].size());
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 3000);
  EXPECT_GT(whole, 20);
  EXPECT_GT(narrowed, 20);
}

}  // namespace
}  // namespace dateline::match

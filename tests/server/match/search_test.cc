// What is always true of a search, whatever the archive.

#include "server/match/search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/format/schema.h"
#include "server/query/parser.h"
#include "tests/support/corpus.h"
#include "tests/support/request_generator.h"
#include "tests/support/temporary_folder.h"

namespace dateline::match {
namespace {

using article::Article;
using article::Dimension;
using query::Node;
using query::Op;
using snapshot::Snapshot;

// An archive, its snapshot and a lease on it.
class Index {
 public:
  Index(const support::Corpus& corpus, uint32_t shards) {
    support::WriteCorpus(corpus, shards, folder_.path() + "/index");
    snapshot_ = *Snapshot::Load(folder_.path() + "/index");
    lease_ = std::make_unique<Snapshot::Lease>(*snapshot_->Open());
  }
  absl::StatusOr<SearchResult> Search(const SearchRequest& request) {
    return match::Search(*snapshot_, lease_.get(), request);
  }
  std::string IdOf(snapshot::Row row) { return snapshot_->ReadArticle(lease_.get(), row)->id; }
  const Snapshot& snapshot() const { return *snapshot_; }

 private:
  support::TemporaryFolder folder_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::unique_ptr<Snapshot::Lease> lease_;
};

Node Term(const std::string& term) {
  Node node;
  node.op = Op::kTerm;
  node.term = term;
  return node;
}

support::Corpus CorpusOf(const std::vector<Article>& articles) {
  support::Corpus corpus;
  for (const Article& article : articles) corpus.steps.push_back({false, false, article});
  corpus.articles = articles;
  return corpus;
}

Article Words(const std::string& id, const std::string& body) {
  Article article;
  article.id = id;
  article.body = body;
  return article;
}

std::map<std::string, uint32_t> CountsOf(const Facet& facet) {
  std::map<std::string, uint32_t> counts;
  for (const FacetValueCount& value : facet.values) counts[value.value] = value.count;
  return counts;
}

TEST(SearchTest, ResultsDoNotDependOnTheNumberOfShards) {
  const support::Corpus corpus = support::MakeCorpus({41, 400, false, true});
  Index one(corpus, 1);
  Index two(corpus, 2);
  Index five(corpus, 5);
  support::Random random(41);
  for (int i = 0; i < 200; ++i) {
    const support::RandomRequest made = support::MakeRequest(corpus.articles, &random);
    SCOPED_TRACE(absl::StrCat("request ", i, "\n", support::Describe(made.request)));
    const SearchResult expected = *one.Search(made.request);
    for (Index* other : {&two, &five}) {
      const SearchResult result = *other->Search(made.request);
      ASSERT_EQ(result.total, expected.total);
      ASSERT_EQ(result.hits.size(), expected.hits.size());
      for (size_t h = 0; h < result.hits.size(); ++h) {
        // To the last bit.
        ASSERT_EQ(result.hits[h].score, expected.hits[h].score);
        ASSERT_EQ(other->IdOf(result.hits[h].row), one.IdOf(expected.hits[h].row));
      }
      for (size_t f = 0; f < expected.facets.size(); ++f) {
        EXPECT_EQ(CountsOf(result.facets[f]), CountsOf(expected.facets[f]));
      }
    }
  }
}

// In articles of two languages, so that "walking" has two stems and its list has to be put
// together, long enough to be kept: what is in the cache of lists has been read.
TEST(SearchTest, ReadsNoListForAQueryThatOneWordKeepsFromMatching) {
  std::vector<Article> articles;
  for (int i = 0; i < 600; ++i) {
    articles.push_back(Words(absl::StrCat("a", i), "walking houses"));
    articles.back().language = i % 2 == 0 ? "en" : "fi";
  }
  const support::Corpus corpus = CorpusOf(articles);
  struct Case {
    const char* query;
    bool reads;
  };
  for (const Case& c :
       std::initializer_list<Case>{{"walking", true},
                                   {"walking houses", true},
                                   {"walking absent", false},
                                   {"\"walking absent\"", false},
                                   {"absent walking", false},
                                   {"walking (houses absent)", false},
                                   {"walking (absent OR missing)", false},
                                   {"(walking houses) (absent OR (houses missing))", false},
                                   {"(walking absent) OR (missing houses)", false},
                                   {"(walking absent) OR houses", true},
                                   {"absent -walking", false},
                                   {"(walking absent) -houses", false},
                                   {"houses (absent -walking)", false},
                                   {"walking \"houses absent\"", false},
                                   {"walking -\"houses absent\"", true},
                                   {"walking absen*", false},
                                   {"walking hous*", true}}) {
    Index index(corpus, 2);
    const absl::StatusOr<query::ParsedQuery> parsed =
        query::ParseQuery(c.query, query::ParseOptions());
    ASSERT_TRUE(parsed.ok()) << parsed.status();
    SearchRequest request;
    request.query = &parsed->root;
    const absl::StatusOr<SearchResult> result = index.Search(request);
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_EQ(result->total > 0, c.reads) << c.query;
    EXPECT_EQ(index.snapshot().postings().byte_size() > 0, c.reads) << c.query;
  }
}

TEST(SearchTest, RefusesAWildcardBesideAWordThatNoArticleHas) {
  std::vector<Article> articles;
  for (size_t i = 0; i <= query::kMaxWildcardTerms; ++i) {
    articles.push_back(Words(absl::StrCat("a", i), absl::StrCat("word", i)));
  }
  Index index(CorpusOf(articles), 1);
  for (const char* text : {"absent wo*", "absent (other OR wo*)", "absent -wo*"}) {
    SearchRequest request;
    const query::ParsedQuery parsed = *query::ParseQuery(text, query::ParseOptions());
    request.query = &parsed.root;
    EXPECT_TRUE(absl::IsInvalidArgument(index.Search(request).status())) << text;
  }
}

TEST(SearchTest, PagesCoverEveryHitOnceInOrder) {
  const support::Corpus corpus = support::MakeCorpus({42, 300, false, true});
  Index index(corpus, 2);
  support::Random random(42);
  for (int i = 0; i < 60; ++i) {
    support::RandomRequest made = support::MakeRequest(corpus.articles, &random);
    SearchRequest& request = made.request;
    SCOPED_TRACE(absl::StrCat("request ", i, "\n", support::Describe(request)));
    request.facets.clear();
    request.histograms.clear();
    request.top = 100000;
    const SearchResult all = *index.Search(request);
    EXPECT_FALSE(all.more);
    request.top = 1 + random.Below(40);
    std::vector<snapshot::Row> rows;
    for (bool more = true; more;) {
      const SearchResult page = *index.Search(request);
      EXPECT_EQ(page.total, all.total);
      ASSERT_LE(page.hits.size(), request.top);
      ASSERT_TRUE(!page.more || page.hits.size() == request.top);
      for (const Hit& hit : page.hits) rows.push_back(hit.row);
      more = page.more;
      if (more) request.after = page.hits.back().key;
      ASSERT_LE(rows.size(), all.hits.size());
    }
    ASSERT_EQ(rows.size(), all.hits.size());
    for (size_t h = 0; h < rows.size(); ++h) ASSERT_EQ(rows[h], all.hits[h].row);
  }
}

TEST(SearchTest, SelectingAnyOfADimensionLeavesItsOwnCountsAlone) {
  const support::Corpus corpus = support::MakeCorpus({43, 400, false, true});
  Index index(corpus, 2);
  support::Random random(43);
  for (int i = 0; i < 150; ++i) {
    support::RandomRequest made = support::MakeRequest(corpus.articles, &random);
    SearchRequest& request = made.request;
    const auto dimension = static_cast<Dimension>(random.Below(article::kValueDimensionCount));
    request.facets.clear();
    for (size_t d = 0; d < article::kValueDimensionCount; ++d) {
      request.facets.push_back({static_cast<Dimension>(d), 100000, 0, "", {}});
    }
    request.histograms.clear();
    Selection selection;
    selection.dimension = dimension;
    for (size_t s = 0; s < request.selections.size(); ++s) {
      if (request.selections[s].dimension == dimension) {
        request.selections.erase(request.selections.begin() + s);
      }
    }
    SCOPED_TRACE(absl::StrCat("request ", i, " selects ", article::InfoOf(dimension).name, "\n",
                              support::Describe(request)));
    const SearchResult before = *index.Search(request);
    selection.values = {random.Pick(support::CorpusValues(dimension)),
                        random.Pick(support::CorpusValues(dimension))};
    request.selections.push_back(selection);
    const SearchResult after = *index.Search(request);
    EXPECT_LE(after.total, before.total);
    for (size_t d = 0; d < article::kValueDimensionCount; ++d) {
      std::map<std::string, uint32_t> was = CountsOf(before.facets[d]);
      for (const FacetValueCount& value : after.facets[d].values) {
        if (static_cast<Dimension>(d) == dimension) {
          EXPECT_EQ(value.count, was[value.value]) << value.value;
        } else {
          EXPECT_LE(value.count, was[value.value]) << value.value;
        }
      }
    }
    // Selected values are there, also when no article has them.
    const Facet& own = after.facets[static_cast<size_t>(dimension)];
    for (const std::string& value : selection.values) {
      const bool found =
          std::any_of(own.values.begin(), own.values.end(),
                      [&](const FacetValueCount& v) { return v.value == value && v.selected; });
      EXPECT_TRUE(found) << value;
    }
  }
}

// Every count of a result, by what is counted.
std::map<std::string, uint32_t> AllCounts(const SearchResult& result) {
  std::map<std::string, uint32_t> counts = {{"total", result.total}};
  for (const Facet& facet : result.facets) {
    const absl::string_view name = article::InfoOf(facet.dimension).name;
    counts[absl::StrCat(name, " missing")] = facet.missing;
    counts[absl::StrCat(name, " distinct")] = facet.distinct;
    for (const FacetValueCount& value : facet.values) {
      counts[absl::StrCat(name, " ", value.value)] = value.count;
    }
  }
  for (const Histogram& histogram : result.histograms) {
    const absl::string_view name = article::InfoOf(histogram.dimension).name;
    counts[absl::StrCat(name, " missing")] = histogram.missing;
    counts[absl::StrCat(name, " imprecise")] = histogram.imprecise;
    for (const HistogramBucket& bucket : histogram.buckets) {
      counts[absl::StrCat(name, " ", bucket.start, " to ", bucket.end)] = bucket.count;
    }
  }
  return counts;
}

// Asks for every value, so that collapsing changes counts and nothing else.
void CountEverything(SearchRequest* request) {
  for (FacetRequest& facet : request->facets) {
    facet.size = 100000;
    facet.offset = 0;
  }
}

TEST(CollapsedSearchTest, NoCountIsAboveThatOfArticles) {
  const support::Corpus corpus = support::MakeCorpus({47, 400, false, true});
  Index index(corpus, 2);
  ASSERT_GT(index.snapshot().copies().group_count(), 20u);
  support::Random random(47);
  size_t fewer = 0;
  for (int i = 0; i < 150; ++i) {
    support::RandomRequest made = support::MakeRequest(corpus.articles, &random);
    SearchRequest& request = made.request;
    SCOPED_TRACE(absl::StrCat("request ", i, "\n", support::Describe(request)));
    CountEverything(&request);
    request.collapse_copies = false;
    const SearchResult plain = *index.Search(request);
    request.collapse_copies = true;
    const SearchResult collapsed = *index.Search(request);
    EXPECT_EQ(plain.article_count, plain.total);
    EXPECT_EQ(collapsed.article_count, plain.total);
    const std::map<std::string, uint32_t> of_articles = AllCounts(plain);
    const std::map<std::string, uint32_t> of_groups = AllCounts(collapsed);
    ASSERT_EQ(of_articles.size(), of_groups.size());
    for (const auto& [what, count] : of_groups) {
      ASSERT_EQ(of_articles.count(what), 1u) << what;
      EXPECT_LE(count, of_articles.at(what)) << what;
      // A value that an article has, a group has.
      EXPECT_TRUE(count > 0 || of_articles.at(what) == 0 || absl::EndsWith(what, " missing") ||
                  absl::EndsWith(what, " imprecise"))
          << what;
      fewer += count < of_articles.at(what);
    }
  }
  EXPECT_GT(fewer, 1000u);
}

TEST(CollapsedSearchTest, ChangesNothingWhereNoArticleHasCopies) {
  const support::Corpus corpus = support::MakeCorpus({48, 300, false});
  Index index(corpus, 2);
  support::Random random(48);
  for (int i = 0; i < 100; ++i) {
    support::RandomRequest made = support::MakeRequest(corpus.articles, &random);
    SearchRequest& request = made.request;
    SCOPED_TRACE(absl::StrCat("request ", i, "\n", support::Describe(request)));
    request.collapse_copies = false;
    const SearchResult plain = *index.Search(request);
    request.collapse_copies = true;
    const SearchResult collapsed = *index.Search(request);
    EXPECT_EQ(AllCounts(collapsed), AllCounts(plain));
    ASSERT_EQ(collapsed.hits.size(), plain.hits.size());
    for (size_t h = 0; h < plain.hits.size(); ++h) {
      EXPECT_EQ(collapsed.hits[h].row, plain.hits[h].row);
      EXPECT_EQ(collapsed.hits[h].score, plain.hits[h].score);
      EXPECT_EQ(collapsed.hits[h].copies, 1u);
    }
  }
}

// Three copies, of which two are from the bbc, and one article alone.
support::Corpus ThreeCopies() {
  std::vector<Article> articles = {Words("first", "deal"), Words("second", "deal deal other"),
                                   Words("third", "deal"), Words("alone", "other deal")};
  const auto mention = [](const std::string& id) {
    article::Mention mention;
    mention.kind = article::Kind::kPerson;
    mention.end = 1;
    mention.entity_id = mention.name = id;
    return mention;
  };
  const auto published = [](absl::CivilDay day, article::DatePrecision precision) {
    return article::PublishDate{precision, article::DateSource::kGiven, day};
  };
  const auto event = [](absl::CivilDay start, absl::CivilDay end) {
    article::EventDate date;
    date.end = 1;
    date.interval = {start, end};
    return date;
  };
  articles[0].source = articles[1].source = "bbc";
  articles[2].source = "cnn";
  articles[0].mentions = {mention("person/a")};
  articles[1].mentions = {mention("person/a"), mention("person/b")};
  articles[0].publish_date = published(absl::CivilDay(2020, 5, 1), article::DatePrecision::kDay);
  articles[1].publish_date = published(absl::CivilDay(2020, 1, 1), article::DatePrecision::kYear);
  articles[3].publish_date = published(absl::CivilDay(2021, 1, 1), article::DatePrecision::kYear);
  articles[0].event_dates = {event(absl::CivilDay(2019, 3, 30), absl::CivilDay(2019, 4, 2)),
                             event(absl::CivilDay(2019, 7, 1), absl::CivilDay(2019, 7, 1))};
  articles[1].event_dates = {event(absl::CivilDay(2019, 4, 5), absl::CivilDay(2019, 5, 5))};
  support::Corpus corpus = CorpusOf(articles);
  corpus.copy_groups = {{"first", "first"}, {"second", "first"}, {"third", "first"}};
  return corpus;
}

std::vector<std::string> HitsOf(Index* index, const SearchResult& result) {
  std::vector<std::string> hits;
  for (const Hit& hit : result.hits) {
    hits.push_back(absl::StrCat(index->IdOf(hit.row), " ", hit.copies));
  }
  return hits;
}

TEST(CollapsedSearchTest, ShowsTheBestMatchOfAGroupInTheOrderAskedFor) {
  Index index(ThreeCopies(), 2);
  const Node deal = Term("deal");
  SearchRequest request;
  request.query = &deal;
  request.collapse_copies = true;
  EXPECT_THAT(HitsOf(&index, *index.Search(request)),
              testing::UnorderedElementsAre("second 3", "alone 1"));
  request.sort = Sort::kNewest;
  EXPECT_THAT(HitsOf(&index, *index.Search(request)), testing::ElementsAre("alone 1", "first 3"));
  request.sort = Sort::kOldest;
  EXPECT_THAT(HitsOf(&index, *index.Search(request)), testing::ElementsAre("second 3", "alone 1"));
  // What does not match is neither shown nor counted.
  const Node other = Term("other");
  request.query = &other;
  EXPECT_THAT(HitsOf(&index, *index.Search(request)), testing::ElementsAre("second 1", "alone 1"));
  request.query = nullptr;
  request.selections = {{Dimension::kSource, {"bbc"}, false, {}}};
  EXPECT_THAT(HitsOf(&index, *index.Search(request)), testing::ElementsAre("second 2"));
}

TEST(CollapsedSearchTest, AGroupCountsOnceForWhatAnyOfItsMatchesHas) {
  Index index(ThreeCopies(), 2);
  SearchRequest request;
  request.collapse_copies = true;
  request.facets = {{Dimension::kPerson, 10, 0, "", {}}, {Dimension::kSource, 10, 0, "", {}}};
  request.histograms = {{Dimension::kPublishDate, CalendarInterval::kMonth},
                        {Dimension::kEventDate, CalendarInterval::kMonth}};
  using Counts = std::map<std::string, uint32_t>;
  SearchResult result = *index.Search(request);
  EXPECT_EQ(result.total, 2u);
  EXPECT_EQ(result.article_count, 4u);
  EXPECT_EQ(CountsOf(result.facets[0]), (Counts{{"person/a", 1}, {"person/b", 1}}));
  EXPECT_EQ(result.facets[0].missing, 1u);  // "third" has none, but its copies do.
  EXPECT_EQ(CountsOf(result.facets[1]), (Counts{{"bbc", 1}, {"cnn", 1}}));
  EXPECT_EQ(result.facets[1].missing, 1u);
  // "second" is imprecise, but "first" is in a bucket; "alone" is imprecise.
  ASSERT_THAT(result.histograms[0].buckets, testing::SizeIs(1));
  EXPECT_EQ(result.histograms[0].buckets[0].count, 1u);
  EXPECT_EQ(result.histograms[0].imprecise, 1u);
  EXPECT_EQ(result.histograms[0].missing, 0u);
  std::vector<uint32_t> events;  // March to July 2019; two of the group in April.
  for (const HistogramBucket& bucket : result.histograms[1].buckets) events.push_back(bucket.count);
  EXPECT_THAT(events, testing::ElementsAre(1, 1, 1, 0, 1));
  EXPECT_EQ(result.histograms[1].missing, 1u);
  // Only matches count: without "first", whose date is precise ...
  request.selections = {{Dimension::kPerson, {"person/b"}, false, {}}};
  result = *index.Search(request);
  EXPECT_EQ(result.total, 1u);
  EXPECT_TRUE(result.histograms[0].buckets.empty());
  EXPECT_EQ(result.histograms[0].imprecise, 1u);
  EXPECT_EQ(CountsOf(result.facets[1]), (Counts{{"bbc", 1}}));
  // ... but the counts of persons are as if no person were selected.
  EXPECT_EQ(CountsOf(result.facets[0]), (Counts{{"person/a", 1}, {"person/b", 1}}));
  EXPECT_EQ(result.facets[0].missing, 1u);
  // With "third" alone the group has no date and no person.
  request.selections = {{Dimension::kSource, {"cnn"}, false, {}}};
  result = *index.Search(request);
  EXPECT_EQ(result.histograms[0].missing, 1u);
  EXPECT_EQ(result.histograms[1].missing, 1u);
  EXPECT_EQ(result.facets[0].missing, 1u);
}

TEST(CollapsedSearchTest, CountsFewMatchesAmongManyValues) {
  std::vector<Article> articles;
  std::map<std::string, std::string> groups;
  for (int i = 0; i < 300; ++i) {
    Article article = Words(absl::StrCat("a", i), i < 6 ? "found" : "other");
    const std::string own = absl::StrCat("person/own-", i);
    const std::string shared = absl::StrCat("person/shared-", i / 3);
    for (const std::string& id : {own, shared, std::string("person/all")}) {
      if (i == 6 && id == own) continue;
      article::Mention mention;
      mention.kind = article::Kind::kPerson;
      mention.entity_id = mention.name = id;
      article.mentions.push_back(mention);
    }
    groups[article.id] = absl::StrCat("a", i / 3 * 3);
    articles.push_back(std::move(article));
  }
  articles.push_back(Words("alone", "found"));
  articles.back().mentions = articles[6].mentions;  // person/shared-2 and person/all
  support::Corpus corpus = CorpusOf(articles);
  corpus.copy_groups = groups;
  Index index(corpus, 2);
  const Node found = Term("found");
  SearchRequest request;
  request.query = &found;
  request.collapse_copies = true;
  request.facets = {{Dimension::kPerson, 1000, 0, "", {}}};
  const SearchResult result = *index.Search(request);
  EXPECT_EQ(result.total, 3u);
  std::map<std::string, uint32_t> expected = {
      {"person/all", 3}, {"person/shared-0", 1}, {"person/shared-1", 1}, {"person/shared-2", 1}};
  for (int i = 0; i < 6; ++i) expected[absl::StrCat("person/own-", i)] = 1;
  EXPECT_EQ(CountsOf(result.facets[0]), expected);
  EXPECT_EQ(result.facets[0].missing, 0u);
}

TEST(CopiesOfTest, FindsTheGroupOfAnyOfItsArticles) {
  Index index(ThreeCopies(), 2);
  SearchRequest request;
  const auto ids = [&](const std::string& copies_of) {
    request.copies_of = copies_of;
    const SearchResult result = *index.Search(request);
    EXPECT_EQ(result.copies_of_known, copies_of != "nothing");
    std::set<std::string> found;
    for (const Hit& hit : result.hits) found.insert(index.IdOf(hit.row));
    EXPECT_EQ(result.total, found.size());
    return found;
  };
  using Ids = std::set<std::string>;
  for (const char* id : {"first", "second", "third"}) {
    EXPECT_EQ(ids(id), (Ids{"first", "second", "third"})) << id;
  }
  EXPECT_EQ(ids("alone"), Ids{"alone"});
  EXPECT_EQ(ids("nothing"), Ids{});
  request.selections = {{Dimension::kSource, {"bbc"}, false, {}}};
  EXPECT_EQ(ids("third"), (Ids{"first", "second"}));
  EXPECT_EQ(ids("alone"), Ids{});
  request.selections.clear();
  const Node other = Term("other");
  request.query = &other;
  EXPECT_EQ(ids("third"), Ids{"second"});
  EXPECT_EQ(ids("alone"), Ids{"alone"});
}

TEST(SearchTest, AStarStandsForSoManyWordsAndNoMore) {
  std::string body;
  for (size_t i = 0; i < query::kMaxWildcardTerms; ++i) absl::StrAppend(&body, "fit", i, " ");
  std::vector<Article> articles = {Words("fits", body)};
  Index fits(CorpusOf(articles), 2);
  Node star;
  star.op = Op::kWildcard;
  star.term = "fit";
  SearchRequest request;
  request.query = &star;
  EXPECT_EQ(fits.Search(request)->total, 1u);
  articles.push_back(Words("one-more", "fitting"));
  Index exceeds(CorpusOf(articles), 2);
  const absl::Status status = exceeds.Search(request).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("fit*"));
  EXPECT_THAT(std::string(status.message()),
              testing::HasSubstr(absl::StrCat(query::kMaxWildcardTerms)));
  star.term = "nothingsuch";
  EXPECT_EQ(exceeds.Search(request)->total, 0u);
}

TEST(SearchTest, EndsWhenCancelled) {
  Index index(support::MakeCorpus({44, 100, false}), 1);
  SearchRequest request;
  request.cancelled = [] { return true; };
  EXPECT_TRUE(absl::IsDeadlineExceeded(index.Search(request).status()));
  request.cancelled = [] { return false; };
  EXPECT_TRUE(index.Search(request).ok());
}

TEST(SearchTest, IsCancelledInTheMiddleOfALongList) {
  std::vector<Article> articles;
  for (int i = 0; i < 20000; ++i) articles.push_back(Words(absl::StrCat("a", i), "word other"));
  Index index(CorpusOf(articles), 1);
  Node all;
  all.op = Op::kAnd;
  all.children = {Term("word"), Term("other")};
  SearchRequest request;
  request.query = &all;
  int asked = 0;
  request.cancelled = [&] { return ++asked > 1; };
  EXPECT_TRUE(absl::IsDeadlineExceeded(index.Search(request).status()));
  EXPECT_EQ(asked, 2);
}

TEST(SearchTest, RefusesRequestsThatMixUpDatesAndValues) {
  Index index(support::MakeCorpus({45, 20, false}), 1);
  SearchRequest facet;
  facet.facets.push_back({Dimension::kPublishDate, 10, 0, "", {}});
  EXPECT_TRUE(absl::IsInvalidArgument(index.Search(facet).status()));
  SearchRequest histogram;
  histogram.histograms.push_back({Dimension::kPerson, CalendarInterval::kDay});
  EXPECT_TRUE(absl::IsInvalidArgument(index.Search(histogram).status()));
  SearchRequest selection;
  selection.selections.push_back({Dimension::kEventDate, {"2020"}, false, {}});
  EXPECT_TRUE(absl::IsInvalidArgument(index.Search(selection).status()));
  SearchRequest twice;
  twice.selections.assign(2, {Dimension::kPerson, {"person/kim-0"}, false, {}});
  EXPECT_TRUE(absl::IsInvalidArgument(index.Search(twice).status()));
}

TEST(SearchTest, TermsThatNoIndexCanHoldMatchNothing) {
  Index index(support::MakeCorpus({46, 20, false}), 1);
  for (const std::string& term : {std::string(), std::string(300, 'x'), std::string("\0", 1)}) {
    const Node node = Term(term);
    SearchRequest request;
    request.query = &node;
    const absl::StatusOr<SearchResult> result = index.Search(request);
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_EQ(result->total, 0u);
  }
}

TEST(SearchTest, NoPhraseSpansTitleAndBody) {
  Article article = Words("a", "deal of the century");
  article.title = "The arms";
  Index index(CorpusOf({article}), 1);
  Node phrase;
  phrase.op = Op::kPhrase;
  phrase.terms = {"arms", "deal"};
  SearchRequest request;
  request.query = &phrase;
  EXPECT_EQ(index.Search(request)->total, 0u);
  phrase.terms = {"the", "century"};
  EXPECT_EQ(index.Search(request)->total, 1u);
}

TEST(SearchTest, AHistogramOfTooManyBucketsSaysWhichIntervalFits) {
  std::vector<Article> articles = {Words("a", "x"), Words("b", "x")};
  for (Article& article : articles) {
    article.publish_date.precision = article::DatePrecision::kDay;
    article.publish_date.source = article::DateSource::kGiven;
  }
  const absl::CivilDay first(2000, 1, 1);
  articles[0].publish_date.day = first;
  SearchRequest request;
  request.histograms.push_back({Dimension::kPublishDate, CalendarInterval::kDay});
  articles[1].publish_date.day = first + (kMaxBuckets - 1);
  const SearchResult fits = *Index(CorpusOf(articles), 1).Search(request);
  EXPECT_THAT(fits.histograms[0].buckets, testing::SizeIs(kMaxBuckets));
  articles[1].publish_date.day = first + kMaxBuckets;
  const absl::Status status = Index(CorpusOf(articles), 1).Search(request).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("use week"));
}

}  // namespace
}  // namespace dateline::match

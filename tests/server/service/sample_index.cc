#include "tests/server/service/sample_index.h"

#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "indexer/store/index_writer.h"
#include "tests/support/corpus.h"

namespace dateline::service {
namespace {

snapshot::SnapshotSource::Options Unhurried(snapshot::AliasFile* aliases) {
  snapshot::SnapshotSource::Options options;
  options.aliases = aliases;
  options.poll_interval = absl::Hours(1);
  return options;
}

}  // namespace

article::Article MakeArticle(const std::string& id, const std::string& title,
                             const std::string& body, const std::string& publish_date,
                             const std::vector<Entity>& entities, const std::string& source) {
  article::Article article;
  article.id = id;
  article.title = title;
  article.body = body;
  article.source = source;
  article.language = "en";
  article.source_path = "news.jsonl";
  if (const auto date = article::ParseIsoDate(publish_date)) {
    article.publish_date = {date->precision, article::DateSource::kGiven, date->day};
  }
  for (const Entity& entity : entities) {
    article::Mention mention;
    mention.kind = absl::StartsWith(entity.id, "person/")  ? article::Kind::kPerson
                   : absl::StartsWith(entity.id, "place/") ? article::Kind::kPlace
                                                           : article::Kind::kOrganization;
    mention.end = 1;
    mention.entity_id = entity.id;
    mention.name = entity.name;
    article.mentions.push_back(mention);
  }
  return article;
}

std::vector<article::Article> SampleArticles() {
  const Entity kim = {"person/kim-jong-un", "Kim Jong Un"};
  const Entity putin = {"person/vladimir-putin", "Vladimir Putin"};
  const Entity first = {"person/kim-il-1", "Kim Il"};
  const Entity second = {"person/kim-il-2", "Kim Il"};
  const Entity erdogan = {"person/erdogan", "Recep Erdo\u011Fan"};
  std::vector<article::Article> articles = {
      MakeArticle("visit-1", "Kim visits Putin", "Kim visited Putin. They spoke of an arms deal.",
                  "2023-09-13", {kim, putin}),
      MakeArticle("visit-2", "Another visit", "Putin welcomed Kim on a visit.", "2023-09",
                  {kim, putin, erdogan}),
      MakeArticle("deal-1", "Deal", "An arms deal with the U.S. was closed.", "2023-10-19",
                  {putin, first}, "cnn"),
      MakeArticle("deal-2", "Old deal", "A deal of the year before.", "2022", {second}, "cnn"),
      MakeArticle("undated", "Weather", "It rained on us.", "", {}, ""),
  };
  article::EventDate event;
  event.begin = 0;
  event.end = 1;
  event.interval = {absl::CivilDay(2023, 8, 30), absl::CivilDay(2023, 9, 2)};
  event.granularity = article::DateGranularity::kRange;
  event.rule = article::DateRule::kNearestYear;
  articles[0].event_dates.push_back(event);
  return articles;
}

SampleIndex::SampleIndex(const std::vector<article::Article>& articles)
    : path_(folder_.path() + "/index") {
  Commit(articles);
}

void SampleIndex::Commit(const std::vector<article::Article>& articles) {
  store::WriterOptions options;
  options.shard_count = 2;
  absl::StatusOr<std::unique_ptr<store::IndexWriter>> writer =
      store::IndexWriter::Open(path_, options);
  ASSERT_TRUE(writer.ok()) << writer.status();
  for (const article::Article& article : articles) {
    const absl::Status added = (*writer)->Upsert(article);
    ASSERT_TRUE(added.ok()) << added;
  }
  const absl::Status committed = (*writer)->Commit();
  ASSERT_TRUE(committed.ok()) << committed;
}

void SampleIndex::SetCopyGroups(const std::map<std::string, std::string>& groups) {
  support::WriteCopyGroups(groups, path_);
}

SampleEngine::SampleEngine(const std::string& path, snapshot::AliasFile* aliases)
    : source_(path, Unhurried(aliases)) {
  engine_ = {&source_, &names_, match::Bm25()};
  engine_.bm25.k1 = kDefaultBm25K1;
  engine_.bm25.b = kDefaultBm25B;
  const auto loaded = source_.Refresh(nullptr);
  EXPECT_TRUE(loaded.ok()) << loaded.status();
}

}  // namespace dateline::service

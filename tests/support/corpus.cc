#include "tests/support/corpus.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "indexer/article/date.h"
#include "indexer/format/copies_file.h"
#include "indexer/format/layout.h"
#include "indexer/format/schema.h"
#include "indexer/format/xapian_status.h"
#include "indexer/store/index_writer.h"

namespace dateline::support {
namespace {

using article::Article;
using article::DatePrecision;
using article::Dimension;
using article::Field;
using article::Kind;

constexpr uint32_t kEntitiesPerKind = 30;

const std::vector<std::string>& Languages() {
  static const auto* languages = new std::vector<std::string>{"en", "de", "fr", "zh", "tlh"};
  return *languages;
}

absl::string_view DimensionName(Kind kind) {
  return article::InfoOf(article::DimensionOf(kind)).name;
}

std::string EntityId(Kind kind, uint32_t number) {
  // One id does not fit into a term, and begins as another one that does not.
  if (number >= kEntitiesPerKind - 2) {
    return absl::StrCat(DimensionName(kind), "/", std::string(300, 'x'), "-", number);
  }
  return absl::StrCat(DimensionName(kind), "/", number % 2 == 0 ? "kim-" : "smith-", number);
}

std::string EntityName(Kind kind, uint32_t number, Random* random) {
  if (number >= kEntitiesPerKind - 2) return absl::StrCat("Long ", std::string(280, 'N'), number);
  static constexpr absl::string_view kFirst[] = {"Kim", "Émile", "O'Brien", "United", "New"};
  const uint32_t variant = random->Zipf(3);
  return absl::StrCat(kFirst[number % 5], variant == 0 ? " " : " van ", DimensionName(kind), " ",
                      number, variant == 2 ? " Jr" : "");
}

std::string RandomText(uint32_t words, Random* random) {
  static const auto* phrases = new std::vector<std::string>{
      "arms deal", "prime minister said", "the visit of the", "state-run media", "new new york"};
  std::vector<std::string> text;
  for (uint32_t i = 0; i < words; ++i) {
    if (random->Chance(8)) {
      text.push_back(random->Pick(*phrases));
    } else {
      text.push_back(CorpusWords()[random->Zipf(static_cast<uint32_t>(CorpusWords().size()))]);
    }
    if (random->Chance(5)) text.back() += ".";
  }
  return absl::StrJoin(text, " ");
}

article::PublishDate RandomPublishDate(bool distant, Random* random) {
  article::PublishDate date;
  if (random->Chance(15)) return date;
  int year = random->Between(2019, 2022);
  if (distant && random->Chance(3)) year = random->Chance(50) ? 1015 : 2890;
  date.source = article::DateSource::kGiven;
  const uint32_t kind = random->Below(10);
  date.precision = kind < 7   ? DatePrecision::kDay
                   : kind < 9 ? DatePrecision::kMonth
                              : DatePrecision::kYear;
  date.day =
      absl::CivilDay(year, date.precision == DatePrecision::kYear ? 1 : random->Between(1, 12),
                     date.precision == DatePrecision::kDay ? random->Between(1, 28) : 1);
  return date;
}

void AddMentions(Field field, Random* random, Article* article) {
  const auto size = static_cast<uint32_t>(article->text(field).size());
  const uint32_t count = size == 0 ? 0 : random->Below(field == Field::kTitle ? 3 : 9);
  for (uint32_t i = 0; i < count; ++i) {
    article::Mention mention;
    mention.field = field;
    mention.kind = static_cast<Kind>(1 + random->Below(3));
    mention.begin = size * i / count;
    mention.end = std::min(size, mention.begin + random->Below(9));
    if (random->Chance(85)) {
      const uint32_t number = random->Zipf(kEntitiesPerKind);
      mention.entity_id = EntityId(mention.kind, number);
      mention.name = EntityName(mention.kind, number, random);
    } else {
      mention.name = std::string(article->text(mention));
    }
    article->mentions.push_back(std::move(mention));
  }
}

void AddOwnPersons(uint32_t count, Article* article) {
  const auto size = static_cast<uint32_t>(article->body.size());
  if (size == 0) return;
  for (uint32_t i = 0; i < count; ++i) {
    article::Mention mention;
    mention.field = Field::kBody;
    mention.kind = Kind::kPerson;
    mention.begin = size * i / count;
    mention.end = std::min(size, mention.begin + 4);
    mention.name = absl::StrCat("Own ", article->id, " ", i);
    mention.entity_id = absl::StrCat(DimensionName(mention.kind), "/own-", i, "-", article->id);
    article->mentions.push_back(std::move(mention));
  }
}

void AddEventDates(Field field, Random* random, Article* article) {
  const auto size = static_cast<uint32_t>(article->text(field).size());
  const uint32_t count = size == 0 || random->Chance(40) ? 0 : random->Below(4);
  for (uint32_t i = 0; i < count; ++i) {
    article::EventDate date;
    date.field = field;
    date.begin = size * i / count;
    date.end = std::min(size, date.begin + 4);
    const absl::CivilDay start(random->Between(2018, 2023), random->Between(1, 12),
                               random->Between(1, 28));
    static constexpr int kLengths[] = {1, 1, 1, 7, 30, 365, 1500};
    date.interval = {start, start + kLengths[random->Below(7)] - 1};
    article->event_dates.push_back(date);
  }
}

std::map<std::string, std::string> RandomCopyGroups(const std::vector<Article>& articles,
                                                    uint64_t seed) {
  Random random(seed + 1);
  std::vector<std::string> heads;
  std::map<std::string, std::string> groups;
  for (const Article& article : articles) {
    if (random.Chance(35)) continue;
    // The first groups get many articles; the only article of a head is no group.
    if (heads.empty() || random.Chance(40)) heads.push_back(article.id);
    const bool is_head = heads.back() == article.id;
    groups[article.id] =
        is_head ? article.id : heads[random.Zipf(static_cast<uint32_t>(heads.size()))];
  }
  return groups;
}

}  // namespace

const std::vector<std::string>& CorpusWords() {
  static const auto* words = [] {
    auto* list = new std::vector<std::string>{
        "the",      "of",        "and",       "visit",   "Kim",      "said",    "deal",
        "arms",     "minister",  "prime",     "visits",  "visiting", "nuclear", "summit",
        "U.S.",     "us",        "Erdoğan",   "O'Brien", "talks",    "talking", "state-run",
        "北京大学", "Stadt",     "Städte",    "AT&T",    "3.5",      "1,000",   "diplomat",
        "who",      "diplomacy", "diplomas",  "WHO",     "marché",   "marchés", "new",
        "York",     "sanction",  "sanctions", "party",   "parties"};
    for (int i = 0; i < 400; ++i) list->push_back(absl::StrCat("rare", i, i % 3 == 0 ? "s" : ""));
    // No word at all for the index: longer than a term may be.
    list->push_back(std::string(100, 'q'));
    return list;
  }();
  return *words;
}

std::vector<std::string> CorpusValues(Dimension dimension) {
  std::vector<std::string> values = {"nobody/has-this"};
  if (dimension == Dimension::kLanguage) {
    values.insert(values.end(), Languages().begin(), Languages().end());
  } else if (dimension == Dimension::kSource) {
    for (int i = 0; i < 12; ++i) values.push_back(absl::StrCat("source ", i));
  } else {
    for (const Kind kind : {Kind::kPerson, Kind::kOrganization, Kind::kPlace}) {
      if (article::DimensionOf(kind) != dimension) continue;
      for (uint32_t i = 0; i < kEntitiesPerKind; ++i) values.push_back(EntityId(kind, i));
    }
  }
  return values;
}

Article RandomArticle(const std::string& id, bool distant_dates, Random* random) {
  Article article;
  article.id = id;
  article.source_path = "made/up.jsonl";
  if (!random->Chance(5)) article.title = RandomText(2 + random->Below(6), random);
  if (!random->Chance(3)) article.body = RandomText(random->Below(80), random);
  if (random->Chance(30)) article.captions = RandomText(1 + random->Below(12), random);
  if (!random->Chance(10)) article.source = absl::StrCat("source ", random->Zipf(12));
  if (!random->Chance(10)) {
    article.language = Languages()[random->Zipf(static_cast<uint32_t>(Languages().size()))];
  }
  article.publish_date = RandomPublishDate(distant_dates, random);
  for (const Field field : article::kFields) {
    AddMentions(field, random, &article);
    AddEventDates(field, random, &article);
  }
  return article;
}

Corpus MakeCorpus(const CorpusOptions& options) {
  Random random(options.seed);
  Corpus corpus;
  std::map<std::string, Article> living;
  for (uint32_t i = 0; i < options.article_count; ++i) {
    Corpus::Step step;
    // Some ids come again, and an id may be too long for a term.
    const uint32_t number = random.Chance(12) ? random.Below(i + 1) : i;
    const std::string id = number % 50 == 7 ? absl::StrCat(std::string(260, 'i'), number)
                                            : absl::StrCat("article-", number);
    if (random.Chance(6)) {
      step.remove = true;
      step.article.id = id;
      living.erase(id);
    } else {
      step.article = RandomArticle(id, options.distant_dates, &random);
      if (options.days_only && step.article.publish_date.precision != DatePrecision::kUnknown) {
        step.article.publish_date.precision = DatePrecision::kDay;
      }
      AddOwnPersons(options.own_persons, &step.article);
      living[id] = step.article;
    }
    step.commit = random.Chance(2);
    corpus.steps.push_back(std::move(step));
  }
  for (auto& [id, article] : living) corpus.articles.push_back(std::move(article));
  if (options.copies) corpus.copy_groups = RandomCopyGroups(corpus.articles, options.seed);
  return corpus;
}

void WriteCorpus(const Corpus& corpus, uint32_t shard_count, const std::string& path) {
  store::WriterOptions options;
  options.shard_count = shard_count;
  if (shard_count > 1) {  // Or they would be joined, as small as they are.
    options.max_shard_articles =
        std::max<uint32_t>(1, static_cast<uint32_t>(corpus.articles.size()) / shard_count);
  }
  absl::StatusOr<std::unique_ptr<store::IndexWriter>> writer =
      store::IndexWriter::Open(path, options);
  ASSERT_TRUE(writer.ok()) << writer.status();
  for (const Corpus::Step& step : corpus.steps) {
    bool removed = false;
    absl::Status status = step.remove ? (*writer)->Remove(step.article.id, &removed)
                                      : (*writer)->Upsert(step.article);
    if (step.commit) status.Update((*writer)->Commit());
    ASSERT_TRUE(status.ok()) << status;
  }
  const absl::Status status = (*writer)->Commit();
  ASSERT_TRUE(status.ok()) << status;
  writer->reset();
  WriteCopyGroups(corpus.copy_groups, path);
}

void WriteCopyGroups(const std::map<std::string, std::string>& groups, const std::string& path) {
  const absl::StatusOr<format::Manifest> manifest = format::ReadManifest(path);
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  std::map<std::string, std::vector<format::ArticlePlace>> places;  // By head.
  try {
    for (uint32_t shard = 0; shard < manifest->shard_paths.size(); ++shard) {
      const Xapian::Database database(manifest->shard_paths[shard]);
      for (const auto& [id, head] : groups) {
        const std::string term = format::IdTerm(id);
        for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it) {
          places[head].push_back({shard, *it});
        }
      }
    }
  } catch (...) {
    FAIL() << format::CurrentExceptionStatus(path);
  }
  std::vector<format::CopyGroupPlaces> found;
  for (auto& [head, articles] : places) {
    if (articles.size() < 2) continue;  // The only article of a head is alone.
    std::sort(articles.begin(), articles.end());
    found.push_back({head, std::move(articles)});
  }
  std::ofstream(format::CopiesPath(path, manifest->revision), std::ios::binary)
      << format::EncodeCopies(found);
}

}  // namespace dateline::support

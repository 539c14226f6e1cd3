// Searches and look-ups over made-up archives with made-up corrections, checked against readings of
// all articles and against Xapian's own matcher.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/text/analyzer.h"
#include "server/match/cooccurrence.h"
#include "server/match/entity_lookup.h"
#include "server/match/search.h"
#include "server/snapshot/entity_corrections.h"
#include "server/snapshot/value_column.h"
#include "tests/server/match/xapian_search.h"
#include "tests/support/corpus.h"
#include "tests/support/naive_entities.h"
#include "tests/support/naive_search.h"
#include "tests/support/random.h"
#include "tests/support/random_overlay.h"
#include "tests/support/request_generator.h"
#include "tests/support/temporary_folder.h"

namespace dateline::match {
namespace {

using article::Article;
using article::Dimension;
using snapshot::AliasOverlay;
using snapshot::Row;
using snapshot::Snapshot;
using support::NaiveEntities;

constexpr int kOverlays = 12;
constexpr int kRequests = 25;
constexpr Dimension kKinds[] = {Dimension::kPerson, Dimension::kOrganization, Dimension::kPlace};

class EntityOracleTest : public testing::TestWithParam<uint64_t> {
 protected:
  void SetUp() override {
    corpus_ = support::MakeCorpus({GetParam(), 300, false, true});
    support::GiveInitials(&corpus_);
    support::GiveHomes(&corpus_);
    support::WriteCorpus(corpus_, 1 + GetParam() % 3, folder_.path() + "/index");
  }

  // Loads the archive under the next random overlay.
  void Next(bool with_dates) {
    const std::string text = support::RandomOverlay(corpus_.articles, with_dates, &random_);
    absl::StatusOr<AliasOverlay> overlay = snapshot::ParseAliasOverlay("a.tsv", text);
    ASSERT_TRUE(overlay.ok()) << overlay.status();
    lease_.reset();
    snapshot::LoadOptions options;
    options.entity_rules = true;
    options.aliases = std::make_shared<AliasOverlay>(*overlay);
    // Corrected in another way before, or not at all.
    if (random_.Chance(50)) options.before = snapshot_;
    auto loaded = Snapshot::Load(folder_.path() + "/index", options);
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    snapshot_ = *loaded;
    lease_ = std::make_unique<Snapshot::Lease>(*snapshot_->Open());
    ASSERT_THAT(snapshot_->corrections().summary()->warnings, testing::IsEmpty()) << text;
    naive_ = std::make_unique<NaiveEntities>(corpus_.articles, true, *overlay);
    text_ = text;
  }

  // A request of the generator whose values stand for what they were merged into.
  support::RandomRequest Request() {
    support::RandomRequest made = support::MakeRequest(corpus_.articles, &random_);
    const auto merge = [&](std::vector<std::string>* values) {
      std::vector<std::string> merged;
      for (const std::string& value : *values) {
        const std::string id = naive_->Merged(value);
        EXPECT_EQ(snapshot_->corrections().Merged(value), id);
        if (std::find(merged.begin(), merged.end(), id) == merged.end()) merged.push_back(id);
      }
      *values = merged;
    };
    for (Selection& selection : made.request.selections) {
      merge(&selection.values);
      merge(&selection.excluded_values);
    }
    for (FacetRequest& facet : made.request.facets) merge(&facet.include_values);
    return made;
  }

  // What a selection with about_only finds the article of a row by.
  absl::flat_hash_set<std::string> AboutInColumns(Row row) const {
    absl::flat_hash_set<std::string> about;
    for (const Dimension kind : kKinds) {
      const snapshot::ValueColumn& column = snapshot_->values(kind);
      column.ForEach(row, [&](snapshot::Ordinal ordinal, bool is_about) {
        if (!is_about) return;
        about.insert(std::string(snapshot_->dictionary(kind).entries[ordinal].value));
      });
    }
    return about;
  }

  support::TemporaryFolder folder_;
  support::Random random_{GetParam() + 5};
  support::Corpus corpus_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::unique_ptr<Snapshot::Lease> lease_;
  std::unique_ptr<NaiveEntities> naive_;
  std::string text_;
};

TEST_P(EntityOracleTest, SearchAgreesWithAScanOfAllArticles) {
  for (int o = 0; o < kOverlays && !HasFailure(); ++o) {
    Next(true);
    const support::NaiveSearch naive(corpus_.articles, corpus_.copy_groups, naive_.get());
    for (int i = 0; i < kRequests && !HasFailure(); ++i) {
      const support::RandomRequest made = Request();
      SCOPED_TRACE(absl::StrCat(text_, "\n", support::Describe(made.request)));
      const absl::StatusOr<SearchResult> result = Search(*snapshot_, lease_.get(), made.request);
      const support::NaiveResult expected = naive.Search(made.request);
      ASSERT_EQ(result.status().code(), expected.status.code()) << result.status();
      if (!result.ok()) continue;
      ASSERT_EQ(result->total, expected.hits.size());
      ASSERT_EQ(result->facets.size(), expected.facets.size());
      for (size_t f = 0; f < expected.facets.size(); ++f) {
        const Facet& wanted = expected.facets[f];
        const Facet& facet = result->facets[f];
        ASSERT_EQ(facet.distinct, wanted.distinct);
        ASSERT_EQ(facet.missing, wanted.missing);
        ASSERT_EQ(facet.values.size(), wanted.values.size());
        for (size_t v = 0; v < wanted.values.size(); ++v) {
          ASSERT_EQ(facet.values[v].value, wanted.values[v].value);
          ASSERT_EQ(facet.values[v].display_name, wanted.values[v].display_name);
          ASSERT_EQ(facet.values[v].count, wanted.values[v].count);
          ASSERT_EQ(facet.values[v].selected, wanted.values[v].selected);
        }
      }
    }
  }
}

TEST_P(EntityOracleTest, SearchFindsWhatXapianFinds) {
  std::optional<PositionedIndex> index;
  for (int o = 0; o < kOverlays && !HasFailure(); ++o) {
    Next(false);
    if (!index) index.emplace(*snapshot_, lease_.get());
    for (int i = 0; i < kRequests && !HasFailure(); ++i) {
      support::RandomRequest made = Request();
      SCOPED_TRACE(absl::StrCat(text_, "\n", support::Describe(made.request)));
      made.request.query = nullptr;
      made.request.collapse_copies = false;
      const absl::StatusOr<std::vector<Row>> rows =
          FindRows(*snapshot_, lease_.get(), made.request);
      ASSERT_TRUE(rows.ok()) << rows.status();
      std::vector<Row> expected;
      for (const auto& [row, score] :
           XapianSearch(*index, made.request, &snapshot_->corrections())) {
        expected.push_back(row);
      }
      ASSERT_EQ(*rows, expected);
    }
  }
}

TEST_P(EntityOracleTest, ArticlesSpeakFinalIds) {
  Next(true);
  for (const Article& article : corpus_.articles) {
    const auto row = snapshot_->FindRow(lease_.get(), article.id);
    absl::flat_hash_set<std::string> about;
    const Article read = *snapshot_->ReadArticle(lease_.get(), **row, &about);
    EXPECT_EQ(about, AboutInColumns(**row)) << text_;
    std::map<std::string, std::string> final_ids;
    for (const auto& m : naive_->MentionedIn(article)) final_ids[m.own_id] = m.final_id;
    ASSERT_EQ(read.mentions.size(), article.mentions.size());
    for (size_t i = 0; i < article.mentions.size(); ++i) {
      const std::string& id = final_ids[article.mentions[i].entity_id];
      EXPECT_EQ(read.mentions[i].entity_id, id) << text_;
      if (id.empty()) continue;
      EXPECT_TRUE(absl::StartsWith(
          id,
          absl::StrCat(article::InfoOf(article::DimensionOf(read.mentions[i].kind)).name, "/")));
      if (id == article.mentions[i].entity_id && snapshot_->corrections().ChangesOf(id).empty()) {
        continue;
      }
      EXPECT_EQ(read.mentions[i].name,
                EntryOf(*snapshot_, *FindEntity(*snapshot_, id)).display_name);
    }
  }
}

// What a scan of all articles knows of an entity.
struct Seen {
  std::set<std::string> articles;
  std::map<std::pair<std::string, std::string>, std::set<std::string>> names;  // Name, own id.
};

std::map<std::string, Seen> Scan(const std::vector<Article>& articles, const NaiveEntities& naive) {
  std::map<std::string, Seen> seen;
  for (const Article& article : articles) {
    for (const auto& m : naive.MentionedIn(article)) {
      seen[m.final_id].articles.insert(article.id);
      seen[m.final_id].names[{m.name, m.own_id}].insert(article.id);
    }
  }
  return seen;
}

TEST_P(EntityOracleTest, ProfilesAgreeWithAScanOfAllArticles) {
  std::map<std::string, const Article*> by_id;
  for (const Article& article : corpus_.articles) by_id[article.id] = &article;
  for (int o = 0; o < 3 && !HasFailure(); ++o) {
    Next(true);
    const std::map<std::string, Seen> seen = Scan(corpus_.articles, *naive_);
    size_t entities = 0;
    for (const Dimension kind : kKinds) entities += snapshot_->dictionary(kind).entries.size();
    ASSERT_EQ(entities, seen.size());
    for (const auto& [id, wanted] : seen) {
      SCOPED_TRACE(absl::StrCat(id.substr(0, 80), "\n", text_));
      const absl::StatusOr<EntityKey> key = FindEntity(*snapshot_, id);
      ASSERT_TRUE(key.ok()) << key.status();
      ASSERT_EQ(EntryOf(*snapshot_, *key).article_count, wanted.articles.size());
      const absl::StatusOr<EntityProfile> profile =
          ReadProfile(*snapshot_, lease_.get(), *key, nullptr);
      ASSERT_TRUE(profile.ok()) << profile.status();
      ASSERT_EQ(profile->names.size(), wanted.names.size());
      for (size_t n = 0; n < profile->names.size(); ++n) {
        const snapshot::EntityName& name = profile->names[n];
        const auto it = wanted.names.find({name.name, name.own_id});
        ASSERT_TRUE(it != wanted.names.end()) << name.name;
        ASSERT_EQ(name.article_count, it->second.size()) << name.name;
        if (n == 0) continue;
        const snapshot::EntityName& before = profile->names[n - 1];
        ASSERT_TRUE(std::tie(name.article_count, before.name) <
                        std::tie(before.article_count, name.name) ||
                    (name.article_count == before.article_count && name.name == before.name &&
                     before.own_id < name.own_id));
      }
      uint32_t undated = 0;
      const Article* first = nullptr;
      const Article* last = nullptr;
      for (const std::string& article_id : wanted.articles) {  // By id.
        const Article* article = by_id[article_id];
        if (!article->publish_date.known()) {
          ++undated;
          continue;
        }
        const absl::CivilDay day = article->publish_date.day;
        if (first == nullptr || day < first->publish_date.day) first = article;
        if (last == nullptr || day > last->publish_date.day) last = article;
      }
      ASSERT_EQ(profile->undated_count, undated);
      ASSERT_EQ(profile->first.has_value(), first != nullptr);
      if (first == nullptr) continue;
      ASSERT_EQ(profile->first->id, first->id);
      ASSERT_EQ(profile->last->id, last->id);
    }
  }
}

// A name with, for every word of the query, a word that begins so.
bool IsCalled(const std::string& name, const std::string& query) {
  const std::vector<text::Token> words = text::Tokenize(name);
  for (const text::Token& wanted : text::Tokenize(query)) {
    if (std::none_of(words.begin(), words.end(), [&](const text::Token& word) {
          return absl::StartsWith(word.term, wanted.term);
        })) {
      return false;
    }
  }
  return true;
}

TEST_P(EntityOracleTest, ListsAgreeWithAScanOfAllArticles) {
  for (int o = 0; o < 3 && !HasFailure(); ++o) {
    Next(true);
    const std::map<std::string, Seen> seen = Scan(corpus_.articles, *naive_);
    const std::map<std::string, std::string> given = naive_->given_names();
    for (const char* query : {"", "kim", "KIM per", "emile", "obr", "jr", "van plac 1", "given",
                              "1", "name 2", "new org", "nnnn", "absent", "unit org 13"}) {
      for (const std::vector<Dimension>& kinds :
           {std::vector<Dimension>(std::begin(kKinds), std::end(kKinds)),
            std::vector<Dimension>{Dimension::kPlace}}) {
        SCOPED_TRACE(absl::StrCat(query, "\n", text_));
        std::vector<std::pair<int, std::string>> expected;
        for (const auto& [id, wanted] : seen) {
          if (std::find(kinds.begin(), kinds.end(), *snapshot::DimensionOfEntity(id)) ==
              kinds.end()) {
            continue;
          }
          const auto name = given.find(id);
          bool called = name != given.end() && IsCalled(name->second, query);
          for (const auto& [names, articles] : wanted.names) {
            called |= IsCalled(names.first, query);
            const auto suffix = naive_->suffixes().find(id);
            if (suffix != naive_->suffixes().end() && name == given.end()) {
              called |= IsCalled(
                  std::string(EntryOf(*snapshot_, *FindEntity(*snapshot_, id)).display_name),
                  query);
            }
          }
          // A name without words (it is too long for one) is found by none.
          if (called || *query == '\0') {
            expected.emplace_back(-static_cast<int>(wanted.articles.size()), id);
          }
        }
        std::sort(expected.begin(), expected.end());
        EntityListRequest request;
        request.query = query;
        request.kinds = kinds;
        request.size = 7;
        std::vector<std::pair<int, std::string>> listed;
        do {
          const absl::StatusOr<EntityList> list = ListEntities(*snapshot_, lease_.get(), request);
          ASSERT_TRUE(list.ok()) << list.status();
          ASSERT_EQ(list->total, expected.size());
          for (const EntityKey& key : list->entities) {
            const auto& entry = EntryOf(*snapshot_, key);
            listed.emplace_back(-static_cast<int>(entry.article_count), entry.value);
          }
          request.offset += request.size;
        } while (request.offset < expected.size());
        ASSERT_EQ(listed, expected);
      }
    }
  }
}

// The log-likelihood ratio as Dunning writes it, over the cells' own shares.
double RatioOf(double k11, double k12, double k21, double k22) {
  const auto h = [](std::initializer_list<double> counts) {
    double n = 0;
    double sum = 0;
    for (const double k : counts) n += k;
    for (const double k : counts) sum += k > 0 ? k * std::log(k / n) : 0;
    return sum;
  };
  return 2 * (h({k11, k12, k21, k22}) - h({k11 + k12, k21 + k22}) - h({k11 + k21, k12 + k22}));
}

TEST_P(EntityOracleTest, CooccurrencesAgreeWithAScanOfAllArticles) {
  size_t found = 0;
  for (int o = 0; o < 3 && !HasFailure(); ++o) {
    Next(true);
    const std::map<std::string, Seen> seen = Scan(corpus_.articles, *naive_);
    const support::NaiveSearch naive(corpus_.articles, corpus_.copy_groups, naive_.get());
    std::vector<std::string> ids;
    for (const auto& [id, wanted] : seen) ids.push_back(id);
    for (int i = 0; i < kRequests && !HasFailure(); ++i) {
      support::RandomRequest made = Request();
      made.request.histograms.clear();
      if (i % 3 == 0) made.request = SearchRequest();
      const std::string& id = random_.Pick(ids);
      SCOPED_TRACE(
          absl::StrCat(id.substr(0, 80), "\n", text_, "\n", support::Describe(made.request)));
      CooccurrenceRequest request;
      request.entity = *FindEntity(*snapshot_, id);
      request.filter = made.request;
      request.kinds.assign(std::begin(kKinds), std::end(kKinds));
      request.size = 1 + random_.Below(40);
      request.by_association = random_.Chance(50);
      const absl::StatusOr<CooccurrenceResult> result =
          FindCooccurrences(*snapshot_, lease_.get(), request);
      ASSERT_TRUE(result.ok()) << result.status();
      std::set<std::string> looked_at;
      for (const support::NaiveHit& hit : naive.Search(made.request).articles) {
        looked_at.insert(hit.id);
      }
      const auto count = [&](const std::set<std::string>& a, const std::set<std::string>* b) {
        return std::count_if(a.begin(), a.end(), [&](const std::string& article) {
          return looked_at.count(article) > 0 && (b == nullptr || b->count(article) > 0);
        });
      };
      const std::set<std::string>& own = seen.at(id).articles;
      const auto with = static_cast<double>(count(own, nullptr));
      ASSERT_EQ(result->article_count, with);
      for (size_t k = 0; k < request.kinds.size(); ++k) {
        uint32_t distinct = 0;
        std::map<std::string, const Cooccurrence*> values;
        for (const Cooccurrence& value : result->lists[k].values) {
          values[std::string(EntryOf(*snapshot_, {request.kinds[k], value.ordinal}).value)] =
              &value;
        }
        for (const auto& [other, wanted] : seen) {
          if (other == id || *snapshot::DimensionOfEntity(other) != request.kinds[k]) continue;
          const auto both = static_cast<double>(count(own, &wanted.articles));
          if (both == 0) continue;
          ++distinct;
          const auto it = values.find(other);
          if (it == values.end()) continue;
          const auto all = static_cast<double>(count(wanted.articles, nullptr));
          const auto total = static_cast<double>(looked_at.size());
          const double ratio = RatioOf(both, with - both, all - both, total - with - all + both);
          const double root = std::sqrt(std::max(0.0, ratio));
          ASSERT_EQ(it->second->article_count, both);
          ASSERT_NEAR(std::abs(it->second->association), root, 1e-5);
          ASSERT_TRUE(root <= 1e-5 || (it->second->association > 0) == (both * total > with * all));
        }
        ASSERT_EQ(result->lists[k].distinct, distinct);
        ASSERT_EQ(result->lists[k].values.size(), std::min(request.size, distinct));
        found += distinct;
        for (size_t v = 1; v < result->lists[k].values.size(); ++v) {
          const Cooccurrence& a = result->lists[k].values[v - 1];
          const Cooccurrence& b = result->lists[k].values[v];
          const double left = request.by_association ? a.association : a.article_count;
          const double right = request.by_association ? b.association : b.article_count;
          ASSERT_TRUE(left > right || (left == right && a.ordinal < b.ordinal));
        }
      }
    }
  }
  EXPECT_GT(found, 500u);
}

TEST(AssociationTest, IsSignedAndZeroByChance) {
  EXPECT_EQ(Association(25, 50, 50, 100), 0);
  EXPECT_EQ(Association(0, 0, 50, 100), 0);
  EXPECT_EQ(Association(0, 0, 0, 0), 0);
  EXPECT_EQ(Association(100, 100, 100, 100), 0);
  EXPECT_LT(Association(0, 50, 50, 100), 0);
  // 2 * 100 * ln 2, all in two cells.
  EXPECT_NEAR(Association(50, 50, 50, 100), std::sqrt(200 * std::log(2.0)), 1e-9);
  EXPECT_GT(Association(10, 10, 20, 1000), Association(5, 10, 20, 1000));
  EXPECT_GT(Association(4000000000u, 4000000000u, 4000000000u, 4200000000u), 0);
}

INSTANTIATE_TEST_SUITE_P(Archives, EntityOracleTest, testing::Values(21, 22, 23));

}  // namespace
}  // namespace dateline::match

#include "server/snapshot/value_loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "indexer/article/article.h"
#include "indexer/format/codec.h"
#include "indexer/format/schema.h"
#include "indexer/store/document_builder.h"

namespace dateline::snapshot {
namespace {

using article::Kind;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

article::Article Naming(const std::string& id, const std::vector<article::Mention>& mentions) {
  article::Article article;
  article.id = id;
  article.body = "Someone said so.";
  article.mentions = mentions;
  return article;
}

article::Mention Mention(Kind kind, const std::string& entity_id, const std::string& name) {
  return {article::Field::kBody, kind, 0, 7, entity_id, name};
}

// Longer than a term can be.
std::string LongId() { return absl::StrCat("person/", std::string(240, 'x')); }

std::vector<article::Article> Articles() {
  const auto roe = [](const std::string& name) {
    return Mention(Kind::kPerson, "person/jane-q-roe", name);
  };
  return {Naming("a", {roe("Jane Q. Roe"), roe("Jane Quincy Roe")}),  // The first is its name.
          Naming("b", {roe("Jane Roe"), Mention(Kind::kPlace, "place/ohio", "Ohio")}),
          Naming("c", {Mention(Kind::kPlace, "place/st-louis", "St. Louis")}),
          Naming("d", {roe("Jane Q. Roe"), Mention(Kind::kPerson, LongId(), "Roe")}),
          Naming("e", {Mention(Kind::kPerson, LongId(), "X" + std::string(239, 'x')),
                       Mention(Kind::kPerson, "person/jane", "Jane")})};
}

// As versions up to 6 wrote it, with all name terms; and as later ones do.
Xapian::WritableDatabase MakeShard(bool all_names) {
  Xapian::WritableDatabase shard("", Xapian::DB_BACKEND_INMEMORY);
  store::DocumentBuilder builder;
  for (const article::Article& article : Articles()) {
    const std::string data = format::EncodeArticle(article);
    if (all_names) {
      shard.add_document(builder.Build(article, data));
      continue;
    }
    const store::IndexedDocument plain = builder.BuildPlain(article, data);
    Xapian::Document document;
    for (const auto& term : plain.terms) document.add_term(std::string(plain.text(term)), term.wdf);
    document.set_data(plain.data);
    shard.add_document(document);
  }
  return shard;
}

std::vector<std::string> Show(const ShardNames& names) {
  std::vector<std::string> shown;
  for (const ShardNames::Name& name : names.names) {
    shown.push_back(
        absl::StrCat(name.entity_id.substr(0, 20), "=", name.name.substr(0, 20), " ", name.count));
  }
  return shown;
}

class NamesTest : public testing::TestWithParam<bool> {
 protected:
  const Xapian::Database shard_ = MakeShard(GetParam());
};

TEST_P(NamesTest, AreCountedWhetherTheyAreImpliedOrNot) {
  ShardNames names;
  ASSERT_TRUE(ReadNames(ShardSource(shard_), &names).ok());
  EXPECT_THAT(Show(names),
              UnorderedElementsAre(
                  "person/jane-q-roe=Jane Q. Roe 2", "person/jane-q-roe=Jane Roe 1",
                  "person/jane=Jane 1", "place/ohio=Ohio 1", "place/st-louis=St. Louis 1",
                  "person/xxxxxxxxxxxxx=Roe 1", "person/xxxxxxxxxxxxx=Xxxxxxxxxxxxxxxxxxxx 1"));
}

TEST_P(NamesTest, AreReadOfOneEntity) {
  const auto names_of = [&](const std::string& id) {
    ShardNames names;
    EXPECT_TRUE(ReadNamesOf(ShardSource(shard_), id, &names).ok());
    return Show(names);
  };
  EXPECT_THAT(names_of("person/jane-q-roe"), UnorderedElementsAre("person/jane-q-roe=Jane Q. Roe 2",
                                                                  "person/jane-q-roe=Jane Roe 1"));
  EXPECT_THAT(names_of("person/jane"), ElementsAre("person/jane=Jane 1"));
  EXPECT_THAT(names_of("place/st-louis"), ElementsAre("place/st-louis=St. Louis 1"));
  EXPECT_THAT(names_of(LongId()),
              UnorderedElementsAre("person/xxxxxxxxxxxxx=Roe 1",
                                   "person/xxxxxxxxxxxxx=Xxxxxxxxxxxxxxxxxxxx 1"));
  EXPECT_THAT(names_of("person/nobody"), ElementsAre());
  EXPECT_THAT(names_of("nothing"), ElementsAre());
}

TEST_P(NamesTest, HaveTheirRows) {
  const auto rows_of = [&](const std::string& id, const std::string& name) {
    std::vector<Row> rows;
    EXPECT_TRUE(ReadRowsNamed(ShardSource(shard_), 10, id, name, &rows).ok());
    return rows;
  };
  EXPECT_THAT(rows_of("person/jane-q-roe", "Jane Q. Roe"), ElementsAre(10, 13));
  EXPECT_THAT(rows_of("person/jane-q-roe", "Jane Roe"), ElementsAre(11));
  EXPECT_THAT(rows_of("person/jane-q-roe", "Jane Quincy Roe"), ElementsAre());
  EXPECT_THAT(rows_of("place/ohio", "Ohio"), ElementsAre(11));
  EXPECT_THAT(rows_of("place/st-louis", "St. Louis"), ElementsAre(12));
  EXPECT_THAT(rows_of("place/st-louis", "St Louis"), ElementsAre());
  EXPECT_THAT(rows_of(LongId(), "Roe"), ElementsAre(13));
  EXPECT_THAT(rows_of(LongId(), "X" + std::string(239, 'x')), ElementsAre(14));
  EXPECT_THAT(rows_of("person/nobody", "Nobody"), ElementsAre());
}

INSTANTIATE_TEST_SUITE_P(AllNameTerms, NamesTest, testing::Bool());

}  // namespace
}  // namespace dateline::snapshot

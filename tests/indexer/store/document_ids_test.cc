#include "indexer/store/document_ids.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <string>
#include <vector>

#include "indexer/format/codec.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/schema.h"
#include "indexer/store/document_builder.h"
#include "indexer/store/stored_copies.h"

namespace dateline::store {
namespace {

article::Article WithId(const std::string& id) {
  article::Article article;
  article.id = id;
  article.title = "A port";
  article.body = "Ships leave the port of Moscow when the ice is gone, said Kim.";
  return article;
}

void Add(const article::Article& article, Xapian::docid docid, Xapian::WritableDatabase* shard,
         bool with_terms = true) {
  DocumentBuilder builder;
  const IndexedDocument plain = builder.BuildPlain(article, format::EncodeArticle(article));
  Xapian::Document document;
  if (with_terms) {
    for (const auto& term : plain.terms) document.add_term(std::string(plain.text(term)), term.wdf);
  }
  for (const auto& value : plain.values) document.add_value(value.slot, value.bytes);
  document.set_data(plain.data);
  shard->replace_document(docid, document);
}

TEST(DocumentIdsTest, AreThoseOfTheTermsAndLongOnesThoseOfTheData) {
  Xapian::WritableDatabase shard("", Xapian::DB_BACKEND_INMEMORY);
  const std::string long_id(400, 'x');
  Add(WithId("b"), 1, &shard);
  Add(WithId(long_id), 2, &shard);
  Add(WithId("a"), 4, &shard);
  const auto ids = ReadDocumentIds(shard);
  ASSERT_TRUE(ids.ok()) << ids.status();
  EXPECT_EQ(*ids, (std::vector<std::string>{"b", long_id, "", "a"}));
}

TEST(DocumentIdsTest, AreThoseOfCopyRecordsWithoutOne) {
  Xapian::WritableDatabase shard("", Xapian::DB_BACKEND_INMEMORY);
  Add(WithId("b"), 1, &shard);
  Add(WithId("a"), 2, &shard);
  std::vector<std::string> ids;
  const auto visit = [&](const StoredCopy& copy) { ids.push_back(copy.record.id); };
  const absl::Status status = ForEachStoredCopy(shard, "here", visit);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(ids, (std::vector<std::string>{"b", "a"}));
  Add(WithId("c"), 3, &shard, /*with_terms=*/false);
  EXPECT_TRUE(absl::IsDataLoss(ForEachStoredCopy(shard, "here", visit)));
}

}  // namespace
}  // namespace dateline::store

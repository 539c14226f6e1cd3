#include "tests/server/match/positioned_index.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "indexer/format/codec.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/layout.h"
#include "indexer/format/schema.h"
#include "indexer/format/xapian_status.h"
#include "indexer/store/document_builder.h"
#include "indexer/text/analyzer.h"

namespace dateline::match {
namespace {

constexpr uint32_t kFieldGap = 100;

class PositionAdder {
 public:
  explicit PositionAdder(Xapian::Document* document) : document_(document) {}

  void AddField(const std::string& field, bool title) {
    const std::vector<text::Token> tokens = text::Tokenize(field);
    if (tokens.empty()) return;
    const uint32_t offset = title ? 0 : last_ + kFieldGap;
    for (const text::Token& token : tokens) {
      last_ = offset + token.position + (token.is_pair() ? 1 : 0);
      if (token.term.empty()) continue;
      Add(token.term, offset + token.position, title);
      if (!token.is_pair()) continue;
      Add(std::string(token.first()), offset + token.position, title);
      if (!token.joins_next) Add(std::string(token.second()), offset + token.position + 1, title);
    }
  }

 private:
  void Add(const std::string& term, uint32_t position, bool title) {
    document_->add_posting(term, position, /*wdfinc=*/0);
    if (title) document_->add_posting(absl::StrCat("S", term), position, /*wdfinc=*/0);
  }

  Xapian::Document* const document_;
  uint32_t last_ = 0;
};

}  // namespace

void AddPositions(const article::Article& article, Xapian::Document* document) {
  PositionAdder adder(document);
  adder.AddField(article.title, true);
  adder.AddField(article.body, false);
  adder.AddField(article.captions, false);
}

void MakeArticlesOld(const std::string& index, uint32_t nth) {
  const auto manifest = format::ReadManifest(index);
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  const absl::Status status = format::CatchXapian(index, [&] {
    uint32_t count = 0;
    for (const std::string& path : manifest->shard_paths) {
      Xapian::WritableDatabase shard(path, Xapian::DB_OPEN);
      for (auto it = shard.postlist_begin(""); it != shard.postlist_end(""); ++it) {
        if (++count % nth != 0) continue;
        Xapian::Document document = shard.get_document(*it);
        AddPositions(*format::DecodeArticle(document.get_data()), &document);
        document.remove_value(format::kSlotWords);
        shard.replace_document(*it, document);
      }
      shard.commit();
    }
  });
  ASSERT_TRUE(status.ok()) << status;
}

PositionedIndex::PositionedIndex(const snapshot::Snapshot& snapshot,
                                 snapshot::Snapshot::Lease* lease)
    : first_rows_(lease->first_rows()) {
  for (size_t s = 0; s < lease->shards().size(); ++s) {
    const Xapian::Database& from = lease->shards()[s];
    const std::string path = absl::StrCat(folder_.path(), "/", s);
    Xapian::WritableDatabase to(path, Xapian::DB_CREATE);
    const auto dictionary = *format::ReadDataDictionary(from);
    store::DocumentBuilder builder;
    for (auto it = from.postlist_begin(""); it != from.postlist_end(""); ++it) {
      const auto article =
          *format::DecodeStoredArticle(from.get_document(*it).get_data(), dictionary.get());
      Xapian::Document document = builder.Build(article, format::EncodeArticle(article));
      AddPositions(article, &document);
      document.add_value(format::kSlotCopyGroup,
                         std::string(snapshot.CopyGroupOf(first_rows_[s] + *it - 1)));
      to.replace_document(*it, document);
    }
    to.commit();
    shards_.emplace_back(path);
  }
}

Xapian::Database PositionedIndex::All() const {
  Xapian::Database all;
  for (const Xapian::Database& shard : shards_) all.add_database(shard);
  return all;
}

snapshot::Row PositionedIndex::RowOf(Xapian::docid docid) const {
  const auto shards = static_cast<Xapian::docid>(shards_.size());
  return first_rows_[(docid - 1) % shards] + (docid - 1) / shards;
}

}  // namespace dateline::match

#include "tests/support/earlier_index.h"

#include <gtest/gtest.h>
#include <xapian.h>
#include <xxhash.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "indexer/article/article.h"
#include "indexer/format/codec.h"
#include "indexer/format/copies_file.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/layout.h"
#include "indexer/format/schema.h"
#include "indexer/format/word_file.h"
#include "indexer/format/xapian_status.h"
#include "indexer/store/document_builder.h"

namespace dateline::support {
namespace {

// One shard of the earlier form as it is written.
class EarlierShard {
 public:
  explicit EarlierShard(std::string path)
      : path_(std::move(path)), database_(path_, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS) {}

  // `head` is that of the article's copy group, "" when it has none.
  void Add(const article::Article& article, const std::string& head) {
    std::string record;
    Xapian::Document document = builder_.Build(article, format::EncodeArticle(article), &record);
    document.add_value(format::kSlotWords,
                       format::EncodeWordLocation({record.empty() ? 0 : words_.size(),
                                                   static_cast<uint32_t>(record.size())}));
    words_ += EarlierWordRecord(record, format::ArticleKey(article.id));
    if (!head.empty()) document.add_value(format::kSlotCopyGroup, head);
    database_.add_document(document);
  }

  void Finish(const std::map<std::string, uint64_t>& metadata) {
    for (const auto& [key, value] : metadata) database_.set_metadata(key, absl::StrCat(value));
    format::WriteWordFileState({1, words_.size(), words_.size() - format::kWordFileMagic.size()},
                               &database_);
    database_.commit();
    std::ofstream(absl::StrCat(path_, "/", format::WordFileName(1)), std::ios::binary) << words_;
  }

 private:
  const std::string path_;
  Xapian::WritableDatabase database_;
  std::string words_{format::kWordFileMagic};
  store::DocumentBuilder builder_;
};

// Adds the articles of a shard to those of the earlier form; `heads` has its copy groups by docid.
absl::Status AddArticles(const std::string& path, const std::map<uint32_t, std::string>& heads,
                         std::vector<std::unique_ptr<EarlierShard>>* shards) {
  const Xapian::Database source(path);
  const auto dictionary = format::ReadDataDictionary(source);
  if (!dictionary.ok()) return dictionary.status();
  for (auto it = source.postlist_begin(""); it != source.postlist_end(""); ++it) {
    const auto article =
        format::DecodeStoredArticle(source.get_document(*it).get_data(), dictionary->get());
    if (!article.ok()) return article.status();
    const auto head = heads.find(*it);
    (*shards)[format::ShardOf(article->id, static_cast<uint32_t>(shards->size()))]->Add(
        *article, head == heads.end() ? "" : head->second);
  }
  return absl::OkStatus();
}

}  // namespace

std::string EarlierWordRecord(const std::string& record, uint64_t key) {
  if (record.empty()) return record;
  EXPECT_EQ(record[15], 1);
  std::string earlier = record;
  earlier[15] = 0;
  uint32_t places;
  std::memcpy(&places, record.data() + 4, sizeof(places));
  const size_t numbers = places * (record[14] == 0 ? size_t{1} : size_t{2});
  for (size_t i = 0; i < numbers; ++i) {
    earlier[16 + 2 * i] = record[16 + i];
    earlier[16 + 2 * i + 1] = record[16 + numbers + i];
  }
  const auto checksum =
      static_cast<uint32_t>(XXH3_64bits_withSeed(earlier.data() + 4, earlier.size() - 4, key));
  std::memcpy(&earlier[0], &checksum, sizeof(checksum));
  return earlier;
}

void MakeEarlier(const std::string& index) {
  const auto manifest = format::ReadManifest(index);
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  const auto groups = format::ReadCopies(format::CopiesPath(index, manifest->revision));
  ASSERT_TRUE(groups.ok()) << groups.status();
  const size_t shard_count = manifest->shard_paths.size();
  std::vector<std::map<uint32_t, std::string>> heads(shard_count);
  for (const format::CopyGroupPlaces& group : *groups) {
    for (const format::ArticlePlace place : group.articles) {
      heads[place.shard][place.docid] = group.head;
    }
  }
  const uint64_t revision = manifest->revision + 1;
  std::filesystem::create_directory(format::RevisionPath(index, revision));
  std::string stub;
  const absl::Status status = format::CatchXapian(index, [&] {
    std::vector<std::unique_ptr<EarlierShard>> shards;
    for (uint32_t shard = 0; shard < shard_count; ++shard) {
      shards.push_back(
          std::make_unique<EarlierShard>(format::ShardViewPath(index, revision, shard)));
      absl::StrAppend(&stub, "auto revisions/", revision, "/", shard, "\n");
    }
    for (size_t s = 0; s < shard_count; ++s) {
      const absl::Status added = AddArticles(manifest->shard_paths[s], heads[s], &shards);
      if (!added.ok()) return added;
    }
    for (uint32_t shard = 0; shard < shard_count; ++shard) {
      shards[shard]->Finish({{std::string(format::kMetaFormatVersion), 6},
                             {std::string(format::kMetaShardCount), shard_count},
                             {std::string(format::kMetaShard), shard},
                             {std::string(format::kMetaRevision), revision}});
    }
    return absl::OkStatus();
  });
  ASSERT_TRUE(status.ok()) << status;
  std::ofstream(format::ManifestPath(index)) << stub;
}

}  // namespace dateline::support

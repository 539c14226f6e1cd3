// A small index with known contents, and an engine over it.

#ifndef DATELINE_TESTS_SERVER_SERVICE_SAMPLE_INDEX_H_
#define DATELINE_TESTS_SERVER_SERVICE_SAMPLE_INDEX_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "indexer/article/article.h"
#include "server/service/engine.h"
#include "server/snapshot/snapshot_source.h"
#include "tests/support/temporary_folder.h"

namespace dateline::service {

// A mention for MakeArticle: "person/kim-jong-un", and the name as the article gives it.
struct Entity {
  std::string id;
  std::string name;
};

// `body` as it is; every entity is mentioned at its beginning.
article::Article MakeArticle(const std::string& id, const std::string& title,
                             const std::string& body, const std::string& publish_date = "",
                             const std::vector<Entity>& entities = {},
                             const std::string& source = "bbc");

// Five articles: visit-1 (2023-09-13), visit-2 (2023-09), deal-1 (2023-10-19), deal-2 (2022),
// undated. Two persons are named Kim Il.
std::vector<article::Article> SampleArticles();

class SampleIndex {
 public:
  // Fails the test that makes it when it cannot write.
  explicit SampleIndex(const std::vector<article::Article>& articles = SampleArticles());

  const std::string& path() const { return path_; }
  // Adds or replaces articles in one commit.
  void Commit(const std::vector<article::Article>& articles);
  // Id of an article -> id of the head of its copy group; the others are alone. For an engine that
  // is made afterwards.
  void SetCopyGroups(const std::map<std::string, std::string>& groups);

 private:
  support::TemporaryFolder folder_;
  std::string path_;
};

// An engine without the server's own rules for entities, whose snapshot moves on when Refresh is
// called, and never by itself.
class SampleEngine {
 public:
  explicit SampleEngine(const std::string& path, snapshot::AliasFile* aliases = nullptr);
  const Engine& engine() const { return engine_; }
  snapshot::SnapshotSource& source() { return source_; }

 private:
  snapshot::SnapshotSource source_;
  EntityNames names_;
  Engine engine_;
};

}  // namespace dateline::service

#endif  // DATELINE_TESTS_SERVER_SERVICE_SAMPLE_INDEX_H_

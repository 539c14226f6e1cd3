// Any bytes that are a SearchRequest, or a request of EntityService, give an answer whose numbers
// hold together, or an error of the caller's.

#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "dateline/v1/search.pb.h"
#include "indexer/store/index_writer.h"
#include "server/service/entity_call.h"
#include "server/service/search_call.h"
#include "server/snapshot/alias_file.h"
#include "tests/fuzz/check_article.h"

namespace {

using namespace dateline;

article::Article MakeArticle(int i) {
  article::Article a;
  a.id = "a" + std::to_string(i);
  a.title = i % 3 ? "Ferry inquiry opens" : "";
  a.body = i % 2 ? "Anna Lind visits Oslo. The ferry sank."
                 : "Kim met Lind in Oslo after the arms deal.";
  a.source = i % 4 ? "courier" : "";
  a.language = "en";
  if (i % 5) {
    a.publish_date = {article::DatePrecision::kDay, article::DateSource::kGiven,
                      absl::CivilDay(2022, 1, 1) + i * 20};
  }
  a.mentions = {
      {article::Field::kBody, article::Kind::kPerson, 0, 3, "person/anna-lind", "Anna Lind"},
      {article::Field::kBody, article::Kind::kPlace, 4, 8, "place/oslo", "Oslo"}};
  a.event_dates = {{article::Field::kBody,
                    0,
                    3,
                    {absl::CivilDay(2021, 1, 1) + i, absl::CivilDay(2021, 2, 1) + 2 * i}}};
  return a;
}

// An engine over a small index in a folder of its own; lives as long as the process.
struct Served {
  Served() {
    char folder[] = "/tmp/dateline_request_fuzzer_XXXXXX";
    fuzz::Require(mkdtemp(folder) != nullptr);
    store::WriterOptions options;
    options.shard_count = 2;
    {
      auto writer = store::IndexWriter::Open(std::string(folder) + "/index", options);
      fuzz::Require(writer.ok());
      for (int i = 0; i < 40; ++i) fuzz::Require((*writer)->Upsert(MakeArticle(i)).ok());
      fuzz::Require((*writer)->Commit().ok());
    }
    const std::string overlay = std::string(folder) + "/aliases";
    std::ofstream(overlay)
        << "split\tperson/anna-lind\torganization/old-lind\tOld\tuntil=2022\tr\n";
    aliases = *snapshot::AliasFile::Open(overlay);
    snapshot::SnapshotSource::Options source_options;
    source_options.entity_rules = true;
    source_options.aliases = aliases.get();
    source =
        std::make_unique<snapshot::SnapshotSource>(std::string(folder) + "/index", source_options);
    fuzz::Require(source->Refresh(nullptr).ok());
    engine.source = source.get();
    engine.names = &names;
    path = folder;
  }
  ~Served() {
    source.reset();
    std::filesystem::remove_all(path);
  }
  std::string path;
  std::unique_ptr<snapshot::AliasFile> aliases;
  std::unique_ptr<snapshot::SnapshotSource> source;
  service::EntityNames names;
  service::Engine engine;
};

void CheckEntity(const v1::Entity& entity) {
  fuzz::Require(!entity.id().empty() && !entity.display_name().empty());
  fuzz::Require(entity.about_count() <= entity.article_count() && entity.article_count() <= 40);
}

// Requests of EntityService.
void RunEntityCalls(const service::Engine& engine, const uint8_t* data, int size) {
  const auto go_on = [] { return false; };
  const auto check = [](const absl::Status& status) {
    fuzz::Require(status.ok() || ((status.code() == absl::StatusCode::kInvalidArgument ||
                                   status.code() == absl::StatusCode::kNotFound) &&
                                  !status.message().empty()));
    return status.ok();
  };
  v1::GetEntityRequest get;
  v1::GetEntityResponse entity;
  if (get.ParseFromArray(data, size) && check(RunGetEntity(engine, get, go_on, &entity))) {
    CheckEntity(entity.entity());
    fuzz::Require(entity.names_size() > 0);
  }
  v1::ListEntitiesRequest list;
  v1::ListEntitiesResponse entities;
  if (list.ParseFromArray(data, size) && check(RunListEntities(engine, list, go_on, &entities))) {
    fuzz::Require(entities.entities_size() <= entities.total());
    for (const v1::Entity& each : entities.entities()) CheckEntity(each);
  }
  v1::ListCooccurrencesRequest cooccur;
  v1::ListCooccurrencesResponse beside;
  if (cooccur.ParseFromArray(data, size) &&
      check(RunListCooccurrences(engine, cooccur, go_on, &beside))) {
    for (const v1::Cooccurrences& kind : beside.cooccurrences()) {
      fuzz::Require(kind.values_size() <= kind.distinct());
      for (const v1::Cooccurrence& value : kind.values()) {
        CheckEntity(value.entity());
        fuzz::Require(value.article_count() <= beside.article_count());
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static Served served;
  RunEntityCalls(served.engine, data, static_cast<int>(size));
  v1::SearchRequest request;
  if (!request.ParseFromArray(data, static_cast<int>(size))) return 0;
  v1::SearchResponse response;
  const absl::Status status = service::RunSearch(
      served.engine, request, [] { return false; }, &response);
  if (!status.ok()) {
    fuzz::Require(status.code() == absl::StatusCode::kInvalidArgument && !status.message().empty());
    return 0;
  }
  fuzz::Require(response.total() >= 0 && response.total() <= 40);
  fuzz::Require(response.total() <= response.total_articles() && response.total_articles() <= 40);
  fuzz::Require(response.hits_size() <= response.total());
  for (const auto& facet : response.facets()) {
    for (const auto& value : facet.values())
      fuzz::Require(value.count() >= 0 && value.count() <= 40);
    for (const auto& bucket : facet.buckets()) {
      fuzz::Require(bucket.count() <= 40 && bucket.start_date() <= bucket.end_date());
    }
  }
  return 0;
}

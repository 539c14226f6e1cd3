// What joining shards costs.
//
//   join_load INDEX FOLDER [SHARDS [ROUNDS]]
//
// Writes the articles of INDEX into SHARDS (8) of equal size in FOLDER, a new one; then joins these
// ROUNDS (3) times, with all documents and with some left out, and by Xapian's compaction. Prints
// processor time for every article that stays, of the fastest round, the size of what came out, and
// of joining all of it once more.

#include <sys/resource.h>
#include <sys/stat.h>
#include <xapian.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "indexer/format/codec.h"
#include "indexer/store/bulk_database_writer.h"
#include "indexer/store/bulk_join.h"
#include "indexer/store/document_builder.h"
#include "indexer/store/index_reader.h"

namespace {

using namespace dateline;  // A program of its own.

void Check(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << "join_load: " << status << std::endl;
  std::exit(2);
}

double ProcessorSeconds() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) { return t.tv_sec + t.tv_usec * 1e-6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double Bytes(const std::string& folder) {
  double bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    bytes += static_cast<double>(entry.file_size());
  }
  return bytes;
}

// Runs `join`, which makes `path`, several times; prints what it costs for each of `count`
// articles.
void Measure(const std::string& what, const std::string& path, size_t count, int rounds,
             const std::function<void()>& join) {
  double best = 0;
  for (int round = 0; round < rounds; ++round) {
    std::filesystem::remove_all(path);
    const double begin = ProcessorSeconds();
    join();
    const double spent = ProcessorSeconds() - begin;
    best = round == 0 ? spent : std::min(best, spent);
  }
  absl::PrintF("%-44s %7.2f us/article CPU  %6.0f bytes/article\n", what, best * 1e6 / count,
               Bytes(path) / static_cast<double>(count));
}

// Databases of the index's articles; `*count` becomes the number of articles.
std::vector<std::string> WriteShards(const std::string& index, const std::string& folder,
                                     size_t shards, size_t* count) {
  auto reader = store::IndexReader::Open(index);
  Check(reader.status());
  std::vector<store::IndexedDocument> documents;
  store::DocumentBuilder builder;
  Check((*reader)->ForEachArticle([&](const article::Article& article, const std::string&) {
    documents.push_back(builder.BuildPlain(article, format::EncodeArticle(article)));
    return true;
  }));
  *count = documents.size();
  std::vector<std::string> paths;
  store::BulkWriterOptions options;
  options.sync = false;
  for (size_t s = 0; s < shards; ++s) {
    paths.push_back(absl::StrCat(folder, "/shard", s));
    auto writer = store::BulkDatabaseWriter::Create(paths.back(), options);
    Check(writer.status());
    const size_t begin = documents.size() * s / shards;
    const size_t end = documents.size() * (s + 1) / shards;
    for (size_t i = begin; i < end; ++i) {
      Check((*writer)->Add(static_cast<uint32_t>(i - begin + 1), documents[i]));
    }
    Check((*writer)->Finish());
  }
  return paths;
}

// Every `nth` document is left out; with 0, none.
std::vector<store::JoinSource> Sources(const std::vector<std::string>& paths, uint32_t nth) {
  std::vector<store::JoinSource> sources;
  for (const std::string& path : paths) {
    sources.push_back({path, {}});
    const uint32_t count = Xapian::Database(path).get_doccount();
    for (uint32_t docid = nth; nth > 0 && docid <= count; docid += nth) {
      sources.back().dropped.push_back(docid);
    }
  }
  return sources;
}

}  // namespace

int main(int argc, char** argv) {
  int shards = 8;
  int rounds = 3;
  if (argc < 3 || argc > 5 || (argc > 3 && !absl::SimpleAtoi(argv[3], &shards)) ||
      (argc > 4 && !absl::SimpleAtoi(argv[4], &rounds)) || shards < 1 || rounds < 1) {
    std::cerr << "usage: join_load INDEX FOLDER [SHARDS [ROUNDS]]" << std::endl;
    return 2;
  }
  const std::string folder = argv[2];
  if (mkdir(folder.c_str(), 0777) != 0) Check(absl::AlreadyExistsError(folder));
  size_t count = 0;
  const std::vector<std::string> paths =
      WriteShards(argv[1], folder, static_cast<size_t>(shards), &count);
  double bytes = 0;
  for (const std::string& path : paths) bytes += Bytes(path);
  absl::PrintF("%d articles in %d shards, %.0f bytes/article\n", count, shards,
               bytes / static_cast<double>(count));

  store::JoinOptions options;
  options.sync = false;
  for (const uint32_t nth : {0, 1000, 100, 10, 2}) {
    const std::vector<store::JoinSource> sources = Sources(paths, nth);
    size_t dropped = 0;
    for (const store::JoinSource& source : sources) dropped += source.dropped.size();
    Measure(
        nth == 0 ? "joined" : absl::StrCat("joined without every ", nth, "th"),
        absl::StrCat(folder, "/joined", nth), count - dropped, rounds, [&] {
          Check(store::JoinBulkDatabases(sources, absl::StrCat(folder, "/joined", nth), options));
        });
  }
  const std::string joined = folder + "/joined0";
  Measure("joined again", folder + "/again", 2 * count, rounds, [&] {
    Check(store::JoinBulkDatabases({{joined, {}}, {joined, {}}}, folder + "/again", options));
  });
  Measure("joined by Xapian", folder + "/compact", count, rounds, [&] {
    Xapian::Database all;
    for (const std::string& path : paths) all.add_database(Xapian::Database(path));
    all.compact(folder + "/compact");
  });
  return 0;
}

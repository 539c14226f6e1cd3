// What writing the articles of an index anew costs, with Xapian's writer and in bulk.
//
//   bulk_load INDEX FOLDER [DATABASES]
//
// Writes the articles of INDEX into databases in FOLDER, a new one: with add_document, in bulk, and
// in bulk on two threads. Then joins DATABASES (5) of them, alike but for their docids. Seconds are
// of processor time; where threads work, those of the clock.
//
// With 0 DATABASES it only writes them in bulk, in the form of format version 6 into
// FOLDER/version6 and in that of version 7 into FOLDER/version7, for index_parts to compare.

#include <sys/resource.h>
#include <sys/stat.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "indexer/format/codec.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/schema.h"
#include "indexer/store/bulk_database_writer.h"
#include "indexer/store/bulk_join.h"
#include "indexer/store/document_builder.h"
#include "indexer/store/index_reader.h"

namespace {

using namespace dateline;  // A program of its own.

void Check(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << "bulk_load: " << status << std::endl;
  std::exit(2);
}

double ProcessorSeconds() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) { return t.tv_sec + t.tv_usec * 1e-6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double ClockSeconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Prints what `f` costs for `count` articles.
void Measure(const std::string& what, size_t count, const std::function<void()>& f) {
  const double clock = ClockSeconds();
  const double processor = ProcessorSeconds();
  f();
  const double processor_spent = ProcessorSeconds() - processor;
  const double clock_spent = ClockSeconds() - clock;
  absl::PrintF("%-44s %7.1f us/article CPU  %9.0f/s CPU  %9.0f/s clock\n", what,
               processor_spent * 1e6 / count, count / processor_spent, count / clock_spent);
}

uint64_t FileBytes(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 ? static_cast<uint64_t>(info.st_size) : 0;
}

void PrintSizes(const std::string& what, const std::string& database, size_t count) {
  absl::PrintF("%-44s", what);
  uint64_t total = 0;
  for (const char* table : {"postlist", "termlist", "docdata"}) {
    const uint64_t bytes = FileBytes(absl::StrCat(database, "/", table, ".glass"));
    absl::PrintF("  %s %.0f", table, static_cast<double>(bytes) / count);
    total += bytes;
  }
  absl::PrintF("  all %.0f bytes/article\n", static_cast<double>(total) / count);
}

Xapian::Document ToXapian(const store::IndexedDocument& from) {
  Xapian::Document to;
  for (const store::IndexedDocument::Term& term : from.terms) {
    to.add_term(std::string(from.text(term)), term.wdf);
  }
  for (const auto& value : from.values) to.add_value(value.slot, value.bytes);
  to.set_data(from.data);
  return to;
}

store::IndexedDocument FromXapian(const Xapian::Document& from) {
  store::IndexedDocument to;
  for (auto term = from.termlist_begin(); term != from.termlist_end(); ++term) {
    to.AddTerm(*term, term.get_wdf());
  }
  for (auto value = from.values_begin(); value != from.values_end(); ++value) {
    to.AddValue(value.get_valueno(), *value);
  }
  to.data = from.get_data();
  return to;
}

std::vector<article::Article> ReadArticles(const std::string& index) {
  auto reader = store::IndexReader::Open(index);
  Check(reader.status());
  std::vector<article::Article> articles;
  Check((*reader)->ForEachArticle([&](const article::Article& article, const std::string&) {
    articles.push_back(article);
    return true;
  }));
  return articles;
}

void WriteBulk(const std::string& path, const std::vector<store::IndexedDocument>& documents,
               size_t begin, size_t end, const store::BulkWriterOptions& options) {
  auto writer = store::BulkDatabaseWriter::Create(path, options);
  Check(writer.status());
  for (size_t i = begin; i < end; ++i) {
    Check((*writer)->Add(static_cast<uint32_t>(i - begin + 1), documents[i]));
  }
  Check((*writer)->Finish());
}

void Join(const std::string& source, int databases, unsigned flags, const std::string& to) {
  Xapian::Database all;
  for (int i = 0; i < databases; ++i) {
    all.add_database(Xapian::Database(absl::StrCat(source, i)));
  }
  all.compact(to, flags);
}

// Writes the articles in the forms of versions 6 and 7.
void WriteForms(const std::vector<article::Article>& articles, const std::string& folder) {
  const size_t count = articles.size();
  std::vector<std::string> data(count);
  Measure("EncodeArticle, version 7", count, [&] {
    for (size_t i = 0; i < count; ++i) data[i] = format::EncodeArticle(articles[i], 7);
  });
  std::string bytes;
  Measure("training a dictionary", count, [&] {
    const size_t samples = std::min(count, format::kDictionarySamples);
    bytes = format::DataDictionary::Train({data.begin(), data.begin() + samples});
  });
  std::shared_ptr<const format::DataDictionary> dictionary;
  if (!bytes.empty()) {
    auto parsed = format::DataDictionary::Parse(bytes);
    Check(parsed.status());
    dictionary = *parsed;
  }
  std::vector<std::string> packed(count);
  Measure("PackArticle", count, [&] {
    for (size_t i = 0; i < count; ++i) packed[i] = format::PackArticle(data[i], dictionary.get());
  });
  Measure("UnpackArticle", count, [&] {
    for (const std::string& stored : packed) {
      Check(format::UnpackArticle(stored, dictionary.get()).status());
    }
  });
  for (const int version : {6, 7}) {
    std::vector<std::string> encoded(count);
    for (size_t i = 0; i < count; ++i) encoded[i] = format::EncodeArticle(articles[i], version);
    Measure(absl::StrCat("DecodeArticle, version ", version), count, [&] {
      for (const std::string& bytes : encoded) Check(format::DecodeArticle(bytes).status());
    });
  }
  store::DocumentBuilder builder;
  for (const int version : {6, 7}) {
    store::BulkWriterOptions options;
    options.term_lists = version == 6;
    options.data_compression = version == 6 ? 1 : 0;
    const std::string path = absl::StrCat(folder, "/version", version);
    auto writer = store::BulkDatabaseWriter::Create(path, options);
    Check(writer.status());
    for (size_t i = 0; i < count; ++i) {
      Check((*writer)->Add(
          static_cast<uint32_t>(i + 1),
          version == 6
              ? FromXapian(builder.Build(articles[i], format::EncodeArticle(articles[i], 6)))
              : builder.BuildPlain(articles[i], data[i], nullptr, dictionary.get())));
    }
    if (version == 7) Check((*writer)->SetMetadata(format::kMetaDataDictionary, bytes));
    Check((*writer)->Finish());
    PrintSizes(path, path, count);
  }
}

}  // namespace

int main(int argc, char** argv) {
  int databases = 5;
  if (argc < 3 || argc > 4 || (argc == 4 && !absl::SimpleAtoi(argv[3], &databases))) {
    std::cerr << "usage: bulk_load INDEX FOLDER [DATABASES]" << std::endl;
    return 2;
  }
  const std::string folder = argv[2];
  if (mkdir(folder.c_str(), 0777) != 0) Check(absl::AlreadyExistsError(folder));
  const std::vector<article::Article> articles = ReadArticles(argv[1]);
  const size_t count = articles.size();
  uint64_t text_bytes = 0;
  for (const auto& a : articles) text_bytes += a.title.size() + a.body.size() + a.captions.size();
  absl::PrintF("%d articles, %.0f bytes of text each\n", count,
               static_cast<double>(text_bytes) / count);

  if (databases == 0) {
    WriteForms(articles, folder);
    return 0;
  }
  std::vector<std::string> data(count);
  std::vector<store::IndexedDocument> documents(count);
  store::DocumentBuilder builder;
  Measure("EncodeArticle", count, [&] {
    for (size_t i = 0; i < count; ++i) data[i] = format::EncodeArticle(articles[i]);
  });
  Measure("Build", count, [&] {
    for (size_t i = 0; i < count; ++i) builder.Build(articles[i], data[i]);
  });
  Measure("BuildPlain", count, [&] {
    for (size_t i = 0; i < count; ++i) documents[i] = builder.BuildPlain(articles[i], data[i]);
  });
  {
    std::vector<Xapian::Document> xapian(count);
    for (size_t i = 0; i < count; ++i) xapian[i] = ToXapian(documents[i]);
    Measure("add_document, commit", count, [&] {
      Xapian::WritableDatabase database(folder + "/xapian", Xapian::DB_CREATE_OR_OVERWRITE);
      database.begin_transaction();
      for (const Xapian::Document& document : xapian) database.add_document(document);
      database.commit_transaction();
    });
  }
  store::BulkWriterOptions options;
  options.term_lists = true;
  Measure("bulk", count, [&] { WriteBulk(folder + "/bulk0", documents, 0, count, options); });
  Measure("bulk, two threads with half of it each", count, [&] {
    std::thread half([&] { WriteBulk(folder + "/half0", documents, 0, count / 2, options); });
    WriteBulk(folder + "/half1", documents, count / 2, count, options);
    half.join();
  });
  for (const int level : {0, 6}) {
    options.data_compression = options.term_list_compression = level;
    const std::string path = absl::StrCat(folder, "/level", level);
    Measure(absl::StrCat("bulk, compression level ", level), count,
            [&] { WriteBulk(path, documents, 0, count, options); });
    PrintSizes(path, path, count);
  }
  Measure("compaction of add_document's", count,
          [&] { Xapian::Database(folder + "/xapian").compact(folder + "/xapian.compact"); });
  PrintSizes("add_document", folder + "/xapian", count);
  PrintSizes("add_document, compacted", folder + "/xapian.compact", count);
  PrintSizes("bulk", folder + "/bulk0", count);

  options = {};
  options.term_lists = true;
  for (int i = 1; i < databases; ++i) {
    auto writer = store::BulkDatabaseWriter::Create(absl::StrCat(folder, "/bulk", i), options);
    Check(writer.status());
    for (size_t j = 0; j < count; ++j) {
      Check((*writer)->Add(static_cast<uint32_t>(i * count + j + 1), documents[j]));
    }
    Check((*writer)->Finish());
  }
  Measure("joined by compaction", count * databases, [&] {
    Join(folder + "/bulk", databases, Xapian::DBCOMPACT_NO_RENUMBER, folder + "/joined");
  });
  PrintSizes("joined by compaction", folder + "/joined", count * databases);
  Measure("joined by compaction, renumbered", count * databases,
          [&] { Join(folder + "/bulk", databases, 0, folder + "/renumbered"); });
  Measure("joined", count * databases, [&] {
    std::vector<store::JoinSource> sources;
    for (int i = 0; i < databases; ++i) {
      sources.push_back({absl::StrCat(folder, "/bulk", i), {}});
    }
    Check(store::JoinBulkDatabases(sources, folder + "/joined.bulk", {}));
  });
  PrintSizes("joined", folder + "/joined.bulk", count * databases);
  return 0;
}

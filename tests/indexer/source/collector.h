// Collects what a reader hands over.

#ifndef DATELINE_TESTS_INDEXER_SOURCE_COLLECTOR_H_
#define DATELINE_TESTS_INDEXER_SOURCE_COLLECTOR_H_

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "indexer/source/reader.h"
#include "tests/indexer/source/temp_folder.h"

namespace dateline::source {

class Collector : public DocumentSink {
 public:
  bool OnDocument(Document document) override {
    documents.push_back(std::move(document));
    return documents.size() < stop_after;
  }
  bool OnReject(Reject reject) override {
    rejects.push_back(std::move(reject));
    return true;
  }
  void OnProgress(uint64_t bytes) override {
    EXPECT_GE(bytes, progress);
    progress = bytes;
  }

  std::vector<std::string> Reasons() const {
    std::vector<std::string> reasons;
    for (const Reject& reject : rejects) reasons.push_back(reject.reason);
    return reasons;
  }
  std::vector<std::string> Urls() const {
    std::vector<std::string> urls;
    for (const Document& document : documents) urls.push_back(document.url);
    return urls;
  }
  std::vector<std::string> Contents() const {
    std::vector<std::string> contents;
    for (const Document& document : documents) contents.push_back(document.content);
    return contents;
  }

  std::vector<Document> documents;
  std::vector<Reject> rejects;
  uint64_t progress = 0;
  size_t stop_after = SIZE_MAX;
};

inline Collector Read(const std::vector<std::string>& paths) {
  Collector collector;
  std::vector<Reject> rejects;
  const auto files = ListInputs(paths, &rejects);
  EXPECT_TRUE(files.ok()) << files.status();
  if (files.ok()) ReadDocuments(*files, &collector);
  return collector;
}

// Reads one file of that name and content. Paths in the result are relative to its folder.
inline Collector ReadContent(const std::string& name, const std::string& content) {
  const TempFolder folder;
  Collector collector = Read({folder.Write(name, content)});
  const size_t prefix = folder.path().size() + 1;
  for (Document& document : collector.documents) document.source_path.erase(0, prefix);
  for (Reject& reject : collector.rejects) reject.source_path.erase(0, prefix);
  return collector;
}

}  // namespace dateline::source

#endif  // DATELINE_TESTS_INDEXER_SOURCE_COLLECTOR_H_

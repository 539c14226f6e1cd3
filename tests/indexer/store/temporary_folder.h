// A folder of the test's own, removed at its end.

#ifndef DATELINE_TESTS_INDEXER_STORE_TEMPORARY_FOLDER_H_
#define DATELINE_TESTS_INDEXER_STORE_TEMPORARY_FOLDER_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::store {

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  // A path in the folder.
  std::string Path(absl::string_view name) const;

 private:
  std::string path_;
};

// Copies a folder, links as links.
void CopyFolder(const std::string& from, const std::string& to);
std::string ReadAll(const std::string& path);
void WriteAll(const std::string& path, absl::string_view content);

}  // namespace dateline::store

#endif  // DATELINE_TESTS_INDEXER_STORE_TEMPORARY_FOLDER_H_

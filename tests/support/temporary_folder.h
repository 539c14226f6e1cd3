// A folder of a test's own, removed with everything in it when the test ends.

#ifndef DATELINE_TESTS_SUPPORT_TEMPORARY_FOLDER_H_
#define DATELINE_TESTS_SUPPORT_TEMPORARY_FOLDER_H_

#include <string>

namespace dateline::support {

class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace dateline::support

#endif  // DATELINE_TESTS_SUPPORT_TEMPORARY_FOLDER_H_

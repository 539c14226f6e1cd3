// Reads the PATHs of a command line into documents: files, folders, compressed files, standard
// input.

#ifndef DATELINE_INDEXER_SOURCE_READER_H_
#define DATELINE_INDEXER_SOURCE_READER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "indexer/source/document.h"

namespace dateline::source {

// One file to read.
struct InputFile {
  std::string path;         // As shown to people: the PATH argument, plus the way below it.
  std::string stable_path;  // Absolute, lexically normal. "-" for standard input.
  uint64_t bytes = 0;       // On disk; 0 when unknown (standard input).
};

// Receives what is read, in order, on the calling thread. A false return ends the reading early.
class DocumentSink {
 public:
  virtual ~DocumentSink() = default;
  virtual bool OnDocument(Document document) = 0;
  virtual bool OnReject(Reject reject) = 0;
  // Called now and then with the bytes taken from disk so far, all files together.
  virtual void OnProgress(uint64_t bytes_read) {}
};

// Lists all files below `paths`, in the order in which they will be read: sorted by stable path,
// each file once, so that neither the order of the arguments nor that of the disk matters; standard
// input last. Names beginning with '.' below a folder are passed over; links to folders are
// followed once. NOT_FOUND when a PATH does not exist, PERMISSION_DENIED when a folder named by a
// PATH cannot be listed: a mistyped argument is the user's error. A folder further down that cannot
// be listed is a reject.
absl::StatusOr<std::vector<InputFile>> ListInputs(const std::vector<std::string>& paths,
                                                  std::vector<Reject>* rejects);

// Reads every file in order. What is wrong with a file costs that file, or the records after
// the damage, and is handed over as a Reject. Memory is bounded by kMaxDocumentBytes.
void ReadDocuments(const std::vector<InputFile>& files, DocumentSink* sink);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_READER_H_

// Texts beside each other: tells every scraped text which of its lines its neighbours have, too.

#ifndef DATELINE_INDEXER_SOURCE_TEXT_NEIGHBOURS_H_
#define DATELINE_INDEXER_SOURCE_TEXT_NEIGHBOURS_H_

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "indexer/source/document.h"
#include "indexer/source/reader.h"
#include "indexer/source/shared_lines.h"

namespace dateline::source {

// Passes everything on, in order, and fills Document::shared_lines of scraped texts.
//
// The neighbours of a file are the texts among SharedLines::kMaxTexts files of its folder, which
// is cut into such blocks by name, each ending (".txt") by itself. They are read from disk whether
// they are part of the run or not: an article must not depend on how the input was handed over.
//
// The neighbours of a text in an archive or a web archive are those that stand beside it: up to as
// many with nothing else between, of one folder and one host. They are held until all are read.
class TextNeighbours : public DocumentSink {
 public:
  // Of texts in an archive, held at a time.
  static constexpr size_t kMaxHeldBytes = 8 << 20;

  explicit TextNeighbours(DocumentSink* sink) : sink_(*sink) {}

  // What follows comes from this file.
  void Begin(const InputFile& file) { file_ = file; }
  bool OnDocument(Document document) override;
  bool OnReject(Reject reject) override;
  void OnProgress(uint64_t bytes_read) override { sink_.OnProgress(bytes_read); }
  // Nothing more comes from the file. The sink's answer.
  bool End();

 private:
  // A folder's files of one ending, and of its block read last what the texts have in common.
  struct Folder {
    std::string path;
    std::string ending;
    std::vector<std::string> names;  // Sorted.
    size_t block = SIZE_MAX;
    SharedLines lines{{}};
  };

  bool Hold(Document document);
  const SharedLines* Siblings(const InputFile& file);

  DocumentSink& sink_;
  InputFile file_;
  std::list<Folder> folders_;  // The one used last first.
  std::vector<Document> held_;
  std::string held_place_;
  size_t held_bytes_ = 0;
};

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_TEXT_NEIGHBOURS_H_

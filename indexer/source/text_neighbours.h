// Texts beside each other: tells every scraped text which of its lines its neighbours have, too.

#ifndef DATELINE_INDEXER_SOURCE_TEXT_NEIGHBOURS_H_
#define DATELINE_INDEXER_SOURCE_TEXT_NEIGHBOURS_H_

#include <cstddef>
#include <list>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "indexer/source/document.h"
#include "indexer/source/reader.h"
#include "indexer/source/shared_lines.h"

namespace dateline::source {

// Passes everything on, in order, and fills Document::shared_lines of scraped texts.
//
// The neighbours of a file are the texts among SharedLines::kMaxTexts files of its folder, which
// is cut into such blocks by name, each ending (".txt") by itself; those that are left are compared
// with the ones before them, so that they have as many neighbours. They are read from disk whether
// they are part of the run or not: an article must not depend on how the input was handed over.
//
// The neighbours of a text in an archive or a web archive are those that stand beside it: up to as
// many with nothing else between, of one folder and one host, in blocks as they come; those that
// are left are compared with the ones before them, too. Two blocks are held at a time.
class TextNeighbours : public DocumentSink {
 public:
  // Of the texts of one block in an archive, unless it is one text.
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
  struct Folder {
    std::string path;
    absl::flat_hash_map<std::string, std::vector<std::string>> names;  // Sorted, by their ending.
  };
  // What the texts of a block have in common.
  struct Block {
    std::string path;
    std::string ending;
    size_t number;
    SharedLines lines;
  };

  bool Hold(Document document);
  void Compare();
  bool CloseBlock();
  bool Deliver(std::vector<Document> documents);
  const Folder& FolderAt(const std::string& path);
  const SharedLines* Siblings(const InputFile& file);

  DocumentSink& sink_;
  InputFile file_;
  std::vector<Folder> folders_;   // Each below the one before.
  std::list<Block> blocks_;       // The one used last first.
  std::vector<Document> closed_;  // The block before the one that is held, compared.
  std::vector<Document> held_;
  std::string held_place_;
  size_t held_bytes_ = 0;
};

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_TEXT_NEIGHBOURS_H_

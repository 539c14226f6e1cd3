// Posting lists, lengths of documents and values of several databases as those of one.

#ifndef DATELINE_INDEXER_STORE_BULK_LIST_JOIN_H_
#define DATELINE_INDEXER_STORE_BULK_LIST_JOIN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "indexer/store/bulk_table_writer.h"
#include "indexer/store/join_source.h"

namespace dateline::store {

// A list as it grows. What needs no change is copied as it is: a chunk that no document was dropped
// from, and the entries between two dropped documents.
class JoinedList {
 public:
  void Clear();

  // The head of the list in one source: how many entries its chunks have, and the sum of their
  // wdfs.
  void AddHead(uint32_t documents, uint32_t total_wdf);
  // Adds a chunk of a source; REQUIRES: chunks are added in the order of their documents, source
  // after source. `last_docid` is what the chunk says; false when its bytes are none.
  bool AddPostings(const SourceDocids& source, uint32_t first_docid, uint32_t last_docid,
                   absl::string_view entries);
  // The same of lengths. Those that stay are taken into `statistics` when documents are dropped.
  bool AddLengths(const SourceDocids& source, uint32_t first_docid, uint32_t last_docid,
                  absl::string_view entries, format::GlassStatistics* statistics);
  // The same of values, whose chunks do not say where they end; it is given back.
  bool AddValues(const SourceDocids& source, uint32_t first_docid, absl::string_view entries,
                 uint32_t* last_docid);

  bool empty() const { return chunks_.empty(); }
  size_t size() const { return bytes_.size(); }
  // False when more was dropped than the heads say there is, or something stays of nothing.
  bool IsSound() const { return sound_ && (documents_ == 0) == empty(); }

  // Write what was added. REQUIRES: not empty. `key` is the term in its form in a key.
  absl::Status WritePostings(const std::string& key, GlassTableWriter* table);
  absl::Status WriteLengths(GlassTableWriter* table);
  // `prefix` is the key of each chunk without its docid.
  absl::Status WriteValues(const std::string& prefix, GlassTableWriter* table);

 private:
  struct Chunk {
    uint32_t first_docid;
    uint32_t last_docid;
    size_t end;  // In bytes_.
  };

  // Adds entries with the docids that they have in what is joined.
  void Append(uint32_t first_docid, uint32_t last_docid, absl::string_view entries);
  void Remove(uint32_t wdf);
  // Writes the chunks; tag_ has the head of the first.
  absl::Status WriteChunks(const std::string& key, absl::string_view further_prefix,
                           GlassTableWriter* table);

  std::string bytes_;
  std::vector<Chunk> chunks_;
  uint32_t documents_ = 0;
  uint32_t total_wdf_ = 0;
  bool sound_ = true;

  // Here so that their memory is used again.
  std::string live_;
  std::string tag_;
  std::string further_key_;
};

// How many documents have a value in a slot, and the bounds of these.
struct ValueStatistics {
  uint32_t frequency = 0;
  std::string lower;
  std::string upper;

  void Add(absl::string_view value);
  void Add(const ValueStatistics& other);
};

// Reads the tag of a slot's statistics. False for bytes that are none.
bool ReadValueStatistics(absl::string_view tag, ValueStatistics* statistics);
// Adds the values of a chunk that stay. False for bytes that are none. `buffer` is for its use.
bool CountLiveValues(const SourceDocids& source, uint32_t first_docid, absl::string_view entries,
                     std::string* buffer, ValueStatistics* statistics);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_BULK_LIST_JOIN_H_

// Posting lists, lengths of documents and values as entries of a postlist table, cut into chunks
// that fill its blocks.

#ifndef DATELINE_INDEXER_STORE_BULK_POSTING_LIST_H_
#define DATELINE_INDEXER_STORE_BULK_POSTING_LIST_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "indexer/store/bulk_inverter.h"
#include "indexer/store/bulk_table_writer.h"

namespace dateline::store {

// Terms whose form in a key is longer have no room behind it for a docid.
inline constexpr size_t kMaxTermInKey = 249;

// Writes the list of a term. REQUIRES: all terms and lists before it are below; the term is not
// empty, and at most kMaxTermInKey bytes in its form of AppendGlassTerm.
absl::Status WritePostings(const BulkInverter::List& list, GlassTableWriter* table);

// The same with the key in its place: the term of the list is not used.
absl::Status WritePostings(const std::string& key, const BulkInverter::List& list,
                           GlassTableWriter* table);

// Writes the lengths of documents: `lengths` has the form of BulkInverter::List::postings, with a
// length in the place of each wdf. REQUIRES: there is at least one document.
absl::Status WriteLengths(uint32_t first_docid, absl::string_view lengths, GlassTableWriter* table);

// The tag that holds how many documents have a value in a slot, and the bounds of these.
std::string ValueStatisticsTag(uint32_t frequency, const std::string& lower,
                               const std::string& upper);

// The values of one slot, collected in the order of their docids.
class BulkValueStream {
 public:
  // REQUIRES: the docid is above those before, and the value is not empty.
  void Add(uint32_t docid, absl::string_view value);

  uint32_t frequency() const { return frequency_; }
  size_t memory_bytes() const { return stream_.capacity(); }
  std::string Statistics() const { return ValueStatisticsTag(frequency_, lower_, upper_); }
  // Writes the chunks; `prefix` is the key of each without its docid.
  absl::Status Write(const std::string& prefix, GlassTableWriter* table) const;

 private:
  std::string stream_;  // (gap, size, bytes) of each value, without the first gap.
  std::string lower_;
  std::string upper_;
  uint32_t frequency_ = 0;
  uint32_t first_docid_ = 0;
  uint32_t last_docid_ = 0;
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_BULK_POSTING_LIST_H_

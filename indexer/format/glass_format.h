// The bytes of a glass database as Xapian 1.4 reads and writes them (its format of 2016-03-14):
// numbers, keys and the version file. How a table is made of blocks,
// indexer/store/bulk_table_writer.h knows.
//
// A database is a folder of tables, each a B-tree of its own file, and `iamglass`, which says where
// the root of each is. The keys and tags of those written here ("n" is a varint as in
// indexer/format/varint.h, "s" a string behind its size as n, "did" a docid that sorts as the
// number does, "term" one with every zero byte followed by 0xFF):
//
//   table     key                        tag
//   postlist  00 C0, name                user metadata
//             00 D0, slot                frequency n, lower bound s, upper bound when another. The
//                                        slot has its lowest byte first and no zero bytes at its
//                                        end
//             00 D8, slot n, did         values of a slot from that docid on: s, then (gap n, s)...
//             00 E0                      lengths of documents: as a posting list, but without
//             counts 00 E0, did                 (both zero), and a length in the place of a wdf
//             term                       postings: documents n, sum of wdfs n, first docid - 1 n,
//                                        then as in every other chunk
//             term, 00, did              '1' when it is the last chunk of the term, else '0'; last
//                                        docid - first n; wdf n; then (gap n, wdf n)...
//   docdata   did                        data of the document; none when empty
//   termlist  did                        length n, number of terms n, then the terms in order:
//   size,
//                                        text, wdf n, and for each further one how many bytes of
//                                        the one before it begins with, size of the rest, rest, wdf
//                                        n
//             did, 00                    slots that have a value, as gaps n
//
// A gap is the difference to the number before, less one. In a term list a small wdf goes into the
// byte of the shared beginning: (wdf + 1) * (size of the term before + 1) + bytes shared, when that
// is below 256 and the wdf below 127.

#ifndef DATELINE_INDEXER_FORMAT_GLASS_FORMAT_H_
#define DATELINE_INDEXER_FORMAT_GLASS_FORMAT_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace dateline::format {

inline constexpr uint32_t kGlassBlockBytes = 8192;
inline constexpr uint32_t kGlassRevision = 1;  // The first of a database.
inline constexpr size_t kGlassMaxKeyBytes = 255;
// Tags up to this size are never compressed.
inline constexpr size_t kGlassCompressMin = 18;

// Ascending in this order are the numbers of the tables in the version file.
enum class GlassTable { kPostlist, kDocdata, kTermlist, kPosition, kSpelling, kSynonym };
inline constexpr int kGlassTables = 6;
// True when the table's tags may be compressed.
constexpr bool IsCompressed(GlassTable table) {
  return table != GlassTable::kPostlist && table != GlassTable::kPosition;
}

// Appends a docid in 2 to 5 bytes, which sort as the numbers do and never begin with 0xFF.
void AppendGlassDocid(uint32_t docid, std::string* out);
// Reads one that begins at `*position` and moves it behind. False for bytes that are none.
bool ReadGlassDocid(absl::string_view bytes, size_t* position, uint32_t* docid);
// Appends a term as it stands in a key, without an end.
void AppendGlassTerm(absl::string_view term, std::string* out);

// The key of the lengths of documents, and what those of their further chunks begin with.
inline constexpr absl::string_view kGlassLengthsKey("\0\xE0", 2);
// What the keys of the chunks of a slot's values begin with.
std::string GlassValuesPrefix(uint32_t slot);

// What the version file says of a table. As it is here: one without entries.
struct GlassRoot {
  uint32_t root_block = 0;
  uint32_t level = 0;  // Of the root; leaves are 0.
  uint64_t entries = 0;
  uint32_t blocks = 0;  // In the file; 0: none, and no root.
};

// What the version file says of all documents.
struct GlassStatistics {
  uint32_t doc_count = 0;
  uint32_t last_docid = 0;
  uint32_t min_length = 0;  // Of the documents that have a length; 0 when none has.
  uint32_t max_length = 0;
  uint32_t max_wdf = 0;
  uint64_t total_length = 0;
};

// The content of the version file. `uuid` has 16 bytes and is another one in each database.
std::string GlassVersionFile(absl::string_view uuid, const GlassRoot (&roots)[kGlassTables],
                             const GlassStatistics& statistics);

// Reads a version file. False when it is of another revision than kGlassRevision, that is, of a
// database that was changed since it was written; or damaged.
bool ReadGlassVersion(absl::string_view file, GlassRoot (*roots)[kGlassTables],
                      GlassStatistics* statistics);
// The statistics alone.
bool ReadGlassStatistics(absl::string_view file, GlassStatistics* statistics);

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_GLASS_FORMAT_H_

// What the data of a shard's documents have in common, so that each is stored as no more than what
// is its own: a dictionary of zstd (RFC 8878, section 5).

#ifndef DATELINE_INDEXER_FORMAT_DATA_DICTIONARY_H_
#define DATELINE_INDEXER_FORMAT_DATA_DICTIONARY_H_

#include <xapian.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

struct ZSTD_CDict_s;
struct ZSTD_DDict_s;

namespace dateline::format {

// More samples make a dictionary no better that one would notice.
inline constexpr size_t kDictionarySamples = 2000;

// Immutable, and used by any number of threads at once.
class DataDictionary {
 public:
  // INVALID_ARGUMENT for bytes that Train does not give.
  static absl::StatusOr<std::shared_ptr<const DataDictionary>> Parse(absl::string_view bytes);
  ~DataDictionary();
  DataDictionary(const DataDictionary&) = delete;
  DataDictionary& operator=(const DataDictionary&) = delete;

  // The bytes of a dictionary for texts like these; the same for the same samples. "" when there is
  // too little of them to learn from: no dictionary is better then.
  static std::string Train(const std::vector<std::string>& samples);

  const std::string& bytes() const { return bytes_; }

  // For compressing and decompressing; the first is made when first asked for.
  const ZSTD_CDict_s* compression() const;
  const ZSTD_DDict_s* decompression() const { return decompression_; }

 private:
  DataDictionary(std::string bytes, ZSTD_DDict_s* decompression);

  const std::string bytes_;
  ZSTD_DDict_s* const decompression_;
  mutable std::once_flag compression_made_;
  mutable ZSTD_CDict_s* compression_ = nullptr;
};

// That of a shard, out of its metadata; null when it has none. DATA_LOSS when it is damaged. Throws
// what Xapian throws.
absl::StatusOr<std::shared_ptr<const DataDictionary>> ReadDataDictionary(
    const Xapian::Database& shard);

// No text of more bytes is compressed, and none comes out.
inline constexpr size_t kMaxCompressedText = size_t{256} << 20;

// Appends `text` as a zstd frame without its magic number. `dictionary` may be null. Each thread
// keeps what compressing takes. False, and nothing appended, when there is no memory for it.
// REQUIRES: at most kMaxCompressedText bytes.
bool AppendCompressed(absl::string_view text, const DataDictionary* dictionary, std::string* out);

// The text. DATA_LOSS for bytes that AppendCompressed does not write, or not with this dictionary
// (which can go unnoticed).
absl::StatusOr<std::string> Decompress(absl::string_view bytes, const DataDictionary* dictionary);

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_DATA_DICTIONARY_H_

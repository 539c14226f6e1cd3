#include "indexer/format/data_dictionary.h"

#include <zdict.h>
#include <zstd.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "indexer/format/schema.h"

namespace dateline::format {
namespace {

constexpr absl::string_view kMagic("\x28\xb5\x2f\xfd", 4);  // Of a frame; RFC 8878, section 3.1.1.

// Higher levels take several times as long for a few bytes less.
constexpr int kLevel = 3;

// A dictionary has a sixteenth of the bytes of its samples, within these bounds; one that is larger
// saves too little for what it costs each shard.
constexpr size_t kMinDictionaryBytes = size_t{4} << 10;
constexpr size_t kMaxDictionaryBytes = size_t{112} << 10;
constexpr size_t kSampleBytesPerByte = 16;
// Of a long sample only its beginning counts.
constexpr size_t kMaxSampleBytes = size_t{16} << 10;

// A block of a frame has four bytes at least, and 128 KiB of text at most.
constexpr uint64_t kMaxTextPerByte = (uint64_t{128} << 10) / 4;

// What compressing takes, once per thread.
template <typename Context, Context* (*kCreate)(), size_t (*kFree)(Context*)>
Context* ThreadContext() {
  struct Free {
    void operator()(Context* context) const { kFree(context); }
  };
  thread_local const std::unique_ptr<Context, Free> context(kCreate());
  return context.get();
}

absl::Status Damaged(absl::string_view what) {
  return absl::DataLossError(absl::StrCat("compressed data: ", what));
}

}  // namespace

DataDictionary::DataDictionary(std::string bytes, ZSTD_DDict_s* decompression)
    : bytes_(std::move(bytes)), decompression_(decompression) {}

DataDictionary::~DataDictionary() {
  ZSTD_freeDDict(decompression_);
  ZSTD_freeCDict(compression_);
}

absl::StatusOr<std::shared_ptr<const DataDictionary>> DataDictionary::Parse(
    absl::string_view bytes) {
  // Other bytes would be a dictionary too, of text alone.
  if (ZDICT_getDictID(bytes.data(), bytes.size()) == 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("a data dictionary of ", bytes.size(), " bytes that is none"));
  }
  ZSTD_DDict* decompression = ZSTD_createDDict(bytes.data(), bytes.size());
  if (decompression == nullptr) return absl::InvalidArgumentError("a damaged data dictionary");
  return std::shared_ptr<const DataDictionary>(
      new DataDictionary(std::string(bytes), decompression));
}

std::string DataDictionary::Train(const std::vector<std::string>& samples) {
  std::string text;
  std::vector<size_t> sizes;
  for (const std::string& sample : samples) {
    sizes.push_back(std::min(sample.size(), kMaxSampleBytes));
    text.append(sample, 0, sizes.back());
  }
  if (text.size() < kMinDictionaryBytes * kSampleBytesPerByte) return "";
  std::string bytes(std::min(text.size() / kSampleBytesPerByte, kMaxDictionaryBytes), '\0');
  const size_t size = ZDICT_trainFromBuffer(&bytes[0], bytes.size(), text.data(), sizes.data(),
                                            static_cast<unsigned>(sizes.size()));
  if (ZDICT_isError(size)) return "";  // Too few samples, or they have nothing in common.
  bytes.resize(size);
  return bytes;
}

const ZSTD_CDict_s* DataDictionary::compression() const {
  std::call_once(compression_made_,
                 [this] { compression_ = ZSTD_createCDict(bytes_.data(), bytes_.size(), kLevel); });
  return compression_;
}

absl::StatusOr<std::shared_ptr<const DataDictionary>> ReadDataDictionary(
    const Xapian::Database& shard) {
  const std::string bytes = shard.get_metadata(std::string(kMetaDataDictionary));
  if (bytes.empty()) return std::shared_ptr<const DataDictionary>();
  auto dictionary = DataDictionary::Parse(bytes);
  if (!dictionary.ok()) return absl::DataLossError(dictionary.status().message());
  return dictionary;
}

bool AppendCompressed(absl::string_view text, const DataDictionary* dictionary, std::string* out) {
  ZSTD_CCtx* context = ThreadContext<ZSTD_CCtx, ZSTD_createCCtx, ZSTD_freeCCtx>();
  if (context == nullptr) return false;
  ZSTD_CCtx_reset(context, ZSTD_reset_session_and_parameters);
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context, ZSTD_c_dictIDFlag, 0);  // The shard says which.
  if (dictionary != nullptr) ZSTD_CCtx_refCDict(context, dictionary->compression());
  const size_t begin = out->size();
  const size_t bound = ZSTD_compressBound(text.size());
  out->resize(begin + bound);
  const size_t size = ZSTD_compress2(context, &(*out)[begin], bound, text.data(), text.size());
  if (ZSTD_isError(size)) {
    out->resize(begin);
    return false;
  }
  out->resize(begin + size);
  out->erase(begin, kMagic.size());
  return true;
}

absl::StatusOr<std::string> Decompress(absl::string_view bytes, const DataDictionary* dictionary) {
  const std::string frame = absl::StrCat(kMagic, bytes);
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) {
    return Damaged("not a frame of known size");
  }
  if (size > kMaxCompressedText || size > frame.size() * kMaxTextPerByte) {
    return Damaged(absl::StrCat(size, " bytes out of ", bytes.size()));
  }
  std::string text(size, '\0');
  ZSTD_DCtx* context = ThreadContext<ZSTD_DCtx, ZSTD_createDCtx, ZSTD_freeDCtx>();
  if (context == nullptr) return absl::ResourceExhaustedError("no memory to decompress data with");
  const size_t got =
      ZSTD_decompress_usingDDict(context, &text[0], text.size(), frame.data(), frame.size(),
                                 dictionary != nullptr ? dictionary->decompression() : nullptr);
  if (ZSTD_isError(got)) return Damaged(ZSTD_getErrorName(got));
  if (got != text.size()) return Damaged("another size than it says");
  return text;
}

}  // namespace dateline::format

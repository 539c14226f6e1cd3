#include "indexer/extract/charset_detector.h"

#include <uchardet/uchardet.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "indexer/extract/encoding.h"

namespace dateline::extract {
namespace {

// How many bytes beyond ASCII, and the ASCII around them, detection looks at.
constexpr size_t kSampleBytes = 64 << 10;

struct DeleteDetector {
  void operator()(uchardet* detector) const { uchardet_delete(detector); }
};

// Quotation marks, dashes, dots, spaces, (c): the same bytes in every Windows code page.
bool IsSign(unsigned char byte) {
  return byte == 0x80 || byte == 0x85 || (byte >= 0x91 && byte <= 0x97) || byte == 0x99 ||
         byte == 0x8b || byte == 0x9b || byte == 0xa0 || byte == 0xa9 || byte == 0xab ||
         byte == 0xad || byte == 0xae || byte == 0xb7 || byte == 0xbb;
}

// Names of the detector that are no labels, or for which there is a superset.
absl::string_view EncodingOf(absl::string_view detected) {
  if (detected == "KOI8-R") return "koi8-u";  // It has all the letters of koi8-r.
  return EncodingOfLabel(detected);
}

// The lines that are not plain ASCII: a page's markup says nothing.
std::string Sample(absl::string_view content) {
  std::string sample;
  while (!content.empty() && sample.size() < kSampleBytes) {
    const size_t end = std::min(content.find_first_of("\n<>"), content.size() - 1);
    const absl::string_view part = content.substr(0, end + 1);
    if (std::any_of(part.begin(), part.end(), [](char c) { return !absl::ascii_isascii(c); }))
      sample.append(part.data(), part.size());
    content.remove_prefix(part.size());
  }
  return sample;
}

}  // namespace

absl::string_view DetectEncoding(absl::string_view content) {
  const std::string sample = Sample(content);
  if (std::all_of(sample.begin(), sample.end(), [](char c) {
        return absl::ascii_isascii(c) || IsSign(static_cast<unsigned char>(c));
      })) {
    return "windows-1252";
  }
  const std::unique_ptr<uchardet, DeleteDetector> detector(uchardet_new());
  if (detector == nullptr ||
      uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) {
    return "";
  }
  uchardet_data_end(detector.get());
  const absl::string_view found = EncodingOf(uchardet_get_charset(detector.get()));
  return found == "utf-8" ? "" : found;
}

}  // namespace dateline::extract

#include <lzma.h>

#include <utility>

#include "absl/strings/match.h"
#include "indexer/source/member_stream.h"

namespace dateline::source {
namespace {

// The .xz file format, section 2.1.1: magic, then the stream's flags, of which the first byte is 0.
constexpr absl::string_view kMagic("\xfd\x37zXZ\0\0", 7);
// What the dictionary of a stream may take; the presets of xz need 65 MiB at most.
constexpr uint64_t kMaxMemoryBytes = uint64_t{1} << 30;

class XzDecoder : public MemberDecoder {
 public:
  ~XzDecoder() override { lzma_end(&xz_); }

  // One that is there is begun anew.
  bool Begin() override {
    result_ = lzma_stream_decoder(&xz_, kMaxMemoryBytes, 0);
    return result_ == LZMA_OK;
  }

  Step Decode(absl::string_view* in, char* out, size_t room, size_t* written) override {
    xz_.next_in = reinterpret_cast<const uint8_t*>(in->data());
    xz_.avail_in = in->size();
    xz_.next_out = reinterpret_cast<uint8_t*>(out);
    xz_.avail_out = room;
    result_ = lzma_code(&xz_, LZMA_RUN);
    in->remove_prefix(in->size() - xz_.avail_in);
    *written = room - xz_.avail_out;
    if (result_ == LZMA_STREAM_END) return Step::kEnd;
    return result_ == LZMA_OK || result_ == LZMA_BUF_ERROR ? Step::kMore : Step::kDamaged;
  }

  bool MayBegin(absl::string_view bytes) const override { return absl::StartsWith(bytes, kMagic); }
  absl::string_view name() const override { return "xz"; }
  std::string damage() const override {
    switch (result_) {
      case LZMA_MEMLIMIT_ERROR:
        return "it takes too much memory";
      case LZMA_OPTIONS_ERROR:
        return "its options are not known";
      default:
        return "";
    }
  }

 private:
  lzma_stream xz_ = LZMA_STREAM_INIT;
  lzma_ret result_ = LZMA_OK;
};

}  // namespace

bool IsXz(absl::string_view head) { return absl::StartsWith(head, kMagic.substr(0, 6)); }

std::unique_ptr<ByteStream> MakeXzStream(std::unique_ptr<ByteStream> stored) {
  return std::make_unique<MemberStream>(std::move(stored), std::make_unique<XzDecoder>());
}

}  // namespace dateline::source

#include <zlib.h>

#include <cstring>
#include <utility>

#include "absl/strings/match.h"
#include "indexer/source/member_stream.h"

namespace dateline::source {
namespace {

constexpr absl::string_view kMagic("\x1f\x8b\x08", 3);  // RFC 1952: ID1, ID2, deflate.

class GzipDecoder : public MemberDecoder {
 public:
  GzipDecoder() {
    std::memset(&z_, 0, sizeof z_);
    ready_ = inflateInit2(&z_, 15 + 16) == Z_OK;
  }
  ~GzipDecoder() override {
    if (ready_) inflateEnd(&z_);
  }

  bool Begin() override { return ready_ && inflateReset(&z_) == Z_OK; }

  Step Decode(absl::string_view* in, char* out, size_t room, size_t* written) override {
    z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in->data()));
    z_.avail_in = in->size();
    z_.next_out = reinterpret_cast<Bytef*>(out);
    z_.avail_out = room;
    const int result = inflate(&z_, Z_NO_FLUSH);
    in->remove_prefix(in->size() - z_.avail_in);
    *written = room - z_.avail_out;
    if (result == Z_STREAM_END) return Step::kEnd;
    return result == Z_OK || result == Z_BUF_ERROR ? Step::kMore : Step::kDamaged;
  }

  // The upper three flags are reserved and zero.
  bool MayBegin(absl::string_view bytes) const override {
    return bytes.size() > 3 && absl::StartsWith(bytes, kMagic) && (bytes[3] & 0xe0) == 0;
  }
  absl::string_view name() const override { return "gzip"; }
  std::string damage() const override { return z_.msg == nullptr ? "" : z_.msg; }

 private:
  z_stream z_;
  bool ready_ = false;
};

}  // namespace

bool IsGzip(absl::string_view head) { return absl::StartsWith(head, kMagic.substr(0, 2)); }

std::unique_ptr<ByteStream> MakeGzipStream(std::unique_ptr<ByteStream> stored) {
  return std::make_unique<MemberStream>(std::move(stored), std::make_unique<GzipDecoder>());
}

}  // namespace dateline::source

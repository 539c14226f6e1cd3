#include <bzlib.h>

#include <cstring>
#include <utility>

#include "absl/strings/match.h"
#include "indexer/source/member_stream.h"

namespace dateline::source {
namespace {

class Bzip2Decoder : public MemberDecoder {
 public:
  ~Bzip2Decoder() override { End(); }

  bool Begin() override {
    End();
    std::memset(&bz_, 0, sizeof bz_);
    ready_ = BZ2_bzDecompressInit(&bz_, 0, 0) == BZ_OK;
    return ready_;
  }

  Step Decode(absl::string_view* in, char* out, size_t room, size_t* written) override {
    bz_.next_in = const_cast<char*>(in->data());
    bz_.avail_in = in->size();
    bz_.next_out = out;
    bz_.avail_out = room;
    const int result = BZ2_bzDecompress(&bz_);
    in->remove_prefix(in->size() - bz_.avail_in);
    *written = room - bz_.avail_out;
    if (result == BZ_STREAM_END) return Step::kEnd;
    return result == BZ_OK ? Step::kMore : Step::kDamaged;
  }

  bool MayBegin(absl::string_view bytes) const override { return IsBzip2(bytes); }
  absl::string_view name() const override { return "bzip2"; }
  std::string damage() const override { return ""; }

 private:
  void End() {
    if (std::exchange(ready_, false)) BZ2_bzDecompressEnd(&bz_);
  }

  bz_stream bz_;
  bool ready_ = false;
};

}  // namespace

// The header, the size of a block in it, is followed by that of a block or of the end.
bool IsBzip2(absl::string_view head) {
  return absl::StartsWith(head, "BZh") && head.size() >= 8 && head[3] >= '1' && head[3] <= '9' &&
         (head.substr(4, 4) == "1AY&" || head.substr(4, 4) == "\x17\x72\x45\x38");
}

std::unique_ptr<ByteStream> MakeBzip2Stream(std::unique_ptr<ByteStream> stored) {
  return std::make_unique<MemberStream>(std::move(stored), std::make_unique<Bzip2Decoder>());
}

}  // namespace dateline::source

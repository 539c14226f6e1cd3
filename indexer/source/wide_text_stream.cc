#include "indexer/source/wide_text_stream.h"

namespace dateline::source {

absl::Status WideTextStream::Next(absl::string_view* piece) {
  piece_offset_ += output_.size();
  output_.clear();
  while (output_.empty() && !finished_) {
    const absl::string_view view = bytes_.Peek(1);
    if (!view.empty()) {
      decoder_.Decode(view, &output_);
      bytes_.Take(view.size());
      continue;
    }
    finished_ = true;
    decoder_.Finish(&output_);
  }
  *piece = output_;
  // Behind damage the units would no longer be in step: what follows is not read.
  if (output_.empty() && !bytes_.status().ok() && !told_) {
    told_ = true;
    return absl::IsDataLoss(bytes_.status()) ? absl::OutOfRangeError(bytes_.status().message())
                                             : bytes_.status();
  }
  return absl::OkStatus();
}

}  // namespace dateline::source

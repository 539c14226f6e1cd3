#include "indexer/command/lock_wait.h"

#include "absl/strings/str_cat.h"
#include "indexer/command/message.h"

namespace dateline::command {

std::function<bool(const std::string& holder)> WaitUnlessStopped(bool quiet,
                                                                 const std::atomic<bool>* stop) {
  return [said = quiet, stop](const std::string& holder) mutable {
    if (!said) Say(absl::StrCat("waiting for ", holder));
    said = true;
    return !*stop;
  };
}

std::function<void(uint64_t article_count)> SayRebuild(const std::string& index, bool quiet) {
  return [index, quiet](uint64_t article_count) {
    if (quiet) return;
    Say(absl::StrCat(index, ": ", Count(article_count, "article"),
                     " of an earlier format or with a damaged word file; writing them anew"));
  };
}

}  // namespace dateline::command

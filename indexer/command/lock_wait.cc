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

}  // namespace dateline::command

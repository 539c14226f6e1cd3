// Waiting for the indexer that holds an index.

#ifndef DATELINE_INDEXER_COMMAND_LOCK_WAIT_H_
#define DATELINE_INDEXER_COMMAND_LOCK_WAIT_H_

#include <atomic>
#include <functional>
#include <string>

namespace dateline::command {

// For store::WriterOptions::keep_waiting: says once, unless `quiet`, whom it waits for, and gives
// up when `*stop` becomes true.
std::function<bool(const std::string& holder)> WaitUnlessStopped(bool quiet,
                                                                 const std::atomic<bool>* stop);

}  // namespace dateline::command

#endif  // DATELINE_INDEXER_COMMAND_LOCK_WAIT_H_

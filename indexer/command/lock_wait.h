// What may come before writing an index: waiting for the indexer that holds it, and writing anew
// what is there.

#ifndef DATELINE_INDEXER_COMMAND_LOCK_WAIT_H_
#define DATELINE_INDEXER_COMMAND_LOCK_WAIT_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

namespace dateline::command {

// For store::WriterOptions::keep_waiting: says once, unless `quiet`, whom it waits for, and gives
// up when `*stop` becomes true.
std::function<bool(const std::string& holder)> WaitUnlessStopped(bool quiet,
                                                                 const std::atomic<bool>* stop);

// For store::WriterOptions::on_rebuild: says what is being done, unless `quiet`.
std::function<void(uint64_t article_count)> SayRebuild(const std::string& index, bool quiet);

}  // namespace dateline::command

#endif  // DATELINE_INDEXER_COMMAND_LOCK_WAIT_H_

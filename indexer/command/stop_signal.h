// SIGINT and SIGTERM as a flag.

#ifndef DATELINE_INDEXER_COMMAND_STOP_SIGNAL_H_
#define DATELINE_INDEXER_COMMAND_STOP_SIGNAL_H_

#include <atomic>
#include <string>

namespace dateline::command {

// From now on the first SIGINT or SIGTERM sets the flag, which lives as long as the process; a
// second one ends the process at once. Call from one thread, once.
const std::atomic<bool>* InstallStopSignal();

// "SIGINT" or "SIGTERM": the one that came; "" when none has.
std::string StopSignalName();

}  // namespace dateline::command

#endif  // DATELINE_INDEXER_COMMAND_STOP_SIGNAL_H_

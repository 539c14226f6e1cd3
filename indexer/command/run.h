// The program: arguments in, exit status out.

#ifndef DATELINE_INDEXER_COMMAND_RUN_H_
#define DATELINE_INDEXER_COMMAND_RUN_H_

#include <string>
#include <vector>

namespace dateline::command {

// Runs dateline-indexer. `arguments` are without the program's name.
int Run(const std::vector<std::string>& arguments);

}  // namespace dateline::command

#endif  // DATELINE_INDEXER_COMMAND_RUN_H_

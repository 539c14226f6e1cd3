// dateline-indexer: builds and looks after Dateline's indexes.

#include <string>
#include <vector>

#include "indexer/command/run.h"

int main(int argc, char** argv) {
  return dateline::command::Run(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
}

// The commands of dateline-indexer, each as options and a function.

#ifndef DATELINE_INDEXER_COMMAND_COMMANDS_H_
#define DATELINE_INDEXER_COMMAND_COMMANDS_H_

#include <cstdint>
#include <string>
#include <vector>

namespace dateline::command {

// Exit statuses, as documented in every help text.
inline constexpr int kExitFine = 0;
inline constexpr int kExitNothing = 1;  // Nothing found, indexed or removed.
inline constexpr int kExitError = 2;

inline constexpr int kMaxThreads = 256;

struct ExtractOptions {
  std::vector<std::string> paths;
  int threads = 1;
  std::string rejects;  // Empty: counted, not listed.
  bool annotate = true;
  bool explain = false;  // Show blocks and why they were kept or dropped, not articles.
  bool quiet = false;
};

struct IndexOptions {
  std::string index;
  std::vector<std::string> paths;
  int threads = 1;
  uint32_t shards = 0;  // 0: as the index has, or the default of a new one.
  std::string rejects;  // Empty: rejects.jsonl in the index.
  uint64_t batch_articles = 0;
  double commit_interval_seconds = 0;
  bool wait = false;
  bool quiet = false;
  std::string command;  // Said to whom the lock keeps out.
};

struct ExportOptions {
  std::string index;
};

struct RemoveOptions {
  std::string index;
  std::vector<std::string> ids;
  bool wait = false;
  bool quiet = false;
  std::string command;
};

struct CheckOptions {
  std::string index;
  int threads = 1;
  bool quiet = false;
};

// Each does its work and returns the exit status; what went wrong is on standard error.
int RunExtract(const ExtractOptions& options);
int RunExplain(const ExtractOptions& options);
int RunIndex(const IndexOptions& options);
int RunExport(const ExportOptions& options);
int RunRemove(const RemoveOptions& options);
int RunCheck(const CheckOptions& options);

}  // namespace dateline::command

#endif  // DATELINE_INDEXER_COMMAND_COMMANDS_H_

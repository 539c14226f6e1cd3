// What extract and index share: the inputs, how they are turned into outcomes, and what is counted
// on the way.

#ifndef DATELINE_INDEXER_COMMAND_INPUT_RUN_H_
#define DATELINE_INDEXER_COMMAND_INPUT_RUN_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "indexer/article/article.h"
#include "indexer/command/progress_line.h"
#include "indexer/command/reject_log.h"
#include "indexer/pipeline/article_pipeline.h"
#include "indexer/source/reader.h"

namespace dateline::command {

// The files below the PATH arguments, and those that cannot be read.
struct Inputs {
  std::vector<source::InputFile> files;
  std::vector<source::Reject> rejects;

  uint64_t TotalBytes() const;  // 0 when one of them is unknown.
};

// As source::ListInputs, but without `own_files`: files, and everything below folders, that the
// program itself writes. An index inside the folder that it is made of must not read itself.
absl::StatusOr<Inputs> FindInputs(const std::vector<std::string>& paths,
                                  const std::vector<std::string>& own_files);

// What a run came to.
struct RunTally {
  uint64_t articles = 0;
  uint64_t repaired_sequences = 0;
  uint64_t future_captures = 0;  // Articles whose capture time was left out: it was in the future.
  pipeline::PipelineEnd end = pipeline::PipelineEnd::kFinished;
  absl::Status status;  // Why it was abandoned; OK also when `take` wanted no more.
};

// What a user should know of articles that were taken, a line each.
std::vector<std::string> Remarks(const RunTally& tally);

struct RunOptions {
  int threads = 1;
  bool annotate = true;  // Otherwise mentions are those that the input gave, event dates none.
  const std::atomic<bool>* stop = nullptr;
};

// Reads all inputs, extracts, annotates, and hands every article to `take` in input order; rejects
// go to `rejects`. A `take` that returns false or an error abandons the run.
RunTally RunInputs(const Inputs& inputs, const RunOptions& options, RejectLog* rejects,
                   ProgressLine* progress,
                   const std::function<absl::StatusOr<bool>(article::Article)>& take);

}  // namespace dateline::command

#endif  // DATELINE_INDEXER_COMMAND_INPUT_RUN_H_

#include "indexer/command/input_run.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <variant>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "indexer/annotate/annotator.h"
#include "indexer/command/message.h"
#include "indexer/pipeline/article_maker.h"

namespace dateline::command {
namespace {

// In the form of InputFile::stable_path.
std::string StablePath(const std::string& path) {
  std::error_code error;
  const std::filesystem::path absolute = std::filesystem::absolute(path, error);
  std::string stable = (error ? std::filesystem::path(path) : absolute).lexically_normal().string();
  while (stable.size() > 1 && stable.back() == '/') stable.pop_back();
  return stable;
}

}  // namespace

uint64_t Inputs::TotalBytes() const {
  uint64_t total = 0;
  for (const source::InputFile& file : files) {
    if (file.stable_path == "-") return 0;
    total += file.bytes;
  }
  return total;
}

absl::StatusOr<Inputs> FindInputs(const std::vector<std::string>& paths,
                                  const std::vector<std::string>& own_files) {
  Inputs inputs;
  absl::StatusOr<std::vector<source::InputFile>> files = source::ListInputs(paths, &inputs.rejects);
  if (!files.ok()) return files.status();
  inputs.files = *std::move(files);
  for (const std::string& path : own_files) {
    const std::string own = StablePath(path);
    const std::string below = absl::StrCat(own, "/");
    inputs.files.erase(std::remove_if(inputs.files.begin(), inputs.files.end(),
                                      [&](const source::InputFile& file) {
                                        return file.stable_path == own ||
                                               absl::StartsWith(file.stable_path, below);
                                      }),
                       inputs.files.end());
  }
  return inputs;
}

namespace {

// A clock that is wrong by more is not believed.
constexpr absl::Duration kMaxClockError = absl::Hours(24);

}  // namespace

RunTally RunInputs(const Inputs& inputs, const RunOptions& options, RejectLog* rejects,
                   ProgressLine* progress,
                   const std::function<absl::StatusOr<bool>(article::Article)>& take) {
  RunTally tally;
  std::unique_ptr<annotate::Annotator> annotator;
  if (options.annotate) {
    absl::StatusOr<std::unique_ptr<annotate::Annotator>> created = annotate::Annotator::Create();
    tally.status = created.status();
    if (created.ok()) annotator = *std::move(created);
  }
  for (const source::Reject& reject : inputs.rejects) tally.status.Update(rejects->Add(reject));
  if (!tally.status.ok()) return tally;

  pipeline::PipelineOptions pipeline_options;
  pipeline_options.threads = options.threads;
  pipeline_options.stop = options.stop;
  // No page was captured tomorrow: such a version would outlive every true one.
  const int64_t latest_capture = absl::ToUnixSeconds(absl::Now() + kMaxClockError);
  const auto deliver = [&](pipeline::Outcome outcome, uint64_t bytes_read) {
    tally.repaired_sequences += outcome.repaired_sequences;
    bool go_on = true;
    if (const auto* reject = std::get_if<source::Reject>(&outcome.result)) {
      tally.status = rejects->Add(*reject);
    } else {
      auto& article = std::get<article::Article>(outcome.result);
      if (article.captured_at > latest_capture) {
        article.captured_at = 0;
        ++tally.future_captures;
      }
      const absl::StatusOr<bool> taken = take(std::move(article));
      tally.status = taken.status();
      go_on = taken.ok() && *taken;
      if (taken.ok()) ++tally.articles;
    }
    progress->Update(tally.articles, bytes_read);
    return tally.status.ok() && go_on;
  };
  // A copy of the list: a reader stuck in standard input outlives this call.
  tally.end = pipeline::RunPipeline(
      pipeline_options,
      [files = inputs.files](source::DocumentSink* sink) { source::ReadDocuments(files, sink); },
      [&](const source::Document& document) {
        return pipeline::MakeArticle(annotator.get(), document);
      },
      deliver);
  progress->Clear();
  tally.status.Update(rejects->Flush());
  return tally;
}

std::vector<std::string> Remarks(const RunTally& tally) {
  std::vector<std::string> remarks;
  if (tally.repaired_sequences > 0) {
    remarks.push_back(
        absl::StrCat(Count(tally.repaired_sequences, "invalid UTF-8 sequence"), " repaired"));
  }
  if (tally.future_captures > 0) {
    remarks.push_back(
        absl::StrCat(Count(tally.future_captures, "capture time"), " in the future left out"));
  }
  return remarks;
}

}  // namespace dateline::command

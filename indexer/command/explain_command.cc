#include <unistd.h>

#include <memory>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "indexer/annotate/annotator.h"
#include "indexer/command/commands.h"
#include "indexer/command/input_run.h"
#include "indexer/command/line_output.h"
#include "indexer/command/message.h"
#include "indexer/extract/extractor.h"
#include "indexer/source/reader.h"
#include "indexer/text/utf8.h"

namespace dateline::command {
namespace {

// Explains documents one after another, as they are read: the blocks of text, then what the
// annotator makes of the article, unless it is null.
class Explainer : public source::DocumentSink {
 public:
  Explainer(const annotate::Annotator* annotator, LineOutput* output, RejectLog* rejects)
      : annotator_(annotator), output_(*output), rejects_(*rejects) {}

  bool OnDocument(source::Document document) override {
    auto made = extract::Extract(document, extract::Explain::kYes);
    if (auto* reject = std::get_if<source::Reject>(&made)) return OnReject(std::move(*reject));
    const auto& extraction = std::get<extract::Extraction>(made);
    ++articles_;
    // A title is one line; a file name may be any bytes.
    std::string head =
        absl::StrCat("== ", extraction.article.source_path, "  ", extraction.article.title);
    text::RepairUtf8(&head);
    head = absl::StrReplaceAll(head, {{"\n", " "}, {"\r", " "}, {"\x1b", "?"}});
    if (!output_.Write(head)) return false;
    for (const extract::ExplainedBlock& block : extraction.blocks) {
      if (!output_.Write(extract::ExplainedLine(block))) return false;
    }
    if (annotator_ == nullptr) return true;
    for (const annotate::ExplainedAnnotation& annotation :
         annotator_->Explain(extraction.article, extraction.mentions_given)) {
      if (!output_.Write(annotate::ExplainedLine(annotation))) return false;
    }
    return true;
  }

  bool OnReject(source::Reject reject) override {
    status_.Update(rejects_.Add(reject));
    return status_.ok();
  }

  uint64_t articles() const { return articles_; }
  const absl::Status& status() const { return status_; }

 private:
  const annotate::Annotator* annotator_;
  LineOutput& output_;
  RejectLog& rejects_;
  uint64_t articles_ = 0;
  absl::Status status_;
};

}  // namespace

int RunExplain(const ExtractOptions& options) {
  std::vector<std::string> own_files;
  if (!options.rejects.empty()) own_files.push_back(options.rejects);
  const absl::StatusOr<Inputs> inputs = FindInputs(options.paths, own_files);
  if (!inputs.ok()) return Fail(inputs.status());
  const absl::StatusOr<std::unique_ptr<RejectLog>> rejects = RejectLog::Open(options.rejects);
  if (!rejects.ok()) return Fail(rejects.status());

  std::unique_ptr<annotate::Annotator> annotator;
  if (options.annotate) {
    absl::StatusOr<std::unique_ptr<annotate::Annotator>> created = annotate::Annotator::Create();
    if (!created.ok()) return Fail(created.status());
    annotator = *std::move(created);
  }

  LineOutput output(STDOUT_FILENO);
  Explainer explainer(annotator.get(), &output, rejects->get());
  for (const source::Reject& reject : inputs->rejects) explainer.OnReject(reject);
  source::ReadDocuments(inputs->files, &explainer);
  output.Flush();
  absl::Status status = explainer.status();
  status.Update(output.status());
  status.Update((*rejects)->Flush());
  if (!status.ok()) return Fail(status);
  if (output.reader_gone()) return kExitFine;
  if (!options.quiet && (*rejects)->total() > 0) Say((*rejects)->Summary());
  return explainer.articles() > 0 ? kExitFine : kExitNothing;
}

}  // namespace dateline::command

// Documents through many threads and out in the order in which they were read.

#ifndef DATELINE_INDEXER_PIPELINE_ARTICLE_PIPELINE_H_
#define DATELINE_INDEXER_PIPELINE_ARTICLE_PIPELINE_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <variant>

#include "indexer/article/article.h"
#include "indexer/source/document.h"
#include "indexer/source/reader.h"

namespace dateline::pipeline {

// The reason of a document whose making failed by an exception: a defect, but one record's.
inline constexpr absl::string_view kRejectInternal = "internal_error";

// What became of one input.
struct Outcome {
  std::variant<article::Article, source::Reject> result;
  uint32_t repaired_sequences = 0;  // Invalid UTF-8 sequences replaced by U+FFFD.
};

struct PipelineOptions {
  int threads = 1;  // That make articles, besides one that reads.
  // Bounds memory: reading waits while so many documents, or so many bytes of them, are read and
  // not delivered. One document of any size always fits. So many that making goes on while a batch
  // is being committed.
  size_t max_documents = 4096;
  size_t max_bytes = size_t{128} << 20;
  // When it becomes true, reading ends; what has been read is still made and delivered. May be set
  // from a signal handler.
  const std::atomic<bool>* stop = nullptr;
};

enum class PipelineEnd {
  kFinished,   // Everything was read and delivered.
  kStopped,    // By options.stop.
  kAbandoned,  // `deliver` returned false.
};

// Reads on one thread, makes articles on several, and delivers on the calling thread: outcomes come
// in the order in which `read` handed over their documents, whatever the number of threads. So
// where an id occurs several times, the last in input order is delivered last.
//
// `read` pushes documents and rejects into the sink until that returns false; `make` turns one
// document into an outcome, from several threads at once; `deliver` gets the outcomes, with the
// bytes read so far (DocumentSink::OnProgress), and returns false to abandon the rest.
//
// After kStopped and kAbandoned a reader that is blocked in a read (standard input) is left behind:
// what `read` refers to must live as long as the process.
PipelineEnd RunPipeline(const PipelineOptions& options,
                        const std::function<void(source::DocumentSink*)>& read,
                        const std::function<Outcome(const source::Document&)>& make,
                        const std::function<bool(Outcome outcome, uint64_t bytes_read)>& deliver);

}  // namespace dateline::pipeline

#endif  // DATELINE_INDEXER_PIPELINE_ARTICLE_PIPELINE_H_

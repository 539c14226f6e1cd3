#include "indexer/pipeline/article_pipeline.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "indexer/pace/pace.h"

namespace dateline::pipeline {
namespace {

// How often the stop flag is looked at while nothing happens.
constexpr std::chrono::milliseconds kStopPoll(50);
// How long a reader may take to notice that no more is wanted.
constexpr std::chrono::seconds kReaderGrace(2);

// One input on its way. `outcome` is set once it is made.
struct Slot {
  source::Document document;
  size_t bytes = 0;
  std::optional<Outcome> outcome;
};

// What the threads share. Kept alive by a reader that is left behind.
class Window : public source::DocumentSink {
 public:
  explicit Window(const PipelineOptions& options) : options_(options) {}

  // --- For the reader ---

  bool OnDocument(source::Document document) override {
    auto slot = std::make_shared<Slot>();
    slot->bytes = document.content.size() + document.converted_text.size();
    slot->document = std::move(document);
    return Add(std::move(slot));
  }

  bool OnReject(source::Reject reject) override {
    auto slot = std::make_shared<Slot>();
    slot->outcome = Outcome{std::move(reject), 0};
    return Add(std::move(slot));
  }

  void OnProgress(uint64_t bytes_read) override { bytes_read_ = bytes_read; }

  void FinishReading() {
    std::lock_guard<std::mutex> lock(mutex_);
    reading_done_ = true;
    work_ready_.notify_all();
    front_ready_.notify_all();
  }

  // --- For the makers ---

  void Make(const std::function<Outcome(const source::Document&)>& make) {
    while (const std::shared_ptr<Slot> slot = TakeWork()) {
      Outcome outcome = MakeOne(make, slot->document);
      slot->document.content = std::string();
      bool is_front = false;
      {
        std::lock_guard<std::mutex> lock(mutex_);
        slot->outcome = std::move(outcome);
        is_front = slot == window_.front();
      }
      // Who is woken while the lock is held has to wait for it.
      if (is_front) front_ready_.notify_all();
      pace::Breathe();
    }
  }

  // --- For the one who delivers ---

  // The next outcome in order; nullopt at the end.
  std::optional<Outcome> TakeFront() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (window_.empty() || !window_.front()->outcome.has_value()) {
      if (!closed_ && options_.stop != nullptr && *options_.stop) CloseLocked();
      if (window_.empty() && (reading_done_ || closed_)) return std::nullopt;
      front_ready_.wait_for(lock, kStopPoll);
    }
    std::shared_ptr<Slot> slot = std::move(window_.front());
    window_.pop_front();
    bytes_ -= slot->bytes;
    // A reader that waits for space is woken for many documents at once.
    if (window_.size() <= options_.max_documents / 2 && bytes_ <= options_.max_bytes / 2)
      space_ready_.notify_all();
    if (!closed_ && options_.stop != nullptr && *options_.stop) CloseLocked();
    return std::move(slot->outcome);
  }

  // Takes no more documents; with `drop`, also forgets those that are not being made.
  void Close(bool drop) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (drop) work_.clear();
    CloseLocked();
  }

  // True when the reader is done, at the latest after kReaderGrace.
  bool WaitForReader() {
    std::unique_lock<std::mutex> lock(mutex_);
    return front_ready_.wait_for(lock, kReaderGrace, [this] { return reading_done_; });
  }

  bool stopped_early() {
    std::lock_guard<std::mutex> lock(mutex_);
    return closed_ && (!reading_done_ || refused_);
  }
  uint64_t bytes_read() const { return bytes_read_; }

 private:
  bool Add(std::shared_ptr<Slot> slot) {
    std::unique_lock<std::mutex> lock(mutex_);
    space_ready_.wait(lock, [&] {
      return closed_ || window_.empty() ||
             (window_.size() < options_.max_documents &&
              bytes_ + slot->bytes <= options_.max_bytes);
    });
    if (closed_) {
      refused_ = true;
      return false;
    }
    bytes_ += slot->bytes;
    window_.push_back(slot);
    if (slot->outcome.has_value()) {
      front_ready_.notify_all();
    } else {
      work_.push_back(std::move(slot));
      work_ready_.notify_one();
    }
    return true;
  }

  std::shared_ptr<Slot> TakeWork() {
    std::unique_lock<std::mutex> lock(mutex_);
    work_ready_.wait(lock, [this] { return !work_.empty() || reading_done_ || closed_; });
    if (work_.empty()) return nullptr;
    std::shared_ptr<Slot> slot = std::move(work_.front());
    work_.pop_front();
    return slot;
  }

  static Outcome MakeOne(const std::function<Outcome(const source::Document&)>& make,
                         const source::Document& document) {
    std::string what = "unknown exception";
    try {
      return make(document);
    } catch (const std::exception& e) {
      what = e.what();
    } catch (...) {
    }
    return {source::Reject{document.source_path, document.offset, std::string(kRejectInternal),
                           std::move(what)},
            0};
  }

  void CloseLocked() {
    closed_ = true;
    space_ready_.notify_all();
    work_ready_.notify_all();
  }

  const PipelineOptions options_;
  std::atomic<uint64_t> bytes_read_{0};

  std::mutex mutex_;  // Guards what follows.
  std::condition_variable space_ready_;
  std::condition_variable work_ready_;
  std::condition_variable front_ready_;
  std::deque<std::shared_ptr<Slot>> window_;  // In input order, until delivered.
  std::deque<std::shared_ptr<Slot>> work_;    // Those that nobody makes yet.
  size_t bytes_ = 0;
  bool reading_done_ = false;
  bool closed_ = false;
  bool refused_ = false;  // The reader had more when it was told to end.
};

}  // namespace

PipelineEnd RunPipeline(const PipelineOptions& options,
                        const std::function<void(source::DocumentSink*)>& read,
                        const std::function<Outcome(const source::Document&)>& make,
                        const std::function<bool(Outcome outcome, uint64_t bytes_read)>& deliver) {
  const auto window = std::make_shared<Window>(options);
  std::thread reader([window, read] {
    read(window.get());
    window->FinishReading();
  });
  std::vector<std::thread> makers;
  for (int i = 0; i < std::max(1, options.threads); ++i) {
    makers.emplace_back([&] { window->Make(make); });
  }
  PipelineEnd end = PipelineEnd::kFinished;
  while (std::optional<Outcome> outcome = window->TakeFront()) {
    if (!deliver(*std::move(outcome), window->bytes_read())) {
      end = PipelineEnd::kAbandoned;
      break;
    }
  }
  const bool stopped = window->stopped_early();
  window->Close(end == PipelineEnd::kAbandoned);
  for (std::thread& maker : makers) maker.join();
  if (window->WaitForReader()) {
    reader.join();
  } else {
    reader.detach();
  }
  if (end == PipelineEnd::kFinished && (stopped || window->stopped_early())) {
    end = PipelineEnd::kStopped;
  }
  return end;
}

}  // namespace dateline::pipeline

#include "server/match/spare_cores.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <utility>

namespace dateline::match {

SpareCores::SpareCores(unsigned cores, size_t least_rows)
    : cores_(std::clamp(cores, 1U, kMaxThreads + 1)), least_rows_(least_rows) {}

SpareCores::~SpareCores() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  wanted_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

unsigned SpareCores::SpareLocked() const {
  const unsigned used = std::max(searches_, 1U) + lent_;
  return used < cores_ ? cores_ - used : 0;
}

void SpareCores::Run() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    wanted_.wait(lock, [this] { return stopping_ || !helps_.empty(); });
    if (stopping_) return;
    Help* const help = helps_.front();
    if (--help->wanted_ == 0) helps_.pop_front();
    ++help->working_;
    lock.unlock();
    help->work_();
    lock.lock();
    --help->working_;
    --lent_;
    done_.notify_all();
  }
}

SpareCores::Search::Search(SpareCores* cores) : cores_(cores) {
  if (cores_ == nullptr) return;
  std::lock_guard<std::mutex> lock(cores_->mutex_);
  ++cores_->searches_;
}

SpareCores::Search::~Search() {
  if (cores_ == nullptr) return;
  std::lock_guard<std::mutex> lock(cores_->mutex_);
  --cores_->searches_;
}

SpareCores::Help::Help(SpareCores* cores, std::function<void()> work)
    : cores_(cores), work_(std::move(work)) {
  if (cores_ == nullptr) return;
  {
    std::lock_guard<std::mutex> lock(cores_->mutex_);
    const unsigned spare = cores_->SpareLocked();
    try {
      while (cores_->threads_.size() < cores_->lent_ + spare) {
        cores_->threads_.emplace_back([c = cores_] { c->Run(); });
      }
    } catch (const std::system_error&) {  // The system gives no more: those that are there help.
    }
    wanted_ = std::min(spare, static_cast<unsigned>(cores_->threads_.size()) - cores_->lent_);
    if (wanted_ == 0) return;
    cores_->lent_ += wanted_;
    cores_->helps_.push_back(this);
  }
  cores_->wanted_.notify_all();
}

SpareCores::Help::~Help() { Finish(); }

void SpareCores::Help::Finish() {
  if (cores_ == nullptr) return;
  std::unique_lock<std::mutex> lock(cores_->mutex_);
  if (wanted_ > 0) {
    cores_->helps_.remove(this);
    cores_->lent_ -= std::exchange(wanted_, 0);
  }
  cores_->done_.wait(lock, [this] { return working_ == 0; });
}

void ForEachPart(SpareCores* cores, size_t units, size_t part, Cancellation* cancellation,
                 const std::function<void(size_t begin, size_t end)>& work) {
  std::atomic<size_t> next{0};
  const auto take_one = [&] {
    const size_t begin = next.fetch_add(part);
    if (begin >= units) return false;
    work(begin, std::min(begin + part, units));
    return true;
  };
  SpareCores::Help help(cores, [&] {
    while (take_one()) continue;
  });
  while (!cancellation->Ask() && take_one()) continue;
  if (cancellation->cancelled()) next = units;
}

}  // namespace dateline::match

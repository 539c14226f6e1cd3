// Threads for a search that can use more than its own, as long as the machine has cores that no
// search uses: one alone is faster, and many at once are not slowed down.

#ifndef DATELINE_SERVER_MATCH_SPARE_CORES_H_
#define DATELINE_SERVER_MATCH_SPARE_CORES_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <vector>

#include "server/match/cancellation.h"

namespace dateline::match {

// Thread-safe. Outlives what uses it.
class SpareCores {
 public:
  // A search lends no more threads than this.
  static constexpr unsigned kMaxThreads = 7;

  // Going through fewer rows is not worth waking a thread for.
  static constexpr size_t kLeastRows = 32768;

  // With 1 core, nothing is ever lent. Threads are started when they are first needed.
  explicit SpareCores(unsigned cores = std::thread::hardware_concurrency(),
                      size_t least_rows = kLeastRows);
  ~SpareCores();
  SpareCores(const SpareCores&) = delete;
  SpareCores& operator=(const SpareCores&) = delete;

  size_t least_rows() const { return least_rows_; }

  // A search under way, on a thread of its own.
  class Search {
   public:
    explicit Search(SpareCores* cores);  // Null: does nothing.
    ~Search();
    Search(const Search&) = delete;
    Search& operator=(const Search&) = delete;

   private:
    SpareCores* const cores_;
  };

  // What spare threads do meanwhile. The caller must be able to do all of it itself: they may come
  // late, or not at all.
  class Help {
   public:
    // Has `work` called at once on every core that is spare now, on a thread each. It throws
    // nothing.
    Help(SpareCores* cores, std::function<void()> work);  // Null: no thread.
    // As Finish.
    ~Help();
    Help(const Help&) = delete;
    Help& operator=(const Help&) = delete;

    // Waits for those that have begun; the others will not.
    void Finish();

   private:
    friend class SpareCores;
    SpareCores* const cores_;
    const std::function<void()> work_;
    unsigned wanted_ = 0;  // Threads that have not begun. Guarded by cores_->mutex_.
    unsigned working_ = 0;
  };

 private:
  void Run();
  // Threads that no search uses. REQUIRES: mutex_ is held.
  unsigned SpareLocked() const;

  const unsigned cores_;
  const size_t least_rows_;
  std::mutex mutex_;  // Guards what follows.
  std::condition_variable wanted_;
  std::condition_variable done_;
  std::list<Help*> helps_;  // That want threads.
  std::vector<std::thread> threads_;
  unsigned searches_ = 0;
  unsigned lent_ = 0;  // Threads that work, or are wanted.
  bool stopping_ = false;
};

// Calls work(begin, end) for parts of `units` until all are done, here and on the cores that are
// spare; part after part, so that whoever is done takes the next. No further part is begun once the
// search is cancelled. `cores` may be null. It throws nothing.
void ForEachPart(SpareCores* cores, size_t units, size_t part, Cancellation* cancellation,
                 const std::function<void(size_t begin, size_t end)>& work);

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_SPARE_CORES_H_

#include "server/snapshot/pace.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace dateline::snapshot {
namespace {

// The longest that a thread that gives way works on while others want the processor, if it says
// Breathe() often enough; how long it sleeps then; and for how long it takes it that they do, after
// the kernel has had to interrupt it.
constexpr std::chrono::nanoseconds kWork = std::chrono::microseconds(300);
constexpr std::chrono::nanoseconds kSleep = std::chrono::microseconds(50);
constexpr std::chrono::nanoseconds kMemory = std::chrono::seconds(1);

using Clock = std::chrono::steady_clock;

struct Pace {
  bool gives_way = false;
  Clock::time_point next;           // When there is something to do again.
  Clock::time_point crowded_until;  // Others want the processor.
  long interruptions = 0;           // Of this thread, by the kernel, when they were counted last.
};

thread_local Pace pace;

// How many times as long as it was kept from working a thread works on.
constexpr int kWorkPerWait = 2;

long Interruptions() {
  rusage usage = {};
  getrusage(RUSAGE_THREAD, &usage);
  return usage.ru_nivcsw;
}

}  // namespace

GivingWay::GivingWay(bool gives_way) : before_(pace.gives_way) {
  pace.gives_way = gives_way;
  if (gives_way && !before_) pace.interruptions = Interruptions();
}

GivingWay::~GivingWay() { pace.gives_way = before_; }

bool GivesWay() { return pace.gives_way; }

void Breathe() {
  if (!pace.gives_way) return;
  const Clock::time_point now = Clock::now();
  if (now < pace.next) return;
  const long interruptions = Interruptions();
  if (interruptions != pace.interruptions) pace.crowded_until = now + kMemory;
  pace.interruptions = interruptions;
  if (now >= pace.crowded_until) {
    pace.next = now + kWork;
    return;
  }
  std::this_thread::sleep_for(kSleep);
  const Clock::time_point woken = Clock::now();
  // Among threads that never sleep, who does has to wait long until it is its turn again.
  pace.next = woken + std::max<Clock::duration>(kWork, kWorkPerWait * (woken - now));
}

}  // namespace dateline::snapshot

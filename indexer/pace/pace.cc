#include "indexer/pace/pace.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace dateline::pace {
namespace {

using Clock = std::chrono::steady_clock;

// How long a thread that gives way works on before it yields again, if it says Breathe() often
// enough: as long as it had to wait for its turn, but at least and at most that.
constexpr Clock::duration kLeastWork = std::chrono::microseconds(200);
constexpr Clock::duration kMostWork = std::chrono::microseconds(500);

std::atomic<bool> everywhere{false};

thread_local bool gives_way = everywhere;
thread_local Clock::time_point next_yield;

}  // namespace

void GiveWayEverywhere() { gives_way = everywhere = true; }

GivingWay::GivingWay(bool way) : before_(gives_way) { gives_way = way; }

GivingWay::~GivingWay() { gives_way = before_; }

bool GivesWay() { return gives_way; }

void Breathe() {
  if (!gives_way) return;
  const Clock::time_point now = Clock::now();
  if (now < next_yield) return;
  std::this_thread::yield();
  const Clock::time_point back = Clock::now();
  next_yield = back + std::clamp<Clock::duration>(back - now, kLeastWork, kMostWork);
}

}  // namespace dateline::pace

// Work that gives way: what goes on behind answers lets others have the processor now and then.
//
// A kernel without preemption takes the processor from a busy thread at its next tick only, 4 ms
// later where there are 250 of them in a second; an answer that takes a tenth of one would wait for
// that. A thread that yields a few times in a millisecond makes hardly anybody wait. Among threads
// that are as busy and do not, it comes to work less: where it had to wait for long, it works on
// for somewhat longer.

#ifndef DATELINE_INDEXER_PACE_PACE_H_
#define DATELINE_INDEXER_PACE_PACE_H_

#include <cstdint>

namespace dateline::pace {

// For programs none of whose work is waited for: every thread that is started from now on, and the
// calling one, gives way.
void GiveWayEverywhere();

// As long as one lives, the thread that made it gives way, unless told otherwise. They nest.
class GivingWay {
 public:
  explicit GivingWay(bool gives_way = true);
  ~GivingWay();
  GivingWay(const GivingWay&) = delete;
  GivingWay& operator=(const GivingWay&) = delete;

 private:
  const bool before_;
};

// Whether this thread does: to be handed on to threads that work for it.
bool GivesWay();

// To be called about every 20 microseconds of work; takes 30 ns in a thread that gives way, and
// next to nothing in others.
void Breathe();

// For loops of short steps: called with the number of each, breathes at one of `every`. 1024 is for
// steps of about 20 ns.
inline void BreatheAt(uint64_t step, uint64_t every = 1024) {
  if (step % every == 0) Breathe();
}

}  // namespace dateline::pace

#endif  // DATELINE_INDEXER_PACE_PACE_H_

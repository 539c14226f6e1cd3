// Work that gives way: what goes on behind answers lets others have the processor now and then.
//
// A kernel without preemption takes the processor from a busy thread at its next tick only, 4 ms
// later where there are 250 of them in a second; an answer that takes a tenth of one would wait for
// that. A thread that yields a few times in a millisecond makes hardly anybody wait. Among threads
// that are as busy and do not, it comes to work less: where it had to wait for long, it works on
// for somewhat longer.

#ifndef DATELINE_INDEXER_PACE_PACE_H_
#define DATELINE_INDEXER_PACE_PACE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

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

// Bytes of new memory that are filled in about 20 microseconds.
inline constexpr size_t kStep = size_t{64} << 10;

// For loops of short steps: called with the number of each, breathes at one of `every`. 1024 is for
// steps of about 20 ns.
inline void BreatheAt(uint64_t step, uint64_t every = 1024) {
  if (step % every == 0) Breathe();
}

// As the vector's own resize, and insert at its end, bit by bit: new memory is slow the first time.
// REQUIRES: it has no more than `size` elements.
template <typename T>
void Resize(size_t size, const T& value, std::vector<T>* vector) {
  vector->reserve(size);
  while (vector->size() < size) {
    vector->resize(std::min(size, vector->size() + kStep / sizeof(T)), value);
    Breathe();
  }
}
template <typename T>
void Append(const T* begin, size_t size, std::vector<T>* vector) {
  vector->reserve(vector->size() + size);
  for (size_t done = 0; done < size;) {
    const size_t step = std::min(size - done, kStep / sizeof(T));
    vector->insert(vector->end(), begin + done, begin + done + step);
    done += step;
    Breathe();
  }
}

}  // namespace dateline::pace

#endif  // DATELINE_INDEXER_PACE_PACE_H_

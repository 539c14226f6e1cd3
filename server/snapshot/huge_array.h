// An array of fixed size on large pages, for what is read here and there: with the usual pages of
// 4 KiB, finding out where a page is costs as much as reading it.

#ifndef DATELINE_SERVER_SNAPSHOT_HUGE_ARRAY_H_
#define DATELINE_SERVER_SNAPSHOT_HUGE_ARRAY_H_

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>

namespace dateline::snapshot {

template <typename T>
class HugeArray {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  // `size` elements, which are to be set. Throws std::bad_alloc.
  explicit HugeArray(size_t size) : size_(size) {
    if (size == 0) return;
    const size_t bytes = byte_size();
    data_.reset(static_cast<T*>(std::aligned_alloc(bytes >= kPage ? kPage : kSmallPage, bytes)));
    if (data_ == nullptr) throw std::bad_alloc();
    // Advice: where it is not taken, the array is only slower.
    if (bytes >= kPage) madvise(data_.get(), bytes, MADV_HUGEPAGE);
  }

  T* get() const { return data_.get(); }
  // Memory held: whole pages, of 2 MiB from one on.
  size_t byte_size() const {
    const size_t bytes = size_ * sizeof(T);
    const size_t page = bytes >= kPage ? kPage : kSmallPage;
    return (bytes + page - 1) / page * page;
  }

 private:
  static constexpr size_t kPage = size_t{2} << 20;
  static constexpr size_t kSmallPage = 4096;
  struct Free {
    void operator()(T* data) const { std::free(data); }
  };

  const size_t size_;
  std::unique_ptr<T, Free> data_;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_HUGE_ARRAY_H_

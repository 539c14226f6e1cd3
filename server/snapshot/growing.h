// An array that a later one goes on from without copying it: both view the same memory, and what
// only the later one has lies behind what the earlier one views.

#ifndef DATELINE_SERVER_SNAPSHOT_GROWING_H_
#define DATELINE_SERVER_SNAPSHOT_GROWING_H_

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>

#include "absl/types/span.h"

namespace dateline::snapshot {

// Of what is only added to. Others may read an array while a later one grows; for the rest as
// thread-safe as a vector.
template <typename T>
class Growing {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  Growing() = default;
  Growing(Growing&&) noexcept = default;
  Growing& operator=(Growing&&) noexcept = default;
  // The first `size` elements of an earlier array, with room for `room` in all and some more. One
  // that has all elements of the earlier one shares its memory if there is room behind them, and if
  // it is the first that goes on from it. Nobody may add to the earlier array any more.
  Growing(const Growing& earlier, size_t size, size_t room) {
    if (size == earlier.size_ && room <= earlier.capacity() && earlier.MayGoOn()) {
      block_ = earlier.block_;
      version_ = earlier.version_ + 1;
      size_ = size;
      return;
    }
    room = std::max(room, size);
    if (room == 0) return;
    block_ = std::make_shared<Block>(room + room / kSpareShare);
    append(earlier.view().first(size));
  }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  size_t capacity() const { return block_ == nullptr ? 0 : block_->size; }
  const T* data() const { return block_ == nullptr ? nullptr : block_->elements.get(); }
  const T& operator[](size_t i) const { return block_->elements[i]; }
  absl::Span<const T> view() const { return {data(), size_}; }

  // REQUIRES: the element was added here, not by an earlier array.
  T& operator[](size_t i) { return block_->elements[i]; }
  void reserve(size_t size) {
    if (size > capacity()) Move(size);
  }
  void push_back(T value) {
    if (size_ == capacity()) Move(2 * size_ + kSmallest);
    block_->elements[size_++] = value;
  }
  void append(absl::Span<const T> values) {
    reserve(size_ + values.size());
    std::copy(values.begin(), values.end(), block_ == nullptr ? nullptr : End());
    size_ += values.size();
  }
  // REQUIRES: it has no more elements than that.
  void resize(size_t size, T value) {
    reserve(size);
    if (size > size_) std::fill(End(), block_->elements.get() + size, value);
    size_ = size;
  }

 private:
  struct Block {
    explicit Block(size_t s) : elements(new T[s]), size(s) {}
    const std::unique_ptr<T[]> elements;
    const size_t size;
    std::atomic<uint32_t> version{0};  // Of the last array that went on here: it may add.
  };
  static constexpr size_t kSpareShare = 32;
  static constexpr size_t kSmallest = 16;

  // True for one caller.
  bool MayGoOn() const {
    uint32_t version = version_;
    return block_ != nullptr && block_->version.compare_exchange_strong(version, version + 1);
  }
  T* End() { return block_->elements.get() + size_; }
  void Move(size_t size) {
    auto block = std::make_shared<Block>(size);
    std::copy_n(data(), size_, block->elements.get());
    block_ = std::move(block);
    version_ = 0;
  }

  std::shared_ptr<Block> block_;
  uint32_t version_ = 0;
  size_t size_ = 0;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_GROWING_H_

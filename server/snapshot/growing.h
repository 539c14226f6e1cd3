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
#include <utility>

#include "absl/types/span.h"
#include "indexer/pace/pace.h"

namespace dateline::snapshot {

// Elements to be set, on the usual pages.
template <typename T>
class SmallPages {
 public:
  explicit SmallPages(size_t size) : elements_(new T[size]), size_(size) {}
  T* get() const { return elements_.get(); }
  size_t byte_size() const { return size_ * sizeof(T); }

 private:
  const std::unique_ptr<T[]> elements_;
  const size_t size_;
};

// Of what is only added to. Others may read an array while a later one grows; for the rest as
// thread-safe as a vector. Copying gives way (indexer/pace).
template <typename T, typename Memory = SmallPages<T>>
class Growing {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  Growing() = default;
  Growing(Growing&& other) noexcept { *this = std::move(other); }
  Growing& operator=(Growing&& other) noexcept {
    block_ = std::move(other.block_);
    data_ = std::exchange(other.data_, nullptr);
    version_ = std::exchange(other.version_, 0);
    size_ = std::exchange(other.size_, 0);
    return *this;
  }
  // The first `size` elements of an earlier array, with room for `room` in all and some more. One
  // that has all elements of the earlier one shares its memory if there is room behind them, and if
  // it is the first that goes on from it. Nobody may add to the earlier array any more.
  Growing(const Growing& earlier, size_t size, size_t room) {
    if (size == earlier.size_ && room <= earlier.capacity() && earlier.MayGoOn()) {
      block_ = earlier.block_;
      data_ = earlier.data_;
      version_ = earlier.version_ + 1;
      size_ = size;
      return;
    }
    room = std::max(room, size);
    if (room > 0) Move(room + room / kSpareShare);
    append(earlier.view().first(size));
  }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  size_t capacity() const { return block_ == nullptr ? 0 : block_->size; }
  size_t byte_size() const { return block_ == nullptr ? 0 : block_->memory.byte_size(); }
  const T* data() const { return data_; }
  const T& operator[](size_t i) const { return data_[i]; }
  absl::Span<const T> view() const { return {data_, size_}; }

  // REQUIRES: the element was added here, not by an earlier array.
  T& operator[](size_t i) { return data_[i]; }
  void reserve(size_t size) {
    if (size > capacity()) Move(size);
  }
  void push_back(T value) {
    Grow(size_ + 1);
    data_[size_++] = value;
  }
  void append(absl::Span<const T> values) {
    Grow(size_ + values.size());
    for (; !values.empty(); values.remove_prefix(std::min(kStep, values.size()))) {
      const absl::Span<const T> some = values.first(std::min(kStep, values.size()));
      std::copy(some.begin(), some.end(), data_ + size_);
      size_ += some.size();
      pace::Breathe();
    }
  }
  // REQUIRES: it has no more elements than that.
  void resize(size_t size, T value) {
    Grow(size);
    while (size_ < size) {
      const size_t some = std::min(kStep, size - size_);
      std::fill_n(data_ + size_, some, value);
      size_ += some;
      pace::Breathe();
    }
  }

 private:
  struct Block {
    explicit Block(size_t s) : memory(s), size(s) {}
    const Memory memory;
    const size_t size;
    std::atomic<uint32_t> version{0};  // Of the last array that went on here: it may add.
  };
  static constexpr size_t kSpareShare = 32;
  static constexpr size_t kStep = pace::kStep / sizeof(T);

  // True for one caller.
  bool MayGoOn() const {
    uint32_t version = version_;
    return block_ != nullptr && block_->version.compare_exchange_strong(version, version + 1);
  }
  // As vectors do, so that adding often costs little.
  void Grow(size_t size) {
    if (size > capacity()) Move(std::max(size, 2 * capacity()));
  }
  // To memory of its own.
  void Move(size_t capacity) {
    const std::shared_ptr<Block> before = std::exchange(block_, std::make_shared<Block>(capacity));
    const absl::Span<const T> elements = view();
    data_ = block_->memory.get();
    version_ = 0;
    size_ = 0;
    append(elements);
  }

  std::shared_ptr<Block> block_;
  T* data_ = nullptr;
  uint32_t version_ = 0;
  size_t size_ = 0;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_GROWING_H_

// Many short texts in few allocations.

#ifndef DATELINE_SERVER_SNAPSHOT_TEXT_ARENA_H_
#define DATELINE_SERVER_SNAPSHOT_TEXT_ARENA_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::snapshot {

// Not thread-safe.
class TextArena {
 public:
  TextArena() = default;
  TextArena(TextArena&&) = default;
  TextArena& operator=(TextArena&&) = default;

  // Copies the two, one behind the other, to where they stay as long as the arena.
  absl::string_view Keep(absl::string_view text, absl::string_view rest = {}) {
    const size_t size = text.size() + rest.size();
    if (size > left_) AddBlock(size);
    char* const begin = at_;
    std::copy(text.begin(), text.end(), begin);
    std::copy(rest.begin(), rest.end(), begin + text.size());
    at_ += size;
    left_ -= size;
    return {begin, size};
  }

  size_t byte_size() const { return bytes_; }

 private:
  static constexpr size_t kFirstBlock = 1024;
  static constexpr size_t kLargestBlock = 256 * 1024;

  void AddBlock(size_t size) {
    const size_t usual = std::clamp(bytes_, kFirstBlock, kLargestBlock);
    left_ = std::max(usual, size);
    blocks_.push_back(std::make_unique<char[]>(left_));
    at_ = blocks_.back().get();
    bytes_ += left_;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* at_ = nullptr;
  size_t left_ = 0;
  size_t bytes_ = 0;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_TEXT_ARENA_H_

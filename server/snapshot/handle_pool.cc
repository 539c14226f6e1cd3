#include "server/snapshot/handle_pool.h"

#include <utility>

namespace dateline::snapshot {

HandlePool::Handles HandlePool::Take() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (!idle_.empty()) {
      Handles handles = std::move(idle_.back());
      idle_.pop_back();
      return handles;
    }
  }
  Handles handles;
  handles.reserve(paths_.size());
  for (const std::string& path : paths_) handles.emplace_back(path);
  return handles;
}

void HandlePool::Return(Handles handles) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (idle_.size() < kMaxIdle) idle_.push_back(std::move(handles));
}

void HandlePool::Clear() {
  std::vector<Handles> closing;
  std::lock_guard<std::mutex> lock(mutex_);
  closing.swap(idle_);
}

}  // namespace dateline::snapshot

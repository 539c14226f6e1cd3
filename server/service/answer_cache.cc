#include "server/service/answer_cache.h"

#include <utility>

namespace dateline::service {

size_t AnswerCache::BytesOf(const std::string& request, const KeptAnswer& answer) {
  // The request is in the list and in the table.
  return decltype(kept_)::kEntryBytes + 2 * request.size() + sizeof(answer) +
         answer.bytes.capacity();
}

std::shared_ptr<const KeptAnswer> AnswerCache::Find(const SharedSnapshot& current,
                                                    const std::string& request) {
  if (!enabled()) return nullptr;
  std::lock_guard<std::mutex> lock(mutex_);
  if (snapshot_.lock() != current) {
    snapshot_ = current;
    kept_.Clear();
    if (current != nullptr && next_.lock() == current) {
      // The last one was asked for least recently.
      for (auto it = of_next_.rbegin(); it != of_next_.rend(); ++it) {
        const size_t bytes = BytesOf(it->first, *it->second);
        kept_.Insert(it->first, std::move(it->second), bytes);
      }
    }
    of_next_.clear();
    next_.reset();
  }
  return kept_.Find(request);
}

void AnswerCache::Insert(const SharedSnapshot& from, const std::string& request,
                         std::shared_ptr<const KeptAnswer> answer) {
  if (!enabled()) return;
  const size_t bytes = BytesOf(request, *answer);
  std::lock_guard<std::mutex> lock(mutex_);
  if (snapshot_.lock() != from) return;
  kept_.Insert(request, std::move(answer), bytes);
}

void AnswerCache::InsertNext(const SharedSnapshot& next, const std::string& request,
                             std::shared_ptr<const KeptAnswer> answer) {
  if (!enabled()) return;
  std::lock_guard<std::mutex> lock(mutex_);
  if (next_.lock() != next) {
    next_ = next;
    of_next_.clear();
  }
  of_next_.emplace_back(request, std::move(answer));
}

void AnswerCache::Clear() {
  std::lock_guard<std::mutex> lock(mutex_);
  snapshot_.reset();
  kept_.Clear();
}

}  // namespace dateline::service

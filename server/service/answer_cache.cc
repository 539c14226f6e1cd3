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

void AnswerCache::Clear() {
  std::lock_guard<std::mutex> lock(mutex_);
  snapshot_.reset();
  kept_.Clear();
}

}  // namespace dateline::service

#include "server/service/answer_cache.h"

#include <utility>

namespace dateline::service {
size_t AnswerCache::BytesOf(const std::string& request, const KeptAnswer& answer) {
  // The request is in the list and in the table.
  return decltype(kept_)::kEntryBytes + 2 * request.size() + sizeof(answer) +
         answer.bytes.capacity();
}

bool AnswerCache::GoTo(const SharedSnapshot& current) {
  if (snapshot::AreSame(snapshot_, current)) return true;
  if (current->load_number() <= load_number_) return false;
  snapshot_ = current;
  load_number_ = current->load_number();
  kept_.Clear();
  if (snapshot::AreSame(next_, current)) {
    // The last ones were asked for least recently.
    for (auto it = of_next_.rbegin(); it != of_next_.rend(); ++it) {
      const size_t bytes = BytesOf(it->first, *it->second);
      kept_.Insert(it->first, std::move(it->second), bytes);
    }
  }
  of_next_.clear();
  next_.reset();
  return true;
}

std::shared_ptr<const KeptAnswer> AnswerCache::Find(const SharedSnapshot& current,
                                                    const std::string& request) {
  if (!enabled()) return nullptr;
  std::lock_guard<std::mutex> lock(mutex_);
  return GoTo(current) ? kept_.Find(request) : nullptr;
}

void AnswerCache::Advance(const SharedSnapshot& current) {
  std::lock_guard<std::mutex> lock(mutex_);
  GoTo(current);
}

void AnswerCache::Insert(const SharedSnapshot& from, const std::string& request,
                         std::shared_ptr<const KeptAnswer> answer) {
  if (!enabled()) return;
  const size_t bytes = BytesOf(request, *answer);
  std::lock_guard<std::mutex> lock(mutex_);
  if (!snapshot::AreSame(snapshot_, from)) return;
  kept_.Insert(request, std::move(answer), bytes);
}

void AnswerCache::InsertNext(const SharedSnapshot& next, const std::string& request,
                             std::shared_ptr<const KeptAnswer> answer) {
  if (!enabled()) return;
  std::lock_guard<std::mutex> lock(mutex_);
  if (!snapshot::AreSame(next_, next)) {
    next_ = next;
    of_next_.clear();
  }
  of_next_.emplace_back(request, std::move(answer));
}

}  // namespace dateline::service

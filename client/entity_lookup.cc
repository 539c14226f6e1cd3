#include "client/entity_lookup.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "client/name_key.h"

namespace dateline::client {
namespace {

absl::StatusOr<EntityAnswer> DescribeOne(const Connection& connection,
                                         v1::ListCooccurrencesRequest request) {
  v1::GetEntityRequest get;
  get.set_id(request.id());
  EntityAnswer answer;
  answer.one = true;
  for (int i = 0; i < kMaxRevisionTries; ++i) {
    auto entity = connection.GetEntity(get);
    if (!entity.ok()) return entity.status();
    auto beside = connection.ListCooccurrences(request);
    if (!beside.ok()) return beside.status();
    answer.entity = *std::move(entity);
    answer.beside = *std::move(beside);
    if (answer.entity.revision() == answer.beside.revision()) return answer;
  }
  return absl::UnavailableError(
      "the index changes faster than an entity can be looked up: try again");
}

// All that the server finds, or the first of them when they are too many: fewer than `total`.
absl::StatusOr<v1::ListEntitiesResponse> FindCandidates(const Connection& connection,
                                                        v1::ListEntitiesRequest request) {
  request.set_page_size(std::max(request.page_size(), kCandidatePageSize));
  v1::ListEntitiesResponse all;
  for (int page_number = 0; page_number < kMaxCandidatePages; ++page_number) {
    auto page = connection.ListEntities(request);
    if (!page.ok()) return page.status();
    // Pages of two revisions, or of two alias overlays, of which a warning tells, make no list.
    if (page_number > 0 && (page->revision() != all.revision() || page->warnings_size() > 0)) {
      break;
    }
    request.set_page_token(page->next_page_token());
    all.MergeFrom(*page);
    if (request.page_token().empty()) break;
  }
  all.clear_next_page_token();
  return all;
}

}  // namespace

absl::StatusOr<EntityAnswer> LookUpEntity(const Connection& connection,
                                          const EntityQuestion& question) {
  if (!question.beside.id().empty()) return DescribeOne(connection, question.beside);
  absl::StatusOr<v1::ListEntitiesResponse> found = FindCandidates(connection, question.candidates);
  if (!found.ok()) return found.status();
  auto* entities = found->mutable_entities();
  const bool complete = entities->size() >= found->total();
  const std::string key = NameKey(question.candidates.query());
  // Moved by their pointers: messages themselves would be copied.
  const auto others = std::stable_partition(
      entities->pointer_begin(), entities->pointer_end(), [&](const v1::Entity* entity) {
        return !key.empty() && NameKey(entity->display_name()) == key;
      });
  const auto exact = others - entities->pointer_begin();
  if (complete && (entities->size() == 1 || exact == 1)) {
    v1::ListCooccurrencesRequest beside = question.beside;
    beside.set_id(entities->Get(0).id());
    return DescribeOne(connection, std::move(beside));
  }
  const int limit =
      question.candidates.page_size() > 0 ? question.candidates.page_size() : kDefaultCandidates;
  if (entities->size() > limit) entities->DeleteSubrange(limit, entities->size() - limit);
  EntityAnswer answer;
  answer.candidates = *std::move(found);
  return answer;
}

}  // namespace dateline::client

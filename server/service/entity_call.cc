#include "server/service/entity_call.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "indexer/article/date.h"
#include "server/match/cooccurrence.h"
#include "server/match/entity_lookup.h"
#include "server/service/enum_codec.h"
#include "server/service/field_checks.h"
#include "server/service/filter_codec.h"
#include "server/service/fingerprint.h"
#include "server/service/limits.h"
#include "server/snapshot/entity_corrections.h"

namespace dateline::service {
namespace {

using article::Dimension;
using snapshot::EntityChange;
using SharedSnapshot = std::shared_ptr<const snapshot::Snapshot>;

static_assert(v1::ENTITY_CHANGE_KIND_MERGE == static_cast<int>(EntityChange::Kind::kMerge));
static_assert(v1::ENTITY_CHANGE_KIND_SPLIT == static_cast<int>(EntityChange::Kind::kSplit));

absl::Status CheckId(const std::string& id) {
  if (id.empty()) return absl::InvalidArgumentError("id is required");
  return CheckBytes("id", id, kMaxIdBytes);
}

// All kinds when none is given; each once, in the order of the enum.
template <typename Kinds>
absl::StatusOr<std::vector<Dimension>> DecodeKinds(const Kinds& given) {
  std::vector<Dimension> kinds;
  for (int i = 0; i < given.size(); ++i) {
    const std::string field = absl::StrCat("kinds[", i, "]");
    const auto kind = static_cast<v1::Dimension>(given.Get(i));
    const absl::StatusOr<Dimension> dimension = DecodeDimension(field, kind);
    if (!dimension.ok()) return dimension.status();
    if (article::InfoOf(*dimension).type != article::DimensionType::kEntity) {
      return absl::InvalidArgumentError(
          absl::StrCat(field, " is ", v1::Dimension_Name(kind),
                       "; kinds are DIMENSION_PERSON, DIMENSION_ORGANIZATION and DIMENSION_PLACE"));
    }
    kinds.push_back(*dimension);
  }
  if (kinds.empty())
    return std::vector<Dimension>{Dimension::kPerson, Dimension::kOrganization, Dimension::kPlace};
  std::sort(kinds.begin(), kinds.end());
  kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
  return kinds;
}

// Entities with what the whole index knows of them; those of one kind share a pass.
void EncodeEntities(const snapshot::Snapshot& snapshot, const std::vector<match::EntityKey>& keys,
                    const std::vector<v1::Entity*>& out) {
  for (const article::DimensionInfo& info : article::kDimensions) {
    if (info.type != article::DimensionType::kEntity) continue;
    std::vector<snapshot::Ordinal> ordinals;
    std::vector<v1::Entity*> places;
    for (size_t i = 0; i < keys.size(); ++i) {
      if (keys[i].dimension != info.dimension) continue;
      ordinals.push_back(keys[i].ordinal);
      places.push_back(out[i]);
    }
    const std::vector<uint32_t> about = match::CountAbout(snapshot, info.dimension, ordinals);
    for (size_t i = 0; i < places.size(); ++i) {
      const snapshot::Dictionary::Entry& entry =
          match::EntryOf(snapshot, {info.dimension, ordinals[i]});
      places[i]->set_id(std::string(entry.value));
      places[i]->set_kind(EncodeDimension(info.dimension));
      places[i]->set_display_name(std::string(entry.display_name));
      places[i]->set_article_count(static_cast<int32_t>(entry.article_count));
      places[i]->set_about_count(static_cast<int32_t>(about[i]));
    }
  }
}

void EncodeChange(EntityChange change, v1::EntityChange* out) {
  out->set_kind(static_cast<v1::EntityChangeKind>(change.kind));
  out->set_other_id(std::move(change.other_id));
  out->set_origin(change.by_rule ? v1::ENTITY_CHANGE_ORIGIN_RULE
                                 : v1::ENTITY_CHANGE_ORIGIN_OVERLAY);
  out->set_reason(std::move(change.reason));
  out->set_overlay_line(change.line);
}

void EncodeDated(const article::Article& article, v1::Article* out) {
  out->set_id(article.id);
  out->set_title(article.title);
  out->set_publish_date(
      article::FormatIsoDate(article.publish_date.day, article.publish_date.precision));
  out->set_publish_date_precision(EncodePrecision(article.publish_date.precision));
  out->set_publish_date_source(EncodeEvidence(article.publish_date.source));
}

absl::Status GetInSnapshot(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
                           const std::string& id, const Cancelled& cancelled,
                           v1::GetEntityResponse* response) {
  response->Clear();
  const absl::StatusOr<match::EntityKey> key = match::FindEntity(snapshot, id);
  if (!key.ok()) return key.status();
  absl::StatusOr<match::EntityProfile> profile =
      match::ReadProfile(snapshot, lease, *key, cancelled);
  if (!profile.ok()) return profile.status();
  EncodeEntities(snapshot, {*key}, {response->mutable_entity()});
  for (size_t i = 0; i < profile->names.size() && i < kMaxEntityNames; ++i) {
    v1::EntityName* name = response->add_names();
    name->set_name(std::move(profile->names[i].name));
    name->set_entity_id(std::move(profile->names[i].own_id));
    name->set_article_count(static_cast<int32_t>(profile->names[i].article_count));
  }
  std::vector<EntityChange> changes =
      snapshot.corrections().ChangesOf(match::EntryOf(snapshot, *key).value);
  for (size_t i = 0; i < changes.size() && i < kMaxEntityChanges; ++i) {
    EncodeChange(std::move(changes[i]), response->add_changes());
  }
  if (profile->first) EncodeDated(*profile->first, response->mutable_first_article());
  if (profile->last) EncodeDated(*profile->last, response->mutable_last_article());
  response->set_undated_count(static_cast<int32_t>(profile->undated_count));
  response->set_revision(static_cast<int64_t>(snapshot.revision()));
  return absl::OkStatus();
}

struct ListCall {
  match::EntityListRequest engine;
  uint64_t fingerprint = 0;
  absl::optional<present::PageToken> page_token;
};

absl::StatusOr<ListCall> Decode(const v1::ListEntitiesRequest& request) {
  ListCall call;
  absl::Status status = CheckBytes("query", request.query(), kMaxEntityQueryBytes);
  status.Update(CheckNumber("page_size", request.page_size(), kMaxEntityPageSize));
  if (!status.ok()) return status;
  absl::StatusOr<std::vector<Dimension>> kinds = DecodeKinds(request.kinds());
  if (!kinds.ok()) return kinds.status();
  call.engine.query = request.query();
  call.engine.kinds = *std::move(kinds);
  call.engine.size = static_cast<uint32_t>(request.page_size() == 0 ? kDefaultEntityPageSize
                                                                    : request.page_size());
  call.fingerprint = FingerprintOf(request);
  auto token =
      DecodePageTokenFor(request.page_token(), present::PageKind::kEntities, call.fingerprint);
  if (!token.ok()) return token.status();
  call.page_token = *token;
  if (call.page_token) call.engine.offset = call.page_token->offset;
  return call;
}

absl::Status ListInSnapshot(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
                            const ListCall& call, v1::ListEntitiesResponse* response) {
  response->Clear();
  const absl::StatusOr<match::EntityList> list = match::ListEntities(snapshot, lease, call.engine);
  if (!list.ok()) return list.status();
  std::vector<v1::Entity*> places;
  for (size_t i = 0; i < list->entities.size(); ++i) places.push_back(response->add_entities());
  EncodeEntities(snapshot, list->entities, places);
  response->set_total(static_cast<int32_t>(list->total));
  response->set_revision(static_cast<int64_t>(snapshot.revision()));
  const uint64_t next_offset = uint64_t{call.engine.offset} + list->entities.size();
  if (!list->entities.empty() && next_offset < list->total) {
    present::PageToken next = TokenOf(present::PageKind::kEntities, call.fingerprint, snapshot);
    next.offset = static_cast<uint32_t>(next_offset);
    response->set_next_page_token(present::EncodePageToken(next));
  }
  const std::string warning = ChangeWarning(call.page_token, snapshot);
  if (!warning.empty()) response->add_warnings(warning);
  return absl::OkStatus();
}

struct CooccurrenceCall {
  std::string id;
  Filter filter;
  match::CooccurrenceRequest engine;
};

absl::StatusOr<CooccurrenceCall> Decode(const v1::ListCooccurrencesRequest& request) {
  CooccurrenceCall call;
  absl::Status status = CheckId(request.id());
  status.Update(CheckNumber("size", request.size(), kMaxCooccurrenceSize));
  status.Update(CheckEnum("order", request.order(), v1::CooccurrenceOrder_IsValid(request.order()),
                          "CooccurrenceOrder"));
  if (!status.ok()) return status;
  absl::StatusOr<Filter> filter = DecodeFilter(request.filter());
  if (!filter.ok()) return filter.status();
  absl::StatusOr<std::vector<Dimension>> kinds = DecodeKinds(request.kinds());
  if (!kinds.ok()) return kinds.status();
  call.id = request.id();
  call.filter = *std::move(filter);
  call.engine.kinds = *std::move(kinds);
  call.engine.size =
      static_cast<uint32_t>(request.size() == 0 ? kDefaultCooccurrenceSize : request.size());
  call.engine.by_association = request.order() == v1::COOCCURRENCE_ORDER_ASSOCIATION;
  return call;
}

absl::Status CooccurInSnapshot(const Engine& engine, const CooccurrenceCall& call,
                               const SharedSnapshot& snapshot, snapshot::Snapshot::Lease* lease,
                               const Cancelled& cancelled,
                               v1::ListCooccurrencesResponse* response) {
  response->Clear();
  const absl::StatusOr<match::EntityKey> key = match::FindEntity(*snapshot, call.id);
  if (!key.ok()) return key.status();
  std::vector<std::string> warnings = call.filter.query.warnings;
  match::CooccurrenceRequest request = call.engine;
  request.entity = *key;
  request.filter.query = &call.filter.query.root;
  request.filter.selections =
      ResolveSelections(snapshot, call.filter.selections, engine.names, &warnings);
  request.filter.publish_window = call.filter.publish_window;
  request.filter.event_window = call.filter.event_window;
  request.filter.event_match = call.filter.event_match;
  request.filter.copies_of = call.filter.copies_of;
  request.filter.cancelled = cancelled;
  const absl::StatusOr<match::CooccurrenceResult> result =
      match::FindCooccurrences(*snapshot, lease, request);
  if (!result.ok()) return result.status();
  std::vector<match::EntityKey> keys;
  std::vector<v1::Entity*> places;
  for (const match::Cooccurrences& list : result->lists) {
    v1::Cooccurrences* encoded = response->add_cooccurrences();
    encoded->set_kind(EncodeDimension(list.kind));
    encoded->set_distinct(static_cast<int32_t>(list.distinct));
    for (const match::Cooccurrence& value : list.values) {
      v1::Cooccurrence* out = encoded->add_values();
      out->set_article_count(static_cast<int32_t>(value.article_count));
      out->set_association(value.association);
      keys.push_back({list.kind, value.ordinal});
      places.push_back(out->mutable_entity());
    }
  }
  EncodeEntities(*snapshot, keys, places);
  response->set_article_count(static_cast<int32_t>(result->article_count));
  response->set_revision(static_cast<int64_t>(snapshot->revision()));
  if (!call.filter.copies_of.empty()) {
    const auto row = snapshot->FindRow(lease, call.filter.copies_of);
    if (!row.ok()) return row.status();
    match::SearchResult known;
    known.copies_of_known = row->has_value();
    warnings.push_back(CopiesWarning(call.filter, known));
  }
  for (const std::string& warning : warnings) {
    if (!warning.empty()) response->add_warnings(warning);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status RunGetEntity(const Engine& engine, const v1::GetEntityRequest& request,
                          const Cancelled& cancelled, v1::GetEntityResponse* response) {
  absl::Status status = CheckId(request.id());
  if (!status.ok()) return status;
  return WithSnapshot(engine.source, cancelled,
                      [&](const SharedSnapshot& snapshot, snapshot::Snapshot::Lease* lease) {
                        return GetInSnapshot(*snapshot, lease, request.id(), cancelled, response);
                      });
}

absl::Status RunListEntities(const Engine& engine, const v1::ListEntitiesRequest& request,
                             const Cancelled& cancelled, v1::ListEntitiesResponse* response) {
  const absl::StatusOr<ListCall> call = Decode(request);
  if (!call.ok()) return call.status();
  return WithSnapshot(engine.source, cancelled,
                      [&](const SharedSnapshot& snapshot, snapshot::Snapshot::Lease* lease) {
                        return ListInSnapshot(*snapshot, lease, *call, response);
                      });
}

absl::Status RunListCooccurrences(const Engine& engine, const v1::ListCooccurrencesRequest& request,
                                  const Cancelled& cancelled,
                                  v1::ListCooccurrencesResponse* response) {
  const absl::StatusOr<CooccurrenceCall> call = Decode(request);
  if (!call.ok()) return call.status();
  return WithSnapshot(engine.source, cancelled,
                      [&](const SharedSnapshot& snapshot, snapshot::Snapshot::Lease* lease) {
                        return CooccurInSnapshot(engine, *call, snapshot, lease, cancelled,
                                                 response);
                      });
}

}  // namespace dateline::service

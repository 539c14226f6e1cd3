#include "server/match/entity_lookup.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/text/utf8.h"
#include "server/match/cancellation.h"
#include "server/snapshot/entity_corrections.h"
#include "server/snapshot/name_source.h"
#include "server/snapshot/name_table.h"
#include "server/snapshot/value_column.h"

namespace dateline::match {
namespace {

using article::Dimension;
using snapshot::kNoOrdinal;
using snapshot::kUnknownDay;
using snapshot::Ordinal;
using snapshot::Row;

// Of an id in a message.
constexpr size_t kMaxShownBytes = 100;

// The article with the smallest id. REQUIRES: `rows` is not empty.
absl::StatusOr<article::Article> SmallestId(const snapshot::Snapshot& snapshot,
                                            snapshot::Snapshot::Lease* lease,
                                            const std::vector<Row>& rows,
                                            Cancellation* cancellation) {
  absl::StatusOr<article::Article> smallest = snapshot.ReadArticle(lease, rows[0]);
  for (size_t i = 1; i < rows.size() && smallest.ok(); ++i) {
    if (cancellation->Ask()) return absl::DeadlineExceededError("the search was cancelled");
    absl::StatusOr<article::Article> other = snapshot.ReadArticle(lease, rows[i]);
    if (!other.ok() || other->id < smallest->id) smallest = std::move(other);
  }
  return smallest;
}

absl::Status ReadNames(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
                       const std::string& id, std::vector<snapshot::EntityName>* names) {
  try {
    absl::Status status;
    *names = snapshot::CountNames(
        snapshot.corrections(),
        snapshot::StoredNames(lease->shards(), lease->first_rows(), &status), id);
    if (!status.ok()) return status;
  } catch (...) {
    lease->Discard();
    return snapshot::StatusOfXapianException();
  }
  // Of namesakes that the overlay has put together again, each name once.
  size_t size = 0;
  for (size_t i = 0; i < names->size(); ++i) {
    snapshot::EntityName& name = (*names)[i];
    snapshot::EntityName* before = size > 0 ? &(*names)[size - 1] : nullptr;
    if (before != nullptr && before->name == name.name && before->own_id == name.own_id) {
      before->article_count += name.article_count;
    } else if (size++ != i) {
      (*names)[size - 1] = std::move(name);
    }
  }
  names->resize(size);
  std::sort(names->begin(), names->end(),
            [](const snapshot::EntityName& a, const snapshot::EntityName& b) {
              return std::tie(b.article_count, a.name, a.own_id) <
                     std::tie(a.article_count, b.name, b.own_id);
            });
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<EntityKey> FindEntity(const snapshot::Snapshot& snapshot, absl::string_view id) {
  const snapshot::EntityCorrections& corrections = snapshot.corrections();
  const absl::string_view final_id = corrections.Merged(id);
  const std::string shown(text::Beginning(id, kMaxShownBytes));
  if (corrections.IsHidden(final_id)) {
    return absl::NotFoundError(
        absl::StrCat("the alias overlay hides ", shown, ": ", corrections.WhyHidden(final_id)));
  }
  EntityKey key;
  const absl::optional<Dimension> dimension = snapshot::DimensionOfEntity(final_id);
  if (dimension) {
    key.dimension = *dimension;
    key.ordinal = snapshot.dictionary(*dimension).Find(final_id);
    if (key.ordinal != kNoOrdinal) return key;
  }
  return absl::NotFoundError(absl::StrCat("no article mentions the entity \"", shown, "\""));
}

std::vector<uint32_t> CountAbout(const snapshot::Snapshot& snapshot, Dimension dimension,
                                 const std::vector<Ordinal>& ordinals) {
  const snapshot::ValueColumn& column = snapshot.values(dimension);
  std::vector<uint32_t> counts(ordinals.size(), 0);
  if (ordinals.empty()) return counts;
  // By ordinal: its place in `ordinals`.
  const size_t none = ordinals.size();
  std::vector<size_t> places(snapshot.dictionary(dimension).entries.size(), none);
  for (size_t i = 0; i < ordinals.size(); ++i) places[ordinals[i]] = i;
  for (Row row = 0; row < snapshot.row_count(); ++row) {
    column.ForEach(row, [&](Ordinal ordinal, bool about) {
      if (about && places[ordinal] != none) ++counts[places[ordinal]];
    });
  }
  return counts;
}

absl::StatusOr<EntityProfile> ReadProfile(const snapshot::Snapshot& snapshot,
                                          snapshot::Snapshot::Lease* lease, const EntityKey& key,
                                          const std::function<bool()>& cancelled) {
  Cancellation cancellation(cancelled);
  const snapshot::ValueColumn& column = snapshot.values(key.dimension);
  const std::vector<int32_t>& start = snapshot.publish().start;
  EntityProfile profile;
  std::vector<Row> first;
  std::vector<Row> last;
  for (Row row = 0; row < snapshot.row_count(); ++row) {
    if (cancellation.Tick()) return absl::DeadlineExceededError("the search was cancelled");
    if (!column.Has(row, key.ordinal)) continue;
    if (start[row] == kUnknownDay) {
      ++profile.undated_count;
      continue;
    }
    if (!first.empty() && start[row] < start[first[0]]) first.clear();
    if (first.empty() || start[row] == start[first[0]]) first.push_back(row);
    if (!last.empty() && start[row] > start[last[0]]) last.clear();
    if (last.empty() || start[row] == start[last[0]]) last.push_back(row);
  }
  const absl::Status status =
      ReadNames(snapshot, lease, std::string(EntryOf(snapshot, key).value), &profile.names);
  if (!status.ok()) return status;
  if (first.empty()) return profile;
  absl::StatusOr<article::Article> earliest = SmallestId(snapshot, lease, first, &cancellation);
  if (!earliest.ok()) return earliest.status();
  profile.first = *std::move(earliest);
  absl::StatusOr<article::Article> latest = SmallestId(snapshot, lease, last, &cancellation);
  if (!latest.ok()) return latest.status();
  profile.last = *std::move(latest);
  return profile;
}

absl::StatusOr<EntityList> ListEntities(const snapshot::Snapshot& snapshot,
                                        snapshot::Snapshot::Lease* lease,
                                        const EntityListRequest& request) {
  std::vector<EntityKey> found;
  if (request.query.empty()) {
    for (const Dimension kind : request.kinds) {
      const size_t size = snapshot.dictionary(kind).entries.size();
      for (Ordinal o = 0; o < size; ++o) found.push_back({kind, o});
    }
  } else {
    absl::StatusOr<std::shared_ptr<const snapshot::NameTable>> names = snapshot.Names(lease);
    if (!names.ok()) return names.status();
    for (const Dimension kind : request.kinds) {
      for (const Ordinal o : (*names)->Find(kind, request.query)) found.push_back({kind, o});
    }
  }
  EntityList list;
  list.total = static_cast<uint32_t>(found.size());
  const size_t begin = std::min<size_t>(request.offset, found.size());
  const size_t end = std::min<size_t>(begin + request.size, found.size());
  std::partial_sort(found.begin(), found.begin() + static_cast<ptrdiff_t>(end), found.end(),
                    [&](const EntityKey& a, const EntityKey& b) {
                      const auto& left = EntryOf(snapshot, a);
                      const auto& right = EntryOf(snapshot, b);
                      return left.article_count != right.article_count
                                 ? left.article_count > right.article_count
                                 : left.value < right.value;
                    });
  list.entities.assign(found.begin() + static_cast<ptrdiff_t>(begin),
                       found.begin() + static_cast<ptrdiff_t>(end));
  return list;
}

}  // namespace dateline::match

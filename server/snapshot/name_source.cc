#include "server/snapshot/name_source.h"

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "server/snapshot/value_loader.h"

namespace dateline::snapshot {
namespace {

// The names of all shards, each once.
class NameSum {
 public:
  void Add(const ShardNames::Name& name) { counts_[std::string(name.name)] += name.count; }

  std::vector<EntityName> Take(const std::string& own_id) const {
    std::vector<EntityName> names;
    for (const auto& [name, count] : counts_) names.push_back({name, own_id, count, ""});
    return names;
  }

 private:
  std::map<std::string, uint32_t> counts_;
};

std::vector<Row> RowsOf(const std::vector<Xapian::Database>& shards,
                        const std::vector<Row>& first_rows, const EntityName& name) {
  std::vector<Row> rows;
  for (size_t s = 0; s < shards.size(); ++s) {
    // Damaged terms have been found when the names were read.
    ReadRowsNamed(ShardSource(shards[s]), first_rows[s], name.own_id, name.name, &rows)
        .IgnoreError();
  }
  return rows;
}

}  // namespace

NameSource LoadedNames(const std::vector<ShardNames>& names, const EntityCorrections& corrections,
                       const std::vector<Xapian::Database>& shards,
                       const std::vector<Row>& first_rows) {
  auto sums = std::make_shared<absl::flat_hash_map<std::string, NameSum>>();
  for (const std::string& id : corrections.touched()) {
    if (corrections.GivenName(id) != nullptr) continue;
    for (const std::string& own_id : corrections.OwnIdsOf(id)) (*sums)[own_id];
  }
  if (!sums->empty()) {
    for (const ShardNames& shard : names) {
      for (const ShardNames::Name& name : shard.names) {
        const auto sum = sums->find(name.entity_id);
        if (sum != sums->end()) sum->second.Add(name);
      }
    }
  }
  NameSource source;
  source.names_of = [sums](const std::string& own_id) {
    const auto sum = sums->find(own_id);
    return sum == sums->end() ? std::vector<EntityName>() : sum->second.Take(own_id);
  };
  source.rows_of = [&](const EntityName& name) { return RowsOf(shards, first_rows, name); };
  return source;
}

NameSource StoredNames(const std::vector<Xapian::Database>& shards,
                       const std::vector<Row>& first_rows, absl::Status* status) {
  NameSource source;
  source.names_of = [&shards, status](const std::string& own_id) {
    NameSum sum;
    for (const Xapian::Database& shard : shards) {
      ShardNames names;
      status->Update(ReadNamesOf(ShardSource(shard), own_id, &names));
      for (const ShardNames::Name& name : names.names) sum.Add(name);
    }
    return sum.Take(own_id);
  };
  source.rows_of = [&](const EntityName& name) { return RowsOf(shards, first_rows, name); };
  return source;
}

}  // namespace dateline::snapshot

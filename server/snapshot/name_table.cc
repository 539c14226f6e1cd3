#include "server/snapshot/name_table.h"

#include <algorithm>
#include <numeric>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "indexer/text/analyzer.h"
#include "server/snapshot/entity_corrections.h"
#include "server/snapshot/entity_names.h"
#include "server/snapshot/name_source.h"
#include "server/snapshot/value_loader.h"

namespace dateline::snapshot {
namespace {

using article::Dimension;

bool IsEntityDimension(size_t d) {
  return article::kDimensions[d].type == article::DimensionType::kEntity;
}

// The names of one dimension before they are put into a row.
using NamePairs = std::vector<std::pair<Ordinal, std::string>>;

// A name with every word that begins so; `words` as in the text, with the space before.
bool HasWords(absl::string_view name, const std::vector<std::vector<std::string>>& words) {
  return std::all_of(words.begin(), words.end(), [&](const std::vector<std::string>& readings) {
    return std::any_of(readings.begin(), readings.end(), [&](const std::string& word) {
      return name.find(word) != absl::string_view::npos;
    });
  });
}

}  // namespace

absl::StatusOr<NameTable> NameTable::Read(const Snapshot& snapshot,
                                          const std::vector<Xapian::Database>& shards,
                                          const std::vector<Row>& first_rows) {
  const EntityCorrections& corrections = snapshot.corrections();
  std::array<NamePairs, article::kValueDimensionCount> pairs;
  const auto add = [&](absl::string_view final_id, std::string name) {
    const absl::optional<Dimension> dimension = DimensionOfEntity(final_id);
    if (!dimension) return;
    const Ordinal ordinal = snapshot.dictionary(*dimension).Find(final_id);
    if (ordinal == kNoOrdinal) return;
    pairs[static_cast<size_t>(*dimension)].emplace_back(ordinal, std::move(name));
  };
  for (const Xapian::Database& shard : shards) {
    ShardNames names;
    const absl::Status status = ReadNames(ShardSource(shard), &names);
    if (!status.ok()) return status;
    for (const ShardNames::Name& name : names.names) {
      const absl::string_view merged = corrections.Merged(name.entity_id);
      if (corrections.SplitsOf(merged) == nullptr &&
          corrections.namesakes().GroupOf(name.entity_id) == nullptr) {
        add(merged, std::string(name.name));
      }
    }
  }
  // Which names go where depends on the articles.
  absl::Status status;
  const NameSource source = StoredNames(shards, first_rows, &status);
  for (const std::string& id : corrections.touched()) {
    if (!corrections.DependsOnArticles(id)) continue;
    for (EntityName& name : CountNames(corrections, source, id)) add(id, std::move(name.name));
  }
  if (!status.ok()) return status;
  NameTable table;
  for (size_t d = 0; d < article::kValueDimensionCount; ++d) {
    if (!IsEntityDimension(d)) continue;
    const std::vector<Dictionary::Entry>& entries =
        snapshot.dictionary(static_cast<Dimension>(d)).entries;
    for (Ordinal o = 0; o < entries.size(); ++o) pairs[d].emplace_back(o, entries[o].display_name);
    std::sort(pairs[d].begin(), pairs[d].end());
    pairs[d].erase(std::unique(pairs[d].begin(), pairs[d].end()), pairs[d].end());
    Names& names = table.names_[d];
    names.entity_count = entries.size();
    for (const auto& [ordinal, name] : pairs[d]) {
      names.owners.emplace_back(names.text.size(), ordinal);
      for (const text::Token& token : text::Tokenize(name)) {
        absl::StrAppend(&names.text, " ", token.term);
      }
      names.text.push_back('\n');
    }
    names.text.shrink_to_fit();
    names.owners.shrink_to_fit();
    NamePairs().swap(pairs[d]);
  }
  return table;
}

std::vector<Ordinal> NameTable::Find(Dimension dimension, absl::string_view query) const {
  const Names& names = names_[static_cast<size_t>(dimension)];
  std::vector<Ordinal> found;
  if (query.empty()) {
    found.resize(names.entity_count);
    std::iota(found.begin(), found.end(), 0);
    return found;
  }
  std::vector<std::vector<std::string>> words;
  for (const text::Token& token : text::Tokenize(query)) {
    if (token.term.empty()) return found;  // Longer than a word of a name may be.
    std::vector<std::string>& readings = words.emplace_back();
    readings.push_back(absl::StrCat(" ", token.term));
    const std::string acronym = text::AcronymOf(token.term);
    if (!acronym.empty()) readings.push_back(absl::StrCat(" ", acronym));
  }
  if (words.empty()) return found;
  for (size_t i = 0; i < names.owners.size(); ++i) {
    const auto [begin, ordinal] = names.owners[i];
    if (!found.empty() && found.back() == ordinal) continue;
    const uint64_t end =
        i + 1 < names.owners.size() ? names.owners[i + 1].first : names.text.size();
    if (HasWords(absl::string_view(names.text).substr(begin, end - begin), words)) {
      found.push_back(ordinal);
    }
  }
  return found;
}

}  // namespace dateline::snapshot

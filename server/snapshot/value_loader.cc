#include "server/snapshot/value_loader.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/article/article.h"
#include "indexer/article/namesake.h"
#include "indexer/format/codec.h"
#include "indexer/format/schema.h"

namespace dateline::snapshot {
namespace {

using article::Dimension;
using article::DimensionType;

// Only terms of the full length can have had their end replaced by a hash.
bool MayBeCut(absl::string_view term) { return term.size() == format::kMaxTermBytes; }

// At most so many bytes of a cut term are none of what was cut: '#' and a hash.
constexpr size_t kCutBytes = 17;

// The article of the first posting of `term`, which may say what the term was before it was cut.
absl::StatusOr<article::Article> FirstArticle(const Xapian::Database& shard,
                                              const std::string& term) {
  const auto it = shard.postlist_begin(term);
  if (it == shard.postlist_end(term)) return absl::DataLossError("a term without documents");
  return format::DecodeArticle(shard.get_document(*it).get_data());
}

absl::StatusOr<std::string> UncutValue(const Xapian::Database& shard, Dimension dimension,
                                       const std::string& term) {
  const absl::StatusOr<article::Article> article = FirstArticle(shard, term);
  if (!article.ok()) return article.status();
  for (article::FacetValue& value : article::ValuesOf(*article, dimension)) {
    if (format::FacetTerm(dimension, value.value) == term) return std::move(value.value);
  }
  return absl::DataLossError(absl::StrCat("document without the value of its term ", term));
}

absl::Status UncutName(const Xapian::Database& shard, const std::string& term,
                       ShardNames::Name* out) {
  const absl::StatusOr<article::Article> article = FirstArticle(shard, term);
  if (!article.ok()) return article.status();
  for (const article::DimensionInfo& info : article::kDimensions) {
    if (info.type != DimensionType::kEntity) continue;
    for (article::FacetValue& value : article::ValuesOf(*article, info.dimension)) {
      if (format::NameTerm(value.value, value.name) != term) continue;
      out->entity_id = std::move(value.value);
      out->name = std::move(value.name);
      return absl::OkStatus();
    }
  }
  return absl::DataLossError(absl::StrCat("document without the name of its term ", term));
}

absl::Status UncutHome(const Xapian::Database& shard, const std::string& term,
                       ShardHomes::Home* out) {
  const absl::StatusOr<article::Article> article = FirstArticle(shard, term);
  if (!article.ok()) return article.status();
  for (auto& [entity_id, home] : article::HomesOf(*article)) {
    if (format::HomeTerm(entity_id, home) != term) continue;
    out->entity_id = std::move(entity_id);
    out->home = std::move(home);
    return absl::OkStatus();
  }
  return absl::DataLossError(absl::StrCat("document without the home of its term ", term));
}

// Every value of the shards, each once, ascending; and per shard the ordinal of each of its values.
std::vector<std::string> MergeDictionaries(std::vector<ShardPostings>* shards,
                                           std::vector<std::vector<Ordinal>>* ordinals) {
  std::vector<std::string> merged;
  std::vector<size_t> next(shards->size(), 0);
  ordinals->resize(shards->size());
  for (;;) {
    const std::string* smallest = nullptr;
    for (size_t s = 0; s < shards->size(); ++s) {
      if (next[s] == (*shards)[s].values.size()) continue;
      const std::string& value = (*shards)[s].values[next[s]].value;
      if (smallest == nullptr || value < *smallest) smallest = &value;
    }
    if (smallest == nullptr) return merged;
    merged.push_back(*smallest);
    for (size_t s = 0; s < shards->size(); ++s) {
      if (next[s] == (*shards)[s].values.size()) continue;
      if ((*shards)[s].values[next[s]].value != merged.back()) continue;
      (*ordinals)[s].push_back(static_cast<Ordinal>(merged.size() - 1));
      ++next[s];
    }
  }
}

struct CountedName {
  Ordinal ordinal;
  const std::string* name;
  uint32_t count;
};

// Name terms come nearly in the order of the dictionary: the next entity is mostly near the last.
Ordinal FindNear(const Dictionary& dictionary, absl::string_view value, Ordinal last) {
  for (Ordinal o = last; o < dictionary.entries.size() && o < last + 2; ++o) {
    if (dictionary.entries[o].value == value) return o;
  }
  return dictionary.Find(value);
}

void NameEntities(Dimension dimension, const std::vector<ShardNames>& shards,
                  Dictionary* dictionary) {
  const std::string prefix = absl::StrCat(article::InfoOf(dimension).name, "/");
  std::vector<CountedName> names;
  for (const ShardNames& shard : shards) {
    Ordinal last = 0;
    for (const ShardNames::Name& name : shard.names) {
      if (!absl::StartsWith(name.entity_id, prefix)) continue;
      const Ordinal ordinal = FindNear(*dictionary, name.entity_id, last);
      if (ordinal == kNoOrdinal) continue;
      last = ordinal;
      names.push_back({ordinal, &name.name, name.count});
    }
  }
  std::sort(names.begin(), names.end(), [](const CountedName& a, const CountedName& b) {
    return a.ordinal != b.ordinal ? a.ordinal < b.ordinal : *a.name < *b.name;
  });
  for (size_t i = 0; i < names.size();) {
    const CountedName* best = nullptr;
    const Ordinal ordinal = names[i].ordinal;
    uint32_t best_count = 0;
    while (i < names.size() && names[i].ordinal == ordinal) {
      const CountedName& name = names[i];
      uint32_t count = 0;
      for (; i < names.size() && names[i].ordinal == ordinal && *names[i].name == *name.name; ++i) {
        count += names[i].count;
      }
      if (count > best_count) {  // Names ascend, so the smallest among equals stays.
        best = &name;
        best_count = count;
      }
    }
    if (best != nullptr) dictionary->entries[ordinal].display_name = *best->name;
  }
  for (Dictionary::Entry& entry : dictionary->entries) {
    if (entry.display_name.empty()) entry.display_name = entry.value;
  }
}

// All name terms that begin so, of `entity_id` unless it is empty.
absl::Status ReadNamesBeginning(const Xapian::Database& shard, const std::string& prefix,
                                absl::string_view entity_id, ShardNames* out) {
  for (auto term = shard.allterms_begin(prefix); term != shard.allterms_end(prefix); ++term) {
    ShardNames::Name name;
    const std::string bytes = *term;
    name.count = term.get_termfreq();
    if (MayBeCut(bytes)) {
      const absl::Status status = UncutName(shard, bytes, &name);
      if (!status.ok()) return status;
    } else if (!format::ParseNameTerm(bytes, &name.entity_id, &name.name)) {
      return absl::DataLossError(absl::StrCat("name term of another form: ", bytes));
    }
    if (entity_id.empty() || name.entity_id == entity_id) out->names.push_back(std::move(name));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadPostings(const Xapian::Database& shard, Row first_row, Dimension dimension,
                          ShardPostings* out) {
  const std::string prefix(format::TermPrefix(dimension));
  const Xapian::docid last = shard.get_lastdocid();
  bool sorted = true;
  for (auto term = shard.allterms_begin(prefix); term != shard.allterms_end(prefix); ++term) {
    ShardPostings::Value& value = out->values.emplace_back();
    const std::string name = *term;
    value.begin = static_cast<uint32_t>(out->rows.size());
    for (auto it = shard.postlist_begin(name); it != shard.postlist_end(name); ++it) {
      const Xapian::docid docid = *it;
      if (docid > last) return absl::DataLossError("a posting behind the last document");
      out->rows.push_back(first_row + docid - 1);
    }
    if (out->rows.size() > UINT32_MAX) return absl::DataLossError("more than 2^32 values");
    value.end = static_cast<uint32_t>(out->rows.size());
    if (MayBeCut(name)) {
      absl::StatusOr<std::string> uncut = UncutValue(shard, dimension, name);
      if (!uncut.ok()) return uncut.status();
      value.value = *std::move(uncut);
      sorted = false;
    } else {
      value.value = format::FacetValueOf(dimension, name);
    }
  }
  if (!sorted) {
    std::sort(out->values.begin(), out->values.end(),
              [](const auto& a, const auto& b) { return a.value < b.value; });
  }
  return absl::OkStatus();
}

absl::Status ReadAbout(const Xapian::Database& shard, Row first_row, Dimension dimension,
                       ShardPostings* out) {
  const std::string prefix = format::AboutTerm(absl::StrCat(article::InfoOf(dimension).name, "/"));
  const Xapian::docid last = shard.get_lastdocid();
  for (auto term = shard.allterms_begin(prefix); term != shard.allterms_end(prefix); ++term) {
    ShardPostings::Value& value = out->values.emplace_back();
    const std::string bytes = *term;
    value.value = MayBeCut(bytes) ? bytes : bytes.substr(format::kAboutPrefix.size());
    value.begin = static_cast<uint32_t>(out->rows.size());
    for (auto it = shard.postlist_begin(bytes); it != shard.postlist_end(bytes); ++it) {
      const Xapian::docid docid = *it;
      if (docid > last) return absl::DataLossError("a posting behind the last document");
      out->rows.push_back(first_row + docid - 1);
    }
    if (out->rows.size() > UINT32_MAX) return absl::DataLossError("more than 2^32 values");
    value.end = static_cast<uint32_t>(out->rows.size());
  }
  return absl::OkStatus();
}

absl::Status MarkAbout(const std::vector<ShardPostings>& shards, const Dictionary& dictionary,
                       ValueColumn* column) {
  column->about.assign(column->ordinals.size() / 64 + 1, 0);
  std::map<std::string, Ordinal> cut;
  for (Ordinal o = 0; o < dictionary.entries.size(); ++o) {
    const std::string& value = dictionary.entries[o].value;
    if (value.size() + format::kAboutPrefix.size() < format::kMaxTermBytes) continue;
    cut[format::AboutTerm(value)] = o;
  }
  for (const ShardPostings& shard : shards) {
    Ordinal ordinal = 0;
    for (const ShardPostings::Value& value : shard.values) {
      const auto at_cut = cut.find(value.value);
      ordinal = at_cut != cut.end() ? at_cut->second : FindNear(dictionary, value.value, ordinal);
      if (ordinal == kNoOrdinal) {
        return absl::DataLossError(
            absl::StrCat("articles about ", value.value, ", which none has"));
      }
      for (uint32_t i = value.begin; i < value.end; ++i) {
        const auto begin = column->ordinals.begin() + column->offsets[shard.rows[i]];
        const auto end = column->ordinals.begin() + column->offsets[shard.rows[i] + 1];
        const auto at = std::lower_bound(begin, end, ordinal);
        if (at == end || *at != ordinal) {
          return absl::DataLossError(
              absl::StrCat("an article about ", value.value, ", which it does not have"));
        }
        const auto bit = static_cast<size_t>(at - column->ordinals.begin());
        column->about[bit / 64] |= uint64_t{1} << (bit % 64);
      }
    }
  }
  return absl::OkStatus();
}

absl::Status ReadNames(const Xapian::Database& shard, ShardNames* out) {
  return ReadNamesBeginning(shard, std::string(format::kNamePrefix), "", out);
}

absl::Status ReadNamesOf(const Xapian::Database& shard, absl::string_view entity_id,
                         ShardNames* out) {
  // Of a long term, the end is a hash.
  std::string prefix = format::NameTerm(entity_id, "");
  prefix.resize(std::min(prefix.size(), format::kMaxTermBytes - kCutBytes));
  return ReadNamesBeginning(shard, prefix, entity_id, out);
}

absl::Status ReadHomes(const Xapian::Database& shard, ShardHomes* out) {
  const std::string prefix(format::kHomePrefix);
  for (auto term = shard.allterms_begin(prefix); term != shard.allterms_end(prefix); ++term) {
    ShardHomes::Home& home = out->homes.emplace_back();
    const std::string bytes = *term;
    home.article_count = term.get_termfreq();
    if (MayBeCut(bytes)) {
      const absl::Status status = UncutHome(shard, bytes, &home);
      if (!status.ok()) return status;
    } else if (!format::ParseHomeTerm(bytes, &home.entity_id, &home.home)) {
      return absl::DataLossError(absl::StrCat("home term of another form: ", bytes));
    }
  }
  return absl::OkStatus();
}

absl::Status BuildValues(Dimension dimension, uint32_t row_count,
                         std::vector<ShardPostings>* shards, const std::vector<ShardNames>& names,
                         ValueColumn* column, Dictionary* dictionary) {
  std::vector<std::vector<Ordinal>> ordinals;
  std::vector<std::string> values = MergeDictionaries(shards, &ordinals);
  dictionary->entries.reserve(values.size());
  for (std::string& value : values) {
    dictionary->entries.push_back({std::move(value), std::string(), 0});
  }
  size_t total = 0;
  for (const ShardPostings& shard : *shards) total += shard.rows.size();
  if (total > UINT32_MAX) return absl::DataLossError("more than 2^32 values");

  // A counting sort by row: offsets[row + 1] is first the row's count, then where its next value
  // goes, and in the end where the row after it begins.
  column->offsets.assign(size_t{row_count} + 1, 0);
  column->ordinals.resize(total);
  for (const ShardPostings& shard : *shards) {
    for (const Row row : shard.rows) ++column->offsets[row + 1];
  }
  uint32_t begin = 0;
  for (size_t row = 1; row <= row_count; ++row) {
    const uint32_t count = column->offsets[row];
    column->offsets[row] = begin;
    begin += count;
  }
  for (size_t s = 0; s < shards->size(); ++s) {
    ShardPostings& shard = (*shards)[s];
    for (size_t v = 0; v < shard.values.size(); ++v) {
      const ShardPostings::Value& value = shard.values[v];
      const Ordinal ordinal = ordinals[s][v];
      dictionary->entries[ordinal].article_count += value.end - value.begin;
      for (uint32_t i = value.begin; i < value.end; ++i) {
        column->ordinals[column->offsets[shard.rows[i] + 1]++] = ordinal;
      }
    }
    std::vector<Row>().swap(shard.rows);
  }
  if (article::InfoOf(dimension).type == DimensionType::kEntity) {
    NameEntities(dimension, names, dictionary);
  } else {
    for (Dictionary::Entry& entry : dictionary->entries) entry.display_name = entry.value;
  }
  return absl::OkStatus();
}

}  // namespace dateline::snapshot

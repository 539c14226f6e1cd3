#include "server/snapshot/value_loader.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/article/article.h"
#include "indexer/article/namesake.h"
#include "indexer/format/codec.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/schema.h"
#include "indexer/pace/pace.h"
#include "server/snapshot/alias_overlay.h"

namespace dateline::snapshot {
namespace {

using article::Dimension;
using article::DimensionType;

// Only terms of the full length can have had their end replaced by a hash.
bool MayBeCut(absl::string_view term) { return term.size() == format::kMaxTermBytes; }

// At most so many bytes of a cut term are none of what was cut: '#' and a hash.
constexpr size_t kCutBytes = 17;

// The article of the first posting of `term`, which may say what the term was before it was cut.
absl::StatusOr<article::Article> FirstArticle(const ShardSource& shard, const std::string& term) {
  const absl::StatusOr<uint32_t> docid = shard.FirstDocid(term);
  if (!docid.ok()) return docid.status();
  if (*docid == 0) return absl::DataLossError("a term without documents");
  const auto dictionary = format::ReadDataDictionary(shard.database());
  if (!dictionary.ok()) return dictionary.status();
  // Xapian would look for it in the lists, which are checked only where they are read in place.
  const Xapian::Document document = shard.database().get_document(*docid, Xapian::DOC_ASSUME_VALID);
  return format::DecodeStoredArticle(document.get_data(), dictionary->get());
}

absl::StatusOr<std::string> UncutValue(const ShardSource& shard, Dimension dimension,
                                       const std::string& term) {
  const absl::StatusOr<article::Article> article = FirstArticle(shard, term);
  if (!article.ok()) return article.status();
  for (article::FacetValue& value : article::ValuesOf(*article, dimension)) {
    if (format::FacetTerm(dimension, value.value) == term) return std::move(value.value);
  }
  return absl::DataLossError(absl::StrCat("document without the value of its term ", term));
}

absl::Status UncutName(const ShardSource& shard, const std::string& term, TextArena* texts,
                       ShardNames::Name* out) {
  const absl::StatusOr<article::Article> article = FirstArticle(shard, term);
  if (!article.ok()) return article.status();
  for (const article::DimensionInfo& info : article::kDimensions) {
    if (info.type != DimensionType::kEntity) continue;
    for (const article::FacetValue& value : article::ValuesOf(*article, info.dimension)) {
      if (format::NameTerm(value.value, value.name) != term) continue;
      out->entity_id = texts->Keep(value.value);
      out->name = texts->Keep(value.name);
      return absl::OkStatus();
    }
  }
  return absl::DataLossError(absl::StrCat("document without the name of its term ", term));
}

absl::Status UncutHome(const ShardSource& shard, const std::string& term, ShardHomes::Home* out) {
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

// Reads the documents of a value that was added last, where they cannot be read in place.
absl::Status ReadDocids(const ShardSource& shard, const std::string& term, ShardValues* out) {
  ShardValues::Value& value = out->values.back();
  value.begin = out->docids.size();
  absl::Status status =
      shard.ForEachDocid(term, [out](uint32_t docid) { out->docids.push_back(docid); });
  value.list.documents = static_cast<uint32_t>(out->docids.size() - value.begin);
  return status;
}

// Calls `visit` with every name term that begins so and what it says, of `entity_id` unless it is
// empty. The texts of the name are kept in `texts`.
absl::Status ForEachName(
    const ShardSource& shard, const std::string& prefix, absl::string_view entity_id,
    TextArena* texts,
    const std::function<void(absl::string_view term, const ShardNames::Name& name)>& visit) {
  return shard.ForEachTerm(
      prefix, [&](absl::string_view bytes, const ShardSource::List& list) -> absl::Status {
        pace::Breathe();
        ShardNames::Name name;
        name.count = list.documents;
        if (MayBeCut(bytes)) {
          const absl::Status status = UncutName(shard, std::string(bytes), texts, &name);
          if (!status.ok()) return status;
        } else {
          std::string id, text;
          if (!format::ParseNameTerm(bytes, &id, &text)) {
            return absl::DataLossError(absl::StrCat("name term of another form: ", bytes));
          }
          const absl::string_view kept = texts->Keep(id, text);
          name.entity_id = kept.substr(0, id.size());
          name.name = kept.substr(id.size());
        }
        if (entity_id.empty() || name.entity_id == entity_id) visit(bytes, name);
        return absl::OkStatus();
      });
}

// What all name terms of an entity begin with.
std::string NameTermsOf(absl::string_view entity_id) {
  // Of a long term, the end is a hash.
  std::string prefix = format::NameTerm(entity_id, "");
  prefix.resize(std::min(prefix.size(), format::kMaxTermBytes - kCutBytes));
  return prefix;
}

// The name that the articles of an entity use which none of its name terms has, if there are any.
// `named` articles have such a term.
void AddImpliedName(absl::string_view entity_id, uint32_t articles, uint32_t named,
                    ShardNames* out) {
  if (articles <= named) return;
  const absl::string_view kept = out->texts.Keep(entity_id, format::ImpliedName(entity_id));
  out->names.push_back(
      {kept.substr(0, entity_id.size()), kept.substr(entity_id.size()), articles - named});
}

// Adds a value with the list of its term, unless no article has it.
absl::Status AddIfThere(const ShardSource& shard, const std::string& term, absl::string_view value,
                        ShardValues* out) {
  const absl::StatusOr<ShardSource::List> list = shard.postlist()->Find(term);
  if (!list.ok() || list->documents == 0) return list.status();
  ShardValues::Value& added = out->values.emplace_back();
  added.value = out->texts.Keep(value);
  added.list = *list;
  return absl::OkStatus();
}

}  // namespace

absl::string_view IdPrefix(Dimension dimension) {
  switch (dimension) {
    case Dimension::kPerson:
      return "person/";
    case Dimension::kOrganization:
      return "organization/";
    case Dimension::kPlace:
      return "place/";
    default:
      return "";
  }
}

absl::Status ReadValues(const ShardSource& shard, Dimension dimension, ShardValues* out) {
  const absl::string_view prefix = format::TermPrefix(dimension);
  bool sorted = true;
  const absl::Status status = shard.ForEachTerm(
      prefix, [&](absl::string_view term, const ShardSource::List& list) -> absl::Status {
        ShardValues::Value& value = out->values.emplace_back();
        value.list = list;
        if (shard.postlist() == nullptr) {
          const absl::Status read = ReadDocids(shard, std::string(term), out);
          if (!read.ok()) return read;
        }
        if (MayBeCut(term)) {
          const absl::StatusOr<std::string> uncut = UncutValue(shard, dimension, std::string(term));
          if (!uncut.ok()) return uncut.status();
          value.value = out->texts.Keep(*uncut);
          sorted = false;
        } else {
          value.value = out->texts.Keep(IdPrefix(dimension), term.substr(prefix.size()));
        }
        return absl::OkStatus();
      });
  if (!sorted) {
    std::sort(out->values.begin(), out->values.end(),
              [](const auto& a, const auto& b) { return a.value < b.value; });
  }
  return status;
}

absl::Status ReadValuesOf(const ShardSource& shard, Dimension dimension,
                          const std::vector<std::string>& ids, ShardValues* out) {
  for (const std::string& id : ids) {
    const absl::Status status = AddIfThere(shard, format::FacetTerm(dimension, id), id, out);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status ReadAboutOf(const ShardSource& shard, const std::vector<std::string>& ids,
                         ShardValues* out) {
  for (const std::string& id : ids) {
    const std::string term = format::AboutTerm(id);
    const absl::Status status = AddIfThere(shard, term, MayBeCut(term) ? term : id, out);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status ReadAbout(const ShardSource& shard, Dimension dimension, ShardValues* out) {
  const std::string prefix = format::AboutTerm(IdPrefix(dimension));
  return shard.ForEachTerm(prefix, [&](absl::string_view term, const ShardSource::List& list) {
    ShardValues::Value& value = out->values.emplace_back();
    value.list = list;
    value.value = out->texts.Keep(MayBeCut(term) ? term : term.substr(format::kAboutPrefix.size()));
    return shard.postlist() == nullptr ? ReadDocids(shard, std::string(term), out)
                                       : absl::OkStatus();
  });
}

absl::Status MatchAbout(const ShardValues& values, const ShardValues& about,
                        std::vector<uint32_t>* about_of) {
  about_of->assign(values.values.size(), kNoOrdinal);
  std::map<std::string, size_t> cut;  // By term.
  for (size_t v = 0; v < values.values.size(); ++v) {
    const absl::string_view value = values.values[v].value;
    if (value.size() + format::kAboutPrefix.size() < format::kMaxTermBytes) continue;
    cut[format::AboutTerm(value)] = v;
  }
  size_t v = 0;
  for (size_t a = 0; a < about.values.size(); ++a) {
    const absl::string_view value = about.values[a].value;
    while (v < values.values.size() && values.values[v].value < value) ++v;
    size_t found = v;
    if (v == values.values.size() || values.values[v].value != value) {
      const auto at_cut = cut.find(std::string(value));
      if (at_cut == cut.end()) {
        return absl::DataLossError(absl::StrCat("articles about ", value, ", which none has"));
      }
      found = at_cut->second;
    }
    (*about_of)[found] = static_cast<uint32_t>(a);
  }
  return absl::OkStatus();
}

absl::Status ReadNames(const ShardSource& shard, ShardNames* out) {
  absl::flat_hash_map<absl::string_view, uint32_t> named;
  absl::Status status = ForEachName(shard, std::string(format::kNamePrefix), "", &out->texts,
                                    [&](absl::string_view, const ShardNames::Name& name) {
                                      named[name.entity_id] += name.count;
                                      out->names.push_back(name);
                                    });
  if (!status.ok()) return status;
  for (const article::DimensionInfo& info : article::kDimensions) {
    if (info.type != DimensionType::kEntity) continue;
    const absl::string_view prefix = format::TermPrefix(info.dimension);
    status = shard.ForEachTerm(
        prefix, [&](absl::string_view term, const ShardSource::List& list) -> absl::Status {
          absl::StatusOr<std::string> id =
              MayBeCut(term) ? UncutValue(shard, info.dimension, std::string(term))
                             : format::FacetValueOf(info.dimension, term);
          if (!id.ok()) return id.status();
          const auto it = named.find(*id);
          AddImpliedName(*id, list.documents, it == named.end() ? 0 : it->second, out);
          return absl::OkStatus();
        });
    if (!status.ok()) return status;
  }
  std::stable_sort(out->names.begin(), out->names.end(),
                   [](const auto& a, const auto& b) { return a.entity_id < b.entity_id; });
  return absl::OkStatus();
}

absl::Status ReadNamesOf(const ShardSource& shard, absl::string_view entity_id, ShardNames* out) {
  const absl::optional<Dimension> dimension = DimensionOfEntity(entity_id);
  absl::StatusOr<uint32_t> articles = 0;
  pace::Breathe();
  if (dimension) {
    articles = shard.DocumentCount(format::FacetTerm(*dimension, entity_id));
    if (!articles.ok() || *articles == 0) return articles.status();
  }
  uint32_t named = 0;
  absl::Status status = ForEachName(shard, NameTermsOf(entity_id), entity_id, &out->texts,
                                    [&](absl::string_view, const ShardNames::Name& name) {
                                      named += name.count;
                                      out->names.push_back(name);
                                    });
  if (status.ok()) AddImpliedName(entity_id, *articles, named, out);
  return status;
}

absl::Status ReadRowsNamed(const ShardSource& shard, Row first_row, absl::string_view entity_id,
                           absl::string_view name, std::vector<Row>* out) {
  const auto read = [&](const std::string& term, std::vector<Row>* rows) {
    return shard.ForEachDocid(term,
                              [&](uint32_t docid) { rows->push_back(first_row + docid - 1); });
  };
  const absl::optional<Dimension> dimension = DimensionOfEntity(entity_id);
  if (!dimension || !format::IsImpliedName(*dimension, entity_id, name)) {
    return read(format::NameTerm(entity_id, name), out);
  }
  std::vector<Row> all, otherwise;
  absl::Status status = read(format::FacetTerm(*dimension, entity_id), &all);
  TextArena texts;
  std::vector<std::string> terms;
  status.Update(ForEachName(shard, NameTermsOf(entity_id), entity_id, &texts,
                            [&](absl::string_view term, const ShardNames::Name& other) {
                              if (other.name != name) terms.emplace_back(term);
                            }));
  for (const std::string& term : terms) status.Update(read(term, &otherwise));
  std::sort(otherwise.begin(), otherwise.end());
  std::set_difference(all.begin(), all.end(), otherwise.begin(), otherwise.end(),
                      std::back_inserter(*out));
  return status;
}

absl::Status ReadHomes(const ShardSource& shard, ShardHomes* out) {
  return shard.ForEachTerm(
      format::kHomePrefix, [&](absl::string_view term, const ShardSource::List& list) {
        ShardHomes::Home& home = out->homes.emplace_back();
        home.article_count = list.documents;
        if (MayBeCut(term)) return UncutHome(shard, std::string(term), &home);
        return format::ParseHomeTerm(term, &home.entity_id, &home.home)
                   ? absl::OkStatus()
                   : absl::DataLossError(absl::StrCat("home term of another form: ", term));
      });
}

}  // namespace dateline::snapshot

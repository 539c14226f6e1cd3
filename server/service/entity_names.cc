#include "server/service/entity_names.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/text/analyzer.h"
#include "server/service/field_checks.h"
#include "server/snapshot/entity_corrections.h"

namespace dateline::service {
namespace {

using snapshot::Dictionary;
using snapshot::Snapshot;

// What two spellings of a name have in common: their words, folded.
std::string NameKey(absl::string_view name) {
  std::string key;
  for (const text::Token& token : text::Tokenize(name)) {
    if (!key.empty()) key.push_back(' ');
    key.append(token.term);
  }
  return key.empty() ? text::Fold(name) : key;
}

// True when articles have the entity, in whatever dimension.
bool IsKnown(const Snapshot& snapshot, const std::string& id) {
  const absl::optional<article::Dimension> dimension = snapshot::DimensionOfEntity(id);
  return dimension && snapshot.dictionary(*dimension).Find(id) != snapshot::kNoOrdinal;
}

void AddOnce(std::string value, std::vector<std::string>* values) {
  if (std::find(values->begin(), values->end(), value) == values->end()) {
    values->push_back(std::move(value));
  }
}

}  // namespace

std::vector<std::string> EntityNames::Find(const std::shared_ptr<const Snapshot>& snapshot,
                                           article::Dimension dimension, absl::string_view name) {
  const Dictionary& dictionary = snapshot->dictionary(dimension);
  std::shared_ptr<const NameMap> names;
  {
    // Held while the names are read: others with the same question would only read them again.
    std::lock_guard<std::mutex> lock(mutex_);
    if (!snapshot::AreSame(snapshot_, snapshot)) {
      snapshot_ = snapshot;
      names_ = {};
    }
    std::shared_ptr<const NameMap>& kept = names_[static_cast<size_t>(dimension)];
    if (kept == nullptr) {
      auto read = std::make_shared<NameMap>();
      for (size_t i = 0; i < dictionary.entries.size(); ++i) {
        read->names[NameKey(dictionary.entries[i].display_name)].push_back(
            static_cast<snapshot::Ordinal>(i));
      }
      for (const auto& former : snapshot->corrections().former_names()) {
        if (former.dimension != dimension || !IsKnown(*snapshot, former.final_id)) continue;
        read->former[NameKey(former.name)].push_back(former.final_id);
      }
      kept = std::move(read);
    }
    names = kept;
  }
  std::vector<std::string> values;
  const std::string key = NameKey(name);
  if (const auto found = names->names.find(key); found != names->names.end()) {
    for (snapshot::Ordinal ordinal : found->second) {
      values.emplace_back(dictionary.entries[ordinal].value);
    }
  }
  if (const auto former = names->former.find(key); former != names->former.end()) {
    for (const std::string& id : former->second) AddOnce(id, &values);
    std::sort(values.begin(), values.end());
  }
  return values;
}

std::vector<std::string> ResolveValue(const std::shared_ptr<const Snapshot>& snapshot,
                                      article::Dimension dimension, const std::string& value,
                                      EntityNames* names) {
  if (snapshot->dictionary(dimension).Find(value) != snapshot::kNoOrdinal) return {value};
  if (article::InfoOf(dimension).type != article::DimensionType::kEntity) return {};
  const std::string merged(snapshot->corrections().Merged(value));
  if (IsKnown(*snapshot, merged)) return {merged};
  if (snapshot->corrections().IsHidden(merged)) return {};
  return names->Find(snapshot, dimension, value);
}

std::vector<match::Selection> ResolveSelections(const std::shared_ptr<const Snapshot>& snapshot,
                                                const std::vector<match::Selection>& selections,
                                                EntityNames* names,
                                                std::vector<std::string>* warnings) {
  std::vector<match::Selection> resolved;
  for (const match::Selection& selection : selections) {
    const absl::string_view dimension = article::InfoOf(selection.dimension).name;
    match::Selection& result = resolved.emplace_back(selection);
    const auto resolve = [&](const std::vector<std::string>& given, bool all,
                             std::vector<std::string>* values) {
      values->clear();
      for (const std::string& value : given) {
        std::vector<std::string> meant = ResolveValue(snapshot, selection.dimension, value, names);
        if (meant.empty()) {
          const snapshot::EntityCorrections& corrections = snapshot->corrections();
          const absl::string_view merged = corrections.Merged(value);
          warnings->push_back(
              corrections.IsHidden(merged)
                  ? absl::StrCat("The alias overlay hides the ", dimension, " ", Quoted(value),
                                 ": ", corrections.WhyHidden(merged))
                  : absl::StrCat("No article has the ", dimension, " ", Quoted(value), "."));
          meant.push_back(value);
        } else if (const auto other = snapshot::OtherDimension(selection.dimension, meant[0])) {
          const absl::string_view other_name = article::InfoOf(*other).name;
          warnings->push_back(meant[0] == value
                                  ? absl::StrCat(Quoted(value), " is no ", dimension,
                                                 " and is counted as ", other_name, ".")
                                  : absl::StrCat("The ", dimension, " ", Quoted(value),
                                                 " has become ", meant[0], " and is counted as ",
                                                 other_name, "."));
        } else if (all && meant.size() > 1) {
          warnings->push_back(
              absl::StrCat("The name ", Quoted(value), " stands for ", meant.size(),
                           " entities, and the selection asks for articles with all "
                           "of them; give the id of one."));
        }
        for (std::string& one : meant) AddOnce(std::move(one), values);
      }
    };
    resolve(selection.values, selection.match_all, &result.values);
    resolve(selection.excluded_values, false, &result.excluded_values);
  }
  return resolved;
}

}  // namespace dateline::service

#include "indexer/annotate/given_names.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_split.h"

namespace dateline::annotate {

bool GivenNames::Add(absl::string_view key, absl::string_view sex, absl::string_view full) {
  if (key.empty() || (!sex.empty() && sex != "m" && sex != "f")) return false;
  const Sex read = sex == "m" ? Sex::kMale : sex == "f" ? Sex::kFemale : Sex::kUnknown;
  names_[key] = Name{read, full};
  return true;
}

Sex GivenNames::SexOf(absl::string_view key) const {
  const auto found = names_.find(key);
  return found == names_.end() ? Sex::kUnknown : found->second.sex;
}

Sex GivenNames::LikelySexOf(absl::string_view key) const {
  const auto found = names_.find(key);
  if (found == names_.end()) return Sex::kUnknown;
  if (found->second.sex != Sex::kUnknown) return found->second.sex;
  Sex sex = Sex::kUnknown;
  for (absl::string_view full : absl::StrSplit(found->second.full, ' ', absl::SkipEmpty())) {
    if (sex != Sex::kUnknown && SexOf(full) != sex) return Sex::kUnknown;
    sex = SexOf(full);
  }
  return sex;
}

bool GivenNames::SameName(absl::string_view a, absl::string_view b) const {
  const auto of_a = names_.find(a);
  const auto of_b = names_.find(b);
  if (of_a == names_.end() || of_b == names_.end()) return false;
  std::vector<absl::string_view> full = absl::StrSplit(of_a->second.full, ' ', absl::SkipEmpty());
  full.push_back(a);
  const auto is_full = [&](absl::string_view name) {
    return std::find(full.begin(), full.end(), name) != full.end();
  };
  if (is_full(b)) return true;
  for (absl::string_view name : absl::StrSplit(of_b->second.full, ' ', absl::SkipEmpty())) {
    if (is_full(name)) return true;
  }
  return false;
}

}  // namespace dateline::annotate

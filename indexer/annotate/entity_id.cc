#include "indexer/annotate/entity_id.h"

#include <unicode/uchar.h>

#include "absl/strings/str_cat.h"
#include "indexer/text/analyzer.h"
#include "indexer/text/utf8.h"

namespace dateline::annotate {
namespace {

bool BelongsToSlug(char32_t c) {
  if (c == 0xFFFD) return false;
  return u_isalnum(static_cast<UChar32>(c)) ||
         (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

}  // namespace

std::string MakeEntityId(article::Kind kind, absl::string_view name) {
  std::string repaired(name);
  text::RepairUtf8(&repaired);
  const std::string folded = text::Fold(repaired);
  std::string slug;
  const std::string prefix = absl::StrCat(article::InfoOf(article::DimensionOf(kind)).name, "/");
  bool gap = false;
  for (size_t pos = 0; pos < folded.size();) {
    const size_t begin = pos;
    const char32_t c = text::NextCodePoint(folded, &pos);
    if (!BelongsToSlug(c)) {
      gap = true;
      continue;
    }
    const size_t dash = gap && !slug.empty() ? 1 : 0;
    if (prefix.size() + slug.size() + dash + (pos - begin) > kMaxEntityIdBytes) break;
    if (dash) slug.push_back('-');
    gap = false;
    slug.append(folded, begin, pos - begin);
  }
  if (slug.empty()) return "";
  return absl::StrCat(prefix, slug);
}

}  // namespace dateline::annotate

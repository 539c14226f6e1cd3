// The words by which furniture.h knows page furniture. All are in the form of text::Fold: lower
// case, without diacritics.

#ifndef DATELINE_INDEXER_EXTRACT_FURNITURE_PHRASES_H_
#define DATELINE_INDEXER_EXTRACT_FURNITURE_PHRASES_H_

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace dateline::extract {

// Lines that are furniture when they say this and nothing else.
const absl::flat_hash_set<absl::string_view>& FurniturePhrases();
// Lines that head what follows an article.
const absl::flat_hash_set<absl::string_view>& EndPhrases();

// The same for lines that begin so.
absl::Span<const absl::string_view> FurniturePrefixes();
absl::Span<const absl::string_view> EndPrefixes();
// What heads comments behind their number: "12 thoughts on ".
absl::Span<const absl::string_view> CountedEnds();

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_FURNITURE_PHRASES_H_

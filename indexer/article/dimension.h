// The dimensions: everything an article can be counted and narrowed by.
//
// A new dimension starts here, with a value of the enum and a row of the table. The rows that say
// how it is stored are in indexer/format/schema.h; how an article's values are found, in ValuesOf
// (article.h); its name in the API, in proto/dateline/v1/search.proto. README.md walks through
// them.

#ifndef DATELINE_INDEXER_ARTICLE_DIMENSION_H_
#define DATELINE_INDEXER_ARTICLE_DIMENSION_H_

#include <array>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace dateline::article {

enum class Dimension : uint8_t {
  kPerson = 0,
  kOrganization,
  kPlace,
  kSource,
  kLanguage,
  kPublishDate,
  kEventDate,
};

// What the values of a dimension are.
enum class DimensionType : uint8_t {
  kEntity,  // entity ids with display names, any number per article
  kLabel,   // plain strings, at most one per article
  kDate,    // calendar intervals, counted into a histogram
};

struct DimensionInfo {
  Dimension dimension;
  absl::string_view name;  // As scripts and entity ids write it: "person".
  DimensionType type;
};

inline constexpr std::array<DimensionInfo, 7> kDimensions = {{
    {Dimension::kPerson, "person", DimensionType::kEntity},
    {Dimension::kOrganization, "organization", DimensionType::kEntity},
    {Dimension::kPlace, "place", DimensionType::kEntity},
    {Dimension::kSource, "source", DimensionType::kLabel},
    {Dimension::kLanguage, "language", DimensionType::kLabel},
    {Dimension::kPublishDate, "publish_date", DimensionType::kDate},
    {Dimension::kEventDate, "event_date", DimensionType::kDate},
}};

// The dimensions counted by value (entities and labels) come first, so that they can index an
// array.
inline constexpr size_t kValueDimensionCount = 5;

// The row of a dimension.
constexpr const DimensionInfo& InfoOf(Dimension dimension) {
  return kDimensions[static_cast<size_t>(dimension)];
}

// The dimension of that name; nullopt when there is none.
std::optional<Dimension> FindDimension(absl::string_view name);

}  // namespace dateline::article

#endif  // DATELINE_INDEXER_ARTICLE_DIMENSION_H_

#include "indexer/article/dimension.h"

namespace dateline::article {

std::optional<Dimension> FindDimension(absl::string_view name) {
  for (const DimensionInfo& info : kDimensions) {
    if (info.name == name) return info.dimension;
  }
  return std::nullopt;
}

}  // namespace dateline::article

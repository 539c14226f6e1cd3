// The values of facets with bars and counts, side by side.

#ifndef DATELINE_CLIENT_FACET_COLUMNS_H_
#define DATELINE_CLIENT_FACET_COLUMNS_H_

#include <string>
#include <vector>

#include "client/screen.h"
#include "client/styled_text.h"
#include "dateline/v1/search.pb.h"

namespace dateline::client {

// A block is at least this wide, else fewer of them stand side by side.
inline constexpr int kMinFacetWidth = 24;

// `values` as lines of exactly `width` columns: a mark before selected ones, the name, with
// `with_ids` the id, a bar, the count. Names that are too long are cut.
std::vector<StyledText> DrawValues(const google::protobuf::RepeatedPtrField<v1::FacetValue>& values,
                                   int width, bool with_ids, const Screen& screen);

// The facets of entities and labels among `facets`, as many blocks side by side as the screen
// has room for; each with its title, how many of how many values are shown, and how many
// articles have none. `requests` are what was asked for: they tell how the values were counted.
std::string DrawFacetColumns(const google::protobuf::RepeatedPtrField<v1::Facet>& facets,
                             const google::protobuf::RepeatedPtrField<v1::FacetRequest>& requests,
                             const Screen& screen);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_FACET_COLUMNS_H_

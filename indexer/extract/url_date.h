// The date that a URL carries.

#ifndef DATELINE_INDEXER_EXTRACT_URL_DATE_H_
#define DATELINE_INDEXER_EXTRACT_URL_DATE_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "indexer/article/date.h"

namespace dateline::extract {

// The date in the path of a URL: /2023/10/19/, /2023-10-19-, /20231019/. Unknown when there is no
// full one. `url` may begin with its path. Pure.
article::PublishDate FindUrlDate(absl::string_view url);

// The month that the path of a URL names as it would name a day: /2023/10/. nullopt when there is
// none.
std::optional<article::DateInterval> FindUrlMonth(absl::string_view url);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_URL_DATE_H_

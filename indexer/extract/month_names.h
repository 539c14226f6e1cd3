// Month names of many languages.

#ifndef DATELINE_INDEXER_EXTRACT_MONTH_NAMES_H_
#define DATELINE_INDEXER_EXTRACT_MONTH_NAMES_H_

#include "absl/strings/string_view.h"

namespace dateline::extract {

// 1 to 12 for a month's name, full or abbreviated, in any case, without a dot behind it; 0 when it
// is none.
int MonthOfName(absl::string_view word);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_MONTH_NAMES_H_

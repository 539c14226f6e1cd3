// Dates of publication in the scripts of a page: the state that a program in the browser starts
// from.

#ifndef DATELINE_INDEXER_EXTRACT_SCRIPT_DATE_H_
#define DATELINE_INDEXER_EXTRACT_SCRIPT_DATE_H_

#include <cstddef>
#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/html_page.h"

namespace dateline::extract {

// The most bytes of a page's scripts that are looked through.
inline constexpr size_t kMaxScriptDateBytes = 4 << 20;

// Reads the members of objects in one script whose names speak of publication ("publishDate":
// "2023-10-19T08:00", 'first-publication': ...; not of an update), in JSON, JavaScript, or JSON
// escaped in a string. Collects into `*day`; false when one names another day than `*day`, as lists
// of stories do. Any bytes are safe.
bool ReadScriptDates(absl::string_view script, NumericOrder order,
                     std::optional<absl::CivilDay>* day);

// The day that all such members of a page's scripts name; nullopt when there are none or they name
// several.
std::optional<absl::CivilDay> FindScriptDate(const HtmlPage& page, NumericOrder order);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_SCRIPT_DATE_H_

// Dates of digits: 2023-09-13, 9/13/2023, 13.09.2023.

#ifndef DATELINE_INDEXER_ANNOTATE_NUMERIC_DATE_H_
#define DATELINE_INDEXER_ANNOTATE_NUMERIC_DATE_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "indexer/annotate/date_expression.h"
#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

// Reads the date of digits at token `at`, before token `limit`, into year, month, day and last.
// False when there is none. When day and month could be swapped ("3/4/2023") the form is
// kAmbiguous.
bool ReadNumericDate(const TokenizedText& text, uint32_t limit, uint32_t at, DateExpression* date);

// The same for 9/11, the day that is known by its name.
bool ReadNamedDay(const TokenizedText& text, uint32_t limit, uint32_t at, DateExpression* date);

// A year of four digits, or of two: 00 to 49 are 2000 to 2049, the others 19xx. 0 when it is
// neither.
int FullYear(absl::string_view word);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_NUMERIC_DATE_H_

// Which news agency an article comes from, as it says itself where such things are said: in its
// dateline, its byline, or the credit at its end. What its sentences tell of agencies is no
// evidence.

#ifndef DATELINE_INDEXER_EXTRACT_AGENCY_H_
#define DATELINE_INDEXER_EXTRACT_AGENCY_H_

#include "absl/strings/string_view.h"

namespace dateline::extract {

// All give the agency's usual short name ("Reuters", "Associated Press", "dpa"), of which two are
// equal when the agencies are; of two that share a text, the one named first; "" when none is
// named. Results are static. Thread-safe.

// "KYIV, Oct 19 (Reuters) - ", "MOSCOW, October 19. /TASS/. ", "Berlin (dpa) - ", "AFP - ": the
// start of a first paragraph.
absl::string_view AgencyOfDateline(absl::string_view paragraph);

// "By Jane Roe, Associated Press", "dpa/AFP", "Angela Roe with AP": a line that names authors.
absl::string_view AgencyOfByline(absl::string_view line);

// "(Reuters)", "Quelle: dpa", "Copyright 2023 The Associated Press", "Associated Press writer Jane
// Roe contributed to this report.": a line behind the text, or its last paragraph.
absl::string_view AgencyOfCredit(absl::string_view line);

// The first of these that names one, of a body of paragraphs parted by line ends.
absl::string_view AgencyOfBody(absl::string_view body);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_AGENCY_H_

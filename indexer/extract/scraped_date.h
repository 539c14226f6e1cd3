// The publish date of a scraped text, by the lines in which it stands.

#ifndef DATELINE_INDEXER_EXTRACT_SCRAPED_DATE_H_
#define DATELINE_INDEXER_EXTRACT_SCRAPED_DATE_H_

#include <cstddef>
#include <vector>

#include "indexer/article/date.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/text_lines.h"
#include "indexer/extract/text_range.h"

namespace dateline::extract {

// Where an article stands among the lines of a text.
struct ArticlePlaces {
  size_t title_line = 0;  // The first of the body when there is no headline.
  LineRange body;
  const std::vector<bool>& kept_prose;  // Of each line: prose that is kept.
};

// The best date in the lines around the headline and the beginning of the body, below a lead, or in
// a note below the body that says that the text appeared then; where none is better evidence than
// the URL, `url_date`, which may be unknown.
article::PublishDate FindScrapedDate(const std::vector<TextLine>& lines,
                                     const ArticlePlaces& places,
                                     const article::PublishDate& url_date, NumericOrder order);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_SCRAPED_DATE_H_

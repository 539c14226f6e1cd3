// What single lines of a scraped text are for beside telling the story, by the words in them.

#ifndef DATELINE_INDEXER_EXTRACT_LINE_PURPOSE_H_
#define DATELINE_INDEXER_EXTRACT_LINE_PURPOSE_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// In how many words or phrases a page asks its readers for something: money, a subscription,
// consent, the fields of a form.
size_t CountAppeals(absl::string_view line);

// "Jane Roe is a senior editor at ...": presents an author.
bool PresentsAuthor(absl::string_view line);

// "Comments", "Leave a reply": of a line that heads something, that readers' words follow.
bool SpeaksOfComments(absl::string_view line);

// "Reply", "Antworten": nothing but the button below a comment.
bool AnswersComment(absl::string_view line);

// "Jane Roe says:", "Jane Roe schreibt:": of a short line that ends in a colon.
bool IntroducesComment(absl::string_view line);

// "Jane Roe 3 May 2023 at 10:15": who wrote a comment and when, to the minute.
bool IsSignedStamp(absl::string_view line);

// "- Salt", "\u2022 Salt", "12. Salt": an item of a list by what it begins with.
bool IsListItem(absl::string_view line);

// Letters, and no small ones.
bool IsInCapitals(absl::string_view line);

// "10:15", "3 May 2023": a date or a time of day among other words, in a line that is not long.
bool HasTime(absl::string_view line);

// "Article continues below", "after newsletter promotion": the article goes on behind a box.
bool SaysArticleGoesOn(absl::string_view line);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_LINE_PURPOSE_H_

// What web pages put around articles, told by its words alone: share bars, calls to subscribe,
// credits, lists of other stories. The phrases are those of page furniture in general, in several
// languages; none belongs to one site.

#ifndef DATELINE_INDEXER_EXTRACT_FURNITURE_H_
#define DATELINE_INDEXER_EXTRACT_FURNITURE_H_

#include "absl/strings/string_view.h"

namespace dateline::extract {

enum class Furniture {
  kNone,
  kPhrase,       // a button, a label, a credit: this line is no part of an article
  kEndsArticle,  // the head of what follows an article: comments, other stories
};

// Judges one cleaned line. Long lines are furniture only when they begin as such.
Furniture FurnitureOf(absl::string_view line);
// The same for a line of which it is known whether it has the word "rights" or "Rechte".
Furniture FurnitureOf(absl::string_view line, bool names_rights);

// "3 comments", "Leave a reply", "Kommentare": a line above what readers wrote.
bool HeadsComments(absl::string_view line);

// "By Jane Roe", "Von unserem Korrespondenten": a line that names the author and says nothing else.
bool IsByline(absl::string_view line);

// "Jane Roe": two to four words that all begin with a capital, and nothing else.
bool IsBareName(absl::string_view line);

// Ends as a sentence does, closing quotes and brackets aside.
bool EndsSentence(absl::string_view line);

// "(Jane Roe / Agency via Getty Images)" and the like at the end of a caption, or a line that is
// one.
bool HasPhotoCredit(absl::string_view line);

// A caption without the credit at its end, whose names are not those of the picture: "A ferry.
// Photo: Jane Roe", "A ferry (Jane Roe/Getty Images)". Empty when it is nothing but a credit.
absl::string_view WithoutPhotoCredit(absl::string_view caption);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_FURNITURE_H_

// One article as a page of text.

#ifndef DATELINE_CLIENT_ARTICLE_PAGE_H_
#define DATELINE_CLIENT_ARTICLE_PAGE_H_

#include <string>

#include "client/screen.h"
#include "dateline/v1/article.pb.h"

namespace dateline::client {

// Title, where it comes from, the body with its mentions and event dates marked, and lists of
// whom and what it is about, of what else it names, and of the dates it speaks of. Spans that lie
// outside of the text or over one another are left unmarked. Nothing of the article reaches the
// page as it is: see SafeText.
std::string RenderArticle(const v1::Article& article, const Screen& screen);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_ARTICLE_PAGE_H_

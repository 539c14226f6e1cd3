// What must be true of any article, whatever bytes it came from; a violation aborts.

#ifndef DATELINE_TESTS_FUZZ_CHECK_ARTICLE_H_
#define DATELINE_TESTS_FUZZ_CHECK_ARTICLE_H_

#include <cstdlib>

#include "indexer/article/article.h"
#include "indexer/text/utf8.h"

namespace dateline::fuzz {

inline void Require(bool condition) {
  if (!condition) std::abort();
}

inline bool OnBoundary(const std::string& text, uint32_t pos) {
  return pos <= text.size() &&
         (pos == text.size() || (static_cast<unsigned char>(text[pos]) & 0xC0) != 0x80);
}

inline void CheckArticle(const article::Article& article) {
  Require(!article.id.empty());
  Require(!article.title.empty() || !article.body.empty());
  for (const std::string* s : {&article.id, &article.url, &article.source, &article.title,
                               &article.body, &article.language}) {
    Require(text::IsValidUtf8(*s));
  }
  for (const auto& m : article.mentions) {
    Require(m.begin < m.end && OnBoundary(article.text(m.field), m.begin) &&
            OnBoundary(article.text(m.field), m.end));
    Require(text::IsValidUtf8(m.entity_id) && text::IsValidUtf8(m.name) &&
            text::IsValidUtf8(m.home));
  }
  for (const auto& d : article.event_dates) {
    Require(d.begin < d.end && OnBoundary(article.text(d.field), d.begin) &&
            OnBoundary(article.text(d.field), d.end));
    Require(d.interval.start <= d.interval.end);
    Require(d.interval.start.year() >= article::kMinYear &&
            d.interval.end.year() <= article::kMaxYear);
  }
}

}  // namespace dateline::fuzz

#endif  // DATELINE_TESTS_FUZZ_CHECK_ARTICLE_H_

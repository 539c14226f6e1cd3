// Ids and names of persons of the very same name, whom the places that they hold office for tell
// apart: what the indexer gives within one article, and the server across articles.

#ifndef DATELINE_INDEXER_ARTICLE_NAMESAKE_H_
#define DATELINE_INDEXER_ARTICLE_NAMESAKE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/article/article.h"

namespace dateline::article {

// "person/jane-roe-ohio" of "person/jane-roe" and "place/ohio".
std::string NamesakeId(absl::string_view person_id, absl::string_view home);

// "Jane Roe (Ohio)"
std::string NamesakeName(absl::string_view name, absl::string_view home_name);

// The distinct pairs of entity id and home that the mentions of an article tell, sorted.
std::vector<std::pair<std::string, std::string>> HomesOf(const Article& article);

}  // namespace dateline::article

#endif  // DATELINE_INDEXER_ARTICLE_NAMESAKE_H_

// Article to stored bytes and back, and to the JSON line that `extract` and `export` print.

#ifndef DATELINE_INDEXER_FORMAT_CODEC_H_
#define DATELINE_INDEXER_FORMAT_CODEC_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/article/article.h"

namespace dateline::format {

// The data of a Xapian document: a dateline.storage.v1.Article.
std::string EncodeArticle(const article::Article& article);

// What of a stored article is wanted: kText leaves mentions and event dates out, unread.
enum class ArticleParts { kAll, kText };

// DATA_LOSS when the bytes are not what EncodeArticle wrote, offsets outside their field included.
absl::StatusOr<article::Article> DecodeArticle(absl::string_view bytes,
                                               ArticleParts parts = ArticleParts::kAll);

// One line of JSON without the newline, in the form of the contract (README, "The JSON line"):
// fields that are empty are left out. `extra` are members to add at the end, already JSON, as of
// JsonMember.
std::string ArticleToJson(const article::Article& article, absl::string_view extra = "");

// "\"copy_group\":\"x\"", both escaped; "" for an empty value, which is left out.
std::string JsonMember(absl::string_view key, absl::string_view value);

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_CODEC_H_

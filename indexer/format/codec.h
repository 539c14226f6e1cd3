// Article to stored bytes and back, and to the JSON line that `extract` and `export` print.

#ifndef DATELINE_INDEXER_FORMAT_CODEC_H_
#define DATELINE_INDEXER_FORMAT_CODEC_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/article/article.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/schema.h"

namespace dateline::format {

// What the data of a Xapian document holds: a dateline.storage.v1.Article. Up to format version 6
// it is the data.
// `format_version` is that of the index.
std::string EncodeArticle(const article::Article& article, int format_version = kFormatVersion);

// Whether some format version encodes the article so.
bool IsEncodingOf(absl::string_view bytes, const article::Article& article);

// What of a stored article is wanted: kText leaves mentions and event dates out, unread.
enum class ArticleParts { kAll, kText };

// DATA_LOSS when the bytes are not what EncodeArticle wrote, offsets outside their field included.
absl::StatusOr<article::Article> DecodeArticle(absl::string_view bytes,
                                               ArticleParts parts = ArticleParts::kAll);

// The data of a document as it is stored since format version 7: a byte that says the form, which
// no message begins with (it has the field number 0), and the message compressed, with `dictionary`
// unless it is null. A message that would not become smaller is stored as it is.
// REQUIRES: `encoded` is what EncodeArticle gave.
std::string PackArticle(absl::string_view encoded, const DataDictionary* dictionary);

// What EncodeArticle gave, from the data of a document of any format version. `dictionary` is that
// of the shard, null when it has none. DATA_LOSS for what PackArticle does not write.
absl::StatusOr<std::string> UnpackArticle(absl::string_view stored,
                                          const DataDictionary* dictionary);

// The article of a document's data, of any format version: UnpackArticle, then DecodeArticle.
absl::StatusOr<article::Article> DecodeStoredArticle(absl::string_view stored,
                                                     const DataDictionary* dictionary,
                                                     ArticleParts parts = ArticleParts::kAll);

// One line of JSON without the newline, in the form of the contract (README, "The JSON line"):
// fields that are empty are left out. `extra` are members to add at the end, already JSON, as of
// JsonMember.
std::string ArticleToJson(const article::Article& article, absl::string_view extra = "");

// "\"copy_group\":\"x\"", both escaped; "" for an empty value, which is left out.
std::string JsonMember(absl::string_view key, absl::string_view value);

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_CODEC_H_

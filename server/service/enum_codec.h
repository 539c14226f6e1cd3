// The API's enums and the engine's, one to one.

#ifndef DATELINE_SERVER_SERVICE_ENUM_CODEC_H_
#define DATELINE_SERVER_SERVICE_ENUM_CODEC_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/search.pb.h"
#include "indexer/article/article.h"
#include "server/match/search.h"

namespace dateline::service {

v1::Dimension EncodeDimension(article::Dimension dimension);
v1::DatePrecision EncodePrecision(article::DatePrecision precision);
v1::DateEvidence EncodeEvidence(article::DateSource source);
v1::ArticleField EncodeField(article::Field field);
v1::CalendarInterval EncodeInterval(match::CalendarInterval interval);

// INVALID_ARGUMENT, naming `field`, for the unspecified value and for numbers that the enum does
// not have.
absl::StatusOr<article::Dimension> DecodeDimension(absl::string_view field,
                                                   v1::Dimension dimension);

// As DecodeDimension; a dimension of dates is INVALID_ARGUMENT too.
absl::StatusOr<article::Dimension> DecodeValueDimension(absl::string_view field,
                                                        v1::Dimension dimension);

// The unspecified value is the default that the proto says. INVALID_ARGUMENT for unknown numbers.
// INVALID_ARGUMENT when `about_only` is asked of a dimension that no article is about.
absl::Status CheckAbout(absl::string_view field, article::Dimension dimension, bool about_only);

absl::StatusOr<match::CalendarInterval> DecodeInterval(absl::string_view field,
                                                       v1::CalendarInterval interval);
absl::StatusOr<match::Sort> DecodeSort(absl::string_view field, v1::SortOrder sort);
absl::StatusOr<match::EventMatch> DecodeEventMatch(absl::string_view field, v1::EventMatch match);
// True for ARTICLE_VIEW_FULL; `unspecified` is what the request's default means.
absl::StatusOr<bool> DecodeFullView(absl::string_view field, v1::ArticleView view,
                                    bool unspecified);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_ENUM_CODEC_H_

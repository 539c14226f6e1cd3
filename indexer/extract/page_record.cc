#include "indexer/extract/page_record.h"

#include <rapidjson/document.h>

#include <cstdlib>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "indexer/extract/clean_text.h"
#include "indexer/extract/language.h"
#include "indexer/text/utf8.h"

namespace dateline::extract {
namespace {

using article::DatePrecision;
using rapidjson::Value;

constexpr unsigned kParseFlags =
    rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag;
// How near to the capture a stated moment has to be to be the capture itself.
constexpr int64_t kSameMomentSeconds = 5;

// The first of the members that is a string with something in it.
std::string StringOf(const Value& object, std::initializer_list<absl::string_view> names) {
  for (const absl::string_view name : names) {
    const auto member = object.FindMember(Value(rapidjson::StringRef(name.data(), name.size())));
    if (member == object.MemberEnd() || !member->value.IsString()) continue;
    std::string value(member->value.GetString(), member->value.GetStringLength());
    text::RepairUtf8(&value);
    if (!absl::StripAsciiWhitespace(value).empty()) return value;
  }
  return "";
}

// "2023-09-13 10:00:00" or with T, fraction and zone; UTC without a zone.
std::optional<absl::Time> MomentOf(const std::string& text) {
  for (const char* format : {"%Y-%m-%d%ET%H:%M:%E*S%Ez", "%Y-%m-%d %H:%M:%E*S%Ez",
                             "%Y-%m-%d%ET%H:%M:%E*S", "%Y-%m-%d %H:%M:%E*S"}) {
    absl::Time time;
    if (absl::ParseTime(format, text, absl::UTCTimeZone(), &time, nullptr)) return time;
  }
  return std::nullopt;
}

// `downloaded` is when the record says that the page was fetched; "" when it does not.
article::PublishDate DateOf(const std::string& text, const std::string& downloaded,
                            const article::Article& article) {
  const std::optional<article::IsoDate> stated =
      article::ParseIsoDateTime(absl::StripAsciiWhitespace(text));
  if (!stated.has_value()) return {};
  const std::optional<absl::Time> moment = MomentOf(text);
  const std::optional<absl::Time> fetched = MomentOf(downloaded);
  if (moment && fetched &&
      absl::AbsDuration(*moment - *fetched) <= absl::Seconds(kSameMomentSeconds)) {
    return {};
  }
  if (article.captured_at != 0) {
    const absl::CivilDay captured =
        absl::ToCivilDay(absl::FromUnixSeconds(article.captured_at), absl::UTCTimeZone());
    // A clock east of Greenwich is a day ahead at most.
    if (stated->day > captured + 1) return {};
    if (moment.has_value() &&
        std::abs(absl::ToUnixSeconds(*moment) - article.captured_at) <= kSameMomentSeconds) {
      return {};
    }
  }
  const article::PublishDate& own = article.publish_date;
  if (own.known() && own.precision == DatePrecision::kDay) {
    if (std::abs(stated->day - own.day) <= 1) return {};
    const bool midnight = !moment.has_value() || absl::ToUnixSeconds(*moment) % (24 * 60 * 60) == 0;
    if (stated->day.month() == 1 && stated->day.day() == 1 && midnight) return {};
  }
  article::PublishDate date;
  date.precision = stated->precision;
  date.source = article::DateSource::kGiven;
  date.day = stated->day;
  return date;
}

}  // namespace

void ApplyPageRecord(absl::string_view json, article::Article* article) {
  std::string copy(json);
  text::RepairUtf8(&copy);
  rapidjson::Document document;
  document.Parse<kParseFlags>(copy.c_str());
  if (document.HasParseError() || !document.IsObject()) return;
  const article::PublishDate date =
      DateOf(StringOf(document, {"date_publish", "publish_date", "publishing_date", "published_at",
                                 "published", "date"}),
             StringOf(document, {"date_download", "download_date", "fetched_at"}), *article);
  if (date.known()) {
    article->publish_date = date;
    article->publish_bounds = {};
  }
  if (article->title.empty()) article->title = CleanLine(StringOf(document, {"title", "headline"}));
  if (article->body.empty()) article->body = StringOf(document, {"maintext", "text", "body"});
  if (article->language.empty()) {
    article->language = DetectLanguage(article->body.empty() ? article->title : article->body,
                                       StringOf(document, {"language", "lang"}));
  }
}

}  // namespace dateline::extract

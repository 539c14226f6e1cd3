#include "indexer/format/codec.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "dateline/storage/v1/article.pb.h"
#include "indexer/article/salience.h"
#include "indexer/format/stored_spans.h"

namespace dateline::format {
namespace {

using article::DatePrecision;
using article::DateSource;
namespace stored = ::dateline::storage::v1;

// How many bytes at the start of `text` stand in a JSON string as they are.
size_t PlainBytes(absl::string_view text) {
  constexpr uint64_t kEach = 0x0101010101010101;
  constexpr uint64_t kEachHigh = 0x8080808080808080;
  const auto below = [](uint64_t eight, uint64_t bound) {
    return (eight - kEach * bound) & ~eight & kEachHigh;  // Not 0 when one of the bytes is.
  };
  size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    uint64_t eight;
    std::memcpy(&eight, text.data() + i, 8);
    if ((below(eight, ' ') | below(eight ^ kEach * '"', 1) | below(eight ^ kEach * '\\', 1)) != 0)
      break;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) >= ' ' && text[i] != '"' &&
         text[i] != '\\')
    ++i;
  return i;
}

// RapidJSON's own strings are written byte by byte; of a body most bytes need no escape.
class JsonWriter : public rapidjson::Writer<rapidjson::StringBuffer> {
 public:
  using Writer::Writer;

  void Text(absl::string_view text) {
    Prefix(rapidjson::kStringType);
    os_->Put('"');
    while (true) {
      const size_t plain = PlainBytes(text);
      std::memcpy(os_->Push(plain), text.data(), plain);
      if (plain == text.size()) break;
      WriteEscape(text[plain]);
      text.remove_prefix(plain + 1);
    }
    os_->Put('"');
  }

 private:
  void WriteEscape(char c) {
    constexpr absl::string_view kNamed = "\"\\\b\t\n\f\r";
    constexpr char kNames[] = "\"\\btnfr";
    constexpr char kHexDigits[] = "0123456789ABCDEF";
    os_->Put('\\');
    const size_t named = kNamed.find(c);
    if (named != absl::string_view::npos) {
      os_->Put(kNames[named]);
      return;
    }
    for (const char digit : {'u', '0', '0', kHexDigits[c >> 4], kHexDigits[c & 15]})
      os_->Put(digit);
  }
};

constexpr int kSpansVersion = 7;  // Since then mentions and event dates are spans.

// The forms of stored data that are not a message; each byte would be a field of number 0.
constexpr char kCompressedForm = 1;
constexpr char kDictionaryForm = 2;
constexpr char kLastForm = 7;

// What most articles' JSON has beside the body.
constexpr size_t kBytesBesideBody = 2048;

absl::Status Damaged(absl::string_view what) {
  return absl::DataLossError(absl::StrCat("stored article: ", what));
}

bool ValidDay(int32_t day) {
  static const int32_t first = article::ToDayNumber(absl::CivilDay(article::kMinYear, 1, 1));
  static const int32_t last = article::ToDayNumber(absl::CivilDay(article::kMaxYear, 12, 31));
  return day >= first && day <= last;
}

absl::Status DecodePublishDate(const stored::PublishDate& from, article::PublishDate* to) {
  if (from.precision() < 1 || from.precision() > static_cast<uint32_t>(DatePrecision::kYear) ||
      from.source() > static_cast<uint32_t>(DateSource::kText) || !ValidDay(from.day())) {
    return Damaged("publish date out of range");
  }
  to->precision = static_cast<DatePrecision>(from.precision());
  to->source = static_cast<DateSource>(from.source());
  to->day = article::FromDayNumber(from.day());
  return absl::OkStatus();
}

absl::Status DecodePublishBounds(const stored::DateBounds& from, article::DateBounds* to) {
  if ((from.has_not_before() && !ValidDay(from.not_before())) ||
      (from.has_not_after() && !ValidDay(from.not_after()))) {
    return Damaged("bound of the publish date out of range");
  }
  if (from.has_not_before()) to->not_before = article::FromDayNumber(from.not_before());
  if (from.has_not_after()) to->not_after = article::FromDayNumber(from.not_after());
  return absl::OkStatus();
}

void WriteString(JsonWriter* writer, const char* key, absl::string_view value) {
  if (value.empty()) return;
  writer->Key(key);
  writer->Text(value);
}

void WriteBounds(JsonWriter* writer, const article::DateBounds& bounds) {
  if (bounds.not_before) {
    WriteString(writer, "publish_date_not_before", article::FormatIsoDate(*bounds.not_before));
  }
  if (bounds.not_after) {
    WriteString(writer, "publish_date_not_after", article::FormatIsoDate(*bounds.not_after));
  }
}

// A digest marks a record of an archive file, whose offset may well be 0.
void WriteProvenance(JsonWriter* writer, const article::Article& article) {
  WriteString(writer, "captured_at", article::FormatIsoInstant(article.captured_at));
  WriteString(writer, "record_digest", article.record_digest);
  if (article.record_offset == 0 && article.record_digest.empty()) return;
  writer->Key("record_offset");
  writer->Uint64(article.record_offset);
}

// What a mention and an event date begin with.
template <typename Span>
void WriteSpan(JsonWriter* writer, const article::Article& article, const Span& span) {
  WriteString(writer, "text", article.text(span));
  writer->Key("begin");
  writer->Uint(span.begin);
  writer->Key("end");
  writer->Uint(span.end);
}

void WriteMentions(JsonWriter* writer, const article::Article& article) {
  if (article.mentions.empty()) return;
  writer->Key("mentions");
  writer->StartArray();
  for (const article::Mention& m : article.mentions) {
    writer->StartObject();
    WriteString(writer, "field", Name(m.field));
    WriteString(writer, "kind", Name(m.kind));
    WriteSpan(writer, article, m);
    WriteString(writer, "entity_id", m.entity_id);
    WriteString(writer, "name", m.name);
    WriteString(writer, "home", m.home);
    writer->EndObject();
  }
  writer->EndArray();
}

void WriteEntities(JsonWriter* writer, const article::Article& article) {
  const std::vector<article::EntitySalience> entities = article::SaliencesOf(article);
  if (entities.empty()) return;
  writer->Key("entities");
  writer->StartArray();
  for (const article::EntitySalience& e : entities) {
    writer->StartObject();
    WriteString(writer, "entity_id", e.entity_id);
    WriteString(writer, "kind", Name(e.kind));
    WriteString(writer, "name", e.name);
    writer->Key("mention_count");
    writer->Uint(e.mention_count);
    const auto flag = [&](const char* key, bool value) {
      if (!value) return;
      writer->Key(key);
      writer->Bool(true);
    };
    flag("in_title", e.in_title);
    flag("in_lead", e.in_lead);
    writer->Key("salience");
    const std::string salience = absl::StrFormat("%.2f", e.salience);
    writer->RawValue(salience.data(), salience.size(), rapidjson::kNumberType);
    flag("about", e.about);
    writer->EndObject();
  }
  writer->EndArray();
}

void WriteEventDates(JsonWriter* writer, const article::Article& article) {
  if (article.event_dates.empty()) return;
  writer->Key("event_dates");
  writer->StartArray();
  for (const article::EventDate& d : article.event_dates) {
    writer->StartObject();
    WriteString(writer, "field", Name(d.field));
    WriteSpan(writer, article, d);
    WriteString(writer, "start_date", article::FormatIsoDate(d.interval.start));
    WriteString(writer, "end_date", article::FormatIsoDate(d.interval.end));
    WriteString(writer, "granularity", Name(d.granularity));
    WriteString(writer, "rule", Name(d.rule));
    writer->EndObject();
  }
  writer->EndArray();
}

}  // namespace

std::string EncodeArticle(const article::Article& article, int format_version) {
  stored::Article to;
  to.set_id(article.id);
  to.set_source_path(article.source_path);
  to.set_url(article.url);
  to.set_source(article.source);
  to.set_title(article.title);
  to.set_body(article.body);
  to.set_captions(article.captions);
  to.set_language(article.language);
  to.set_agency(article.agency);
  to.set_captured_at(article.captured_at);
  to.set_record_offset(article.record_offset);
  to.set_record_digest(article.record_digest);
  if (article.publish_date.known()) {
    stored::PublishDate* date = to.mutable_publish_date();
    date->set_day(article::ToDayNumber(article.publish_date.day));
    date->set_precision(static_cast<uint32_t>(article.publish_date.precision));
    date->set_source(static_cast<uint32_t>(article.publish_date.source));
  }
  if (!article.publish_bounds.empty()) {
    stored::DateBounds* bounds = to.mutable_publish_bounds();
    const article::DateBounds& from = article.publish_bounds;
    if (from.not_before) bounds->set_not_before(article::ToDayNumber(*from.not_before));
    if (from.not_after) bounds->set_not_after(article::ToDayNumber(*from.not_after));
  }
  EncodeSpans(article, /*as_spans=*/format_version >= kSpansVersion, &to);
  return to.SerializeAsString();
}

bool IsEncodingOf(absl::string_view bytes, const article::Article& article) {
  return EncodeArticle(article, kSpansVersion) == bytes ||
         EncodeArticle(article, kSpansVersion - 1) == bytes;
}

absl::StatusOr<article::Article> DecodeArticle(absl::string_view bytes, ArticleParts parts) {
  stored::Article from;
  if (!from.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Damaged("not an article message");
  }
  if (from.id().empty()) return Damaged("no id");
  article::Article to;
  if (from.has_publish_date()) {
    absl::Status status = DecodePublishDate(from.publish_date(), &to.publish_date);
    if (!status.ok()) return status;
  }
  if (from.has_publish_bounds()) {
    absl::Status status = DecodePublishBounds(from.publish_bounds(), &to.publish_bounds);
    if (!status.ok()) return status;
  }
  to.captured_at = from.captured_at();
  to.record_offset = from.record_offset();
  to.id = std::move(*from.mutable_id());
  to.source_path = std::move(*from.mutable_source_path());
  to.url = std::move(*from.mutable_url());
  to.source = std::move(*from.mutable_source());
  to.title = std::move(*from.mutable_title());
  to.body = std::move(*from.mutable_body());
  to.captions = std::move(*from.mutable_captions());
  to.language = std::move(*from.mutable_language());
  to.agency = std::move(*from.mutable_agency());
  to.record_digest = std::move(*from.mutable_record_digest());
  if (parts == ArticleParts::kText) return to;
  absl::Status status = DecodeSpans(from, &to);
  if (!status.ok()) return status;
  return to;
}

std::string PackArticle(absl::string_view encoded, const DataDictionary* dictionary) {
  std::string packed(1, dictionary != nullptr ? kDictionaryForm : kCompressedForm);
  if (encoded.size() <= kMaxCompressedText && AppendCompressed(encoded, dictionary, &packed) &&
      packed.size() < encoded.size()) {
    return packed;
  }
  return std::string(encoded);
}

absl::StatusOr<std::string> UnpackArticle(absl::string_view stored,
                                          const DataDictionary* dictionary) {
  if (stored.empty() || stored[0] < 0 || stored[0] > kLastForm) return std::string(stored);
  const absl::string_view frame = stored.substr(1);
  if (stored[0] == kCompressedForm) return Decompress(frame, nullptr);
  if (stored[0] != kDictionaryForm) {
    return Damaged(absl::StrCat("of unknown form ", static_cast<int>(stored[0])));
  }
  if (dictionary == nullptr) return Damaged("its dictionary is missing");
  return Decompress(frame, dictionary);
}

absl::StatusOr<article::Article> DecodeStoredArticle(absl::string_view stored,
                                                     const DataDictionary* dictionary,
                                                     ArticleParts parts) {
  const absl::StatusOr<std::string> encoded = UnpackArticle(stored, dictionary);
  if (!encoded.ok()) return encoded.status();
  return DecodeArticle(*encoded, parts);
}

std::string JsonMember(absl::string_view key, absl::string_view value) {
  if (value.empty()) return "";
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  WriteString(&writer, std::string(key).c_str(), value);
  writer.EndObject();
  return std::string(buffer.GetString() + 1, buffer.GetSize() - 2);
}

std::string ArticleToJson(const article::Article& article, absl::string_view extra) {
  rapidjson::StringBuffer buffer(nullptr, article.body.size() + kBytesBesideBody);
  JsonWriter writer(buffer);
  writer.StartObject();
  WriteString(&writer, "id", article.id);
  WriteString(&writer, "source_path", article.source_path);
  WriteString(&writer, "url", article.url);
  WriteString(&writer, "source", article.source);
  WriteString(&writer, "title", article.title);
  WriteString(&writer, "body", article.body);
  WriteString(&writer, "captions", article.captions);
  WriteString(&writer, "language", article.language);
  WriteString(&writer, "agency", article.agency);
  const article::PublishDate& date = article.publish_date;
  WriteString(&writer, "publish_date", article::FormatIsoDate(date.day, date.precision));
  WriteString(&writer, "publish_date_precision", Name(date.precision));
  WriteString(&writer, "publish_date_source", Name(date.source));
  WriteBounds(&writer, article.publish_bounds);
  WriteProvenance(&writer, article);
  WriteMentions(&writer, article);
  WriteEntities(&writer, article);
  WriteEventDates(&writer, article);
  writer.EndObject();
  std::string json(buffer.GetString(), buffer.GetSize());
  if (!extra.empty()) {
    json.pop_back();
    absl::StrAppend(&json, ",", extra, "}");
  }
  return json;
}

}  // namespace dateline::format

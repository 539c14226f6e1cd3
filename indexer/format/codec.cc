#include "indexer/format/codec.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstring>
#include <unordered_map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "dateline/storage/v1/article.pb.h"
#include "indexer/article/salience.h"

namespace dateline::format {
namespace {

using article::DatePrecision;
using article::DateSource;
using article::Field;
using article::Kind;
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

// Checks what mentions and event dates have in common.
template <typename Span>
bool ValidSpan(const Span& span, const article::Article& article) {
  if (span.field() < static_cast<uint32_t>(Field::kTitle) ||
      span.field() > static_cast<uint32_t>(Field::kCaptions)) {
    return false;
  }
  return span.begin() <= span.end() &&
         span.end() <= article.text(static_cast<Field>(span.field())).size();
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

absl::Status DecodeMentions(const stored::Article& from, article::Article* to) {
  to->mentions.reserve(from.mentions_size());
  for (const stored::Mention& m : from.mentions()) {
    if (!ValidSpan(m, *to)) return Damaged("mention outside its field");
    if (m.kind() < 1 || m.kind() > static_cast<uint32_t>(Kind::kPlace)) {
      return Damaged("mention of unknown kind");
    }
    if (m.entity() > static_cast<uint32_t>(from.entities_size())) {
      return Damaged("mention of unknown entity");
    }
    article::Mention& mention = to->mentions.emplace_back();
    mention.field = static_cast<Field>(m.field());
    mention.kind = static_cast<Kind>(m.kind());
    mention.begin = m.begin();
    mention.end = m.end();
    if (m.entity() > 0) {
      mention.entity_id = from.entities(m.entity() - 1).id();
      mention.name = from.entities(m.entity() - 1).name();
      mention.home = from.entities(m.entity() - 1).home();
    } else {
      mention.name = std::string(to->text(mention));
    }
  }
  return absl::OkStatus();
}

absl::Status DecodeEventDates(const stored::Article& from, article::Article* to) {
  to->event_dates.reserve(from.event_dates_size());
  for (const stored::EventDate& d : from.event_dates()) {
    if (!ValidSpan(d, *to)) return Damaged("event date outside its field");
    if (!ValidDay(d.start_day()) || !ValidDay(d.end_day()) || d.start_day() > d.end_day()) {
      return Damaged("event date out of range");
    }
    if (d.granularity() > static_cast<uint32_t>(article::kLastGranularity) ||
        d.rule() > static_cast<uint32_t>(article::kLastRule)) {
      return Damaged("event date of unknown granularity or rule");
    }
    article::EventDate& date = to->event_dates.emplace_back();
    date.field = static_cast<Field>(d.field());
    date.begin = d.begin();
    date.end = d.end();
    date.interval = {article::FromDayNumber(d.start_day()), article::FromDayNumber(d.end_day())};
    date.granularity = static_cast<article::DateGranularity>(d.granularity());
    date.rule = static_cast<article::DateRule>(d.rule());
  }
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

std::string EncodeArticle(const article::Article& article) {
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
  std::unordered_map<std::string, uint32_t> entities;  // id, name and home -> number from 1
  for (const article::Mention& m : article.mentions) {
    stored::Mention* mention = to.add_mentions();
    mention->set_field(static_cast<uint32_t>(m.field));
    mention->set_kind(static_cast<uint32_t>(m.kind));
    mention->set_begin(m.begin);
    mention->set_end(m.end);
    if (m.entity_id.empty()) continue;
    const auto [it, added] = entities.emplace(absl::StrCat(m.entity_id, "\t", m.name, "\t", m.home),
                                              entities.size() + 1);
    mention->set_entity(it->second);
    if (added) {
      stored::Entity* entity = to.add_entities();
      entity->set_id(m.entity_id);
      entity->set_name(m.name);
      entity->set_home(m.home);
    }
  }
  for (const article::EventDate& d : article.event_dates) {
    stored::EventDate* date = to.add_event_dates();
    date->set_field(static_cast<uint32_t>(d.field));
    date->set_begin(d.begin);
    date->set_end(d.end);
    date->set_start_day(article::ToDayNumber(d.interval.start));
    date->set_end_day(article::ToDayNumber(d.interval.end));
    date->set_granularity(static_cast<uint32_t>(d.granularity));
    date->set_rule(static_cast<uint32_t>(d.rule));
  }
  return to.SerializeAsString();
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
  absl::Status status = DecodeMentions(from, &to);
  if (status.ok()) status = DecodeEventDates(from, &to);
  if (!status.ok()) return status;
  return to;
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

#include "indexer/extract/json_record.h"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/extract/canonical_url.h"
#include "indexer/source/document.h"
#include "indexer/text/utf8.h"

namespace dateline::extract {
namespace {

using article::Field;
using article::Kind;
using article::Mention;
using rapidjson::Value;

constexpr unsigned kParseFlags =
    rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag;

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The four digits of the escape "\uXXXX" at `pos`; -1 when there is none.
int EscapeAt(absl::string_view json, size_t pos) {
  if (pos + 6 > json.size() || json[pos] != '\\' || json[pos + 1] != 'u') return -1;
  int value = 0;
  for (size_t i = pos + 2; i < pos + 6; ++i) {
    const int digit = HexDigit(json[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

// Replaces the escapes of half a surrogate pair by that of U+FFFD. Returns how many.
uint32_t RepairSurrogates(std::string* json) {
  uint32_t repaired = 0;
  for (size_t i = json->find('\\'); i != std::string::npos && i + 1 < json->size();
       i = json->find('\\', i + 1)) {
    const int unit = EscapeAt(*json, i);
    if (unit >= 0xD800 && unit <= 0xDBFF) {
      const int low = EscapeAt(*json, i + 6);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        i += 11;
        continue;
      }
    }
    if (unit >= 0xD800 && unit <= 0xDFFF) {
      json->replace(i + 2, 4, "FFFD");
      ++repaired;
    }
    i += unit >= 0 ? 5 : 1;
  }
  return repaired;
}

absl::string_view TypeName(const Value& value) {
  switch (value.GetType()) {
    case rapidjson::kNullType:
      return "null";
    case rapidjson::kFalseType:
    case rapidjson::kTrueType:
      return "a boolean";
    case rapidjson::kObjectType:
      return "an object";
    case rapidjson::kArrayType:
      return "an array";
    case rapidjson::kStringType:
      return "a string";
    case rapidjson::kNumberType:
      break;
  }
  return "a number";
}

// A member that is there and not null; else a null pointer.
const Value* Find(const Value& object, absl::string_view name) {
  const auto member = object.FindMember(Value(rapidjson::StringRef(name.data(), name.size())));
  return member == object.MemberEnd() || member->value.IsNull() ? nullptr : &member->value;
}

bool HasControl(absl::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return absl::ascii_iscntrl(c); });
}

// Reads the members of one record; the first error stays.
class RecordReader {
 public:
  RecordReader(const Value& object, JsonRecord* record, JsonError* error)
      : object_(object), record_(record), error_(error) {}

  bool Read() {
    return ReadId() && ReadString("title", &record_->title) && ReadString("body", &record_->body) &&
           ReadString("html", &record_->html) && ReadString("captions", &record_->captions) &&
           ReadUrl() && ReadShort("source", &record_->source) &&
           ReadShort("language", &record_->language) && ReadShort("agency", &record_->agency) &&
           ReadDate() && ReadBounds() && ReadProvenance() && ReadMentions();
  }

 private:
  bool Fail(std::string detail) {
    error_->reason = source::kRejectBadField;
    error_->detail = std::move(detail);
    return false;
  }

  bool ReadString(absl::string_view name, std::string* out) {
    return ReadStringOf(object_, name, name, out);
  }

  bool ReadStringOf(const Value& object, absl::string_view name, absl::string_view shown,
                    std::string* out) {
    const Value* value = Find(object, name);
    if (value == nullptr) return true;
    if (!value->IsString())
      return Fail(absl::StrCat(shown, " is ", TypeName(*value), "; it has to be a string"));
    out->assign(value->GetString(), value->GetStringLength());
    // Escapes may write a NUL, which the repair of the bytes could not see.
    record_->repaired_sequences += text::RepairUtf8(out);
    return true;
  }

  bool ReadShort(absl::string_view name, std::string* out) {
    if (!ReadString(name, out)) return false;
    if (out->size() > kMaxSourceBytes) {
      return Fail(
          absl::StrCat(name, " has ", out->size(), " bytes; the most is ", kMaxSourceBytes));
    }
    for (char& c : *out) {
      if (absl::ascii_iscntrl(c)) c = ' ';
    }
    absl::StripAsciiWhitespace(out);
    return true;
  }

  bool ReadId() {
    const Value* value = Find(object_, "id");
    if (value == nullptr) return true;
    if (value->IsInt64()) {
      record_->id = absl::StrCat(value->GetInt64());
      return true;
    }
    if (value->IsUint64()) {
      record_->id = absl::StrCat(value->GetUint64());
      return true;
    }
    if (!value->IsString())
      return Fail(
          absl::StrCat("id is ", TypeName(*value), "; it has to be a string or an integer"));
    if (!ReadString("id", &record_->id)) return false;
    if (record_->id.size() > kMaxIdBytes) {
      return Fail(absl::StrCat("id has ", record_->id.size(), " bytes; the most is ", kMaxIdBytes));
    }
    // Repair has made a NUL a space by now; the value as parsed tells.
    if (HasControl(absl::string_view(value->GetString(), value->GetStringLength())))
      return Fail("id has a control character");
    return true;
  }

  bool ReadUrl() {
    if (!ReadString("url", &record_->url)) return false;
    absl::StripAsciiWhitespace(&record_->url);
    if (record_->url.size() > kMaxUrlBytes) {
      return Fail(
          absl::StrCat("url has ", record_->url.size(), " bytes; the most is ", kMaxUrlBytes));
    }
    if (HasControl(record_->url)) return Fail("url has a control character");
    return true;
  }

  bool ReadDate() {
    std::string text;
    if (!ReadString("publish_date", &text)) return false;
    absl::StripAsciiWhitespace(&text);
    if (text.empty()) return true;
    const auto date = article::ParseIsoDateTime(text);
    if (!date) {
      return Fail(absl::StrCat("publish_date is \"", text.substr(0, 40),
                               "\"; it has to be a date such as 2023-09-13, 2023-09 or 2023"));
    }
    record_->publish_date.precision = date->precision;
    record_->publish_date.source = article::DateSource::kGiven;
    record_->publish_date.day = date->day;
    return true;
  }

  bool ReadBounds() {
    return ReadDay("publish_date_not_before", &record_->publish_bounds.not_before) &&
           ReadDay("publish_date_not_after", &record_->publish_bounds.not_after);
  }

  bool ReadDay(const char* name, std::optional<absl::CivilDay>* day) {
    std::string text;
    if (!ReadString(name, &text)) return false;
    if (text.empty()) return true;
    const auto date = article::ParseIsoDate(text);
    if (!date || date->precision != article::DatePrecision::kDay) {
      return Fail(absl::StrCat(name, " is \"", text.substr(0, 40),
                               "\"; it has to be a day such as 2023-09-13"));
    }
    *day = date->day;
    return true;
  }

  // What `extract` and `export` print of an article out of an archive.
  bool ReadProvenance() {
    std::string captured;
    if (!ReadString("captured_at", &captured) ||
        !ReadShort("record_digest", &record_->record_digest)) {
      return false;
    }
    if (!captured.empty()) {
      const std::optional<int64_t> seconds = article::ParseIsoInstant(captured);
      if (!seconds) {
        return Fail(absl::StrCat("captured_at is \"", captured.substr(0, 40),
                                 "\"; it has to be a time such as 2023-09-13T10:00:00Z"));
      }
      record_->captured_at = *seconds;
    }
    const Value* offset = Find(object_, "record_offset");
    if (offset == nullptr) return true;
    if (!offset->IsInt64() || offset->GetInt64() < 0) {
      return Fail("record_offset has to be a whole number of bytes below 2^63");
    }
    record_->record_offset = offset->GetUint64();
    return true;
  }

  bool ReadMentions() {
    const Value* value = Find(object_, "mentions");
    if (value == nullptr) return true;
    if (!value->IsArray())
      return Fail(absl::StrCat("mentions is ", TypeName(*value), "; it has to be an array"));
    if (value->Size() > kMaxMentions) {
      return Fail(
          absl::StrCat("mentions has ", value->Size(), " entries; the most is ", kMaxMentions));
    }
    record_->mentions_given = true;
    for (rapidjson::SizeType i = 0; i < value->Size(); ++i) {
      Mention mention;
      if (!ReadMention((*value)[i], absl::StrCat("mentions[", i, "]"), &mention)) return false;
      record_->mentions.push_back(std::move(mention));
    }
    std::stable_sort(record_->mentions.begin(), record_->mentions.end(),
                     [](const Mention& a, const Mention& b) {
                       return std::tie(a.field, a.begin) < std::tie(b.field, b.begin);
                     });
    return true;
  }

  bool ReadMention(const Value& value, const std::string& shown, Mention* mention) {
    if (!value.IsObject())
      return Fail(absl::StrCat(shown, " is ", TypeName(value), "; it has to be an object"));
    std::string field;
    std::string kind;
    if (!ReadStringOf(value, "field", shown + ".field", &field)) return false;
    if (!ReadStringOf(value, "kind", shown + ".kind", &kind)) return false;
    bool known = field.empty();
    for (const Field f : article::kFields) {
      if (field != Name(f)) continue;
      mention->field = f;
      known = true;
    }
    if (!known) {
      return Fail(absl::StrCat(shown, ".field is \"", field.substr(0, 40),
                               "\"; it has to be TITLE, BODY or CAPTIONS"));
    }
    known = false;
    for (const Kind k : {Kind::kPerson, Kind::kOrganization, Kind::kPlace}) {
      if (kind != Name(k)) continue;
      mention->kind = k;
      known = true;
    }
    if (!known) {
      return Fail(absl::StrCat(shown, ".kind is \"", kind.substr(0, 40),
                               "\"; it has to be PERSON, ORGANIZATION or PLACE"));
    }
    return ReadSpan(value, shown, mention) && ReadEntity(value, shown, mention);
  }

  const std::string& TextOf(Field field) const {
    return field == Field::kTitle  ? record_->title
           : field == Field::kBody ? record_->body
                                   : record_->captions;
  }

  bool ReadSpan(const Value& value, const std::string& shown, Mention* mention) {
    const std::string& text = TextOf(mention->field);
    if (!ReadOffset(value, "begin", shown, &mention->begin) ||
        !ReadOffset(value, "end", shown, &mention->end))
      return false;
    const auto inside_character = [&text](uint32_t pos) {
      return pos < text.size() && (static_cast<unsigned char>(text[pos]) & 0xC0) == 0x80;
    };
    if (mention->begin >= mention->end || mention->end > text.size()) {
      return Fail(absl::StrCat(shown, " covers bytes ", mention->begin, " to ", mention->end,
                               "; its field has ", text.size()));
    }
    if (inside_character(mention->begin) || inside_character(mention->end)) {
      return Fail(absl::StrCat(shown, " covers bytes ", mention->begin, " to ", mention->end,
                               ", which cut a character"));
    }
    return true;
  }

  // Absent is 0, as protobuf's JSON leaves it out.
  bool ReadOffset(const Value& value, const char* name, const std::string& shown, uint32_t* out) {
    const Value* offset = Find(value, name);
    if (offset == nullptr) return true;
    if (!offset->IsUint())
      return Fail(absl::StrCat(shown, ".", name, " has to be a whole number of bytes"));
    *out = offset->GetUint();
    return true;
  }

  bool ReadEntity(const Value& value, const std::string& shown, Mention* mention) {
    const std::string& field = TextOf(mention->field);
    const std::string covered = field.substr(mention->begin, mention->end - mention->begin);
    std::string text;
    if (!ReadStringOf(value, "entity_id", shown + ".entity_id", &mention->entity_id) ||
        !ReadStringOf(value, "name", shown + ".name", &mention->name) ||
        !ReadStringOf(value, "home", shown + ".home", &mention->home) ||
        !ReadStringOf(value, "text", shown + ".text", &text)) {
      return false;
    }
    if (!text.empty() && text != covered) {
      return Fail(absl::StrCat(shown, ".text is \"", text.substr(0, 40), "\", but its bytes are \"",
                               covered.substr(0, 40), "\""));
    }
    if (mention->name.empty()) mention->name = covered;
    const auto check = [&](absl::string_view name, const std::string& id, article::Kind kind) {
      const std::string prefix = absl::StrCat(InfoOf(DimensionOf(kind)).name, "/");
      if (id.empty() || (absl::StartsWith(id, prefix) && id.size() > prefix.size() &&
                         !HasControl(id) && id.size() <= kMaxEntityIdBytes)) {
        return true;
      }
      return Fail(absl::StrCat(shown, ".", name, " is \"", id.substr(0, 40),
                               "\"; it has to begin with \"", prefix, "\""));
    };
    return check("entity_id", mention->entity_id, mention->kind) &&
           check("home", mention->home, Kind::kPlace);
  }

  const Value& object_;
  JsonRecord* const record_;
  JsonError* const error_;
};

}  // namespace

bool ParseJsonRecord(absl::string_view json, JsonRecord* record, JsonError* error) {
  std::string copy(json);
  record->repaired_sequences = text::RepairUtf8(&copy);
  rapidjson::Document document;
  record->repaired_sequences += RepairSurrogates(&copy);
  document.Parse<kParseFlags>(copy.c_str());
  if (document.HasParseError()) {
    error->reason = source::kRejectBadJson;
    error->detail = absl::StrCat("byte ", document.GetErrorOffset(), ": ",
                                 rapidjson::GetParseError_En(document.GetParseError()));
    return false;
  }
  if (!document.IsObject()) {
    error->reason = source::kRejectBadJson;
    error->detail = absl::StrCat("the record is ", TypeName(document), "; it has to be an object");
    return false;
  }
  return RecordReader(document, record, error).Read();
}

}  // namespace dateline::extract

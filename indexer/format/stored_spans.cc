#include "indexer/format/stored_spans.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "indexer/format/varint.h"

namespace dateline::format {
namespace {

using article::Field;
using article::Kind;
namespace stored = ::dateline::storage::v1;

absl::Status Damaged(absl::string_view what) {
  return absl::DataLossError(absl::StrCat("stored article: ", what));
}

bool ValidDay(int64_t day) {
  static const int64_t first = article::ToDayNumber(absl::CivilDay(article::kMinYear, 1, 1));
  static const int64_t last = article::ToDayNumber(absl::CivilDay(article::kMaxYear, 12, 31));
  return day >= first && day <= last;
}

bool ValidField(uint32_t field) {
  return field >= static_cast<uint32_t>(Field::kTitle) &&
         field <= static_cast<uint32_t>(Field::kCaptions);
}

bool ValidKind(uint32_t kind) { return kind >= 1 && kind <= static_cast<uint32_t>(Kind::kPlace); }

// Of a mention or an event date, stored or not.
bool ValidSpan(uint32_t field, uint64_t begin, uint64_t end, const article::Article& article) {
  return ValidField(field) && begin <= end && end <= article.text(static_cast<Field>(field)).size();
}

// The id that the header says an entity of this kind and name may leave out; "" when none.
std::string IdOfName(Kind kind, absl::string_view name) {
  std::string id = absl::StrCat(article::InfoOf(article::DimensionOf(kind)).name, "/");
  const size_t prefix = id.size();
  bool gap = false;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) return "";
    if (!absl::ascii_isalnum(byte)) {
      gap = true;
      continue;
    }
    if (gap && id.size() > prefix) id.push_back('-');
    gap = false;
    id.push_back(absl::ascii_tolower(byte));
  }
  return id.size() > prefix ? id : "";
}

// Writes spans in the form of the header.
class SpanWriter {
 public:
  explicit SpanWriter(std::string* out) : out_(out) {}

  void Add(uint64_t head, Field field, uint32_t begin, uint32_t end) {
    if (static_cast<uint32_t>(field) != field_ || begin < position_) {
      field_ = static_cast<uint32_t>(field);
      position_ = 0;
      AppendVarint(0u, out_);
      AppendVarint(field_, out_);
    }
    AppendVarint(head, out_);
    AppendVarint(begin - position_, out_);
    AppendVarint(end - begin, out_);
    position_ = end;
  }

 private:
  std::string* const out_;
  uint32_t field_ = 0;
  uint32_t position_ = 0;
};

// Reads them again.
class SpanReader {
 public:
  SpanReader(absl::string_view bytes, const article::Article& article)
      : bytes_(bytes), article_(article) {}

  bool at_end() const { return position_ == bytes_.size(); }

  // A span inside its field; false when the bytes are damaged.
  template <typename Span>
  bool Read(uint32_t* head, Span* span) {
    if (!Number(head)) return false;
    if (*head == 0) {
      if (!Number(&field_) || !Number(head) || *head == 0) return false;
      begin_ = 0;
    }
    uint32_t gap, size;
    if (!Number(&gap) || !Number(&size)) return false;
    const uint64_t begin = begin_ + gap;
    const uint64_t end = begin + size;
    if (!ValidSpan(field_, begin, end, article_)) return false;
    span->field = static_cast<Field>(field_);
    span->begin = static_cast<uint32_t>(begin);
    span->end = static_cast<uint32_t>(end);
    begin_ = end;
    return true;
  }

  template <typename T>
  bool Number(T* value) {
    return ReadVarint(bytes_, &position_, value);
  }

 private:
  const absl::string_view bytes_;
  const article::Article& article_;
  size_t position_ = 0;
  uint32_t field_ = 0;
  uint64_t begin_ = 0;  // Of what follows.
};

// False for what only the older form can say, and its decoder will refuse.
bool CanBeSpans(const article::Article& article) {
  const auto valid = [&](const auto& span) {
    return ValidSpan(static_cast<uint32_t>(span.field), span.begin, span.end, article);
  };
  return std::all_of(article.mentions.begin(), article.mentions.end(),
                     [&](const article::Mention& m) {
                       return valid(m) && ValidKind(static_cast<uint32_t>(m.kind)) &&
                              (m.entity_id.empty() || !m.name.empty());
                     }) &&
         std::all_of(article.event_dates.begin(), article.event_dates.end(),
                     [&](const article::EventDate& d) {
                       return valid(d) && d.interval.start <= d.interval.end;
                     });
}

// Numbers the entities of an article from 1, and adds each to the message.
class EntityNumbers {
 public:
  EntityNumbers(const article::Article& article, bool as_spans, stored::Article* to)
      : article_(article), as_spans_(as_spans), to_(to) {}

  // The number of a mention's entity, 0 for none; `*added` when the mention is its first.
  uint32_t Of(const article::Mention& m, bool* added) {
    *added = false;
    if (m.entity_id.empty()) return 0;
    const auto found = numbers_.emplace(absl::StrCat(m.entity_id, "\t", m.name, "\t", m.home),
                                        static_cast<uint32_t>(numbers_.size() + 1));
    *added = found.second;
    if (*added) {
      stored::Entity* entity = to_->add_entities();
      if (!as_spans_ || IdOfName(m.kind, m.name) != m.entity_id) entity->set_id(m.entity_id);
      if (!as_spans_ || article_.text(m) != m.name) entity->set_name(m.name);
      entity->set_home(m.home);
    }
    return found.first->second;
  }

 private:
  const article::Article& article_;
  const bool as_spans_;
  stored::Article* const to_;
  std::unordered_map<std::string, uint32_t> numbers_;  // By id, name and home.
};

void EncodeMentionSpans(const article::Article& article, stored::Article* to) {
  EntityNumbers entities(article, /*as_spans=*/true, to);
  SpanWriter spans(to->mutable_mention_spans());
  for (const article::Mention& m : article.mentions) {
    bool added = false;
    const uint32_t entity = entities.Of(m, &added);
    const uint64_t code = added ? 1 : entity == 0 ? 0 : uint64_t{entity} + 1;
    spans.Add(static_cast<uint64_t>(m.kind) + 4 * code, m.field, m.begin, m.end);
  }
}

void EncodeEventDateSpans(const article::Article& article, stored::Article* to) {
  std::string* bytes = to->mutable_event_date_spans();
  SpanWriter spans(bytes);
  int64_t before =
      article.publish_date.known() ? article::ToDayNumber(article.publish_date.day) : 0;
  for (const article::EventDate& d : article.event_dates) {
    spans.Add(1 + static_cast<uint64_t>(d.granularity), d.field, d.begin, d.end);
    const int64_t start = article::ToDayNumber(d.interval.start);
    AppendVarint(static_cast<uint64_t>(d.rule), bytes);
    AppendVarint(ZigZag(start - before), bytes);
    AppendVarint(static_cast<uint64_t>(article::ToDayNumber(d.interval.end) - start), bytes);
    before = start;
  }
}

// In most mentions, the gap alone takes two.
constexpr size_t kUsualSpanBytes = 4;

// An entity as all of its mentions have it.
struct Entity {
  std::string id;
  std::string name;
};

absl::Status DecodeMentionSpans(const stored::Article& from, article::Article* to) {
  SpanReader spans(from.mention_spans(), *to);
  std::vector<Entity> entities;
  entities.reserve(static_cast<size_t>(from.entities_size()));
  to->mentions.reserve(to->mentions.size() + from.mention_spans().size() / kUsualSpanBytes);
  while (!spans.at_end()) {
    uint32_t head;
    article::Mention mention;
    if (!spans.Read(&head, &mention)) return Damaged("mentions");
    const uint32_t code = head / 4;
    if (!ValidKind(head % 4)) return Damaged("mention of unknown kind");
    mention.kind = static_cast<Kind>(head % 4);
    if (code == 0) {
      mention.name = std::string(to->text(mention));
      to->mentions.push_back(std::move(mention));
      continue;
    }
    const size_t index = code == 1 ? entities.size() : code - 2;
    if (index >= static_cast<size_t>(from.entities_size()) ||
        (code > 1 && index >= entities.size())) {
      return Damaged("mention of unknown entity");
    }
    const stored::Entity& entity = from.entities(static_cast<int>(index));
    if (code == 1) {
      Entity& added = entities.emplace_back();
      added.name = entity.name().empty() ? std::string(to->text(mention)) : entity.name();
      added.id = entity.id().empty() ? IdOfName(mention.kind, added.name) : entity.id();
      if (added.id.empty() || added.name.empty()) return Damaged("entity without id or name");
    }
    mention.entity_id = entities[index].id;
    mention.name = entities[index].name;
    mention.home = entity.home();
    to->mentions.push_back(std::move(mention));
  }
  return absl::OkStatus();
}

absl::Status DecodeEventDateSpans(const stored::Article& from, article::Article* to) {
  SpanReader spans(from.event_date_spans(), *to);
  int64_t start = to->publish_date.known() ? article::ToDayNumber(to->publish_date.day) : 0;
  while (!spans.at_end()) {
    uint32_t head, rule, days;
    uint64_t more;
    article::EventDate date;
    if (!spans.Read(&head, &date) || !spans.Number(&rule) || !spans.Number(&more) ||
        !spans.Number(&days)) {
      return Damaged("event dates");
    }
    if (head - 1 > static_cast<uint32_t>(article::kLastGranularity) ||
        rule > static_cast<uint32_t>(article::kLastRule)) {
      return Damaged("event date of unknown granularity or rule");
    }
    const int64_t difference = UnZigZag(more);
    if (difference < INT32_MIN || difference > INT32_MAX || !ValidDay(start + difference) ||
        !ValidDay(start + difference + days)) {
      return Damaged("event date out of range");
    }
    start += difference;
    date.interval = {article::FromDayNumber(static_cast<int32_t>(start)),
                     article::FromDayNumber(static_cast<int32_t>(start + days))};
    date.granularity = static_cast<article::DateGranularity>(head - 1);
    date.rule = static_cast<article::DateRule>(rule);
    to->event_dates.push_back(date);
  }
  return absl::OkStatus();
}

absl::Status DecodeMentions(const stored::Article& from, article::Article* to) {
  to->mentions.reserve(from.mentions_size());
  for (const stored::Mention& m : from.mentions()) {
    if (!ValidSpan(m.field(), m.begin(), m.end(), *to)) return Damaged("mention outside its field");
    if (!ValidKind(m.kind())) return Damaged("mention of unknown kind");
    if (m.entity() > static_cast<uint32_t>(from.entities_size())) {
      return Damaged("mention of unknown entity");
    }
    article::Mention& mention = to->mentions.emplace_back();
    mention.field = static_cast<Field>(m.field());
    mention.kind = static_cast<Kind>(m.kind());
    mention.begin = m.begin();
    mention.end = m.end();
    if (m.entity() > 0) {
      const stored::Entity& entity = from.entities(static_cast<int>(m.entity()) - 1);
      mention.entity_id = entity.id();
      mention.name = entity.name();
      mention.home = entity.home();
    } else {
      mention.name = std::string(to->text(mention));
    }
  }
  return absl::OkStatus();
}

absl::Status DecodeEventDates(const stored::Article& from, article::Article* to) {
  to->event_dates.reserve(from.event_dates_size());
  for (const stored::EventDate& d : from.event_dates()) {
    if (!ValidSpan(d.field(), d.begin(), d.end(), *to)) {
      return Damaged("event date outside its field");
    }
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

}  // namespace

void EncodeSpans(const article::Article& article, bool as_spans, stored::Article* to) {
  if (as_spans && CanBeSpans(article)) {
    if (!article.mentions.empty()) EncodeMentionSpans(article, to);
    if (!article.event_dates.empty()) EncodeEventDateSpans(article, to);
    return;
  }
  EntityNumbers entities(article, /*as_spans=*/false, to);
  for (const article::Mention& m : article.mentions) {
    stored::Mention* mention = to->add_mentions();
    mention->set_field(static_cast<uint32_t>(m.field));
    mention->set_kind(static_cast<uint32_t>(m.kind));
    mention->set_begin(m.begin);
    mention->set_end(m.end);
    bool added = false;
    mention->set_entity(entities.Of(m, &added));
  }
  for (const article::EventDate& d : article.event_dates) {
    stored::EventDate* date = to->add_event_dates();
    date->set_field(static_cast<uint32_t>(d.field));
    date->set_begin(d.begin);
    date->set_end(d.end);
    date->set_start_day(article::ToDayNumber(d.interval.start));
    date->set_end_day(article::ToDayNumber(d.interval.end));
    date->set_granularity(static_cast<uint32_t>(d.granularity));
    date->set_rule(static_cast<uint32_t>(d.rule));
  }
}

absl::Status DecodeSpans(const stored::Article& from, article::Article* to) {
  absl::Status status = DecodeMentions(from, to);
  if (status.ok()) status = DecodeMentionSpans(from, to);
  if (status.ok()) status = DecodeEventDates(from, to);
  if (status.ok()) status = DecodeEventDateSpans(from, to);
  return status;
}

}  // namespace dateline::format

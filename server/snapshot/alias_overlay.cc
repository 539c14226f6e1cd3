#include "server/snapshot/alias_overlay.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "indexer/article/date.h"
#include "indexer/format/schema.h"
#include "indexer/text/utf8.h"

namespace dateline::snapshot {
namespace {

using Columns = std::vector<absl::string_view>;

// What the columns of a line are, its action aside; the last one is always the reason.
enum class Column : uint8_t { kId, kOtherId, kName, kConditions, kReason };

struct ActionInfo {
  AliasAction action;
  absl::string_view word;
  std::vector<Column> columns;
  absl::string_view form;  // For messages.
};

const std::array<ActionInfo, 5>& Actions() {
  static const auto* actions = new std::array<ActionInfo, 5>{{
      {AliasAction::kMerge,
       "merge",
       {Column::kId, Column::kOtherId, Column::kReason},
       "merge, id, id that it goes into, reason"},
      {AliasAction::kRename,
       "rename",
       {Column::kId, Column::kName, Column::kReason},
       "rename, id, display name, reason"},
      {AliasAction::kHide, "hide", {Column::kId, Column::kReason}, "hide, id, reason"},
      {AliasAction::kSplit,
       "split",
       {Column::kId, Column::kOtherId, Column::kName, Column::kConditions, Column::kReason},
       "split, id, new id, display name, conditions, reason"},
      {AliasAction::kKeep, "keep", {Column::kId, Column::kReason}, "keep, id, reason"},
  }};
  return *actions;
}

constexpr absl::string_view kConditionForms =
    "with=ID, without=ID, source=NAME, since=DATE and until=DATE";

constexpr std::array<std::pair<absl::string_view, AliasCondition::Kind>, 5> kConditionWords = {{
    {"with", AliasCondition::Kind::kWith},
    {"without", AliasCondition::Kind::kWithout},
    {"source", AliasCondition::Kind::kSource},
    {"since", AliasCondition::Kind::kSince},
    {"until", AliasCondition::Kind::kUntil},
}};

// A value in a message: what a file holds may be long.
std::string Shown(absl::string_view value) {
  constexpr size_t kMaxBytes = 64;
  if (value.size() <= kMaxBytes) return absl::StrCat("\"", value, "\"");
  return absl::StrCat("\"", text::Beginning(value, kMaxBytes), "...\"");
}

bool HasControl(absl::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

absl::Status CheckId(absl::string_view id) {
  if (DimensionOfEntity(id) && !absl::StrContains(id, ' ')) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(Shown(id),
                   " is no id; an id is person/..., organization/... or place/..., "
                   "without spaces"));
}

absl::Status ParseDay(absl::string_view word, AliasCondition* condition) {
  const std::optional<article::IsoDate> date = article::ParseIsoDate(condition->value);
  if (!date) {
    return absl::InvalidArgumentError(
        absl::StrCat(word, " is ", Shown(condition->value),
                     "; a date is written 2001, 2001-01 or 2001-01-20, its year from ",
                     article::kMinYear, " to ", article::kMaxYear));
  }
  const article::DateInterval days = article::IntervalOf(date->day, date->precision);
  condition->day =
      article::ToDayNumber(condition->kind == AliasCondition::Kind::kSince ? days.start : days.end);
  return absl::OkStatus();
}

// Takes one condition from the front of `text`, which does not begin with a space.
absl::Status TakeCondition(absl::string_view* text, AliasCondition* condition) {
  const size_t equals = text->find('=');
  const absl::string_view word = text->substr(0, std::min(equals, text->find(' ')));
  const auto known = std::find_if(kConditionWords.begin(), kConditionWords.end(),
                                  [&](const auto& entry) { return entry.first == word; });
  if (known == kConditionWords.end() || equals != word.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat(Shown(word), " is no condition; conditions are ", kConditionForms));
  }
  condition->kind = known->second;
  text->remove_prefix(equals + 1);
  absl::string_view value;
  if (absl::StartsWith(*text, "\"")) {
    const size_t close = text->find('"', 1);
    if (close == absl::string_view::npos ||
        (close + 1 < text->size() && (*text)[close + 1] != ' ')) {
      return absl::InvalidArgumentError(
          absl::StrCat("the value of ", word,
                       " begins with '\"'; it must end with one, and a "
                       "space or nothing behind it"));
    }
    value = text->substr(1, close - 1);
    text->remove_prefix(close + 1);
  } else {
    value = text->substr(0, text->find(' '));
    text->remove_prefix(value.size());
  }
  if (value.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(word, " has no value; conditions are ", kConditionForms));
  }
  condition->value = std::string(value);
  if (condition->kind == AliasCondition::Kind::kSince ||
      condition->kind == AliasCondition::Kind::kUntil) {
    return ParseDay(word, condition);
  }
  if (condition->kind == AliasCondition::Kind::kSource) return absl::OkStatus();
  return CheckId(condition->value);
}

absl::Status ParseConditions(absl::string_view text, std::vector<AliasCondition>* conditions) {
  const AliasCondition* since = nullptr;
  const AliasCondition* until = nullptr;
  conditions->reserve(kMaxAliasConditions);  // So that pointers stay.
  for (;;) {
    text = absl::StripLeadingAsciiWhitespace(text);
    if (text.empty()) break;
    if (conditions->size() == kMaxAliasConditions) {
      return absl::InvalidArgumentError(
          absl::StrCat("more conditions than ", kMaxAliasConditions, ", which is the maximum"));
    }
    const size_t word_end = text.find('=');
    const absl::string_view word = text.substr(0, word_end);
    AliasCondition& condition = conditions->emplace_back();
    const absl::Status status = TakeCondition(&text, &condition);
    if (!status.ok()) return status;
    const bool entity = condition.kind == AliasCondition::Kind::kWith ||
                        condition.kind == AliasCondition::Kind::kWithout;
    const auto same =
        std::count_if(conditions->begin(), conditions->end(),
                      [&](const AliasCondition& other) { return other.kind == condition.kind; });
    if (!entity && same > 1) {
      return absl::InvalidArgumentError(
          absl::StrCat(word, " stands there twice; it may be given once"));
    }
    if (condition.kind == AliasCondition::Kind::kSince) since = &condition;
    if (condition.kind == AliasCondition::Kind::kUntil) until = &condition;
  }
  if (conditions->empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("a split needs a condition; conditions are ", kConditionForms));
  }
  if (since != nullptr && until != nullptr && since->day > until->day) {
    return absl::InvalidArgumentError(
        absl::StrCat("since is ", since->value, ", after until, which is ", until->value));
  }
  conditions->shrink_to_fit();
  return absl::OkStatus();
}

absl::Status ParseColumn(Column column, absl::string_view text, AliasLine* line) {
  switch (column) {
    case Column::kId:
      line->id = std::string(text);
      return CheckId(text);
    case Column::kOtherId:
      line->other_id = std::string(text);
      if (line->other_id == line->id) {
        return absl::InvalidArgumentError(absl::StrCat("both ids are ", Shown(text)));
      }
      return CheckId(text);
    case Column::kName:
      line->name = std::string(text);
      if (!text.empty()) return absl::OkStatus();
      return absl::InvalidArgumentError("the display name is empty");
    case Column::kConditions:
      return ParseConditions(text, &line->conditions);
    case Column::kReason:
      line->reason = std::string(text);
      if (!text.empty()) return absl::OkStatus();
      return absl::InvalidArgumentError(
          "the reason is empty; say why, for those who see the entity later");
  }
  return absl::OkStatus();
}

absl::Status ParseLine(absl::string_view text, AliasLine* line) {
  Columns columns = absl::StrSplit(text, '\t');
  for (absl::string_view& column : columns) {
    if (column.size() > kMaxAliasFieldBytes) {
      return absl::InvalidArgumentError(absl::StrCat(
          "a column has ", column.size(), " bytes; the maximum is ", kMaxAliasFieldBytes));
    }
    if (HasControl(column)) return absl::InvalidArgumentError("a column has a control character");
    column = absl::StripAsciiWhitespace(column);
  }
  const auto action = std::find_if(Actions().begin(), Actions().end(),
                                   [&](const ActionInfo& info) { return info.word == columns[0]; });
  if (action == Actions().end()) {
    return absl::InvalidArgumentError(
        absl::StrCat(Shown(columns[0]),
                     " is no action; a line begins with merge, rename, hide, "
                     "split or keep, and a TAB"));
  }
  if (columns.size() != action->columns.size() + 1) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the line has ", columns.size(), columns.size() == 1 ? " column" : " columns", "; ",
        action->word, " has ", action->columns.size() + 1, ", separated by TABs: ", action->form));
  }
  line->action = action->action;
  for (size_t i = 0; i < action->columns.size(); ++i) {
    const absl::Status status = ParseColumn(action->columns[i], columns[i + 1], line);
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status AtLine(absl::string_view path, int number, const absl::Status& status) {
  return absl::InvalidArgumentError(absl::StrCat(path, " line ", number, ": ", status.message()));
}

}  // namespace

absl::optional<article::Dimension> DimensionOfEntity(absl::string_view id) {
  for (const article::DimensionInfo& info : article::kDimensions) {
    if (info.type != article::DimensionType::kEntity) continue;
    if (id.size() > info.name.size() + 1 && absl::StartsWith(id, info.name) &&
        id[info.name.size()] == '/') {
      return info.dimension;
    }
  }
  return absl::nullopt;
}

absl::optional<article::Dimension> OtherDimension(article::Dimension dimension,
                                                  absl::string_view value) {
  if (article::InfoOf(dimension).type != article::DimensionType::kEntity) return absl::nullopt;
  const absl::optional<article::Dimension> own = DimensionOfEntity(value);
  return own == dimension ? absl::nullopt : own;
}

absl::StatusOr<AliasOverlay> ParseAliasOverlay(absl::string_view path, absl::string_view bytes) {
  if (bytes.size() > kMaxAliasFileBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, " has ", bytes.size(), " bytes; the maximum is ", kMaxAliasFileBytes));
  }
  AliasOverlay overlay;
  overlay.path = std::string(path);
  overlay.fingerprint = format::Hash64(bytes);
  if (overlay.fingerprint == 0) overlay.fingerprint = 1;
  if (absl::StartsWith(bytes, "\xEF\xBB\xBF")) bytes.remove_prefix(3);
  int number = 0;
  for (absl::string_view row : absl::StrSplit(bytes, '\n')) {
    ++number;
    if (absl::EndsWith(row, "\r")) row.remove_suffix(1);
    if (!text::IsValidUtf8(row)) {
      return AtLine(path, number, absl::InvalidArgumentError("the line is not UTF-8"));
    }
    if (absl::StripAsciiWhitespace(row).empty() || row[0] == '#') continue;
    if (overlay.lines.size() == kMaxAliasLines) {
      return AtLine(path, number,
                    absl::InvalidArgumentError(absl::StrCat(
                        "more corrections than ", kMaxAliasLines, ", which is the maximum")));
    }
    AliasLine& line = overlay.lines.emplace_back();
    line.number = number;
    const absl::Status status = ParseLine(row, &line);
    if (!status.ok()) return AtLine(path, number, status);
  }
  return overlay;
}

}  // namespace dateline::snapshot

#include "client/article_page.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "client/dimension_name.h"
#include "client/display_width.h"
#include "client/safe_text.h"
#include "client/styled_text.h"

namespace dateline::client {
namespace {

// A marked part of a field: bytes [begin, end).
struct Mark {
  int begin;
  int end;
  Style style;
};

bool IsCharacterStart(absl::string_view text, int at) {
  return at == static_cast<int>(text.size()) || (text[at] & 0xC0) != 0x80;
}

// The marks of one field that cover whole characters of `text`, ascending, without overlap: the
// one that begins first stays, of two that begin together the longer.
std::vector<Mark> MarksOf(const v1::Article& article, v1::ArticleField field,
                          absl::string_view text) {
  std::vector<Mark> marks;
  auto add = [&](int begin, int end, Style style) {
    const int size = static_cast<int>(text.size());
    if (begin < 0 || end <= begin || end > size) return;
    if (!IsCharacterStart(text, begin) || !IsCharacterStart(text, end)) return;
    marks.push_back({begin, end, style});
  };
  for (const v1::Mention& mention : article.mentions()) {
    if (mention.field() == field) add(mention.begin(), mention.end(), MentionStyle(mention.kind()));
  }
  for (const v1::EventDate& date : article.event_dates()) {
    if (date.field() == field) add(date.begin(), date.end(), Style::kDate);
  }
  std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  std::vector<Mark> apart;
  for (const Mark& mark : marks) {
    if (apart.empty() || mark.begin >= apart.back().end) apart.push_back(mark);
  }
  return apart;
}

// The bytes [begin, end) of `text` with the part of `marks` that lies in them.
StyledText Marked(absl::string_view text, int begin, int end, const std::vector<Mark>& marks,
                  Style plain, const Screen& screen) {
  StyledText out;
  auto append = [&](int from, int to, Style style) {
    if (to > from) out.Append(SafeText(text.substr(from, to - from), screen.unicode), style);
  };
  auto mark = std::upper_bound(marks.begin(), marks.end(), begin,
                               [](int at, const Mark& m) { return at < m.end; });
  int at = begin;
  for (; mark != marks.end() && mark->begin < end; ++mark) {
    append(at, std::max(at, mark->begin), plain);
    at = std::max(at, mark->begin);
    append(at, std::min(mark->end, end), mark->style);
    at = std::min(mark->end, end);
  }
  append(at, end, plain);
  return out;
}

void Print(const StyledText& text, const Screen& screen, std::string* out) {
  for (const StyledText& line : Wrap(text, screen.width)) {
    absl::StrAppend(out, line.Print(screen), "\n");
  }
}

// A line that is copied from: never broken.
void PrintWhole(absl::string_view text, const Screen& screen, std::string* out) {
  if (text.empty()) return;
  StyledText line;
  line.Append(SafeText(text, screen.unicode), Style::kDim);
  absl::StrAppend(out, line.Print(screen), "\n");
}

void PrintOrigin(const v1::Article& article, const Screen& screen, std::string* out) {
  StyledText line;
  if (!article.source().empty()) {
    line.Append(SafeText(article.source(), screen.unicode)).Append(screen.dot());
  }
  if (!article.agency().empty() && article.agency() != article.source()) {
    line.Append(SafeText(article.agency(), screen.unicode)).Append(screen.dot());
  }
  if (article.publish_date().empty()) {
    line.Append("undated");
    const absl::string_view since = article.publish_date_not_before();
    const absl::string_view until = article.publish_date_not_after();
    if (!since.empty()) line.Append(", not before ").Append(SafeText(since, screen.unicode));
    if (!until.empty()) line.Append(", not after ").Append(SafeText(until, screen.unicode));
  } else {
    line.Append(SafeText(article.publish_date(), screen.unicode));
    const std::string evidence = EvidencePhrase(article.publish_date_source());
    if (!evidence.empty()) line.Append(absl::StrCat(" (", evidence, ")"), Style::kDim);
  }
  if (!article.language().empty()) {
    line.Append(screen.dot()).Append(SafeText(article.language(), screen.unicode));
  }
  Print(line, screen, out);
  PrintWhole(article.url(), screen, out);
  PrintWhole(article.id(), screen, out);
  if (!article.copy_group().empty()) {
    PrintWhole(article.copy_group() == article.id()
                   ? "has copies"
                   : absl::StrCat("copy of ", article.copy_group()),
               screen, out);
  }
  PrintWhole(article.source_path(), screen, out);
}

// The paragraphs of the body or the captions.
void PrintText(const v1::Article& article, v1::ArticleField field, absl::string_view body,
               const Screen& screen, std::string* out) {
  const std::vector<Mark> marks = MarksOf(article, field, body);
  bool blank_before = false;
  size_t begin = 0;
  while (begin < body.size()) {
    const size_t end = std::min(body.size(), body.find('\n', begin));
    const absl::string_view line = body.substr(begin, end - begin);
    // An empty line stands between paragraphs, however many the text has.
    if (absl::StripAsciiWhitespace(line).empty()) {
      blank_before = true;
    } else {
      if (blank_before) absl::StrAppend(out, "\n");
      blank_before = false;
      Print(Marked(body, static_cast<int>(begin), static_cast<int>(end), marks, Style::kPlain,
                   screen),
            screen, out);
    }
    begin = end + 1;
  }
}

// A name or an interval, how often it occurs, and what it is called elsewhere.
struct ListEntry {
  std::string name;
  std::string note;
  Style style;
  int count = 0;
};

void SortByCount(std::vector<ListEntry>* entries) {
  std::stable_sort(entries->begin(), entries->end(),
                   [](const ListEntry& a, const ListEntry& b) { return a.count > b.count; });
}

void PrintList(absl::string_view heading, const std::vector<ListEntry>& entries,
               const Screen& screen, std::string* out) {
  if (entries.empty()) return;
  StyledText title;
  title.Append(heading, Style::kHeading);
  absl::StrAppend(out, "\n", title.Print(screen), "\n");
  int name_width = 0;
  int count_width = 0;
  for (const ListEntry& entry : entries) {
    name_width = std::max(name_width, DisplayWidth(entry.name));
    count_width = std::max(count_width, static_cast<int>(absl::StrCat(entry.count).size()));
  }
  name_width = std::min(name_width, screen.width / 2);
  for (const ListEntry& entry : entries) {
    const std::string count = absl::StrCat(entry.count);
    StyledText line;
    line.Append("  ").Append(CutToWidth(entry.name, name_width, screen.ellipsis()), entry.style);
    line.PadTo(2 + name_width + 2 + count_width - static_cast<int>(count.size())).Append(count);
    // The note may be longer than the line, for it is there to be copied.
    line.Append("  ").Append(entry.note, Style::kDim);
    absl::StrAppend(out, line.Print(screen), "\n");
  }
}

ListEntry EntryOf(const v1::ArticleEntity& entity, const Screen& screen) {
  return {SafeText(entity.name(), screen.unicode), SafeText(entity.entity_id(), screen.unicode),
          MentionStyle(entity.kind()), entity.mention_count()};
}

// What the article is about, of all kinds, most salient first.
std::vector<ListEntry> SubjectsOf(const v1::Article& article, const Screen& screen) {
  std::vector<ListEntry> entries;
  for (const v1::ArticleEntity& entity : article.entities()) {
    if (entity.about()) entries.push_back(EntryOf(entity, screen));
  }
  return entries;
}

// The names of one kind that are in none of the article's entities, most frequent first: those that
// were not linked, and all of them when the server tells no entities.
std::vector<ListEntry> OtherNamesOf(const v1::Article& article, v1::Dimension kind,
                                    const Screen& screen) {
  std::set<absl::string_view> told;
  for (const v1::ArticleEntity& entity : article.entities()) told.insert(entity.entity_id());
  std::vector<ListEntry> entries;
  std::map<std::pair<std::string, std::string>, size_t> place;
  for (const v1::Mention& mention : article.mentions()) {
    if (mention.kind() != kind) continue;
    if (!mention.entity_id().empty() && told.count(mention.entity_id()) > 0) continue;
    const std::string& name = mention.name().empty() ? mention.text() : mention.name();
    // An entity is known by its id; a name that was not linked by itself.
    auto [at, added] = place.try_emplace(
        {mention.entity_id(), mention.entity_id().empty() ? name : ""}, entries.size());
    if (added) {
      entries.push_back({SafeText(name, screen.unicode),
                         mention.entity_id().empty()
                             ? "(not linked)"
                             : SafeText(mention.entity_id(), screen.unicode),
                         MentionStyle(kind)});
    }
    ++entries[at->second].count;
  }
  SortByCount(&entries);
  return entries;
}

// The entities of one kind that the article is not about, most salient first, and other names.
void PrintMentioned(absl::string_view kinds, v1::Dimension kind, const v1::Article& article,
                    const Screen& screen, std::string* out) {
  std::vector<ListEntry> entries;
  for (const v1::ArticleEntity& entity : article.entities()) {
    if (entity.kind() == kind && !entity.about()) entries.push_back(EntryOf(entity, screen));
  }
  for (ListEntry& entry : OtherNamesOf(article, kind, screen)) entries.push_back(std::move(entry));
  // Without entities nobody said that it is about none of them.
  PrintList(absl::StrCat(kinds, article.entities_size() > 0 ? " mentioned" : ""), entries, screen,
            out);
}

std::vector<ListEntry> DatesOf(const v1::Article& article, const Screen& screen) {
  std::vector<ListEntry> entries;
  std::map<std::string, size_t> place;
  for (const v1::EventDate& date : article.event_dates()) {
    const std::string interval = date.start_date() == date.end_date()
                                     ? date.start_date()
                                     : absl::StrCat(date.start_date(), " to ", date.end_date());
    const std::string words = absl::StrCat("\"", SafeText(date.text(), screen.unicode), "\"");
    auto [at, added] = place.try_emplace(interval, entries.size());
    if (added) {
      entries.push_back({SafeText(interval, screen.unicode), words, Style::kDate});
    } else if (std::string* note = &entries[at->second].note; !absl::StrContains(*note, words)) {
      absl::StrAppend(note, ", ", words);
    }
    ++entries[at->second].count;
  }
  SortByCount(&entries);
  return entries;
}

}  // namespace

std::string RenderArticle(const v1::Article& article, const Screen& screen) {
  std::string out;
  const absl::string_view title = article.title();
  StyledText heading =
      Marked(title, 0, static_cast<int>(title.size()),
             MarksOf(article, v1::ARTICLE_FIELD_TITLE, title), Style::kTitle, screen);
  if (absl::StripAsciiWhitespace(heading.text()).empty()) {
    heading = StyledText().Append("(no title)", Style::kDim);
  }
  Print(heading, screen, &out);
  PrintOrigin(article, screen, &out);
  if (!article.body().empty()) {
    absl::StrAppend(&out, "\n");
    PrintText(article, v1::ARTICLE_FIELD_BODY, article.body(), screen, &out);
  }
  if (!article.captions().empty()) {
    StyledText captions;
    captions.Append("Pictures", Style::kHeading);
    absl::StrAppend(&out, "\n", captions.Print(screen), "\n");
    PrintText(article, v1::ARTICLE_FIELD_CAPTIONS, article.captions(), screen, &out);
  }
  PrintList("About", SubjectsOf(article, screen), screen, &out);
  PrintMentioned("Persons", v1::DIMENSION_PERSON, article, screen, &out);
  PrintMentioned("Organizations", v1::DIMENSION_ORGANIZATION, article, screen, &out);
  PrintMentioned("Places", v1::DIMENSION_PLACE, article, screen, &out);
  PrintList("Event dates", DatesOf(article, screen), screen, &out);
  return out;
}

}  // namespace dateline::client

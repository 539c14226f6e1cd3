#include "client/entity_page.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/bar.h"
#include "client/dimension_name.h"
#include "client/display_width.h"
#include "client/facet_columns.h"
#include "client/safe_text.h"
#include "client/search_page.h"
#include "client/styled_text.h"

namespace dateline::client {
namespace {

// The most names that an answer has: where it has so many, there may be more.
constexpr int kMaxNames = 100;

// The most entities that the server lists at once.
constexpr int kMaxLimit = 1000;

// Up to this width the list of names is spread.
constexpr int kMaxListWidth = 100;

constexpr int kIndent = 2;
constexpr int kMinNameWidth = 12;

void PrintLine(const StyledText& line, int indent, const Screen& screen, std::string* out) {
  absl::StrAppend(out, std::string(indent, ' '), line.Print(screen), "\n");
}

void PrintWrapped(const StyledText& text, int indent, const Screen& screen, std::string* out) {
  for (const StyledText& line : Wrap(text, std::max(2, screen.width - indent))) {
    PrintLine(line, indent, screen, out);
  }
}

// An empty line, the heading, and how many of the rows are shown when not all are.
void PrintHeading(absl::string_view heading, int shown, int rows, const Screen& screen,
                  std::string* out) {
  StyledText line;
  line.Append(heading, Style::kHeading);
  if (shown < rows) {
    line.Append(absl::StrCat("  ", Grouped(shown), " of ", Grouped(rows)), Style::kDim);
  }
  absl::StrAppend(out, "\n");
  PrintWrapped(line, 0, screen, out);
}

// `before` and an id to be copied: on one line where there is room, and the id never broken.
void PrintWithId(absl::string_view before, absl::string_view id, int indent, const Screen& screen,
                 std::string* out) {
  StyledText line;
  line.Append(before);
  StyledText whole;
  whole.Append(SafeText(id, screen.unicode), Style::kDim);
  StyledText both = line;
  both.Append(screen.dot(), Style::kDim).Append(whole);
  if (both.width() <= screen.width - indent) {
    PrintLine(both, indent, screen, out);
  } else {
    PrintWrapped(line, indent, screen, out);
    PrintLine(whole, indent, screen, out);
  }
}

void PrintHead(const v1::GetEntityResponse& answer, const Screen& screen, std::string* out) {
  const v1::Entity& entity = answer.entity();
  StyledText name;
  const std::string words = SafeText(entity.display_name(), screen.unicode);
  if (absl::StripAsciiWhitespace(words).empty()) {
    name.Append("(no name)", Style::kDim);
  } else {
    name.Append(words, Style::kTitle);
  }
  PrintWrapped(name, 0, screen, out);
  PrintWithId(DimensionTitle(entity.kind()), entity.id(), 0, screen, out);
  StyledText counts;
  counts.Append(absl::StrCat(Articles(entity.article_count()), ", ", Grouped(entity.about_count()),
                             " of them about it, ", Grouped(answer.undated_count()),
                             " undated, revision ", answer.revision()));
  PrintWrapped(counts, 0, screen, out);
}

void PrintNames(const v1::GetEntityResponse& answer, int limit, const Screen& screen,
                std::string* out) {
  if (answer.names_size() == 0) return;
  google::protobuf::RepeatedPtrField<v1::FacetValue> shown;
  bool with_ids = false;
  for (int i = 0; i < std::min(limit, answer.names_size()); ++i) {
    const v1::EntityName& name = answer.names(i);
    v1::FacetValue* value = shown.Add();
    value->set_display_name(name.name());
    value->set_count(name.article_count());
    // Its own id needs no telling.
    if (name.entity_id() == answer.entity().id()) continue;
    value->set_value(name.entity_id());
    with_ids = true;
  }
  PrintHeading(with_ids ? "Names, and the ids they had" : "Names", shown.size(),
               answer.names_size(), screen, out);
  const int width = std::min(screen.width, kMaxListWidth);
  for (const StyledText& line : DrawValues(shown, width, with_ids, screen)) {
    PrintLine(line, 0, screen, out);
  }
  if (answer.names_size() >= kMaxNames) {
    StyledText more;
    more.Append(absl::StrCat("The server tells the first ", kMaxNames, " names."), Style::kDim);
    PrintWrapped(more, kIndent, screen, out);
  }
}

std::string ChangePhrase(v1::EntityChangeKind kind) {
  switch (kind) {
    case v1::ENTITY_CHANGE_KIND_MERGE:
      return "merged with it";
    case v1::ENTITY_CHANGE_KIND_RENAME:
      return "renamed";
    case v1::ENTITY_CHANGE_KIND_HIDE:
      return "hidden";
    case v1::ENTITY_CHANGE_KIND_SPLIT:
      return "split from";
    default:
      return "changed";
  }
}

// Who asked for a change, as far as the answer tells.
std::string OriginPhrase(const v1::EntityChange& change) {
  switch (change.origin()) {
    case v1::ENTITY_CHANGE_ORIGIN_RULE:
      return "rule of the server";
    case v1::ENTITY_CHANGE_ORIGIN_OVERLAY:
      return change.overlay_line() > 0 ? absl::StrCat("alias overlay, line ", change.overlay_line())
                                       : "alias overlay";
    default:
      return "";
  }
}

void PrintChanges(const v1::GetEntityResponse& answer, int limit, const Screen& screen,
                  std::string* out) {
  if (answer.changes_size() == 0) return;
  const int shown = std::min(limit, answer.changes_size());
  PrintHeading("Changes", shown, answer.changes_size(), screen, out);
  for (int i = 0; i < shown; ++i) {
    const v1::EntityChange& change = answer.changes(i);
    const std::string what = ChangePhrase(change.kind());
    if (change.other_id().empty()) {
      PrintWrapped(StyledText().Append(what), kIndent, screen, out);
    } else {
      PrintWithId(what, change.other_id(), kIndent, screen, out);
    }
    StyledText why;
    why.Append(SafeText(change.reason(), screen.unicode));
    const std::string origin = OriginPhrase(change);
    if (!origin.empty()) {
      why.Append(absl::StrCat(why.empty() ? "(" : " (", origin, ")"), Style::kDim);
    }
    PrintWrapped(why, 2 * kIndent, screen, out);
  }
}

void PrintArticle(absl::string_view heading, const v1::Article& article, const Screen& screen,
                  std::string* out) {
  PrintHeading(heading, 1, 1, screen, out);
  StyledText title;
  const std::string words = SafeText(article.title(), screen.unicode);
  if (absl::StripAsciiWhitespace(words).empty()) {
    title.Append("(no title)", Style::kDim);
  } else {
    title.Append(words, Style::kTitle);
  }
  PrintWrapped(title, kIndent, screen, out);
  PrintWithId(SafeText(article.publish_date(), screen.unicode), article.id(), kIndent, screen, out);
}

void PrintArticles(const v1::GetEntityResponse& answer, const Screen& screen, std::string* out) {
  const bool same = answer.has_first_article() && answer.has_last_article() &&
                    answer.first_article().id() == answer.last_article().id();
  if (answer.has_first_article()) {
    PrintArticle(same ? "First and last article" : "First article", answer.first_article(), screen,
                 out);
  }
  if (answer.has_last_article() && !same) {
    PrintArticle("Last article", answer.last_article(), screen, out);
  }
}

void PrintBeside(const v1::ListCooccurrencesRequest& request,
                 const v1::ListCooccurrencesResponse& beside, const Screen& screen,
                 std::string* out) {
  google::protobuf::RepeatedPtrField<v1::Facet> kinds;
  for (const v1::Cooccurrences& of_kind : beside.cooccurrences()) {
    v1::Facet* facet = kinds.Add();
    facet->set_dimension(of_kind.kind());
    facet->set_distinct(of_kind.distinct());
    for (const v1::Cooccurrence& other : of_kind.values()) {
      v1::FacetValue* value = facet->add_values();
      value->set_value(other.entity().id());
      value->set_display_name(other.entity().display_name());
      value->set_count(other.article_count());
    }
  }
  const std::string columns = DrawFacetColumns(kinds, {}, screen);
  if (columns.empty()) return;
  PrintHeading(request.order() == v1::COOCCURRENCE_ORDER_ASSOCIATION
                   ? "In the same articles, most above chance first"
                   : "In the same articles, most often first",
               1, 1, screen, out);
  absl::StrAppend(out, columns);
}

// One line per entity, or where the screen is too narrow for a table, several.
std::string CandidateTable(const v1::ListEntitiesResponse& candidates, const Screen& screen) {
  struct Row {
    std::string name, kind, articles, about, id;
  };
  std::vector<Row> rows = {{"Name", "Kind", "Articles", "About", ""}};
  for (const v1::Entity& entity : candidates.entities()) {
    rows.push_back({SafeText(entity.display_name(), screen.unicode), DimensionName(entity.kind()),
                    Grouped(entity.article_count()), Grouped(entity.about_count()),
                    SafeText(entity.id(), screen.unicode)});
  }
  int name = 0, kind = 0, articles = 0, about = 0;
  for (const Row& row : rows) {
    name = std::max(name, DisplayWidth(row.name));
    kind = std::max(kind, DisplayWidth(row.kind));
    articles = std::max(articles, DisplayWidth(row.articles));
    about = std::max(about, DisplayWidth(row.about));
  }
  const int room = screen.width - kind - articles - about - 3 * kIndent;
  std::string out;
  if (room < std::min(name, kMinNameWidth)) {
    for (const v1::Entity& entity : candidates.entities()) {
      PrintWrapped(StyledText().Append(SafeText(entity.display_name(), screen.unicode)), 0, screen,
                   &out);
      PrintWithId(absl::StrCat(DimensionName(entity.kind()), ", ", Articles(entity.article_count()),
                               ", ", Grouped(entity.about_count()), " about it"),
                  entity.id(), kIndent, screen, &out);
    }
    return out;
  }
  name = std::min({name, room, std::max(kMinNameWidth, screen.width / 3)});
  for (const Row& row : rows) {
    const Style style = &row == &rows.front() ? Style::kDim : Style::kPlain;
    StyledText line;
    line.Append(CutToWidth(row.name, name, screen.ellipsis()), style).PadTo(name + kIndent);
    line.Append(row.kind, style);
    int column = name + kIndent + kind;
    for (const auto& [number, width] : {std::pair(&row.articles, articles), {&row.about, about}}) {
      column += kIndent + width;
      line.PadTo(column - static_cast<int>(number->size())).Append(*number, style);
    }
    // The id may be longer than the line, for it is there to be copied.
    line.Append("  ").Append(row.id, Style::kDim);
    PrintLine(line, 0, screen, &out);
  }
  return out;
}

}  // namespace

std::string RenderEntity(const v1::GetEntityResponse& entity,
                         const v1::ListCooccurrencesRequest& request,
                         const v1::ListCooccurrencesResponse& beside, const Screen& screen) {
  const int limit = request.size() > 0 ? request.size() : kDefaultEntityRows;
  std::string out;
  PrintHead(entity, screen, &out);
  PrintNames(entity, limit, screen, &out);
  PrintChanges(entity, limit, screen, &out);
  PrintArticles(entity, screen, &out);
  PrintBeside(request, beside, screen, &out);
  return out;
}

std::string RenderCandidates(const v1::ListEntitiesResponse& candidates, const Screen& screen) {
  if (candidates.entities_size() == 0) return "";
  std::string out = CandidateTable(candidates, screen);
  const int shown = candidates.entities_size();
  const bool part = shown < candidates.total();
  StyledText sum;
  sum.Append(absl::StrCat(part ? absl::StrCat(Grouped(shown), " of ") : "",
                          Grouped(std::max(shown, candidates.total())), " entities, revision ",
                          candidates.revision()));
  absl::StrAppend(&out, "\n");
  PrintWrapped(sum, 0, screen, &out);
  // An id that the screen cannot show cannot be copied from it.
  const auto example =
      std::find_if(candidates.entities().begin(), candidates.entities().end(),
                   [&](const auto& one) { return SafeText(one.id(), screen.unicode) == one.id(); });
  absl::StrAppend(&out, "For one of them: dateline entity ",
                  example == candidates.entities().end() ? "ID" : ShellWord(example->id(), screen),
                  "\n");
  if (part) {
    const std::string limit =
        shown < kMaxLimit ? absl::StrCat("--limit ", std::min(2 * shown, kMaxLimit), ", or ") : "";
    absl::StrAppend(&out, "For more: add ", limit, "words of the name\n");
  }
  return out;
}

std::string NoSuchName(const v1::ListEntitiesRequest& request) {
  std::vector<std::string> kinds;
  for (int kind : request.kinds()) {
    kinds.push_back(DimensionName(static_cast<v1::Dimension>(kind)));
  }
  return absl::StrCat(
      "no ", kinds.empty() ? "entity" : absl::StrJoin(kinds, " or "), " has a name with ",
      absl::StrContains(request.query(), ' ') ? "these words, or words that begin so: "
                                              : "this word, or one that begins so: ",
      request.query());
}

}  // namespace dateline::client

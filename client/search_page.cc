#include "client/search_page.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "client/bar.h"
#include "client/dimension_name.h"
#include "client/display_width.h"
#include "client/facet_columns.h"
#include "client/safe_text.h"
#include "client/timeline.h"

namespace dateline::client {
namespace {

// Columns before the number of a hit, and between it and the text.
constexpr int kMinNumberWidth = 2;

// Up to this width the list of a dimension's values is spread.
constexpr int kMaxListWidth = 100;

void PrintIndented(const StyledText& text, int indent, const Screen& screen, std::string* out) {
  for (const StyledText& line : Wrap(text, std::max(2, screen.width - indent))) {
    absl::StrAppend(out, std::string(indent, ' '), line.Print(screen), "\n");
  }
}

// The snippet that shows the whole title: it takes the place of the title.
const v1::Snippet* SnippetOfTitle(const v1::Hit& hit) {
  for (const v1::Snippet& snippet : hit.snippets()) {
    if (snippet.field() == v1::ARTICLE_FIELD_TITLE && snippet.starts_field() &&
        snippet.ends_field() && !absl::StripAsciiWhitespace(snippet.text()).empty()) {
      return &snippet;
    }
  }
  return nullptr;
}

StyledText TitleOf(const v1::Hit& hit, const Screen& screen) {
  StyledText title;
  const std::string words = SafeText(hit.article().title(), screen.unicode);
  if (absl::StripAsciiWhitespace(words).empty()) return title.Append("(no title)", Style::kDim);
  return title.Append(words, Style::kTitle);
}

// Source, date, language and copies; and the id, which stays in one piece whatever its length.
void PrintOrigin(const v1::Hit& hit, int indent, const Screen& screen, std::string* out) {
  const v1::Article& article = hit.article();
  std::vector<std::string> parts;
  if (!article.source().empty()) parts.push_back(SafeText(article.source(), screen.unicode));
  parts.push_back(article.publish_date().empty()
                      ? "undated"
                      : SafeText(article.publish_date(), screen.unicode));
  if (!article.language().empty()) parts.push_back(SafeText(article.language(), screen.unicode));
  if (hit.copy_count() > 1) {
    const int64_t others = int64_t{hit.copy_count()} - 1;
    parts.push_back(absl::StrCat("+", Grouped(others), others == 1 ? " copy" : " copies"));
  }
  StyledText line;
  line.Append(absl::StrJoin(parts, screen.dot()));
  StyledText id;
  id.Append(SafeText(article.id(), screen.unicode), Style::kDim);
  StyledText both = line;
  both.Append(screen.dot(), Style::kDim).Append(id);
  if (both.width() <= screen.width - indent) {
    PrintIndented(both, indent, screen, out);
  } else {
    PrintIndented(line, indent, screen, out);
    absl::StrAppend(out, std::string(indent, ' '), id.Print(screen), "\n");
  }
}

std::string RenderHit(const v1::Hit& hit, int number, int number_width, const Screen& screen) {
  const int indent = number_width + 2;
  const v1::Snippet* of_title = SnippetOfTitle(hit);
  std::string body;
  if (of_title != nullptr) {
    PrintIndented(RenderSnippet(*of_title, screen), indent, screen, &body);
  } else {
    PrintIndented(TitleOf(hit, screen), indent, screen, &body);
  }
  const std::string digits = absl::StrCat(number);
  const std::string label = absl::StrCat(
      std::string(std::max(0, number_width - static_cast<int>(digits.size())), ' '), digits, ".");
  // The number stands in the indent of the title's first line.
  body.replace(0, std::min(body.size(), label.size()), label);
  PrintOrigin(hit, indent, screen, &body);
  for (const v1::Snippet& snippet : hit.snippets()) {
    if (&snippet != of_title) {
      PrintIndented(RenderSnippet(snippet, screen), indent, screen, &body);
    }
  }
  return body;
}

std::string SummaryLine(const v1::SearchResponse& response) {
  const bool part = response.hits_size() > 0 && response.hits_size() < response.total();
  const std::string copies =
      response.total_articles() > response.total()
          ? absl::StrCat(" (", Grouped(response.total_articles()), " with their copies)")
          : "";
  return absl::StrCat(part ? absl::StrCat(Grouped(response.hits_size()), " of ") : "",
                      Articles(response.total()), copies, ", revision ", response.revision(), ", ",
                      ShortTime(response.timings().total_us()), "\n");
}

std::string RenderQuery(const v1::SearchResponse& response, const Screen& screen) {
  std::string out;
  const v1::QueryInfo& info = response.query_info();
  if (response.total() == 0) {
    StyledText nothing;
    nothing.Append(info.parsed().empty() ? "No article matches."
                                         : absl::StrCat("No article matches ",
                                                        SafeText(info.parsed(), screen.unicode)));
    PrintIndented(nothing, 0, screen, &out);
  }
  if (info.ignored_words_size() > 0) {
    StyledText ignored;
    ignored.Append(
        absl::StrCat("Left out of the query: ",
                     SafeText(absl::StrJoin(info.ignored_words(), ", "), screen.unicode)),
        Style::kDim);
    PrintIndented(ignored, 0, screen, &out);
  }
  return out;
}

// The nearest place at or before `at` where a character of `text` begins.
int CharacterStart(const std::string& text, int at) {
  int32_t start = std::clamp(at, 0, static_cast<int>(text.size()));
  if (start == static_cast<int32_t>(text.size())) return start;
  U8_SET_CP_START(reinterpret_cast<const uint8_t*>(text.data()), 0, start);
  return start;
}

}  // namespace

StyledText RenderSnippet(const v1::Snippet& snippet, const Screen& screen) {
  const bool title = snippet.field() == v1::ARTICLE_FIELD_TITLE;
  const Style plain = title ? Style::kTitle : Style::kPlain;
  const std::string& text = snippet.text();
  StyledText out;
  auto append = [&](int begin, int end, Style style) {
    out.Append(SafeText(absl::string_view(text).substr(begin, end - begin), screen.unicode), style);
  };
  const std::string cut = screen.ellipsis();
  if (!snippet.starts_field()) out.Append(absl::StrCat(cut, " "));
  int at = 0;
  for (const v1::Highlight& highlight : snippet.highlights()) {
    const int begin = std::max(at, CharacterStart(text, highlight.begin()));
    const int end = CharacterStart(text, highlight.end());
    if (end <= begin) continue;
    append(at, begin, plain);
    append(begin, end, Style::kHighlight);
    at = end;
  }
  append(at, static_cast<int>(text.size()), plain);
  if (!snippet.ends_field()) out.Append(absl::StrCat(" ", cut));
  return out;
}

std::string ShellWord(absl::string_view text, const Screen& screen) {
  std::string word = SafeText(text, screen.unicode);
  const bool plain = std::all_of(word.begin(), word.end(), [](unsigned char c) {
    return absl::ascii_isalnum(c) || c == '-' || c == '_' || c == '.' || c == '=' || c == '/';
  });
  return plain ? word : absl::StrCat("'", absl::StrReplaceAll(word, {{"'", "'\\''"}}), "'");
}

std::string NextPageLine(absl::string_view page_token, const Screen& screen) {
  return absl::StrCat("Next page: add --page-token=", ShellWord(page_token, screen), "\n");
}

std::string RenderSearch(const v1::SearchRequest& request, const v1::SearchResponse& response,
                         const Screen& screen) {
  std::string out;
  const int number_width =
      std::max(kMinNumberWidth, static_cast<int>(absl::StrCat(response.hits_size()).size()));
  for (int i = 0; i < response.hits_size(); ++i) {
    absl::StrAppend(&out, RenderHit(response.hits(i), i + 1, number_width, screen), "\n");
  }
  google::protobuf::RepeatedPtrField<v1::Facet> facets;
  for (const v1::Facet& facet : response.facets()) {
    // Where nothing was found, the counts that matter are of what is selected.
    const bool empty = facet.values_size() == 0 && facet.buckets_size() == 0;
    if (response.total() > 0 || !empty) *facets.Add() = facet;
  }
  const std::string columns = DrawFacetColumns(facets, request.facets(), screen);
  if (!columns.empty()) absl::StrAppend(&out, columns, "\n");
  for (const v1::Facet& facet : facets) {
    if (IsDateDimension(facet.dimension())) {
      absl::StrAppend(&out, DrawTimeline(facet, screen), "\n");
    }
  }
  absl::StrAppend(&out, RenderQuery(response, screen), SummaryLine(response));
  if (!response.next_page_token().empty()) {
    absl::StrAppend(&out, NextPageLine(response.next_page_token(), screen));
  }
  return out;
}

std::string RenderFacetValues(const v1::ListFacetValuesRequest& request,
                              const v1::ListFacetValuesResponse& response, const Screen& screen) {
  std::string out;
  bool with_ids = false;
  for (const v1::FacetValue& value : response.values()) {
    with_ids = with_ids || (!value.display_name().empty() && value.display_name() != value.value());
  }
  const int width = std::min(screen.width, kMaxListWidth);
  for (const StyledText& line : DrawValues(response.values(), width, with_ids, screen)) {
    absl::StrAppend(&out, line.Print(screen), "\n");
  }
  if (response.values_size() > 0) absl::StrAppend(&out, "\n");
  const bool part = response.values_size() < response.distinct();
  absl::StrAppend(&out, part ? absl::StrCat(Grouped(response.values_size()), " of ") : "",
                  Grouped(response.distinct()), response.distinct() == 1 ? " value, " : " values, ",
                  Articles(response.missing()),
                  request.about_only() ? " about none" : " without any", ", revision ",
                  response.revision(), "\n");
  if (!response.next_page_token().empty()) {
    absl::StrAppend(&out, NextPageLine(response.next_page_token(), screen));
  }
  return out;
}

}  // namespace dateline::client

#include "indexer/source/content_kind.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "indexer/source/arc_reader.h"
#include "indexer/source/archive_index.h"
#include "indexer/source/archive_reader.h"
#include "indexer/source/json_values.h"
#include "indexer/source/reuters_sgml.h"
#include "indexer/source/warc_mark.h"
#include "indexer/text/eight_bytes.h"
#include "indexer/text/wide_text.h"

namespace dateline::source {
namespace {

// Control characters that no text has, as a share of one in 64: a text may have a stray one.
bool LooksBinary(absl::string_view head) {
  for (const absl::string_view magic : {"%PDF-",
                                        "\x7f"
                                        "ELF",
                                        "\x89PNG", "\xff\xd8\xff", "GIF8"}) {
    if (absl::StartsWith(head, magic)) return true;
  }
  size_t odd = 0;
  const auto has_no_control = [](uint64_t eight) { return !text::AnyBelow(eight, ' '); };
  for (size_t i = 0; i < head.size();) {
    i = text::PassEights(head, i, has_no_control);
    for (const size_t end = std::min(i + 8, head.size()); i < end; ++i) {
      const auto c = static_cast<unsigned char>(head[i]);
      odd += c < ' ' && !absl::ascii_isspace(c) && c != 0x1b;
    }
  }
  return odd * 64 > head.size();
}

std::optional<ContentKind> KindOfName(absl::string_view name) {
  std::string lower = absl::AsciiStrToLower(name.substr(name.find_last_of('/') + 1));
  for (const absl::string_view suffix : {".gz", ".zst", ".bz2", ".xz", ".lz4"}) {
    if (absl::EndsWith(lower, suffix)) {
      lower.resize(lower.size() - suffix.size());
      break;
    }
  }
  const size_t dot = lower.find_last_of('.');
  if (dot == std::string::npos) return std::nullopt;
  static constexpr std::pair<absl::string_view, ContentKind> kExtensions[] = {
      {".jsonl", ContentKind::kJsonLines}, {".ndjson", ContentKind::kJsonLines},
      {".json", ContentKind::kJsonLines},  {".html", ContentKind::kHtml},
      {".htm", ContentKind::kHtml},        {".xhtml", ContentKind::kHtml},
      {".shtml", ContentKind::kHtml},      {".txt", ContentKind::kText},
      {".text", ContentKind::kText},       {".tar", ContentKind::kArchive},
      {".tgz", ContentKind::kArchive},     {".zip", ContentKind::kArchive},
      {".7z", ContentKind::kArchive},      {".warc", ContentKind::kWarc},
      {".wet", ContentKind::kWarc},        {".arc", ContentKind::kArc}};
  const absl::string_view extension = absl::string_view(lower).substr(dot);
  for (const auto& [suffix, kind] : kExtensions) {
    if (extension == suffix) return kind;
  }
  return std::nullopt;
}

// Zip is also what office documents and books are packed in; these are told by their first member.
bool IsOfficeDocument(absl::string_view head) {
  constexpr size_t kNameAt = 30;  // In a zip's local file header.
  if (!absl::StartsWith(head, "PK\3\4") || head.size() < kNameAt) return false;
  const absl::string_view name = head.substr(kNameAt, 32);
  for (const absl::string_view first : {"[Content_Types].xml", "mimetype", "META-INF/", "_rels/"}) {
    if (absl::StartsWith(name, first)) return true;
  }
  return false;
}

size_t CountOf(absl::string_view text, absl::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != absl::string_view::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

// The start of a tag, a comment or a doctype that HTML has; XML of other kinds is text to us.
bool LooksLikeHtml(absl::string_view text) {
  if (text.empty() || text[0] != '<') return false;
  static constexpr absl::string_view kStarts[] = {
      "<!doctype html", "<html",  "<head", "<body",  "<title", "<meta",
      "<script",        "<link",  "<div",  "<p>",    "<p ",    "<h1",
      "<article",       "<table", "<base", "<style", "<main",  "<section"};
  for (const absl::string_view start : kStarts) {
    if (absl::StartsWithIgnoreCase(text, start)) return true;
  }
  if (IsHtmlDocument(text)) return true;
  // A fragment that begins with another tag.
  const std::string lower = absl::AsciiStrToLower(text);
  size_t closed = 0;
  for (const absl::string_view tag : {"</p>", "</div>", "</a>", "</span>", "</body>", "</html>"})
    closed += CountOf(lower, tag);
  return closed >= 3;
}

bool HasTag(absl::string_view text) {
  for (size_t at = text.find('<'); at != absl::string_view::npos; at = text.find('<', at + 1)) {
    if (at + 1 == text.size()) return false;
    if (absl::ascii_isalpha(text[at + 1]) || text[at + 1] == '/' || text[at + 1] == '!')
      return true;
  }
  return false;
}

// True when a line begins as a record does, or none can be seen to its end.
bool HasRecordLine(absl::string_view head) {
  if (head.find('\n') == absl::string_view::npos && head.size() + 64 >= kSniffBytes) return true;
  for (const absl::string_view line : absl::StrSplit(head, '\n')) {
    if (absl::StartsWith(absl::StripLeadingAsciiWhitespace(line), "{")) return true;
  }
  return CountOf(head, "\":") >= 2;
}

// True when the first line is an object with a quoted key, from brace to brace.
bool IsRecordLine(absl::string_view head) {
  const size_t end = head.find('\n');
  const absl::string_view line = absl::StripAsciiWhitespace(head.substr(0, end));
  if (!absl::StartsWith(line, "{") || line.find("\":") == absl::string_view::npos) {
    return CountOf(line, "\" :") > 0 && absl::StartsWith(line, "{");
  }
  return end == absl::string_view::npos || absl::EndsWith(line, "}");
}

ContentKind KindOfVisible(absl::string_view visible, std::optional<ContentKind> named) {
  if (IsJsonOverLines(visible)) return ContentKind::kJsonValues;
  if (named == ContentKind::kJsonLines && HasRecordLine(visible)) return ContentKind::kJsonLines;
  // An array of other things holds no records; that is told of each line.
  if (named == ContentKind::kJsonLines && visible[0] == '[') return ContentKind::kJsonLines;
  if (visible[0] == '{' && (named != ContentKind::kText || IsRecordLine(visible)))
    return ContentKind::kJsonLines;
  if (LooksLikeHtml(visible)) return ContentKind::kHtml;
  if (named == ContentKind::kHtml && HasTag(visible)) return ContentKind::kHtml;
  if (named == ContentKind::kWarc || named == ContentKind::kArc) return *named;
  return ContentKind::kText;
}

}  // namespace

bool IsHtmlDocument(absl::string_view head) {
  head = absl::StripLeadingAsciiWhitespace(head.substr(0, 4096));
  const std::string lower = absl::AsciiStrToLower(head);
  if (absl::StartsWith(lower, "<!doctype html") || absl::StartsWith(lower, "<html")) return true;
  if (!absl::StartsWith(lower, "<?xml") && !absl::StartsWith(lower, "<!--")) return false;
  return absl::StrContains(lower, "<!doctype html") || absl::StrContains(lower, "<html");
}

ContentKind FindContentKind(absl::string_view name, absl::string_view head) {
  head = head.substr(0, kSniffBytes);
  std::string narrow;
  const text::WideEncoding wide = text::FindWideEncoding(head);
  if (wide != text::WideEncoding::kNone) {
    text::WideDecoder(wide).Decode(head, &narrow);
    head = narrow;
  }
  absl::ConsumePrefix(&head, "\xef\xbb\xbf");
  if (IsArchive(head)) return IsOfficeDocument(head) ? ContentKind::kBinary : ContentKind::kArchive;
  // RFC 7464: a record separator before every JSON text.
  if (absl::ConsumePrefix(&head, "\x1e") && absl::StartsWith(head, "{"))
    return IsJsonOverLines(head) ? ContentKind::kJsonValues : ContentKind::kJsonLines;
  const absl::string_view visible = absl::StripLeadingAsciiWhitespace(head);
  if (visible.empty()) return ContentKind::kEmpty;
  if (IsWarc(visible)) return ContentKind::kWarc;
  if (IsArc(visible)) return ContentKind::kArc;
  if (IsReutersSgml(visible)) return ContentKind::kReutersSgml;
  if (IsArchiveIndex(head)) return ContentKind::kArchiveIndex;
  const std::optional<ContentKind> named = KindOfName(name);
  if (LooksBinary(head)) {
    // A name of records, or of an archive, is believed: their readers find what is whole.
    const bool records = named == ContentKind::kJsonLines && HasRecordLine(head);
    const bool archive =
        named == ContentKind::kArchive || named == ContentKind::kWarc || named == ContentKind::kArc;
    return records || archive ? *named : ContentKind::kBinary;
  }
  return KindOfVisible(visible, named);
}

}  // namespace dateline::source

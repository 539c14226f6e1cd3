#include "indexer/source/content_kind.h"

#include <cstring>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace dateline::source {
namespace {

bool StartsWithUtf16Mark(absl::string_view head) {
  return absl::StartsWith(head, "\xff\xfe") || absl::StartsWith(head, "\xfe\xff");
}

// Control characters that no text has, as a share of one in 64: a text may have a stray one.
bool LooksBinary(absl::string_view head) {
  if (StartsWithUtf16Mark(head)) return false;
  if (std::memchr(head.data(), 0, head.size()) != nullptr) return true;
  size_t odd = 0;
  for (const char c : head) {
    odd += static_cast<unsigned char>(c) < 0x20 && !absl::ascii_isspace(c) && c != 0x1b;
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
  const absl::string_view extension = absl::string_view(lower).substr(dot);
  if (extension == ".jsonl" || extension == ".ndjson" || extension == ".json") {
    return ContentKind::kJsonLines;
  }
  if (extension == ".html" || extension == ".htm" || extension == ".xhtml") {
    return ContentKind::kHtml;
  }
  if (extension == ".txt" || extension == ".text") return ContentKind::kText;
  return std::nullopt;
}

// The start of a tag, a comment or a doctype that HTML has; XML of other kinds is text to us.
bool LooksLikeHtml(absl::string_view text) {
  static constexpr absl::string_view kStarts[] = {
      "<!doctype html", "<html",  "<head", "<body",  "<title", "<meta",
      "<script",        "<link",  "<div",  "<p>",    "<p ",    "<h1",
      "<article",       "<table", "<base", "<style", "<main"};
  for (const absl::string_view start : kStarts) {
    if (absl::StartsWithIgnoreCase(text, start)) return true;
  }
  if (!absl::StartsWith(text, "<?xml") && !absl::StartsWith(text, "<!--")) return false;
  const std::string lower = absl::AsciiStrToLower(text.substr(0, 2048));
  return absl::StrContains(lower, "<!doctype html") || absl::StrContains(lower, "<html");
}

}  // namespace

ContentKind FindContentKind(absl::string_view name, absl::string_view head) {
  head = head.substr(0, kSniffBytes);
  const bool utf16 = StartsWithUtf16Mark(head);
  if (absl::ConsumePrefix(&head, "\xef\xbb\xbf")) head = head.substr(0, kSniffBytes);
  const absl::string_view visible = absl::StripLeadingAsciiWhitespace(head);
  if (visible.empty()) return ContentKind::kEmpty;
  const std::optional<ContentKind> named = KindOfName(name);
  if (named == ContentKind::kJsonLines && !utf16) return *named;
  if (LooksBinary(head)) return ContentKind::kBinary;
  if (named == ContentKind::kJsonLines) return ContentKind::kBinary;
  if (named.has_value()) return *named;
  if (utf16) {
    // Every other byte is enough to tell.
    std::string narrow;
    for (size_t i = 2; i < head.size() && i < 4096; ++i) {
      if (head[i] != 0) narrow.push_back(head[i]);
    }
    const absl::string_view start = absl::StripLeadingAsciiWhitespace(narrow);
    return LooksLikeHtml(start) ? ContentKind::kHtml : ContentKind::kText;
  }
  if (visible[0] == '{') return ContentKind::kJsonLines;
  return visible[0] == '<' && LooksLikeHtml(visible) ? ContentKind::kHtml : ContentKind::kText;
}

}  // namespace dateline::source

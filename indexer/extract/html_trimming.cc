#include "indexer/extract/html_trimming.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "indexer/extract/tag_scanner.h"

namespace dateline::extract {
namespace {

constexpr size_t kNone = absl::string_view::npos;
constexpr absl::string_view kEmptyComment = "<!---->";

// Elements that occur in drawings and hold nothing but such elements and text.
bool IsDrawingTag(absl::string_view name) {
  static constexpr absl::string_view kNames[] = {
      "svg",           "path", "g",     "circle",   "rect",  "line",   "polygon", "polyline",
      "use",           "defs", "desc",  "title",    "style", "symbol", "ellipse", "text",
      "stop",          "mask", "tspan", "clippath", "image", "filter", "pattern", "lineargradient",
      "radialgradient"};
  return std::any_of(std::begin(kNames), std::end(kNames),
                     [&](absl::string_view known) { return absl::EqualsIgnoreCase(known, name); });
}

bool HasTag(absl::string_view text, absl::string_view tag) {
  for (size_t pos = text.find('<'); pos != kNone; pos = text.find('<', pos + 1)) {
    if (absl::StartsWithIgnoreCase(text.substr(pos), tag)) return true;
  }
  return false;
}

class Trimmer {
 public:
  explicit Trimmer(absl::string_view html) : html_(html) {}

  TrimmedHtml Run() {
    out_.html.reserve(html_.size() / 2 + 64);
    size_t pos = 0;
    while ((pos = html_.find('<', pos)) != kNone) {
      pos = Step(pos);
      if (pos == kNone) break;
    }
    out_.html.append(html_.data() + copied_, html_.size() - copied_);
    return std::move(out_);
  }

 private:
  // Deals with what begins at the '<' at `begin` and returns where to go on; kNone to stop.
  size_t Step(size_t begin) {
    size_t pos = begin + 1;
    if (pos >= html_.size()) return kNone;
    if (absl::StartsWith(html_.substr(pos), "!--")) {
      const size_t end = EndOfComment(html_, begin);
      if (end == kNone) return kNone;
      // An empty one stays, for what is before and behind it must not become one word or tag.
      if (end - begin > kEmptyComment.size()) {
        Drop(begin, end);
        out_.html.append(kEmptyComment.data(), kEmptyComment.size());
      }
      return end;
    }
    // Where this is text depends on what is around it.
    if (absl::StartsWith(html_.substr(pos), "![CDATA[")) return kNone;
    const bool closing = html_[pos] == '/';
    if (closing && ++pos >= html_.size()) return kNone;
    if (!absl::ascii_isalpha(html_[pos])) {
      // "<!doctype ...>", "<?xml ...>", "</ ...>" go on to the next '>'; "< " is text.
      const bool bogus = closing || html_[pos] == '!' || html_[pos] == '?';
      return bogus ? html_.find('>', pos) : pos;
    }
    size_t name_end = pos;
    while (name_end < html_.size() && absl::ascii_isalnum(html_[name_end])) ++name_end;
    const absl::string_view name = html_.substr(pos, name_end - pos);
    int attributes = 0;
    const size_t tag_end = EndOfTag(html_, name_end, &attributes);
    return closing ? tag_end : Content(name, tag_end);
  }

  // Deals with the content of an element that begins at `begin`.
  size_t Content(absl::string_view name, size_t begin) {
    switch (absl::ascii_tolower(name[0])) {
      case 's':
        if (absl::EqualsIgnoreCase(name, "script")) return Script(begin);
        if (absl::EqualsIgnoreCase(name, "style")) return RawText(name, begin, true);
        if (absl::EqualsIgnoreCase(name, "select")) return Select(begin);
        if (absl::EqualsIgnoreCase(name, "svg")) {
          return html_[begin - 2] == '/' ? begin : Drawing(begin);
        }
        break;
      case 't':
        if (absl::EqualsIgnoreCase(name, "textarea") || absl::EqualsIgnoreCase(name, "title")) {
          return RawText(name, begin, false);
        }
        break;
      case 'x':
      case 'i':
      case 'n':
        if (absl::EqualsIgnoreCase(name, "xmp") || absl::EqualsIgnoreCase(name, "iframe") ||
            absl::EqualsIgnoreCase(name, "noembed") || absl::EqualsIgnoreCase(name, "noframes")) {
          return RawText(name, begin, false);
        }
        break;
      case 'm':
        if (absl::EqualsIgnoreCase(name, "math")) return kNone;
        break;
      case 'p':
        if (absl::EqualsIgnoreCase(name, "plaintext")) return kNone;
        break;
      default:
        break;
    }
    return begin;
  }

  size_t RawText(absl::string_view name, size_t begin, bool drop) {
    const size_t end = FindEndTag(html_, begin, name);
    if (end == html_.size()) return kNone;
    if (drop) Drop(begin, end);
    return end;
  }

  // Inside of a list of choices the parser passes over most tags, also those of raw texts.
  size_t Select(size_t begin) {
    const size_t end = FindEndTag(html_, begin, "select");
    const absl::string_view choices = html_.substr(begin, end - begin);
    for (size_t pos = choices.find('<'); pos != kNone; pos = choices.find('<', pos + 1)) {
      const absl::string_view tag = choices.substr(pos);
      const bool choice = absl::StartsWithIgnoreCase(tag, "<option") ||
                          absl::StartsWithIgnoreCase(tag, "<optgroup") ||
                          absl::StartsWith(tag, "</");
      if (!choice) return kNone;
    }
    return end == html_.size() ? kNone : end;
  }

  size_t Script(size_t begin) {
    const size_t end = FindEndTag(html_, begin, "script");
    if (end == html_.size()) return kNone;
    const absl::string_view text = html_.substr(begin, end - begin);
    // "<!--" and then "<script" inside a script: its end tag may not be the first one.
    const size_t comment = text.find("<!--");
    if (comment != kNone && HasTag(text.substr(comment), "<script")) return kNone;
    const std::string marker = absl::StrCat(kScriptMarker, out_.scripts.size());
    if (text.size() > marker.size()) {
      Drop(begin, end);
      out_.html.append(marker);
      out_.scripts.push_back(text);
    }
    return end;
  }

  // Inside of a drawing other rules hold for scripts, styles and comments.
  size_t Drawing(size_t begin) {
    int drawings = 1;
    int elements = 0;
    size_t pos = begin;
    while ((pos = html_.find('<', pos)) != kNone) {
      const size_t tag = pos++;
      if (absl::StartsWith(html_.substr(tag), "<!--")) {
        pos = EndOfComment(html_, tag);
        if (pos == kNone) return kNone;
        continue;
      }
      const bool closing = pos < html_.size() && html_[pos] == '/';
      if (closing) ++pos;
      size_t name_end = pos;
      while (name_end < html_.size() && absl::ascii_isalnum(html_[name_end])) ++name_end;
      const absl::string_view name = html_.substr(pos, name_end - pos);
      if (!IsDrawingTag(name)) return kNone;
      int attributes = 0;
      pos = EndOfTag(html_, name_end, &attributes);
      if (!closing && html_[pos - 2] == '/') continue;
      const bool drawing = absl::EqualsIgnoreCase(name, "svg");
      int& open = drawing ? drawings : elements;
      open += closing ? -1 : 1;
      if (elements < 0) return kNone;
      if (drawings == 0) {
        Drop(begin, tag);
        return pos;
      }
    }
    return kNone;
  }

  void Drop(size_t begin, size_t end) {
    out_.html.append(html_.data() + copied_, begin - copied_);
    copied_ = end;
  }

  const absl::string_view html_;
  size_t copied_ = 0;  // Everything before it is in the result, or dropped.
  TrimmedHtml out_;
};

}  // namespace

TrimmedHtml TrimHtml(absl::string_view html) { return Trimmer(html).Run(); }

absl::string_view ScriptText(const TrimmedHtml& trimmed, absl::string_view parsed) {
  absl::string_view number = parsed;
  size_t index = 0;
  if (!absl::ConsumePrefix(&number, kScriptMarker) || !absl::SimpleAtoi(number, &index) ||
      index >= trimmed.scripts.size()) {
    return parsed;
  }
  return trimmed.scripts[index];
}

}  // namespace dateline::extract

#include "indexer/extract/script_story.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "indexer/extract/clean_text.h"
#include "indexer/text/analyzer.h"

namespace dateline::extract {
namespace {

using rapidjson::Value;

constexpr size_t kMinScriptBytes = 300;
constexpr size_t kMaxScriptBytes = 4 << 20;
constexpr size_t kMaxStoryBytes = 1 << 20;
constexpr int kMaxDepth = 100;
// Places in a script that are tried for JSON.
constexpr int kMaxTries = 4;
// Shorter strings are labels and names; bytes.
constexpr size_t kMinParagraphBytes = 40;

absl::string_view StringOf(const Value& value) {
  return value.IsString() ? absl::string_view(value.GetString(), value.GetStringLength())
                          : absl::string_view();
}

// Members that are no text of the story.
bool IsAside(absl::string_view name) {
  static constexpr absl::string_view kParts[] = {
      "related",  "recommend",   "comment", "author", "bio",       "image",    "media",
      "gallery",  "nav",         "footer",  "header", "caption",   "credit",   "alt",
      "excerpt",  "summary",     "teaser",  "descr",  "title",     "url",      "href",
      "link",     "seo",         "schema",  "meta",   "copyright", "latest",   "popular",
      "mostread", "newsletter",  "advert",  "tag",    "video",     "photo",    "slug",
      "share",    "social",      "promo",   "config", "query",     "name",     "keyword",
      "label",    "style",       "class",   "deck",   "dek",       "headline", "subscri",
      "menu",     "translation", "i18n",    "locale"};
  const std::string lower = absl::AsciiStrToLower(name);
  return std::any_of(std::begin(kParts), std::end(kParts),
                     [&lower](absl::string_view part) { return absl::StrContains(lower, part); });
}

// The first of the members that is a string; null when there is none.
const Value* Member(const Value& object, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto member = object.FindMember(name);
    if (member != object.MemberEnd() && member->value.IsString()) return &member->value;
  }
  return nullptr;
}

// "paragraph", "block", "heading": an object whose strings are pieces of one paragraph.
bool IsParagraph(const Value& object) {
  const Value* type = Member(object, {"type", "_type", "nodeType", "tagName"});
  if (type == nullptr) return false;
  const std::string name = absl::AsciiStrToLower(StringOf(*type));
  if (name == "block") return object.HasMember("children");
  return name == "p" || name == "paragraph" || name == "text" || name == "blockquote" ||
         name == "list_item" || name == "list-item" || name == "listitem" || name == "quote" ||
         absl::StartsWith(name, "heading") || name == "h2" || name == "h3" || name == "h4";
}

class StoryFinder {
 public:
  explicit StoryFinder(absl::string_view title) : title_(text::Fold(title)) {}

  void Search(const Value& value, int depth) {
    if (depth > kMaxDepth) return;
    if (value.IsArray()) {
      for (const Value& element : value.GetArray()) Search(element, depth + 1);
      return;
    }
    if (!value.IsObject()) return;
    if (IsTitled(value)) {
      std::string story;
      Collect(value, depth, &story);
      if (story.size() > best_.size()) best_ = std::move(story);
      return;
    }
    for (const auto& member : value.GetObject()) Search(member.value, depth + 1);
  }

  bool found() const { return !best_.empty(); }
  std::string Take() { return std::move(best_); }

 private:
  bool IsTitled(const Value& object) const {
    const Value* title = TitleOf(object);
    if (title == nullptr) return false;
    const std::string folded = text::Fold(CleanLine(StringOf(*title)));
    if (folded.empty() || 2 * folded.size() < title_.size()) return false;
    return folded == title_ || absl::StrContains(title_, folded) ||
           absl::StrContains(folded, title_);
  }

  static const Value* TitleOf(const Value& object) {
    return Member(object, {"headline", "title", "name"});
  }

  void Collect(const Value& value, int depth, std::string* story) const {
    if (depth > kMaxDepth || story->size() > kMaxStoryBytes) return;
    if (value.IsString()) {
      Add(StringOf(value), kMinParagraphBytes, story);
    } else if (value.IsArray()) {
      for (const Value& element : value.GetArray()) Collect(element, depth + 1, story);
    } else if (value.IsObject()) {
      // Another story.
      if (TitleOf(value) != nullptr && value.HasMember("url") && !IsTitled(value)) return;
      if (IsParagraph(value)) {
        std::string paragraph;
        CollectPieces(value, depth, &paragraph);
        return Add(paragraph, 1, story);
      }
      for (const auto& member : value.GetObject()) {
        if (!IsAside(StringOf(member.name))) Collect(member.value, depth + 1, story);
      }
    }
  }

  void CollectPieces(const Value& value, int depth, std::string* paragraph) const {
    if (depth > kMaxDepth || paragraph->size() > kMaxStoryBytes) return;
    if (value.IsArray()) {
      for (const Value& element : value.GetArray()) CollectPieces(element, depth + 1, paragraph);
    } else if (value.IsObject()) {
      for (const auto& member : value.GetObject()) {
        const absl::string_view name = StringOf(member.name);
        if (member.value.IsString()) {
          if (name == "text" || name == "value" || name == "content" || name == "html")
            paragraph->append(member.value.GetString(), member.value.GetStringLength());
        } else if (!IsAside(name)) {
          CollectPieces(member.value, depth + 1, paragraph);
        }
      }
    }
  }

  static void Add(absl::string_view text, size_t min_bytes, std::string* story) {
    if (text.size() < min_bytes || !absl::StrContains(text, " ")) return;
    absl::StrAppend(story, "<div>", MarkupOf(text), "</div>\n");
  }

  const std::string title_;
  std::string best_;
};

// Reads the JSON at the start of a text; false when there is none.
bool ParseStart(absl::string_view text, rapidjson::Document* document) {
  const std::string json(text);
  document->Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseStopWhenDoneFlag>(json.c_str());
  return !document->HasParseError();
}

// Searches what a script is, or the first value it sets something to.
void SearchAssigned(absl::string_view script, StoryFinder* finder) {
  const auto begins_value = [script](size_t pos) {
    return script[pos] == '{' || script[pos] == '[';
  };
  size_t pos = 0;
  for (int tries = 0; tries < kMaxTries; ++tries) {
    while (!begins_value(pos)) {
      pos = script.find('=', pos);
      if (pos == absl::string_view::npos) return;
      pos = script.find_first_not_of(" \n\r\t", pos + 1);
      if (pos == absl::string_view::npos) return;
    }
    rapidjson::Document document;
    if (ParseStart(script.substr(pos), &document)) return finder->Search(document, 0);
    pos = script.find('=', pos);
    if (pos == absl::string_view::npos) return;
  }
}

// Searches JSON that a script has in strings, to be parsed later.
void SearchLiterals(absl::string_view script, StoryFinder* finder) {
  constexpr absl::string_view kBegin = "{\\\"";  // In a string, the quotes of JSON are escaped.
  constexpr size_t kMaxBeforeJson = 40;
  size_t pos = script.find(kBegin);
  for (int tries = 0; tries < kMaxTries && pos != absl::string_view::npos; ++tries) {
    const size_t quote = script.rfind('"', pos);
    rapidjson::Document literal;
    size_t next = pos + kBegin.size();
    if (quote != absl::string_view::npos && pos - quote <= kMaxBeforeJson &&
        ParseStart(script.substr(quote), &literal) && literal.IsString()) {
      const absl::string_view inner = StringOf(literal);
      rapidjson::Document document;
      const size_t value = inner.find_first_of("{[");
      if (value != absl::string_view::npos && ParseStart(inner.substr(value), &document))
        finder->Search(document, 0);
      next = quote + inner.size();  // The literal is no shorter than what it says.
    }
    pos = script.find(kBegin, next);
  }
}

}  // namespace

std::string MarkupOf(absl::string_view text) {
  const auto has_tags = [](absl::string_view markup, absl::string_view open) {
    for (const absl::string_view tag : {"p", "br", "div", "/"}) {
      if (absl::StrContains(markup, absl::StrCat(open, tag))) return true;
    }
    return false;
  };
  if (has_tags(text, "<")) return std::string(text);
  if (has_tags(text, "&lt;")) {
    return absl::StrReplaceAll(text,
                               {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}});
  }
  return absl::StrCat(
      "<p>", absl::StrReplaceAll(text, {{"<", "&lt;"}, {"\r", ""}, {"\n", "</p><p>"}}), "</p>");
}

std::string StoryOfScript(absl::string_view script, absl::string_view title) {
  script = absl::StripAsciiWhitespace(script);
  if (title.empty() || script.size() < kMinScriptBytes || script.size() > kMaxScriptBytes)
    return "";
  StoryFinder finder(title);
  SearchAssigned(script, &finder);
  if (!finder.found()) SearchLiterals(script, &finder);
  return finder.Take();
}

}  // namespace dateline::extract

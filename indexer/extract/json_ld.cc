#include "indexer/extract/json_ld.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace dateline::extract {
namespace {

using rapidjson::Value;

constexpr size_t kMaxObjects = 2000;
constexpr size_t kMaxScriptBytes = 4 << 20;
constexpr size_t kMaxDateBytes = 40;
constexpr size_t kMaxNames = 20;

absl::string_view StringOf(const Value& value) {
  return value.IsString() ? absl::string_view(value.GetString(), value.GetStringLength())
                          : absl::string_view();
}

// A member as text: a string, the first string of an array, or the name or id of an object.
std::string TextMember(const Value& object, const char* name) {
  const auto member = object.FindMember(name);
  if (member == object.MemberEnd()) return "";
  const Value* value = &member->value;
  if (value->IsArray()) {
    if (value->Empty()) return "";
    value = &(*value)[0];
  }
  if (value->IsObject()) {
    for (const char* inner : {"name", "@value", "@id", "url"}) {
      const auto found = value->FindMember(inner);
      if (found != value->MemberEnd() && found->value.IsString())
        return std::string(StringOf(found->value));
    }
    return "";
  }
  return std::string(StringOf(*value));
}

enum class TypeSort { kOther, kPage, kArticle };

TypeSort SortOfType(absl::string_view type) {
  for (const absl::string_view prefix : {"https://schema.org/", "http://schema.org/", "schema:"}) {
    absl::ConsumePrefix(&type, prefix);
  }
  if (absl::EndsWith(type, "Article") || absl::EndsWith(type, "BlogPosting") || type == "Report" ||
      type == "Review" || type == "SocialMediaPosting" || type == "Recipe" || type == "HowTo" ||
      type == "QAPage") {
    return TypeSort::kArticle;
  }
  if (type == "WebPage" || type == "ItemPage" || type == "CreativeWork" || type == "VideoObject")
    return TypeSort::kPage;
  return TypeSort::kOther;
}

TypeSort SortOf(const Value& object) {
  const auto member = object.FindMember("@type");
  if (member == object.MemberEnd()) return TypeSort::kOther;
  if (member->value.IsString()) return SortOfType(StringOf(member->value));
  TypeSort best = TypeSort::kOther;
  if (member->value.IsArray()) {
    for (const Value& type : member->value.GetArray())
      best = std::max(best, SortOfType(StringOf(type)));
  }
  return best;
}

// Members that speak of something else than this page's article.
bool IsAside(absl::string_view member) {
  static constexpr absl::string_view kAsides[] = {
      "comment",    "comments",  "review",          "reviews",        "itemListElement",
      "mentions",   "citation",  "isRelatedTo",     "relatedLink",    "image",
      "author",     "publisher", "associatedMedia", "subjectOf",      "isPartOf",
      "video",      "hasPart",   "suggestedAnswer", "acceptedAnswer", "potentialAction",
      "breadcrumb", "about",     "isBasedOn",       "thumbnail"};
  return std::find(std::begin(kAsides), std::end(kAsides), member) != std::end(kAsides);
}

// The names of a member: one or several, as strings or objects.
std::vector<std::string> NamesMember(const Value& object, const char* name) {
  std::vector<std::string> names;
  const auto add = [&names](const Value& value) {
    if (names.size() >= kMaxNames) return;
    if (value.IsString()) names.emplace_back(StringOf(value));
    if (value.IsObject()) names.push_back(TextMember(value, "name"));
  };
  const auto member = object.FindMember(name);
  if (member == object.MemberEnd()) return names;
  if (!member->value.IsArray()) {
    add(member->value);
  } else {
    for (const Value& value : member->value.GetArray()) add(value);
  }
  return names;
}

LinkedData ReadObject(const Value& object, bool is_article) {
  LinkedData data;
  data.is_article = is_article;
  data.headline = TextMember(object, "headline");
  if (data.headline.empty()) data.headline = TextMember(object, "name");
  data.date_published = TextMember(object, "datePublished");
  data.date_created = TextMember(object, "dateCreated");
  if (data.date_created.empty()) data.date_created = TextMember(object, "uploadDate");
  data.publisher = TextMember(object, "publisher");
  data.authors = NamesMember(object, "author");
  data.url = TextMember(object, "url");
  if (data.url.empty()) data.url = TextMember(object, "mainEntityOfPage");
  data.language = TextMember(object, "inLanguage");
  data.article_body = TextMember(object, "articleBody");
  return data;
}

// Out of what is no JSON: the date, when it is given once or always the same.
void SalvageDate(absl::string_view json, std::vector<LinkedData>* found) {
  constexpr absl::string_view kKey = "\"datePublished\"";
  LinkedData data;
  for (size_t pos = json.find(kKey); pos != absl::string_view::npos;
       pos = json.find(kKey, pos + 1)) {
    absl::string_view rest = absl::StripLeadingAsciiWhitespace(json.substr(pos + kKey.size()));
    if (!absl::ConsumePrefix(&rest, ":")) continue;
    rest = absl::StripLeadingAsciiWhitespace(rest);
    if (!absl::ConsumePrefix(&rest, "\"")) continue;
    const std::string date(rest.substr(0, std::min(rest.find('"'), kMaxDateBytes)));
    if (!data.date_published.empty() && data.date_published != date) return;
    data.date_published = date;
  }
  if (!data.date_published.empty()) found->push_back(std::move(data));
}

}  // namespace

void ReadLinkedData(absl::string_view script, std::vector<LinkedData>* found) {
  if (script.size() > kMaxScriptBytes) return;
  std::string json(absl::StripAsciiWhitespace(script));
  absl::string_view trimmed = json;
  for (const absl::string_view open : {"<![CDATA[", "//<![CDATA[", "<!--", "/*<![CDATA[*/"}) {
    if (absl::ConsumePrefix(&trimmed, open)) break;
  }
  while (absl::ConsumeSuffix(&trimmed, ";")) {
  }
  json = std::string(trimmed);
  for (char& c : json) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseTrailingCommasFlag |
                 rapidjson::kParseCommentsFlag | rapidjson::kParseStopWhenDoneFlag>(json.c_str());
  if (document.HasParseError()) return SalvageDate(json, found);
  std::vector<const Value*> waiting = {&document};
  for (size_t visited = 0; !waiting.empty() && visited < kMaxObjects; ++visited) {
    const Value* value = waiting.front();
    waiting.erase(waiting.begin());
    if (value->IsArray()) {
      for (const Value& element : value->GetArray()) {
        if (waiting.size() < kMaxObjects) waiting.push_back(&element);
      }
      continue;
    }
    if (!value->IsObject()) continue;
    const TypeSort sort = SortOf(*value);
    if (sort != TypeSort::kOther) found->push_back(ReadObject(*value, sort == TypeSort::kArticle));
    for (const auto& member : value->GetObject()) {
      if (!member.value.IsObject() && !member.value.IsArray()) continue;
      if (IsAside(StringOf(member.name)) || waiting.size() >= kMaxObjects) continue;
      waiting.push_back(&member.value);
    }
  }
}

}  // namespace dateline::extract

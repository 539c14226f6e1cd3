// An article: one news text with what is known about it. Plain values; nothing here reads or
// writes.

#ifndef DATELINE_INDEXER_ARTICLE_ARTICLE_H_
#define DATELINE_INDEXER_ARTICLE_ARTICLE_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/article/date.h"
#include "indexer/article/dimension.h"
#include "indexer/article/event_date.h"

namespace dateline::article {

// All texts of an article, in the order in which they are indexed.
inline constexpr std::array<Field, 3> kFields = {Field::kTitle, Field::kBody, Field::kCaptions};

// What a mention names. The numbers are stored.
enum class Kind : uint8_t { kPerson = 1, kOrganization = 2, kPlace = 3 };

// A span of text that names an entity.
struct Mention {
  Field field = Field::kBody;
  Kind kind = Kind::kPerson;
  uint32_t begin = 0;  // UTF-8 bytes into the field, half-open.
  uint32_t end = 0;
  std::string entity_id;  // "person/kim-jong-un"; empty when it is linked to no entity.
  std::string name;       // The entity's display name; the mention's own text when unlinked.
  // The place that the article says its entity is of, by id; empty when it says none. Of a person,
  // the state or country that the person holds office for ("Rep. Jane Roe (D-Ohio)"); of a state
  // that is a person's home in the article, its country. All mentions of an entity share it.
  std::string home = {};
};

struct Article {
  std::string id;           // Unique in an index; never empty.
  std::string source_path;  // Where it was read: a path, with "#N" for the N-th record of a file.
  std::string url;          // Empty when unknown, as are all below.
  std::string source;       // Who published it, as the input or the page says ("bbc").
  std::string title;
  std::string body;  // Paragraphs separated by "\n\n" when cleaned; to the letter when given clean.
  std::string captions;  // Of its pictures, one a paragraph; no part of the body.
  std::string language;  // ISO 639-1 ("en") or 639-3; empty when not determined.
  std::string agency;  // The news agency whose text it is, as a byline or credit says ("Reuters").
  PublishDate publish_date;
  DateBounds publish_bounds;  // Only when the publish date is unknown: what is proved about it.
  int64_t captured_at = 0;    // When a crawler fetched it, in seconds since 1970-01-01 UTC; 0 when
                              // unknown. Never a publish date.
  // Of an article out of an archive file (WARC): where its record begins in the file as stored, and
  // the digest that the record states ("sha1:...").
  uint64_t record_offset = 0;
  std::string record_digest;
  std::vector<Mention> mentions;       // By field, then begin.
  std::vector<EventDate> event_dates;  // By field, then begin; a range before its ends.

  const std::string& text(Field field) const {
    return field == Field::kTitle ? title : field == Field::kBody ? body : captions;
  }
  // The words that a mention or an event date covers. REQUIRES: its offsets lie inside the field.
  absl::string_view text(const Mention& m) const;
  absl::string_view text(const EventDate& d) const;
};

// The dimension whose values are entities of this kind.
constexpr Dimension DimensionOf(Kind kind) {
  return kind == Kind::kPerson         ? Dimension::kPerson
         : kind == Kind::kOrganization ? Dimension::kOrganization
                                       : Dimension::kPlace;
}

// One facet value of an article.
struct FacetValue {
  std::string value;  // The entity id, or the label itself.
  std::string name;   // The display name that this article gives it; the label itself for labels.

  friend bool operator==(const FacetValue& a, const FacetValue& b) {
    return a.value == b.value && a.name == b.name;
  }
};

// The distinct values an article has in a dimension of entities or labels, sorted by value; each
// once, with the name of its first mention. Empty for date dimensions.
std::vector<FacetValue> ValuesOf(const Article& article, Dimension dimension);

// The distinct event intervals of an article, sorted by start, then end.
std::vector<DateInterval> EventIntervalsOf(const Article& article);

// "TITLE", "BODY", "CAPTIONS"; "PERSON", "ORGANIZATION", "PLACE": the names of the JSON contract.
absl::string_view Name(Field field);
absl::string_view Name(Kind kind);

}  // namespace dateline::article

#endif  // DATELINE_INDEXER_ARTICLE_ARTICLE_H_

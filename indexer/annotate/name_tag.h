// The tags of words by which names are cut and told apart.

#ifndef DATELINE_INDEXER_ANNOTATE_NAME_TAG_H_
#define DATELINE_INDEXER_ANNOTATE_NAME_TAG_H_

#include <array>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace dateline::annotate {

// What the tagger tells apart. A facility is a place to the rest of the program, other names
// (nationalities, events, works, products) are nothing to it, but learning them keeps them from
// being taken for the rest.
enum class NameSort : uint8_t { kPerson, kOrganization, kPlace, kFacility, kOther };
inline constexpr int kNameSorts = 5;

// Where in its name a word stands.
enum class NamePart : uint8_t { kBegin, kInside, kLast, kWhole };

// 0 is a word of no name; others are 1 + 4 * sort + part.
using NameTag = uint8_t;
inline constexpr NameTag kNoNameTag = 0;
inline constexpr int kNameTags = 1 + 4 * kNameSorts;

constexpr NameTag MakeNameTag(NameSort sort, NamePart part) {
  return static_cast<NameTag>(1 + 4 * static_cast<int>(sort) + static_cast<int>(part));
}
constexpr NameSort SortOf(NameTag tag) { return static_cast<NameSort>((tag - 1) / 4); }
constexpr NamePart PartOf(NameTag tag) { return static_cast<NamePart>((tag - 1) % 4); }

// True when `tag` leaves its name unfinished.
constexpr bool GoesOn(NameTag tag) {
  return tag != kNoNameTag && (PartOf(tag) == NamePart::kBegin || PartOf(tag) == NamePart::kInside);
}

// True when `next` may stand behind `tag`; kNoNameTag stands before and behind a sentence.
constexpr bool MayFollow(NameTag tag, NameTag next) {
  if (!GoesOn(tag)) {
    return next == kNoNameTag || PartOf(next) == NamePart::kBegin ||
           PartOf(next) == NamePart::kWhole;
  }
  return next != kNoNameTag && SortOf(next) == SortOf(tag) &&
         (PartOf(next) == NamePart::kInside || PartOf(next) == NamePart::kLast);
}

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_NAME_TAG_H_

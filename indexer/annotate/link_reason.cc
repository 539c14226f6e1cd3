#include "indexer/annotate/link_reason.h"

#include "absl/strings/str_cat.h"

namespace dateline::annotate {

std::string Describe(const LinkExplanation& explanation) {
  const std::string& detail = explanation.detail;
  switch (explanation.reason) {
    case LinkReason::kOwnName:
      return "its own name";
    case LinkReason::kKnownName:
      return absl::StrCat("known form of ", detail);
    case LinkReason::kFamilyName:
      return absl::StrCat("family name of ", detail);
    case LinkReason::kPartOfName:
      return absl::StrCat("part of the name ", detail);
    case LinkReason::kSameName:
      return absl::StrCat("another form of ", detail);
    case LinkReason::kHonorific:
      return absl::StrCat("another person, by \"", detail, "\"");
    case LinkReason::kAcronym:
      return absl::StrCat("initials of ", detail);
    case LinkReason::kIntroduced:
      return absl::StrCat("introduced beside ", detail);
    case LinkReason::kShortForm:
      return absl::StrCat("short form of ", detail);
    case LinkReason::kQualified:
      return absl::StrCat("qualified by \"", detail, "\"");
    case LinkReason::kContext:
      return absl::StrCat("the article speaks of ", detail);
    case LinkReason::kSameArticle:
      return absl::StrCat("as elsewhere in the article: ", detail);
    case LinkReason::kBestKnown:
      return "best-known place of that name";
    case LinkReason::kHome:
      return absl::StrCat("of two of that name, who holds office for ", detail);
    case LinkReason::kNamesakeBefore:
      return absl::StrCat("the one of that name before: ", detail);
    case LinkReason::kUntoldNamesake:
      return absl::StrCat("its own name, which may be that of ", detail);
    case LinkReason::kBareFamilyName:
      return "a family name without a full one";
    case LinkReason::kAmbiguous:
      return detail.empty() ? "ambiguous" : absl::StrCat("ambiguous: ", detail);
  }
  return "";
}

}  // namespace dateline::annotate

#include "indexer/extract/marked_date.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "indexer/extract/date_line.h"
#include "indexer/extract/page_blocks.h"
#include "indexer/extract/url_date.h"

namespace dateline::extract {
namespace {

using article::DatePrecision;
using article::DateSource;
using article::IsoDate;

// An element that holds a date and little else.
constexpr uint32_t kMaxDateNodes = 14;
constexpr size_t kMaxDateBytes = 90;
constexpr size_t kMaxNameBytes = 200;
constexpr size_t kMinDataBytes = 8;
constexpr size_t kMaxDataBytes = 40;
// Nodes before a date in which a word may speak of it.
constexpr uint32_t kNodesBefore = 12;
// How far from the headline and the body an element without a clear name counts, in nodes.
constexpr uint32_t kNearNodes = 150;
constexpr size_t kMaxDateElements = 500;

// Strengths, by how clearly the markup speaks of publication.
constexpr int kPublishedProperty = 84;
constexpr int kOnlyPublishedProperty = 66;  // At least, wherever on the page it stands.
constexpr int kHeadlineLink = 78;
constexpr int kBookmark = 62;
constexpr int kPublishedTime = 80;
constexpr int kCreatedProperty = 72;
constexpr int kPublishedName = 68;
constexpr int kTime = 66;
constexpr int kDateName = 64;
// Too little alone, but for the only day that a page marks.
constexpr int kFarTime = 45;
constexpr int kMicroformatUpdate = 40;
// Taken off for what stands in an aside, and at most for the distance to the headline.
constexpr int kAsideLoss = 25;
// The same for what has the name of a date right behind the headline, where bars for sharing and
// bylines stand.
constexpr int kBesideLoss = 8;
constexpr uint32_t kNodesBeside = 40;
constexpr int kMaxDistanceLoss = 15;
constexpr uint32_t kNodesPerLoss = 20;

// What the name of an element (a class, an id, a property) says.
enum class NameSort { kNone, kDate, kPublished, kModified };

bool HasNameWord(absl::string_view names, absl::string_view word) {
  for (const absl::string_view name : absl::StrSplit(names, ' ', absl::SkipEmpty())) {
    if (name == word) return true;
  }
  return false;
}

NameSort SortOfName(absl::string_view name) {
  if (name.empty() || name.size() > kMaxNameBytes) return NameSort::kNone;
  std::string lower = absl::AsciiStrToLower(name);
  std::replace(lower.begin(), lower.end(), '_', '-');
  const auto has = [&lower](absl::string_view word) { return absl::StrContains(lower, word); };
  if (has("bday") || has("birth") || has("dtstart") || has("dtend") || has("event") ||
      has("datab") || has("validat") || has("candidat") || has("mandat"))
    return NameSort::kNone;
  const bool published = has("publish") || has("posted") || has("created") || has("submitted") ||
                         has("entry-date") || has("post-date") || has("erstell") || has("pubdate");
  if (has("modif") || has("lastmod")) return NameSort::kModified;
  if (has("update")) {
    // "entry-date updated", "date updated": the idiom of blogs whose posts have one date.
    if (has("publish") || has("entry-date") || has("post-date")) return NameSort::kPublished;
    return HasNameWord(lower, "date") ? NameSort::kDate : NameSort::kModified;
  }
  if (published) return NameSort::kPublished;
  for (const absl::string_view word : {"date", "datum", "fecha", "timestamp", "dateline", "tijd"}) {
    if (has(word)) return NameSort::kDate;
  }
  return HasNameWord(lower, "time") ? NameSort::kDate : NameSort::kNone;
}

bool IsUtcTime(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  return text.size() > 11 && (absl::EndsWith(text, "Z") || absl::EndsWith(text, "+00:00") ||
                              absl::EndsWith(text, "+0000"));
}

// The attributes of an element that may speak of a date, found in one pass over them.
struct DateAttributes {
  absl::string_view property;  // itemprop or property
  absl::string_view class_name;
  absl::string_view other_name;  // id, or a data attribute's value or name that names a date
  absl::string_view machine;     // content, datetime or title, with digits
  absl::string_view href;
  bool bookmark = false;
  bool pubdate = false;
};

bool HasDigit(absl::string_view text) {
  return std::any_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// Data attributes that name an element for the tests and scripts of its makers.
bool IsLabelAttribute(absl::string_view name) {
  return absl::StrContains(name, "test") || absl::StrContains(name, "qa") ||
         absl::StrContains(name, "component") || absl::StrContains(name, "hook") ||
         absl::StrContains(name, "role") || absl::StrContains(name, "type");
}

bool NamesDay(absl::string_view attribute) {
  const NameSort sort = SortOfName(attribute);
  return sort == NameSort::kPublished || sort == NameSort::kDate;
}

DateAttributes AttributesOf(const GumboElement& element) {
  DateAttributes found;
  int machine_rank = 0;
  const auto machine = [&found, &machine_rank](absl::string_view value, int rank) {
    if (rank <= machine_rank || !HasDigit(value)) return;
    machine_rank = rank;
    found.machine = value;
  };
  for (unsigned int i = 0; i < element.attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    const absl::string_view name = attribute->name;
    const absl::string_view value = attribute->value;
    if (name == "class") {
      found.class_name = value;
    } else if (name == "itemprop" || name == "property" ||
               (name == "name" && element.tag == GUMBO_TAG_META)) {
      found.property = value;
    } else if (name == "id") {
      if (found.other_name.empty()) found.other_name = value;
    } else if (name == "href") {
      found.href = value;
    } else if (name == "rel") {
      found.bookmark = value == "bookmark";
    } else if (name == "content") {
      machine(value, 3);
    } else if (name == "datetime") {
      machine(value, 2);
    } else if (name == "title") {
      // That of a link speaks of where it leads.
      if (element.tag != GUMBO_TAG_A) machine(value, 1);
    } else if (name == "pubdate") {
      found.pubdate = true;
    } else if (absl::StartsWith(name, "data-") && value.size() < kMaxDataBytes) {
      // data-testid="article-date", data-published="2023-10-19"
      if (IsLabelAttribute(name)) {
        if (SortOfName(value) != NameSort::kNone) found.other_name = value;
      } else if (value.size() >= kMinDataBytes && HasDigit(value) && NamesDay(name)) {
        found.other_name = name;
        machine(value, 1);
      }
    }
  }
  return found;
}

// A date of an element; `kind` is the strength that its markup alone would have.
struct Found {
  DateEvidence evidence;
  int kind = 0;
  uint32_t distance = 0;
};

class MarkedDates {
 public:
  MarkedDates(const HtmlPage& page, const std::vector<Place>& places, uint32_t headline,
              uint32_t content, NumericOrder order, std::vector<DateEvidence>* evidence)
      : page_(page),
        nodes_(page.nodes()),
        places_(places),
        headline_(headline),
        content_(content),
        order_(order),
        evidence_(evidence) {}

  void Add() {
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      const PageNode& node = nodes_[i];
      if (node.is_text() || places_[i] == Place::kComments || places_[i] == Place::kForeign)
        continue;
      if (node.element->attributes.length == 0 && node.tag != GUMBO_TAG_TIME) continue;
      if (node.tag == GUMBO_TAG_META && places_[i] == Place::kAside) continue;
      AddElement(i, AttributesOf(*node.element));
      if (found_.size() >= kMaxDateElements) break;
    }
    AddNearest();
  }

 private:
  void AddElement(uint32_t i, const DateAttributes& attributes) {
    if (absl::StrContains(attributes.property, "date") ||
        absl::StrContains(attributes.property, "Date") ||
        absl::EndsWith(attributes.property, ":created")) {
      AddProperty(i, attributes);
      return;
    }
    if (nodes_[i].tag == GUMBO_TAG_META) return;
    if (nodes_[i].tag == GUMBO_TAG_A && !attributes.href.empty()) AddHeadlineLink(i, attributes);
    if (nodes_[i].tag == GUMBO_TAG_TIME) {
      AddTime(i, attributes);
      return;
    }
    if (nodes_[i].end - i <= kMaxDateNodes) AddNamed(i, attributes);
  }

  // Pages repeat their classes.
  NameSort SortOf(absl::string_view name) {
    if (name.empty()) return NameSort::kNone;
    const auto [known, added] = sorts_.emplace(name, NameSort::kNone);
    if (added) known->second = SortOfName(name);
    return known->second;
  }

  void AddProperty(uint32_t i, const DateAttributes& attributes) {
    if (attributes.property.size() > kMaxNameBytes) return;
    const std::string property = absl::AsciiStrToLower(attributes.property);
    if (absl::StrContains(property, "datepublished")) {
      Add(i, attributes, DateSource::kMicrodata, kPublishedProperty);
    } else if (nodes_[i].tag != GUMBO_TAG_META || absl::StrContains(property, "datecreated")) {
      // Other names of <meta> are read in the head.
      if (absl::StrContains(property, "datecreated") || absl::StrContains(property, "dc:date") ||
          absl::EndsWith(property, ":created"))
        Add(i, attributes, DateSource::kMicrodata, kCreatedProperty);
    }
  }

  // The headline, or what calls itself the bookmark of a post, links to the page itself.
  void AddHeadlineLink(uint32_t i, const DateAttributes& attributes) {
    const bool around = i <= headline_ && headline_ < nodes_[i].end;
    const bool inside = headline_ <= i && i < nodes_[headline_].end && headline_ != content_;
    const bool bookmark = attributes.bookmark && places_[i] == Place::kArticle && NearHeadline(i);
    if (!around && !inside && !bookmark) return;
    const article::PublishDate date = FindUrlDate(attributes.href);
    if (!date.known()) return;
    const int strength = bookmark ? kBookmark : kHeadlineLink;
    found_.push_back({{{date.day, date.precision}, DateSource::kUrl, strength, false},
                      strength,
                      DistanceToHeadline(i)});
  }

  void AddTime(uint32_t i, const DateAttributes& attributes) {
    const NameSort sort = SortOf(attributes.class_name);
    if (sort == NameSort::kModified) {
      AddMicroformatUpdate(i, attributes);
      return;
    }
    const std::string before = WordsBefore(i);
    if (EndsInUpdateWord(before)) return;
    const bool published = attributes.pubdate || sort == NameSort::kPublished ||
                           (!before.empty() && EndsInPublishWord(before));
    if (!published && !NearHeadline(i) && places_[i] != Place::kArticle) return;
    Add(i, attributes, DateSource::kTimeElement,
        published         ? kPublishedTime
        : NearHeadline(i) ? kTime
                          : kFarTime);
  }

  void AddNamed(uint32_t i, const DateAttributes& attributes) {
    NameSort sort = SortOf(attributes.class_name);
    if (sort == NameSort::kModified) {
      AddMicroformatUpdate(i, attributes);
      return;
    }
    if (sort == NameSort::kNone) sort = SortOf(attributes.other_name);
    if (sort != NameSort::kDate && sort != NameSort::kPublished) return;
    const bool published = sort == NameSort::kPublished;
    if (!published && !NearHeadline(i)) return;
    if (SaysUpdated(i)) return;
    Add(i, attributes, DateSource::kVisible, published ? kPublishedName : kDateName);
  }

  // hAtom: an entry without a date of publication was published when it was updated. Too little
  // alone.
  void AddMicroformatUpdate(uint32_t i, const DateAttributes& attributes) {
    if (nodes_[i].end - i > kMaxDateNodes || !NearHeadline(i) || SaysUpdated(i)) return;
    bool updated = false;
    for (const absl::string_view word :
         absl::StrSplit(attributes.class_name, ' ', absl::SkipEmpty())) {
      updated |= word == "updated";
    }
    if (updated) Add(i, attributes, DateSource::kMeta, kMicroformatUpdate);
  }

  void Add(uint32_t i, const DateAttributes& attributes, DateSource source, int strength) {
    std::optional<IsoDate> date = ParseMachineDate(attributes.machine, order_);
    const bool utc = date && IsUtcTime(attributes.machine);
    if (!date) date = DateInside(i);
    if (!date) return;
    const uint32_t distance = DistanceToHeadline(i);
    Found found = {{*date, source, strength, utc}, strength, distance};
    if (places_[i] == Place::kAside)
      found.evidence.strength -=
          source == DateSource::kVisible && IsBesideHeadline(i) ? kBesideLoss : kAsideLoss;
    found.evidence.strength -= DistanceLoss(i);
    found_.push_back(found);
  }

  // Of the elements that are marked alike only those that name the day of the nearest to the
  // headline: the others belong to other stories.
  // Where the whole page names one day, its place does not matter.
  void AddNearest() {
    const bool one_day = std::all_of(found_.begin(), found_.end(), [this](const Found& found) {
      return found.evidence.date.day == found_[0].evidence.date.day;
    });
    const bool one_published = NameOneDay(kPublishedProperty);
    for (Found& found : found_) {
      if (one_day && (found.kind >= kPublishedName || found.kind == kFarTime))
        found.evidence.strength = std::max(found.evidence.strength, kEnoughStrength);
      if (one_published && found.kind == kPublishedProperty)
        found.evidence.strength = std::max(found.evidence.strength, kOnlyPublishedProperty);
      const bool nearest = std::none_of(found_.begin(), found_.end(), [&found](const Found& other) {
        if (other.kind != found.kind || other.evidence.source != found.evidence.source)
          return false;
        const bool same = other.evidence.date.day == found.evidence.date.day;
        return same ? &other < &found : other.distance < found.distance;
      });
      if (nearest) evidence_->push_back(found.evidence);
    }
  }

  // True when all that is marked as `kind` names one day.
  bool NameOneDay(int kind) const {
    const Found* first = nullptr;
    for (const Found& found : found_) {
      if (found.kind != kind) continue;
      if (first == nullptr) first = &found;
      if (found.evidence.date.day != first->evidence.date.day) return false;
    }
    return true;
  }

  // The date among the words of an element that holds little else; not one that follows a word for
  // an update.
  std::optional<IsoDate> DateInside(uint32_t node) const {
    if (nodes_[node].end - node > 4 * kMaxDateNodes) return std::nullopt;
    std::string words;
    for (uint32_t i = node; i < nodes_[node].end && words.size() <= 2 * kMaxDateBytes; ++i) {
      if (nodes_[i].is_text()) absl::StrAppend(&words, words.empty() ? "" : " ", nodes_[i].text);
    }
    if (words.size() > 2 * kMaxDateBytes) return std::nullopt;
    size_t from = 0;
    while (const auto found = FindDate(words, from, order_)) {
      if (!EndsInUpdateWord(absl::string_view(words).substr(from, found->begin - from)))
        return IsoDate{found->day, DatePrecision::kDay};
      from = found->end;
    }
    return std::nullopt;
  }

  uint32_t DistanceToHeadline(uint32_t i) const {
    // The head speaks of the page as a whole.
    if (nodes_[nodes_[i].parent].tag == GUMBO_TAG_HEAD) return 0;
    return i > headline_ ? i - headline_ : 2 * (headline_ - i);
  }

  // What the distance takes off; that to the beginning of the body when it is less.
  int DistanceLoss(uint32_t i) const {
    uint32_t distance = DistanceToHeadline(i);
    if (headline_ < i && i < content_) distance = std::min(distance, content_ - i);
    return static_cast<int>(std::min<uint32_t>(distance / kNodesPerLoss, kMaxDistanceLoss));
  }

  bool IsBesideHeadline(uint32_t i) const {
    return headline_ != content_ && headline_ < i && i < headline_ + kNodesBeside &&
           i < nodes_[content_].end;
  }

  bool NearHeadline(uint32_t i) const {
    const uint32_t last = content_ > headline_ ? nodes_[content_].end : headline_;
    return i + kNearNodes > headline_ && i < last + kNearNodes;
  }

  // The words before the date in the same parent, and those that signs there have as titles.
  std::string WordsBefore(uint32_t i) const {
    std::string before;
    for (uint32_t k = std::max(nodes_[i].parent + 1, i - std::min(i, kNodesBefore)); k < i; ++k) {
      if (IsHeading(nodes_[k].tag)) {
        // A headline speaks of the story.
        before.clear();
        k = std::min(nodes_[k].end, i) - 1;
        continue;
      }
      absl::StrAppend(&before, nodes_[k].is_text() ? nodes_[k].text : page_.Attribute(k, "title"));
    }
    return before;
  }

  bool SaysUpdated(uint32_t i) const { return EndsInUpdateWord(WordsBefore(i)); }

  const HtmlPage& page_;
  const std::vector<PageNode>& nodes_;
  const std::vector<Place>& places_;
  const uint32_t headline_;
  const uint32_t content_;
  const NumericOrder order_;
  std::vector<DateEvidence>* const evidence_;
  std::vector<Found> found_;
  absl::flat_hash_map<absl::string_view, NameSort> sorts_;
};

}  // namespace

void AddMarkedDates(const HtmlPage& page, const std::vector<Place>& places, uint32_t headline,
                    uint32_t content, NumericOrder order, std::vector<DateEvidence>* evidence) {
  MarkedDates(page, places, headline, content, order, evidence).Add();
}

}  // namespace dateline::extract

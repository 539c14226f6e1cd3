#include "indexer/extract/page_places.h"

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace dateline::extract {
namespace {

// How far behind the body its foot may stand, in nodes.
constexpr uint32_t kNodesBehindContent = 200;
// What stands within this many nodes behind the headline is beside it.
constexpr uint32_t kNodesBesideHeadline = 8;

class PlaceFinder {
 public:
  PlaceFinder(const HtmlPage& page, const std::vector<NodeHints>& hints, uint32_t headline,
              uint32_t content)
      : page_(page), nodes_(page.nodes()), hints_(hints), headline_(headline), content_(content) {
    // The innermost element around headline and body.
    container_ = content_;
    while (container_ != 0 && !Holds(container_, headline_)) container_ = nodes_[container_].parent;
    if (nodes_[container_].tag == GUMBO_TAG_BODY || nodes_[container_].tag == GUMBO_TAG_HTML)
      container_ = 0;
    for (const PageNode& node : nodes_) articles_ += node.tag == GUMBO_TAG_ARTICLE;
  }

  std::vector<Place> Find() const {
    std::vector<Place> places(nodes_.size(), Place::kArticle);
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].is_text()) continue;
      const Place place = PlaceOf(i);
      if (place == Place::kArticle) continue;
      for (uint32_t k = i; k < nodes_[i].end; ++k) places[k] = place;
      if (place == Place::kAside) MarkComments(i, &places);
      i = nodes_[i].end - 1;
    }
    return places;
  }

 private:
  bool Holds(uint32_t outer, uint32_t inner) const {
    return outer <= inner && inner < nodes_[outer].end;
  }

  Place PlaceOf(uint32_t i) const {
    if (Holds(i, headline_) || Holds(i, content_)) return Place::kArticle;
    if (hints_[i].comments) return IsBesideHeadline(i) ? Place::kArticle : Place::kComments;
    if (IsForeignItem(i)) return Place::kForeign;
    if (IsFootOfPost(i)) return Place::kArticle;
    const bool in_container = container_ != 0 && Holds(container_, i);
    const bool in_content = Holds(content_, i);
    const GumboTag tag = nodes_[i].tag;
    const bool never = hints_[i].never_shown && tag != GUMBO_TAG_META && tag != GUMBO_TAG_HEAD;
    const bool edge = tag == GUMBO_TAG_HEADER || tag == GUMBO_TAG_FOOTER;
    if (edge && (in_container || IsInMain(i)))
      return hints_[i].unlikely ? Place::kAside : Place::kArticle;
    // Between headline and body stands what is said about the article, aside or not.
    if (tag == GUMBO_TAG_ASIDE && in_container && headline_ < i && i < content_ &&
        !hints_[i].unlikely) {
      return Place::kArticle;
    }
    if (hints_[i].furniture || hints_[i].unlikely || never) return Place::kAside;
    if (content_ == 0 || in_content) return Place::kArticle;
    return edge || (tag == GUMBO_TAG_ARTICLE && articles_ > 1) ? Place::kAside : Place::kArticle;
  }

  // Posts are signed and dated at their end, in what calls itself a footer.
  bool IsFootOfPost(uint32_t i) const {
    if (i < content_ || i > nodes_[content_].end + kNodesBehindContent) return false;
    return nodes_[i].tag == GUMBO_TAG_FOOTER ||
           absl::StrContains(page_.Attribute(i, "class"), "foot");
  }

  // What is small and follows the headline holds no comments, but speaks of them at most.
  bool IsBesideHeadline(uint32_t i) const {
    return headline_ != content_ && headline_ < i && i < headline_ + kNodesBesideHeadline &&
           nodes_[i].end - i <= kNodesBesideHeadline;
  }

  bool IsInMain(uint32_t i) const {
    for (; i != 0; i = nodes_[i].parent) {
      if (nodes_[i].tag == GUMBO_TAG_MAIN) return nodes_[i].parent != 0 && Holds(i, content_);
    }
    return false;
  }

  // An item that is a property of the page's own: a cited work, a picture, a comment.
  bool IsForeignItem(uint32_t i) const {
    if (nodes_[i].element->attributes.length < 2 || !page_.HasAttribute(i, "itemscope"))
      return false;
    const absl::string_view properties = page_.Attribute(i, "itemprop");
    // People are not published: a date inside them is that of what they wrote.
    for (const absl::string_view property :
         absl::StrSplit(properties, absl::ByAnyChar(" \t\n"), absl::SkipEmpty())) {
      if (property == "author" || property == "publisher" || property == "creator") return false;
    }
    return !properties.empty();
  }

  void MarkComments(uint32_t aside, std::vector<Place>* places) const {
    for (uint32_t i = aside; i < nodes_[aside].end; ++i) {
      if (nodes_[i].is_text() || !hints_[i].comments) continue;
      for (uint32_t k = i; k < nodes_[i].end; ++k) (*places)[k] = Place::kComments;
      i = nodes_[i].end - 1;
    }
  }

  const HtmlPage& page_;
  const std::vector<PageNode>& nodes_;
  const std::vector<NodeHints>& hints_;
  const uint32_t headline_;
  const uint32_t content_;
  uint32_t container_ = 0;
  int articles_ = 0;
};

}  // namespace

std::vector<Place> FindPlaces(const HtmlPage& page, const std::vector<NodeHints>& hints,
                              uint32_t headline, uint32_t content) {
  return PlaceFinder(page, hints, headline, content).Find();
}

}  // namespace dateline::extract

#include "indexer/extract/html_page.h"

#include <csetjmp>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "indexer/extract/clean_text.h"
#include "indexer/extract/tag_limits.h"

namespace dateline::extract {

// Everything the parser allocates, freed at once: faster than one by one, and without the recursion
// of gumbo_destroy_output. When the limit is reached it leaves the parser by longjmp, which is safe
// because the frames between are C and own nothing outside of the arena.
class HtmlPage::Arena {
 public:
  ~Arena() {
    for (char* chunk : chunks_) std::free(chunk);
  }

  static void* Allocate(void* self, size_t size) {
    return static_cast<Arena*>(self)->Allocate(size);
  }
  static void Deallocate(void*, void*) {}

  std::jmp_buf out_of_memory;

 private:
  static constexpr size_t kFirstChunkBytes = 256 << 10;
  static constexpr size_t kMaxChunkBytes = 4 << 20;

  void* Allocate(size_t size) {
    size = (size + 15) & ~size_t{15};
    if (size > left_) {
      const size_t wanted = size > chunk_bytes_ ? size : chunk_bytes_;
      char* chunk =
          total_ + wanted > kMaxTreeBytes ? nullptr : static_cast<char*>(std::malloc(wanted));
      if (chunk == nullptr) std::longjmp(out_of_memory, 1);
      chunks_.push_back(chunk);
      total_ += wanted;
      next_ = chunk;
      left_ = wanted;
      if (chunk_bytes_ < kMaxChunkBytes) chunk_bytes_ *= 2;
    }
    void* result = next_;
    next_ += size;
    left_ -= size;
    return result;
  }

  std::vector<char*> chunks_;
  char* next_ = nullptr;
  size_t left_ = 0;
  size_t chunk_bytes_ = kFirstChunkBytes;
  size_t total_ = 0;
};

HtmlPage::HtmlPage() : arena_(std::make_unique<Arena>()) {}
HtmlPage::~HtmlPage() = default;

std::unique_ptr<HtmlPage> HtmlPage::Parse(absl::string_view html) {
  std::unique_ptr<HtmlPage> page(new HtmlPage());
  page->trimmed_ = TrimHtml(html);
  html = page->trimmed_.html;
  if (LimitTags(html, kMaxElementDepth, &page->flattened_)) html = page->flattened_;
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &Arena::Allocate;
  options.deallocator = &Arena::Deallocate;
  options.userdata = page->arena_.get();
  options.max_errors = 0;
  const char* data = html.data() == nullptr ? "" : html.data();
  GumboOutput* output = nullptr;
  if (setjmp(page->arena_->out_of_memory) != 0) return nullptr;
  output = gumbo_parse_with_options(&options, data, html.size());
  page->Flatten(output->root);
  return page;
}

void HtmlPage::Flatten(const GumboNode* root) {
  struct Open {
    const GumboNode* node;
    uint32_t index;
    unsigned int next_child;
  };
  std::vector<Open> open;
  const auto add = [this, &open](const GumboNode* node) {
    PageNode page_node;
    page_node.parent = open.empty() ? 0 : open.back().index;
    const uint32_t index = nodes_.size();
    switch (node->type) {
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE:
        page_node.tag = node->v.element.tag;
        page_node.element = &node->v.element;
        nodes_.push_back(page_node);
        open.push_back({node, index, 0});
        break;
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA:
        page_node.tag = GUMBO_TAG_LAST;
        page_node.text = node->v.text.text;
        page_node.end = index + 1;
        nodes_.push_back(page_node);
        break;
      default:
        break;
    }
  };
  add(root);
  while (!open.empty()) {
    Open& top = open.back();
    const GumboVector& children = top.node->v.element.children;
    if (top.next_child < children.length) {
      add(static_cast<const GumboNode*>(children.data[top.next_child++]));
    } else {
      nodes_[top.index].end = nodes_.size();
      open.pop_back();
    }
  }
}

absl::string_view HtmlPage::Attribute(uint32_t node, const char* name) const {
  const GumboElement* element = nodes_[node].element;
  if (element == nullptr) return absl::string_view();
  for (unsigned int i = 0; i < element->attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(element->attributes.data[i]);
    if (std::strcmp(attribute->name, name) == 0) return attribute->value;
  }
  return absl::string_view();
}

bool HtmlPage::HasAttribute(uint32_t node, const char* name) const {
  return Attribute(node, name).data() != nullptr;
}

std::string HtmlPage::TextOf(uint32_t node) const {
  std::string text;
  for (uint32_t i = node; i < nodes_[node].end; ++i) {
    const PageNode& n = nodes_[i];
    if (n.is_text()) {
      AppendFolded(n.text, &text);
    } else if (n.tag == GUMBO_TAG_SCRIPT || n.tag == GUMBO_TAG_STYLE) {
      i = n.end - 1;
    } else if (n.tag == GUMBO_TAG_BR || n.tag == GUMBO_TAG_DIV || n.tag == GUMBO_TAG_P) {
      AppendFolded(" ", &text);
    }
  }
  TrimEnd(&text);
  return text;
}

absl::string_view HtmlPage::RawTextOf(uint32_t node) const {
  for (uint32_t i = node + 1; i < nodes_[node].end; ++i) {
    if (nodes_[i].is_text()) return ScriptText(trimmed_, nodes_[i].text);
  }
  return absl::string_view();
}

}  // namespace dateline::extract

#include "indexer/extract/page_blocks.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "indexer/extract/clean_text.h"

namespace dateline::extract {
namespace {

uint16_t CountCommas(absl::string_view text) {
  size_t commas = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ',') {
      ++commas;
    } else if (static_cast<unsigned char>(text[i]) >= 0xD8 && i + 1 < text.size()) {
      // Arabic, ideographic and full-width comma; the full stop of scripts that have long sentences
      // without commas.
      const absl::string_view rest = text.substr(i);
      commas += absl::StartsWith(rest, "\u060c") || absl::StartsWith(rest, "\u3001") ||
                absl::StartsWith(rest, "\uff0c") || absl::StartsWith(rest, "\u3002");
    }
  }
  return static_cast<uint16_t>(std::min<size_t>(commas, 0xffff));
}

// Cookies, and what is done with them, in one paragraph.
bool AsksForConsent(absl::string_view text) {
  if (!absl::StrContains(text, "ookie")) return false;
  static constexpr absl::string_view kWords[] = {
      "onsent",   "ccept",  "privacy",     "Privacy",     "our website", "our site",  "this site",
      "stimm",    "illig",  "kzept",       "atenschutz",  "verwenden",   "verwendet", "nutzen wir",
      "onsentem", "ccepte", "utilisons",   "utilise des", "cepta",       "utiliza",   "utilizamos",
      "ceita",    "usamos", "utilizziamo", "onsenso",     "toestemming", "gebruiken", "godkend",
      "samtyck",  "zgod",   "souhlas",     "соглас"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [text](absl::string_view word) { return absl::StrContains(text, word); });
}

// Collects the text of the block that is open.
class BlockWriter {
 public:
  explicit BlockWriter(std::vector<Block>* blocks) : blocks_(blocks) {}

  void Text(absl::string_view text, bool preformatted, int link_weight) {
    const size_t before = text_.size();
    if (preformatted) {
      text_.append(text.data(), text.size());
    } else {
      AppendFolded(text, &text_);
    }
    if (text_.size() > before && text_.find_first_not_of(" \n", before) != std::string::npos) {
      breaks_ = 0;
      if (link_weight > 0) {
        link_length_ += TextLength(absl::string_view(text_).substr(before)) * link_weight / 3;
      }
    }
  }

  // A <br>: one is a line end inside the block, two in a row end it.
  void Break(uint32_t node) {
    if (++breaks_ >= 2) return End(node);
    TrimEnd(&text_);
    if (!text_.empty()) text_.push_back('\n');
  }

  void End(uint32_t node) {
    TrimEnd(&text_);
    if (!text_.empty()) {
      Block block;
      block.length = TextLength(text_);
      block.link_length = std::min<uint32_t>(link_length_, block.length);
      block.commas = CountCommas(text_);
      block.consent = AsksForConsent(text_);
      block.node = node;
      block.text = std::move(text_);
      blocks_->push_back(std::move(block));
    }
    text_.clear();
    link_length_ = 0;
    breaks_ = 0;
  }

 private:
  std::vector<Block>* blocks_;
  std::string text_;
  uint32_t link_length_ = 0;
  int breaks_ = 0;
};

// Thirds of its length that a link's text counts.
int LinkWeight(const HtmlPage& page, uint32_t node) {
  const absl::string_view target = page.Attribute(node, "href");
  if (target.empty()) return 0;
  return target[0] == '#' ? 1 : 3;
}

bool HasWords(const PageNode& node) {
  return node.is_text() && std::any_of(node.text.begin(), node.text.end(), [](char c) {
           return absl::ascii_isalnum(c) || (c & 0x80) != 0;
         });
}

// Text of the same parent right before or behind an element.
bool HasWordsBefore(const std::vector<PageNode>& nodes, uint32_t node) {
  return node > 0 && nodes[node - 1].parent == nodes[node].parent && HasWords(nodes[node - 1]);
}
bool HasWordsBehind(const std::vector<PageNode>& nodes, uint32_t node) {
  const uint32_t next = nodes[node].end;
  return next < nodes.size() && nodes[next].parent == nodes[node].parent && HasWords(nodes[next]);
}

}  // namespace

bool IsHeading(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }

bool IsPartOfStructure(GumboTag tag) {
  return tag == GUMBO_TAG_LI || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH || tag == GUMBO_TAG_DT ||
         tag == GUMBO_TAG_DD || tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_BLOCKQUOTE ||
         tag == GUMBO_TAG_CAPTION;
}

bool InCell(const std::vector<PageNode>& nodes, uint32_t node) {
  for (int level = 0; level < 3 && node != 0; ++level, node = nodes[node].parent) {
    if (nodes[node].tag == GUMBO_TAG_TD || nodes[node].tag == GUMBO_TAG_TH) return true;
  }
  return false;
}

bool StandsAlone(const HtmlPage& page, const std::vector<NodeHints>& hints, uint32_t node) {
  const std::vector<PageNode>& nodes = page.nodes();
  if (IsBlockElement(nodes[node].tag)) return true;
  const NodeHints& hint = hints[node];
  if (!hint.furniture && !hint.unlikely && !hint.comments && !hint.caption) return false;
  return !HasWordsBefore(nodes, node) && !HasWordsBehind(nodes, node);
}

std::vector<Block> FindBlocks(const HtmlPage& page, const std::vector<NodeHints>& hints) {
  struct Open {
    uint32_t end;
    uint32_t node;
    bool block;
    bool preformatted;
    int link_weight;
  };
  const std::vector<PageNode>& nodes = page.nodes();
  std::vector<Block> blocks;
  BlockWriter writer(&blocks);
  std::vector<Open> open = {{nodes[0].end, 0, true, false, 0}};
  uint32_t block_node = 0;  // The innermost open block element.
  for (uint32_t i = 1; i < nodes.size(); ++i) {
    while (open.back().end <= i) {
      const Open closed = open.back();
      open.pop_back();
      if (closed.block) {
        writer.End(closed.node);
        for (auto o = open.rbegin(); o != open.rend(); ++o) {
          if (o->block) {
            block_node = o->node;
            break;
          }
        }
      }
    }
    const PageNode& node = nodes[i];
    if (node.is_text()) {
      writer.Text(node.text, open.back().preformatted, open.back().link_weight);
      continue;
    }
    if (hints[i].never_shown) {
      // What is left out still separates words, and a block of it separates blocks.
      if (IsBlockElement(node.tag)) writer.End(block_node);
      i = node.end - 1;
      continue;
    }
    if (node.tag == GUMBO_TAG_BR) {
      writer.Break(block_node);
      continue;
    }
    const bool block = StandsAlone(page, hints, i);
    if (block) {
      writer.End(block_node);
      block_node = i;
    }
    if (node.end > i + 1) {
      open.push_back({node.end, i, block, open.back().preformatted || node.tag == GUMBO_TAG_PRE,
                      node.tag == GUMBO_TAG_A ? LinkWeight(page, i) : open.back().link_weight});
    } else if (block) {
      for (auto o = open.rbegin(); o != open.rend(); ++o) {
        if (o->block) {
          block_node = o->node;
          break;
        }
      }
    }
  }
  while (!open.empty()) {
    if (open.back().block) writer.End(open.back().node);
    open.pop_back();
  }
  return blocks;
}

}  // namespace dateline::extract

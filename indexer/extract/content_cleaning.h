// The last step to a body: what is inside the article's element and still is no part of the text.

#ifndef DATELINE_INDEXER_EXTRACT_CONTENT_CLEANING_H_
#define DATELINE_INDEXER_EXTRACT_CONTENT_CLEANING_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/extract/explained_block.h"
#include "indexer/extract/html_page.h"
#include "indexer/extract/node_hints.h"
#include "indexer/extract/node_lengths.h"
#include "indexer/extract/page_blocks.h"
#include "indexer/extract/stated_text.h"

namespace dateline::extract {

// What is known of an article besides the page's text.
struct ContentEvidence {
  absl::string_view title;           // The headline; "" when unknown.
  absl::string_view description;     // What metadata says of the article, often its first words.
  std::vector<std::string> authors;  // Names of persons.
  StatedText stated;                 // The text that the page's metadata states.
};

// An element longer than this is no caption, whatever it is called; as TextLength.
inline constexpr double kMaxCaptionLength = 800;

// The verdict on what is in none of the roots.
inline constexpr absl::string_view kOutside = "outside of the article";

// Decides about the blocks inside `roots` (in document order, none inside another): sets
// `(*verdicts)[block]` for each that is not `left_out`, and leaves the others alone.
void CleanBlocks(const HtmlPage& page, const std::vector<NodeHints>& hints,
                 const std::vector<Block>& blocks, const std::vector<bool>& left_out,
                 const std::vector<uint32_t>& roots, const ContentEvidence& evidence,
                 std::vector<BlockVerdict>* verdicts);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_CONTENT_CLEANING_H_

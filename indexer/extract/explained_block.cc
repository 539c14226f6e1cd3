#include "indexer/extract/explained_block.h"

#include "absl/strings/str_cat.h"

namespace dateline::extract {
namespace {

constexpr size_t kMaxShownCharacters = 100;

// The first characters of a text on one line; what a terminal could take for a command is left out.
std::string Beginning(absl::string_view text) {
  std::string shown;
  size_t characters = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = text[i];
    const bool starts = (c & 0xC0) != 0x80;
    if (starts && ++characters > kMaxShownCharacters) return shown + " ...";
    if (c == '\n' || c == '\t' || c == '\r') {
      shown.push_back(' ');
    } else if (c >= 0x20 && c != 0x7f) {
      shown.push_back(static_cast<char>(c));
    }
  }
  return shown;
}

}  // namespace

std::string ExplainedLine(const ExplainedBlock& block) {
  return absl::StrCat(block.kept ? "keep" : "drop", "  ", block.reason, "  [", block.where, "]  ",
                      Beginning(block.text));
}

}  // namespace dateline::extract

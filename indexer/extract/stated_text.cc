#include "indexer/extract/stated_text.h"

#include "absl/strings/ascii.h"

namespace dateline::extract {
namespace {

constexpr size_t kSpanBytes = 16;
constexpr uint64_t kBase = 0x9E3779B97F4A7C15u;

// The letters and digits of a text in lower case, without markup, entities and typographic
// punctuation.
std::string Letters(absl::string_view text) {
  std::string letters;
  letters.reserve(text.size());
  bool has_tags = true;  // Until no '>' is left: a search of its own for every '<' would add up.
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (absl::ascii_isalnum(c)) {
      letters.push_back(absl::ascii_tolower(c));
    } else if (c == '<') {
      // A tag; a mere sign is followed by something else.
      const bool tag = has_tags && i + 1 < text.size() &&
                       (absl::ascii_isalpha(text[i + 1]) || text[i + 1] == '/');
      const size_t end = tag ? text.find('>', i) : absl::string_view::npos;
      if (end != absl::string_view::npos) {
        i = end;
      } else if (tag) {
        has_tags = false;
      }
    } else if (c == '&') {
      const size_t end = text.substr(i, 10).find(';');
      if (end != absl::string_view::npos) i += end;
    } else if (c == '\xE2' && i + 2 < text.size() && text[i + 1] == '\x80') {
      i += 2;
    } else if (c == '\xC2' && i + 1 < text.size()) {
      i += 1;  // Guillemets, no-break spaces.
    } else if ((c & 0x80) != 0) {
      letters.push_back(c);
    }
  }
  return letters;
}

uint64_t HashOf(absl::string_view span) {
  uint64_t hash = 0;
  for (const char c : span) hash = hash * kBase + static_cast<unsigned char>(c) + 1;
  return hash;
}

}  // namespace

StatedText::StatedText(absl::string_view stated) {
  const std::string letters = Letters(stated.substr(0, kMaxStatedBytes));
  letters_ = letters.size();
  if (letters.size() < kSpanBytes) return;
  uint64_t highest = 1;
  for (size_t i = 1; i < kSpanBytes; ++i) highest *= kBase;
  uint64_t hash = HashOf(absl::string_view(letters).substr(0, kSpanBytes));
  spans_.reserve(letters.size());
  spans_.insert(hash);
  for (size_t i = kSpanBytes; i < letters.size(); ++i) {
    hash -= highest * (static_cast<unsigned char>(letters[i - kSpanBytes]) + 1);
    hash = hash * kBase + static_cast<unsigned char>(letters[i]) + 1;
    spans_.insert(hash);
  }
}

double StatedText::ShareOf(absl::string_view text) const {
  if (spans_.empty()) return 0;
  const std::string letters = Letters(text);
  size_t spans = 0;
  size_t found = 0;
  for (size_t i = 0; i + kSpanBytes <= letters.size(); i += kSpanBytes) {
    ++spans;
    found += spans_.contains(HashOf(absl::string_view(letters).substr(i, kSpanBytes)));
  }
  return spans == 0 ? 0 : static_cast<double>(found) / spans;
}

}  // namespace dateline::extract

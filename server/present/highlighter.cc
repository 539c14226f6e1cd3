#include "server/present/highlighter.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace dateline::present {
namespace {

constexpr double kStopWordWeight = 0.1;

// Words remembered with what they match; beyond, they are looked up again each time.
constexpr size_t kMaxRememberedWords = 20000;

// The longest beginning of `text` of at most `limit` bytes that ends between two characters.
absl::string_view Beginning(absl::string_view text, size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit);
}

}  // namespace

Highlighter::Highlighter(const query::HighlightTerms& terms, absl::string_view language)
    : stemmer_(language) {
  for (size_t byte = 0x80; byte < may_begin_.size(); ++byte) may_begin_[byte] = true;
  for (const std::string& word : terms.words) words_.try_emplace(word, Add(word));
  for (const std::string& stem : terms.stems) stems_.try_emplace(stem, Add(stem));
  for (const std::string& prefix : terms.prefixes) prefixes_.emplace_back(prefix, Add(prefix));
}

uint32_t Highlighter::Add(absl::string_view term) {
  if (!term.empty()) {
    may_begin_[static_cast<unsigned char>(term.front())] = true;
    may_begin_[static_cast<unsigned char>(
        absl::ascii_toupper(static_cast<unsigned char>(term.front())))] = true;
  }
  weights_.push_back(text::IsStopWord(term) ? kStopWordWeight : 1.0);
  return static_cast<uint32_t>(weights_.size() - 1);
}

uint32_t Highlighter::Lookup(const std::string& term) {
  const auto known = words_.find(term);
  if (known != words_.end()) return known->second;
  uint32_t word = kNoWord;
  if (!stems_.empty()) {
    const auto stem = stems_.find(stemmer_.Stem(term));
    if (stem != stems_.end()) word = stem->second;
  }
  for (size_t i = 0; word == kNoWord && i < prefixes_.size(); ++i) {
    if (absl::StartsWith(term, prefixes_[i].first)) word = prefixes_[i].second;
  }
  if (words_.size() < kMaxRememberedWords) words_.emplace(term, word);
  return word;
}

// Reading every word of a body costs more than a search. Words never span white space, so only the
// stretches between it are read in which some word begins with the right letter.
std::vector<Match> Highlighter::Find(absl::string_view text) {
  std::vector<Match> matches;
  if (weights_.empty()) return matches;
  text = Beginning(text, kMaxScannedBytes);
  for (size_t pos = 0; pos < text.size();) {
    const size_t begin = pos;
    bool worth_reading = false;
    bool word_begins = true;
    for (; pos < text.size() && static_cast<unsigned char>(text[pos]) > ' '; ++pos) {
      const auto byte = static_cast<unsigned char>(text[pos]);
      worth_reading |= word_begins & may_begin_[byte];
      word_begins = byte >= 0x80 || !absl::ascii_isalnum(byte);
    }
    if (worth_reading) FindIn(text.substr(begin, pos - begin), begin, &matches);
    ++pos;
  }
  return matches;
}

void Highlighter::FindIn(absl::string_view stretch, size_t offset, std::vector<Match>* matches) {
  for (const text::Token& token : text::Tokenize(stretch)) {
    if (token.term.empty()) continue;
    const uint32_t word = Lookup(token.term);
    if (word == kNoWord) continue;
    matches->push_back({static_cast<uint32_t>(offset + token.begin),
                        static_cast<uint32_t>(offset + token.end), word});
  }
}

}  // namespace dateline::present

#include "server/present/highlighter.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "indexer/text/stop_words.h"
#include "indexer/text/utf8.h"

namespace dateline::present {
namespace {

constexpr double kStopWordWeight = 0.1;

// Words remembered with what they match; beyond, they are looked up again each time.
constexpr size_t kMaxRememberedWords = 20000;

}  // namespace

Highlighter::Highlighter(const query::HighlightTerms& terms, absl::string_view language)
    : stemmer_(language) {
  const size_t first_free = text::StemsKeepFirstLetter(language) ? 0x80 : 0;
  for (size_t byte = 0; byte < bytes_.size(); ++byte) {
    if (byte >= first_free) bytes_[byte] |= kMayBegin;
    if (byte >= 0x80 || !absl::ascii_isalnum(static_cast<unsigned char>(byte))) {
      bytes_[byte] |= kMayStandBefore;
    }
  }
  for (const std::string& word : terms.words) words_.try_emplace(word, Add(word, language));
  for (const std::string& word : terms.stemmed) {
    stems_.try_emplace(stemmer_.Stem(word), Add(word, language));
  }
  for (const std::string& prefix : terms.prefixes) {
    prefixes_.emplace_back(prefix, Add(prefix, language));
  }
}

uint32_t Highlighter::Add(absl::string_view term, absl::string_view language) {
  if (!term.empty()) {
    const auto first = static_cast<unsigned char>(term.front());
    bytes_[first] |= kMayBegin;
    bytes_[static_cast<unsigned char>(absl::ascii_toupper(first))] |= kMayBegin;
  }
  weights_.push_back(text::IsStopWord(term, language) ? kStopWordWeight : 1.0);
  return static_cast<uint32_t>(weights_.size() - 1);
}

uint32_t Highlighter::Lookup(absl::string_view term) {
  const auto known = words_.find(term);
  if (known != words_.end()) return known->second;
  uint32_t word = kNoWord;
  if (!stems_.empty()) {
    const auto stem = stems_.find(stemmer_.Stem(std::string(term)));
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
  text = text::Beginning(text, kMaxScannedBytes);
  for (size_t pos = 0; pos < text.size();) {
    const size_t begin = pos;
    uint8_t worth_reading = 0;
    uint8_t before = kMayStandBefore;
    for (; pos < text.size() && static_cast<unsigned char>(text[pos]) > ' '; ++pos) {
      const uint8_t byte = bytes_[static_cast<unsigned char>(text[pos])];
      worth_reading |= byte & (before >> 1);
      before = byte;
    }
    if ((worth_reading & kMayBegin) != 0) {
      const absl::string_view stretch = text.substr(begin, pos - begin);
      if (!FindPlainIn(stretch, begin, &matches)) FindIn(stretch, begin, &matches);
    }
    ++pos;
  }
  return matches;
}

// Most stretches are one word of ASCII letters and what punctuation stands around it, of which the
// analyzer makes the word in lower case.
bool Highlighter::FindPlainIn(absl::string_view stretch, size_t offset,
                              std::vector<Match>* matches) {
  const auto at = [&](size_t i) { return static_cast<unsigned char>(stretch[i]); };
  size_t begin = 0;
  while (begin < stretch.size() && absl::ascii_ispunct(at(begin))) ++begin;
  size_t end = begin;
  char term[text::kMaxTokenBytes];
  bool has_lower = false;  // Without, it may be an acronym.
  for (; end < stretch.size() && absl::ascii_isalpha(at(end)); ++end) {
    if (end - begin == sizeof(term)) return false;
    has_lower |= absl::ascii_islower(at(end));
    term[end - begin] = absl::ascii_tolower(at(end));
  }
  // One letter may have been elided, or be one of an acronym with dots.
  if (end < begin + 2 || !has_lower) return false;
  for (size_t i = end; i < stretch.size(); ++i) {
    if (!absl::ascii_ispunct(at(i))) return false;
  }
  const uint32_t word = Lookup(absl::string_view(term, end - begin));
  if (word != kNoWord) {
    matches->push_back(
        {static_cast<uint32_t>(offset + begin), static_cast<uint32_t>(offset + end), word});
  }
  return true;
}

void Highlighter::FindIn(absl::string_view stretch, size_t offset, std::vector<Match>* matches) {
  for (const text::Token& token : text::Tokenize(stretch)) {
    if (token.term.empty()) continue;
    const auto mark = [&](uint32_t begin, uint32_t end, uint32_t word) {
      matches->push_back(
          {static_cast<uint32_t>(offset + begin), static_cast<uint32_t>(offset + end), word});
    };
    if (const uint32_t word = Lookup(token.term); word != kNoWord) {
      mark(token.begin, token.end, word);
    } else if (token.is_pair()) {
      const uint32_t first = LookupCharacter(token.first());
      if (first != kNoWord) mark(token.begin, token.middle, first);
      if (token.joins_next) continue;
      const uint32_t second = LookupCharacter(token.second());
      if (second != kNoWord) mark(token.middle, token.end, second);
    }
  }
}

uint32_t Highlighter::LookupCharacter(absl::string_view term) const {
  const auto known = words_.find(term);
  return known == words_.end() ? kNoWord : known->second;
}

Highlighter* Highlighters::Of(absl::string_view language) {
  if (!query_language_.empty()) language = query_language_;
  if (!text::HasStemmer(language) && !text::HasStopWords(language)) language = "";
  auto it = by_language_.find(language);
  if (it == by_language_.end()) {
    it = by_language_.try_emplace(std::string(language), terms_, language).first;
  }
  return &it->second;
}

}  // namespace dateline::present

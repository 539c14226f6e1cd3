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
  for (size_t byte = first_free; byte < may_begin_.size(); ++byte) may_begin_[byte] = true;
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
    may_begin_[static_cast<unsigned char>(term.front())] = true;
    may_begin_[static_cast<unsigned char>(
        absl::ascii_toupper(static_cast<unsigned char>(term.front())))] = true;
  }
  weights_.push_back(text::IsStopWord(term, language) ? kStopWordWeight : 1.0);
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
  text = text::Beginning(text, kMaxScannedBytes);
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

#include "server/present/highlighter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>

#include "absl/strings/match.h"
#include "indexer/text/analyzer.h"

namespace dateline::present {
namespace {

// Every token of every stretch without white space, compared with every word of the query.
std::vector<Match> ReadEverything(const query::HighlightTerms& terms, absl::string_view language,
                                  absl::string_view text) {
  const text::Stemmer stemmer(language);
  const auto number_of = [](const std::vector<std::string>& among, const auto& is_meant) {
    const auto it = std::find_if(among.begin(), among.end(), is_meant);
    return it == among.end() ? -1 : static_cast<int>(it - among.begin());
  };
  const auto word = [&](absl::string_view term) {
    return number_of(terms.words, [&](const std::string& w) { return w == term; });
  };
  const auto stem_or_prefix = [&](const std::string& term) {
    const int stem = number_of(
        terms.stemmed, [&](const std::string& w) { return stemmer.Stem(w) == stemmer.Stem(term); });
    if (stem >= 0) return static_cast<int>(terms.words.size()) + stem;
    const int prefix =
        number_of(terms.prefixes, [&](const std::string& p) { return absl::StartsWith(term, p); });
    return prefix < 0 ? -1 : static_cast<int>(terms.words.size() + terms.stemmed.size()) + prefix;
  };
  std::vector<Match> matches;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = begin;
    while (end < text.size() && static_cast<unsigned char>(text[end]) > ' ') ++end;
    const auto mark = [&](size_t from, size_t to, int query_word) {
      if (query_word < 0) return false;
      matches.push_back({static_cast<uint32_t>(begin + from), static_cast<uint32_t>(begin + to),
                         static_cast<uint32_t>(query_word)});
      return true;
    };
    for (const text::Token& token : text::Tokenize(text.substr(begin, end - begin))) {
      if (token.term.empty()) continue;
      int found = word(token.term);
      if (found < 0) found = stem_or_prefix(token.term);
      if (mark(token.begin, token.end, found) || !token.is_pair()) continue;
      mark(token.begin, token.middle, word(token.first()));
      if (!token.joins_next) mark(token.middle, token.end, word(token.second()));
    }
    begin = end + 1;
  }
  return matches;
}

std::vector<std::vector<uint32_t>> Shown(const std::vector<Match>& matches) {
  std::vector<std::vector<uint32_t>> shown;
  for (const Match& match : matches) shown.push_back({match.begin, match.end, match.query_word});
  return shown;
}

TEST(HighlighterTest, FindsWhatReadingEverythingFinds) {
  query::HighlightTerms terms;
  terms.words = {"us",   "u.s",    "who", "kim",    "obrien", "r&d",
                 "1000", "elysee", "3.5", "\u5317", "x"};
  terms.stemmed = {"visit", "deal", "neighbour"};
  terms.prefixes = {"nu", "dipl"};
  const std::string pieces[] = {"us",
                                "US",
                                "Us",
                                "U.S.",
                                "u.s",
                                "WHO",
                                "who",
                                "Kim",
                                "KIM",
                                "Kim's",
                                "kims",
                                "O'Brien",
                                "R&D",
                                "r&d",
                                "1,000",
                                "1000",
                                "l'Élysée",
                                "3.5",
                                "visits",
                                "Visited",
                                "VISITING",
                                "deal",
                                "deals'",
                                "nuclear",
                                "Nub",
                                "diplo",
                                "dip",
                                "\u5317\u4EAC",
                                "x",
                                "X",
                                "(",
                                ")",
                                "\"",
                                ".",
                                ",",
                                "-",
                                "/",
                                "_",
                                "&",
                                "'",
                                "\u2019",
                                "\u201C",
                                "\xC2\xAD",
                                "9",
                                "neighbours",
                                "\xC3\xBC",
                                "\x7F",
                                std::string(64, 'v'),
                                std::string(63, 'n') + "u",
                                "nu" + std::string(62, 'm'),
                                "nu" + std::string(63, 'm')};
  std::mt19937 random(11);
  for (const char* language : {"en", "id", "", "de"}) {
    for (int round = 0; round < 4000; ++round) {
      std::string text;
      for (size_t n = random() % 20; n > 0; --n) {
        text += pieces[random() % std::size(pieces)];
        if (random() % 2 == 0) text += random() % 8 == 0 ? '\n' : ' ';
      }
      Highlighter highlighter(terms, language);
      // Twice, as it remembers the words it has seen.
      const auto expected = Shown(ReadEverything(terms, language, text));
      ASSERT_EQ(Shown(highlighter.Find(text)), expected) << language << ": " << text;
      ASSERT_EQ(Shown(highlighter.Find(text)), expected) << language << ": " << text;
    }
  }
}

}  // namespace
}  // namespace dateline::present

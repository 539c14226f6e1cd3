#include "indexer/text/analyzer.h"

#include <iterator>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/text/utf8.h"

namespace dateline::text {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

std::vector<std::string> Terms(absl::string_view text) {
  std::vector<std::string> terms;
  for (const Token& token : Tokenize(text)) terms.push_back(token.term);
  return terms;
}

TEST(AnalyzerTest, CutsAndFoldsWords) {
  struct Case {
    absl::string_view text;
    std::vector<std::string> terms;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"", {}},
           {" -- ... !", {}},
           {"Kim visits Moscow.", {"kim", "visits", "moscow"}},
           {"Putin's and the workers' O'Brien", {"putin", "and", "the", "workers", "obrien"}},
           {"Putin’s don’t", {"putin", "dont"}},
           {"JAMES' 'quoted' rock'n'roll", {"james", "quoted", "rocknroll"}},
           {"state-run Choe Son-hui", {"state", "run", "choe", "son", "hui"}},
           {"1,000 troops, 3.5 percent. 2023.", {"1000", "troops", "3.5", "percent", "2023"}},
           {"AT&T R&D a&b", {"at&t", "r&d", "a", "b"}},
           {"U.N. and N.A.T.O. met", {"un", "and", "nato", "met"}},
           {"Erdoğan ERDOĞAN São Łódź Straße ﬁne Ｆｕｌｌ",
            {"erdogan", "erdogan", "sao", "lodz", "strasse", "fine", "full"}},
           {"e\xCC\x81t\xC3\xA9", {"ete"}},
           {"Киев Київ й", {"киев", "київ", "й"}},
           {"a_b c/d e@f", {"a", "b", "c", "d", "e", "f"}},
           {"end.Next", {"end", "next"}},
           {"covid-19 G7", {"covid", "19", "g7"}},
       }) {
    EXPECT_THAT(Terms(c.text), ElementsAreArray(c.terms)) << c.text;
  }
}

TEST(AnalyzerTest, AcronymsAreNotTheFunctionWordsTheyLookLike) {
  EXPECT_THAT(Terms("The U.S. told us"), ElementsAre("the", "u.s", "told", "us"));
  EXPECT_THAT(Terms("US and South Korea"), ElementsAre("u.s", "and", "south", "korea"));
  EXPECT_THAT(Terms("WHO said who"), ElementsAre("w.h.o", "said", "who"));
  EXPECT_THAT(Terms("US"), ElementsAre("u.s"));
  EXPECT_THAT(Terms("us"), ElementsAre("us"));
  // Capitals tell nothing where everything is in capitals; dots still do.
  EXPECT_THAT(Terms("PUTIN TELLS US ALL\nUS troops"),
              ElementsAre("putin", "tells", "us", "all", "u.s", "troops"));
  EXPECT_THAT(Terms("U.S. TELLS US"), ElementsAre("u.s", "tells", "us"));
  EXPECT_THAT(Terms("UN EU NATO"), ElementsAre("un", "eu", "nato"));
  EXPECT_EQ(AcronymOf("us"), "u.s");
  EXPECT_EQ(AcronymOf("nato"), "");
  EXPECT_EQ(AcronymOf("a"), "");
}

TEST(AnalyzerTest, TextWithoutSpacesGivesOverlappingPairs) {
  EXPECT_THAT(Terms("北京大学"), ElementsAre("北京", "京大", "大学"));
  EXPECT_THAT(Terms("北 x"), ElementsAre("北", "x"));
  EXPECT_THAT(Terms("在Kremlin说"), ElementsAre("在", "kremlin", "说"));
  const auto tokens = Tokenize("北京大学 visit");
  EXPECT_TRUE(tokens[0].joins_next);
  EXPECT_TRUE(tokens[1].joins_next);
  EXPECT_FALSE(tokens[2].joins_next);
  EXPECT_EQ(tokens[3].position, 5u);
  EXPECT_THAT(Terms("김정은"), ElementsAre("김정", "정은"));
}

TEST(AnalyzerTest, EveryCharacterOfARunHasAPosition) {
  const std::string text = "在北京大学。说";
  const auto tokens = Tokenize(text);
  ASSERT_EQ(tokens.size(), 5u);
  for (size_t i = 0; i < 4; ++i) EXPECT_EQ(tokens[i].position, i + 1);
  EXPECT_EQ(tokens[4].position, 6u);  // 学 has 5.
  EXPECT_EQ(tokens[3].first(), "大");
  EXPECT_EQ(tokens[3].second(), "学");
  EXPECT_EQ(text.substr(tokens[3].middle, tokens[3].end - tokens[3].middle), "学");
  EXPECT_TRUE(tokens[3].is_pair());
  EXPECT_FALSE(tokens[4].is_pair());
  EXPECT_TRUE(tokens[4].unspaced);
}

TEST(AnalyzerTest, CharactersKeepTheirSigns) {
  // Vowel signs and tones are no characters of their own.
  EXPECT_THAT(Terms("ที่นี่"), ElementsAre("ที่นี่"));
  EXPECT_THAT(Terms("ရန်ကုန်"), ElementsAre("ရန်", "န်ကု", "ကုန်"));
  // A space without width, which shows where words end, changes nothing.
  EXPECT_EQ(Terms("ភ្នំ\u200Bពេញ"), Terms("ភ្នំពេញ"));
  // Half-width Kana with and without voicing; letters of Hangul one by one.
  EXPECT_EQ(Terms("ﾃﾚﾋﾞ"), Terms("テレビ"));
  EXPECT_EQ(Terms("\u1100\u1161\u11A8\u1102\u1161"), Terms("각나"));
  EXPECT_THAT(Terms("佐々木"), ElementsAre("佐々", "々木"));
  EXPECT_THAT(Terms("２０２３年"), ElementsAre("2023", "年"));
  EXPECT_THAT(Terms("二〇二三"), ElementsAre("二〇", "〇二", "二三"));
}

TEST(AnalyzerTest, FoldsWhatReadersLeaveOut) {
  struct Case {
    absl::string_view one;
    absl::string_view other;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"ё", "е"},  // Cyrillic
           {"за\u0301мок", "замок"},
           {"Й", "й"},
           {"القُرْآنُ", "القران"},  // Arabic: harakat, alef with madda,
           {"محمـــد", "محمد"},   // tatweel,
           {"أحمد", "احمد"},
           {"إسرائيل", "اسرائيل"},
           {"مستشفى", "مستشفي"},
           {"مدرسة", "مدرسه"},
           {"ایران", "ايران"},  // Persian yeh and kaf
           {"کتاب", "كتاب"},
           {"٢٠٢٣", "2023"},
           {"२०२३", "2023"},
           {"שָׁלוֹם", "שלום"},  // Hebrew points
           {"ज़मीन", "जमीन"},  // Nukta
           {"गाँव", "गांव"},
           {"İSTANBUL", "istanbul"},  // Turkish
           {"ısparta", "Isparta"},
           {"Αθήνα", "ΑΘΗΝΑ"},  // Greek: accents, final sigma
           {"πρόεδρος", "ΠΡΟΕΔΡΟΣ"},
           {"Việt Nam", "viet nam"},  // Vietnamese
           {"Đà Nẵng", "da nang"},
           {"Straße", "STRASSE"},
           {"Ａｐｅｃ", "apec"},
           {"col·lecció", "colleccio"},
       }) {
    EXPECT_EQ(Fold(c.one), Fold(c.other)) << c.one;
    EXPECT_EQ(Fold(Fold(c.one)), Fold(c.one)) << c.one;
  }
  for (const Case& c : std::initializer_list<Case>{{"й", "и"},
                                                   {"ї", "і"},
                                                   {"ў", "у"},
                                                   {"ќ", "к"},
                                                   {"が", "か"},
                                                   {"हिन्दी", "हन्द"},
                                                   {"ที่", "ที"},
                                                   {"سؤال", "سوال"}}) {
    EXPECT_NE(Fold(c.one), Fold(c.other)) << c.one;
  }
}

TEST(AnalyzerTest, SpellsOutLettersWithSigns) {
  EXPECT_EQ(SpellOut("Müller"), "mueller");
  EXPECT_EQ(SpellOut("Mu\u0308ller"), "mueller");
  EXPECT_EQ(SpellOut("Åse Størmer"), "aase stoermer");
  EXPECT_EQ(SpellOut("Muller"), "");
  EXPECT_EQ(SpellOut("élan"), "");
  EXPECT_EQ(SpellOut(""), "");
}

TEST(AnalyzerTest, ElidedWordsAreNoPartOfTheNext) {
  EXPECT_THAT(Terms("l'Élysée L’homme d'Estaing"), ElementsAre("elysee", "homme", "estaing"));
  EXPECT_THAT(Terms("aujourd'hui qu'il jusqu’à"), ElementsAre("aujourdhui", "il", "a"));
  EXPECT_THAT(Terms("dell'Economia un'altra l'Italia"), ElementsAre("economia", "altra", "italia"));
  EXPECT_THAT(Terms("O'Brien N'Djamena M'Hamed don't D'Souza I'm it's"),
              ElementsAre("obrien", "ndjamena", "mhamed", "dont", "dsouza", "im", "it"));
  EXPECT_THAT(Terms("п'ять п’ять"), ElementsAre("пять", "пять"));
  const std::string text = "l'Élysée";
  const auto tokens = Tokenize(text);
  EXPECT_EQ(text.substr(tokens[0].begin), "Élysée");
  EXPECT_EQ(tokens[0].position, 1u);
}

TEST(AnalyzerTest, SignsInsideOfAWordDoNotPartIt) {
  EXPECT_THAT(Terms("Regie\u00ADrung"), ElementsAre("regierung"));
  EXPECT_THAT(Terms("می\u200Cخواهم"), ElementsAre(Fold("میخواهم")));
  EXPECT_THAT(Terms("צה\"ל צה״ל"), ElementsAre("צהל", "צהל"));
  EXPECT_THAT(Terms("\"שלום\" \"kim\""), ElementsAre("שלום", "kim"));
}

TEST(AnalyzerTest, SpansCoverTheWordWithoutItsEnding) {
  const std::string text = "“Putin’s” visit to the U.S.";
  const auto tokens = Tokenize(text);
  ASSERT_EQ(tokens.size(), 5u);
  EXPECT_EQ(text.substr(tokens[0].begin, tokens[0].end - tokens[0].begin), "Putin");
  EXPECT_EQ(text.substr(tokens[4].begin, tokens[4].end - tokens[4].begin), "U.S");
}

TEST(AnalyzerTest, OverlongTokensKeepTheirPositionOnly) {
  const std::string text =
      "a " + std::string(kMaxTokenBytes, 'x') + " " + std::string(kMaxTokenBytes + 1, 'y') + " b";
  const auto tokens = Tokenize(text);
  ASSERT_EQ(tokens.size(), 4u);
  EXPECT_EQ(tokens[1].term.size(), kMaxTokenBytes);
  EXPECT_EQ(tokens[2].term, "");
  EXPECT_EQ(tokens[3].position, 4u);
}

TEST(AnalyzerTest, AnyTextGivesOrderedSpansOnCharacterBoundaries) {
  std::mt19937 random(9);
  const char32_t alphabet[] = {'a',   'B',    'S',     '1',   '.',   ',',    '\'',   '&',
                               ' ',   '\n',   0x2019,  0xE9,  0x301, 0x130,  0x4E2D, 0xAC00,
                               0xE01, 0xFB01, 0x1F600, 0x3A3, 0xE34, 0xFF76, 0xFF9E, 0x1161,
                               0xAD,  0x200D, 0x5D0,   '"',   'l',   0x627,  0x654,  0xE33};
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (int n = random() % 24; n > 0; --n) {
      AppendUtf8(alphabet[random() % std::size(alphabet)], &text);
    }
    uint32_t position = 0;
    uint32_t begin = 0;
    for (const Token& token : Tokenize(text)) {
      ASSERT_EQ(token.position, ++position);
      if (token.is_pair() && !token.joins_next) ++position;
      ASSERT_LE(token.first_bytes, token.term.size());
      if (token.is_pair()) {
        ASSERT_LT(token.begin, token.middle);
        ASSERT_LT(token.middle, token.end);
      }
      ASSERT_GE(token.begin, begin);
      ASSERT_LT(token.begin, token.end);
      ASSERT_LE(token.end, text.size());
      ASSERT_TRUE(
          IsValidUtf8(absl::string_view(text).substr(token.begin, token.end - token.begin)));
      ASSERT_TRUE(IsValidUtf8(token.term));
      ASSERT_EQ(Fold(token.term), token.term) << text;
      begin = token.begin;
    }
  }
}

}  // namespace
}  // namespace dateline::text

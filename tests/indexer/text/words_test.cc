#include <initializer_list>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "indexer/text/analyzer.h"
#include "indexer/text/stop_words.h"

namespace dateline::text {
namespace {

TEST(StopWordsTest, KnowsFunctionWordsAlone) {
  for (absl::string_view word : {"the", "of", "us", "a", "yours", "dont", "who"}) {
    EXPECT_TRUE(IsStopWord(word, "en")) << word;
  }
  for (absl::string_view word : {"", "kim", "The", "visit", "u.s", "un", "zzz"}) {
    EXPECT_FALSE(IsStopWord(word, "en")) << word;
  }
}

TEST(StopWordsTest, AreThoseOfALanguage) {
  struct Case {
    absl::string_view language;
    absl::string_view word;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"de", "und"},    {"de", "fur"},  {"fr", "dans"}, {"fr", "tres"},  {"es", "tambien"},
           {"it", "perche"}, {"pt", "nao"},  {"nl", "het"},  {"sv", "och"},   {"da", "ikke"},
           {"no", "ikke"},   {"nb", "ikke"}, {"nn", "ikke"}, {"fi", "mutta"}, {"pl", "sie"},
           {"cs", "ktery"},  {"ru", "что"},  {"ru", "еще"},  {"uk", "який"},  {"ro", "pentru"},
           {"hu", "hogy"},   {"tr", "icin"}, {"el", "και"},  {"id", "yang"},  {"ca", "amb"},
           {"ar", "الي"},    {"he", "של"}}) {
    EXPECT_TRUE(IsStopWord(c.word, c.language)) << c.language << " " << c.word;
    EXPECT_EQ(Fold(c.word), c.word) << c.language;
    EXPECT_TRUE(HasStopWords(c.language));
  }
  EXPECT_FALSE(IsStopWord("the", "de"));
  EXPECT_FALSE(IsStopWord("und", "en"));
  EXPECT_FALSE(IsStopWord("the", "xx"));
  EXPECT_FALSE(HasStopWords("xx"));
  EXPECT_FALSE(HasStopWords(""));
}

TEST(StopWordsTest, TellTheLanguageOfAQuery) {
  struct Case {
    absl::string_view query;
    absl::string_view language;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"", "en"},
           {"the war in ukraine", "en"},
           {"war in ukraine", "en"},
           {"man at war in iraq", "en"},
           {"der spiegel", "en"},
           {"le monde", "en"},
           {"die hard", "en"},
           {"who is marine le pen", "en"},
           {"Die Regierung hat im Streit um die Rente einen neuen Vorschlag gemacht", "de"},
           {"le président de la République a reçu les ministres dans son bureau", "fr"},
           {"el presidente de la república y los ministros", "es"},
           {"il presidente della repubblica e i ministri del governo", "it"},
           {"de regering heeft een nieuw voorstel voor het pensioen", "nl"},
           {"правительство и президент не хотят этого", "ru"},
           {"που είναι η κυβέρνηση", "el"},
       }) {
    std::vector<std::string> folded;
    for (const Token& token : Tokenize(c.query)) folded.push_back(token.term);
    EXPECT_EQ(LanguageByStopWords({folded.begin(), folded.end()}), c.language) << c.query;
  }
}

TEST(StemmerTest, StemsByLanguage) {
  const Stemmer english("en");
  EXPECT_EQ(english.Stem("visits"), "visit");
  EXPECT_EQ(english.Stem("visited"), english.Stem("visiting"));
  EXPECT_EQ(Stemmer("de").Stem("verhandlungen"), Stemmer("de").Stem("verhandlung"));
  EXPECT_EQ(Stemmer("nb").Stem("havnene"), Stemmer("no").Stem("havnene"));
}

TEST(StemmerTest, JoinsTheFormsOfAWordAlsoWithoutTheirSigns) {
  struct Case {
    absl::string_view language;
    std::vector<absl::string_view> forms;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"de", {"Müller", "Mueller", "Muller"}},
           {"de", {"Ausländer", "Auslaender", "Auslandern"}},
           {"de", {"neue", "neuen", "neuer", "neues"}},
           {"de", {"Frau", "Frauen"}},
           {"fr", {"élection", "élections", "elections"}},
           {"es", {"elección", "elecciones", "eleccion"}},
           {"ru", {"выборы", "выборов", "выборах"}},
           {"fi", {"ministeri", "ministerin", "ministerille"}},
           {"hu", {"választás", "választások", "valasztast"}},
           {"ro", {"guvern", "guvernul", "guvernului"}},
           {"id", {"memilih", "dipilih", "pemilihan"}},
           {"lt", {"rinkimai", "rinkimų", "rinkimuose"}},
           {"tr", {"seçimler", "seçimlerde"}},
           {"ca", {"govern", "governs"}},
           {"ar", {"حكومة", "الحكومة", "بالحكومة", "حكومه"}},
           {"ar", {"وزير", "الوزير"}},
       }) {
    const Stemmer stemmer(c.language);
    for (absl::string_view form : c.forms) {
      EXPECT_EQ(stemmer.Stem(Fold(form)), stemmer.Stem(Fold(c.forms[0])))
          << c.language << " " << form;
    }
  }
}

TEST(StemmerTest, KeepsDifferentWordsApart) {
  EXPECT_NE(Stemmer("de").Stem("frauen"), Stemmer("de").Stem("franz"));
  EXPECT_NE(Stemmer("ar").Stem(Fold("وزير")), Stemmer("ar").Stem(Fold("وزارة")));
  EXPECT_EQ(Stemmer("ar").Stem(Fold("الم")), Fold("الم"));  // Too short to lose an article.
}

TEST(StemmerTest, SaysWhereStemsBeginAsTheirWordsDo) {
  EXPECT_TRUE(StemsKeepFirstLetter("en"));
  EXPECT_TRUE(StemsKeepFirstLetter("xx"));
  EXPECT_FALSE(StemsKeepFirstLetter("id"));
}

TEST(StemmerTest, LeavesNumbersAcronymsAndUnknownLanguagesAlone) {
  const Stemmer english("en");
  for (const char* term : {"2023", "3.5", "u.s", "g7s"}) EXPECT_EQ(english.Stem(term), term);
  EXPECT_EQ(Stemmer("xx").Stem("visits"), "visits");
  EXPECT_EQ(Stemmer("").Stem("visits"), "visits");
  EXPECT_FALSE(HasStemmer("ja"));
  EXPECT_TRUE(HasStemmer("en"));
}

}  // namespace
}  // namespace dateline::text

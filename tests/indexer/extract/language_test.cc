#include "indexer/extract/language.h"

#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

TEST(LanguageOfTagTest, GivesTheShortestCode) {
  EXPECT_EQ(LanguageOfTag("en"), "en");
  EXPECT_EQ(LanguageOfTag(" EN-us "), "en");
  EXPECT_EQ(LanguageOfTag("pt_BR"), "pt");
  EXPECT_EQ(LanguageOfTag("eng"), "en");
  EXPECT_EQ(LanguageOfTag("zh-Hant-TW"), "zh");
  EXPECT_EQ(LanguageOfTag("iw"), "he");
}

TEST(LanguageOfTagTest, RefusesWhatIsNone) {
  for (const char* tag : {"", "e", "english", "12", "qq", "und", "mul", "-en"})
    EXPECT_EQ(LanguageOfTag(tag), "") << tag;
}

TEST(DetectLanguageTest, ReadsTheTextAndTakesTheTagWhenThatSaysNothing) {
  EXPECT_EQ(
      DetectLanguage(
          "The president will visit the capital next week, officials said on Tuesday morning.", ""),
      "en");
  EXPECT_EQ(DetectLanguage("Der Präsident wird nächste Woche die Hauptstadt besuchen, teilte das "
                           "Ministerium am Dienstag mit.",
                           "en"),
            "de");
  EXPECT_EQ(DetectLanguage("12345", "fr-FR"), "fr");
  EXPECT_EQ(DetectLanguage("12345", ""), "");
  EXPECT_EQ(DetectLanguage("", ""), "");
}

}  // namespace
}  // namespace dateline::extract

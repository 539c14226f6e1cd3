#include "indexer/extract/language.h"

#include <initializer_list>
#include <string>

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
  EXPECT_EQ(LanguageOfTag("in-ID"), "id");
  EXPECT_EQ(LanguageOfTag("nb-NO"), "no");
  EXPECT_EQ(LanguageOfTag("nn"), "nn");
  EXPECT_EQ(LanguageOfTag("cmn-Hans"), "zh");
  EXPECT_EQ(LanguageOfTag("sr-Latn-RS"), "sr");
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

struct Sample {
  absl::string_view language;
  absl::string_view text;
};

TEST(DetectLanguageTest, ReadsASentenceOfNews) {
  for (const Sample& sample : std::initializer_list<Sample>{
           {"en", "The government said on Tuesday that it would raise taxes on fuel."},
           {"de", "Die Bundesregierung will das Rentenalter nicht anheben, sagte der Minister."},
           {"fr", "Le gouvernement a annoncé mardi une hausse des taxes sur les carburants."},
           {"es", "El Gobierno anunció el martes una subida de los impuestos a la gasolina."},
           {"it", "Il governo ha annunciato martedì un aumento delle tasse sui carburanti."},
           {"pt", "O governo anunciou na terça-feira um aumento dos impostos, segundo fontes."},
           {"nl", "De regering heeft dinsdag aangekondigd dat de accijns omhoog gaat."},
           {"sv", "Regeringen meddelade på tisdagen att skatten på bränsle ska höjas."},
           {"da", "Regeringen meddelte tirsdag, at afgiften på brændstof skal stige igen."},
           {"no", "Regjeringen opplyste tirsdag at avgiften på drivstoff skal økes kraftig."},
           {"fi", "Hallitus ilmoitti tiistaina nostavansa polttoaineen veroa, kertovat lähteet."},
           {"pl", "Rząd ogłosił we wtorek podwyżkę podatku od paliw, podają źródła."},
           {"cs", "Vláda v úterý oznámila zvýšení daně z pohonných hmot, uvedly zdroje."},
           {"hu", "A kormány kedden bejelentette, hogy emeli az üzemanyagok adóját."},
           {"ro", "Guvernul a anunțat marți majorarea accizelor la carburanți."},
           {"tr", "Hükümet salı günü akaryakıt vergisinin artırılacağını açıkladı."},
           {"ru", "Правительство во вторник объявило о повышении налога на топливо."},
           {"uk", "Уряд у вівторок оголосив про підвищення податку на пальне."},
           {"el", "Η κυβέρνηση ανακοίνωσε την Τρίτη αύξηση του φόρου στα καύσιμα."},
           {"ar", "أعلنت الحكومة يوم الثلاثاء زيادة الضرائب على الوقود."},
           {"he", "הממשלה הודיעה ביום שלישי על העלאת המס על הדלק."},
           {"hi", "सरकार ने मंगलवार को ईंधन पर कर बढ़ाने की घोषणा की।"},
           {"id", "Pemerintah pada Selasa mengumumkan kenaikan pajak bahan bakar."},
           {"vi", "Chính phủ hôm thứ Ba tuyên bố tăng thuế nhiên liệu."},
           {"th", "รัฐบาลประกาศเมื่อวันอังคารว่าจะขึ้นภาษีน้ำมัน"},
           {"zh", "政府周二宣布提高燃油税，知情人士说。"},
           {"zh", "政府週二宣布提高燃油稅，知情人士說。"},
           {"ja", "政府は火曜日、燃料税を引き上げると発表した。"},
           {"ko", "정부는 화요일 유류세를 인상한다고 발표했다."}}) {
    EXPECT_EQ(DetectLanguage(sample.text, ""), sample.language) << sample.text;
  }
}

TEST(DetectLanguageTest, AFewWordsTellWhereTheScriptDoes) {
  for (const Sample& sample : std::initializer_list<Sample>{
           {"zh", "总理辞职"},
           {"zh", "總理辭職"},
           {"ja", "首相が辞任"},
           {"zh", "營區內除了露營、民宿、餐飲、賞楓項目多了許多原木飾品更有畫龍點睛加乘效果"},
           {"ko", "총리 사임"},
           {"th", "นายกรัฐมนตรีลาออก"},
           {"he", "ראש הממשלה התפטר"},
           {"el", "Παραιτήθηκε ο πρωθυπουργός"},
           {"zh", "苹果公司发布新款iPhone手机"}}) {
    EXPECT_EQ(DetectLanguage(sample.text, ""), sample.language) << sample.text;
    // Also against a page that says it were English.
    EXPECT_EQ(DetectLanguage(sample.text, "en"), sample.language) << sample.text;
  }
  // A name in another script does not make a text.
  EXPECT_NE(DetectLanguage("The character 龍 (dragon) was seen on Tuesday", ""), "zh");
}

TEST(DetectLanguageTest, TheTagDecidesBetweenLanguagesThatAreAlike) {
  const absl::string_view croatian =
      "Vlada je u utorak priopćila da će povećati porez na gorivo, doznaje se iz izvora.";
  EXPECT_EQ(DetectLanguage(croatian, "hr-HR"), "hr");
  EXPECT_EQ(DetectLanguage(croatian, "bs"), "bs");
  EXPECT_NE(DetectLanguage(croatian, "en"), "en");
  const absl::string_view norwegian =
      "Regjeringen opplyste tirsdag at avgiften på drivstoff skal økes kraftig.";
  EXPECT_EQ(DetectLanguage(norwegian, "nb-NO"), "no");
  EXPECT_EQ(DetectLanguage(norwegian, "de"), "no");
}

TEST(DetectLanguageTest, TheTitleHelpsAShortBody) {
  EXPECT_EQ(DetectLanguage("Die Bundesregierung will das Rentenalter nicht anheben", "", ""), "de");
  EXPECT_EQ(DetectLanguage("Le Premier ministre démissionne après le vote", "Plus de détails.", ""),
            "fr");
  // A long one speaks for itself.
  std::string body;
  for (int i = 0; i < 30; ++i) body += "The government said on Tuesday that it would raise taxes. ";
  EXPECT_EQ(DetectLanguage("Die Bundesregierung will das Rentenalter nicht anheben", body, ""),
            "en");
}

}  // namespace
}  // namespace dateline::extract

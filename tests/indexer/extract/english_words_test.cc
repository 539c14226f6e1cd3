#include "indexer/extract/english_words.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "indexer/extract/language.h"

namespace dateline::extract {
namespace {

constexpr char kEnglish[] =
    "The harbour board said on Monday that it would open the new ferry terminal in the spring, two "
    "years after the builder went out of business. Its chairman, Jo\u00e3o Pereira, told the "
    "council that most of the work was done and that the rest had been paid for by the region. "
    "Passengers have had to wait in tents, which the winter storms blew down twice.";
constexpr char kGerman[] =
    "Der Hafenvorstand teilte am Montag mit, dass das neue F\u00e4hrterminal im Fr\u00fchjahr "
    "er\u00f6ffnet wird, zwei Jahre nachdem die Baufirma zahlungsunf\u00e4hig wurde. Die meisten "
    "Arbeiten seien getan und der Rest von der Region bezahlt worden, sagte der Vorsitzende im "
    "Stadtrat. Die Fahrg\u00e4ste mussten in Zelten warten.";
constexpr char kDutch[] =
    "Het havenbestuur zei maandag dat de nieuwe veerterminal in het voorjaar open gaat, twee jaar "
    "na het faillissement van de aannemer. Het meeste werk is gedaan en de rest was door de regio "
    "betaald, zei de voorzitter in de raad. De reizigers moesten in tenten wachten, die in de "
    "winter twee keer door de storm werden omver geblazen.";

constexpr char kSwahili[] =
    "Bodi ya bandari ilisema Jumatatu kwamba kituo kipya cha feri kitafunguliwa mwakani, miaka "
    "miwili baada ya mjenzi kufilisika. Mwenyekiti aliliambia baraza kuwa kazi nyingi imekamilika "
    "na gharama zimelipwa. Abiria walilazimika kusubiri kwenye mahema wakati wote wa mvua.";

TEST(IsPlainEnglishTest, KnowsSentencesOfNews) {
  EXPECT_TRUE(IsPlainEnglish(kEnglish));
  EXPECT_TRUE(IsPlainEnglish(
      "WASHINGTON, D.C. -- Senator Ana Whitfield (D-Ohio) announced today that the Lorain Port "
      "Authority and the cities of Elyria and Vermilion will receive $2.4 million in grants from "
      "the Department of Commerce. The largest of them, $1,616,527, goes to the port for repairs "
      "of its lock. \"This money will be well spent,\" Whitfield said in a statement."));
}

TEST(IsPlainEnglishTest, LeavesTheRestToTheDetector) {
  EXPECT_FALSE(IsPlainEnglish(""));
  EXPECT_FALSE(IsPlainEnglish("The harbour board said on Monday that it would open."));
  EXPECT_FALSE(IsPlainEnglish(kGerman));
  EXPECT_FALSE(IsPlainEnglish(kDutch));
  // Half of each: which is more is not for this to say.
  EXPECT_FALSE(IsPlainEnglish(std::string(kEnglish).substr(0, 160) + kGerman));
  EXPECT_FALSE(IsPlainEnglish(std::string(kDutch) + " " + std::string(kEnglish).substr(0, 160)));
  // In a language whose function words are not known here, with English between.
  EXPECT_FALSE(IsPlainEnglish(absl::StrCat(kSwahili, "\n\n", kEnglish, "\n\n", kEnglish)));
  EXPECT_FALSE(IsPlainEnglish(absl::StrCat(kEnglish, "\n\n", kSwahili)));
  // A German article about a song.
  EXPECT_FALSE(IsPlainEnglish(
      "Mit \"The Way that We Were with You\" und \"From the Heart\" hat die Band in Hamburg zwei "
      "Lieder vorgestellt, die im Herbst erscheinen. Die Karten f\u00fcr das Konzert waren in "
      "einer Stunde ausverkauft, an der Kasse gab es keine mehr, und so standen viele vor der "
      "T\u00fcr. \"And this is what they said\" wird wohl das letzte Album."));
  // Menus.
  EXPECT_FALSE(IsPlainEnglish(
      "Home News Politics World Business Sport Football Cricket Tennis Culture Film Music Books "
      "Stage Lifestyle Food Travel Money Opinion Cartoons Letters Puzzles Video Podcasts Pictures "
      "Newsletters Today's paper Inside the Crosswords Archive Jobs Holidays Events Dating Shop "
      "Contact Terms Privacy Cookies Help Careers Advertise Sitemap Facebook Instagram YouTube"));
}

// The short cut must not say what the detector would not.
TEST(IsPlainEnglishTest, AgreesWithTheDetector) {
  EXPECT_EQ(DetectLanguage(kEnglish, "de"), "en");
  EXPECT_EQ(DetectLanguage(kGerman, "en"), "de");
  EXPECT_EQ(DetectLanguage(kDutch, "en"), "nl");
  EXPECT_EQ(DetectLanguage(std::string("The board said that it would open.\n") + kDutch, ""), "nl");
  std::string swahili = absl::StrCat(kSwahili, "\n\n", kEnglish, "\n\n");
  for (int i = 0; i < 10; ++i) swahili += kSwahili;
  EXPECT_EQ(DetectLanguage(swahili, ""), "sw");
}

}  // namespace
}  // namespace dateline::extract

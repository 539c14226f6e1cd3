// Names as a careful reader finds them, one sentence a case: what the annotator must get right.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "indexer/annotate/annotator.h"

namespace dateline::annotate {
namespace {

struct NameCase {
  const char* text;
  const char* names;  // "P Ana Lima; L Kyiv": persons, organizations, places in order.
};

std::string NamesOf(const Annotator& annotator, const std::string& text) {
  article::Article article;
  article.language = "en";
  article.body = text;
  annotator.Annotate(&article, /*mentions_given=*/false);
  std::string names;
  uint32_t end = 0;
  for (const article::Mention& mention : article.mentions) {
    if (mention.begin < end) continue;  // The country within an organization's name.
    end = mention.end;
    const char* kind = mention.kind == article::Kind::kPerson         ? "P "
                       : mention.kind == article::Kind::kOrganization ? "O "
                                                                      : "L ";
    absl::StrAppend(&names, names.empty() ? "" : "; ", kind, article.text(mention));
  }
  return names;
}

// clang-format off
constexpr NameCase kPersons[] = {
    {"President Ana Lima flew home on Monday.", "P Ana Lima"},
    {"Former prime minister Tomasz Wrona will stand again.", "P Tomasz Wrona"},
    {"The coach, Mr Ferrari, said he was content.", "P Ferrari"},
    {"Gen. A. K. Bhattarai commanded the troops.", "P A. K. Bhattarai"},
    {"Defence Secretary William J. Harmon Jr. resigned.", "P William J. Harmon Jr."},
    {"It was written by Seán Ó Faoláin and his wife.", "P Seán Ó Faoláin"},
    {"Police questioned Ludovic van der Berg for six hours.", "P Ludovic van der Berg"},
    {"Sheikh Mohammed bin Rashid opened the race.", "P Mohammed bin Rashid"},
    {"Foreign Minister Choe Son Hui met reporters.", "P Choe Son Hui"},
    {"Striker Park Ji-hoon scored twice.", "P Park Ji-hoon"},
    {"Judge Maria del Carmen Ortiz adjourned the trial.", "P Maria del Carmen Ortiz"},
    {"The novelist Ngozi Adichie-Obi won the prize.", "P Ngozi Adichie-Obi"},
    {"Opposition leader Suryadi was arrested at dawn.", "P Suryadi"},
    {"Deputy Governor Nana Akua Boateng spoke first.", "P Nana Akua Boateng"},
    {"\"We are ready,\" said Nikolaos Papadakis, who runs the ferry.", "P Nikolaos Papadakis"},
    {"Nadia Haddad, 34, was born in a tent.", "P Nadia Haddad"},
    {"The Rev. Thomas O'Hara buried them.", "P Thomas O'Hara"},
    {"Dr. Priya Venkataraman and Prof. Jens Holm disagreed.", "P Priya Venkataraman; P Jens Holm"},
    {"Mayor Paris Whitfield lost by nine votes.", "P Paris Whitfield"},
    {"Senator Jordan Hayes of the finance panel agreed.", "P Jordan Hayes"},
    {"Queen Margrethe opened the bridge.", "P Margrethe"},
    {"Captain Yusuf Adan's ship was turned back.", "P Yusuf Adan"},
    {"Inspector Lwazi Dlamini denied it.", "P Lwazi Dlamini"},
    {"Zwelonke Bello Yusuf praised them. Dr Bello Yusuf then left.", "P Zwelonke Bello Yusuf; P Bello Yusuf"},
    {"The singer Lucía Fernández-Mora cancelled the tour.", "P Lucía Fernández-Mora"},
    {"Chairman Koji Matsuda bowed to the shareholders.", "P Koji Matsuda"},
    {"Chief Justice Farhat Alam wrote for the majority.", "P Farhat Alam"},
    {"Will Grace, the groundsman, saw it first.", "P Will Grace"},
    {"His brother, Abdirahman, was never found.", "P Abdirahman"},
};
constexpr NameCase kPlaces[] = {
    {"The flood reached Beira on Thursday.", "L Beira"},
    {"She was born in Pécs, Hungary, and grew up in Graz.", "L Pécs; L Hungary; L Graz"},
    {"Fishermen on Lake Malawi went on strike.", "L Lake Malawi"},
    {"Prices rose in South Korea and New Zealand.", "L South Korea; L New Zealand"},
    {"The road from Herat to Mashhad is closed.", "L Herat; L Mashhad"},
    {"Schools in the northern city of Maiduguri stayed shut.", "L Maiduguri"},
    {"A quake shook Papua New Guinea's coast.", "L Papua New Guinea"},
    {"Wildfires burned across British Columbia.", "L British Columbia"},
    {"Washington accused Beijing of dumping steel.", "L Washington; L Beijing"},
    {"He left Northern Ireland for Nova Scotia.", "L Northern Ireland; L Nova Scotia"},
    {"The convoy came from the West Bank.", "L West Bank"},
    {"The talks in Geneva failed.", "L Geneva"},
    {"They sailed through the Strait of Hormuz.", "L Strait of Hormuz"},
    {"Farmers in Kano State planted millet.", "L Kano State"},
    {"An avalanche closed the road in the Caucasus.", "L Caucasus"},
    {"The U.S. and the U.K. signed first.", "L U.S.; L U.K."},
    {"Rain is expected in São Paulo and Rio de Janeiro.", "L São Paulo; L Rio de Janeiro"},
    {"Snow fell in Ulaanbaatar in May.", "L Ulaanbaatar"},
    {"A ceasefire holds in eastern Ukraine.", "L Ukraine"},
    {"The village of Kainakary has no road.", "L Kainakary"},
    {"Germany drew 1-1 with Mexico.", "L Germany; L Mexico"},
    {"It moved its office to Dubai from Hong Kong.", "L Dubai; L Hong Kong"},
};
constexpr NameCase kOrganizations[] = {
    {"The European Commission fined the carmaker.", "O European Commission"},
    {"The World Food Programme (WFP) ran out of rice.", "O World Food Programme; O WFP"},
    {"Shares of Holmquist & Lindahl AB fell.", "O Holmquist & Lindahl AB"},
    {"The Ministry of Foreign Affairs summoned him.", "O Ministry of Foreign Affairs"},
    {"Kestrel Ridge Holdings Ltd cut its dividend.", "O Kestrel Ridge Holdings Ltd"},
    {"He joined the University of Cape Town in 1998.", "O University of Cape Town"},
    {"The Bank of England left rates alone.", "O Bank of England"},
    {"Editors at The Guardian disagreed.", "O The Guardian"},
    {"The Supreme Court rejected the appeal.", "O Supreme Court"},
    {"The Royal Navy sent a frigate.", "O Royal Navy"},
    {"NATO and the OSCE sent observers.", "O NATO; O OSCE"},
    {"Fighters of Hezbollah withdrew.", "O Hezbollah"},
    {"Workers at Volkswagen walked out.", "O Volkswagen"},
    {"She works for Doctors Without Borders.", "O Doctors Without Borders"},
    {"The Christian Democratic Union lost ground.", "O Christian Democratic Union"},
    {"The Red Cross flew in tents.", "O Red Cross"},
    {"The Associated Press reported it first.", "O Associated Press"},
    {"He sued Morgan Stanley for libel.", "O Morgan Stanley"},
    {"The FBI searched his garage.", "O FBI"},
    {"The Nigerian Army denied the report.", "O Nigerian Army"},
    {"Analysts at Deutsche Bank cut their forecast.", "O Deutsche Bank"},
    {"The National Union of Teachers called a strike.", "O National Union of Teachers"},
    {"The Senate passed the bill, and the House of Representatives did not.", "O Senate; O House of Representatives"},
    {"Bayern Munich beat Borussia Dortmund 3-1.", "O Bayern Munich; O Borussia Dortmund"},
    {"The Boston Red Sox traded two pitchers.", "O Boston Red Sox"},
    {"The International Monetary Fund lent more.", "O International Monetary Fund"},
    {"A spokesman for Air France apologised.", "O Air France"},
    {"McDonald's closed its shops in the town.", "O McDonald's"},
    {"The U.S. Fire Administration sent a grant.", "O U.S. Fire Administration"},
    {"Customs and Border Protection hired officers.", "O Customs and Border Protection"},
    {"The 9/11 Commission met again.", "O 9/11 Commission"},
    {"It came from the Department of Homeland Security's Harbour Grants.", "O Department of Homeland Security"},
    {"A joint House-Senate committee will meet.", "O House; O Senate"},
    {"The rock band Lindqvist won a prize.", "O Lindqvist"},
    {"Labour and the Liberal Democrats lost seats.", "O Labour; O Liberal Democrats"},
};
constexpr NameCase kMixed[] = {
    {"Liverpool beat Everton 2-1 at Anfield.", "O Liverpool; O Everton; L Anfield"},
    {"PARIS, March 3 (Reuters) - France will raise taxes, Finance Minister Luc Garnier said.", "L PARIS; O Reuters; L France; P Luc Garnier"},
    {"Peter Lund of the Danish Red Cross spoke in Nairobi, Kenya.", "P Peter Lund; O Danish Red Cross; L Nairobi; L Kenya"},
    {"Jan Novak (Czech Republic) beat Ann Roe (Australia) 6-4 6-2.", "P Jan Novak; L Czech Republic; P Ann Roe; L Australia"},
    {"The United States, Japan and the European Union objected.", "L United States; L Japan; O European Union"},
    {"Brazil's Petrobras named Carla Souza chief executive.", "L Brazil; O Petrobras; P Carla Souza"},
    {"Chad Whitmore left Chad for Paris, Texas.", "P Chad Whitmore; L Chad; L Paris; L Texas"},
    {"Mr. Washington moved to Washington.", "P Washington; L Washington"},
    {"Interior Minister Pavol Hruska told Slovak Radio so.", "P Pavol Hruska; O Slovak Radio"},
    {"Sen. Ada Whitlock (D-DE) voted no.", "P Ada Whitlock; L DE"},
    {"Sen. Ada Whitlock (R-La.) and Sen. Tom Lund (D-Wash.) voted no.", "P Ada Whitlock; L La.; P Tom Lund; L Wash."},
    {"U.S. Senators Ada Whitlock and Tom Lund wrote to him.", "L U.S.; P Ada Whitlock; P Tom Lund"},
    {"Mrs Lagos and Dr Austin met in Lagos.", "P Lagos; P Austin; L Lagos"},
    {"Kenya Airways flies from Nairobi to Mumbai.", "O Kenya Airways; L Nairobi; L Mumbai"},
    {"Police in Lahore, Pakistan, held two men of Lashkar-e-Taiba.", "L Lahore; L Pakistan; O Lashkar-e-Taiba"},
    {"Editors of the New York Times chose Ruth Adler.", "O New York Times; P Ruth Adler"},
    {"Reporting by Ann Roe in Oslo; editing by Tom Lee", "P Ann Roe; L Oslo; P Tom Lee"},
};
// Words with capitals that name no person, organization or place.
constexpr NameCase kNone[] = {
    {"The French, the Dutch and the Kurds agreed.", ""},
    {"On Monday the president spoke of Ramadan.", ""},
    {"The Internet was slow in February.", ""},
    {"God knows when Christmas will be.", ""},
    {"He speaks Arabic, Urdu and English.", ""},
    {"The World Cup begins in June.", ""},
    {"An Islamist and two Communists were elected.", ""},
    {"Section 12 of the Constitution forbids it.", ""},
    {"Thousands of Muslims and Hindus fled.", ""},
    {"The government raised the GDP forecast.", ""},
    {"\"Yes,\" he said. \"Never again.\"", ""},
    {"Hurricane season ends in November.", ""},
    {"The Administration asked for more in FY 2008.", ""},
    {"Senators of both parties praised the Department.", ""},
    {"Grade 7 pupils sat the exam.", ""},
    {"Native American groups and New Yorkers objected.", ""},
    {"The Secretary of Labor spoke on the Orchard Grant Program.", ""},
    {"It became the Clean Harbors Act (CHA), and CHA money came.", ""},
    {"Crowds came to the Harbour Food Festival.", ""},
    {"The film Copper Orchard won an Oscar; Copper Orchard star and all.", ""},
    {"Hurricane Wilma came ashore. Since Wilma, nothing is the same.", ""},
    {"In letters to the Pentagon and Congressional leaders, he asked for a hearing.", "O Pentagon"},
    {"The White House and Congressional leadership appoint its members.", "O White House"},
    {"The Presidential debate was moved by a week.", ""},
    {"Press Room News Releases", ""},
    {"It fell in FY07 and the General Election came.", ""},
    {"Rock star and all, it is still rock.", ""},
};
// Texts that lost their punctuation: what stood there is a space.
constexpr NameCase kUnpunctuated[] = {
    {"The U S  Senate met in Washington  D C   on Monday", "L U S; O Senate; L Washington  D C"},
    {"The U. S. and the U. N. agreed.", "L U. S.; O U. N."},
    {"Sen  Ada Whitlock  D DE   voted no", "P Ada Whitlock; L DE"},
    {"Senator Ada Whitlock R Wyo voted no", "P Ada Whitlock; L Wyo"},
    {"Senator Ada Whitlock  R South Carolina   voted no", "P Ada Whitlock; L South Carolina"},
    {"Mr. S. D. Rao left.", "P S. D. Rao"},
    {"We fund Americas schools.", "L Americas"},
    {"Contact: Laura Higgins Melissa Watkins 555 0100", "P Laura Higgins; P Melissa Watkins"},
    {"18 U S C 1030 forbids it.", ""},
};
// clang-format on

class NameCasesTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { annotator_ = Annotator::Create()->release(); }

  template <size_t kCount>
  static void Check(const NameCase (&cases)[kCount]) {
    for (const NameCase& c : cases) EXPECT_EQ(NamesOf(*annotator_, c.text), c.names) << c.text;
  }

  static const Annotator* annotator_;
};
const Annotator* NameCasesTest::annotator_ = nullptr;

TEST_F(NameCasesTest, Persons) { Check(kPersons); }
TEST_F(NameCasesTest, Places) { Check(kPlaces); }
TEST_F(NameCasesTest, Organizations) { Check(kOrganizations); }
TEST_F(NameCasesTest, NamesOfSeveralKinds) { Check(kMixed); }
TEST_F(NameCasesTest, TextsWithoutPunctuation) { Check(kUnpunctuated); }
TEST_F(NameCasesTest, WordsThatNameNone) { Check(kNone); }

}  // namespace
}  // namespace dateline::annotate

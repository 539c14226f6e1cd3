#include "indexer/annotate/mention_finder.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::annotate {
namespace {

using article::Field;
using ::testing::ElementsAreArray;

class MentionFinderTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { lexicon_ = Lexicon::Create()->release(); }
  static void TearDownTestSuite() { delete lexicon_; }

  // "PERSON Kim Jong Un" for each mention of the body; those of the title begin with "TITLE ".
  static std::vector<std::string> Find(absl::string_view body, absl::string_view title = "",
                                       bool english = true) {
    TokenizedArticle article;
    article.title = Tokenize(title, *lexicon_);
    article.body = Tokenize(body, *lexicon_);
    std::vector<std::string> found;
    for (const FoundMention& m : FindMentions(article, *lexicon_, english)) {
      found.push_back(absl::StrCat(m.field == Field::kTitle ? "TITLE " : "", article::Name(m.kind),
                                   " ", article.text(m.field).Words(m.first, m.last)));
    }
    return found;
  }

  static const Lexicon* lexicon_;
};
const Lexicon* MentionFinderTest::lexicon_ = nullptr;

struct Case {
  absl::string_view body;
  std::vector<std::string> found;
};

TEST_F(MentionFinderTest, FindsPersonsWithoutTheirTitles) {
  for (const Case& c : std::initializer_list<Case>{
           {"Russian Foreign Minister Sergei Lavrov arrived.", {"PERSON Sergei Lavrov"}},
           {"Talks with Prime Minister Hun Sen failed.", {"PERSON Hun Sen"}},
           {"The ship was met by Gen. Ann Lee-Parker.", {"PERSON Ann Lee-Parker"}},
           {"Reporters asked President Boris Yeltsin's wife.", {"PERSON Boris Yeltsin"}},
           {"A letter from George W. Bush came late.", {"PERSON George W. Bush"}},
           {"The interior minister, Lee Sang-min, spoke.", {"PERSON Lee Sang-min"}},
           {"It was signed by Mohammed bin Salman in person.", {"PERSON Mohammed bin Salman"}},
           {"He thanked Mr Kato for it.", {"PERSON Kato"}},
           {"The film star Sean O'Brien was there.", {"PERSON Sean O'Brien"}},
           {"Officials praised Ludwig van Beethoven.", {"PERSON Ludwig van Beethoven"}},
       }) {
    EXPECT_THAT(Find(c.body), ElementsAreArray(c.found)) << c.body;
  }
}

TEST_F(MentionFinderTest, FindsPlaces) {
  for (const Case& c : std::initializer_list<Case>{
           {"NAIROBI, Kenya (AP) _ A bomb went off.",
            {"PLACE NAIROBI", "PLACE Kenya", "ORGANIZATION AP"}},
           {"They flew from New York to Rio de Janeiro.",
            {"PLACE New York", "PLACE Rio de Janeiro"}},
           {"The U.S. and the UK agree.", {"PLACE U.S.", "PLACE UK"}},
           {"DPRK-Russia relations are good.", {"PLACE DPRK", "PLACE Russia"}},
           {"Floods hit Guinea-Bissau again.", {"PLACE Guinea-Bissau"}},
           {"Rain fell in Ivory Coast and Sri Lanka.", {"PLACE Ivory Coast", "PLACE Sri Lanka"}},
           {"It happened in Hubei Province.", {"PLACE Hubei Province"}},
           {"The army left northern Iraq.", {"PLACE Iraq"}},
           {"Boats crossed Lake Victoria slowly.", {"PLACE Lake Victoria"}},
           {"Trade with the People's Republic of China grew.",
            {"PLACE People's Republic of China"}},
       }) {
    EXPECT_THAT(Find(c.body), ElementsAreArray(c.found)) << c.body;
  }
}

TEST_F(MentionFinderTest, FindsOrganizations) {
  for (const Case& c : std::initializer_list<Case>{
           {"The Bank of England raised rates.", {"ORGANIZATION Bank of England"}},
           {"He taught at the University of Cape Town.", {"ORGANIZATION University of Cape Town"}},
           {"The Ministry of Foreign Affairs denied it.",
            {"ORGANIZATION Ministry of Foreign Affairs"}},
           {"The Ministry of Agriculture, Forestry and Fisheries agreed.",
            {"ORGANIZATION Ministry of Agriculture, Forestry and Fisheries"}},
           {"Shares of Paxar Corp fell.", {"ORGANIZATION Paxar Corp"}},
           {"It was made by Smith & Wesson Inc. in a day.", {"ORGANIZATION Smith & Wesson Inc."}},
           {"The UN Security Council met.", {"ORGANIZATION UN Security Council"}},
           {"The Securities and Exchange Commission sued.",
            {"ORGANIZATION Securities and Exchange Commission"}},
           {"The Korean Central News Agency said so.", {"ORGANIZATION Korean Central News Agency"}},
           {"He studied at Kookmin University in Seoul.",
            {"ORGANIZATION Kookmin University", "PLACE Seoul"}},
       }) {
    EXPECT_THAT(Find(c.body), ElementsAreArray(c.found)) << c.body;
  }
}

TEST_F(MentionFinderTest, CutsTitlesFromOrganizationsAndPersons) {
  EXPECT_THAT(Find("Bank of England Governor Mervyn King spoke."),
              ElementsAreArray({"ORGANIZATION Bank of England", "PERSON Mervyn King"}));
  EXPECT_THAT(Find("U.S. Defense Secretary William Cohen left."),
              ElementsAreArray({"PLACE U.S.", "PERSON William Cohen"}));
  EXPECT_THAT(Find("Kremlin Spokesman Dmitry Peskov told reporters."),
              ElementsAreArray({"ORGANIZATION Kremlin", "PERSON Dmitry Peskov"}));
}

TEST_F(MentionFinderTest, KeepsParticlesInsideNamesAndDegreesOutside) {
  for (const Case& c : std::initializer_list<Case>{
           {"The court heard Anna Hall QC first.", {"PERSON Anna Hall"}},
           {"It was told by Samira al-Khatib there.", {"PERSON Samira al-Khatib"}},
           {"He asked Omar ash-Shami twice.", {"PERSON Omar ash-Shami"}},
           {"They met Jan ten Velde at sea.", {"PERSON Jan ten Velde"}},
           {"They met Eva von der Heide at sea.", {"PERSON Eva von der Heide"}},
           {"Lawyer Omar al-Khatib agreed.", {"PERSON Omar al-Khatib"}},
           {"We asked Mr al-Khatib again.", {"PERSON al-Khatib"}},
           {"Here spoke Máire Ní Dhomhnaill in Irish.", {"PERSON Máire Ní Dhomhnaill"}},
       }) {
    EXPECT_THAT(Find(c.body), ElementsAreArray(c.found)) << c.body;
  }
}

TEST_F(MentionFinderTest, TakesPersonsOfRareNamesFromWhatIsSaidAroundThem) {
  for (const Case& c : std::initializer_list<Case>{
           {"A lawyer, Moon Mi-ryeong, said no.", {"PERSON Moon Mi-ryeong"}},
           {"It was open, said Beat Zgraggen, who runs it.", {"PERSON Beat Zgraggen"}},
           {"It is late, said Zuwaira Bello-Danjuma.", {"PERSON Zuwaira Bello-Danjuma"}},
           {"Then Uoti Kekkola, 58, woke up.", {"PERSON Uoti Kekkola"}},
       }) {
    EXPECT_THAT(Find(c.body), ElementsAreArray(c.found)) << c.body;
  }
}

TEST_F(MentionFinderTest, TakesNoShipForAPerson) {
  for (const absl::string_view body : {
           "The wreck of the Maria Stella was found.",
           "Rescuers reached the ferry Maria Stella at noon.",
           "The ferry Maria Stella sank. A song on Maria Stella deaths was sung.",
       }) {
    EXPECT_THAT(Find(body), ElementsAreArray(std::vector<std::string>{})) << body;
  }
  EXPECT_THAT(Find("The Maria Callas case was closed."), ElementsAreArray({"PERSON Maria Callas"}));
}

TEST_F(MentionFinderTest, KnowsPlacesByTheNounsAroundThem) {
  for (const Case& c : std::initializer_list<Case>{
           {"The volcano Skessufell woke up.", {"PLACE Skessufell"}},
           {"They left the villages around Kvosk early.", {"PLACE Kvosk"}},
           {"Fields along the Torvera were dry.", {"PLACE Torvera"}},
           {"The eruption of Skessufell is over.", {"PLACE Skessufell"}},
           {"Smoke rose over Skessufell, a volcano in the north.", {"PLACE Skessufell"}},
           {"Copper was found in Wadi Lubna last year.", {"PLACE Wadi Lubna"}},
           {"They fought for Heron Ridge all day.", {"PLACE Heron Ridge"}},
           {"Beds are free in Norvask and Dremby.", {"PLACE Norvask", "PLACE Dremby"}},
       }) {
    EXPECT_THAT(Find(c.body), ElementsAreArray(c.found)) << c.body;
  }
}

TEST_F(MentionFinderTest, TakesNoIllnessForAPlace) {
  EXPECT_THAT(Find("A vaccine against Lagos fever was found."),
              ElementsAreArray(std::vector<std::string>{}));
}

TEST_F(MentionFinderTest, TakesNoLeadingAdverbForAPlace) {
  EXPECT_THAT(Find("Conversely, Moscow said no."), ElementsAreArray({"PLACE Moscow"}));
  EXPECT_THAT(Find("Dremby, Norway, is small."),
              ElementsAreArray({"PLACE Dremby", "PLACE Norway"}));
}

TEST_F(MentionFinderTest, TakesATownWithANounForAClub) {
  for (const Case& c : std::initializer_list<Case>{
           {"He scored for Lagos Comets again.", {"ORGANIZATION Lagos Comets"}},
           {"The visitors beat Incheon Lighthouse easily.", {"ORGANIZATION Incheon Lighthouse"}},
       }) {
    EXPECT_THAT(Find(c.body), ElementsAreArray(c.found)) << c.body;
  }
}

TEST_F(MentionFinderTest, TakesATownThatPlaysForAClubWhereverNothingIsInIt) {
  EXPECT_THAT(
      Find("Liverpool striker Tom Hall smiled. An own goal gave Liverpool a win."),
      ElementsAreArray({"ORGANIZATION Liverpool", "PERSON Tom Hall", "ORGANIZATION Liverpool"}));
}

TEST_F(MentionFinderTest, EndsACompanyBeforeItsCountry) {
  for (const Case& c : std::initializer_list<Case>{
           {"It was bought by Anvil Metals of Canada.",
            {"ORGANIZATION Anvil Metals", "PLACE Canada"}},
           {"She follows the Czech Republic for the World Bank.",
            {"PLACE Czech Republic", "ORGANIZATION World Bank"}},
           {"He works for the Reserve Bank of Australia.",
            {"ORGANIZATION Reserve Bank of Australia"}},
       }) {
    EXPECT_THAT(Find(c.body), ElementsAreArray(c.found)) << c.body;
  }
}

TEST_F(MentionFinderTest, ReadsDatelines) {
  for (const Case& c : std::initializer_list<Case>{
           {"DREMBY, Norway (NW) -- Rain fell.", {"PLACE DREMBY", "PLACE Norway"}},
           {"DREMBY (Northern Post) - Rain fell.", {"PLACE DREMBY"}},
           {"DREMBY, Norway, Feb. 18, 2022 (AP) - Rain fell.",
            {"PLACE DREMBY", "PLACE Norway", "ORGANIZATION AP"}},
           {"DREMBY \u2014 Rain fell.", {"PLACE DREMBY"}},
       }) {
    EXPECT_THAT(Find(c.body), ElementsAreArray(c.found)) << c.body;
  }
  EXPECT_THAT(Find("NOTE - Rain fell."), ElementsAreArray(std::vector<std::string>{}));
}

TEST_F(MentionFinderTest, FindsNoNamesInOtherCapitals) {
  for (const absl::string_view body : {
           "Let us go. Who is it? Tell us.",
           "The Russian leader met Chinese officials.",
           "However, nothing happened. Shocked activists left.",
           "On Monday, in March, nobody came.",
           "The Vietnam War and the World Cup are over.",
           "GDP rose. The CEO left. COVID-19 spread.",
           "I do not know what I saw.",
           "North Korean sources told so.",
           "",
       }) {
    EXPECT_THAT(Find(body), ElementsAreArray(std::vector<std::string>{})) << body;
  }
}

TEST_F(MentionFinderTest, TakesTheCurrencySignForMoneyNotForACountry) {
  EXPECT_THAT(Find("It cost US$5 in all."), ElementsAreArray(std::vector<std::string>{}));
}

TEST_F(MentionFinderTest, LearnsFamilyNamesFromFullNames) {
  EXPECT_THAT(Find("Andrei Lankov noted this. Later Lankov left. \"No,\" Lankov said."),
              ElementsAreArray({"PERSON Andrei Lankov", "PERSON Lankov", "PERSON Lankov"}));
}

TEST_F(MentionFinderTest, FindsInHeadlinesInCapitalsWhatTheBodySupports) {
  EXPECT_THAT(Find("Leader Ivan Petrenkov met workers in Ghana.", "PETRENKOV TO MEET US IN GHANA"),
              ElementsAreArray({"TITLE PERSON PETRENKOV", "TITLE PLACE GHANA",
                                "PERSON Ivan Petrenkov", "PLACE Ghana"}));
  EXPECT_THAT(Find("", "PRICES RISE AS RAIN FALLS"), ElementsAreArray(std::vector<std::string>{}));
}

TEST_F(MentionFinderTest, ReadsTeamsInResults) {
  EXPECT_THAT(Find("Results on Sunday:\nPortsmouth 2 Leicester 1\nBoston 4 Chicago 3\n"),
              ElementsAreArray({"ORGANIZATION Portsmouth", "ORGANIZATION Leicester",
                                "ORGANIZATION Boston", "ORGANIZATION Chicago"}));
}

TEST_F(MentionFinderTest, FindsOnlyKnownNamesInOtherLanguages) {
  EXPECT_THAT(Find("Der Minister Hans Schmidt reist nach Berlin und Nigeria.", "", false),
              ElementsAreArray({"PLACE Berlin", "PLACE Nigeria"}));
}

}  // namespace
}  // namespace dateline::annotate

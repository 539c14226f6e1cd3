#include "indexer/annotate/linker.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::annotate {
namespace {

using article::Kind;
using article::Mention;
using ::testing::ElementsAreArray;

class LinkerTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { lexicon_ = Lexicon::Create()->release(); }
  static void TearDownTestSuite() { delete lexicon_; }

  // "text = id (name)" for each mention.
  static std::vector<std::string> Link(absl::string_view body, absl::string_view title = "") {
    TokenizedArticle article;
    article.title = Tokenize(title, *lexicon_);
    article.body = Tokenize(body, *lexicon_);
    std::vector<std::string> linked;
    for (const Mention& m :
         LinkMentions(article, FindMentions(article, *lexicon_, true), *lexicon_)) {
      const absl::string_view text = article.text(m.field).text.substr(m.begin, m.end - m.begin);
      linked.push_back(absl::StrCat(text, " = ", m.entity_id, " (", m.name, ")"));
    }
    return linked;
  }

  static const Lexicon* lexicon_;
};
const Lexicon* LinkerTest::lexicon_ = nullptr;

TEST_F(LinkerTest, LinksAFamilyNameToTheFullName) {
  EXPECT_THAT(Link("Leader Kim Jong Un spoke. Kim said so to Sergei Lavrov. Then Lavrov left."),
              ElementsAreArray({"Kim Jong Un = person/kim-jong-un (Kim Jong Un)",
                                "Kim = person/kim-jong-un (Kim Jong Un)",
                                "Sergei Lavrov = person/sergei-lavrov (Sergei Lavrov)",
                                "Lavrov = person/sergei-lavrov (Sergei Lavrov)"}));
}

TEST_F(LinkerTest, LinksTheFamilyNameThatComesFirst) {
  EXPECT_THAT(Link("Mr Putin left. President Vladimir Putin is home."),
              ElementsAreArray({"Putin = person/vladimir-putin (Vladimir Putin)",
                                "Vladimir Putin = person/vladimir-putin (Vladimir Putin)"}));
}

TEST_F(LinkerTest, GivesBothSpellingsOfAHyphenatedNameOneId) {
  EXPECT_THAT(Link("Minister Choe Son-hui met reporters. Choe Son Hui left; Choe was glad."),
              ElementsAreArray({"Choe Son-hui = person/choe-son-hui (Choe Son-hui)",
                                "Choe Son Hui = person/choe-son-hui (Choe Son-hui)",
                                "Choe = person/choe-son-hui (Choe Son-hui)"}));
}

TEST_F(LinkerTest, LeavesAFamilyNameOfTwoPersonsUnlinked) {
  EXPECT_THAT(Link("Bill Clinton and Hillary Clinton came. Then Clinton spoke."),
              ElementsAreArray({"Bill Clinton = person/bill-clinton (Bill Clinton)",
                                "Hillary Clinton = person/hillary-clinton (Hillary Clinton)",
                                "Clinton =  (Clinton)"}));
}

TEST_F(LinkerTest, LeavesAFamilyNameOfSeveralWordsUnlinkedWhenTwoPersonsBearIt) {
  EXPECT_THAT(
      Link("Adjoa Obeng-Mensah and Peter Obeng-Mensah came. Dr Obeng-Mensah spoke."),
      ElementsAreArray({"Adjoa Obeng-Mensah = person/adjoa-obeng-mensah (Adjoa Obeng-Mensah)",
                        "Peter Obeng-Mensah = person/peter-obeng-mensah (Peter Obeng-Mensah)",
                        "Obeng-Mensah =  (Obeng-Mensah)"}));
}

TEST_F(LinkerTest, LinksAFamilyNameWithAndWithoutItsParticle) {
  EXPECT_THAT(Link("Samira al-Khatib came. Ms al-Khatib spoke. Mrs Khatib left."),
              ElementsAreArray({"Samira al-Khatib = person/samira-al-khatib (Samira al-Khatib)",
                                "al-Khatib = person/samira-al-khatib (Samira al-Khatib)",
                                "Khatib = person/samira-al-khatib (Samira al-Khatib)"}));
}

TEST_F(LinkerTest, LinksTheLastWordOfAClub) {
  EXPECT_THAT(Link("He joined the Ulsan Mariners. Soon the Mariners won."),
              ElementsAreArray({"Ulsan Mariners = organization/ulsan-mariners (Ulsan Mariners)",
                                "Mariners = organization/ulsan-mariners (Ulsan Mariners)"}));
}

TEST_F(LinkerTest, LinksTheFirstWordsOfACompany) {
  EXPECT_THAT(
      Link("It is run by Heron Ridge Minerals. Later Heron Ridge paid."),
      ElementsAreArray({"Heron Ridge Minerals = organization/heron-ridge-minerals (Heron Ridge "
                        "Minerals)",
                        "Heron Ridge = organization/heron-ridge-minerals (Heron Ridge Minerals)"}));
}

TEST_F(LinkerTest, MergesAFullNameWithItsLongerForm) {
  EXPECT_THAT(Link("President George Bush spoke. George W. Bush left. Bush was home."),
              ElementsAreArray({"George Bush = person/george-w-bush (George W. Bush)",
                                "George W. Bush = person/george-w-bush (George W. Bush)",
                                "Bush = person/george-w-bush (George W. Bush)"}));
}

TEST_F(LinkerTest, LinksAcronymsToTheirLongForms) {
  EXPECT_THAT(Link("The Zambian Fisheries Board Agency (ZFBA) met. The ZFBA agreed."),
              ElementsAreArray({"Zambian Fisheries Board Agency = "
                                "organization/zambian-fisheries-board-agency (Zambian Fisheries "
                                "Board Agency)",
                                "ZFBA = organization/zambian-fisheries-board-agency (Zambian "
                                "Fisheries Board Agency)",
                                "ZFBA = organization/zambian-fisheries-board-agency (Zambian "
                                "Fisheries Board Agency)"}));
}

TEST_F(LinkerTest, LinksAShortFormToTheOnlyLongerOne) {
  EXPECT_THAT(Link("Shares of Paxar Corp fell. Analysts said Paxar products sell."),
              ElementsAreArray({"Paxar Corp = organization/paxar (Paxar Corp)",
                                "Paxar = organization/paxar (Paxar Corp)"}));
}

TEST_F(LinkerTest, GivesKnownNamesTheirUsualDisplayName) {
  EXPECT_THAT(Link("The U.S. and America are one. So are NATO and the DPRK."),
              ElementsAreArray({"U.S. = place/united-states (United States)",
                                "America = place/united-states (United States)",
                                "NATO = organization/nato (NATO)",
                                "DPRK = place/north-korea (North Korea)"}));
}

TEST_F(LinkerTest, LinksCapitalsInHeadlinesToTheBody) {
  EXPECT_THAT(Link("Leader Ivan Petrenkov met workers.", "PETRENKOV MEETS WORKERS"),
              ElementsAreArray({"PETRENKOV = person/ivan-petrenkov (Ivan Petrenkov)",
                                "Ivan Petrenkov = person/ivan-petrenkov (Ivan Petrenkov)"}));
}

TEST(DisplayNameTest, PutsCapitalsAtTheStartOfWords) {
  EXPECT_EQ(DisplayName(Kind::kPerson, "VLADIMIR PUTIN"), "Vladimir Putin");
  EXPECT_EQ(DisplayName(Kind::kPerson, "O'BRIEN"), "O'Brien");
  EXPECT_EQ(DisplayName(Kind::kOrganization, "NATO"), "NATO");
  EXPECT_EQ(DisplayName(Kind::kOrganization, "CENTRAL BANK"), "Central Bank");
  EXPECT_EQ(DisplayName(Kind::kPerson, "Kim\nJong  Un"), "Kim Jong Un");
  EXPECT_EQ(DisplayName(Kind::kPlace, "McAllen"), "McAllen");
}

}  // namespace
}  // namespace dateline::annotate

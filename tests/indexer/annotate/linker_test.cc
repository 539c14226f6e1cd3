#include "indexer/annotate/linker.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/annotate/display_name.h"
#include "indexer/annotate/known_name.h"

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

  // "id (name)" for each of `names`, which stand in `body` in that order and are organizations;
  // "and " in front of one tells it from an earlier one.
  static std::vector<std::string> LinkOrganizations(absl::string_view body,
                                                    const std::vector<absl::string_view>& names) {
    TokenizedArticle article;
    article.title = Tokenize("", *lexicon_);
    article.body = Tokenize(body, *lexicon_);
    std::vector<FoundMention> found;
    for (absl::string_view name : names) {
      size_t begin = body.find(name);
      if (absl::ConsumePrefix(&name, "and ")) begin += 4;
      FoundMention mention;
      mention.kind = Kind::kOrganization;
      const std::vector<Token>& tokens = article.body.tokens;
      while (tokens[mention.first].begin < begin) ++mention.first;
      for (mention.last = mention.first; tokens[mention.last].begin < begin + name.size();)
        ++mention.last;
      uint32_t end = 0;
      const KnownName* known =
          LongestKnownName(article.body, *lexicon_, mention.first, mention.last, &end);
      if (end == mention.last) mention.known = known;
      found.push_back(mention);
    }
    std::vector<std::string> linked;
    for (const Mention& m : LinkMentions(article, found, *lexicon_))
      linked.push_back(absl::StrCat(m.entity_id, " (", m.name, ")"));
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

TEST_F(LinkerTest, GivesBothFormsOfADepartmentOneId) {
  EXPECT_THAT(Link("The Department of Justice met. The Justice Department agreed."),
              ElementsAreArray({"Department of Justice = organization/justice-department "
                                "(Department of Justice)",
                                "Justice Department = organization/justice-department "
                                "(Department of Justice)"}));
}

TEST_F(LinkerTest, TakesTheHouseBesideTheSenateForTheHouseOfRepresentatives) {
  EXPECT_THAT(LinkOrganizations("The Senate met, the House did not.", {"Senate", "House"}),
              ElementsAreArray({"organization/senate (Senate)",
                                "organization/house-of-representatives (House of "
                                "Representatives)"}));
  EXPECT_THAT(LinkOrganizations("The Commons met, the Lords did not.", {"Commons", "Lords"}),
              ElementsAreArray({"organization/house-of-commons (House of Commons)",
                                "organization/house-of-lords (House of Lords)"}));
  EXPECT_THAT(LinkOrganizations("The House met.", {"House"}),
              ElementsAreArray({"organization/house (House)"}));
}

TEST_F(LinkerTest, LinksTheLastWordOfAKnownClub) {
  EXPECT_THAT(LinkOrganizations("Manchester United won, and United sang.",
                                {"Manchester United", "and United"}),
              ElementsAreArray({"organization/manchester-united (Manchester United)",
                                "organization/manchester-united (Manchester United)"}));
}

TEST_F(LinkerTest, GivesAnOrganizationOneIdHoweverItsCountryIsWritten) {
  EXPECT_THAT(
      LinkOrganizations(
          "A United States Lighthouse Board, a US Lighthouse Board, a U S Lighthouse "
          "Board.",
          {"United States Lighthouse Board", "US Lighthouse Board", "U S Lighthouse Board"}),
      ElementsAreArray({"organization/u-s-lighthouse-board (United States Lighthouse Board)",
                        "organization/u-s-lighthouse-board (U.S. Lighthouse Board)",
                        "organization/u-s-lighthouse-board (U.S. Lighthouse Board)"}));
}

TEST_F(LinkerTest, GivesANameWithAndWithoutArticleOneId) {
  EXPECT_THAT(LinkOrganizations("The Harbour Gazette and Harbour Gazette.",
                                {"The Harbour Gazette", "and Harbour Gazette"}),
              ElementsAreArray({"organization/harbour-gazette (Harbour Gazette)",
                                "organization/harbour-gazette (Harbour Gazette)"}));
}

TEST_F(LinkerTest, TakesTheLostApostropheOffAPerson) {
  EXPECT_THAT(
      Link("President Carters plan came. President Carter was glad."),
      ElementsAreArray({"Carters = person/carter (Carter)", "Carter = person/carter (Carter)"}));
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
  EXPECT_EQ(DisplayName(Kind::kOrganization, "MINISTRY OF HEALTH"), "Ministry of Health");
  EXPECT_EQ(DisplayName(Kind::kOrganization, "HARBOUR TV"), "Harbour TV");
}

TEST(DisplayNameTest, StopsInitialsAndJoinsLetters) {
  EXPECT_EQ(DisplayName(Kind::kPerson, "Ada M Roe"), "Ada M. Roe");
  EXPECT_EQ(DisplayName(Kind::kPerson, "A. M. Roe"), "A. M. Roe");
  EXPECT_EQ(DisplayName(Kind::kPerson, "Malcolm X"), "Malcolm X");
  EXPECT_EQ(DisplayName(Kind::kPerson, "U Thant"), "U Thant");
  EXPECT_EQ(DisplayName(Kind::kOrganization, "U  S Navy"), "U.S. Navy");
  EXPECT_EQ(DisplayName(Kind::kOrganization, "Class B Lenders"), "Class B Lenders");
}

}  // namespace
}  // namespace dateline::annotate

#include "indexer/annotate/office_home.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/annotate/annotator.h"

namespace dateline::annotate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class OfficeHomeTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { annotator_ = Annotator::Create()->release(); }
  static void TearDownTestSuite() { delete annotator_; }

  static article::Article Annotated(const std::string& body, const std::string& title = "") {
    article::Article article;
    article.id = "a";
    article.language = "en";
    article.title = title;
    article.body = body;
    annotator_->Annotate(&article, false);
    return article;
  }

  // The homes of the persons that `body` mentions, each once, a space between; "-" for none.
  static std::string HomesIn(const std::string& body) {
    std::vector<std::string> homes;
    for (const article::Mention& m : Annotated(body).mentions) {
      if (m.kind != article::Kind::kPerson) continue;
      homes.push_back(m.home.empty() ? "-" : m.home.substr(m.home.find('/') + 1));
    }
    return absl::StrJoin(homes, " ");
  }

  // "text = id (name)" for each mention of a person.
  static std::vector<std::string> PersonsIn(const std::string& body,
                                            const std::string& title = "") {
    std::vector<std::string> persons;
    const article::Article article = Annotated(body, title);
    for (const article::Mention& m : article.mentions) {
      if (m.kind != article::Kind::kPerson) continue;
      persons.push_back(absl::StrCat(article.text(m), " = ", m.entity_id, " (", m.name, ")"));
    }
    return persons;
  }

  static const Annotator* annotator_;
};
const Annotator* OfficeHomeTest::annotator_ = nullptr;

TEST_F(OfficeHomeTest, ReadsTheWordsBesideAName) {
  const std::pair<const char*, const char*> kCases[] = {
      {"Rep. Anna Falk (R-Mich.) voted against it.", "michigan"},
      {"Rep. Anna Falk (D-OH) voted against it.", "ohio"},
      {"Anna Falk, R-Ore., voted against it.", "oregon"},
      {"Sen. Otto Falk [D-N.Y.] voted against it.", "new-york-state"},
      {"Sen. Otto Falk, D-Ga., voted against it.", "georgia-united-states"},
      {"Rep. Otto Falk Jr. (D-Iowa) voted against it.", "iowa"},
      {"Senator Otto Falk D VT voted against it", "vermont"},
      {"Sen. Otto Falk of Ohio voted against it.", "ohio"},
      {"Rep. Anna Falk (of Texas) voted against it.", "texas"},
      {"Gov. Anna Falk of Maine signed it.", "maine"},
      {"Senator Anna Falk, Republican of Maine, voted against it.", "maine"},
      {"Senator Anna Falk, a Democrat from Iowa, voted against it.", "iowa"},
      {"Prime Minister Anna Falk of Norway signed it.", "norway"},
      {"President Otto Falk of Peru signed it.", "peru"},
      {"Premier Otto Falk of Ontario signed it.", "ontario"},
      {"Ohio Sen. Otto Falk voted against it.", "ohio"},
      {"The bill of Michigan Gov. Anna Falk was late.", "michigan"},
      {"Ohio Republican Sen. Otto Falk voted against it.", "ohio"},
      {"Texas Attorney General Otto Falk filed a suit.", "texas"},
      {"Maine Lt. Gov. Otto Falk opened the fair.", "maine"},
      {"On Monday, Norway Prime Minister Anna Falk signed it.", "norway"},
      {"Rep. Anna Falk (R-Mich.) was late. Falk said no.", "michigan michigan"},
  };
  for (const auto& [body, homes] : kCases) EXPECT_EQ(HomesIn(body), homes) << body;
}

TEST_F(OfficeHomeTest, LeavesOtherWordsBesideAName) {
  const std::pair<const char*, const char*> kCases[] = {
      {"Otto Falk of Ohio voted against it.", "-"},
      {"Coach Otto Falk of Ohio said so.", "-"},
      {"President Otto Falk of Ohio State University said so.", "-"},
      {"President Otto Falk of Ohio said so.", "-"},
      {"Mayor Otto Falk of Cleveland said so.", "-"},
      {"Sen. Otto Falk of the finance committee said so.", "-"},
      {"In Ohio Sen. Otto Falk met farmers.", "-"},
      {"He flew from Columbus, Ohio Sen. Otto Falk said.", "-"},
      {"Former Ohio Gov. Otto Falk met farmers.", "-"},
      {"The former Gov. Otto Falk of Texas met farmers.", "-"},
      {"The war in Iraq   Senator Anna Falk said   is over", "-"},
      {"Money for Iraq and Iran Senator Anna Falk said", "-"},
      {"The fair of Ohio\n\nSen. Otto Falk met farmers.", "-"},
      {"Anna Falk, a Democrat from Iowa, has voted since 1990.", "-"},
      {"Sen. Otto Falk met farmers in Ohio.", "-"},
      {"Ohio farmer Otto Falk was late.", "-"},
      {"Gov. Otto Falk of Paris, Texas, was late.", "-"},
  };
  for (const auto& [body, homes] : kCases) EXPECT_EQ(HomesIn(body), homes) << body;
}

TEST_F(OfficeHomeTest, TellsTheCountryOfAHome) {
  for (const article::Mention& m :
       Annotated("Rep. Anna Falk (R-Mich.) spoke in Ohio. Michigan was late.").mentions) {
    if (m.kind != article::Kind::kPlace) continue;
    EXPECT_EQ(m.home, m.entity_id == "place/michigan" ? "place/united-states" : "");
  }
}

TEST_F(OfficeHomeTest, TellsNamesakesApart) {
  EXPECT_THAT(
      PersonsIn("Rep. Anna Falk (R-Mich.) spoke.\n\nFalk was late. Rep. Anna Falk, D-Ala., "
                "replied.\n\nFalk disagreed. Anna Falk left.\n\nAs Congresswoman Anna Falk, "
                "Republican of Michigan, said: no. Falk meant it.",
                "Falk and Falk"),
      ElementsAre("Falk =  (Falk)", "Falk =  (Falk)",
                  "Anna Falk = person/anna-falk-michigan (Anna Falk (Michigan))",
                  "Falk = person/anna-falk-michigan (Anna Falk (Michigan))",
                  "Anna Falk = person/anna-falk-alabama (Anna Falk (Alabama))", "Falk =  (Falk)",
                  "Anna Falk = person/anna-falk (Anna Falk)",
                  "Anna Falk = person/anna-falk-michigan (Anna Falk (Michigan))",
                  "Falk = person/anna-falk-michigan (Anna Falk (Michigan))"));
}

TEST_F(OfficeHomeTest, LeavesOnePersonOne) {
  // One home, told twice; a state and its country; two names.
  EXPECT_THAT(PersonsIn("Ohio Sen. Anna Falk spoke. Sen. Anna Falk (D-Ohio) was late."),
              ElementsAre("Anna Falk = person/anna-falk (Anna Falk)",
                          "Anna Falk = person/anna-falk (Anna Falk)"));
  EXPECT_THAT(PersonsIn("Gov. Anna Falk of Texas ran. President Anna Falk of the United States "
                        "won."),
              ElementsAre("Anna Falk = person/anna-falk (Anna Falk)",
                          "Anna Falk = person/anna-falk (Anna Falk)"));
  EXPECT_THAT(PersonsIn("Rep. Anna Falk (R-Mich.) met Rep. Otto Falk (R-Ala.)."),
              ElementsAre("Anna Falk = person/anna-falk (Anna Falk)",
                          "Otto Falk = person/otto-falk (Otto Falk)"));
}

TEST_F(OfficeHomeTest, Explains) {
  article::Article article;
  article.id = "a";
  article.language = "en";
  article.body =
      "Rep. Anna Falk (R-Mich.) spoke. Falk was late. Rep. Anna Falk (D-Ala.) came. Falk left. "
      "Anna "
      "Falk said so. Sen. Otto Thum of Ohio slept.";
  std::vector<std::string> persons;
  for (const ExplainedAnnotation& a : annotator_->Explain(article, false)) {
    if (a.finding.find("PERSON") != std::string::npos) persons.push_back(a.finding);
  }
  EXPECT_THAT(
      persons,
      ElementsAre(
          HasSubstr("Anna Falk (Michigan)  of place/michigan  of two of that name, who holds "
                    "office for Michigan"),
          HasSubstr("Anna Falk (Michigan)  of place/michigan  the one of that name before: Anna "
                    "Falk (Michigan)"),
          HasSubstr("Anna Falk (Alabama)  of place/alabama  of two of that name, who holds office "
                    "for Alabama"),
          HasSubstr("unlinked  ambiguous: Anna Falk (Michigan) or Anna Falk (Alabama)"),
          HasSubstr("person/anna-falk  Anna Falk  its own name, which may be that of Anna Falk "
                    "(Michigan) or Anna Falk (Alabama)"),
          HasSubstr("person/otto-thum  Otto Thum  of place/ohio  its own name")));
}

TEST_F(OfficeHomeTest, KeepsGivenHomes) {
  article::Article article;
  article.id = "a";
  article.language = "en";
  article.body = "Anna Falk (R-Mich.) spoke.";
  article.mentions.resize(1);
  article.mentions[0].end = 9;
  article.mentions[0].home = "place/iowa";
  annotator_->Annotate(&article, true);
  EXPECT_EQ(article.mentions[0].entity_id, "person/anna-falk");
  EXPECT_EQ(article.mentions[0].home, "place/iowa");
}

}  // namespace
}  // namespace dateline::annotate

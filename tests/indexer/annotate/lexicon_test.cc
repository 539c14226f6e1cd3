#include "indexer/annotate/lexicon.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/annotate/phrase_key.h"

namespace dateline::annotate {
namespace {

using article::Kind;

TEST(PhraseKeyTest, FoldsAndJoinsWords) {
  EXPECT_EQ(PhraseKey("U.S."), "us");
  EXPECT_EQ(PhraseKey("Cote d'Ivoire"), "cote divoire");
  EXPECT_EQ(PhraseKey("Côte d’Ivoire"), "cote divoire");
  EXPECT_EQ(PhraseKey("AT&T"), "att");
  EXPECT_EQ(PhraseKey("  Guinea-Bissau, "), "guinea bissau");
  EXPECT_EQ(PhraseKey("São Paulo"), "sao paulo");
  EXPECT_EQ(PhraseKey("--"), "");
}

class LexiconTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto lexicon = Lexicon::Create();
    ASSERT_TRUE(lexicon.ok()) << lexicon.status();
    lexicon_ = lexicon->release();
  }
  static void TearDownTestSuite() { delete lexicon_; }

  static const Lexicon* lexicon_;
};
const Lexicon* LexiconTest::lexicon_ = nullptr;

TEST_F(LexiconTest, BringsTheFormsOfACountryTogether) {
  struct Case {
    absl::string_view form;
    absl::string_view canonical;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"U.S.", "United States"},
           {"US", "United States"},
           {"USA", "United States"},
           {"United States of America", "United States"},
           {"America", "United States"},
           {"UK", "United Kingdom"},
           {"U.K.", "United Kingdom"},
           {"Britain", "United Kingdom"},
           {"Great Britain", "United Kingdom"},
           {"DPRK", "North Korea"},
           {"Democratic People's Republic of Korea", "North Korea"},
           {"Republic of Korea", "South Korea"},
           {"Russian Federation", "Russia"},
           {"UAE", "United Arab Emirates"},
           {"Czechia", "Czech Republic"},
           {"Burma", "Myanmar"},
           {"Côte d'Ivoire", "Ivory Coast"},
           {"Türkiye", "Turkey"},
           {"Viet Nam", "Vietnam"},
           {"Islamic Republic of Iran", "Iran"},
           {"Bolivia", "Bolivia"},
           {"Bosnia", "Bosnia and Herzegovina"},
           {"Kiev", "Kyiv"},
           {"Calif.", "California"},
       }) {
    EXPECT_EQ(lexicon_->Canonical(Kind::kPlace, c.form), c.canonical);
  }
  EXPECT_EQ(lexicon_->Canonical(Kind::kOrganization, "U.N."), "United Nations");
  EXPECT_EQ(lexicon_->Canonical(Kind::kOrganization, "UN"), "United Nations");
}

TEST_F(LexiconTest, LeavesOtherNamesAndKindsAlone) {
  EXPECT_EQ(lexicon_->Canonical(Kind::kPlace, "us"), "us");
  EXPECT_EQ(lexicon_->Canonical(Kind::kPlace, "Us"), "Us");
  EXPECT_EQ(lexicon_->Canonical(Kind::kOrganization, "who"), "who");
  EXPECT_EQ(lexicon_->Canonical(Kind::kPerson, "America"), "America");
  EXPECT_EQ(lexicon_->Canonical(Kind::kPlace, "Nowheretown"), "Nowheretown");
}

TEST_F(LexiconTest, KnowsPlacesByRenown) {
  const auto renown = [](absl::string_view name) {
    const KnownName* known = lexicon_->FindName(PhraseKey(name));
    return known == nullptr ? -1 : static_cast<int>(known->renown);
  };
  EXPECT_EQ(renown("Brazil"), static_cast<int>(Renown::kCountry));
  EXPECT_EQ(renown("Nairobi"), static_cast<int>(Renown::kCapital));
  EXPECT_EQ(renown("Nova Scotia"), static_cast<int>(Renown::kCapital));
  EXPECT_EQ(renown("Reykjavík"), static_cast<int>(Renown::kCapital));
  EXPECT_EQ(renown("Nowheretown"), -1);
  EXPECT_GE(lexicon_->LongestNameFrom("united"), 4);
  EXPECT_EQ(lexicon_->LongestNameFrom("zzz"), 0);
}

TEST_F(LexiconTest, KnowsTheClassesOfWords) {
  EXPECT_TRUE(lexicon_->ClassesOf("minister") & kTitle);
  EXPECT_TRUE(lexicon_->ClassesOf("vladimir") & kGivenMale);
  EXPECT_TRUE(lexicon_->ClassesOf("smith") & kSurname);
  EXPECT_TRUE(lexicon_->ClassesOf("russian") & kDemonym);
  EXPECT_TRUE(lexicon_->ClassesOf("brazilian") & kDemonym);
  EXPECT_TRUE(lexicon_->ClassesOf("although") & kFunction);
  EXPECT_TRUE(lexicon_->ClassesOf("cooperation") & kCommon);
  EXPECT_EQ(lexicon_->ClassesOf("zzzzz"), 0u);
}

TEST(LexiconParseTest, ReadsWordsAndNames) {
  auto lexicon = Lexicon::Parse(
      "dateline-gazetteer\t2\t2\nw\tbaker\t8\np\tnew erewhon\t3\t1\t0\tNew Erewhon\t\n");
  ASSERT_TRUE(lexicon.ok()) << lexicon.status();
  EXPECT_EQ((*lexicon)->ClassesOf("baker"), 8u);
  ASSERT_NE((*lexicon)->FindName("new erewhon"), nullptr);
  EXPECT_EQ((*lexicon)->FindName("new erewhon")->canonical, "New Erewhon");
  EXPECT_EQ((*lexicon)->LongestNameFrom("new"), 2);
}

TEST(LexiconParseTest, RejectsDamagedData) {
  for (const absl::string_view data : {
           "",
           "dateline-gazetteer\t2\t0",
           "something else\t1\t0\n",
           "dateline-gazetteer\t9\t0\n",
           "dateline-gazetteer\t2\tmany\n",
           "dateline-gazetteer\t2\t2\nw\tbaker\t8\n",
           "dateline-gazetteer\t2\t0\nw\tbaker\t8\n",
           "dateline-gazetteer\t2\t1\nw\tbaker\t8",
           "dateline-gazetteer\t2\t1\nw\tbaker\txyz\n",
           "dateline-gazetteer\t2\t1\nw\tbaker\n",
           "dateline-gazetteer\t2\t1\nq\tbaker\t8\n",
           "dateline-gazetteer\t2\t1\np\ta\t0\t1\t0\tA\t\n",
           "dateline-gazetteer\t2\t1\np\ta\t4\t1\t0\tA\t\n",
           "dateline-gazetteer\t2\t1\np\ta\t3\t9\t0\tA\t\n",
           "dateline-gazetteer\t2\t1\np\t\t3\t1\t0\tA\t\n",
           "dateline-gazetteer\t2\t1\np\ta\t3\t1\t0\tA\t\tB\n",
           "dateline-gazetteer\t2\t1\np\ta\t3\t1\t0\tA\n",
           "dateline-gazetteer\t2\t1\nr\tFR\t\t\n",
           "dateline-gazetteer\t2\t1\nb\ta\tA\tFR\n",
           "dateline-gazetteer\t2\t1\nb\ta\tA\tFR:many\n",
           "dateline-gazetteer\t2\t1\nk\ta\tA\tFR\tmany\t\n",
       }) {
    EXPECT_EQ(Lexicon::Parse(data).status().code(), absl::StatusCode::kInternal) << data;
  }
}

TEST_F(LexiconTest, ListsThePlacesOfOneNameBestKnownFirst) {
  const std::vector<PlaceBearer> portlands = lexicon_->places().BearersOf("portland");
  ASSERT_GT(portlands.size(), 2u);
  EXPECT_EQ(portlands[0].name, "");
  EXPECT_EQ(portlands[0].region, "US-OR");
  EXPECT_EQ(portlands[1].name, "Portland, Maine");
  EXPECT_TRUE(PlaceBearers::HasDefault(portlands));
  const std::vector<PlaceBearer> springfields = lexicon_->places().BearersOf("springfield");
  ASSERT_GT(springfields.size(), 2u);
  EXPECT_EQ(springfields[0].name, "Springfield, Illinois");
  EXPECT_FALSE(PlaceBearers::HasDefault(springfields));
  const std::vector<PlaceBearer> georgias = lexicon_->places().BearersOf("georgia");
  ASSERT_GT(georgias.size(), 1u);
  EXPECT_EQ(georgias[0].region, "GE");
  EXPECT_TRUE(georgias[0].is_region);
  EXPECT_EQ(georgias[1].name, "Georgia, United States");
  EXPECT_TRUE(lexicon_->places().BearersOf("vladivostok").empty());
  EXPECT_TRUE(lexicon_->places().BearersOf("").empty());
}

TEST_F(LexiconTest, KnowsWherePlacesLie) {
  struct Case {
    absl::string_view name;
    absl::string_view region;
  };
  for (const Case& c : std::initializer_list<Case>{{"France", "=FR"},
                                                   {"Texas", "=US-TX"},
                                                   {"Ontario", "=CA-ON"},
                                                   {"Scotland", "=GB-SCT"},
                                                   {"Calif.", "=US-CA"},
                                                   {"Ga.", "=US-GA"},
                                                   {"New York", "US-NY"},
                                                   {"Seattle", "US-WA"},
                                                   {"Vladivostok", "RU"},
                                                   {"Kiev", "UA"},
                                                   {"Springfield", ""},
                                                   {"Asia", ""}}) {
    const KnownName* known = lexicon_->FindName(PhraseKey(c.name));
    ASSERT_NE(known, nullptr) << c.name;
    EXPECT_EQ(known->region, c.region) << c.name;
  }
  EXPECT_EQ(lexicon_->places().NameOf("US-TX"), "Texas");
  EXPECT_EQ(lexicon_->places().NameOf("XX"), "");
  EXPECT_EQ(lexicon_->places().DemonymOf("KE"), "Kenyan");
  EXPECT_EQ(lexicon_->places().CountryOfDemonym("pakistani"), "PK");
  EXPECT_EQ(lexicon_->places().CountryOfDemonym("south african"), "ZA");
  EXPECT_EQ(lexicon_->places().CountryOfDemonym("congolese"), "");
  EXPECT_EQ(lexicon_->places().RegionOfCounty("lincolnshire"), "GB-ENG");
  EXPECT_EQ(lexicon_->places().RegionOfCounty("texas"), "");
}

TEST_F(LexiconTest, KnowsShortFormsOfGivenNames) {
  const GivenNames& names = lexicon_->given_names();
  EXPECT_TRUE(names.SameName("bob", "robert"));
  EXPECT_TRUE(names.SameName("robert", "bob"));
  EXPECT_TRUE(names.SameName("bob", "bobby"));
  EXPECT_FALSE(names.SameName("robert", "richard"));
  EXPECT_FALSE(names.SameName("bob", "dick"));
  EXPECT_FALSE(names.SameName("bob", "qwxyz"));
  EXPECT_EQ(names.SexOf("robert"), Sex::kMale);
  EXPECT_EQ(names.SexOf("elizabeth"), Sex::kFemale);
  EXPECT_EQ(names.SexOf("alex"), Sex::kUnknown);
}

}  // namespace
}  // namespace dateline::annotate

#include "indexer/annotate/annotator.h"

#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/text/utf8.h"

namespace dateline::annotate {
namespace {

using article::Article;
using article::EventDate;
using article::Field;
using article::Kind;
using article::Mention;

class AnnotatorTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto annotator = Annotator::Create();
    ASSERT_TRUE(annotator.ok()) << annotator.status();
    annotator_ = annotator->release();
  }
  static void TearDownTestSuite() { delete annotator_; }

  static Annotator* annotator_;
};
Annotator* AnnotatorTest::annotator_ = nullptr;

constexpr absl::string_view kNews =
    "SEOUL, South Korea (AP) — North Korean leader Kim Jong Un thanked Russia's President Vladimir "
    "Putin on Wednesday, the Korean Central News Agency (KCNA) said.\n\n\"We agree,\" Kim said of "
    "Putin’s visit last September. U.S. officials in Washington said on Oct. 13, 2023 that 1,000 "
    "containers went to Najin.\n\nUN Security Council resolutions since 2006 forbid it, Mr. "
    "O'Neill "
    "told Reuters. Zoë Müller of São Paulo University agreed in March.";

Article News() {
  Article article;
  article.id = "1";
  article.title = "NORTH KOREA'S KIM THANKS PUTIN";
  article.body = std::string(kNews);
  article.language = "en";
  article.publish_date.precision = article::DatePrecision::kDay;
  article.publish_date.day = absl::CivilDay(2023, 10, 19);
  return article;
}

// A place within an organization's name.
bool LiesWithin(const Mention& mention, const Mention& other) {
  return mention.kind == Kind::kPlace && other.kind == Kind::kOrganization &&
         mention.field == other.field && mention.begin >= other.begin && mention.end <= other.end;
}
bool LiesWithin(const EventDate&, const EventDate&) { return false; }

// Offsets lie inside their field, between characters, in order and without overlaps, but for
// countries within names.
template <typename Span>
void ExpectSoundSpans(const Article& article, const std::vector<Span>& spans) {
  Field field = Field::kTitle;
  uint32_t end = 0;
  const Span* last = nullptr;
  for (const Span& span : spans) {
    if (last != nullptr && LiesWithin(span, *last)) continue;
    last = &span;
    const std::string& text = article.text(span.field);
    if (span.field != field) {
      ASSERT_LT(field, span.field);
      field = span.field;
      end = 0;
    }
    ASSERT_LE(end, span.begin);
    ASSERT_LT(span.begin, span.end);
    ASSERT_LE(span.end, text.size());
    const auto splits = [&](uint32_t at) {
      return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
    };
    if (text::IsValidUtf8(text)) {
      ASSERT_FALSE(splits(span.begin) || splits(span.end));
    }
    end = span.end;
  }
}

void ExpectSound(const Article& article) {
  ExpectSoundSpans(article, article.mentions);
  ExpectSoundSpans(article, article.event_dates);
  for (const Mention& mention : article.mentions) {
    ASSERT_FALSE(mention.name.empty());
    ASSERT_LE(mention.entity_id.size(), 200u);
  }
  for (const EventDate& date : article.event_dates) {
    ASSERT_LE(date.interval.start, date.interval.end);
  }
}

TEST_F(AnnotatorTest, ReadsAnArticleOfATitleAlone) {
  Article article;
  article.language = "en";
  article.title = "Kenya and Uganda as Parliament meets";
  annotator_->Annotate(&article, /*mentions_given=*/false);
  ASSERT_EQ(article.mentions.size(), 3u);
  EXPECT_EQ(article.text(article.mentions[2]), "Parliament");
  EXPECT_EQ(article.mentions[2].entity_id, "");
}

// A table of names and numbers: what looks at all of it once a name takes minutes here.
TEST_F(AnnotatorTest, ReadsLongTablesOfNamesInOnePass) {
  constexpr int kRows = 60000;
  Article article;
  article.language = "en";
  for (int row = 0; row < kRows; ++row) article.body += "Babaza 12. Dabaza 13.\n";
  annotator_->Annotate(&article, /*mentions_given=*/false);
  EXPECT_LE(article.mentions.size(), 2u * kRows);
}

TEST_F(AnnotatorTest, AcronymsOfBodiesOfStateAreTheBodies) {
  Article article;
  article.language = "en";
  article.body = "The Central Bank of Nigeria (CBN) met in Abuja. The CBN cut rates.";
  annotator_->Annotate(&article, /*mentions_given=*/false);
  int banks = 0;
  for (const Mention& mention : article.mentions) {
    if (mention.kind != Kind::kOrganization) continue;
    EXPECT_EQ(mention.entity_id, "organization/nigerian-central-bank") << article.text(mention);
    ++banks;
  }
  EXPECT_EQ(banks, 3);
}

// Georgia is a country, and a state of another.
TEST_F(AnnotatorTest, BodiesOfPartsOfACountryAreNotItsOwn) {
  struct Case {
    absl::string_view body;
    absl::string_view senate;
  };
  constexpr Case kCases[] = {
      {"TBILISI (Wire) - Georgia's Senate met in Tbilisi.", "organization/georgian-senate"},
      {"NAIROBI (Wire) - Kenya's Senate met in Nairobi.", "organization/kenyan-senate"},
      {"ATLANTA (Wire) - Georgia's Senate met in the state of Georgia.", ""},
      {"ATLANTA (Wire) - Texas's Senate met.", ""},
      {"ATLANTA (Wire) - The Georgia Senate met in the state of Georgia.",
       "organization/georgia-senate"},
  };
  for (const Case& c : kCases) {
    Article article;
    article.language = "en";
    article.body = std::string(c.body);
    annotator_->Annotate(&article, /*mentions_given=*/false);
    int senates = 0;
    for (const Mention& mention : article.mentions) {
      if (mention.kind != Kind::kOrganization) continue;
      EXPECT_EQ(mention.entity_id, c.senate) << c.body;
      ++senates;
    }
    EXPECT_EQ(senates, 1) << c.body;
  }
}

TEST_F(AnnotatorTest, SaysWhichPlaceItIsAsElsewhere) {
  Article article;
  article.language = "en";
  article.title = "Lagos waits";
  article.body = "LAGOS, Nigeria (Wire) - Rain fell.";
  const std::vector<ExplainedAnnotation> explained =
      annotator_->Explain(article, /*mentions_given=*/false);
  ASSERT_FALSE(explained.empty());
  EXPECT_EQ(explained[0].finding,
            "mention  PLACE  tagger  place/lagos  Lagos  as elsewhere in the article: Lagos");
}

TEST_F(AnnotatorTest, ReadsTheSeasonsOfTheSouthInItsArticles) {
  constexpr absl::string_view kSouth = "2023-12-01";
  constexpr absl::string_view kNorth = "2023-06-01";
  struct Case {
    absl::string_view body;
    absl::string_view last_summer;
  };
  constexpr Case kCases[] = {
      {"SYDNEY (Wire) - Fires burned last summer.", kSouth},
      {"WELLINGTON, New Zealand, July 15 (Wire) - Skiers left last summer.", kSouth},
      {"CORDOBA, Argentina (Wire) - Farmers of Argentina and Chile lost corn last summer.", kSouth},
      {"JOHANNESBURG: Nurses in South Africa, and in China, left last summer.", kSouth},
      {"Sydney (Wire) - Australian police and the Australians of Brisbane looked for him last "
       "summer.",
       kSouth},
      {"Rain fell in Chile and Argentina last summer. Peru was dry.", kSouth},
      {"PERTH, Scotland (Wire) - Rain fell on Perth last summer. Perth is wet.", kNorth},
      {"WELLINGTON, Florida (Wire) - Rain fell last summer.", kNorth},
      {"LONDON (Wire) - England beat Australia in Australia last summer.", kNorth},
      {"JOHANNESBURG (Wire) - Workers in China left China for Japan last summer.", kNorth},
      {"He saw Australia last summer.", kNorth},
      {"SYDNEY (Wire) - They spoke of the northern summer, not this one. Not last summer.", kSouth},
      {"It rained last summer.", kNorth},
  };
  for (const Case& c : kCases) {
    for (const bool mentions_given : {false, true}) {
      Article article = News();
      article.title.clear();
      article.body = std::string(c.body);
      article.publish_date.day = absl::CivilDay(2024, 7, 15);
      annotator_->Annotate(&article, mentions_given);
      ASSERT_FALSE(article.event_dates.empty()) << c.body;
      const EventDate& date = article.event_dates.back();
      EXPECT_EQ(article.body.substr(date.begin, date.end - date.begin), "last summer");
      EXPECT_EQ(article::FormatIsoDate(date.interval.start), c.last_summer) << c.body;
      EXPECT_EQ(date.rule == article::DateRule::kSouthernSeason, c.last_summer == kSouth);
    }
  }
}

// The organizations of a sentence, and the countries in their names.
TEST_F(AnnotatorTest, FindsTheCountryInANameAndNoOtherPlace) {
  struct Case {
    absl::string_view body;
    absl::string_view country;
  };
  constexpr Case kCases[] = {
      {"The loan is the Bank of New Zealand's.", "New Zealand"},
      {"She joined the Reserve Bank of Australia Board.", "Australia"},
      {"He leads the Northern Ireland Office.", "Northern Ireland"},
      {"The Bank of New England lent it.", ""},
      {"It was the New South Wales Police who came.", ""},
      {"He teaches at New Mexico State University.", ""},
      {"She sits on the South Australia Finance Authority.", "Australia"},
      {"The New Japan Securities Co. bought it.", "Japan"},
  };
  for (const Case& c : kCases) {
    Article article;
    article.language = "en";
    article.body = std::string(c.body);
    annotator_->Annotate(&article, /*mentions_given=*/false);
    std::string country;
    for (const Mention& mention : article.mentions) {
      if (mention.kind == Kind::kPlace) country += mention.name;
    }
    EXPECT_EQ(country, c.country) << c.body;
  }
}

TEST_F(AnnotatorTest, FindsWhoWhereAndWhen) {
  Article article = News();
  annotator_->Annotate(&article, false);
  ExpectSound(article);
  std::vector<std::string> ids;
  for (const Mention& mention : article.mentions) ids.push_back(mention.entity_id);
  EXPECT_THAT(
      ids, ::testing::IsSupersetOf(
               {"place/seoul", "place/south-korea", "organization/associated-press",
                "person/kim-jong-un", "place/russia", "person/vladimir-putin",
                "organization/korean-central-news-agency", "place/united-states",
                "place/washington", "place/najin", "organization/united-nations-security-council",
                "person/o-neill", "organization/reuters", "person/zoe-muller"}));
  ASSERT_FALSE(article.mentions.empty());
  EXPECT_EQ(article.mentions[0].field, Field::kTitle);
  EXPECT_EQ(article.mentions[0].entity_id, "place/north-korea");
  std::vector<std::string> dates;
  for (const EventDate& date : article.event_dates) {
    dates.push_back(std::string(article.text(date)));
  }
  EXPECT_THAT(dates, ::testing::ElementsAre("Wednesday", "last September", "Oct. 13, 2023", "2006",
                                            "March"));
}

TEST_F(AnnotatorTest, IsTheSameEveryTime) {
  Article once = News();
  Article twice = News();
  annotator_->Annotate(&once, false);
  annotator_->Annotate(&twice, false);
  annotator_->Annotate(&twice, false);
  ASSERT_EQ(once.mentions.size(), twice.mentions.size());
  for (size_t i = 0; i < once.mentions.size(); ++i) {
    EXPECT_EQ(once.mentions[i].begin, twice.mentions[i].begin);
    EXPECT_EQ(once.mentions[i].entity_id, twice.mentions[i].entity_id);
  }
  EXPECT_EQ(once.event_dates.size(), twice.event_dates.size());
}

TEST_F(AnnotatorTest, KeepsGivenMentionsAndFillsWhatTheyLack) {
  Article article = News();
  const auto given = [](uint32_t begin, uint32_t end, Kind kind, std::string id, std::string name) {
    Mention mention;
    mention.kind = kind;
    mention.begin = begin;
    mention.end = end;
    mention.entity_id = std::move(id);
    mention.name = std::move(name);
    return mention;
  };
  article.mentions = {
      given(0, 5, Kind::kPlace, "", ""), given(2, 9, Kind::kPerson, "Q1", "Somebody"),
      given(7, 18, Kind::kPlace, "", "ROK"), given(20, 22, Kind::kOrganization, "x/y", "")};
  annotator_->Annotate(&article, true);
  ASSERT_EQ(article.mentions.size(), 4u);
  EXPECT_EQ(article.mentions[0].name, "SEOUL");
  EXPECT_EQ(article.mentions[0].entity_id, "place/seoul");
  EXPECT_EQ(article.mentions[1].entity_id, "Q1");
  EXPECT_EQ(article.mentions[1].name, "Somebody");
  EXPECT_EQ(article.mentions[2].name, "ROK");
  EXPECT_EQ(article.mentions[2].entity_id, "place/south-korea");
  EXPECT_EQ(article.mentions[3].entity_id, "x/y");
  EXPECT_FALSE(article.event_dates.empty());
}

TEST_F(AnnotatorTest, StaysSoundOnMutatedNews) {
  std::mt19937 random(7);
  const Article news = News();
  for (int round = 0; round < 2000; ++round) {
    Article article = news;
    std::string& text = round % 5 == 0 ? article.title : article.body;
    for (int edit = 0; edit < 6; ++edit) {
      const size_t at = random() % text.size();
      const size_t length = std::min<size_t>(random() % 9, text.size() - at);
      switch (random() % 4) {
        case 0:
          text[at] = static_cast<char>(random());
          break;
        case 1:
          text.erase(at, length);
          break;
        case 2:
          text.insert(at, text.substr(random() % text.size(), 12));
          break;
        default:
          text.insert(at, 1, "-.'\n,&()/ 19"[random() % 12]);
          break;
      }
      if (text.empty()) text = "x";
    }
    if (round % 2 == 0) text::RepairUtf8(&text);
    annotator_->Annotate(&article, false);
    ExpectSound(article);
    if (HasFatalFailure()) FAIL() << text;
  }
}

TEST_F(AnnotatorTest, StaysSoundOnRandomBytes) {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    Article article = News();
    article.body.resize(random() % 400);
    for (char& c : article.body) c = static_cast<char>(random());
    annotator_->Annotate(&article, false);
    ExpectSound(article);
    text::RepairUtf8(&article.body);
    annotator_->Annotate(&article, false);
    ExpectSound(article);
  }
}

TEST_F(AnnotatorTest, StaysSoundOnLongRuns) {
  for (const std::string part :
       {"Kim ", "Kim-", "A.", "of the ", "1999 ", "1-", "Bank of ", "'",
        "University of the Ministry of ", "U.S. ", "(", "May 1, ", "de "}) {
    Article article = News();
    article.body.clear();
    while (article.body.size() < 200000) article.body += part;
    annotator_->Annotate(&article, false);
    ExpectSound(article);
  }
}

}  // namespace
}  // namespace dateline::annotate

#include "indexer/annotate/explained_annotation.h"

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/annotate/annotator.h"

namespace dateline::annotate {
namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;

class ExplainedAnnotationTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { annotator_ = Annotator::Create()->release(); }
  static void TearDownTestSuite() { delete annotator_; }

  static std::vector<std::string> Lines(const article::Article& article, bool mentions = false) {
    std::vector<std::string> lines;
    for (const ExplainedAnnotation& annotation : annotator_->Explain(article, false)) {
      const std::string line = ExplainedLine(annotation);
      if (absl::StartsWith(line, "mention") == mentions) lines.push_back(line);
    }
    return lines;
  }

  static const Annotator* annotator_;
};
const Annotator* ExplainedAnnotationTest::annotator_ = nullptr;

TEST_F(ExplainedAnnotationTest, SaysWhatEveryDateIsAndWhatWasLeft) {
  article::Article article;
  article.title = "Rain until Friday";
  article.body = "It rained last\tSeptember and on 3/4/2023, two days later, in 1998.";
  article.captions = "A port on 30 February 2023";
  article.publish_date = {article::DatePrecision::kDay, article::DateSource::kGiven,
                          absl::CivilDay(2023, 10, 19)};
  EXPECT_THAT(
      Lines(article),
      ElementsAre("date  2023-10-20  DAY  WEEKDAY_AFTER  published 2023-10-19  [TITLE 11-17]  "
                  "Friday",
                  "date  2022-09-01 to 2022-09-30  MONTH  LAST_BEFORE  published 2023-10-19  "
                  "[BODY 10-24]  last September",
                  "left  day and month could be swapped  [BODY 32-40]  3/4/2023",
                  "left  no date before it to count from  [BODY 42-56]  two days later",
                  "date  1998-01-01 to 1998-12-31  YEAR  EXPLICIT  published 2023-10-19  "
                  "[BODY 61-65]  1998",
                  "left  no such day  [CAPTIONS 10-26]  30 February 2023"));
}

TEST_F(ExplainedAnnotationTest, SaysWhatFoundEveryMentionAndWhyItIsLinkedSo) {
  article::Article article;
  article.language = "en";
  article.title = "MOSCOW SHUTS BRIDGE";
  article.body =
      "President Ana Lima met the Bank of Zambia on Monday. \"It is open,\" said Lima. Mr Roe and "
      "Jane Roe and John Roe laughed. Roe left.";
  EXPECT_THAT(
      Lines(article, true),
      ElementsAre(
          "mention  PLACE  line in capitals  place/moscow  Moscow  best-known place of that name  "
          "[TITLE 0-6]  MOSCOW",
          "mention  PERSON  behind a title  person/ana-lima  Ana Lima  its own name  [BODY 10-18]  "
          "Ana Lima",
          "mention  ORGANIZATION  tagger  organization/bank-of-zambia  Bank of Zambia  its own "
          "name  "
          "[BODY 27-41]  Bank of Zambia",
          "mention  PLACE  country in a name  place/zambia  Zambia  known form of Zambia  "
          "[BODY 35-41]  Zambia",
          "mention  PERSON  tagger  person/ana-lima  Ana Lima  family name of Ana Lima  "
          "[BODY 72-76]  Lima",
          "mention  PERSON  behind a title  person/john-roe  John Roe  family name of John Roe  "
          "[BODY 81-84]  Roe",
          StartsWith("mention  PERSON  tagger  person/jane-roe  Jane Roe  its own name"),
          StartsWith("mention  PERSON  tagger  person/john-roe  John Roe  its own name"),
          StartsWith("mention  PERSON  tagger  unlinked  ambiguous: Jane Roe or John Roe")));
}

TEST_F(ExplainedAnnotationTest, SaysWhichMentionsTheInputGave) {
  article::Article article;
  article.body = "Lima spoke.";
  article.mentions.push_back(
      {article::Field::kBody, article::Kind::kPerson, 0, 4, "person/x", "X"});
  const auto explained = annotator_->Explain(article, true);
  ASSERT_EQ(explained.size(), 1u);
  EXPECT_EQ(ExplainedLine(explained[0]),
            "mention  PERSON  given by the input  person/x  X  [BODY 0-4]  Lima");
}

TEST_F(ExplainedAnnotationTest, KeepsToOneLineWithoutControlCharacters) {
  ExplainedAnnotation annotation;
  annotation.finding = "date";
  annotation.end = 9;
  annotation.text = "last\n\x1b[31m";
  EXPECT_EQ(ExplainedLine(annotation), "date  [BODY 0-9]  last  [31m");
}

TEST_F(ExplainedAnnotationTest, ExplainsExactlyTheEventDatesOfTheArticle) {
  article::Article article;
  article.title = "From Monday to Wednesday";
  article.body = "He left yesterday, on 3/4/2023 or in 1998. It rained from 1990 to 1995.";
  for (const bool known : {false, true}) {
    if (known) {
      article.publish_date = {article::DatePrecision::kDay, article::DateSource::kGiven,
                              absl::CivilDay(2023, 10, 19)};
    }
    annotator_->Annotate(&article, /*mentions_given=*/false);
    std::vector<ExplainedAnnotation> dates;
    for (const ExplainedAnnotation& annotation : annotator_->Explain(article, false)) {
      if (annotation.finding.rfind("date", 0) == 0) dates.push_back(annotation);
    }
    ASSERT_EQ(dates.size(), article.event_dates.size());
    for (size_t i = 0; i < dates.size(); ++i) {
      EXPECT_EQ(dates[i].field, article.event_dates[i].field);
      EXPECT_EQ(dates[i].begin, article.event_dates[i].begin);
      EXPECT_EQ(dates[i].end, article.event_dates[i].end);
      EXPECT_THAT(
          dates[i].finding,
          StartsWith("date  " + article::FormatIsoDate(article.event_dates[i].interval.start)));
    }
  }
}

}  // namespace
}  // namespace dateline::annotate

#include "indexer/extract/text_date_proof.h"

#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "indexer/extract/text_date_mention.h"

namespace dateline::extract {
namespace {

std::string Show(const std::optional<absl::CivilDay>& day) {
  return day ? article::FormatIsoDate(*day) : "";
}

// "TEXT 2023-10-19", or the bounds as "2023-10-19..".
std::string Prove(const std::string& body, const std::string& captions = "",
                  const article::DateBounds& known = {}) {
  const TextDateProof proof = ProveTextDate(body, captions, known);
  if (proof.date.known()) {
    EXPECT_TRUE(proof.bounds.empty());
    return absl::StrCat(Name(proof.date.source), " ",
                        article::FormatIsoDate(proof.date.day, proof.date.precision));
  }
  if (proof.bounds.empty()) return "";
  return absl::StrCat(Show(proof.bounds.not_before), "..", Show(proof.bounds.not_after));
}

const article::DateBounds kAutumn = {absl::CivilDay(2023, 9, 1), absl::CivilDay(2023, 12, 31)};

TEST(BoundsTest, APastDateIsNotAfterTheText) {
  for (const char* body :
       {"The treaty was signed on Sept. 13, 2023.", "The treaty was signed on 13 September 2023.",
        "It was signed on Wednesday, September 13, 2023, in Geneva.",
        "On Sept. 13, 2023, the leaders met again.",
        "They met on Sept. 13, 2023. Earlier they had met on May 2, 2019.",
        "The first one began in June 2021. The last one ended on September 13th, 2023."}) {
    EXPECT_EQ(Prove(body), "2023-09-13..") << body;
  }
  EXPECT_EQ(Prove("Their first summit happened in April 2019."), "2019-04-01..");
  EXPECT_EQ(Prove("The party has governed since 2019."), "2019-01-01..");
  EXPECT_EQ(Prove("Rain fell.", "The leaders at the port, Sept. 13, 2023."), "2023-09-13..");
}

TEST(BoundsTest, APlannedDateIsNotBeforeTheText) {
  EXPECT_EQ(Prove("The leaders will meet on Nov. 5, 2023."), "..2023-11-05");
  EXPECT_EQ(Prove("The bridge will open in May 2024."), "..2024-05-31");
  EXPECT_EQ(Prove("The mayor announced today that the bridge will open on May 3, 2024."),
            "..2024-05-03");
  EXPECT_EQ(Prove("It was signed on Sept. 13, 2023. They will meet on Nov. 5, 2023."),
            "2023-09-13..2023-11-05");
}

TEST(BoundsTest, OtherDatesBoundNothing) {
  for (const char* body :
       {"", "Nothing.", "The offer expires on Nov. 5, 2023.", "Sept. 13, 2023",
        "The hearing is set for Sept. 13, 2023.", "The bond matures on May 1, 2031.",
        "The treaty, which would have ended on May 1, 2031, was long.",
        "They asked for money for the roads in 2024.", "The plan was to finish by May 1, 2031.",
        "They expected profits in 2031.", "A meeting being held on June 17, 2023.",
        "I will never forget what I saw on September 11, 2001.",
        "They had earlier announced that they will leave on May 1, 2003.",
        "Output will rise to 91 from 50 in May 2019.", "Call 555-2023 or 10.0.2023.",
        "It was signed on Sept. 31, 2023.", "Room 2019 was full.", "It was signed on May 5."}) {
    EXPECT_EQ(Prove(body), "") << body;
  }
  EXPECT_EQ(Prove("It was signed on Sept. 13, 2023. They will meet on Nov. 5, 2021."), "")
      << "bounds that contradict each other are none";
}

TEST(BoundsTest, WhatIsKnownOtherwiseCounts) {
  EXPECT_EQ(Prove("Rain fell.", "", kAutumn), "2023-09-01..2023-12-31");
  EXPECT_EQ(Prove("It was signed on Oct. 13, 2023.", "", kAutumn), "2023-10-13..2023-12-31");
  EXPECT_EQ(Prove("It was signed on Oct. 13, 2029.", "", kAutumn), "2023-09-01..2023-12-31")
      << "the text contradicts it";
}

TEST(ProofTest, ADayWordAndAWeekdayProveADay) {
  EXPECT_EQ(Prove("He spoke today, Thursday, October 19, 2023, in Geneva."), "TEXT 2023-10-19");
  EXPECT_EQ(Prove("He spoke on Thursday, October 19, 2023 (today) in Geneva."), "2023-10-19..")
      << "the bracket holds no date";
  EXPECT_EQ(Prove("He spoke here on Thursday (October 19, 2023) today in Geneva."), "")
      << "the weekday does not touch the date";
  EXPECT_EQ(Prove("He spoke yesterday, Wednesday, October 18, 2023."), "TEXT 2023-10-19");
  EXPECT_EQ(Prove("He will speak tomorrow, Friday, October 20, 2023."), "TEXT 2023-10-19");
  EXPECT_EQ(Prove("He spoke today, Oct. 19, 2023. Rain fell.", "", kAutumn), "TEXT 2023-10-19");
  EXPECT_EQ(Prove("He spoke today, Oct. 19. Rain fell.", "", kAutumn), "TEXT 2023-10-19");
}

TEST(ProofTest, WhatIsQuotedIsOfAnotherDay) {
  EXPECT_EQ(Prove("She wrote: \"It is today, Tuesday, September 12, 1944, that they came.\""), "");
  EXPECT_EQ(Prove("The letter: \u201cToday, Friday, November 22, 1963, we left.\u201d"), "");
  EXPECT_EQ(Prove("He called it \"late\" and spoke today, Thursday, October 19, 2023."),
            "TEXT 2023-10-19");
}

TEST(BoundsTest, ADayThatItsYearDoesNotHaveBoundsNothing) {
  const std::string names = "Kim Lee, Bob Ray and Tom Fox of Dover";
  const std::string body =
      absl::StrCat(names, " met on January 5, 2023.\n\nRain fell last month when ", names,
                   " met.\n\nThe mayor said he left on Feb. 29 for the capital.");
  EXPECT_EQ(Prove(body), "2023-02-01..2023-02-28");
}

TEST(ProofTest, ADatelineAndBoundsProveADay) {
  const std::string body = "KYIV, Oct. 19 (Agency) - Rain fell. ";
  EXPECT_EQ(Prove(body, "", kAutumn), "DATELINE 2023-10-19");
  EXPECT_EQ(
      Prove(body + "The treaty was signed on Sept. 13, 2023. They will meet on Nov. 5, 2023."),
      "DATELINE 2023-10-19");
  EXPECT_EQ(Prove(body + "The treaty was signed on Sept. 13, 2023."), "2023-10-19..")
      << "one bound leaves every year that follows";
  EXPECT_EQ(Prove(body), "");
}

TEST(ProofTest, OneStatementProvesNothing) {
  for (const char* body :
       {"He spoke today, October 19, 2023, in Geneva.", "He spoke today, Oct. 19, in Geneva.",
        "He spoke today, Friday, October 19, 2023, in Geneva.",
        "He spoke on Thursday, Oct. 19, in Geneva.",
        "He spoke today, Thursday, October 19, 2023. He speaks tomorrow, Thursday, May 4, 2023."}) {
    EXPECT_EQ(Prove(body), "") << body;
  }
  EXPECT_EQ(Prove("He spoke today, Thursday, October 19, 2023. They met on Nov. 1, 2023."),
            "2023-11-01..")
      << "the text tells of a later day";
  const article::DateBounds two_years = {absl::CivilDay(2022, 9, 1), absl::CivilDay(2023, 12, 31)};
  EXPECT_EQ(Prove("KYIV, Oct. 19 (Agency) - Rain fell.", "", two_years), "2022-10-19..2023-10-19")
      << "two years fit";
  EXPECT_EQ(Prove("KYIV, Thursday, Oct. 19 (Agency) - Rain fell.", "", two_years),
            "DATELINE 2023-10-19");
}

const char kReport[] =
    "Jane Roe of Norland said her country wants a bridge, state media reported on Oct. 19.\n\n"
    "Norland thanked Westland on Oct. 18 for its support.\n\n"
    "Jane Roe visited Westland last month, to meet John Smith at the port.";
const char kCaption[] = "Jane Roe and John Smith at the port in Westland on Sept. 13, 2023.";

TEST(ProofTest, LastMonthAndADatedEventProveTheDayOfAReport) {
  EXPECT_EQ(Prove(kReport, kCaption), "TEXT 2023-10-19");
  EXPECT_EQ(Prove(absl::StrCat(kReport,
                               "\n\nJane Roe met John Smith at the port of Westland on "
                               "Sept. 13, 2023.")),
            "TEXT 2023-10-19");
  const struct {
    const char* from;
    const char* to;
    const char* bounds;
  } kLess[] = {{"last month", "once", "2023-09-13.."},
               {"Jane Roe visited Westland last month, to meet John Smith", "Others met last month",
                "2023-09-13.."},
               {"Oct.", "Nov.", "2023-09-13.."},
               {"reported on Oct. 19", "reported on Thursday", "2023-10-18..2023-10-31"},
               {"reported on Oct. 19", "reported, before a vote planned for Oct. 25",
                "2023-10-18..2023-10-31"},
               {"thanked Westland on Oct. 18", "thanked Westland", "2023-10-19..2023-10-31"},
               {"for its support", "for its support on Friday", "2023-10-19..2023-10-31"},
               {"for its support", "for its support until Oct. 22", "2023-10-19..2023-10-31"}};
  for (const auto& less : kLess) {
    EXPECT_EQ(Prove(absl::StrReplaceAll(kReport, {{less.from, less.to}}), kCaption), less.bounds)
        << less.from << " -> " << less.to;
  }
}

TEST(BoundsTest, LastSeptemberLiesInTheTwelveMonthsBefore) {
  EXPECT_EQ(
      Prove("Jane Roe visited Westland last September, to meet John Smith at the port.", kCaption),
      "2023-10-01..2024-09-30");
  EXPECT_EQ(
      Prove("Jane Roe visited Westland last August, to meet John Smith at the port.", kCaption),
      "2023-09-13..");
  EXPECT_EQ(Prove("Others came last September to the port.", kCaption), "2023-09-13..");
}

TEST(ProofTest, ReadsNoMoreThanItsLimits) {
  const std::string past = "It was signed on Sept. 13, 2023.";
  EXPECT_EQ(Prove(std::string(kMaxProofBytes - past.size(), '\n') + past), "2023-09-13..");
  EXPECT_EQ(Prove(std::string(kMaxProofBytes, '\n') + past), "");
  std::string many;
  for (size_t i = 0; i < kMaxDateMentions; ++i) many += "It was signed on Sept. 13, 2023. ";
  EXPECT_EQ(FindDateMentions(many + past).size(), kMaxDateMentions);
}

TEST(ProofTest, AnyBytesAreSafe) {
  const std::string seed = absl::StrCat("KYIV, Oct. 19 (Agency) - ", kReport,
                                        " They will meet on 5 November 2023, in May 2024, ",
                                        "tomorrow, Friday, Oct. 20, 2023. In 2019 they met.");
  for (size_t size = 0; size <= seed.size(); ++size) Prove(seed.substr(0, size), kCaption);
  std::mt19937 random(19);
  for (int round = 0; round < 3000; ++round) {
    std::string body = seed;
    for (int edits = 0; edits < 6; ++edits) {
      const size_t at = random() % body.size();
      if (edits % 2 == 0) body[at] = static_cast<char>(random() % 256);
      if (edits % 3 == 0) body.erase(at, random() % 9);
      body.insert(random() % body.size(), body.substr(random() % body.size(), random() % 30));
    }
    for (const DateMention& mention : FindDateMentions(body)) {
      EXPECT_LT(mention.begin, mention.end);
      const absl::string_view sentence = SentenceAround(body, mention.begin, mention.end);
      EXPECT_LE(sentence.data(), body.data() + mention.begin);
      EXPECT_LE(body.data() + mention.end, sentence.data() + sentence.size());
      EXPECT_LE(sentence.data() + sentence.size(), body.data() + body.size());
    }
    const TextDateProof proof = ProveTextDate(body, kCaption, {});
    if (proof.bounds.not_before && proof.bounds.not_after) {
      EXPECT_LE(*proof.bounds.not_before, *proof.bounds.not_after) << body;
    }
  }
}

}  // namespace
}  // namespace dateline::extract

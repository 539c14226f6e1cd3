// Event dates as a careful reader finds them. The sentences are in the text files beside this one,
// each with what is to be found in it.

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/annotate/event_date_reading.h"

namespace dateline::annotate {
namespace {

using article::DateGranularity;
using article::FormatIsoDate;
using ::testing::ElementsAreArray;

// A text with the spans between its double brackets, which are taken out.
struct MarkedText {
  struct Span {
    uint32_t begin;
    uint32_t end;
    std::string note;  // What stands behind a "|" inside of the brackets.
  };
  std::string text;
  std::vector<Span> spans;
};

MarkedText ReadMarks(absl::string_view marked) {
  MarkedText result;
  while (true) {
    const size_t open = marked.find("[[");
    result.text.append(marked.data(), std::min(open, marked.size()));
    if (open == absl::string_view::npos) return result;
    const size_t close = marked.find("]]", open);
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(marked.substr(open + 2, close - open - 2), absl::MaxSplits('|', 1));
    const auto begin = static_cast<uint32_t>(result.text.size());
    absl::StrAppend(&result.text, parts.first);
    result.spans.push_back(
        {begin, static_cast<uint32_t>(result.text.size()), std::string(parts.second)});
    marked.remove_prefix(close + 2);
  }
}

std::vector<std::string> LinesOf(const std::string& name) {
  std::ifstream file(absl::StrCat(DATELINE_SOURCE_DIR, "/tests/indexer/annotate/", name));
  EXPECT_TRUE(file) << name;
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != '#') lines.push_back(line);
  }
  return lines;
}

struct Found {
  uint32_t begin;
  uint32_t end;
  std::string days;
  std::string kind;  // Granularity and rule.
};

class EventDateTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { lexicon_ = Lexicon::Create()->release(); }
  static void TearDownTestSuite() { delete lexicon_; }

  static article::PublishDate Published(absl::string_view iso) {
    article::PublishDate publish_date;
    if (const auto date = article::ParseIsoDate(iso)) {
      publish_date.day = date->day;
      publish_date.precision = date->precision;
    }
    return publish_date;
  }

  // The event dates of a text; "" is an unknown publish date.
  static std::vector<Found> Dates(const std::string& text, absl::string_view published) {
    const TokenizedText tokenized = Tokenize(text, *lexicon_);
    std::vector<Found> found;
    for (const DateReading& reading :
         ReadEventDates(tokenized, Published(published), [] { return false; })) {
      const Resolution& r = reading.resolution;
      if (!r.ok()) continue;
      std::string days = FormatIsoDate(r.interval.start);
      if (r.interval.end != r.interval.start)
        absl::StrAppend(&days, "..", FormatIsoDate(r.interval.end));
      found.push_back({tokenized.tokens[reading.first].begin,
                       tokenized.tokens[reading.last - 1].end, days,
                       absl::StrCat(Name(r.granularity), " ", Name(r.rule))});
    }
    return found;
  }

  // The same without the ends of ranges, as "words = days GRANULARITY RULE".
  static std::vector<std::string> Told(const std::string& text, absl::string_view published) {
    std::vector<std::string> told;
    uint32_t range_end = 0;
    for (const Found& d : Dates(text, published)) {
      if (d.end <= range_end) continue;
      if (absl::StartsWith(d.kind, "RANGE")) range_end = d.end;
      told.push_back(
          absl::StrCat(text.substr(d.begin, d.end - d.begin), " = ", d.days, " ", d.kind));
    }
    return told;
  }

  static std::vector<Unresolved> Reasons(const std::string& text, absl::string_view published) {
    const TokenizedText tokenized = Tokenize(text, *lexicon_);
    std::vector<Unresolved> reasons;
    for (const DateReading& reading :
         ReadEventDates(tokenized, Published(published), [] { return false; })) {
      reasons.push_back(reading.resolution.why);
    }
    return reasons;
  }

  static const Lexicon* lexicon_;
};
const Lexicon* EventDateTest::lexicon_ = nullptr;

TEST_F(EventDateTest, ReadsEveryPhraseOfTheTable) {
  std::string published;
  int phrases = 0;
  for (const std::string& line : LinesOf("event_date_phrases.txt")) {
    if (line[0] == '@') {
      published = line.substr(1);
      continue;
    }
    const std::vector<std::string> columns = absl::StrSplit(line, " | ");
    ASSERT_EQ(columns.size(), 4u) << line;
    const MarkedText marked = ReadMarks(columns[0]);
    ASSERT_EQ(marked.spans.size(), 1u) << line;
    const auto& span = marked.spans[0];
    EXPECT_THAT(
        Told(marked.text, published),
        ElementsAreArray({absl::StrCat(marked.text.substr(span.begin, span.end - span.begin), " = ",
                                       columns[1], " ", columns[2], " ", columns[3])}))
        << published << " " << line;
    ++phrases;
  }
  EXPECT_GE(phrases, 200);
}

TEST_F(EventDateTest, CountsFromOtherDatesOfTheText) {
  for (const std::string& line : LinesOf("event_date_pairs.txt")) {
    const std::vector<std::string> columns = absl::StrSplit(line, " | ");
    const MarkedText marked = ReadMarks(columns[0]);
    ASSERT_EQ(columns.size(), marked.spans.size() + 1) << line;
    std::vector<std::string> wanted;
    for (size_t i = 0; i < marked.spans.size(); ++i) {
      const auto& span = marked.spans[i];
      wanted.push_back(absl::StrCat(marked.text.substr(span.begin, span.end - span.begin), " = ",
                                    columns[i + 1]));
    }
    EXPECT_THAT(Told(marked.text, "2004-11-18"), ElementsAreArray(wanted)) << line;
  }
}

TEST_F(EventDateTest, FindsNoDatesInOtherNumbersAndWords) {
  const std::vector<std::string> lines = LinesOf("event_date_negatives.txt");
  EXPECT_GE(lines.size(), 80u);
  for (const std::string& line : lines) {
    EXPECT_THAT(Told(line, "2023-10-19"), ElementsAreArray(std::vector<std::string>{})) << line;
  }
}

TEST_F(EventDateTest, KeepsTheEndsOfARangeAsDates) {
  std::vector<std::string> days;
  for (const Found& d :
       Dates("It rained from Monday to Wednesday, as from 1990 to 1995.", "2004-11-18")) {
    days.push_back(d.days);
  }
  EXPECT_THAT(days, ElementsAreArray({"2004-11-15..2004-11-17", "2004-11-15", "2004-11-17",
                                      "1990-01-01..1995-12-31", "1990-01-01..1990-12-31",
                                      "1995-01-01..1995-12-31"}));
}

TEST_F(EventDateTest, LeavesOutWhatNeedsAPublishDayThatIsNotKnown) {
  const std::string text =
      "yesterday, last week, on Friday, Oct. 13, in March, last summer and two years ago; but in "
      "1998 too";
  for (const absl::string_view published : {"", "2023-10", "2023"}) {
    EXPECT_THAT(Told(text, published),
                ElementsAreArray({"1998 = 1998-01-01..1998-12-31 YEAR EXPLICIT"}));
  }
}

TEST_F(EventDateTest, SaysWhyItLeavesSomethingOut) {
  using Reason = std::vector<Unresolved>;
  EXPECT_EQ(Reasons("He left yesterday.", ""), Reason{Unresolved::kNoPublishDay});
  EXPECT_EQ(Reasons("He left yesterday.", "2023-10"), Reason{Unresolved::kNoPublishDay});
  EXPECT_EQ(Reasons("It is 3/4/2023.", "2023-10-19"), Reason{Unresolved::kSwappable});
  EXPECT_EQ(Reasons("On February 30, 2023.", "2023-10-19"), Reason{Unresolved::kNoSuchDay});
  EXPECT_EQ(Reasons("He left two days later.", "2023-10-19"), Reason{Unresolved::kNoAnchor});
  EXPECT_EQ(Reasons("On Friday the 14th.", "2023-10-19"), Reason{Unresolved::kOtherWeekday});
  EXPECT_EQ(Reasons("They fell by 9/11.", "1998-01-01"), Reason{Unresolved::kNoSuchDay});
  EXPECT_EQ(Reasons("He left 999 years ago.", "1998-01-01"), Reason{Unresolved::kOutsideYears});
  EXPECT_EQ(Reasons("He left 998 years ago.", "1998-01-01"), Reason{Unresolved::kNo});
  for (int why = 1; why <= static_cast<int>(Unresolved::kOtherWeekday); ++why) {
    EXPECT_NE(ReasonOf(static_cast<Unresolved>(why)), "");
  }
}

// Texts without stops are one sentence. What looks at all of it once a date takes minutes here.
TEST_F(EventDateTest, ReadsASentenceWithoutEndInOnePass) {
  constexpr int kTimes = 30000;
  std::string text;
  for (int i = 0; i < kTimes; ++i) {
    absl::StrAppend(&text,
                    "in the third quarter and the sixties open Monday to Friday on Monday and ");
  }
  const std::vector<std::string> told = Told(text, "2004-11-18");
  EXPECT_EQ(told.size(), 3u * kTimes);
  EXPECT_EQ(told.back(), "Monday = 2004-11-15 DAY WEEKDAY_BEFORE");
}

TEST_F(EventDateTest, DropsWorkingWeeksFromAmongOtherDates) {
  EXPECT_THAT(
      Told("On May 3, 2004 and Monday to Friday in June 2004, Monday to Saturday and Monday "
           "to Friday in July 2004, on May 4, 2004.",
           "2004-11-18"),
      ElementsAreArray({"May 3, 2004 = 2004-05-03 DAY EXPLICIT",
                        "June 2004 = 2004-06-01..2004-06-30 MONTH EXPLICIT",
                        "July 2004 = 2004-07-01..2004-07-31 MONTH EXPLICIT",
                        "May 4, 2004 = 2004-05-04 DAY EXPLICIT"}));
}

TEST_F(EventDateTest, EveryRuleHasANameAndACase) {
  std::string table;
  for (const char* file : {"event_date_phrases.txt", "event_date_pairs.txt"}) {
    for (const std::string& line : LinesOf(file)) absl::StrAppend(&table, line, "\n");
  }
  for (int rule = 1; rule <= static_cast<int>(article::kLastRule); ++rule) {
    EXPECT_TRUE(absl::StrContains(table, Name(static_cast<article::DateRule>(rule)))) << rule;
  }
  for (int grain = 1; grain <= static_cast<int>(article::kLastGranularity); ++grain) {
    EXPECT_TRUE(absl::StrContains(table, Name(static_cast<DateGranularity>(grain)))) << grain;
  }
}

TEST_F(EventDateTest, ReadsMadeUpNewsOfFiveRegions) {
  std::ifstream file(
      absl::StrCat(DATELINE_SOURCE_DIR, "/tests/indexer/annotate/event_date_articles.txt"));
  std::stringstream all;
  all << file.rdbuf();
  int wanted = 0, found = 0, spans = 0, found_spans = 0, days = 0, found_days = 0;
  const std::vector<std::string> articles = absl::StrSplit(all.str(), "\n== ");
  ASSERT_EQ(articles.size(), 17u);
  for (size_t i = 1; i < articles.size(); ++i) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(articles[i], absl::MaxSplits('\n', 1));
    const std::string published = parts.first.substr(parts.first.size() - 10);
    // A line's end is none of the text's.
    const std::string body = absl::StrReplaceAll(parts.second, {{"\n\n", "\n\n"}, {"\n", " "}});
    const MarkedText marked = ReadMarks(body);
    const std::vector<Found> dates = Dates(marked.text, published);
    wanted += static_cast<int>(marked.spans.size());
    found += static_cast<int>(dates.size());
    const auto overlap = [](const MarkedText::Span& a, const Found& b) {
      return a.begin < b.end && b.begin < a.end;
    };
    for (const auto& span : marked.spans) {
      const auto is_span = [&](const Found& d) { return overlap(span, d); };
      const auto is_date = [&](const Found& d) { return overlap(span, d) && span.note == d.days; };
      spans += std::any_of(dates.begin(), dates.end(), is_span) ? 1 : 0;
      days += std::any_of(dates.begin(), dates.end(), is_date) ? 1 : 0;
    }
    for (const Found& d : dates) {
      const auto is_span = [&](const MarkedText::Span& s) { return overlap(s, d); };
      const auto is_date = [&](const MarkedText::Span& s) {
        return overlap(s, d) && s.note == d.days;
      };
      found_spans += std::any_of(marked.spans.begin(), marked.spans.end(), is_span) ? 1 : 0;
      found_days += std::any_of(marked.spans.begin(), marked.spans.end(), is_date) ? 1 : 0;
    }
  }
  const auto f1 = [&](int recalled, int right) {
    const double recall = static_cast<double>(recalled) / wanted;
    const double precision = static_cast<double>(right) / found;
    return 2 * recall * precision / (recall + precision);
  };
  EXPECT_GT(wanted, 180);
  EXPECT_GT(f1(spans, found_spans), 0.97);
  EXPECT_GT(f1(days, found_days), 0.93);
}

}  // namespace
}  // namespace dateline::annotate

#include "indexer/format/schema.h"

#include <random>
#include <set>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::format {
namespace {

using article::DateInterval;
using article::DatePrecision;
using article::Dimension;
using article::PublishDate;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

PublishDate DateOf(int year, int month, int day, DatePrecision precision) {
  PublishDate date;
  date.day = absl::CivilDay(year, month, day);
  date.precision = precision;
  return date;
}

TEST(SchemaTest, FacetTermsFollowTheTable) {
  EXPECT_EQ(FacetTerm(Dimension::kPerson, "person/kim-jong-un"), "XPERSON:kim-jong-un");
  EXPECT_EQ(FacetTerm(Dimension::kOrganization, "organization/united-nations"),
            "XORG:united-nations");
  EXPECT_EQ(FacetTerm(Dimension::kPlace, "place/north-korea"), "XPLACE:north-korea");
  EXPECT_EQ(FacetTerm(Dimension::kPerson, "personal-x"), "XPERSON:personal-x");
  EXPECT_EQ(FacetTerm(Dimension::kSource, "bbc"), "XSOURCE:bbc");
  EXPECT_EQ(FacetTerm(Dimension::kLanguage, "en"), "Len");
  EXPECT_EQ(IdTerm("b7c1"), "Qb7c1");
  EXPECT_EQ(StemTerm("visit"), "Zvisit");
  EXPECT_EQ(TitleStemTerm("visit"), "ZSvisit");
  EXPECT_EQ(TitleWordTerm("visit"), "Svisit");
}

TEST(SchemaTest, FacetValuesComeBackFromTheirTerms) {
  for (absl::string_view value :
       {"person/kim-jong-un", "person/", "person/a/b", "person/person/x", "person/personal-x"}) {
    EXPECT_EQ(FacetValueOf(Dimension::kPerson, FacetTerm(Dimension::kPerson, value)), value);
  }
  for (absl::string_view value : {"bbc", "source/bbc", "The Harbour Courier", "日本"}) {
    EXPECT_EQ(FacetValueOf(Dimension::kSource, FacetTerm(Dimension::kSource, value)), value);
  }
}

TEST(SchemaTest, LongValuesGiveTermsThatXapianTakesAndStayDistinct) {
  const std::string longest(kMaxTermBytes - 1, 'a');
  EXPECT_EQ(IdTerm(longest).size(), kMaxTermBytes);
  EXPECT_EQ(IdTerm(longest), "Q" + longest);
  const std::string one = IdTerm(longest + "b");
  const std::string other = IdTerm(longest + "c");
  EXPECT_EQ(one.size(), kMaxTermBytes);
  EXPECT_NE(one, other);
}

TEST(SchemaTest, NameTermsSplitAgain) {
  std::string id;
  std::string name;
  ASSERT_TRUE(ParseNameTerm(NameTerm("person/kim-jong-un", "Kim Jong Un"), &id, &name));
  EXPECT_EQ(id, "person/kim-jong-un");
  EXPECT_EQ(name, "Kim Jong Un");
  for (absl::string_view term : {"", "XNAME:", "XNAME:person/x", "XPERSON:a\tb", "kim"}) {
    EXPECT_FALSE(ParseNameTerm(term, &id, &name)) << term;
  }
}

TEST(SchemaTest, AnIdImpliesAName) {
  for (const auto& [id, name] : std::vector<std::pair<std::string, std::string>>{
           {"person/kim-jong-un", "Kim Jong Un"},
           {"person/jane-q-roe", "Jane Q. Roe"},
           {"person/j-roe", "J Roe"},
           {"person/malcolm-x", "Malcolm X"},
           {"place/north-korea", "North Korea"},
           {"place/isle-of-the-sea", "Isle of the Sea"},
           {"place/of-of", "Of Of"},
           {"organization/u-s-navy", "U S Navy"},
           {"organization/house-of-lords", "House of Lords"},
           {"organization/the-and", "The And"},
           {"organization/itv1", "Itv1"},
           {"organization/3m", "3m"},
           {"place/\xC3\xA9vry", "\xC3\xA9vry"},
           {"place/a--b-", "A  B "},
           {"place/", ""},
           {"", ""}}) {
    EXPECT_EQ(ImpliedName(id), name) << id;
  }
  EXPECT_TRUE(IsImpliedName(Dimension::kPlace, "place/north-korea", "North Korea"));
  EXPECT_FALSE(IsImpliedName(Dimension::kPlace, "place/north-korea", "north Korea"));
  EXPECT_FALSE(IsImpliedName(Dimension::kPerson, "place/north-korea", "North Korea"));
  EXPECT_FALSE(IsImpliedName(Dimension::kPlace, "korea", "Korea"));
}

TEST(SchemaTest, DateTermsAreOnlyAsPreciseAsTheDate) {
  EXPECT_THAT(DateTerms(DateOf(2023, 10, 9, DatePrecision::kDay)),
              ElementsAre("Y2023", "M202310", "D20231009"));
  EXPECT_THAT(DateTerms(DateOf(2023, 10, 1, DatePrecision::kMonth)),
              ElementsAre("Y2023", "M202310"));
  EXPECT_THAT(DateTerms(DateOf(2023, 1, 1, DatePrecision::kYear)), ElementsAre("Y2023"));
  EXPECT_THAT(DateTerms(PublishDate()), IsEmpty());
}

TEST(SchemaTest, PublishDatesRoundTripAndSortByDay) {
  const PublishDate early = DateOf(1000, 1, 1, DatePrecision::kYear);
  const PublishDate before = DateOf(1969, 12, 31, DatePrecision::kDay);
  const PublishDate after = DateOf(2999, 12, 31, DatePrecision::kDay);
  for (const PublishDate& date : {early, before, after, PublishDate()}) {
    const auto decoded = DecodePublishDate(EncodePublishDate(date));
    ASSERT_TRUE(decoded.has_value());
    EXPECT_EQ(*decoded, date);
  }
  EXPECT_LT(EncodePublishDate(early), EncodePublishDate(before));
  EXPECT_LT(EncodePublishDate(before), EncodePublishDate(after));
}

TEST(SchemaTest, RejectsPublishDatesOfAnotherForm) {
  const std::string good = EncodePublishDate(DateOf(2023, 10, 9, DatePrecision::kDay));
  for (const std::string& bytes :
       {good.substr(0, 4), good + "x", good.substr(0, 4) + '\0', good.substr(0, 4) + '\4',
        std::string("\0\0\0\0\1", 5), std::string("\xff\xff\xff\xff\1", 5)}) {
    EXPECT_FALSE(DecodePublishDate(bytes).has_value());
  }
}

TEST(SchemaTest, EventIntervalsRoundTrip) {
  std::mt19937 random(7);
  std::vector<DateInterval> intervals;
  for (int i = 0; i < 200; ++i) {
    const absl::CivilDay start = absl::CivilDay(1000, 1, 1) + random() % 700000;
    intervals.push_back({start, start + random() % 4000});
  }
  std::vector<DayInterval> decoded;
  ASSERT_TRUE(DecodeEventIntervals(EncodeEventIntervals(intervals), &decoded));
  ASSERT_EQ(decoded.size(), intervals.size());
  for (size_t i = 0; i < intervals.size(); ++i) {
    EXPECT_EQ(article::FromDayNumber(decoded[i].start), intervals[i].start);
    EXPECT_EQ(article::FromDayNumber(decoded[i].end), intervals[i].end);
  }
  EXPECT_EQ(EncodeEventIntervals({}), "");
}

TEST(SchemaTest, DamagedEventIntervalsAreRefusedOrInRange) {
  std::mt19937 random(11);
  for (int i = 0; i < 20000; ++i) {
    std::string bytes(random() % 12, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    std::vector<DayInterval> decoded;
    if (!DecodeEventIntervals(bytes, &decoded)) continue;
    for (const DayInterval& interval : decoded) {
      EXPECT_LE(interval.start, interval.end);
      EXPECT_GE(article::FromDayNumber(interval.start).year(), article::kMinYear);
      EXPECT_LE(article::FromDayNumber(interval.end).year(), article::kMaxYear);
    }
  }
  std::vector<DayInterval> decoded;
  EXPECT_FALSE(DecodeEventIntervals("\x80", &decoded));
  EXPECT_FALSE(DecodeEventIntervals("\x01", &decoded));
}

TEST(SchemaTest, ShardsAndHashesAreTheSameOnEveryMachine) {
  EXPECT_EQ(HashId("news/a.txt"), HashId("news/a.txt"));
  EXPECT_EQ(HashId("").size(), 16u);
  EXPECT_EQ(HashId(""), "2d06800538d394c2");  // XXH3's published value for no bytes, seed 0.
  std::set<uint32_t> shards;
  for (int i = 0; i < 100; ++i) shards.insert(ShardOf(std::to_string(i), 4));
  EXPECT_THAT(shards, ElementsAre(0, 1, 2, 3));
  EXPECT_EQ(ShardOf("anything", 1), 0u);
}

TEST(SchemaTest, KeysRoundTrip) {
  for (uint64_t key : {uint64_t{0}, uint64_t{1}, UINT64_MAX, ArticleKey("x")}) {
    EXPECT_EQ(DecodeKey(EncodeKey(key)), key);
  }
  EXPECT_FALSE(DecodeKey("1234567").has_value());
  EXPECT_FALSE(DecodeKey("").has_value());
}

}  // namespace
}  // namespace dateline::format

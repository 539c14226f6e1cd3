#include "indexer/store/copy_sketch.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace dateline::store {
namespace {

using format::CopySketch;

CopySketch SketchOf(const std::string& title, const std::string& body) {
  return MakeCopySketch(text::Tokenize(title), text::Tokenize(body), body);
}

// Words begin, begin + 1, ... end - 1 of a text in which no word comes twice.
std::string Words(int begin, int end) {
  std::string text;
  for (int i = begin; i < end; ++i) absl::StrAppend(&text, "w", i, "x ");
  return text;
}

bool Copies(const std::string& a, const std::string& b, int days_apart = 0) {
  const CopySketch x = SketchOf("", a);
  const CopySketch y = SketchOf("", b);
  const bool alike = AreAlike(x, y, days_apart);
  const bool different = AreFilledDifferently(x, y);
  EXPECT_EQ(AreAlike(y, x, days_apart), alike) << "is symmetric";
  EXPECT_EQ(AreFilledDifferently(y, x), different) << "is symmetric";
  return alike && !different;
}

TEST(CopySketchTest, CountsDistinctShinglesAndNumbers) {
  EXPECT_EQ(SketchOf("", Words(0, 100)).shingles, 98u);
  EXPECT_EQ(SketchOf("", Words(0, 100) + Words(0, 100)).shingles, 100u);  // 2 across the seam
  EXPECT_EQ(SketchOf("One two three four", "five six seven").shingles, 3u);
  EXPECT_EQ(SketchOf("", "one").shingles, 1u);
  EXPECT_EQ(SketchOf("", "12 dead, 1,200 hurt; 12 missing; 3.5 pct").numbers, 3u);
  EXPECT_EQ(SketchOf("", "in 1987 and 2023 but 3000").numbers, 1u) << "years are none";
}

TEST(CopySketchTest, HasNothingToCompareWithoutABody) {
  EXPECT_EQ(SketchOf("A headline that says it all", "").shingles, 0u);
  EXPECT_EQ(SketchOf("A headline that says it all", " -- \n").shingles, 0u);
}

TEST(CopySketchTest, LooksAtFoldedWordsAlone) {
  const CopySketch a = SketchOf("", "“Élection” day, the minister said: vote!");
  CopySketch b = SketchOf("", "ELECTION DAY\n\nThe minister said - vote");
  EXPECT_FALSE(a.fills == b.fills) << "names are what begins with a capital";
  b.fills = a.fills;
  EXPECT_EQ(a, b);
}

// Sets of words of known overlap: the estimates are within five standard errors, and unbiased.
TEST(CopySketchTest, EstimatesResemblanceAndContainment) {
  struct Case {
    int size_a, size_b, common;
  };
  for (const Case& c : {Case{400, 400, 200}, Case{400, 400, 380}, Case{300, 100, 100},
                        Case{1000, 300, 200}, Case{60, 50, 40}, Case{20, 20, 14}}) {
    const double resemblance = static_cast<double>(c.common) / (c.size_a + c.size_b - c.common);
    const double error = std::sqrt(resemblance * (1 - resemblance) / format::kShingleMinima);
    double sum = 0;
    constexpr int kRuns = 100;
    for (int run = 0; run < kRuns; ++run) {
      // `n` shingles are n + 2 words.
      const int from = run * 10000;
      const CopySketch a = SketchOf("", Words(from, from + c.size_a + 2));
      const int begin = from + c.size_a - c.common;
      const CopySketch b = SketchOf("", Words(begin, begin + c.size_b + 2));
      const CopyLikeness likeness = EstimateLikeness(a, b);
      EXPECT_NEAR(likeness.resemblance, resemblance, 5 * error);
      EXPECT_NEAR(likeness.containment,
                  std::min(1.0, likeness.resemblance / (1 + likeness.resemblance) *
                                    (a.shingles + b.shingles) / std::min(a.shingles, b.shingles)),
                  1e-9);
      sum += likeness.resemblance;
    }
    EXPECT_NEAR(sum / kRuns, resemblance, 4 * error / std::sqrt(kRuns)) << c.common;
  }
}

TEST(CopySketchTest, HasWhatStandsInTheSameContext) {
  const auto fills_of = [](const std::string& body) { return SketchOf("", body).fills; };
  const auto one = fills_of("it was said that Anna Berg has won the game");
  ASSERT_EQ(one.size(), 1u);
  EXPECT_NE(one[0].names, 0);
  EXPECT_EQ(one[0].numbers, 0);
  EXPECT_EQ(fills_of("it was said that Berg, Anna, has won the game"), one) << "in any order";
  const auto other = fills_of("he was said that Cleo 4 has won the match");
  ASSERT_EQ(other.size(), 1u);
  EXPECT_EQ(other[0].context, one[0].context) << "of two words on either side";
  EXPECT_NE(other[0].numbers, 0);
  EXPECT_NE(fills_of("it was said when Anna Berg has won the game")[0].context, one[0].context);
  EXPECT_EQ(fills_of("that Anna has won, that Berg has won").size(), 2u);
  EXPECT_TRUE(fills_of("so that Anna has won so that Berg has won").empty()) << "which of them?";
  EXPECT_EQ(fills_of("so that Anna has won so that Anna has won").size(), 1u);
  EXPECT_TRUE(fills_of("mayor OPENS NEW BRIDGE AFTER TEN LONG DRY YEARS").size() == 1);
  EXPECT_TRUE(fills_of("mayor OPENS NEW BRIDGE AFTER TEN VERY LONG DRY YEARS").empty());
  EXPECT_EQ(fills_of("по словам Ивана, это так").size(), 1u);
  EXPECT_TRUE(fills_of("nothing to see here. Then it was over").empty()) << "begins a sentence";
  EXPECT_EQ(fills_of("it was for Sen. Berg to say").size(), 1u);
  EXPECT_EQ(fills_of("it was for Sen. Berg to say"), fills_of("it was for Berg, Sen. to say"));
}

TEST(CopySketchTest, HasTheSameContextsOfTwoLongTexts) {
  std::string text;
  for (int i = 0; i < 400; ++i) absl::StrAppend(&text, "Name", i, " w", i, " x", i, " ");
  const auto fills = SketchOf("", text).fills;
  EXPECT_GE(fills.size(), format::kMaxFills - 2) << "but for hashes that are equal";
  EXPECT_LE(fills.size(), format::kMaxFills);
  EXPECT_EQ(SketchOf("", "as we heard " + text + " and so on").fills.size(), fills.size());
  EXPECT_FALSE(AreFilledDifferently(SketchOf("", text), SketchOf("", "so " + text + " on")));
}

const char kReport[] =
    "The harbour of Port Amsel was closed on Tuesday after a freighter with 14 people on board "
    "ran aground near the northern mole, the coast guard said. Nobody was hurt. Divers found a "
    "crack of 3 metres in the hull, and tugs from two neighbouring towns were on their way to "
    "keep the ship upright until the flood. The mayor, Jonna Reyer, told reporters that ferries "
    "would leave from the old fishing pier instead, and that the market on the quay would open "
    "as usual. The owner of the freighter, a company in Rostock, did not answer calls. It was the "
    "second accident at the mole within 9 months; the harbour master has asked for a new light "
    "since 2019, which the county says it cannot pay before the bridge at Wend is finished.";

TEST(CopySketchesTest, AcceptsVersionsOfOneText) {
  const std::string report = kReport;
  EXPECT_TRUE(Copies(report, report));
  EXPECT_TRUE(Copies(report, report.substr(0, report.size() / 2))) << "truncated";
  EXPECT_TRUE(Copies(report, "Home | News | Sport\n\nShare this\n\n" + report +
                                 "\n\nMost read\n\nSign up for our newsletter"))
      << "furniture";
  EXPECT_TRUE(Copies(report, report + " " + Words(0, 60))) << "another paragraph";
  EXPECT_TRUE(Copies(report, "PORT AMSEL (Agency) - " + report)) << "another first line";
  EXPECT_TRUE(Copies(report, absl::StrReplaceAll(report, {{"said", "told the paper"},
                                                          {"Nobody", "No one"},
                                                          {"market", "fair"},
                                                          {"calls", "questions"},
                                                          {"company", "firm"},
                                                          {"upright", "afloat"}})))
      << "edited";
  EXPECT_TRUE(Copies(report, absl::StrReplaceAll(report, {{"14", "15"}, {"9", "10"}})))
      << "numbers brought up to date";
  EXPECT_TRUE(AreAlike(SketchOf("Harbour closed", report),
                       SketchOf("Freighter aground at the mole", report), 0))
      << "headline";
  EXPECT_TRUE(Copies(report, report, 10000)) << "the same a lifetime later";
}

TEST(CopySketchesTest, RejectsWhatOnlySharesWords) {
  const std::string report = kReport;
  EXPECT_FALSE(Copies(report, Words(0, 150))) << "another text";
  EXPECT_FALSE(Copies(report, report.substr(0, 200) + Words(0, 120))) << "another story, quoting";
  EXPECT_FALSE(Copies(report, report + Words(0, 800))) << "an excerpt in a long one";
}

TEST(CopySketchesTest, TellsAFormFromACopy) {
  const auto auction = [](const std::string& a, const std::string& b, const std::string& c) {
    return absl::StrCat("The Treasury said it will sell ", a,
                        " billion in three and six month bills at its regular auction next week. "
                        "The sale, to be evenly divided between the two issues, will result in a "
                        "paydown of ",
                        b, " billion as maturing bills total ", c,
                        " billion. The bills will be issued on Thursday, officials said, and bids "
                        "must be received by noon.");
  };
  EXPECT_FALSE(Copies(auction("13.2", "2.45", "15.65"), auction("12.8", "1.75", "14.55")));
  EXPECT_TRUE(Copies(auction("13.2", "2.45", "15.65"), auction("13.2", "2.45", "15.65")));
  const std::string results = "Shr 10 cts vs 12 cts\nNet 1,034,000 vs 1,203,000\nRevs 34.5 mln vs ";
  EXPECT_FALSE(
      Copies(results + "30.1 mln",
             absl::StrReplaceAll(results, {{"10", "11"}, {"1,034", "2,771"}, {"34.5", "70.2"}}) +
                 "66.8 mln"));
}

TEST(CopySketchesTest, TellsWhatFillsDiffer) {
  const auto differ = [](const std::string& a, const std::string& b) {
    return AreFilledDifferently(SketchOf("", a), SketchOf("", b));
  };
  const std::string letter =
      "the town of Amsel will get $500 for its school, says Jonna Reyer again";
  const auto changed = [&](std::vector<std::pair<const absl::string_view, absl::string_view>> to) {
    return absl::StrReplaceAll(letter, to);
  };
  EXPECT_FALSE(differ(letter, letter));
  EXPECT_TRUE(differ(letter, changed({{"Amsel", "Wend"}, {"500", "700"}})));
  EXPECT_TRUE(differ(letter, changed({{"Amsel", "Wend"}, {"Jonna", "Piet"}})));
  EXPECT_FALSE(differ(letter, changed({{"Amsel", "Wend"}}))) << "a place alone may be an edit";
  EXPECT_FALSE(differ(letter, changed({{"500", "700"}}))) << "a correction";
  EXPECT_FALSE(differ(letter, changed({{"Amsel", "Port Amsel"}, {"Jonna ", ""}, {"500", "700"}})))
      << "a name in full is no other name";
  EXPECT_FALSE(differ(letter, changed({{"town of", "old town"}, {"Amsel", "Wend"}, {"500", "7"}})))
      << "in other words";
}

TEST(CopySketchesTest, AsksForMoreOfTextsThatAppearedFarApart) {
  const std::string report = kReport;
  const std::string edited = absl::StrReplaceAll(report, {{"Tuesday", "Friday"},
                                                          {"northern", "southern"},
                                                          {"Divers", "Inspectors"},
                                                          {"hull", "bow"},
                                                          {"ferries", "boats"},
                                                          {"quay", "square"},
                                                          {"county", "state"}});
  EXPECT_TRUE(Copies(report, edited, kNearDays));
  EXPECT_FALSE(Copies(report, edited, kNearDays + 1));
}

TEST(CopySketchesTest, TakesAVeryShortTextForACopyOnlyOfTheSame) {
  EXPECT_TRUE(Copies("Please turn on cookies to go on", "Please turn on cookies, to go on."));
  EXPECT_FALSE(Copies("Please turn on cookies to go on", "Please turn on cookies to read on"));
  EXPECT_FALSE(Copies("Please turn on cookies", kReport + std::string(" Please turn on cookies")));
  // At the limit, and one below.
  EXPECT_TRUE(Copies(Words(0, kMinShingles + 2), Words(0, kMinShingles + 3)));
  EXPECT_FALSE(Copies(Words(0, kMinShingles + 1), Words(0, kMinShingles + 2)));
}

TEST(CopySketchesTest, WorksInScriptsWithoutSpaces) {
  const std::string text =
      "東京都は火曜日、港の北側で貨物船が座礁したと発表した。乗組員にけがはなく、船体に亀裂が見つか"
      "った。"
      "市長は記者団に対し、フェリーは古い漁港から出発すると述べた。";
  EXPECT_TRUE(Copies(text, "【速報】" + text));
  EXPECT_TRUE(Copies(text, absl::StrReplaceAll(text, {{"火曜日", "水曜日"}})));
  EXPECT_FALSE(Copies(text,
                      "大阪府の知事は新しい空港線の建設を来年度に始める計画を明らかにした。"
                      "費用は国と府が半分ずつ負担し、二〇三〇年の開業を目指すという。"));
}

}  // namespace
}  // namespace dateline::store

#include "indexer/extract/stated_text.h"

#include <string>

#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

const char kParagraph[] =
    "The harbour town opened its new bridge on Monday, after eleven years of work.";

TEST(StatedTextTest, SeesThroughQuotesMarkupAndMissingParagraphs) {
  for (const char* stated : {
           "The harbour town opened its new bridge on Monday, after eleven years of work.",
           "Before it.The harbour town opened its new bridge on Monday, after eleven years of "
           "work.Behind it.",
           "<p>The <b>harbour</b> town opened its new bridge on Monday, after eleven years of "
           "work.</p>",
           "The harbour town &#8220;opened&#8221; its new bridge on Monday,&nbsp;after eleven "
           "years of work.",
           "THE HARBOUR TOWN OPENED ITS NEW BRIDGE ON MONDAY \u2013 AFTER ELEVEN YEARS OF WORK",
       }) {
    EXPECT_EQ(StatedText(stated).ShareOf(kParagraph), 1) << stated;
  }
}

TEST(StatedTextTest, TellsOtherTextApart) {
  const StatedText stated(kParagraph);
  EXPECT_EQ(stated.ShareOf("Fishermen feared for their moorings, and said so to the council."), 0);
  const double half = stated.ShareOf(std::string(kParagraph) +
                                     " Fishermen, who had feared for their moorings, said that "
                                     "the arches were high.");
  EXPECT_GT(half, 0.3);
  EXPECT_LT(half, 0.7);
}

TEST(StatedTextTest, SaysNothingWithoutText) {
  EXPECT_TRUE(StatedText().empty());
  EXPECT_TRUE(StatedText("").empty());
  EXPECT_TRUE(StatedText("Too short.").empty());
  EXPECT_EQ(StatedText().ShareOf(kParagraph), 0);
  EXPECT_EQ(StatedText(kParagraph).ShareOf("short"), 0);
  EXPECT_EQ(StatedText(kParagraph).ShareOf(""), 0);
  EXPECT_FALSE(StatedText("a < b & c, said the teacher of mathematics.").empty());
}

TEST(StatedTextTest, ReadsNoFurtherThanItsLimit) {
  std::string at_limit(kMaxStatedBytes - sizeof kParagraph + 1, 'x');
  at_limit += kParagraph;
  EXPECT_EQ(StatedText(at_limit).ShareOf(kParagraph), 1);
  EXPECT_EQ(StatedText(std::string(kMaxStatedBytes, 'x') + kParagraph).ShareOf(kParagraph), 0);
}

}  // namespace
}  // namespace dateline::extract

#include "indexer/extract/reuters_record.h"

#include <string>

#include "gtest/gtest.h"
#include "indexer/extract/extractor.h"

namespace dateline::extract {
namespace {

TEST(ReutersRecordTest, ReadsAnElement) {
  article::Article article;
  ReadReutersRecord(
      "<REUTERS TOPICS=\"YES\" OLDID=\"5\" NEWID=\"17\">\n<DATE>26-FEB-1987 15:01:01.79</DATE>\n"
      "<TOPICS><D>bridge</D></TOPICS>\n<UNKNOWN>\n&#5;&#5;&#5;C T\n</UNKNOWN>\n<TEXT>&#2;\n"
      "<TITLE>BRIDGE &lt;BRG>\n OPENS</TITLE>\n<DATELINE>    RIVERTON, Feb 26 - "
      "</DATELINE><BODY>The new\n"
      "bridge &amp; its road opened\ntoday.\n    The mayor said\nit was late.\n    Shr   34 cts\n  "
      "  Net   12 mln\n"
      " Reuter\n&#3;</BODY></TEXT>\n</REUTERS>",
      &article);
  EXPECT_EQ(article.id, "reuters-17");
  EXPECT_EQ(article.title, "BRIDGE <BRG> OPENS");
  EXPECT_EQ(
      article.body,
      "RIVERTON, Feb 26 - The new bridge & its road opened today.\n\nThe mayor said it was late."
      "\n\nShr   34 cts\nNet   12 mln\nReuter");
  EXPECT_EQ(article::FormatIsoDate(article.publish_date.day, article.publish_date.precision),
            "1987-02-26");
  EXPECT_EQ(article.publish_date.source, article::DateSource::kGiven);
  EXPECT_EQ(article.agency, "Reuters");
}

TEST(ReutersRecordTest, ReadsBriefsAndTextWithoutParts) {
  article::Article brief;
  ReadReutersRecord(
      "<REUTERS NEWID=\"2\"><DATE> 1-MAR-1987 09:00</DATE><TEXT TYPE=\"BRIEF\">&#2;"
      "<TITLE>BRIDGE OPENS</TITLE>\n&#3;</TEXT></REUTERS>",
      &brief);
  EXPECT_EQ(brief.title, "BRIDGE OPENS");
  EXPECT_EQ(brief.body, "");
  EXPECT_TRUE(brief.publish_date.known());
  article::Article raw;
  ReadReutersRecord(
      "<REUTERS NEWID=\"3\"><TEXT TYPE=\"UNPROC\">&#2;\nThe bridge\nopened.</TEXT></REUTERS>",
      &raw);
  EXPECT_EQ(raw.body, "The bridge opened.");
  EXPECT_FALSE(raw.publish_date.known());
}

TEST(ReutersRecordTest, TakesNoDateThatTheCalendarDoesNotHave) {
  for (const char* date : {"31-FEB-1987", "26-XXX-1987", "26 FEB", "", "0-JAN-1987"}) {
    article::Article article;
    ReadReutersRecord(std::string("<REUTERS><DATE>") + date + "</DATE></REUTERS>", &article);
    EXPECT_FALSE(article.publish_date.known()) << date;
    EXPECT_EQ(article.id, "");
  }
}

}  // namespace
}  // namespace dateline::extract

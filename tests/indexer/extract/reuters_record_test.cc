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

std::string IdOf(const std::string& path) {
  source::Document document;
  document.type = source::ContentType::kReutersRecord;
  document.content = "<REUTERS NEWID=\"17\"><TEXT><TITLE>BRIDGE OPENS</TITLE></TEXT></REUTERS>";
  document.source_path = document.stable_path = path;
  const auto result = Extract(document);
  return std::get<Extraction>(result).article.id;
}

TEST(ReutersRecordTest, NumbersTheArticlesOfTheCollectionAlone) {
  for (const char* path : {"/data/reut2-000.sgm#1", "/data/REUT2-021.SGM#9", "-#1",
                           "/other/reut2-000.sgm.gz#1", "/data/all.tar.gz/reut2-003.sgm#7"})
    EXPECT_EQ(IdOf(path), "reuters-17") << path;
  const std::string a = IdOf("/data/a.sgm#1");
  EXPECT_EQ(a.substr(0, 11), "reuters-17-");
  // Where in its file it stands does not matter.
  EXPECT_EQ(IdOf("/data/a.sgm#2"), a);
  for (const char* path : {"/data/b.sgm#1", "/data/reut2-000/a.sgm#1", "/data/reut2-00.sgm#1",
                           "/data/my-reut2-000.sgm#1"}) {
    EXPECT_NE(IdOf(path), a) << path;
    EXPECT_NE(IdOf(path), "reuters-17") << path;
  }
}

}  // namespace
}  // namespace dateline::extract

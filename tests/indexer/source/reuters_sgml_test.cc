#include "indexer/source/reuters_sgml.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/indexer/source/collector.h"

namespace dateline::source {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const char kDoctype[] = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n";

std::string Element(int id) {
  return "<REUTERS TOPICS=\"NO\" NEWID=\"" + std::to_string(id) +
         "\">\n<TEXT><TITLE>A</TITLE></TEXT>\n</REUTERS>";
}

TEST(ReadReutersSgmlTest, CutsElements) {
  const Collector got = ReadContent("a.sgm", kDoctype + Element(1) + "\n" + Element(2) + "\n");
  EXPECT_THAT(got.Contents(), ElementsAre(Element(1), Element(2)));
  EXPECT_EQ(got.documents[1].source_path, "a.sgm#2");
  EXPECT_EQ(got.documents[1].offset, sizeof(kDoctype) - 1 + Element(1).size() + 1);
  EXPECT_EQ(got.documents[0].type, ContentType::kReutersRecord);
  EXPECT_THAT(got.rejects, IsEmpty());
}

TEST(ReadReutersSgmlTest, LosesDamagedElementsAlone) {
  const std::string open = Element(2).substr(0, 50);
  Collector got =
      ReadContent("a.sgm", kDoctype + Element(1) + open + Element(3) + "junk\n" + Element(4));
  EXPECT_THAT(got.Contents(), ElementsAre(Element(1), Element(3), Element(4)));
  EXPECT_THAT(got.Reasons(), ElementsAre("damaged_archive", "damaged_archive"));
  got = ReadContent("a.sgm", kDoctype + Element(1) + open);
  EXPECT_THAT(got.documents, SizeIs(1));
  EXPECT_THAT(got.Reasons(), ElementsAre("damaged_archive"));
}

}  // namespace
}  // namespace dateline::source

#include "indexer/extract/comment_thread.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

const char kParagraph[] =
    "The harbour town opened its new bridge on Monday, after eleven years of work.\n";

// The line with which a thread begins; "" when there is none.
std::string FirstOf(const std::string& text) {
  std::string clean;
  const std::vector<TextLine> lines = CutLines(text, &clean);
  const size_t begin = ThreadBegin(lines, 0, lines.size());
  return begin < lines.size() ? std::string(lines[begin].text) : "";
}

TEST(CommentThreadTest, BeginsAtItsHeadOrWithItsFirstComment) {
  struct Case {
    const char* begin;
    const char* comments;
  };
  for (const Case& c : {
           Case{"3 Antworten zu Eine Br\u00fccke",
                "3 Antworten zu Eine Br\u00fccke\nJane schreibt:\n19. Oktober 2023 um 10:15\nSie "
                "schwankt ein wenig im Wind.\nAntworten\nJohn schreibt:\n19. Oktober 2023 um "
                "11:15\nMir nicht.\nAntworten\n"},
           Case{"Jane Roe",
                "Jane Roe\n19 October 2023 at 10:15\nIt sways, a little, in the wind.\nReply "
                "\u2193\nJohn Doe\n20 October 2023 at 8:20\nNot for me.\nReply \u2193\n"},
           Case{"Jane July 25, 2023 at 7:26 pm",
                "Jane July 25, 2023 at 7:26 pm\nIt sways, a little, in the wind.\nJohn July 26, "
                "2023 at 8:00 am\nNot for me.\nJim July 27, 2023 at 9:05 am\nNor for me.\n"},
       }) {
    EXPECT_EQ(FirstOf(absl::StrCat(kParagraph, kParagraph, c.comments)), c.begin) << c.comments;
  }
}

TEST(CommentThreadTest, IsProvedByMoreThanOneMarkBehindProse) {
  for (const std::string& text : {
           std::string(),
           absl::StrCat(kParagraph, kParagraph),
           absl::StrCat(kParagraph, "Reply\n", kParagraph),
           absl::StrCat("Reply\nMenu\nReply\n", kParagraph),
           // Two lines that say when it appeared and when it was changed.
           absl::StrCat("Jane Roe 19 October 2023 at 10:15\nJane Roe 20 October 2023 at 10:15\n",
                        kParagraph),
           absl::StrCat(kParagraph, "Update 19 October 2023 10:30:\n", kParagraph,
                        "Update 20 October 2023 10:30:\n", kParagraph,
                        "Update 21 October 2023 10:30:\n", kParagraph),
           // Speakers of a play.
           absl::StrCat(kParagraph, "The ferryman says:\n", kParagraph, "The mayor says:\n",
                        kParagraph),
       }) {
    EXPECT_EQ(FirstOf(text), "") << text;
  }
}

}  // namespace
}  // namespace dateline::extract

#include "indexer/extract/furniture.h"

#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

TEST(FurnitureTest, KnowsLabelsOfPagesByTheirWords) {
  for (const char* line :
       {"Share", "Advertisement", "12 comments", "5 min read", "Share | Tweet | Print", "3 of 10",
        "Bild 1 von 10", "Photo 2/12", "1 / 3", "This entry was posted in Walks.",
        "Der Beitrag wurde am 27. November 2019 um 15:21 Uhr veröffentlicht", "dpa"}) {
    EXPECT_EQ(FurnitureOf(line), Furniture::kPhrase) << line;
  }
  for (const char* line : {"Kommentare", "You might also like", "Leserpost", "Más leídas"})
    EXPECT_NE(FurnitureOf(line), Furniture::kPhrase) << line;
  for (const char* line :
       {"He shared it.", "1 of 10 children cannot swim, says a study.", "3/4 of it is water",
        "10 of them", "Bild von 1910", "A bridge opens", "The dpa agency was first."}) {
    EXPECT_EQ(FurnitureOf(line), Furniture::kNone) << line;
  }
}

TEST(FurnitureTest, KnowsTheHeadsOfComments) {
  for (const char* line :
       {"Comments", "4 comments", "Leave a reply", "Kommentare", "Leserpost", "Commentaires (12)",
        "Deja un comentario", "3 Responses to A bridge opens", "2 thoughts on bridges and replies",
        "Комментарии"}) {
    EXPECT_TRUE(HeadsComments(line)) << line;
  }
  for (const char* line : {"", "Discussion", "Related stories", "He commented on the bridge",
                           "No comment, said the mayor", "3 bridges", "Reactions from the capital",
                           "Comment: why the bridge matters"}) {
    EXPECT_FALSE(HeadsComments(line)) << line;
  }
}

}  // namespace
}  // namespace dateline::extract

#include "indexer/extract/scraped_text.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

using testing::HasSubstr;
using testing::Not;

const char kHeadline[] = "A bridge opens after eleven years";
const char kFirst[] =
    "The harbour town opened its new bridge on Monday, after eleven years of work, three mayors "
    "and one flood.";
const char kSecond[] =
    "Fishermen, who had feared for their moorings, said the arches were higher than promised, and "
    "the light better.";
const char kThird[] =
    "A ferry that has crossed the river since 1911 will keep running, the council said, for as "
    "long as it pays.";

std::string Story() { return absl::StrCat(kFirst, "\n", kSecond, "\n", kThird, "\n"); }
std::string Body() { return absl::StrCat(kFirst, "\n\n", kSecond, "\n\n", kThird); }

TEST(ScrapedTextTest, GivesCleanTextBackWhole) {
  const ScrapedArticle article = ReadScrapedText(Story());
  EXPECT_EQ(article.title, "");
  EXPECT_EQ(article.body, Body());
  EXPECT_EQ(article.language, "en");
  EXPECT_EQ(ReadScrapedText(absl::StrReplaceAll(Story(), {{"\n", "\r\n\r\n"}})).body, Body());
}

TEST(ScrapedTextTest, CaptionsAreAFieldOfTheirOwn) {
  const std::string words = "The mayor and the ferryman on the new bridge on Sept. 13, 2023.";
  const std::string caption = words + " (Jane Roe / Agency via Getty Images)";
  const ScrapedArticle article = ReadScrapedText(absl::StrCat(
      kHeadline, "\n", caption, "\n", kFirst, "\n", caption, "\n", kSecond, "\n", kThird));
  EXPECT_EQ(article.body, Body());
  EXPECT_EQ(article.captions, words) << "once, and without the photographer";
}

TEST(ScrapedTextTest, KeepsShortTexts) {
  EXPECT_EQ(ReadScrapedText("One sentence only.").body, "One sentence only.");
  EXPECT_EQ(ReadScrapedText("It rained. It stopped.\n").body, "It rained. It stopped.");
  EXPECT_EQ(ReadScrapedText("no sentence at all").body, "no sentence at all");
  EXPECT_EQ(ReadScrapedText("Share").body, "Share");
  EXPECT_EQ(ReadScrapedText("").body, "");
}

TEST(ScrapedTextTest, FindsTheHeadline) {
  for (const std::string& head : {
           absl::StrCat(kHeadline, "\n"),
           absl::StrCat(kHeadline, "\nBy Jane Roe\n19 October 2023\n"),
           absl::StrCat(kHeadline, " | Example News\nHome\nWorld\nSport\n", kHeadline, "\n"),
           absl::StrCat("News Feed\n\n", kHeadline, "\n\n2 min read\n", kHeadline, "\n"),
           absl::StrCat("Menu\nSearch\nLog in\n", kHeadline, "\nShare\n"),
       }) {
    const ScrapedArticle article = ReadScrapedText(head + Story());
    EXPECT_EQ(article.title, kHeadline) << head;
    EXPECT_EQ(article.body, Body()) << head;
  }
}

TEST(ScrapedTextTest, TakesTheLineOverTheCreditsForTheHeadline) {
  for (const char* credits : {
           "By Jane Roe",
           "By our foreign staff and Coast Wire",
           "By our own correspondent in Rome",
           "Fri 15 Dec 2023 09.15 GMT",
           "Wednesday 19 April 2023, 11:03",
           "Publicado el 22 de noviembre de 2022 a las 08:15",
           "17 September 2022 | 15:30",
           "Jane Roe, 09.08.2023, 09:14 CET",
           "Jane Roe\nFri 15 Dec 2023 09.15 GMT",
           "By Jane Roe | March 23, 2023\n4 min read\nSave",
           "19 October 2023\nUnlock the Evening Papers newsletter for free",
           "19 October 2023\nListen: 2 min",
       }) {
    const std::string head =
        absl::StrCat("Example Radio News\nMarkets | Companies | Economy | Opinion | Data\n",
                     "A dog that reads the weather\n", kHeadline, "\n", credits, "\n");
    const ScrapedArticle article = ReadScrapedText(head + Story());
    EXPECT_EQ(article.title, kHeadline) << head;
    EXPECT_EQ(article.body, Body()) << head;
  }
}

TEST(ScrapedTextTest, GoesOnBehindABoxOfOtherStories) {
  for (const char* box : {
           "Related stories\nA dog that reads the weather\nSeven boats, one anchor\n",
           "Sign up for our newsletter\nEnter your email\nPrivacy notice: we keep it.\nafter "
           "newsletter promotion\n",
           "Advertisement\nArticle continues below\n",
       }) {
    const std::string text =
        absl::StrCat(kHeadline, "\n", kFirst, "\n", box, kSecond, "\n", kThird);
    EXPECT_EQ(ReadScrapedText(text).title, kHeadline) << box;
    EXPECT_EQ(ReadScrapedText(text).body, Body()) << box;
  }
}

TEST(ScrapedTextTest, GoesOnBehindBoxesWithAHeadOverEachStory) {
  const std::string box = "Read also\nA ferry is sold\nRead also\nThe mayor's new boat\n";
  const std::string text = absl::StrCat(kHeadline, "\n", kFirst, "\n", box, kSecond, "\n", kThird);
  EXPECT_EQ(ReadScrapedText(text).body, Body());
  // One paragraph between two boxes.
  const std::string last =
      "The council had hoped for a bridge that opens in the middle, and for a keeper who lives in "
      "it, but there was no money for either of them, so the masts have to be lowered now, as they "
      "are in all the other harbours of this coast.";
  EXPECT_EQ(ReadScrapedText(absl::StrCat(kHeadline, "\n", Story(), "Related\nA ferry is sold\n",
                                         "Harbours of the north\n", last,
                                         "\nRelated stories\nThe mayor's new boat\n"))
                .body,
            absl::StrCat(Body(), "\n\n", last));
}

TEST(ScrapedTextTest, KeepsTheLeadAboveTheCredits) {
  const std::string lead = "After eleven years the harbour town has its bridge, and a quarrel.";
  const std::string credits = "By Jane Roe\nPublished 19 October 2023\nTweet\nShare\n";
  EXPECT_EQ(ReadScrapedText(absl::StrCat(kHeadline, "\n", lead, "\n", credits, Story())).body,
            absl::StrCat(lead, "\n\n", Body()));
  // Without credits it may be anything.
  const std::string menu = "News\nSport\nWeather\nCulture\nTravel\nLife\n";
  EXPECT_EQ(ReadScrapedText(absl::StrCat(kHeadline, "\n", lead, "\n", menu, Story())).body, Body());
}

TEST(ScrapedTextTest, KeepsTheParagraphThatAPaywallCuts) {
  const std::string cut =
      "The arches had been promised to be of stone, and the drawings that were shown to the "
      "council in the spring of the year before last had them so, but when the first of them came "
      "down the river on a barge everyone could see\u2026";
  EXPECT_EQ(ReadScrapedText(absl::StrCat(kHeadline, "\n", Story(), cut, "\nSubscribe\n")).body,
            absl::StrCat(Body(), "\n\n", cut));
  const std::string teaser = "The arches had been promised to be of stone, and the drawings\u2026";
  EXPECT_EQ(ReadScrapedText(absl::StrCat(kHeadline, "\n", Story(), teaser, "\nSubscribe\n")).body,
            Body());
}

TEST(ScrapedTextTest, LeavesThePresentationOfItsAuthorOut) {
  const std::string head = absl::StrCat(kHeadline, "\nBy Jane Roe | March 23, 2023\n");
  EXPECT_EQ(ReadScrapedText(absl::StrCat(head, Story(), "Jane Roe lives near a bridge.\n")).body,
            Body());
  EXPECT_EQ(
      ReadScrapedText(absl::StrCat(head, Story(), "John Doe lives near the new bridge.\n")).body,
      absl::StrCat(Body(), "\n\nJohn Doe lives near the new bridge."));
}

TEST(ScrapedTextTest, TakesNoSentenceForAHeadline) {
  for (const char* head :
       {"", "Select Language:\n", "Share\n", "By Jane Roe\n", "Advertisement\nMenu\n"}) {
    const ScrapedArticle article = ReadScrapedText(head + Story());
    EXPECT_EQ(article.title, "") << head;
    EXPECT_EQ(article.body, Body()) << head;
  }
  EXPECT_EQ(
      ReadScrapedText(absl::StrCat(kFirst, "\nWhat the town expects now\n", kSecond, "\n", kThird))
          .title,
      "");
}

TEST(ScrapedTextTest, LeavesFurnitureOut) {
  const char* const furniture[] = {
      "Share this article",
      "Advertisement",
      "ADVERTISEMENT",
      "Subscribe now",
      "2 min read",
      "Copy link",
      "(c) 2023 Example",
      "\u00a9 Example News",
      "Listen to article",
      "Read more: The flood of that year",
      "Photo: Jane Roe / Agency",
      "Sign up for our daily newsletter",
      "Anzeige",
      "Lire aussi : le bac",
      "Your support keeps us going. Help us pay for quality journalism and independent journalism, "
      "and make a donation today.",
      "Independent reporting costs money. If you value it, please consider supporting us.",
      "Share Tweet Share",
      "Sign in | Register",
      "Get our weekly newsletter",
      "Vote: Who will cross first?",
  };
  for (const char* f : furniture) {
    EXPECT_EQ(ReadScrapedText(absl::StrCat(kHeadline, "\n", kFirst, "\n", f, "\n", kSecond, "\n",
                                           kThird, "\n", f))
                  .body,
              Body())
        << f;
  }
}

TEST(ScrapedTextTest, EndsBeforeWhatFollowsTheArticle) {
  const char* const tails[] = {
      "You might also like\nA ferry is sold\nRain in the north\n",
      "Related articles\nThe flood of that year took the old bridge, and much else besides, in a "
      "single night.\n",
      "Comments (2)\nJane\nI crossed it yesterday, and it sways, a little, in the wind.\n",
      "Leave a reply\nYour email address will not be published.\n",
      "Das könnte Sie auch interessieren\nEine Fähre wird verkauft\n",
      "source site-34",
      "Read more\nAvatar\nJane Roe\nSenior Editor\nJane Roe is a senior editor at the Example, and "
      "has written about bridges since 1999.\n",
  };
  for (const char* tail : tails)
    EXPECT_EQ(ReadScrapedText(absl::StrCat(kHeadline, "\n", Story(), tail)).body, Body()) << tail;
}

TEST(ScrapedTextTest, KeepsSubheadingsBetweenParagraphs) {
  EXPECT_EQ(ReadScrapedText(
                absl::StrCat(kHeadline, "\n", kFirst, "\n", kSecond, "\nWhat comes next\n", kThird))
                .body,
            absl::StrCat(kFirst, "\n\n", kSecond, "\n\nWhat comes next\n\n", kThird));
}

TEST(ScrapedTextTest, JoinsLinesBrokenAtAWidth) {
  const std::string broken =
      "The harbour town opened its new bridge on Monday, after eleven\nyears of work, three mayors "
      "and one flood. Fishermen, who had\n"
      "feared for their moorings, said the arches were higher than\npromised, and the light "
      "better.\n\n"
      "A ferry that has crossed the river since 1911 will keep running,\nthe council said, for as "
      "long as it pays.\n";
  EXPECT_EQ(ReadScrapedText(broken).body, absl::StrCat(kFirst, " ", kSecond, "\n\n", kThird));
}

TEST(ScrapedTextTest, TakesTheUrlOfItsFirstLine) {
  const ScrapedArticle article =
      ReadScrapedText(absl::StrCat("https://example.org/2023/10/19/bridge\n\n", Story()));
  EXPECT_EQ(article.url, "https://example.org/2023/10/19/bridge");
  EXPECT_EQ(article.body, Body());
  EXPECT_EQ(article.publish_date.source, article::DateSource::kUrl);
}

TEST(ScrapedTextTest, GivesCaptionsAsTheirOwnField) {
  const ScrapedArticle article = ReadScrapedText(
      absl::StrCat(kHeadline, "\nThe bridge at noon. Photo: Jane Roe\nBy Jane Roe\n", kFirst, "\n",
                   kSecond, "\nThe ferry in 1911 (Jane Roe/Getty Images)\n", kThird, "\n"));
  EXPECT_EQ(article.body, Body());
  EXPECT_EQ(article.captions, "The bridge at noon.\n\nThe ferry in 1911");
}

TEST(ScrapedTextTest, NamesTheAgencyThatLinesBesideTheTextName) {
  const std::string head = absl::StrCat(kHeadline, "\n");
  EXPECT_EQ(ReadScrapedText(absl::StrCat(head, "KYIV, Oct 19 (Reuters) - ", Story())).agency,
            "Reuters");
  EXPECT_EQ(ReadScrapedText(absl::StrCat(head, "By Jane Roe, Associated Press\n", Story())).agency,
            "Associated Press");
  EXPECT_EQ(ReadScrapedText(absl::StrCat(head, Story(), "Source: AFP\n")).agency, "AFP");
  EXPECT_EQ(ReadScrapedText(absl::StrCat(head, Story())).agency, "");
  EXPECT_EQ(
      ReadScrapedText(absl::StrCat(head, "By Jane Roe\n", Story(), "Photo: Roe/AFP\n")).agency, "");
}

TEST(ScrapedTextTest, ExplainsEveryLine) {
  std::vector<ExplainedBlock> blocks;
  ReadScrapedText(absl::StrCat("https://example.org/bridge\n\n", kHeadline, "\nBy Jane Roe\n",
                               kFirst, "\nAdvertisement\n", kSecond, "\n", kThird,
                               "\nRelated stories\nA ferry is sold\n"),
                  &blocks);
  std::vector<std::string> told;
  for (const ExplainedBlock& block : blocks) {
    told.push_back(absl::StrCat(block.where, block.kept ? " + " : " - ", block.reason));
    EXPECT_FALSE(block.text.empty()) << block.where;
  }
  EXPECT_THAT(told, testing::ElementsAre(
                        "line 1 - the address of the text", "line 3 - the headline",
                        "line 4 - outside of the article", "line 5 + prose of the article",
                        "line 6 - words of page furniture", "line 7 + prose of the article",
                        "line 8 + prose of the article", "line 9 - outside of the article",
                        "line 10 - outside of the article"));
}

TEST(ScrapedTextTest, KeepsAnArticleTogetherAroundATable) {
  std::string table;
  for (int year = 2001; year < 2031; ++year) absl::StrAppend(&table, year, "\n", year % 7, " m\n");
  const std::string text = absl::StrCat(kHeadline, "\n", Story(), Story(), table, Story(), Story());
  const std::string body = ReadScrapedText(text).body;
  EXPECT_THAT(body, testing::StartsWith(kFirst));
  EXPECT_THAT(body, testing::EndsWith(kThird));
}

TEST(ScrapedTextTest, LeavesOtherKindsOfTailsOut) {
  const char* const tails[] = {
      "12 thoughts on a bridge\nJane, 19 October 2023 at 9:15\nI crossed it yesterday, and it "
      "sways, a little, in the wind.\nReply\n",
      "There are 2 comments\nJane\nI crossed it yesterday, and it sways, a little, in the wind.\n",
      "This entry was posted in Harbour and tagged bridges. Bookmark the permalink.\n",
      "\u95a2\u9023\u8a18\u4e8b\nA ferry is sold\n",
      "\u3010\u95a2\u9023\u8a18\u4e8b\u3011\nA ferry is sold\n",
      "Datenschutz\nWir verwenden Cookies und verarbeiten personenbezogene Daten, wenn Sie uns "
      "Ihre "
      "Einwilligung geben.\nMit dem Klick willigen Sie in die Verarbeitung Ihrer Daten ein.\n",
  };
  for (const char* tail : tails)
    EXPECT_EQ(ReadScrapedText(absl::StrCat(kHeadline, "\n", Story(), tail)).body, Body()) << tail;
}

TEST(ScrapedTextTest, EndsBeforeAThreadThatIsLongerThanTheArticle) {
  std::string thread = "Jane Roe\n19 October 2023 at 9:15\n";
  for (int i = 10; i < 40; ++i) {
    absl::StrAppend(&thread, "I crossed it yesterday for the ", i, "th time, and it sways.\n",
                    "The arches are as high as they said, and there is room for every boat.\n",
                    "Reply\nJohn Doe\n19 October 2023 at 10:", i, "\n");
  }
  EXPECT_EQ(ReadScrapedText(absl::StrCat(kHeadline, "\n", Story(), thread)).body, Body());
}

TEST(ScrapedTextTest, EndsBeforeOtherStoriesThatAreLongerThanTheArticle) {
  std::string others = "Contact\nPrint\nMost clicked\nBridges\nHarbours\nPrint\n";
  for (int i = 0; i < 30; ++i) {
    absl::StrAppend(&others, "Ferry number ", i, " is to be sold\n",
                    "The council says that the ferry with the number ", i,
                    " does not pay, and that it will go to another town, where it is wanted.\n");
  }
  const std::string story = absl::StrCat(Story(), Story(), Story());
  const std::string body = ReadScrapedText(absl::StrCat(kHeadline, "\n", story, others)).body;
  EXPECT_THAT(body, testing::StartsWith(kFirst));
  EXPECT_THAT(body, testing::EndsWith(kThird));
}

TEST(ScrapedTextTest, GoesOnWithNumberedSectionsBehindAPlayer) {
  const std::string player = "Play\nMute\nFullscreen\nWhite\nBlack\nShare\nRed\n";
  std::string sections;
  for (int i = 1; i < 6; ++i) {
    absl::StrAppend(&sections, i, ". What the ferry teaches\n", "Whoever crosses the river ", i,
                    " times a day learns to wait, and to look at the water while waiting.\n",
                    i == 1 ? player : "");
  }
  const std::string body =
      ReadScrapedText(absl::StrCat(kHeadline, "\n", Story(), Story(), Story(), sections)).body;
  EXPECT_THAT(body, HasSubstr("5. What the ferry teaches"));
}

TEST(ScrapedTextTest, GoesOnWithParagraphsBelowSubheadings) {
  std::string sections;
  for (const char* head : {"The arches", "The light", "The ferry", "The council", "The flood"}) {
    absl::StrAppend(&sections, head, "\n",
                    "There is more to say of this, and the town says it at length, every day.\n");
  }
  const std::string body =
      ReadScrapedText(absl::StrCat(kHeadline, "\n", Story(), Story(), Story(), sections)).body;
  EXPECT_THAT(body, testing::EndsWith("every day."));
  EXPECT_THAT(body, HasSubstr("The flood"));
}

TEST(ScrapedTextTest, TakesNoFormsAndConsentForTheArticle) {
  std::string forms;
  for (const char* line :
       {"Wir nutzen Cookies, um diese Seiten f\u00fcr Sie zu verbessern, und bitten um Geduld.",
        "Das Passwort muss acht Zeichen lang sein und eine Ziffer enthalten.",
        "Diese Cookies zeigen uns, wie die Seiten genutzt werden, und sonst nichts.",
        "Das neue Passwort wurde gespeichert, und Sie k\u00f6nnen sich damit anmelden.",
        "Die beiden Passw\u00f6rter sind nicht gleich; bitte geben Sie das Passwort noch einmal "
        "ein."}) {
    absl::StrAppend(&forms, line, "\n", line, "\nWeiter\n");
  }
  std::string menu;
  for (int i = 0; i < 20; ++i) absl::StrAppend(&menu, "Hafen ", i, "\n");
  const std::string lead =
      "Die Stadt am Hafen hat am Montag nach elf Jahren ihre neue Br\u00fccke er\u00f6ffnet, und "
      "alle kamen.";
  const ScrapedArticle article = ReadScrapedText(
      absl::StrCat("Eine neue Br\u00fccke nach elf Jahren | Beispiel\n", menu,
                   "Eine neue Br\u00fccke nach elf Jahren\n", lead, "\n", menu, forms));
  EXPECT_THAT(article.body, HasSubstr(lead));
  EXPECT_THAT(article.body, Not(HasSubstr("Passwort")));
  EXPECT_THAT(article.body, Not(HasSubstr("Cookies")));
}

TEST(ScrapedTextTest, KeepsListsAtTheEndAndInside) {
  const std::string list = "1. Jane Roe, 12:05\n2. John Doe, 12:31\n3. Jim Poe, 12:44\n";
  const std::string end =
      ReadScrapedText(absl::StrCat(kHeadline, "\n", Story(), list, "Contact\nMenu\n")).body;
  EXPECT_THAT(end, testing::EndsWith("3. Jim Poe, 12:44"));
  std::string many;
  for (int i = 1; i <= 100; ++i) absl::StrAppend(&many, i, ". A ferryman of the town\n");
  const std::string inside =
      ReadScrapedText(absl::StrCat(kHeadline, "\n", Story(), many, Story())).body;
  EXPECT_THAT(inside, HasSubstr("50. A ferryman"));
}

TEST(ScrapedTextTest, LeavesLinksToOtherStoriesOut) {
  for (const char* line :
       {">>> A ferry is sold in spring", "[ A ferry is sold in spring ]",
        "\u00bb A ferry is sold in spring", "This site is protected by reCAPTCHA and its terms.",
        "Das k\u00f6nnte Sie auch interessieren: Eine F\u00e4hre wird im n\u00e4chsten Sommer "
        "verkauft",
        "Bildrechte: Beispiel/Jane Roe"}) {
    EXPECT_EQ(ReadScrapedText(absl::StrCat(kHeadline, "\n", kFirst, "\n", kSecond, "\n", line, "\n",
                                           kThird, "\n"))
                  .body,
              Body())
        << line;
  }
}

TEST(ScrapedTextTest, GivesACaptionShownTwiceOnce) {
  const std::string caption = "The mayor of the town and the ferryman meet on the new bridge.\n";
  EXPECT_EQ(ReadScrapedText(absl::StrCat(kHeadline, "\n", kFirst, "\n", caption, caption, kSecond,
                                         "\n", kThird, "\n"))
                .body,
            ReadScrapedText(
                absl::StrCat(kHeadline, "\n", kFirst, "\n", caption, kSecond, "\n", kThird, "\n"))
                .body);
}

std::string DateOf(const std::string& text) {
  const article::PublishDate date = ReadScrapedText(text).publish_date;
  return date.known() ? absl::StrCat(Name(date.source), " ",
                                     article::FormatIsoDate(date.day, date.precision))
                      : "";
}

TEST(ScrapedTextTest, FindsAPublishDateOnlyWhereOneIsGiven) {
  const std::string head = absl::StrCat(kHeadline, "\n");
  EXPECT_EQ(DateOf(absl::StrCat(head, "Published on 19 October 2023\n", Story())),
            "BYLINE 2023-10-19");
  EXPECT_EQ(DateOf(absl::StrCat(head, "By Jane Roe, Oct. 19, 2023\n", Story())),
            "BYLINE 2023-10-19");
  EXPECT_EQ(DateOf(absl::StrCat(head, "19 October 2023\n", Story())), "VISIBLE 2023-10-19");
  EXPECT_EQ(DateOf(absl::StrCat(head, "KYIV, Oct. 19, 2023 -- ", Story())), "DATELINE 2023-10-19");
  EXPECT_EQ(DateOf(absl::StrCat(head, "CAIRO - 19 October 2023: ", Story())),
            "DATELINE 2023-10-19");
  EXPECT_EQ(DateOf(absl::StrCat(head, "Durban, October 19 2023 (XYZ) - ", Story())),
            "DATELINE 2023-10-19");
  for (const std::string& text :
       {absl::StrCat(head, Story()), absl::StrCat(head, "Updated on 19 October 2023\n", Story()),
        absl::StrCat(head, "Published on\n", Story()),
        absl::StrCat(head, "KYIV, Oct. 19 -- ", Story()),
        absl::StrCat(head,
                     "On 19 October 2023 the leaders met at the harbour, and they talked about the "
                     "bridge for hours. ",
                     Story()),
        absl::StrCat(
            head,
            "The leaders of both towns during their meeting at the harbour on 13 September 2023\n",
            Story())}) {
    EXPECT_EQ(DateOf(text), "") << text;
  }
}

TEST(ScrapedTextTest, PrefersTheDateThatTellsMoreOfTheText) {
  const std::string head = absl::StrCat(kHeadline, "\n");
  // The clock of the page above the headline, the date of the text below it.
  EXPECT_EQ(DateOf(absl::StrCat("Thursday, 2 November 2023\n", head, "19 October 2023\n", Story())),
            "VISIBLE 2023-10-19");
  // The lead stands above the date.
  EXPECT_EQ(DateOf(absl::StrCat(head, kFirst,
                                "\nHarbour\nNews\nBridges\nBy Jane Roe\n"
                                "19 October 2023\n",
                                kSecond, "\n", kThird, "\n")),
            "VISIBLE 2023-10-19");
  // Below the text, where it says that the text appeared then.
  EXPECT_EQ(DateOf(absl::StrCat(head, Story(), "Published: 19 October 2023\n")),
            "BYLINE 2023-10-19");
  EXPECT_EQ(DateOf(absl::StrCat(head, "Place: 21 February 2020, 19:00\n", Story(),
                                "Der Beitrag wurde am 19. Oktober 2019 um 15:21 Uhr "
                                "ver\u00f6ffentlicht.\n")),
            "BYLINE 2019-10-19");
  // Neither of another story nor of a comment.
  EXPECT_EQ(DateOf(absl::StrCat(head, Story(), "19 October 2023\nA ferry is sold\n")), "");
  EXPECT_EQ(DateOf(absl::StrCat(head, Story(), "Comments\nPublished: 19 October 2023\n")), "");
  EXPECT_EQ(DateOf(absl::StrCat("Menu\nWorld\nRelease: 3 May 2005 | Expansion: 4 June 2022\n", head,
                                Story())),
            "");
}

}  // namespace
}  // namespace dateline::extract

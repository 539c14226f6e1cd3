// What stands inside the element of an article and is no part of its text; each case beside one
// that is, and looks like it.

#include "indexer/extract/content_cleaning.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/extract/line_of_dates.h"
#include "indexer/extract/main_content.h"

namespace dateline::extract {
namespace {

using testing::HasSubstr;
using testing::Not;

const char kFirst[] =
    "The harbour town opened its new bridge on Monday, after eleven years of work, three mayors "
    "and one flood.";
const char kSecond[] =
    "Fishermen, who had feared for their moorings, said the arches were higher than promised, and "
    "the light better.";
const char kThird[] =
    "A ferry that has crossed the river since 1911 will keep running, the council said, for as "
    "long as it pays.";
const char kFourth[] =
    "The toll, two crowns for a cart and nothing for a child, was paid by the mayor, who had "
    "forgotten his purse.";
const char kFifth[] =
    "By noon the bakers had sold out, and at three in the afternoon the band had played all that "
    "it knew, twice.";

std::string Paragraph(const std::string& text) { return "<p>" + text + "</p>"; }

std::string Story() {
  std::string story;
  for (const char* text : {kFirst, kSecond, kThird, kFourth, kFifth}) story += Paragraph(text);
  return story;
}

std::string StoryText() {
  return std::string(kFirst) + "\n\n" + kSecond + "\n\n" + kThird + "\n\n" + kFourth + "\n\n" +
         kFifth;
}

std::string Body(const std::string& html, const ContentEvidence& evidence = {}) {
  return FindMainContent(*HtmlPage::Parse(html), evidence, /*explain=*/false).body;
}

TEST(ContentCleaningTest, DropsTeasersOfOtherStories) {
  const std::string headings =
      "<div><h3>Happening now</h3><div><h4><a href=/a>Council votes on the flood wall again</a>"
      "</h4><p>For the third time this year the wall is on the agenda, and again the vote is "
      "open.</p></div><div><h4><a href=/b>Lighthouse keeper retires after forty years</a></h4>"
      "<p>Nobody has applied for the post so far, and the lamp is to burn by itself from May.</p>"
      "</div></div>";
  const std::string plain =
      "<div><div>News</div><div><a href=/a><div>Council votes on the flood wall again</div></a>"
      "<p>For the third time this year the wall is on the agenda, and again the vote is open.</p>"
      "</div><div><a href=/b><div>Lighthouse keeper retires after forty years</div></a><p>Nobody "
      "has applied for the post so far.</p></div><div><a href=/c><div>Herring is back in the "
      "estuary</div></a><p>Boats landed four tonnes on Tuesday alone, the harbour office "
      "says.</p></div></div>";
  for (const std::string& teasers : {headings, plain}) {
    EXPECT_EQ(Body("<article>" + Story() + teasers + "</article>"), StoryText()) << teasers;
  }
}

TEST(ContentCleaningTest, KeepsLinkedHeadingsThatAreTheArticle) {
  std::string list;
  for (const char* name : {"The old stone bridge", "The railway bridge", "The rope bridge"}) {
    list += "<div><h3><a href='https://bridges.example/'>" + std::string(name) + "</a></h3>" +
            Paragraph(kSecond) + Paragraph(std::string(name) + " is " + kThird) + "</div>";
  }
  EXPECT_THAT(Body("<article>" + Paragraph(kFirst) + list + "</article>"),
              testing::AllOf(HasSubstr("The railway bridge\n\n"), HasSubstr("The rope bridge is")));
}

TEST(ContentCleaningTest, DropsAppealsToTheReaders) {
  const std::string box =
      "<div><h3>The tide, weekly</h3><p>Our newsletter brings the harbour to your inbox.</p><p>"
      "You can unsubscribe whenever you like.</p><button>Go</button></div>";
  EXPECT_EQ(Body("<article>" + Paragraph(kFirst) + box + Paragraph(kSecond) + Paragraph(kThird) +
                 Paragraph(kFourth) + Paragraph(kFifth) + "</article>"),
            StoryText());
  for (const char* tail :
       {"<p>Want more of this? <a href=/n>Sign up</a> for our Friday letter.</p>",
        "<p>Die Flut verpassen? <a href=/n>Abonnieren</a> Sie unser Briefing.</p>",
        "<p><b>Harbour Notes</b></p><p>Subscribe to the newsletter, at no cost.</p>"}) {
    EXPECT_EQ(Body("<article>" + Story() + tail + "</article>"), StoryText()) << tail;
  }
}

TEST(ContentCleaningTest, KeepsParagraphsAboutDonations) {
  const char kDonations[] =
      "The council asked for donations, and every contribution above a crown was read out, which "
      "led to quarrels over the order.";
  std::string wrapped;
  for (const char* text : {kFirst, kSecond, kDonations, kThird, kFourth, kFifth})
    wrapped += "<div class=block>" + Paragraph(text) + "</div>";
  EXPECT_THAT(Body("<article>" + wrapped + "</article>"), HasSubstr(kDonations));
}

TEST(ContentCleaningTest, KeepsGroupsOfLinkedSections) {
  std::string groups;
  for (const char* name : {"oldest", "second", "third", "fourth", "fifth"}) {
    groups += "<div class=group>";
    for (const char* kind : {"road", "rail"}) {
      groups += "<div><h3><a href='https://bridges.example/'>The " + std::string(name) + " " +
                kind + " bridge</a></h3>" + Paragraph(name + (", " + std::string(kSecond))) +
                "</div>";
    }
    groups += "</div>";
  }
  EXPECT_THAT(Body("<article>" + Paragraph(kFirst) + groups + "</article>"),
              testing::AllOf(HasSubstr("The third rail bridge\n\nthird, "),
                             HasSubstr("The fifth road bridge\n\nfifth, ")));
}

TEST(ContentCleaningTest, KeepsSentencesAboutNewslettersAndPasswords) {
  for (const char* sentence :
       {"The mayor had asked for the password of the sluice twice, in a letter to the council, and "
        "was told each time that it had been lost with the cookies of 1953.",
        "He left the newsletter of the angling club in the same week.",
        "A subscription to the ferry costs 40 crowns a year, according to <a href=/f>the "
        "company</a>."}) {
    EXPECT_THAT(Body("<article>" + Story() + Paragraph(sentence) + "</article>"),
                Not(testing::StrEq(StoryText())))
        << sentence;
  }
}

TEST(ContentCleaningTest, DropsWhatIsSaidTwice) {
  EXPECT_EQ(Body("<article><p class=desktop>" + std::string(kFirst) + "</p><p class=mobile>" +
                 kFirst + "</p>" + Paragraph(kSecond) + Paragraph(kThird) + Paragraph(kFourth) +
                 Paragraph(kFifth) + "</article>"),
            StoryText());
  // A page that says most of its text twice means it; so do refrains.
  EXPECT_EQ(Body("<article>" + Paragraph(kFirst) + Paragraph(kFirst) + "</article>"),
            std::string(kFirst) + "\n\n" + kFirst);
  EXPECT_THAT(Body("<article><p>Row, row.</p>" + Story() + "<p>Row, row.</p></article>"),
              testing::AllOf(testing::StartsWith("Row, row."), testing::EndsWith("Row, row.")));
}

TEST(ContentCleaningTest, DropsWhatStandsAboveTheHeadline) {
  ContentEvidence evidence;
  evidence.title = "A bridge opens";
  EXPECT_EQ(Body("<article><h3>Harbour</h3><h1>A bridge opens</h1><h4>By Jane Roe</h4>" + Story() +
                     "</article>",
                 evidence),
            StoryText());
  EXPECT_EQ(
      Body("<article><h1>A bridge opens</h1><h2>Eleven years late</h2>" + Story() + "</article>",
           evidence),
      "Eleven years late\n\n" + StoryText());
}

TEST(ContentCleaningTest, KeepsHeadingsOfTheFirstRankWhenOneIsTheHeadline) {
  ContentEvidence evidence;
  evidence.title = "A bridge opens";
  EXPECT_EQ(
      Body("<article><h1>A bridge opens</h1><h1>Why it took so long</h1>" + Story() + "</article>",
           evidence),
      "Why it took so long\n\n" + StoryText());
}

TEST(ContentCleaningTest, DropsLinesOfDatesAndNames) {
  for (const char* line :
       {"Jane Roe 19.10.2023, 05:00 Uhr",
        "Publi\u00e9 le 2 nov. 2023 \u00e0 16:00Mis \u00e0 jour le 3 nov. 2023 \u00e0 16:16"}) {
    EXPECT_EQ(Body("<article>" + Paragraph(kFirst) + Paragraph(line) + Paragraph(kSecond) +
                   Paragraph(kThird) + Paragraph(kFourth) + Paragraph(kFifth) + "</article>"),
              StoryText())
        << line;
  }
  for (const char* line : {"Next ferry: 21.02.2020, 19 Uhr", "Jane Roe 3, John Doe 2"}) {
    EXPECT_THAT(Body("<article>" + Paragraph(kFirst) + Paragraph(line) + Story() + "</article>"),
                HasSubstr(line));
  }
}

TEST(ContentCleaningTest, DropsTheAuthorsPresentation) {
  const char kPresents[] =
      "Jane Roe is a harbour-based correspondent for The Mole. She has written on tides since "
      "1998.";
  const std::string more = Paragraph("The old bridge stays.") + Paragraph("It is for goats.") +
                           Paragraph("They like it.") + Paragraph("So does their keeper.");
  EXPECT_THAT(Body("<article>" + Story() + more + Paragraph(kPresents) + "</article>"),
              testing::EndsWith("So does their keeper."));
  EXPECT_THAT(Body("<article>" + Paragraph(kPresents) + Story() + more + "</article>"),
              testing::StartsWith("Jane Roe is a"));
}

TEST(ContentCleaningTest, KeepsListsOfLinksInsideLists) {
  const std::string list =
      "<ul><li>The engineers of the harbour office closed five faults of the lifting gear in this "
      "week alone, more than ever before.<ul><li><a href=/1>Fault 17: the northern chain slips "
      "when wet</a></li><li><a href=/2>Fault 19: the lamp of the second arch flickers</a></li>"
      "</ul></li><li>Paint comes in May.</li></ul>";
  EXPECT_THAT(Body("<article>" + Story() + list + "</article>"), HasSubstr("Fault 19"));
}

TEST(ContentCleaningTest, KeepsLinksThatItemsBeginWith) {
  EXPECT_THAT(Body("<article>" + Story() +
                   "<ul><li><p><a href='https://a.example/'>A study of arches</a></p><p>read by "
                   "the council in one evening, and praised for its drawings</p></li></ul>" +
                   "</article>"),
              HasSubstr("A study of arches"));
}

TEST(ContentCleaningTest, LinksToOtherStoriesStayOutWhenStated) {
  ContentEvidence evidence;
  const char kLinked[] = "COUNCIL TO VOTE ON THE FLOOD WALL FOR THE THIRD TIME THIS YEAR, AGAIN";
  evidence.stated = StatedText(std::string(kFirst) + kSecond + kLinked + kThird + kFourth + kFifth);
  EXPECT_EQ(Body("<article>" + Paragraph(kFirst) + Paragraph(kSecond) + "<p><a href=/wall>" +
                     kLinked + "</a></p>" + Paragraph(kThird) + Paragraph(kFourth) +
                     Paragraph(kFifth) + "</article>",
                 evidence),
            StoryText());
}

TEST(ContentCleaningTest, KeepsLeadsApartFromTheText) {
  const char kLead[] = "Eleven years late, and for half the town a day to be remembered.";
  const char kPlain[] =
      "Eleven years late, and for half the town a day to be remembered, a bridge without an end "
      "as people say was opened by a goat";
  const std::string text = "<div class=entry-content>" + Story() + "</div>";
  ContentEvidence evidence;
  evidence.title = "A bridge opens at last";
  // Below a heading that says about what the title says.
  for (const char* heading : {"<h1>A bridge opens</h1>", "<h3>A bridge opens at last</h3>"}) {
    EXPECT_EQ(Body("<article><header>" + std::string(heading) + Paragraph(kLead) + "</header>" +
                       text + "</article>",
                   evidence),
              kLead + ("\n\n" + StoryText()))
        << heading;
  }
  for (const char* other :
       {"<h1>The Mole, a daily</h1><p>Written by people who get their feet wet, since 1953, or "
        "before.</p>",
        "<h1>A bridge opens</h1><p>By Jane Roe, a deputy editor who has written on tides since "
        "1998.</p>",
        "<h1>A bridge opens</h1><figure><div><p>The bridge, seen from the mole on its very first "
        "day of all.</p></div></figure>",
        "<h1>A bridge opens</h1><p>Allow our site to send you the news, in your browser, as they "
        "come.</p>"}) {
    EXPECT_EQ(Body("<article><header>" + std::string(other) + "</header>" + text + "</article>",
                   evidence),
              StoryText())
        << other;
  }
  // What the metadata gives as the description, wherever it stands before the text.
  evidence.description = kPlain;
  EXPECT_EQ(Body("<article><div class=x><div class=teaser>" + Paragraph(kPlain) + "</div></div>" +
                     text + "</article>",
                 evidence),
            kPlain + ("\n\n" + StoryText()));
}

TEST(ContentCleaningTest, KeepsLeadsThatAreNoSentences) {
  ContentEvidence evidence;
  evidence.title = "A bridge opens at last";
  // So long that the points are next to nothing beside it.
  std::string story = Story();
  std::string story_text = StoryText();
  for (int day = 1; day <= 12; ++day) {
    const std::string told = "On day " + std::to_string(day) +
                             " of the fair the ferry carried a band, four goats, and all who "
                             "wanted to see the arches from below.";
    story += Paragraph(told);
    story_text += "\n\n" + told;
  }
  const std::string text = "<div class=entry-content>" + story + "</div>";
  const auto body = [&](const std::string& below) {
    return Body("<article><header><h1>A bridge opens at last</h1>" + below + "</header>" + text +
                    "</article>",
                evidence);
  };
  const std::string lead =
      "Eleven years late the town has its bridge, and half of it came to see how a goat was the "
      "first to walk over";
  const std::string points[] = {
      "The bridge has cost the town three mayors and two floods so far.",
      "Nobody knows who will pay for the lamps in May.",
      "The ferry keeps running for those who do not trust the arches yet."};
  const std::string items =
      "<li>" + points[0] + "</li><li>" + points[1] + "</li><li>" + points[2] + "</li>";
  const std::string in_points = points[0] + "\n\n" + points[1] + "\n\n" + points[2] + "\n\n";
  const std::string end = ", to the band's delight";
  EXPECT_EQ(body("<h2>" + lead + end + "</h2>"), lead + end + "\n\n" + story_text);
  EXPECT_EQ(body(Paragraph(lead + end)), lead + end + "\n\n" + story_text);
  EXPECT_EQ(body("<ul>" + items + "</ul>"), in_points + story_text);
  for (const std::string& other : std::vector<std::string>{
           "<h2>The harbour has a bridge, the ferry has no more passengers</h2>",
           Paragraph(lead + ", <a href=/g>goat</a> of the year"),
           Paragraph(lead + ": https://goats.example/"),
           "<ul>" + items + "<li>More to come</li></ul>", "<ul>" + items + items + "</ul>",
           "<ul><li>" + points[0] + "</li></ul>"}) {
    EXPECT_EQ(body(other), story_text) << other;
  }
}

TEST(ContentCleaningTest, KeepsLeadsInElementsOfOtherNames) {
  ContentEvidence evidence;
  evidence.title = "A bridge opens at last";
  const char kLead[] = "Eleven years late, and for half the town a day to be remembered.";
  const auto body = [&](const std::string& below) {
    return Body("<article><h1>A bridge opens at last</h1>" + below + Story() + "</article>",
                evidence);
  };
  for (const char* open : {"<section class=slider><p class=intro>",
                           "<div class=teaser><p class='article__standfirst bold'>",
                           "<div class='teaser teaser-lead'><p>",
                           "<div class=teaser><h2><a href=#top>A bridge opens at last</a></h2>"
                           "<p class=intro>"}) {
    const bool section = std::string(open).find("<section") == 0;
    EXPECT_EQ(body(open + std::string(kLead) + "</p>" + (section ? "</section>" : "</div>")),
              kLead + ("\n\n" + StoryText()))
        << open;
  }
  for (const char* other :
       {"<div class=teaser><p>Eleven years late, and for half the town a day to be remembered."
        "</p></div>",
        "<div class=author-bio><p class=intro>Jane Roe is a senior editor, and has been so since "
        "the flood.</p></div>",
        "<div class=teaser><p class=intro>Get the best of the harbour, every Friday, with our "
        "newsletter.</p></div>",
        "<div class=teaser><h3><a href=/mayor>A mayor resigns</a></h3><p class=intro>Weeks of "
        "protest have led to this, and nobody knows what comes next.</p></div>",
        "<div class=teaser><h3><a href=/mayor>A mayor resigns</a></h3><div class=summary><p>Weeks "
        "of protest have led to this, and nobody knows what comes next.</p></div></div>",
        "<div class=teaser><p class=intro>A day to be remembered, and half of the town has come "
        "to see it</p></div>"}) {
    EXPECT_EQ(body(other), StoryText()) << other;
  }
  // Also behind a line above the headline.
  const std::string lead = std::string(kLead) + " A goat was the first to walk over.";
  evidence.description = lead;
  EXPECT_EQ(Body("<article><h2>Eleven years of work have come to their end</h2><h1>A bridge opens "
                 "at last</h1><div class=teaser><p>" +
                     lead + "</p></div>" + Story() + "</article>",
                 evidence),
            lead + "\n\n" + StoryText());
}

TEST(ContentCleaningTest, KeepsLinkedSentencesAmongParagraphs) {
  const auto body = [](const std::string& between) {
    std::string story;
    for (const char* text : {kFirst, kSecond, kThird})
      story += "<div>" + std::string(text) + "</div>";
    return Body("<article>" + story + between + "<div>" + kFourth + "</div><div>" + kFifth +
                "</div></article>");
  };
  const std::string link =
      "<a href=/a>The keeper of the light has retired after forty years</a>, and";
  const std::string sentence = "nobody has applied for his post.";
  EXPECT_THAT(body("<div>" + link + " " + sentence + "</div>"), HasSubstr(sentence));
  EXPECT_THAT(body("<div><div><span>" + link + " " + sentence + "</span></div></div>"),
              HasSubstr(sentence));
  for (const std::string& other : std::vector<std::string>{
           "<div>" + link + " nobody has applied for his post</div>",
           "<div><img src=a.jpg><div>" + link + " " + sentence + "</div></div>",
           "<div><div>" + link + " " + sentence +
               "</div><div><a href=/b>The wall is voted on for "
               "the third time</a></div></div>",
           "<div><a href=/a>The keeper of the light has retired after forty years of work and much "
           "rain</a>, and left.</div>"}) {
    EXPECT_THAT(body(other), Not(HasSubstr("The keeper of the light"))) << other;
  }
}

TEST(ContentCleaningTest, KeepsSentencesThatSayWhatTheTitleSays) {
  ContentEvidence evidence;
  evidence.title = "Town opens new harbour bridge after eleven years";
  const char kSays[] = "The town on Monday opens its new harbour bridge, after eleven years.";
  EXPECT_EQ(Body("<article>" + Paragraph(kSays) + Story() + "</article>", evidence),
            kSays + ("\n\n" + StoryText()));
}

TEST(ContentCleaningTest, KeepsListingsThatAreNotStated) {
  ContentEvidence evidence;
  evidence.stated = StatedText(StoryText());
  EXPECT_THAT(Body("<article>" + Story() +
                       "<pre>for tide in tides:\n  print(tide.name, tide.time, tide.height, "
                       "tide.depth, tide.moon)</pre>" +
                       Paragraph(kSecond) + "</article>",
                   evidence),
              HasSubstr("tide.moon"));
}

TEST(ContentCleaningTest, ReadsLiveReports) {
  const char* texts[] = {kFirst, kSecond, kThird, kFourth, kFifth};
  std::string articles;
  std::string items;
  std::string expected;
  for (int i = 0; i < 5; ++i) {
    const std::string time = "1" + std::to_string(i) + ":05";
    articles += "<article class=entry><header><time>" + time +
                "</time></header><div>Copy the "
                "address</div>" +
                Paragraph(texts[i]) + "</article>";
    items += "<li class=entry><div class=entry-head><time>" + time +
             "</time></div><div "
             "class=entry-body><div>" +
             Paragraph(texts[i]) + "</div></div></li>";
    expected += (i == 0 ? "" : "\n\n") + std::string(texts[i]);
  }
  EXPECT_EQ(Body("<main><h1>Live</h1>" + articles + "</main>"), expected);
  EXPECT_EQ(Body("<main><h1>Live</h1><ul>" + items + "</ul></main>"), expected);
  // The same list beside as much text is of comments or of other stories.
  std::string text;
  for (const char* name : {"Anna", "Bert", "Cora", "Dirk", "Emil", "Fred"})
    text += Paragraph(name + (" saw it: " + std::string(kFirst)));
  EXPECT_THAT(Body("<main><div>" + text + "</div></main><ul>" + items + "</ul>"),
              testing::EndsWith(std::string("Fred saw it: ") + kFirst));
}

TEST(ContentCleaningTest, KeepsHeadingsOfAPageOfPosts) {
  std::string posts;
  for (const char* name : {"first", "second", "third", "last"}) {
    posts += "<div class=post><h2><a href=/" + std::string(name) + ">Note on the bridge, the " +
             name + "</a></h2>" + Paragraph(name + (" note: " + std::string(kSecond))) + "</div>";
  }
  EXPECT_THAT(Body("<div id=main>" + posts + "</div>"),
              HasSubstr("Note on the bridge, the second\n\nsecond note: "));
}

TEST(ContentCleaningTest, LeavesOutStoriesBesideTheArticle) {
  std::string others;
  for (const char* name : {"wall", "lamp"}) {
    others += "<article><h2><a href=/x>The other story of the " + std::string(name) + "</a></h2>" +
              Paragraph(name + (", says a clerk: " + std::string(kFifth))) + "</article>";
  }
  EXPECT_EQ(Body("<article><h1>A bridge opens</h1>" + Story() + "</article>" + others),
            StoryText());
}

TEST(ContentCleaningTest, KeepsAnswersAndWhatAnnouncesAList) {
  const std::string body =
      Body("<article><p>What you need to know:</p><ul><li>" + std::string(kFirst) + "</li><li>" +
           kSecond + "</li></ul><p>Is it safe?</p><p>Yes.</p>" + Paragraph(kThird) +
           "<p>Yes</p></article>");
  EXPECT_EQ(body, std::string("What you need to know:\n\n") + kFirst + "\n\n" + kSecond +
                      "\n\nIs it safe?\n\nYes.\n\n" + kThird);
}

TEST(ContentCleaningTest, DropsLabelsButNoCells) {
  const std::string label = "<div><span>Harbour desk</span></div>";
  EXPECT_EQ(Body("<article>" + Paragraph(kFirst) + label + Paragraph(kSecond) + label +
                 Paragraph(kThird) + label + Paragraph(kFourth) + Paragraph(kFifth) + "</article>"),
            StoryText());
  std::string grid;
  for (int i = 0; i < 4; ++i) grid += "<div>Width</div><div>12 metres</div>";
  EXPECT_THAT(Body("<article>" + Story() + "<div>" + grid + "</div></article>"),
              HasSubstr("Width\n\n12 metres\n\nWidth"));
}

TEST(IsTimeStampTest, TakesTimesAndNothingElse) {
  for (const char* line : {"18:05", "6.05 pm", "18h05", "08:15:30", "21:06 (IST)", "5 minutes ago",
                           "vor 3 Stunden", "2h ago", "il y a 2 heures", "hace 5 minutos"}) {
    EXPECT_TRUE(IsTimeStamp(line)) << line;
  }
  for (const char* line : {"18", "3:1", "18:05 The band plays", "5 minutes", "1.05 million",
                           "2:05 hours by train, they say", "vor 3", ""}) {
    EXPECT_FALSE(IsTimeStamp(line)) << line;
  }
}

TEST(ContentCleaningTest, KeepsFormulas) {
  EXPECT_THAT(Body("<article>" + Story() +
                   "<div><mjx-container class='MathJax CtxtMenu_Attached_0'><mi>x</mi><mo>=</mo>"
                   "<mi>height</mi></mjx-container></div>" +
                   Paragraph(kFirst) + "</article>"),
              HasSubstr("height"));
}

}  // namespace
}  // namespace dateline::extract

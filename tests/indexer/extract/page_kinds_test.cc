// Whole pages of the kinds that archives are full of: what is the article, what are its captions.

#include <memory>
#include <string>
#include <variant>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/extract/extractor.h"
#include "indexer/source/document.h"

namespace dateline::extract {
namespace {

struct PageKind {
  const char* name;
  const char* html;
  const char* title;
  const char* body;
  const char* captions;
};

const PageKind kKinds[] = {
    {"ModernDivSoup",
     R"(<html><head><title>Harbour bridge opens after eleven years | Daily Example</title>
<meta property="og:site_name" content="Daily Example">
<meta property="og:title" content="Harbour bridge opens after eleven years"></head><body>
<div class="sc-a1 flex overflow-hidden"><div class="text-gray-700 md:hidden"><a href="/">Home</a> <a href="/w">World</a></div>
<div class="sc-b2 prose max-w-5xl"><div class="sc-c3"><h1>Harbour bridge opens after eleven years</h1></div>
<div class="byline-row"><div>By <a href="/jane">Jane Roe</a></div><div>Oct. 19, 2023 at 8:15 a.m.</div></div>
<div class="share-bar"><div><a href="#">Share</a></div><div><a href="#">Tweet</a></div></div>
<div class="sc-d4"><div><p>The harbour town opened its new bridge on Monday, after eleven years of work, three mayors and one flood.</p></div>
<div class="sc-e5"><div class="text-xs">Advertisement</div><div>6</div></div>
<div><p>Fishermen, who had feared for their moorings, said the arches were higher than promised.</p></div>
<div><h2>What comes next</h2></div>
<div><p>A ferry that has crossed the river since 1911 will keep running, the council said.</p></div></div>
<div class="newsletter-signup"><p>Get the best of the harbour, every Friday, in your inbox, at no cost.</p></div></div>
<div class="flex"><form><p class="text-lg content">Want us to email you top stories each lunch time, with maps?</p></form></div>
</div></body></html>)",
     "Harbour bridge opens after eleven years",
     "The harbour town opened its new bridge on Monday, after eleven years of work, three mayors "
     "and one flood.\n\n"
     "Fishermen, who had feared for their moorings, said the arches were higher than promised.\n\n"
     "What comes next\n\n"
     "A ferry that has crossed the river since 1911 will keep running, the council said.",
     ""},
    {"LeadApartFromTheText",
     R"(<html><head><title>Harbour bridge opens</title></head><body><main><article><header>
<h1>Harbour bridge opens</h1><p class="intro">Eleven years late, and for half the town a day to be remembered.</p>
<p>By Jane Roe</p><figure><img src=a.jpg><figcaption>The bridge, seen from the mole on its first day.</figcaption></figure></header>
<div class="entry-content"><p>The harbour town opened its new bridge on Monday, after years of work, mayors and one flood.</p>
<p>Fishermen, who had feared for their moorings, said the arches were higher than promised.</p>
<p>A ferry that has crossed the river since 1911 will keep running, the council said.</p></div></article></main></body></html>)",
     "Harbour bridge opens",
     "Eleven years late, and for half the town a day to be remembered.\n\n"
     "The harbour town opened its new bridge on Monday, after years of work, mayors and one "
     "flood.\n\n"
     "Fishermen, who had feared for their moorings, said the arches were higher than promised.\n\n"
     "A ferry that has crossed the river since 1911 will keep running, the council said.",
     "The bridge, seen from the mole on its first day."},
    {"SloganOfTheSite",
     R"(<html><head><title>Harbour bridge opens - The Mole</title><meta property="og:site_name" content="The Mole"></head>
<body><div id=page><div id=top><h1>The Mole</h1><p>Written by people who get their feet wet, since the flood of 1953.</p></div>
<div id=main><h2>Harbour bridge opens</h2><div class="entry-content"><p>The harbour town opened its new bridge on Monday, after years of work, mayors and one flood.</p>
<p>Fishermen, who had feared for their moorings, said the arches were higher than promised.</p>
<p>A ferry that has crossed the river since 1911 will keep running, the council said.</p></div></div></div></body></html>)",
     "Harbour bridge opens",
     "The harbour town opened its new bridge on Monday, after years of work, mayors and one "
     "flood.\n\n"
     "Fishermen, who had feared for their moorings, said the arches were higher than promised.\n\n"
     "A ferry that has crossed the river since 1911 will keep running, the council said.",
     ""},
    {"TableLayoutWithLineBreaks",
     R"(<html><head><title>Town news - The flood of 1953</title></head><body><table width=800><tr><td colspan=2>
<a href=index.html>Town news</a></td></tr><tr><td width=150><a href=a.html>Weather</a><br><a href=b.html>Sport</a><br>
<a href=c.html>Jobs</a></td><td><font size=4><b>The flood of 1953</b></font><br><br>
Water came over the dyke at four in the morning, the keeper said, and nobody was awake to ring the bell.<br><br>
Eleven houses were lost, and two boats, but every child of the school, which stood lowest, was found on its roof.<br><br>
A stone at the gate shows how high it rose, to the hand of a man who stands upright.</td></tr>
<tr><td colspan=2><font size=1>Copyright Town news</font></td></tr></table></body></html>)",
     "The flood of 1953",
     "Water came over the dyke at four in the morning, the keeper said, and nobody was awake to "
     "ring the bell.\n\n"
     "Eleven houses were lost, and two boats, but every child of the school, which stood lowest, "
     "was found on its roof.\n\n"
     "A stone at the gate shows how high it rose, to the hand of a man who stands upright.",
     ""},
    {"CommentsLongerThanTheArticle",
     R"(<html><head><title>Dogs on the beach</title></head><body><div id=main><h1>Dogs on the beach</h1>
<p>From May to September, the council ruled on Tuesday, dogs must stay off the beach between nine and six.</p>
<p>Owners had asked for a part of it, east of the pier, but the vote went eleven to two against them.</p>
<p>Whoever is caught pays forty, twice that from the third time on, and the money goes to the harbour's lifeboat, which needs a new engine before winter, as its crew has said for years now.</p>
<p>A sign at each of the five stairs will say so from Friday.</p>
<h3>4 comments</h3>
<div><b>walker</b><p>About time, I say, because last summer you could not put down a towel anywhere, and nobody cared, least of all those who are paid to care about it.</p></div>
<div><b>rex</b><p>My dog is cleaner than most of the children there, and quieter, and he does not leave his bottles in the sand when he goes home in the evening, unlike some.</p></div>
<div><b>anna</b><p>The east side was a good idea, honestly, and I do not see why it was turned down, when half of the town walks there with a dog every morning anyway.</p></div>
<div><b>walker</b><p>Because then they come over to the west side, that is why, and we have all seen it, every single summer, and again in the autumn when nobody looks.</p></div>
</div></body></html>)",
     "Dogs on the beach",
     "From May to September, the council ruled on Tuesday, dogs must stay off the beach between "
     "nine and six.\n\n"
     "Owners had asked for a part of it, east of the pier, but the vote went eleven to two against "
     "them.\n\n"
     "Whoever is caught pays forty, twice that from the third time on, and the money goes to the "
     "harbour's lifeboat, which needs a new engine before winter, as its crew has said for years "
     "now.\n\n"
     "A sign at each of the five stairs will say so from Friday.",
     ""},
    {"CookieWallLongerThanTheArticle",
     R"(<html><head><title>Ein neuer Kran</title></head><body><div class="cmp-container" id="cookie-consent-layer">
<h2>Wir brauchen Ihre Zustimmung</h2>
<p>Wir und unsere Partner verarbeiten Daten, um Inhalte zu messen, Anzeigen auszuspielen und Erkenntnisse über Zielgruppen zu gewinnen.</p>
<p>Dazu speichern wir Informationen auf Ihrem Gerät, etwa Cookies, und greifen darauf zu, wobei auch Ihr Standort genutzt werden kann.</p>
<p>Sie können Ihre Auswahl jederzeit ändern, indem Sie unten auf der Seite auf die Einstellungen gehen, oder alles ablehnen, was nicht nötig ist.</p>
<p>Einige Partner fragen nicht nach Ihrer Einwilligung, sondern berufen sich auf ein berechtigtes Interesse, dem Sie widersprechen können.</p></div>
<main><article><h1>Ein neuer Kran</h1><p>Der Hafen hat einen neuen Kran, sechzig Meter hoch, der am Mittwoch in Betrieb ging.</p>
<p>Er hebt, so der Betreiber, doppelt so viel wie der alte, den man im Frühjahr verschrottet hatte.</p></article></main></body></html>)",
     "Ein neuer Kran",
     "Der Hafen hat einen neuen Kran, sechzig Meter hoch, der am Mittwoch in Betrieb ging.\n\n"
     "Er hebt, so der Betreiber, doppelt so viel wie der alte, den man im Frühjahr verschrottet "
     "hatte.",
     ""},
    {"RelatedStoriesInsideAndAuthorBelow",
     R"(<html><head><title>Old mill to become a school</title><meta name=author content="Ann Poe"></head><body><article>
<header><h1>Old mill to become a school</h1><p class=byline>By Ann Poe</p><time>19 October 2023</time></header>
<figure><img src=a.jpg alt="A mill in snow"><figcaption>The mill in winter. (Jane Roe)</figcaption></figure>
<p>The mill on the upper river, empty since 1988, will be a school from next autumn, the mayor said on Monday.</p>
<p>Its wheel, which still turns, is to drive the lamps in the hall, and a pupil in each class will oil it.</p>
<p><a href=/x>Read more: What became of the lower mill</a></p>
<div class=related><h4>Related</h4><ul><li><a href=/1>The lower mill burns down</a></li><li><a href=/2>Schools are full</a></li></ul></div>
<blockquote><p>“I learned to swim below that wheel,” she said, “and so did my mother, and hers.”</p></blockquote>
<p>Parents had asked for a school on this side of the river for years, and signed for it twice.</p>
<ul><li>Rooms for six classes</li><li>A hall, with the wheel</li><li>A garden, in time</li></ul>
<p>Building begins in March, or when the ice is gone, and is to cost two million.</p>
<p>The old miller, who lives next door, has offered his stones for the yard.</p>
<p>Nobody has yet said who will ring the bell, which hangs where it always hung, under the roof.</p>
<p>Ann Poe writes about schools and rivers. She joined this paper in 2011.</p>
<section class=tags><a href=/t>Schools</a></section></article></body></html>)",
     "Old mill to become a school",
     "The mill on the upper river, empty since 1988, will be a school from next autumn, the mayor "
     "said on Monday.\n\n"
     "Its wheel, which still turns, is to drive the lamps in the hall, and a pupil in each class "
     "will oil it.\n\n"
     "“I learned to swim below that wheel,” she said, “and so did my mother, and hers.”\n\n"
     "Parents had asked for a school on this side of the river for years, and signed for it "
     "twice.\n\n"
     "Rooms for six classes\n\nA hall, with the wheel\n\nA garden, in time\n\n"
     "Building begins in March, or when the ice is gone, and is to cost two million.\n\n"
     "The old miller, who lives next door, has offered his stones for the yard.\n\n"
     "Nobody has yet said who will ring the bell, which hangs where it always hung, under the "
     "roof.",
     "The mill in winter. (Jane Roe)"},
    {"ListArticle",
     R"(<html><head><title>Five walks</title></head><body><div class=post-content><h1>Five walks</h1>
<p>The weather holds, the leaves turn, and the trains run late into the evening: five walks for October.</p>
<h2><a href="https://walks.example/1">1. Along the dyke</a></h2><p>Start at the church, keep the water on your left, and be back before the tide, which comes in fast.</p>
<h2><a href="https://walks.example/2">2. Up the quarry</a></h2><p>Steep at first, then level, with a view of three counties, and a bench that the miners left.</p>
<p>You will need:</p><ul><li><a href=/boots>Boots</a></li><li><a href=/map>A map</a></li><li><a href=/bread>Bread</a></li></ul>
<h2><a href="https://walks.example/3">3. Round the lake</a></h2><p>Two hours at any pace, and the kiosk on the far side sells soup until the first frost.</p>
</div></body></html>)",
     "Five walks",
     "The weather holds, the leaves turn, and the trains run late into the evening: five walks for "
     "October.\n\n"
     "1. Along the dyke\n\nStart at the church, keep the water on your left, and be back before "
     "the tide, which comes in fast.\n\n"
     "2. Up the quarry\n\nSteep at first, then level, with a view of three counties, and a bench "
     "that the miners left.\n\n"
     "You will need:\n\nBoots\n\nA map\n\nBread\n\n"
     "3. Round the lake\n\nTwo hours at any pace, and the kiosk on the far side sells soup until "
     "the first frost.",
     ""},
    {"LiveBlogOfSections",
     R"(<html><head><title>Storm: as it happened</title></head><body><main><h1>Storm: as it happened</h1>
<section class=entry-a><h3>Trains stop</h3><div><p>No trains run north of the river until morning, the company says, after a tree fell on the line.</p></div></section>
<section class=entry-b><h3>Schools closed</h3><div><p>All schools of the county stay closed on Thursday, and so do the swimming halls, the council has decided.</p></div></section>
<section class=entry-c><h3>Bridge open again</h3><div><p>The harbour bridge is open for cars again, in one lane, and only for those who live on the island.</p></div></section>
</main><footer><p>All rights reserved, in every country, and for as long as the law allows it, by the publisher.</p></footer></body></html>)",
     "Storm: as it happened",
     "Trains stop\n\nNo trains run north of the river until morning, the company says, after a "
     "tree fell on the line.\n\n"
     "Schools closed\n\nAll schools of the county stay closed on Thursday, and so do the swimming "
     "halls, the council has decided.\n\n"
     "Bridge open again\n\nThe harbour bridge is open for cars again, in one lane, and only for "
     "those who live on the island.",
     ""},
    {"PaywallTeaser",
     R"(<html><head><title>Was das Watt erzählt</title></head><body><article class="article"><h1>Was das Watt erzählt</h1>
<p>Wer bei Ebbe hinausgeht, sagt der alte Wattführer, der liest in einem Buch, das jeden Tag neu geschrieben wird.</p>
<div class="subscription-box"><h3>Jetzt weiterlesen</h3><p>Mit dem Digitalabo lesen Sie alle Artikel, ohne Werbung, auf jedem Gerät, und kündigen, wann Sie wollen.</p>
<p>Bereits Abonnent? Dann melden Sie sich an.</p></div></article></body></html>)",
     "Was das Watt erzählt",
     "Wer bei Ebbe hinausgeht, sagt der alte Wattführer, der liest in einem Buch, das jeden Tag "
     "neu geschrieben wird.",
     ""},
    {"GalleryPage",
     R"(<html><head><title>The market in pictures</title></head><body><article><h1>The market in pictures</h1>
<p>Every Saturday since 1650, the square below the church has been full of cheese, flowers and noise.</p>
<div class=slide><span>1 of 3</span><img src=1.jpg><div class="slide-caption">A woman sells flowers.</div></div>
<div class=slide><span>2 of 3</span><img src=2.jpg><div class="slide-caption">Cheese, weighed by hand.</div></div>
<div class=slide><span>3 of 3</span><img src=3.jpg><div class="slide-caption">A woman sells flowers.</div></div>
<p>When the bell strikes one, it is over, and within the hour nothing is left of it but petals.</p></article></body></html>)",
     "The market in pictures",
     "Every Saturday since 1650, the square below the church has been full of cheese, flowers and "
     "noise.\n\n"
     "When the bell strikes one, it is over, and within the hour nothing is left of it but petals.",
     "A woman sells flowers.\n\nCheese, weighed by hand."},
    {"Amp",
     R"(<html amp><head><title>Tram line grows</title><script async src="https://cdn.example/v0.js"></script></head><body>
<amp-sidebar id=s layout=nodisplay><ul><li><a href=/>Home</a></ul></amp-sidebar><main role=main><article>
<h1>Tram line grows</h1><amp-img src=t.jpg width=4 height=3></amp-img><p class=caption>A tram at the depot.</p>
<p>Line two will reach the hospital by spring, the works said, a year later than planned, and at twice the cost.</p>
<amp-ad width=300 height=250 type=x></amp-ad><p>Test runs, without passengers, begin on Sunday night, and neighbours are asked for patience.</p>
</article></main></body></html>)",
     "Tram line grows",
     "Line two will reach the hospital by spring, the works said, a year later than planned, and "
     "at twice the cost.\n\n"
     "Test runs, without passengers, begin on Sunday night, and neighbours are asked for patience.",
     "A tram at the depot."},
    {"Japanese",
     R"(<html lang=ja><head><title>港の橋が開通 | 例新聞</title><meta property="og:site_name" content="例新聞"></head><body>
<ul><li><a href=/a>世界</a><li><a href=/b>スポーツ</a></ul><div class=article><h1>港の橋が開通</h1>
<p>新しい橋が月曜日に開通し、多くの人が寄り集まった。工事は十一年かかったという。</p>
<p>漁師たちは、約束より高い橋になったと話した。渡し船はこれからも続けるという。</p></div>
<div class=related><ul><li><a href=/c>洪水の写真</a></ul></div></body></html>)",
     "港の橋が開通",
     "新しい橋が月曜日に開通し、多くの人が寄り集まった。工事は十一年かかったという。\n\n"
     "漁師たちは、約束より高い橋になったと話した。渡し船はこれからも続けるという。",
     ""},
    {"Arabic",
     R"(<html lang=ar dir=rtl><head><title>افتتاح جسر الميناء</title></head><body><nav><a href=/>الرئيسية</a></nav><main><article>
<h1>افتتاح جسر الميناء</h1><p>افتتحت المدينة جسرها الجديد يوم الاثنين، بعد أحد عشر عاما من العمل، وثلاثة رؤساء بلدية، وفيضان واحد.</p>
<p>قال الصيادون، الذين خافوا على مراسيهم، إن الأقواس أعلى مما وُعدوا به، وإن الضوء أفضل.</p></article></main>
<aside><p>اشترك في نشرتنا الإخبارية، كل صباح، مجانا، متى شئت، وكيف شئت، من دون إعلانات.</p></aside></body></html>)",
     "افتتاح جسر الميناء",
     "افتتحت المدينة جسرها الجديد يوم الاثنين، بعد أحد عشر عاما من العمل، وثلاثة رؤساء بلدية، "
     "وفيضان واحد.\n\n"
     "قال الصيادون، الذين خافوا على مراسيهم، إن الأقواس أعلى مما وُعدوا به، وإن الضوء أفضل.",
     ""},
    {"RussianTextRightInADiv",
     R"(<html lang=ru><head><title>Мост открыт</title></head><body><div class="menu"><a href=/>Главная</a></div><div class="news-text"><h1>Мост открыт</h1>
Новый мост открылся в понедельник, после одиннадцати лет работы, трёх мэров и одного наводнения.<br><br>
Рыбаки, которые боялись за причалы, говорят, что арки выше, чем обещали, и света больше.<br><br>
<a href=/y>Читайте также: паром остаётся</a><br><br>
Паром, который ходит с 1911 года, останется, пока окупается, сообщил совет.</div></body></html>)",
     "Мост открыт",
     "Новый мост открылся в понедельник, после одиннадцати лет работы, трёх мэров и одного "
     "наводнения.\n\n"
     "Рыбаки, которые боялись за причалы, говорят, что арки выше, чем обещали, и света больше.\n\n"
     "Паром, который ходит с 1911 года, останется, пока окупается, сообщил совет.",
     ""},
};

Extraction ExtractPage(const std::string& html, Explain explain = Explain::kNo) {
  source::Document document;
  document.type = source::ContentType::kHtml;
  document.content = "<meta charset=utf-8>" + html;
  document.source_path = "page.html";
  document.stable_path = "/page.html";
  auto made = Extract(document, explain);
  return std::get<Extraction>(std::move(made));
}

class PageKindsTest : public testing::TestWithParam<PageKind> {};

TEST_P(PageKindsTest, GivesTheArticle) {
  const article::Article article = ExtractPage(GetParam().html).article;
  EXPECT_EQ(article.title, GetParam().title);
  EXPECT_EQ(article.body, GetParam().body);
  EXPECT_EQ(article.captions, GetParam().captions);
}

TEST_P(PageKindsTest, ExplainsEveryBlockThatIsKept) {
  const Extraction extraction = ExtractPage(GetParam().html, Explain::kYes);
  std::string kept;
  for (const ExplainedBlock& block : extraction.blocks) {
    EXPECT_NE(block.reason, "");
    EXPECT_NE(block.where, "");
    if (block.kept) kept += (kept.empty() ? "" : "\n\n") + block.text;
  }
  EXPECT_EQ(kept, extraction.article.body);
}

INSTANTIATE_TEST_SUITE_P(All, PageKindsTest, testing::ValuesIn(kKinds),
                         [](const testing::TestParamInfo<PageKind>& info) {
                           return std::string(info.param.name);
                         });

}  // namespace
}  // namespace dateline::extract

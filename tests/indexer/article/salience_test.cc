#include "indexer/article/salience.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace dateline::article {
namespace {

// An article in which names are written <Name>; every one is a mention of a person of that name,
// and <@Name> of a place.
Article Marked(absl::string_view title, absl::string_view body, absl::string_view captions = "") {
  Article article;
  const auto read = [&](Field field, absl::string_view marked, std::string* text) {
    Mention mention;
    for (const char c : marked) {
      if (c == '<') {
        mention = Mention();
        mention.field = field;
        mention.begin = static_cast<uint32_t>(text->size());
      } else if (c == '@') {
        mention.kind = Kind::kPlace;
      } else if (c == '>') {
        mention.end = static_cast<uint32_t>(text->size());
        mention.name = text->substr(mention.begin);
        mention.entity_id =
            absl::StrCat(mention.kind == Kind::kPlace ? "place/" : "person/", mention.name);
        article.mentions.push_back(mention);
      } else {
        text->push_back(c);
      }
    }
  };
  read(Field::kTitle, title, &article.title);
  read(Field::kBody, body, &article.body);
  read(Field::kCaptions, captions, &article.captions);
  return article;
}

// The entities that it is about, in order; behind a bar those that it only mentions.
std::string Shown(const Article& article) {
  std::string about;
  std::string mentions;
  for (const EntitySalience& entity : SaliencesOf(article)) {
    absl::StrAppend(entity.about ? &about : &mentions, " ", entity.name);
    EXPECT_GT(entity.salience, 0) << entity.name;
    EXPECT_LT(entity.salience, 1) << entity.name;
    EXPECT_EQ(entity.about, entity.salience >= kAboutSalience) << entity.name;
  }
  return absl::StrCat(about, " |", mentions);
}

const std::string& Filler() {
  static const auto* filler = new std::string(kLeadBytes, 'x');
  return *filler;
}

TEST(SalienceTest, AnArticleIsAboutWhatItsTitleNames) {
  EXPECT_EQ(Shown(Marked("<Reyer> resigns", "The minister <Reyer> left. <Holm> takes over.")),
            " Reyer | Holm");
  EXPECT_EQ(Shown(Marked("<Reyer> resigns", Filler() + "<Holm> <Holm> <Holm>")), " Reyer | Holm");
}

TEST(SalienceTest, ItIsAboutWhatTheLeadNamesAndTheTextGoesOnAbout) {
  EXPECT_EQ(Shown(Marked("A minister goes", "<Reyer> left. <Reyer> had been ill. <Holm> too.")),
            " Reyer | Holm");
  EXPECT_EQ(Shown(Marked("A minister goes", "<Reyer> left. " + Filler() + "<Holm> <Holm> <Holm>")),
            " | Reyer Holm");
}

TEST(SalienceTest, WithoutATitleLeadAndMentionsDecide) {
  EXPECT_EQ(Shown(Marked("", "<Reyer> met <Holm>. <Reyer> spoke. " + Filler() + "<Reyer> <Adair>")),
            " Reyer Holm | Adair");
}

TEST(SalienceTest, TheDatelineIsNoLead) {
  for (const char* body : {"<@KYIV>, Oct. 19 (Wire) - <Reyer> arrived. <Reyer> left.",
                           "<@KYIV> -- <Reyer> arrived. <Reyer> left.",
                           "<@KYIV> (Wire) \u2014 <Reyer> came. <Reyer> went.",
                           "<@Kyiv> (Wire) \u2013 <Reyer> came. <Reyer> went."}) {
    const std::string shown = Shown(Marked("A visit", body));
    EXPECT_EQ(shown.substr(0, 8), " Reyer |") << body;
  }
  // A sentence that a dash breaks is none.
  EXPECT_EQ(Shown(Marked("A visit", "<@Kyiv> waited - and <@Kyiv> got its guest.")), " Kyiv |");
}

TEST(SalienceTest, ASentenceThatADashBreaksIsALead) {
  for (const char* sentence :
       {"<NATO> and <@Russia> are far apart - that was said <@there>.",
        "<IBM> said <@here> \u2013 but not <@there>.", "<Roe> was fired (again) - from <@home>."}) {
    const Article article = Marked("", sentence);
    for (const EntitySalience& entity : SaliencesOf(article)) {
      EXPECT_TRUE(entity.in_lead) << sentence << ": " << entity.name;
    }
  }
  for (const char* dateline :
       {"SAN JUAN DEL SUR, <@Nicaragua>, Oct. 19 (Wire) -- It rained.",
        "NEAR <@Mosul>, Iraq (the wire service) - It rained.",
        "<@PARIS>, 19 mai (Wire) - Il pleut.", "VILLA de <@Leyva>, 3 de mayo (Wire) - Llueve.",
        "RIO de <@Janeiro> \u2014 It rained."}) {
    const Article article = Marked("", dateline);
    ASSERT_EQ(article.mentions.size(), 1u);
    EXPECT_FALSE(SaliencesOf(article).front().in_lead) << dateline;
  }
}

TEST(SalienceTest, CaptionsAloneAreMentions) {
  EXPECT_EQ(Shown(Marked("A visit", "Nobody came.", "<Reyer> <Reyer> <Reyer>")), " | Reyer");
}

TEST(SalienceTest, CountsAndPlaces) {
  const auto entities =
      SaliencesOf(Marked("<Reyer>", "<Holm> <Reyer> " + Filler() + "<Reyer> <Adair>"));
  ASSERT_EQ(entities.size(), 3u);
  EXPECT_EQ(entities[0].entity_id, "person/Reyer");
  EXPECT_EQ(entities[0].mention_count, 3u);
  EXPECT_TRUE(entities[0].in_title);
  EXPECT_TRUE(entities[0].in_lead);
  EXPECT_DOUBLE_EQ(entities[0].salience, 0.45 + 0.25 + 0.30 * 3 / 4);
  EXPECT_EQ(entities[1].entity_id, "person/Holm");
  EXPECT_FALSE(entities[1].in_title);
  EXPECT_DOUBLE_EQ(entities[1].salience, 0.25 + 0.30 / 4);
  EXPECT_FALSE(entities[2].in_lead);
}

TEST(SalienceTest, NamesWithoutEntityAreLeftOut) {
  Article article = Marked("<Reyer>", "");
  article.mentions[0].entity_id.clear();
  EXPECT_TRUE(SaliencesOf(article).empty());
  EXPECT_TRUE(SaliencesOf(Article()).empty());
}

}  // namespace
}  // namespace dateline::article

#include "indexer/annotate/name_tagger.h"

#include <functional>
#include <random>
#include <string>

#include "gtest/gtest.h"
#include "indexer/annotate/name_model.h"
#include "indexer/annotate/tagged_mentions.h"

namespace dateline::annotate {
namespace {

constexpr NameTag kTagCount = kNameTags;

TEST(NameTagTest, LetsNamesBeCutInOneWay) {
  const NameTag begin = MakeNameTag(NameSort::kPlace, NamePart::kBegin);
  const NameTag inside = MakeNameTag(NameSort::kPlace, NamePart::kInside);
  const NameTag last = MakeNameTag(NameSort::kPlace, NamePart::kLast);
  const NameTag whole = MakeNameTag(NameSort::kPerson, NamePart::kWhole);
  EXPECT_EQ(SortOf(last), NameSort::kPlace);
  EXPECT_EQ(PartOf(last), NamePart::kLast);
  EXPECT_TRUE(MayFollow(kNoNameTag, begin));
  EXPECT_TRUE(MayFollow(begin, inside));
  EXPECT_TRUE(MayFollow(inside, last));
  EXPECT_TRUE(MayFollow(last, whole));
  EXPECT_FALSE(MayFollow(begin, kNoNameTag));
  EXPECT_FALSE(MayFollow(begin, whole));
  EXPECT_FALSE(MayFollow(begin, MakeNameTag(NameSort::kPerson, NamePart::kLast)));
  EXPECT_FALSE(MayFollow(kNoNameTag, last));
}

// Tries every legal sequence.
float BestScore(const std::vector<TagScores>& scores, const TransitionScores& transitions,
                const std::vector<uint32_t>& allowed, size_t at, NameTag previous) {
  if (at == scores.size()) return MayFollow(previous, kNoNameTag) ? 0 : -1e6f;
  float best = -1e6f;
  for (NameTag tag = 0; tag < kTagCount; ++tag) {
    if (!MayFollow(previous, tag) || (!allowed.empty() && (allowed[at] >> tag & 1) == 0)) continue;
    best = std::max(best, scores[at][tag] + transitions[previous][tag] +
                              BestScore(scores, transitions, allowed, at + 1, tag));
  }
  return best;
}

TEST(BestTagsTest, FindsTheBestOfAllSequences) {
  std::mt19937 random(5);
  const auto number = [&random] { return static_cast<float>(random() % 200) / 100 - 1; };
  for (int round = 0; round < 60; ++round) {
    std::vector<TagScores> scores(1 + round % 4);
    for (TagScores& of_word : scores) {
      for (float& score : of_word) score = number();
    }
    TransitionScores transitions;
    for (TagScores& from : transitions) {
      for (float& score : from) score = number();
    }
    std::vector<uint32_t> allowed;
    if (round % 2 == 1) {
      for (size_t i = 0; i < scores.size(); ++i) allowed.push_back(random() | 1);
    }
    const std::vector<NameTag> tags = BestTags(scores, transitions, allowed);
    ASSERT_EQ(tags.size(), scores.size());
    float found = 0;
    NameTag previous = kNoNameTag;
    for (size_t i = 0; i < tags.size(); ++i) {
      ASSERT_TRUE(MayFollow(previous, tags[i]));
      ASSERT_TRUE(allowed.empty() || (allowed[i] >> tags[i] & 1));
      found += scores[i][tags[i]] + transitions[previous][tags[i]];
      previous = tags[i];
    }
    ASSERT_TRUE(MayFollow(previous, kNoNameTag));
    EXPECT_NEAR(found, BestScore(scores, transitions, allowed, 0, kNoNameTag), 1e-4);
  }
  EXPECT_TRUE(BestTags({}, {}, {}).empty());
}

TEST(NameTaggerTest, RefusesDamagedModels) {
  ModelRow row;
  row.feature = 7;
  row.weights[1] = 2;
  ModelRow next = row;
  next.feature = 9;
  const std::string model = EncodeModel({row, next}, {});
  EXPECT_TRUE(NameTagger::Parse(model).ok());
  EXPECT_TRUE(NameTagger::Parse(EncodeModel({}, {})).ok());
  for (size_t size = 0; size < model.size(); ++size)
    EXPECT_FALSE(NameTagger::Parse(model.substr(0, size)).ok()) << size;
  EXPECT_FALSE(NameTagger::Parse(model + "x").ok());
  EXPECT_FALSE(NameTagger::Parse(EncodeModel({next, row}, {})).ok()) << "out of order";
  std::string other = model;
  other[0] = 'D';
  EXPECT_FALSE(NameTagger::Parse(other).ok());
}

TEST(EncodeModelTest, LeavesOutRowsOfZeros) {
  ModelRow row;
  row.feature = 7;
  row.weights[1] = 2;
  ModelRow zeros;
  zeros.feature = 9;
  EXPECT_EQ(EncodeModel({row, zeros}, {}), EncodeModel({row}, {}));
}

class TagMentionsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    lexicon_ = Lexicon::Create()->release();
    tagger_ = NameTagger::Parse(NameModel())->release();
  }

  // "person:Ana Lima" and so on, of title and body.
  static std::vector<std::string> NamesOf(const std::string& title, const std::string& body) {
    TokenizedArticle article;
    article.title = Tokenize(title, *lexicon_);
    article.body = Tokenize(body, *lexicon_);
    std::vector<std::string> names;
    const std::vector<FoundMention> by_rules = FindMentions(article, *lexicon_, true);
    for (const FoundMention& m : TagMentions(article, *lexicon_, *tagger_, by_rules)) {
      const char* kind = m.kind == article::Kind::kPerson         ? "person:"
                         : m.kind == article::Kind::kOrganization ? "organization:"
                                                                  : "place:";
      names.push_back(kind + std::string(article.text(m.field).Words(m.first, m.last)));
    }
    return names;
  }

  static const Lexicon* lexicon_;
  static const NameTagger* tagger_;
};
const Lexicon* TagMentionsTest::lexicon_ = nullptr;
const NameTagger* TagMentionsTest::tagger_ = nullptr;

using Names = std::vector<std::string>;

TEST_F(TagMentionsTest, ReadsSentencesOfNews) {
  struct Case {
    const char* text;
    Names names;
  };
  for (const Case& c : {
           Case{"Interior Minister Pavol Hruska told Slovak Radio that the police had acted late.",
                {"person:Pavol Hruska", "organization:Slovak Radio"}},
           Case{
               "The United Nations Children's Fund (UNICEF) said on Friday that cholera had spread "
               "to Beira.",
               {"organization:United Nations Children's Fund", "organization:UNICEF",
                "place:Beira"}},
           Case{"Liverpool beat Everton 2-1 on Saturday.",
                {"organization:Liverpool", "organization:Everton"}},
           Case{"Brazil drew 1-1 with Ghana in Kumasi.",
                {"place:Brazil", "place:Ghana", "place:Kumasi"}},
           Case{"The Russian ambassador met French and Polish officers in the Senegalese capital.",
                {}},
           Case{"She will meet Mr. Okonkwo in London next week.",
                {"person:Okonkwo", "place:London"}},
           Case{"Shares of Holmquist & Lindahl AB fell 3 percent in Stockholm.",
                {"organization:Holmquist & Lindahl AB", "place:Stockholm"}},
           Case{"He was taken to Queen Elizabeth Hospital, the Ministry of Health said.",
                {"organization:Queen Elizabeth Hospital", "organization:Ministry of Health"}},
       }) {
    EXPECT_EQ(NamesOf("", c.text), c.names) << c.text;
  }
}

TEST_F(TagMentionsTest, FindsInCapitalsWhatTheTextNames) {
  EXPECT_EQ(NamesOf("HRUSKA FACES VOTE IN KOSICE",
                    "Interior Minister Pavol Hruska faces a vote in Kosice on Monday."),
            (Names{"person:HRUSKA", "place:KOSICE", "person:Pavol Hruska", "place:Kosice"}));
}

TEST_F(TagMentionsTest, LeavesOutWhoSentTheReport) {
  EXPECT_EQ(NamesOf("", "GALWAY (Northern Tide) - A ferry sank on Thursday."),
            (Names{"place:GALWAY"}));
}

TEST_F(TagMentionsTest, AnyBytesAreSafe) {
  const std::string seed =
      "GALWAY (Northern Tide) - Mr. Seán O'Brien of the U.S. Coast Guard's 3rd unit met A. B. Ng.";
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    std::string text = seed;
    for (int edits = 0; edits < 8; ++edits)
      text[random() % text.size()] = static_cast<char>(random() % 256);
    NamesOf(text, text + "\n\n" + seed);
  }
}

}  // namespace
}  // namespace dateline::annotate

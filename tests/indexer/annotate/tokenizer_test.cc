#include "indexer/annotate/tokenizer.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::annotate {
namespace {

using ::testing::ElementsAreArray;

class TokenizerTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { lexicon_ = Lexicon::Create()->release(); }
  static void TearDownTestSuite() { delete lexicon_; }

  static std::vector<std::string> Tokens(absl::string_view text) {
    const TokenizedText tokenized = Tokenize(text, *lexicon_);
    std::vector<std::string> words;
    for (const Token& token : tokenized.tokens) {
      words.emplace_back(text.substr(token.begin, token.end - token.begin));
    }
    return words;
  }
  static std::vector<std::string> Sentences(absl::string_view text) {
    const TokenizedText tokenized = Tokenize(text, *lexicon_);
    std::vector<std::string> sentences;
    for (const Sentence& s : tokenized.sentences) {
      sentences.emplace_back(tokenized.Words(s.first, s.last));
    }
    return sentences;
  }

  static const Lexicon* lexicon_;
};
const Lexicon* TokenizerTest::lexicon_ = nullptr;

TEST_F(TokenizerTest, CutsWords) {
  struct Case {
    absl::string_view text;
    std::vector<std::string> tokens;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"", {}},
           {" \n\t ", {}},
           {"The U.S. and U.N. met.", {"The", "U.S.", "and", "U.N.", "met", "."}},
           {"Gen. J. Smith Jr. left.", {"Gen.", "J.", "Smith", "Jr.", "left", "."}},
           {"O'Brien's workers' AT&T", {"O'Brien", "'s", "workers", "'", "AT&T"}},
           {"Putin’s plan", {"Putin", "’s", "plan"}},
           {"Choe Son-hui", {"Choe", "Son", "-", "hui"}},
           {"1,000 men, 3.5 pct", {"1,000", "men", ",", "3.5", "pct"}},
           {"Sept. 13, 2023.", {"Sept.", "13", ",", "2023", "."}},
           {"2023-09-13", {"2023", "-", "09", "-", "13"}},
           {"(KCNA)", {"(", "KCNA", ")"}},
           {"the U S  Senate, Washington D C", {"the", "U S", "Senate", ",", "Washington", "D C"}},
           {"the U. S. and N.Y.", {"the", "U. S.", "and", "N.Y."}},
           {"D C A bill", {"D C", "A", "bill"}},
           {"18 U S C 7, Messrs S D Rao",
            {"18", "U", "S", "C", "7", ",", "Messrs", "S", "D", "Rao"}},
           {"the U  S Senate", {"the", "U", "S", "Senate"}},
           {"the U\nS Senate", {"the", "U", "S", "Senate"}},
           {"He sat. They go.", {"He", "sat", ".", "They", "go", "."}},
           {"São\xFF Paulo", {"São", "\xFF", "Paulo"}},
       }) {
    EXPECT_THAT(Tokens(c.text), ElementsAreArray(c.tokens)) << c.text;
  }
}

TEST_F(TokenizerTest, TellsShapes) {
  const TokenizedText text =
      Tokenize("Paris NATO U.S. J. McDonald word 1990s 19th Ünal - 東京", *lexicon_);
  std::vector<Shape> shapes;
  for (const Token& token : text.tokens) shapes.push_back(token.shape);
  EXPECT_THAT(shapes,
              ElementsAreArray({Shape::kCapital, Shape::kUpper, Shape::kUpper, Shape::kInitial,
                                Shape::kMixed, Shape::kLower, Shape::kNumber, Shape::kNumber,
                                Shape::kCapital, Shape::kOther, Shape::kLower}));
}

TEST_F(TokenizerTest, CutsSentences) {
  struct Case {
    absl::string_view text;
    std::vector<std::string> sentences;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"One came. Two went.", {"One came.", "Two went."}},
           {"He met Sen. Smith on Oct. 3 there. Fine.",
            {"He met Sen. Smith on Oct. 3 there.", "Fine."}},
           {"He left the U.S. The rest stayed.", {"He left the U.S.", "The rest stayed."}},
           {"The U.S. Senate met.", {"The U.S. Senate met."}},
           {"He has until 9 a.m. Tuesday. Then we go.",
            {"He has until 9 a.m. Tuesday.", "Then we go."}},
           {"It is 9 p.m. EST Tuesday there.", {"It is 9 p.m. EST Tuesday there."}},
           {"It ended at 9 p.m. Smith left.", {"It ended at 9 p.m.", "Smith left."}},
           {"\"Come.\" He came.", {"\"Come.\"", "He came."}},
           {"HEADLINE HERE\nThe text.", {"HEADLINE HERE", "The text."}},
           {"A title\n\nthe text", {"A title", "the text"}},
           // Lines that only wrap: most go on in lower case.
           {"The quick brown fox jumps\nover the lazy dog that\nsleeps near Mr\nSmith today",
            {"The quick brown fox jumps\nover the lazy dog that\nsleeps near Mr\nSmith today"}},
       }) {
    EXPECT_THAT(Sentences(c.text), ElementsAreArray(c.sentences)) << c.text;
  }
}

TEST_F(TokenizerTest, SeesHeadlinesInCapitals) {
  const TokenizedText text = Tokenize(
      "PUTIN TO VISIT KIM\nRussia Hails Kim Ahead Of Putin Visit\nThe visit was short.", *lexicon_);
  ASSERT_EQ(text.sentences.size(), 3u);
  EXPECT_TRUE(text.sentences[0].all_capitals);
  EXPECT_FALSE(text.sentences[1].all_capitals);
  EXPECT_TRUE(text.sentences[1].title_case);
  EXPECT_FALSE(text.sentences[2].all_capitals);
  EXPECT_FALSE(text.sentences[2].title_case);
}

}  // namespace
}  // namespace dateline::annotate

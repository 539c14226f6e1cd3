#include "indexer/annotate/future_cue.h"

#include "gtest/gtest.h"

namespace dateline::annotate {
namespace {

// What the sentence says of its token "Tuesday".
Tense Of(absl::string_view sentence) {
  static const Lexicon* lexicon = Lexicon::Create()->release();
  const TokenizedText text = Tokenize(sentence, *lexicon);
  for (uint32_t i = 0; i < text.tokens.size(); ++i) {
    if (text.tokens[i].key != "tuesday") continue;
    return TenseOf(text, 0, static_cast<uint32_t>(text.tokens.size()), i, i + 1);
  }
  ADD_FAILURE() << "no Tuesday in: " << sentence;
  return Tense::kOpen;
}

TEST(FutureCueTest, HearsPlans) {
  for (const absl::string_view sentence : {
           "He will leave on Tuesday.",
           "The vote is scheduled for Tuesday.",
           "The leader is readying to go to Korea on Tuesday.",
           "The court on Tuesday will decide.",
           "It must be done by Tuesday.",
           "They have until 9 a.m. Tuesday to sign.",
           "He could be back as early as Tuesday.",
           "He is expected to meet them Tuesday.",
           "He was to meet them on Tuesday.",
           "He said that it would close on Tuesday.",
           "The deal would be formally signed on Tuesday.",
           "They are going to vote on Tuesday.",
           "The vote is set for Tuesday.",
           "They may vote on Tuesday.",
           "The fair begins Tuesday.",
           "The council meets in the old town on Tuesday.",
           "The boss steps down on Tuesday.",
           "Nerves are raw ahead of Tuesday's vote.",
           "The ban runs from the first, starting Tuesday.",
           "They have until 9 a.m. EST Tuesday.",
       }) {
    EXPECT_EQ(Of(sentence), Tense::kFuture) << sentence;
  }
}

TEST(FutureCueTest, HearsReports) {
  for (const absl::string_view sentence : {
           "He was there on Tuesday.",
           "He will leave, she said Tuesday.",
           "They agreed to meet on Tuesday.",
           "It was not until Tuesday that he came.",
           "They will ignore Tuesday's ruling.",
           "Tuesday's ruling will cost them much.",
           "He would have left on Tuesday.",
           "He may have left on Tuesday.",
           "She met her lawyer on Tuesday.",
           "A vote planned for Tuesday was put off.",
       }) {
    EXPECT_EQ(Of(sentence), Tense::kPast) << sentence;
  }
}

TEST(FutureCueTest, HearsNothingWithoutVerbs) {
  for (const absl::string_view sentence :
       {"Tuesday", "on Tuesday", "Tuesday was warm.", "Until Tuesday, nobody knew.",
        "President meets rival on Tuesday"}) {
    EXPECT_EQ(Of(sentence), Tense::kOpen) << sentence;
  }
}

}  // namespace
}  // namespace dateline::annotate

#include "indexer/annotate/kind_agreement.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace dateline::annotate {
namespace {

using article::Kind;

class KindAgreementTest : public testing::Test {
 protected:
  // The kinds after the agreement, a letter a mention. `marked` is text with names as [P Ana Lima],
  // O and L likewise; a titled person is [T Lima].
  std::string Agreed(absl::string_view marked) {
    std::string plain;
    struct Span {
      size_t begin;
      size_t end;
      char letter;
    };
    std::vector<Span> spans;
    for (size_t i = 0; i < marked.size(); ++i) {
      if (marked[i] == '[') {
        spans.push_back({plain.size(), 0, marked[i + 1]});
        i += 2;
      } else if (marked[i] == ']') {
        spans.back().end = plain.size();
      } else {
        plain.push_back(marked[i]);
      }
    }
    TokenizedArticle article;
    article.body = Tokenize(plain, *lexicon_);
    std::vector<FoundMention> mentions;
    for (const Span& span : spans) {
      FoundMention mention;
      mention.kind = span.letter == 'O'   ? Kind::kOrganization
                     : span.letter == 'L' ? Kind::kPlace
                                          : Kind::kPerson;
      mention.titled = span.letter == 'T';
      const std::vector<Token>& tokens = article.body.tokens;
      while (tokens[mention.first].begin < span.begin) ++mention.first;
      mention.last = mention.first;
      while (mention.last < tokens.size() && tokens[mention.last].begin < span.end) ++mention.last;
      mentions.push_back(mention);
    }
    AgreeOnKinds(article, *lexicon_, &mentions);
    std::string kinds;
    for (const FoundMention& mention : mentions) {
      kinds.push_back(mention.kind == Kind::kPerson         ? 'P'
                      : mention.kind == Kind::kOrganization ? 'O'
                                                            : 'L');
      EXPECT_TRUE(mention.known == nullptr || mention.known->kind == mention.kind) << marked;
    }
    return kinds;
  }

  const std::unique_ptr<const Lexicon> lexicon_ = *Lexicon::Create();
};

TEST_F(KindAgreementTest, MostMentionsDecide) {
  EXPECT_EQ(Agreed("[O Numvex] struck. [P Numvex] said so. [O Numvex] left."), "OOO");
  EXPECT_EQ(Agreed("[L Tarn] won. [O Tarn] lost. [O Tarn] drew."), "OOO");
}

TEST_F(KindAgreementTest, LevelKindsStayAsTheyAre) {
  EXPECT_EQ(Agreed("[O Chelsea] won in [L Chelsea]."), "OL");
  EXPECT_EQ(Agreed("[O Chelsea] [L Chelsea] [P Chelsea]"), "OLP");
}

TEST_F(KindAgreementTest, AFamilyNameIsAPersonsWhenItIsSoElsewhere) {
  EXPECT_EQ(Agreed("[P Lena Moreva] left. [L Moreva] wept. [P Moreva] slept."), "PPP");
  EXPECT_EQ(Agreed("[P Ajay Kuhl] and [P Rena Kuhl] fled. The [L Kuhl] case went on."), "PPP");
  // One full name alone is no evidence, and the town has most of the mentions.
  EXPECT_EQ(Agreed("[P Rena Kuhl] fled to [L Kuhl]."), "PL");
  EXPECT_EQ(Agreed("[P Jack London] and [P Joan London] in [L London]."), "PPL");
  EXPECT_EQ(
      Agreed("[P Joan London] [P London] [L London] [L London] [L London] [L London] [L London] "
             "[L London]"),
      "PLLLLLLL");
}

TEST_F(KindAgreementTest, APlaceBehindANameIsNoPartOfIt) {
  EXPECT_EQ(Agreed("[O Crest Ridge Minerals of Peru] paid. [O Crest Ridge] said so."), "OOL");
  EXPECT_EQ(Agreed("[O Crest Ridge Minerals of Peru] paid. [O Crest Ridge Minerals] fell."), "OOL");
  // Nothing says that it is called otherwise.
  EXPECT_EQ(Agreed("[O Tin Chamber of Peru] met. [O Lead Chamber] met."), "OO");
}

TEST_F(KindAgreementTest, WhatStandsBehindATitleIsAPerson) {
  EXPECT_EQ(Agreed("Mr [T Tarn] left [O Tarn], the firm. [O Tarn] fell."), "POO");
}

}  // namespace
}  // namespace dateline::annotate

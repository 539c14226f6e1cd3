// What the tagger sees of a word: numbers that stand for its spelling, its neighbours, the
// gazetteers, and what the rules and the rest of the article say of it.

#ifndef DATELINE_INDEXER_ANNOTATE_TAG_FEATURES_H_
#define DATELINE_INDEXER_ANNOTATE_TAG_FEATURES_H_

#include <array>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/mention_finder.h"
#include "indexer/annotate/name_tag.h"
#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

// A feature is a hash of its template and its values; 0 is none.
using Feature = uint32_t;

// What the rules found in an article, by its words.
class ArticleMemory {
 public:
  ArticleMemory(const TokenizedArticle& article, const std::vector<FoundMention>& by_rules);

  struct Word {
    std::array<uint16_t, 4> as = {};    // Occurrences inside mentions, by article::Kind.
    std::array<uint16_t, 4> last = {};  // As the last word of one of several words.
    uint16_t lower = 0;                 // Written small.
    uint16_t capital = 0;
  };
  // nullptr for a word that never occurs with a capital.
  const Word* Find(absl::string_view key) const;

 private:
  absl::flat_hash_map<absl::string_view, Word> words_;
};

// The features of every word of a sentence, in order.
class SentenceFeatures {
 public:
  // `rule_tags` are those of all words of `text`.
  SentenceFeatures(const TokenizedText& text, const Lexicon& lexicon, const ArticleMemory& memory,
                   const std::vector<NameTag>& rule_tags, const Sentence& sentence);

  // False for a word with no capital at or near it, which is no part of a name; most words are so.
  // REQUIRES: sentence.first <= i < sentence.last.
  bool MayBeNamed(uint32_t i) const;

  // Replaces `*features` by those of word `i`. REQUIRES: sentence.first <= i < sentence.last.
  void Of(uint32_t i, std::vector<Feature>* features) const;

 private:
  struct Chain {
    uint32_t first = 0;
    uint32_t last = 0;
  };
  // What the features of several words ask of one.
  struct WordCode {
    uint64_t hash = 0;   // Of its key.
    uint32_t shape = 0;  // Shape, length and signs.
  };
  const Token* At(int64_t i) const;
  void FindGazetteerTags();
  void FindChains();

  const TokenizedText& text_;
  const Lexicon& lexicon_;
  const ArticleMemory& memory_;
  const std::vector<NameTag>& rule_tags_;
  const Sentence sentence_;
  bool result_line_ = false;
  std::vector<WordCode> codes_;     // By word of the sentence.
  std::vector<uint8_t> gazetteer_;  // By word of the sentence; 0 for none.
  std::vector<Chain> chains_;       // The run of capitalized words around each.
};

// The tags of what was found by rules in one field of an article.
std::vector<NameTag> RuleTags(const TokenizedText& text, article::Field field,
                              const std::vector<FoundMention>& by_rules);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_TAG_FEATURES_H_

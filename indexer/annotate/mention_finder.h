// Finds the names of persons, organizations and places in an article, by rules and gazetteers.
//
// A name is judged by all its occurrences in the article: what one place says ("Foreign Minister
// Lavrov") helps another that says nothing. Headlines in capitals take only what the body or the
// gazetteers support.

#ifndef DATELINE_INDEXER_ANNOTATE_MENTION_FINDER_H_
#define DATELINE_INDEXER_ANNOTATE_MENTION_FINDER_H_

#include <cstdint>
#include <vector>

#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/tokenizer.h"
#include "indexer/article/article.h"

namespace dateline::annotate {

// The texts of an article, cut.
struct TokenizedArticle {
  TokenizedText title;
  TokenizedText body;
  TokenizedText captions;

  const TokenizedText& text(article::Field field) const {
    return field == article::Field::kTitle  ? title
           : field == article::Field::kBody ? body
                                            : captions;
  }
};

// What found a mention.
enum class MentionOrigin : uint8_t {
  kRules,      // The rules of FindMentions, in languages that the tagger does not know.
  kTagger,     // The tagger, which was learned from annotated news.
  kTitle,      // It stands behind a person's title.
  kParty,      // A state behind the party of a member of Congress.
  kCapitals,   // A line in capitals: names that the rest of the article or a gazetteer knows.
  kAgreement,  // The tagger found the name; its kind is that of most of its mentions.
  kWithin,     // A country in an organization's name.
};

struct FoundMention {
  article::Field field = article::Field::kBody;
  article::Kind kind = article::Kind::kPerson;
  uint32_t first = 0;  // Tokens of the field, half-open.
  uint32_t last = 0;
  const KnownName* known = nullptr;  // The gazetteer's name that the whole span is, of this kind.
  bool titled = false;               // It stands behind a person's title.
  MentionOrigin origin = MentionOrigin::kRules;
};

// The mentions, by field and position, without overlaps. `english` is false for texts in other
// languages, where only well-known places and organizations are looked for.
std::vector<FoundMention> FindMentions(const TokenizedArticle& article, const Lexicon& lexicon,
                                       bool english);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_MENTION_FINDER_H_

// How much of an article is about each of its entities: what tells "about" and "mentions" apart.

#ifndef DATELINE_INDEXER_ARTICLE_SALIENCE_H_
#define DATELINE_INDEXER_ARTICLE_SALIENCE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/article/article.h"

namespace dateline::article {

struct EntitySalience {
  std::string entity_id;
  Kind kind = Kind::kPerson;
  std::string name;  // Of its first mention.
  uint32_t mention_count = 0;
  bool in_title = false;
  bool in_lead = false;  // In the first kLeadBytes of the body, the dateline aside.
  double salience = 0;   // Above 0, below 1.
  bool about = false;    // salience >= kAboutSalience.
};

// Where a news story says what it is about: two sentences, or three short ones.
inline constexpr uint32_t kLeadBytes = 400;
inline constexpr double kAboutSalience = 0.42;

// The entities that the article's mentions are linked to, each once, most salient first, then by
// id. The salience is
//
//   0.45 in_title + 0.25 in_lead + 0.30 n / (m + 1)
//
// for an entity with n mentions, where the entity mentioned most has m. An article without a title
// gives the weight of the title to the lead and to the mentions: 0.30 in_lead + 0.70 n / (m + 1).
// So an article is about what its title names; about what its lead names, if it goes on to speak of
// it as much as of anything; and never about what stands in its captions alone. What the dateline
// names ("KYIV, Oct. 19 (Reuters) -") is in no lead, and does not count as a mention.
std::vector<EntitySalience> SaliencesOf(const Article& article);

}  // namespace dateline::article

#endif  // DATELINE_INDEXER_ARTICLE_SALIENCE_H_

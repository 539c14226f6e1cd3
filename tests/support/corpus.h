// Made-up news: the same articles for the same seed, with every oddity a real archive has.

#ifndef DATELINE_TESTS_SUPPORT_CORPUS_H_
#define DATELINE_TESTS_SUPPORT_CORPUS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "indexer/article/article.h"
#include "tests/support/random.h"

namespace dateline::support {

struct CorpusOptions {
  uint64_t seed = 1;
  uint32_t article_count = 300;
  // Some articles appear in the year 1015 or 2890, too far apart for a histogram by day.
  bool distant_dates = false;
  // Many articles are copies of others: groups of two, and some that hold much of the archive.
  bool copies = false;
  // Publish dates are known by the day, or not at all.
  bool days_only = false;
  // Persons of an article with a body that no other article has.
  uint32_t own_persons = 0;
};

// What an indexer was told, in order.
struct Corpus {
  struct Step {
    bool remove = false;
    bool commit = false;       // After this step.
    article::Article article;  // Only its id when removed.
  };
  std::vector<Step> steps;
  // The articles that are left in the end, by id.
  std::vector<article::Article> articles;
  // Id of an article -> id of the head of its copy group; the other articles are alone.
  std::map<std::string, std::string> copy_groups;
};

// Articles with few words used often and many seldom, stop words, phrases that return, other
// scripts, entities under several names, ids and names too long for a term, dates of every
// precision; some replaced, some removed, over several commits.
Corpus MakeCorpus(const CorpusOptions& options);

// The words that articles are made of, most frequent first, as they stand in a text.
const std::vector<std::string>& CorpusWords();
// Entity ids (of all kinds) and labels that articles have, and one of each that none has.
std::vector<std::string> CorpusValues(article::Dimension dimension);

// Writes a corpus into a new index at `path`, its copy groups as the corpus says, whatever the
// indexer finds. `shard_count` shards at least, or one or more. Fails the test that calls it when
// it cannot.
void WriteCorpus(const Corpus& corpus, uint32_t shard_count, const std::string& path);
// Writes the copy groups into the committed revision of an index; articles that are not in
// `groups` are alone. Fails the test that calls it when it cannot.
void WriteCopyGroups(const std::map<std::string, std::string>& groups, const std::string& path);

// One article as the corpus has them.
article::Article RandomArticle(const std::string& id, bool distant_dates, Random* random);

}  // namespace dateline::support

#endif  // DATELINE_TESTS_SUPPORT_CORPUS_H_

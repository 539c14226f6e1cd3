// Articles from a fixed seed, and what an index holds of them.

#ifndef DATELINE_TESTS_INDEXER_STORE_RANDOM_ARTICLES_H_
#define DATELINE_TESTS_INDEXER_STORE_RANDOM_ARTICLES_H_

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "indexer/article/article.h"

namespace dateline::store {

// An article with words of several scripts, mentions of all kinds, event dates, and a publish date
// of any precision. The same generator state and id give the same article.
article::Article RandomArticle(const std::string& id, std::mt19937* random);

// The same, but its body is more or less of one of 20 texts, with some words changed: often a copy.
article::Article RandomCopy(const std::string& id, std::mt19937* random);

// Articles "a0", "a1", ... in order; those of a higher seed were captured later.
std::vector<article::Article> RandomArticles(int count, uint32_t seed);

// All stored articles by id, as JSON. Fails the test on an error or an id met twice.
std::map<std::string, std::string> Contents(const std::string& index);

// The heads of all stored articles that have copies, by id. Fails the test on an error.
std::map<std::string, std::string> CopyHeads(const std::string& index);

// The same contents of articles that are not stored; the last of each id counts.
std::map<std::string, std::string> Contents(const std::vector<article::Article>& articles);

}  // namespace dateline::store

#endif  // DATELINE_TESTS_INDEXER_STORE_RANDOM_ARTICLES_H_

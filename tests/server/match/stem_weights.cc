#include "tests/server/match/stem_weights.h"

#include <map>
#include <string>

#include "indexer/article/dimension.h"
#include "indexer/format/schema.h"
#include "indexer/text/analyzer.h"

namespace dateline::match {
namespace {

using Xapian::Query;

Xapian::Database AllOf(const std::vector<Xapian::Database>& shards) {
  Xapian::Database all;
  for (const Xapian::Database& shard : shards) all.add_database(shard);
  return all;
}

std::string StemTermOf(const query::Node& node, absl::string_view language) {
  const std::string stem = text::Stemmer(language).Stem(node.term);
  return node.scope == query::Scope::kTitle ? format::TitleStemTerm(stem) : format::StemTerm(stem);
}

// By language: the stem's term, and the query for it among the articles in that language. "" has
// those in none.
std::map<std::string, Query> QueriesOf(const Xapian::Database& all, const query::Node& node) {
  const std::string prefix(format::TermPrefix(article::Dimension::kLanguage));
  std::map<std::string, Query> queries;
  std::vector<Query> languages;
  for (auto it = all.allterms_begin(prefix); it != all.allterms_end(prefix); ++it) {
    const std::string language = format::FacetValueOf(article::Dimension::kLanguage, *it);
    languages.emplace_back(*it);
    queries[language] =
        Query(Query::OP_FILTER, Query(StemTermOf(node, language)), languages.back());
  }
  queries[""] = Query(Query::OP_AND_NOT, Query(StemTermOf(node, "")),
                      Query(Query::OP_OR, languages.begin(), languages.end()));
  return queries;
}

}  // namespace

Weights WeighStems(const std::vector<Xapian::Database>& shards, const query::Node& node,
                   const Bm25& bm25) {
  const Xapian::Database all = AllOf(shards);
  std::map<Xapian::docid, Xapian::termcount> wdfs;
  Xapian::Enquire enquire(all);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  for (const auto& [language, query] : QueriesOf(all, node)) {
    enquire.set_query(query);
    const Xapian::MSet found = enquire.get_mset(0, all.get_doccount());
    for (auto it = found.begin(); it != found.end(); ++it) {
      Xapian::PostingIterator posting = all.postlist_begin(StemTermOf(node, language));
      posting.skip_to(*it);
      wdfs[*it] = posting.get_wdf();
    }
  }
  Xapian::WritableDatabase reference("", Xapian::DB_BACKEND_INMEMORY);
  for (auto it = all.postlist_begin(""); it != all.postlist_end(""); ++it) {
    Xapian::Document document;
    const auto found = wdfs.find(*it);
    const Xapian::termcount wdf = found == wdfs.end() ? 0 : found->second;
    if (wdf > 0) document.add_term("stem", wdf);
    document.add_term("rest", all.get_doclength(*it) - wdf);
    reference.replace_document(*it, document);
  }
  Weights weights = WeighPhrase({reference}, Query("stem"), bm25);
  return weights;
}

Query SynonymQuery(const std::vector<Xapian::Database>& shards, const query::Node& node) {
  std::vector<Query> queries;
  for (const auto& [language, query] : QueriesOf(AllOf(shards), node)) queries.push_back(query);
  return Query(Query::OP_SYNONYM, queries.begin(), queries.end());
}

}  // namespace dateline::match

#include "tests/support/request_generator.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "indexer/format/schema.h"
#include "indexer/text/analyzer.h"
#include "tests/support/corpus.h"

namespace dateline::support {
namespace {

using article::Dimension;
using query::Node;
using query::Op;

std::string RandomWord(Random* random) {
  const std::string& word =
      CorpusWords()[random->Zipf(static_cast<uint32_t>(CorpusWords().size()))];
  const std::vector<text::Token> tokens = text::Tokenize(word);
  std::string term = random->Pick(tokens).term;
  return term.empty() || random->Chance(3) ? "absent" : term;
}

std::string RandomTerm(Random* random) {
  const std::string term = RandomWord(random);
  const std::string stem = text::Stemmer("en").Stem(term);
  switch (random->Below(5)) {
    case 0:
      return format::WordTerm(term);
    case 1:
      return format::TitleWordTerm(term);
    case 2:
      return format::TitleStemTerm(stem);
    default:
      return format::StemTerm(stem);
  }
}

// Words that stand next to each other in an article, or nearly.
std::vector<std::string> RandomPhrase(const std::vector<article::Article>& articles,
                                      Random* random) {
  const article::Article& article = random->Pick(articles);
  const bool title = random->Chance(40);
  const std::vector<text::Token> tokens = text::Tokenize(title ? article.title : article.body);
  std::vector<std::string> terms;
  const uint32_t size = 2 + random->Below(3);
  if (tokens.size() > size) {
    uint32_t at = random->Below(static_cast<uint32_t>(tokens.size() - size));
    const bool in_title = title && random->Chance(60);
    for (uint32_t i = 0; i < size && at < tokens.size(); ++i, ++at) {
      if (random->Chance(5)) ++at;  // Skips a word: mostly no phrase of any article.
      if (at >= tokens.size() || tokens[at].term.empty()) continue;
      terms.push_back(in_title ? format::TitleWordTerm(tokens[at].term)
                               : format::WordTerm(tokens[at].term));
    }
  }
  while (terms.size() < 2) terms.push_back(format::WordTerm("new"));
  return terms;
}

std::string RandomPrefix(Random* random) {
  static const auto* prefixes = new std::vector<std::string>{
      "vis", "diplo", "rare1", "s", "par", "u", "北", "zzz", "sanction"};
  const std::string& prefix = random->Pick(*prefixes);
  return random->Chance(25) ? format::TitleWordTerm(prefix) : format::WordTerm(prefix);
}

match::Selection RandomSelection(Dimension dimension, Random* random) {
  const std::vector<std::string> values = CorpusValues(dimension);
  match::Selection selection;
  selection.dimension = dimension;
  selection.match_all = random->Chance(30);
  const uint32_t count = random->Below(selection.match_all ? 3 : 4);
  for (uint32_t i = 0; i < count; ++i) {
    selection.values.push_back(
        values[random->Chance(10) ? 0 : 1 + random->Zipf(values.size() - 1)]);
  }
  selection.about_only =
      InfoOf(dimension).type == article::DimensionType::kEntity && random->Chance(30);
  while (random->Chance(25)) selection.excluded_values.push_back(random->Pick(values));
  return selection;
}

match::Window RandomWindow(Random* random) {
  match::Window window;
  const int32_t start = article::ToDayNumber(
      absl::CivilDay(random->Between(2018, 2022), random->Between(1, 12), random->Between(1, 28)));
  if (random->Chance(70)) window.since = start;
  if (random->Chance(70)) window.until = start + random->Between(0, 900);
  return window;
}

match::FacetRequest RandomFacet(Dimension dimension, Random* random) {
  static const auto* prefixes = new std::vector<std::string>{
      "k", "kim", "emile", "van per", "5", "source", "person/kim", "e", "jr", "united v"};
  match::FacetRequest facet;
  facet.dimension = dimension;
  facet.size = random->Chance(20) ? 1000 : random->Below(12);
  if (random->Chance(20)) facet.offset = random->Below(10);
  if (random->Chance(25)) facet.prefix = random->Pick(*prefixes);
  const std::vector<std::string> values = CorpusValues(dimension);
  facet.about_only =
      InfoOf(dimension).type == article::DimensionType::kEntity && random->Chance(25);
  while (random->Chance(20)) facet.include_values.push_back(random->Pick(values));
  return facet;
}

}  // namespace

Node RandomQuery(const std::vector<article::Article>& articles, int depth, Random* random) {
  Node node;
  const uint32_t kind = random->Below(depth > 0 ? 100 : 50);
  if (kind < 2) {
    node.op = random->Chance(70) ? Op::kAll : Op::kNone;
  } else if (kind < 22) {
    node.op = Op::kTerm;
    node.term = RandomTerm(random);
  } else if (kind < 34) {
    node.op = Op::kStem;
    node.term = RandomWord(random);
    node.scope = random->Chance(30) ? query::Scope::kTitle : query::Scope::kText;
  } else if (kind < 44) {
    node.op = Op::kPhrase;
    node.terms = RandomPhrase(articles, random);
  } else if (kind < 50) {
    node.op = Op::kWildcard;
    node.term = RandomPrefix(random);
  } else {
    node.op = kind < 70 ? Op::kAnd : kind < 90 ? Op::kOr : Op::kAndNot;
    const uint32_t children = 2 + random->Below(3);
    for (uint32_t i = 0; i < children; ++i) {
      node.children.push_back(RandomQuery(articles, depth - 1, random));
    }
  }
  return node;
}

RandomRequest MakeRequest(const std::vector<article::Article>& articles, Random* random) {
  RandomRequest made;
  match::SearchRequest& request = made.request;
  if (!random->Chance(10)) {
    made.query = std::make_unique<Node>(RandomQuery(articles, 2, random));
    request.query = made.query.get();
  }
  for (size_t d = 0; d < article::kValueDimensionCount; ++d) {
    const auto dimension = static_cast<Dimension>(d);
    if (random->Chance(20)) request.selections.push_back(RandomSelection(dimension, random));
    if (random->Chance(50)) request.facets.push_back(RandomFacet(dimension, random));
  }
  if (random->Chance(20)) request.publish_window = RandomWindow(random);
  if (random->Chance(15)) request.event_window = RandomWindow(random);
  if (random->Chance(50)) request.event_match = match::EventMatch::kWithin;
  request.sort = static_cast<match::Sort>(random->Chance(50) ? 0 : random->Below(3));
  request.top = random->Chance(30) ? 100000 : random->Below(25);
  for (const Dimension dimension : {Dimension::kPublishDate, Dimension::kEventDate}) {
    if (random->Chance(40)) {
      request.histograms.push_back(
          {dimension, static_cast<match::CalendarInterval>(random->Below(4))});
    }
  }
  if (random->Chance(30)) {
    request.bm25 = {0.4 + random->Below(20) / 10.0, 1.0 + random->Below(3),
                    random->Below(11) / 10.0, random->Below(10) / 10.0};
  }
  request.collapse_copies = random->Chance(40);
  if (random->Chance(8)) {
    request.copies_of = random->Chance(10) ? "no-such-article" : random->Pick(articles).id;
  }
  return made;
}

std::string Describe(const Node& node) {
  static constexpr std::array<absl::string_view, 9> kNames = {
      "all", "none", "term", "stem", "phrase", "wildcard", "and", "or", "and_not"};
  std::vector<std::string> parts = node.terms;
  if (!node.term.empty()) parts.push_back(node.term);
  for (const Node& child : node.children) parts.push_back(Describe(child));
  return absl::StrCat(kNames[static_cast<size_t>(node.op)], "(", absl::StrJoin(parts, ", "), ")");
}

std::string Describe(const match::SearchRequest& request) {
  std::string text = absl::StrCat(
      "query ", request.query == nullptr ? "(every article)" : Describe(*request.query), "\nsort ",
      static_cast<int>(request.sort), " top ", request.top,
      request.collapse_copies ? " collapsed" : "");
  if (!request.copies_of.empty()) absl::StrAppend(&text, "\ncopies of ", request.copies_of);
  const auto window = [&](absl::string_view name, const match::Window& w) {
    if (w.empty()) return;
    absl::StrAppend(&text, "\n", name, " ", w.since ? absl::StrCat(*w.since) : "", " to ",
                    w.until ? absl::StrCat(*w.until) : "");
  };
  window("published", request.publish_window);
  window(request.event_match == match::EventMatch::kWithin ? "events within" : "events overlapping",
         request.event_window);
  for (const match::Selection& s : request.selections) {
    absl::StrAppend(&text, "\nselection ", article::InfoOf(s.dimension).name,
                    s.about_only ? " about" : "", s.match_all ? " all of [" : " any of [",
                    absl::StrJoin(s.values, ", "), "] none of [",
                    absl::StrJoin(s.excluded_values, ", "), "]");
  }
  for (const match::FacetRequest& f : request.facets) {
    absl::StrAppend(&text, "\nfacet ", article::InfoOf(f.dimension).name, " size ", f.size,
                    " offset ", f.offset, f.about_only ? " about" : "", " prefix '", f.prefix,
                    "' include [", absl::StrJoin(f.include_values, ", "), "]");
  }
  for (const match::HistogramRequest& h : request.histograms) {
    absl::StrAppend(&text, "\nhistogram ", article::InfoOf(h.dimension).name, " by ",
                    static_cast<int>(h.interval));
  }
  return text;
}

}  // namespace dateline::support

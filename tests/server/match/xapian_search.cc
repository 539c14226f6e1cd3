#include "tests/server/match/xapian_search.h"

#include <algorithm>
#include <vector>

#include "indexer/article/date.h"
#include "indexer/format/schema.h"
#include "tests/server/match/found_source.h"
#include "tests/server/match/stem_weights.h"

namespace dateline::match {
namespace {

using query::Node;
using query::Op;
using Xapian::Query;

Query Combine(Query::op op, const std::vector<Query>& queries) {
  return Query(op, queries.begin(), queries.end());
}

// Makes one Xapian query of a tree.
class Translator {
 public:
  Translator(const std::vector<Xapian::Database>& shards, const Bm25& bm25)
      : shards_(shards), bm25_(bm25) {
    for (const Xapian::Database& shard : shards) all_.add_database(shard);
  }

  Query Translate(const Node& node, bool below_or = false) const;

 private:
  const std::vector<Xapian::Database>& shards_;
  const Bm25& bm25_;
  Xapian::Database all_;
};

Query Translator::Translate(const Node& node, bool below_or) const {
  std::vector<Query> children;
  below_or |= node.op == Op::kOr;
  for (const Node& child : node.children) children.push_back(Translate(child, below_or));
  switch (node.op) {
    case Op::kAll:
      return Query::MatchAll;
    case Op::kNone:
      return Query::MatchNothing;
    case Op::kTerm:
      return Query(node.term);
    case Op::kStem:
      return Query((new FoundSource(shards_, WeighStems(shards_, node, bm25_)))->release());
    case Op::kPhrase: {
      const Query phrase(Query::OP_PHRASE, node.terms.begin(), node.terms.end(), node.terms.size());
      if (!below_or) return phrase;
      return Query((new FoundSource(shards_, WeighPhrase(shards_, phrase, bm25_)))->release());
    }
    case Op::kWildcard:
      for (auto it = all_.allterms_begin(node.term); it != all_.allterms_end(node.term); ++it) {
        children.emplace_back(*it);
      }
      return Combine(Query::OP_OR, children);
    case Op::kAnd:
      return Combine(Query::OP_AND, children);
    case Op::kOr:
      return Combine(Query::OP_OR, children);
    case Op::kAndNot:
      return Query(Query::OP_AND_NOT, children[0],
                   Combine(Query::OP_OR, {children.begin() + 1, children.end()}));
  }
  return Query::MatchNothing;
}

// The articles that have an own entity.
Query OwnQuery(const std::string& id, bool about_only) {
  return Query(about_only ? format::AboutTerm(id)
                          : format::FacetTerm(*snapshot::DimensionOfEntity(id), id));
}

// The articles that tell one of the homes of namesakes, and no other.
Query OneHomeQuery(const snapshot::Namesakes::Group& group, const std::string& home) {
  Query one;
  std::vector<Query> others;
  for (const snapshot::Namesakes::Branch& branch : group.branches) {
    std::vector<Query> tell;
    for (const std::string& member : group.members)
      tell.emplace_back(format::HomeTerm(member, branch.home));
    (branch.home == home ? one : others.emplace_back()) = Combine(Query::OP_OR, tell);
  }
  return Query(Query::OP_AND_NOT, one, Combine(Query::OP_OR, others));
}

// The articles whose own entity is, after the rule for namesakes, one of those merged into `id`.
Query MergedQuery(const snapshot::EntityCorrections& corrections, const std::string& id,
                  bool about_only = false) {
  const snapshot::Namesakes& namesakes = corrections.namesakes();
  std::vector<Query> own;
  for (const std::string& member : corrections.MembersOf(id)) {
    Query left = OwnQuery(member, about_only);
    if (const auto* group = namesakes.GroupOf(member)) {
      for (const auto& branch : group->branches)
        left = Query(Query::OP_AND_NOT, left, OneHomeQuery(*group, branch.home));
    }
    own.push_back(left);
    for (const snapshot::Namesakes::Group& group : namesakes.groups()) {
      for (const auto& branch : group.branches) {
        if (branch.target != member) continue;
        std::vector<Query> any;
        for (const std::string& from : group.members) any.push_back(OwnQuery(from, about_only));
        own.push_back(Combine(Query::OP_OR, any) & OneHomeQuery(group, branch.home));
      }
    }
  }
  return Combine(Query::OP_OR, own);
}

Query ConditionQuery(const snapshot::EntityCorrections& corrections,
                     const std::vector<snapshot::AliasCondition>& conditions) {
  using Kind = snapshot::AliasCondition::Kind;
  Query all = Query::MatchAll;
  for (const snapshot::AliasCondition& c : conditions) {
    if (c.kind == Kind::kSource) {
      all &= Query(format::FacetTerm(article::Dimension::kSource, c.value));
    } else if (c.kind == Kind::kWith) {
      all &= MergedQuery(corrections, c.value);
    } else if (c.kind == Kind::kWithout) {
      all = Query(Query::OP_AND_NOT, all, MergedQuery(corrections, c.value));
    }
  }
  return all;
}

// The articles that a final id counts.
Query EntityQuery(const snapshot::EntityCorrections& corrections, const std::string& final_id,
                  bool about_only) {
  std::vector<Query> any;
  if (corrections.IsHidden(final_id) || corrections.Merged(final_id) != final_id) {
    return Query::MatchNothing;
  }
  for (const std::string& merged : corrections.SourcesOf(final_id)) {
    Query left = MergedQuery(corrections, merged, about_only);
    if (const auto* splits = corrections.SplitsOf(merged)) {
      for (const snapshot::EntitySplit& split : *splits) {
        const Query meets = ConditionQuery(corrections, split.conditions);
        if (split.target == final_id) any.push_back(left & meets);
        left = Query(Query::OP_AND_NOT, left, meets);
      }
    }
    if (merged == final_id) any.push_back(left);
  }
  return Combine(Query::OP_OR, any);
}

std::vector<Query> ValueQueries(const Selection& selection, const std::vector<std::string>& values,
                                const snapshot::EntityCorrections* corrections) {
  std::vector<Query> queries;
  for (const std::string& value : values) {
    if (corrections != nullptr && snapshot::DimensionOfEntity(value)) {
      queries.push_back(EntityQuery(*corrections, value, selection.about_only));
    } else {
      queries.emplace_back(selection.about_only ? format::AboutTerm(value)
                                                : format::FacetTerm(selection.dimension, value));
    }
  }
  return queries;
}

bool InPublishWindow(const Xapian::Document& document, const Window& window) {
  if (window.empty()) return true;
  const auto date = format::DecodePublishDate(document.get_value(format::kSlotPublishDate));
  if (!date || !date->known()) return false;
  const article::DateInterval days = date->interval();
  return (!window.since || article::ToDayNumber(days.start) >= *window.since) &&
         (!window.until || article::ToDayNumber(days.end) <= *window.until);
}

bool InEventWindow(const Xapian::Document& document, const Window& window, EventMatch match) {
  if (window.empty()) return true;
  std::vector<format::DayInterval> events;
  format::DecodeEventIntervals(document.get_value(format::kSlotEventIntervals), &events);
  return std::any_of(events.begin(), events.end(), [&](const format::DayInterval& e) {
    if (match == EventMatch::kWithin) {
      return (!window.since || e.start >= *window.since) &&
             (!window.until || e.end <= *window.until);
    }
    return (!window.since || e.end >= *window.since) && (!window.until || e.start <= *window.until);
  });
}

}  // namespace

Query XapianQuery(const std::vector<Xapian::Database>& shards, const SearchRequest& request,
                  const snapshot::EntityCorrections* corrections) {
  Query query = request.query == nullptr
                    ? Query::MatchAll
                    : Translator(shards, request.bm25).Translate(*request.query);
  for (const Selection& selection : request.selections) {
    const std::vector<Query> values = ValueQueries(selection, selection.values, corrections);
    if (!values.empty()) {
      query = Query(Query::OP_FILTER, query,
                    Combine(selection.match_all ? Query::OP_AND : Query::OP_OR, values));
    }
    const std::vector<Query> excluded =
        ValueQueries(selection, selection.excluded_values, corrections);
    if (!excluded.empty()) {
      query = Query(Query::OP_AND_NOT, query, Combine(Query::OP_OR, excluded));
    }
  }
  return query;
}

std::map<snapshot::Row, double> XapianSearch(const PositionedIndex& index,
                                             const SearchRequest& request,
                                             const snapshot::EntityCorrections* corrections) {
  const Xapian::Database all = index.All();
  Xapian::Enquire enquire(all);
  enquire.set_query(XapianQuery(index.shards(), request, corrections));
  const Bm25& bm25 = request.bm25;
  enquire.set_weighting_scheme(
      Xapian::BM25Weight(bm25.k1, 0, bm25.k3, bm25.b, bm25.min_normalised_length));
  const Xapian::MSet found = enquire.get_mset(0, all.get_doccount(), all.get_doccount());
  // The article whose copies are asked for.
  const std::string id_term = format::IdTerm(request.copies_of);
  const auto original = all.postlist_begin(id_term);
  const bool known = original != all.postlist_end(id_term);
  std::map<snapshot::Row, double> scores;
  for (auto it = found.begin(); it != found.end(); ++it) {
    const Xapian::Document document = it.get_document();
    if (!InPublishWindow(document, request.publish_window)) continue;
    if (!InEventWindow(document, request.event_window, request.event_match)) continue;
    if (!request.copies_of.empty()) {
      if (!known) continue;
      const std::string group = document.get_value(format::kSlotCopyGroup);
      const std::string wanted = all.get_document(*original).get_value(format::kSlotCopyGroup);
      if (*it != *original && (group.empty() || group != wanted)) continue;
    }
    scores[index.RowOf(*it)] = it.get_weight();
  }
  return scores;
}

}  // namespace dateline::match

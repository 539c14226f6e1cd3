#include "server/match/search.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/match/cancellation.h"
#include "server/match/collapsed.h"
#include "server/match/entity_counter.h"
#include "server/match/executor.h"
#include "server/match/facet_counter.h"
#include "server/match/flat_query.h"
#include "server/match/histogram.h"
#include "server/match/judge.h"
#include "server/match/plan.h"
#include "server/match/row_filter.h"
#include "server/match/row_list.h"
#include "server/match/row_set.h"
#include "server/match/spare_cores.h"
#include "server/match/top_hits.h"
#include "server/snapshot/entity_records.h"

namespace dateline::match {
namespace {

using article::Dimension;
using snapshot::Row;

// What matches the query.
struct Matched {
  RowSet rows;
  // How they are scored, where the sort wants it: at once, one score per row; or when the best are
  // looked for, by a flat query. Neither: all scores are 0.
  std::vector<double> scores;
  std::optional<FlatQuery> flat;
  bool flat_finds_all = true;  // `rows` is all that `flat` matches: it does not look at places.
};

// Hits sorted by date have been found without scores.
void AddScores(const Plan& plan, Executor* executor, std::vector<Hit>* hits) {
  std::vector<Row> rows;
  for (const Hit& hit : *hits) rows.push_back(hit.row);
  std::sort(rows.begin(), rows.end());
  std::vector<uint8_t> matched;
  std::vector<double> scores(rows.size(), 0);
  executor->Probe(plan, rows, &matched, &scores);
  for (Hit& hit : *hits) {
    const size_t i = std::lower_bound(rows.begin(), rows.end(), hit.row) - rows.begin();
    hit.score = hit.key.score = scores[i];
  }
}

// The dimensions that are counted.
std::array<bool, article::kValueDimensionCount> FacetedOf(const SearchRequest& request) {
  std::array<bool, article::kValueDimensionCount> faceted = {};
  for (const FacetRequest& facet : request.facets) {
    faceted[static_cast<size_t>(facet.dimension)] = true;
  }
  return faceted;
}

// One more than is returned tells whether there are more.
TopHits TopOf(const snapshot::Snapshot& snapshot, const SearchRequest& request) {
  return TopHits(snapshot, request.sort, request.top + 1, request.after);
}

void TakeHits(const SearchRequest& request, TopHits* top, SearchResult* result) {
  result->hits = top->Take();
  result->more = result->hits.size() > request.top;
  if (result->more) result->hits.pop_back();
}

void PickHits(const snapshot::Snapshot& snapshot, const SearchRequest& request,
              const Judged& judged, const Matched& matched, SearchResult* result) {
  if (request.top == 0 && !request.after) {
    result->more = !judged.hits.empty();
    return;
  }
  TopHits top = TopOf(snapshot, request);
  if (request.sort == Sort::kRelevance && matched.flat) {
    matched.flat->OfferBest(judged.hits, judged.all && matched.flat_finds_all, &top);
  } else if (judged.scores.empty()) {
    const auto no_score = [](size_t /*i*/) { return 0.0; };
    if (judged.kept == nullptr || !top.AppendChampions(*judged.kept, no_score)) {
      top.OfferEqual(judged.hits, 0);
    }
  } else {
    size_t next = 0;
    judged.hits.ForEachRun([&](const Row* rows, size_t size) {
      for (size_t i = 0; i < size; ++i, ++next) {
        top.Offer(rows[i], judged.scores[next]);
      }
    });
  }
  TakeHits(request, &top, result);
}

absl::Status CheckFacets(const SearchRequest& request) {
  for (const FacetRequest& facet : request.facets) {
    const article::DimensionInfo& info = article::InfoOf(facet.dimension);
    if (info.type == article::DimensionType::kDate) {
      return absl::InvalidArgumentError(
          absl::StrCat(info.name, " has no values to count; ask for a histogram"));
    }
    if (facet.about_only && info.type != article::DimensionType::kEntity) {
      return absl::InvalidArgumentError(absl::StrCat("no article is about a ", info.name));
    }
  }
  return absl::OkStatus();
}

void PickHits(const snapshot::Snapshot& snapshot, const SearchRequest& request,
              const Collapsed& collapsed, SearchResult* result) {
  TopHits top = TopOf(snapshot, request);
  const bool scored = request.sort == Sort::kRelevance;
  const Matches& alone = collapsed.alone;
  for (size_t i = 0; i < alone.rows.size(); ++i) {
    top.Offer(alone.rows[i], scored ? alone.scores[i] : 0);
  }
  for (uint32_t g = 0; g < collapsed.group_count(); ++g) {
    top.OfferBest(collapsed.group(g),
                  scored ? collapsed.together.scores.data() + collapsed.offsets[g] : nullptr);
  }
  TakeHits(request, &top, result);
}

// Counts a dimension over the hits and what is `spared` beside them. `collapsed` is judged.hits by
// copy group, or null.
ValueCounts CountDimension(const snapshot::Snapshot& snapshot, article::Dimension dimension,
                           Having having, const Judged& judged, const RowSet& spared,
                           const Collapsed* collapsed, Cancellation* cancellation) {
  if (collapsed == nullptr) {
    return CountValues(snapshot, dimension, having, {judged.hits, spared}, cancellation);
  }
  if (spared.empty()) {
    return CountCollapsedValues(snapshot, dimension, having, *collapsed, cancellation);
  }
  // A group may have articles of both sorts.
  Matches all;
  all.rows = UniteLists(judged.hits.ToList(), spared.ToList());
  return CountCollapsedValues(snapshot, dimension, having,
                              Collapse(snapshot.copies(), all, cancellation), cancellation);
}

// True when the records of entities count the facet.
bool CountsEntities(const FacetRequest& facet) {
  return snapshot::EntityRecords::Covers(facet.dimension) && !facet.about_only;
}

void CountFacets(const snapshot::Snapshot& snapshot, const SearchRequest& request,
                 const Judged& judged, const Collapsed* collapsed, EntityCounter* entities,
                 Cancellation* cancellation, SearchResult* result) {
  static const std::vector<std::string> kNothing;
  if (entities != nullptr) {
    entities->FinishAdd();
    for (size_t d = 0; d < snapshot::EntityRecords::kDimensions; ++d) {
      entities->AddTo(static_cast<Dimension>(d), judged.spared[d]);
    }
    entities->Finish();
  }
  for (const FacetRequest& facet : request.facets) {
    const std::vector<std::string>* selected = &kNothing;
    for (const Selection& selection : request.selections) {
      if (selection.dimension == facet.dimension) selected = &selection.values;
    }
    const Having having = facet.about_only ? Having::kAbout : Having::kMentions;
    // The articles are those that the dimension of the facet is counted over.
    const RowSet& spared = judged.spared[static_cast<size_t>(facet.dimension)];
    const auto count = [&](Dimension counted) {
      return CountDimension(snapshot, counted, having, judged, spared, collapsed, cancellation);
    };
    const ValueCounts counts = entities != nullptr && CountsEntities(facet)
                                   ? entities->CountsOf(facet.dimension)
                                   : count(facet.dimension);
    if (cancellation->cancelled()) return;
    result->facets.push_back(PickValues(snapshot, facet, *selected, counts, count));
  }
}

// Those of the copies of one article that match.
absl::StatusOr<Matched> MatchCopies(const snapshot::Snapshot& snapshot,
                                    snapshot::Snapshot::Lease* lease, const SearchRequest& request,
                                    const Plan& plan, Executor* executor, SearchResult* result) {
  const absl::StatusOr<absl::optional<Row>> row = snapshot.FindRow(lease, request.copies_of);
  if (!row.ok()) return row.status();
  result->copies_of_known = row->has_value();
  Matched matched;
  if (!row->has_value()) return matched;
  const snapshot::CopyColumn& copies = snapshot.copies();
  const uint32_t group = copies.GroupOf(**row);
  std::vector<Row> rows;
  if (group == snapshot::kNoGroup) {
    rows.push_back(**row);
  } else {
    rows.assign(copies.rows.begin() + copies.offsets[group],
                copies.rows.begin() + copies.offsets[group + 1]);
  }
  const bool scored = request.sort == Sort::kRelevance;
  matched.scores.assign(scored ? rows.size() : 0, 0);
  std::vector<uint8_t> kept;
  executor->Probe(plan, rows, &kept, scored ? &matched.scores : nullptr);
  Compact(kept, 1, &matched.scores);
  Compact(kept, 1, &rows);
  matched.rows = RowSet::OfList(std::move(rows));
  return matched;
}

// All that match the query, of the articles that `copies_of` leaves.
absl::StatusOr<Matched> Match(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
                              const SearchRequest& request, const Plan& plan, Executor* executor,
                              Cancellation* cancellation, SearchResult* result) {
  if (!request.copies_of.empty()) {
    return MatchCopies(snapshot, lease, request, plan, executor, result);
  }
  const bool scored = request.sort == Sort::kRelevance;
  Matched matched;
  // The best of every copy group is found by the scores of all its articles.
  const bool all_scores = scored && request.collapse_copies;
  if (!all_scores) {
    if (plan.op == Plan::Op::kAll) {
      matched.rows = RowSet::OfAll(snapshot);
      return matched;
    }
    matched.flat = FlatQuery::Make(plan, request.bm25, snapshot, executor->reader(), cancellation);
  }
  Matches matches;
  if (!matched.flat) {
    matches = executor->Run(plan, scored);
  } else if (plan.op == Plan::Op::kPhrase) {
    matched.flat_finds_all = false;
    if (const auto known = executor->FindPhrase(plan); known != nullptr) {
      matched.rows = RowSet::OfPostings(known);
      return matched;
    }
    matches.rows = matched.flat->Match().ToList();
    executor->KeepPhrases(plan, true, &matches);
  } else {
    matched.rows = matched.flat->Match();
    return matched;
  }
  matched.rows = RowSet::OfList(std::move(matches.rows));
  matched.scores = std::move(matches.scores);
  return matched;
}

absl::StatusOr<SearchResult> Run(const snapshot::Snapshot& snapshot,
                                 snapshot::Snapshot::Lease* lease, const SearchRequest& request,
                                 Cancellation* cancellation) {
  static const query::Node kEveryArticle;
  const absl::Status checked = CheckFacets(request);
  if (!checked.ok()) return checked;
  absl::StatusOr<RowFilter> filter = RowFilter::Make(snapshot, request);
  if (!filter.ok()) return filter.status();
  const query::Node& query = request.query != nullptr ? *request.query : kEveryArticle;
  const absl::StatusOr<Plan> plan = MakePlan(query, request.bm25, snapshot, lease, cancellation);
  if (!plan.ok()) return plan.status();

  Executor executor(snapshot, lease, request.bm25, request.cores, cancellation);
  SearchResult result;
  absl::StatusOr<Matched> matched =
      Match(snapshot, lease, request, *plan, &executor, cancellation, &result);
  if (!matched.ok()) return matched.status();
  const Judged judged = Judge(snapshot, lease, *filter, FacetedOf(request), matched->rows,
                              std::move(matched->scores), request.cores, cancellation);
  Collapsed by_group;
  const Collapsed* collapsed = nullptr;
  if (request.collapse_copies) {
    by_group = Collapse(snapshot.copies(), {judged.hits.ToList(), judged.scores}, cancellation);
    collapsed = &by_group;
  }
  result.article_count = static_cast<uint32_t>(judged.hits.size());
  result.total = collapsed != nullptr ? collapsed->size() : result.article_count;
  if (cancellation->cancelled()) return result;
  // All dimensions of entities at once, unless all articles are counted; other threads may begin
  // while the best hits are picked.
  std::optional<EntityCounter> entities;
  if (collapsed == nullptr && judged.hits.size() < snapshot.article_count() &&
      std::any_of(request.facets.begin(), request.facets.end(), CountsEntities)) {
    size_t rows = judged.hits.size();
    for (const RowSet& spared : judged.spared) rows += spared.size();
    entities.emplace(snapshot, rows, request.cores, cancellation);
    entities->BeginAdd(judged.hits);
  }
  if (collapsed != nullptr) {
    PickHits(snapshot, request, *collapsed, &result);
  } else {
    PickHits(snapshot, request, judged, *matched, &result);
  }
  if (request.sort != Sort::kRelevance) AddScores(*plan, &executor, &result.hits);
  for (const HistogramRequest& histogram : request.histograms) {
    absl::StatusOr<Histogram> counted =
        collapsed != nullptr
            ? CountCollapsedDates(snapshot, histogram, request.event_window, *collapsed,
                                  cancellation)
            : CountDates(snapshot, histogram, request.event_window, judged.hits, cancellation);
    if (!counted.ok()) return counted.status();
    result.histograms.push_back(*std::move(counted));
  }
  CountFacets(snapshot, request, judged, collapsed, entities ? &*entities : nullptr, cancellation,
              &result);
  return result;
}

absl::StatusOr<std::vector<Row>> Rows(const snapshot::Snapshot& snapshot,
                                      snapshot::Snapshot::Lease* lease,
                                      const SearchRequest& request, Cancellation* cancellation) {
  static const query::Node kEveryArticle;
  absl::StatusOr<RowFilter> filter = RowFilter::Make(snapshot, request);
  if (!filter.ok()) return filter.status();
  const query::Node& query = request.query != nullptr ? *request.query : kEveryArticle;
  const absl::StatusOr<Plan> plan = MakePlan(query, request.bm25, snapshot, lease, cancellation);
  if (!plan.ok()) return plan.status();
  Executor executor(snapshot, lease, request.bm25, request.cores, cancellation);
  SearchResult unused;
  absl::StatusOr<Matched> matched =
      Match(snapshot, lease, request, *plan, &executor, cancellation, &unused);
  if (!matched.ok()) return matched.status();
  return Judge(snapshot, lease, *filter, {}, matched->rows, {}, request.cores, cancellation)
      .hits.ToList();
}

// Runs `work`, what it throws made a status, unless the caller has gone.
template <typename Result, typename Work>
absl::StatusOr<Result> Guarded(snapshot::Snapshot::Lease* lease, const SearchRequest& request,
                               Work work) {
  Cancellation cancellation(request.cancelled);
  const SpareCores::Search search(request.cores);
  try {
    if (!cancellation.Ask()) {
      absl::StatusOr<Result> result = work(&cancellation);
      if (!cancellation.cancelled()) return result;
    }
  } catch (...) {
    lease->Discard();
    return snapshot::StatusOfXapianException();
  }
  return absl::DeadlineExceededError("the search was cancelled");
}

}  // namespace

absl::StatusOr<SearchResult> Search(const snapshot::Snapshot& snapshot,
                                    snapshot::Snapshot::Lease* lease,
                                    const SearchRequest& request) {
  return Guarded<SearchResult>(lease, request, [&](Cancellation* cancellation) {
    return Run(snapshot, lease, request, cancellation);
  });
}

absl::StatusOr<std::vector<Row>> FindRows(const snapshot::Snapshot& snapshot,
                                          snapshot::Snapshot::Lease* lease,
                                          const SearchRequest& request) {
  // As one that is sorted by date: nothing is scored.
  SearchRequest unscored = request;
  unscored.sort = Sort::kNewest;
  unscored.facets.clear();
  return Guarded<std::vector<Row>>(lease, unscored, [&](Cancellation* cancellation) {
    return Rows(snapshot, lease, unscored, cancellation);
  });
}

}  // namespace dateline::match

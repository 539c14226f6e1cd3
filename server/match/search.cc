#include "server/match/search.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/match/cancellation.h"
#include "server/match/collapsed.h"
#include "server/match/executor.h"
#include "server/match/facet_counter.h"
#include "server/match/histogram.h"
#include "server/match/plan.h"
#include "server/match/row_filter.h"
#include "server/match/top_hits.h"

namespace dateline::match {
namespace {

using article::Dimension;
using article::kValueDimensionCount;
using snapshot::Row;

// The matches of the query, judged by the filters.
struct Judged {
  Matches hits;
  // By dimension: rows that fail its match-any selection and nothing else. They count in its own
  // facet alone.
  std::array<std::vector<Row>, kValueDimensionCount> spared;
};

Judged Judge(const RowFilter& filter, const SearchRequest& request, Matches matches,
             Cancellation* cancellation) {
  Judged judged;
  if (filter.passes_all()) {
    judged.hits = std::move(matches);
    return judged;
  }
  std::array<bool, kValueDimensionCount> faceted = {};
  for (const FacetRequest& facet : request.facets) {
    faceted[static_cast<size_t>(facet.dimension)] = true;
  }
  const bool scored = !matches.scores.empty();
  for (size_t i = 0; i < matches.rows.size(); ++i) {
    const RowFilter::Verdict verdict = filter.Judge(matches.rows[i]);
    if (verdict == RowFilter::kPasses) {
      judged.hits.rows.push_back(matches.rows[i]);
      if (scored) judged.hits.scores.push_back(matches.scores[i]);
    } else if (verdict != RowFilter::kFails && faceted[verdict]) {
      judged.spared[verdict].push_back(matches.rows[i]);
    }
    if (cancellation->Tick()) break;
  }
  return judged;
}

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

void PickHits(const snapshot::Snapshot& snapshot, const SearchRequest& request,
              const Matches& matches, SearchResult* result) {
  TopHits top(snapshot, request.sort, request.top, request.after);
  const bool scored = !matches.scores.empty();
  for (size_t i = 0; i < matches.rows.size(); ++i) {
    top.Offer(matches.rows[i], scored ? matches.scores[i] : 0);
  }
  result->hits = top.Take();
  result->more = top.eligible() > result->hits.size();
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
  TopHits top(snapshot, request.sort, request.top, request.after);
  const bool scored = request.sort == Sort::kRelevance;
  const Matches& alone = collapsed.alone;
  for (size_t i = 0; i < alone.rows.size(); ++i) {
    top.Offer(alone.rows[i], scored ? alone.scores[i] : 0);
  }
  for (uint32_t g = 0; g < collapsed.group_count(); ++g) {
    top.OfferBest(collapsed.group(g),
                  scored ? collapsed.together.scores.data() + collapsed.offsets[g] : nullptr);
  }
  result->hits = top.Take();
  result->more = top.eligible() > result->hits.size();
}

// Counts a dimension over the hits and what is `spared` beside them. `collapsed` is judged.hits by
// copy group, or null.
ValueCounts CountDimension(const snapshot::Snapshot& snapshot, article::Dimension dimension,
                           Having having, const Judged& judged, const std::vector<Row>& spared,
                           const Collapsed* collapsed, Cancellation* cancellation) {
  if (collapsed == nullptr) {
    return CountValues(snapshot, dimension, having, {&judged.hits.rows, &spared}, cancellation);
  }
  if (spared.empty()) {
    return CountCollapsedValues(snapshot, dimension, having, *collapsed, cancellation);
  }
  // A group may have articles of both sorts.
  Matches all;
  all.rows.reserve(judged.hits.rows.size() + spared.size());
  std::merge(judged.hits.rows.begin(), judged.hits.rows.end(), spared.begin(), spared.end(),
             std::back_inserter(all.rows));
  return CountCollapsedValues(snapshot, dimension, having,
                              Collapse(snapshot.copies(), all, cancellation), cancellation);
}

void CountFacets(const snapshot::Snapshot& snapshot, const SearchRequest& request,
                 const Judged& judged, const Collapsed* collapsed, Cancellation* cancellation,
                 SearchResult* result) {
  static const std::vector<std::string> kNothing;
  for (const FacetRequest& facet : request.facets) {
    const std::vector<std::string>* selected = &kNothing;
    for (const Selection& selection : request.selections) {
      if (selection.dimension == facet.dimension) selected = &selection.values;
    }
    const Having having = facet.about_only ? Having::kAbout : Having::kMentions;
    // The articles are those that the dimension of the facet is counted over.
    const std::vector<Row>& spared = judged.spared[static_cast<size_t>(facet.dimension)];
    const auto count = [&](Dimension counted) {
      return CountDimension(snapshot, counted, having, judged, spared, collapsed, cancellation);
    };
    const ValueCounts counts = count(facet.dimension);
    if (cancellation->cancelled()) return;
    result->facets.push_back(PickValues(snapshot, facet, *selected, counts, count));
  }
}

// All that match the query, of the articles that `copies_of` leaves.
absl::StatusOr<Matches> Match(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
                              const SearchRequest& request, const Plan& plan, Executor* executor,
                              SearchResult* result) {
  const bool scored = request.sort == Sort::kRelevance;
  if (request.copies_of.empty()) return executor->Run(plan, scored);
  const absl::StatusOr<absl::optional<Row>> row = snapshot.FindRow(lease, request.copies_of);
  if (!row.ok()) return row.status();
  result->copies_of_known = row->has_value();
  Matches matches;
  if (!row->has_value()) return matches;
  const snapshot::CopyColumn& copies = snapshot.copies();
  const uint32_t group = copies.GroupOf(**row);
  if (group == snapshot::kNoGroup) {
    matches.rows.push_back(**row);
  } else {
    matches.rows.assign(copies.rows.begin() + copies.offsets[group],
                        copies.rows.begin() + copies.offsets[group + 1]);
  }
  matches.scores.assign(scored ? matches.rows.size() : 0, 0);
  std::vector<uint8_t> matched;
  executor->Probe(plan, matches.rows, &matched, scored ? &matches.scores : nullptr);
  Compact(matched, 1, &matches.scores);
  Compact(matched, 1, &matches.rows);
  return matches;
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

  Executor executor(snapshot, lease, request.bm25, cancellation);
  const bool scored = request.sort == Sort::kRelevance;
  SearchResult result;
  absl::StatusOr<Matches> matches = Match(snapshot, lease, request, *plan, &executor, &result);
  if (!matches.ok()) return matches.status();
  const Judged judged = Judge(*filter, request, *std::move(matches), cancellation);
  Collapsed by_group;
  const Collapsed* collapsed = nullptr;
  if (request.collapse_copies) {
    by_group = Collapse(snapshot.copies(), judged.hits, cancellation);
    collapsed = &by_group;
  }
  result.article_count = static_cast<uint32_t>(judged.hits.rows.size());
  result.total = collapsed != nullptr ? collapsed->size() : result.article_count;
  if (cancellation->cancelled()) return result;
  if (collapsed != nullptr) {
    PickHits(snapshot, request, *collapsed, &result);
  } else {
    PickHits(snapshot, request, judged.hits, &result);
  }
  if (!scored) AddScores(*plan, &executor, &result.hits);
  CountFacets(snapshot, request, judged, collapsed, cancellation, &result);
  for (const HistogramRequest& histogram : request.histograms) {
    absl::StatusOr<Histogram> counted =
        collapsed != nullptr
            ? CountCollapsedDates(snapshot, histogram, request.event_window, *collapsed,
                                  cancellation)
            : CountDates(snapshot, histogram, request.event_window, judged.hits.rows, cancellation);
    if (!counted.ok()) return counted.status();
    result.histograms.push_back(*std::move(counted));
  }
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
  Executor executor(snapshot, lease, request.bm25, cancellation);
  SearchResult unused;
  absl::StatusOr<Matches> matches = Match(snapshot, lease, request, *plan, &executor, &unused);
  if (!matches.ok()) return matches.status();
  return std::move(Judge(*filter, request, *std::move(matches), cancellation).hits.rows);
}

// Runs `work`, what it throws made a status, unless the caller has gone.
template <typename Result, typename Work>
absl::StatusOr<Result> Guarded(snapshot::Snapshot::Lease* lease, const SearchRequest& request,
                               Work work) {
  Cancellation cancellation(request.cancelled);
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

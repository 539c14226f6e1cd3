#include "server/match/search.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "server/match/cancellation.h"
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
  }
  return absl::OkStatus();
}

void CountFacets(const snapshot::Snapshot& snapshot, const SearchRequest& request,
                 const Judged& judged, Cancellation* cancellation, SearchResult* result) {
  static const std::vector<std::string> kNothing;
  for (const FacetRequest& facet : request.facets) {
    const std::vector<std::string>* selected = &kNothing;
    for (const Selection& selection : request.selections) {
      if (selection.dimension == facet.dimension) selected = &selection.values;
    }
    const ValueCounts counts = CountValues(
        snapshot, facet.dimension,
        {&judged.hits.rows, &judged.spared[static_cast<size_t>(facet.dimension)]}, cancellation);
    if (cancellation->cancelled()) return;
    result->facets.push_back(PickValues(snapshot, facet, *selected, counts));
  }
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
  const Judged judged = Judge(*filter, request, executor.Run(*plan, scored), cancellation);
  SearchResult result;
  result.total = static_cast<uint32_t>(judged.hits.rows.size());
  if (cancellation->cancelled()) return result;
  PickHits(snapshot, request, judged.hits, &result);
  if (!scored) AddScores(*plan, &executor, &result.hits);
  CountFacets(snapshot, request, judged, cancellation, &result);
  for (const HistogramRequest& histogram : request.histograms) {
    absl::StatusOr<Histogram> counted =
        CountDates(snapshot, histogram, judged.hits.rows, cancellation);
    if (!counted.ok()) return counted.status();
    result.histograms.push_back(*std::move(counted));
  }
  return result;
}

}  // namespace

absl::StatusOr<SearchResult> Search(const snapshot::Snapshot& snapshot,
                                    snapshot::Snapshot::Lease* lease,
                                    const SearchRequest& request) {
  Cancellation cancellation(request.cancelled);
  try {
    if (!cancellation.Ask()) {
      absl::StatusOr<SearchResult> result = Run(snapshot, lease, request, &cancellation);
      if (!cancellation.cancelled()) return result;
    }
  } catch (...) {
    lease->Discard();
    return snapshot::StatusOfXapianException();
  }
  return absl::DeadlineExceededError("the search was cancelled");
}

}  // namespace dateline::match

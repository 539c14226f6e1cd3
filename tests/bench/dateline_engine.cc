// Dateline's searches in process, behind the protocol of peers/README.md.
//
//   dateline_engine INDEX [--cache off]

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/match/search.h"
#include "server/match/spare_cores.h"
#include "server/query/parser.h"
#include "server/snapshot/snapshot.h"
#include "tests/bench/engine_protocol.h"

namespace {

using namespace dateline;  // A program of its own.
using article::Dimension;

// The most that dateline-server takes by itself.
constexpr size_t kCacheBytes = size_t{1} << 30;

constexpr Dimension kFacets[] = {Dimension::kPerson, Dimension::kOrganization, Dimension::kPlace};

match::SearchRequest MakeRequest(const bench::EngineRequest& asked) {
  match::SearchRequest request;
  request.top = bench::kShown;
  if (asked.WantsCounts()) {
    for (const Dimension dimension : kFacets) {
      request.facets.emplace_back();
      request.facets.back().dimension = dimension;
      request.facets.back().size = bench::kShown;
    }
    request.histograms.push_back({Dimension::kPublishDate, match::CalendarInterval::kMonth});
  }
  for (const Dimension dimension : kFacets) {
    const std::string name(article::InfoOf(dimension).name);
    match::Selection selection;
    selection.dimension = dimension;
    for (const std::string& value : asked.SelectedIn(name)) {
      selection.values.push_back(absl::StrCat(name, "/", value));
    }
    if (!selection.values.empty()) request.selections.push_back(std::move(selection));
  }
  return request;
}

class DatelineEngine : public bench::BenchEngine {
 public:
  DatelineEngine(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease)
      : snapshot_(snapshot), lease_(lease) {}

  absl::Status Run(const bench::EngineRequest& asked) override {
    const auto parsed = query::ParseQuery(bench::QueryText(asked), {});
    if (!parsed.ok()) return parsed.status();
    match::SearchRequest request = MakeRequest(asked);
    request.query = &parsed->root;
    request.cores = &cores_;
    absl::StatusOr<match::SearchResult> found = match::Search(snapshot_, lease_, request);
    if (!found.ok()) return found.status();
    result_ = *std::move(found);
    return absl::OkStatus();
  }

  bench::EngineAnswer Last() const override {
    bench::EngineAnswer answer;
    answer.total = result_.total;
    for (const match::Facet& facet : result_.facets) {
      answer.counts.emplace_back();
      for (const auto& value : facet.values) answer.counts.back().push_back(value.count);
    }
    for (const match::Histogram& histogram : result_.histograms) {
      answer.counts.emplace_back();
      for (const auto& bucket : histogram.buckets) answer.counts.back().push_back(bucket.count);
    }
    return answer;
  }

 private:
  const snapshot::Snapshot& snapshot_;
  snapshot::Snapshot::Lease* const lease_;
  match::SpareCores cores_;
  match::SearchResult result_;
};

[[noreturn]] void Fail(const absl::Status& status) {
  std::cerr << "dateline_engine: " << status << std::endl;
  std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> options(argv + 1, argv + argc);
  const bool uncached = options.size() == 3 && options[1] == "--cache" && options[2] == "off";
  if (options.size() != 1 && !uncached) {
    std::fprintf(stderr, "usage: %s INDEX [--cache off]\n", argv[0]);
    return 2;
  }
  snapshot::LoadOptions load;
  load.cache_bytes = uncached ? 0 : kCacheBytes;
  const auto snapshot = snapshot::Snapshot::Load(options[0], load);
  if (!snapshot.ok()) Fail(snapshot.status());
  absl::StatusOr<snapshot::Snapshot::Lease> lease = (*snapshot)->Open();
  if (!lease.ok()) Fail(lease.status());
  DatelineEngine engine(**snapshot, &*lease);
  bench::ServeRequests(absl::ToDoubleSeconds((*snapshot)->load_time()), (*snapshot)->byte_size(),
                       &engine);
  return 0;
}

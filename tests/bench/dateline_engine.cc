// Dateline's searches in process, behind the protocol of peers/README.md.
//
//   dateline_engine INDEX

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "server/match/search.h"
#include "server/query/parser.h"
#include "server/snapshot/snapshot.h"

namespace {

using namespace dateline;  // A program of its own.
using article::Dimension;
using Clock = std::chrono::steady_clock;

constexpr size_t kShown = 10;
constexpr Dimension kFacets[] = {Dimension::kPerson, Dimension::kOrganization, Dimension::kPlace};

[[noreturn]] void Fail(const absl::Status& status) {
  std::cerr << "dateline_engine: " << status << std::endl;
  std::exit(1);
}

// The words in the language of queries.
std::string QueryOf(const std::string& op, const std::vector<std::string>& words) {
  if (op == "phrase") return absl::StrCat("\"", absl::StrJoin(words, " "), "\"");
  return absl::StrJoin(words, op == "or" ? " OR " : " ");
}

match::SearchRequest MakeRequest(const std::string& wanted, const std::string& selections) {
  match::SearchRequest request;
  request.top = kShown;
  if (wanted == "facets" || wanted == "sideways") {
    for (const Dimension dimension : kFacets) {
      request.facets.emplace_back();
      request.facets.back().dimension = dimension;
    }
    request.histograms.push_back({Dimension::kPublishDate, match::CalendarInterval::kMonth});
  }
  for (const Dimension dimension : kFacets) {
    const std::string prefix = absl::StrCat(article::InfoOf(dimension).name, "/");
    match::Selection selection;
    selection.dimension = dimension;
    for (absl::string_view value : absl::StrSplit(selections, ' ')) {
      if (absl::StartsWith(value, prefix)) selection.values.emplace_back(value);
    }
    if (!selection.values.empty()) request.selections.push_back(selection);
  }
  return request;
}

std::string CountsOf(std::vector<uint32_t> counts) {
  std::sort(counts.begin(), counts.end(), std::greater<>());
  if (counts.size() > kShown) counts.resize(kShown);
  while (!counts.empty() && counts.back() == 0) counts.pop_back();
  return counts.empty() ? "-" : absl::StrJoin(counts, ",");
}

std::string Digest(const match::SearchResult& result) {
  std::vector<std::string> parts;
  for (const match::Facet& facet : result.facets) {
    std::vector<uint32_t> counts;
    for (const match::FacetValueCount& value : facet.values) counts.push_back(value.count);
    parts.push_back(CountsOf(std::move(counts)));
  }
  for (const match::Histogram& histogram : result.histograms) {
    std::vector<uint32_t> counts;
    for (const match::HistogramBucket& bucket : histogram.buckets) counts.push_back(bucket.count);
    parts.push_back(CountsOf(std::move(counts)));
  }
  return absl::StrJoin(parts, " ");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s INDEX\n", argv[0]);
    return 2;
  }
  const auto snapshot = snapshot::Snapshot::Load(argv[1]);
  if (!snapshot.ok()) Fail(snapshot.status());
  std::fprintf(stderr, "loaded in %.3f s, %.1f bytes per article\n",
               absl::ToDoubleSeconds((*snapshot)->load_time()),
               static_cast<double>((*snapshot)->byte_size()) / (*snapshot)->article_count());
  absl::StatusOr<snapshot::Snapshot::Lease> lease = (*snapshot)->Open();
  if (!lease.ok()) Fail(lease.status());
  for (std::string line; std::getline(std::cin, line);) {
    // Op, words, what is wanted, selections, repetitions.
    const std::vector<std::string> fields = absl::StrSplit(line, '\t');
    const std::vector<std::string> words = absl::StrSplit(fields.at(1), ' ', absl::SkipEmpty());
    const auto parsed = query::ParseQuery(QueryOf(fields[0], words), {});
    if (!parsed.ok()) Fail(parsed.status());
    match::SearchRequest request = MakeRequest(fields.at(2), fields.at(3));
    request.query = &parsed->root;
    std::vector<int64_t> nanoseconds(std::max(1, std::atoi(fields.at(4).c_str())));
    match::SearchResult result;
    for (int64_t& taken : nanoseconds) {
      const auto begin = Clock::now();
      absl::StatusOr<match::SearchResult> found = match::Search(**snapshot, &*lease, request);
      taken = std::chrono::nanoseconds(Clock::now() - begin).count();
      if (!found.ok()) Fail(found.status());
      result = *std::move(found);
    }
    std::nth_element(nanoseconds.begin(), nanoseconds.begin() + nanoseconds.size() / 2,
                     nanoseconds.end());
    std::printf("%u\t%lld\t%s\n", result.total,
                static_cast<long long>(nanoseconds[nanoseconds.size() / 2]),
                Digest(result).c_str());
    std::fflush(stdout);
  }
  return 0;
}

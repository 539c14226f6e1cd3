#include "tests/bench/engine_protocol.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace dateline::bench {
namespace {

using Clock = std::chrono::steady_clock;

std::string Digest(EngineAnswer answer) {
  std::vector<std::string> parts;
  for (std::vector<uint32_t>& counts : answer.counts) {
    std::sort(counts.begin(), counts.end(), std::greater<>());
    if (counts.size() > kShown) counts.resize(kShown);
    while (!counts.empty() && counts.back() == 0) counts.pop_back();
    parts.push_back(counts.empty() ? "-" : absl::StrJoin(counts, ","));
  }
  return absl::StrJoin(parts, " ");
}

}  // namespace

std::vector<std::string> EngineRequest::SelectedIn(const std::string& dimension) const {
  std::vector<std::string> names;
  for (const auto& [selected_in, name] : selections) {
    if (selected_in == dimension) names.push_back(name);
  }
  return names;
}

std::string QueryText(const EngineRequest& request) {
  if (request.op == "phrase") return absl::StrCat("\"", absl::StrJoin(request.words, " "), "\"");
  return absl::StrJoin(request.words, request.op == "or" ? " OR " : " ");
}

void ServeRequests(double load_seconds, uint64_t bytes_held, BenchEngine* engine) {
  std::printf("ready\t%.4f\t%s\n", load_seconds,
              bytes_held == 0 ? "-" : absl::StrCat(bytes_held).c_str());
  std::fflush(stdout);
  for (std::string line; std::getline(std::cin, line);) {
    // Op, words, what is wanted, selections, repetitions.
    const std::vector<std::string> fields = absl::StrSplit(line, '\t');
    EngineRequest request;
    request.op = fields.at(0);
    request.words = absl::StrSplit(fields.at(1), ' ', absl::SkipEmpty());
    request.wanted = fields.at(2);
    for (absl::string_view value : absl::StrSplit(fields.at(3), ' ', absl::SkipEmpty())) {
      request.selections.push_back(absl::StrSplit(value, absl::MaxSplits('/', 1)));
    }
    std::vector<int64_t> nanoseconds(std::max(1, std::atoi(fields.at(4).c_str())));
    for (int64_t& taken : nanoseconds) {
      const auto begin = Clock::now();
      const absl::Status status = engine->Run(request);
      taken = std::chrono::nanoseconds(Clock::now() - begin).count();
      if (!status.ok()) {
        std::cerr << line << ": " << status << std::endl;
        std::exit(1);
      }
    }
    const auto middle = nanoseconds.begin() + static_cast<ptrdiff_t>(nanoseconds.size() / 2);
    std::nth_element(nanoseconds.begin(), middle, nanoseconds.end());
    const EngineAnswer answer = engine->Last();
    std::printf("%u\t%lld\t%s\n", answer.total, static_cast<long long>(*middle),
                Digest(answer).c_str());
    std::fflush(stdout);
  }
}

}  // namespace dateline::bench

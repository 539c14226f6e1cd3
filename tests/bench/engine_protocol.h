// The protocol that the engines of peers/README.md speak: requests on standard input, answers on
// standard output, one a line.

#ifndef DATELINE_TESTS_BENCH_ENGINE_PROTOCOL_H_
#define DATELINE_TESTS_BENCH_ENGINE_PROTOCOL_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"

namespace dateline::bench {

inline constexpr uint32_t kShown = 10;           // Hits, and values of a dimension.
inline constexpr uint32_t kSnippetLength = 240;  // Characters.
inline constexpr const char* kDimensions[] = {"person", "organization", "place"};

struct EngineRequest {
  std::string op;  // "and", "or", "phrase", "all"
  std::vector<std::string> words;
  std::string wanted;  // "top", "filter", "facets", "sideways", "page", "answer"
  std::vector<std::pair<std::string, std::string>> selections;  // Dimension and name.

  bool WantsCounts() const { return wanted != "top" && wanted != "filter"; }
  // The names selected in a dimension.
  std::vector<std::string> SelectedIn(const std::string& dimension) const;
};

struct EngineAnswer {
  uint32_t total = 0;
  // Of the kDimensions, then of the months; the ten highest are shown. Empty where no counts are
  // wanted.
  std::vector<std::vector<uint32_t>> counts;
};

class BenchEngine {
 public:
  virtual ~BenchEngine() = default;
  // What is timed: from the words to the whole answer.
  virtual absl::Status Run(const EngineRequest& request) = 0;
  // What the last Run has found.
  virtual EngineAnswer Last() const = 0;
};

// Says "ready": the seconds that loading took, and the bytes that the engine holds then (0: it does
// not say). Then answers until standard input ends. Ends the program when a request fails.
void ServeRequests(double load_seconds, uint64_t bytes_held, BenchEngine* engine);

// The words in Dateline's language of queries.
std::string QueryText(const EngineRequest& request);

}  // namespace dateline::bench

#endif  // DATELINE_TESTS_BENCH_ENGINE_PROTOCOL_H_

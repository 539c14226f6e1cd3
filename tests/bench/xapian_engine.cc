// Xapian as it comes, behind the protocol of peers/README.md: an index of its own (TermGenerator,
// one compacted shard), its own matcher, facets counted by a MatchSpy.
//
//   xapian_engine index JSONL DIR
//   xapian_engine serve DIR
//
// An article has several values of a dimension, which the stock ValueCountMatchSpy cannot tell
// apart: a slot has all of them, and a MatchSpy counts each, as users of Xapian do.

#include <rapidjson/document.h>
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tests/bench/engine_protocol.h"

namespace {

using namespace dateline;  // A program of its own.
using Clock = std::chrono::steady_clock;

constexpr size_t kDimensionCount = std::size(bench::kDimensions);
constexpr Xapian::valueno kMonthSlot = kDimensionCount;  // Behind those of the dimensions.
constexpr const char* kPrefixes[kDimensionCount] = {"XPERSON", "XORG", "XPLACE"};
constexpr char kBetweenValues = '\t';
constexpr char kBehindTitle = '\n';

double SecondsSince(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

size_t DimensionOf(const std::string& name) {
  return static_cast<size_t>(
      std::find(std::begin(bench::kDimensions), std::end(bench::kDimensions), name) -
      std::begin(bench::kDimensions));
}

std::string FilterTerm(size_t dimension, const std::string& name) {
  return absl::StrCat(kPrefixes[dimension], ":", name);
}

// --- Indexing ---

Xapian::Document MakeDocument(const rapidjson::Document& article, Xapian::TermGenerator* words) {
  Xapian::Document document;
  const std::string title = article["title"].GetString();
  const std::string body = article["body"].GetString();
  words->set_document(document);
  words->set_termpos(0);
  words->index_text(title);
  words->increase_termpos();
  words->index_text(body);
  std::string values[kDimensionCount];
  for (const auto& mention : article["mentions"].GetArray()) {
    const std::vector<std::string> id =
        absl::StrSplit(mention["entity_id"].GetString(), absl::MaxSplits('/', 1));
    const size_t dimension = DimensionOf(id.at(0));
    if (!values[dimension].empty()) values[dimension] += kBetweenValues;
    values[dimension] += id.at(1);
    document.add_boolean_term(FilterTerm(dimension, id.at(1)));
  }
  for (Xapian::valueno slot = 0; slot < kDimensionCount; ++slot) {
    document.add_value(slot, values[slot]);
  }
  document.add_value(kMonthSlot, std::string(article["publish_date"].GetString(), 7));
  document.set_data(absl::StrCat(title, std::string(1, kBehindTitle), body));
  return document;
}

int Index(const std::string& articles, const std::string& folder) {
  std::ifstream lines(articles);
  const std::string loose = folder + ".loose";
  {
    Xapian::WritableDatabase database(loose, Xapian::DB_CREATE_OR_OVERWRITE);
    Xapian::TermGenerator words;
    int count = 0;
    for (std::string line; std::getline(lines, line);) {
      rapidjson::Document article;
      if (article.Parse(line.c_str()).HasParseError()) {
        std::fprintf(stderr, "xapian_engine: line %d is no JSON\n", count + 1);
        return 1;
      }
      database.add_document(MakeDocument(article, &words));
      if (++count % 100000 == 0) std::fprintf(stderr, "xapian: %d articles\n", count);
    }
    database.commit();
  }
  Xapian::Database(loose).compact(folder);
  std::filesystem::remove_all(loose);
  return 0;
}

// --- Searching ---

// Counts each value of a slot.
class CountSpy : public Xapian::MatchSpy {
 public:
  explicit CountSpy(Xapian::valueno slot) : slot_(slot) {}

  void operator()(const Xapian::Document& document, double) override {
    const std::string values = document.get_value(slot_);
    const char* const end = values.data() + values.size();
    for (const char* begin = values.data(); begin < end;) {
      const char* stop = std::find(begin, end, kBetweenValues);
      value_.assign(begin, stop);
      ++counts_[value_];
      begin = stop + 1;
    }
  }

  std::vector<uint32_t> Highest() const {
    std::vector<uint32_t> counts;
    counts.reserve(counts_.size());
    for (const auto& value : counts_) counts.push_back(value.second);
    const size_t shown = std::min<size_t>(bench::kShown, counts.size());
    std::partial_sort(counts.begin(), counts.begin() + static_cast<ptrdiff_t>(shown), counts.end(),
                      std::greater<>());
    counts.resize(shown);
    return counts;
  }

 private:
  const Xapian::valueno slot_;
  std::string value_;
  std::unordered_map<std::string, uint32_t> counts_;
};

class XapianEngine : public bench::BenchEngine {
 public:
  explicit XapianEngine(const std::string& folder) : database_(folder) {}

  absl::Status Run(const bench::EngineRequest& request) override {
    answer_ = {};
    answer_.counts.resize(request.WantsCounts() ? kDimensionCount + 1 : 0);
    const Xapian::Query words = WordsOf(request);
    std::vector<size_t> free;  // Dimensions that are counted under all selections.
    std::vector<size_t> selected;
    for (size_t d = 0; d < kDimensionCount; ++d) {
      (request.SelectedIn(bench::kDimensions[d]).empty() ? free : selected).push_back(d);
    }
    if (!request.WantsCounts()) free.clear();
    const Xapian::MSet best =
        Best(Narrowed(words, request, kDimensionCount), free, request.WantsCounts());
    answer_.total = request.WantsCounts() ? best.get_matches_estimated() : best.size();
    if (request.WantsCounts()) {
      for (const size_t dimension : selected) {
        Count(Narrowed(words, request, dimension), dimension);
      }
    }
    if (request.wanted == "page" || request.wanted == "answer") {
      Read(best, request.wanted == "answer");
    }
    return absl::OkStatus();
  }

  bench::EngineAnswer Last() const override { return answer_; }

 private:
  static Xapian::Query WordsOf(const bench::EngineRequest& request) {
    if (request.op == "all") return Xapian::Query::MatchAll;
    const Xapian::Query::op op = request.op == "phrase" ? Xapian::Query::OP_PHRASE
                                 : request.op == "or"   ? Xapian::Query::OP_OR
                                                        : Xapian::Query::OP_AND;
    return Xapian::Query(op, request.words.begin(), request.words.end());
  }

  // Under all selections but those in one dimension.
  static Xapian::Query Narrowed(Xapian::Query query, const bench::EngineRequest& request,
                                size_t without) {
    for (size_t d = 0; d < kDimensionCount; ++d) {
      std::vector<std::string> terms = request.SelectedIn(bench::kDimensions[d]);
      if (terms.empty() || d == without) continue;
      for (std::string& name : terms) name = FilterTerm(d, name);
      query = Xapian::Query(Xapian::Query::OP_FILTER, query,
                            Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
    }
    return query;
  }

  Xapian::MSet Best(const Xapian::Query& query, const std::vector<size_t>& dimensions,
                    bool months) {
    Xapian::Enquire enquire(database_);
    enquire.set_query(query);
    std::deque<CountSpy> spies;  // They cannot be moved.
    for (const size_t dimension : dimensions) {
      spies.emplace_back(static_cast<Xapian::valueno>(dimension));
    }
    if (months) spies.emplace_back(kMonthSlot);
    for (CountSpy& spy : spies) enquire.add_matchspy(&spy);
    Xapian::MSet best = enquire.get_mset(0, bench::kShown, months ? database_.get_doccount() : 0);
    for (size_t i = 0; i < dimensions.size(); ++i) {
      answer_.counts[dimensions[i]] = spies[i].Highest();
    }
    if (months) answer_.counts[kDimensionCount] = spies.back().Highest();
    return best;
  }

  // The counts of one dimension alone: no article needs a score.
  void Count(const Xapian::Query& query, size_t dimension) {
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(query);
    CountSpy spy(static_cast<Xapian::valueno>(dimension));
    enquire.add_matchspy(&spy);
    enquire.get_mset(0, 0, database_.get_doccount());
    answer_.counts[dimension] = spy.Highest();
  }

  void Read(const Xapian::MSet& best, bool snippets) {
    shown_.clear();
    for (auto hit = best.begin(); hit != best.end(); ++hit) {
      const std::string data = hit.get_document().get_data();
      const size_t title_end = data.find(kBehindTitle);
      shown_.push_back(data.substr(0, title_end));
      if (snippets) {
        shown_.push_back(best.snippet(data.substr(title_end + 1), bench::kSnippetLength,
                                      Xapian::Stem(), Xapian::MSet::SNIPPET_EXHAUSTIVE));
      }
    }
  }

  const Xapian::Database database_;
  bench::EngineAnswer answer_;
  std::vector<std::string> shown_;
};

int Main(const std::vector<std::string>& arguments) {
  if (arguments.size() == 3 && arguments[0] == "index") return Index(arguments[1], arguments[2]);
  if (arguments.size() != 2 || arguments[0] != "serve") {
    std::fprintf(stderr, "usage: xapian_engine index JSONL DIR | serve DIR\n");
    return 2;
  }
  const auto begin = Clock::now();
  XapianEngine engine(arguments[1]);
  bench::ServeRequests(SecondsSince(begin), 0, &engine);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return Main(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const Xapian::Error& error) {
    std::fprintf(stderr, "xapian_engine: %s\n", error.get_description().c_str());
    return 1;
  }
}

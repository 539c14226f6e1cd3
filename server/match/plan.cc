#include "server/match/plan.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "indexer/format/schema.h"
#include "server/match/bm25.h"
#include "server/match/language_stems.h"
#include "server/match/posting_reader.h"
#include "server/query/parser.h"

namespace dateline::match {
namespace {

// A plan holds lists of fewer postings than this, rather than what they are read from.
constexpr size_t kFewPostings = 256;
// Lists of fewer are kept at once.
constexpr size_t kShortList = 4096;

class Planner {
 public:
  Planner(const Bm25& bm25, const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
          Cancellation* cancellation)
      : bm25_(bm25),
        snapshot_(snapshot),
        article_count_(snapshot.article_count()),
        lease_(lease),
        reader_(snapshot, lease, bm25, cancellation) {}

  absl::StatusOr<Plan> Make(const query::Node& node) {
    // The lists of what is below need not be put together. A wildcard is expanded all the same: it
    // may be refused.
    const bool has_parts = !node.children.empty() || node.op == query::Op::kPhrase;
    if (has_parts && IsNowhere(node)) {
      absl::Status status = ExpandWildcards(node);
      if (!status.ok()) return status;
      return Plan{};
    }
    switch (node.op) {
      case query::Op::kAll:
        return Plan{Plan::Op::kAll, "", 0, article_count_, {}};
      case query::Op::kNone:
        return Plan{};
      case query::Op::kTerm:
        return Term(node.term);
      case query::Op::kStem:
        return Stem(node.term, node.scope == query::Scope::kTitle);
      case query::Op::kPhrase:
        return Phrase(node.terms);
      case query::Op::kWildcard:
        return Wildcard(node.term);
      case query::Op::kAnd:
        return Combine(Plan::Op::kAnd, node.children);
      case query::Op::kOr:
        return Combine(Plan::Op::kOr, node.children);
      case query::Op::kAndNot:
        return Combine(Plan::Op::kAndNot, node.children);
    }
    return absl::InternalError("query node of unknown kind");
  }

 private:
  // Articles that have a term.
  uint32_t Frequency(const std::string& term) {
    // Xapian would read "" as every document, and throws at what no index can hold.
    if (term.empty() || term.size() > format::kMaxTermBytes) return 0;
    // What is kept tells it without a look into the index.
    if (const auto kept = snapshot_.postings().Find(term); kept != nullptr) {
      return static_cast<uint32_t>(kept->rows().size());
    }
    return reader_.Frequency(term);
  }

  Plan Term(const std::string& term) {
    snapshot::PostingCache& cache = snapshot_.postings();
    Plan plan;
    plan.postings = cache.Find(term);
    const uint32_t frequency = plan.postings != nullptr
                                   ? static_cast<uint32_t>(plan.postings->rows().size())
                                   : Frequency(term);
    if (frequency == 0) return Plan{};
    plan.op = Plan::Op::kTerm;
    plan.term = term;
    plan.weight = TermWeight(bm25_, frequency, article_count_);
    plan.estimate = frequency;
    const size_t bytes = snapshot::Postings::ExpectedBytes(frequency, snapshot_.row_count());
    plan.keeps = cache.enabled() && (plan.postings != nullptr || frequency < kShortList ||
                                     cache.IsWorthKeeping(term, bytes));
    return plan;
  }

  // One term, whatever it is in each article: its frequency is the number of articles that have
  // their own form of it.
  Plan Stem(const std::string& word, bool title) {
    const std::shared_ptr<StemUnion> stems = UnionOf(word, title);
    if (stems->terms.size() == 1) return Term(stems->terms[0]);
    if (IsNowhere(stems.get())) return Plan{};
    // No term of the index begins so: words are folded, and a fold has no control characters.
    stems->key = absl::StrCat("\x01", title ? format::TitleWordTerm(word) : format::WordTerm(word));
    const std::shared_ptr<const snapshot::Postings> postings = reader_.Read(*stems);
    Plan plan;
    plan.estimate = static_cast<uint32_t>(postings->rows().size());
    if (plan.estimate == 0) return Plan{};
    plan.op = Plan::Op::kTerm;
    plan.keeps = snapshot_.postings().enabled();
    plan.weight = TermWeight(bm25_, plan.estimate, article_count_);
    if (plan.estimate < kFewPostings) {
      plan.postings = postings;
    } else {
      plan.stems = stems;
    }
    return plan;
  }

  std::shared_ptr<StemUnion> UnionOf(const std::string& word, bool title) {
    // Asked whether it is anywhere, and then for its plan.
    std::shared_ptr<StemUnion>& stems = unions_[{word, title}];
    if (stems != nullptr) return stems;
    if (!stems_) stems_.emplace(snapshot_);
    stems = std::make_shared<StemUnion>();
    stems->variants = stems_->Of(word);
    for (const std::string& stem : stems->variants.stems) {
      stems->terms.push_back(title ? format::TitleStemTerm(stem) : format::StemTerm(stem));
    }
    return stems;
  }

  // Finds out how many articles have each of the terms, and tells whether none has any.
  bool IsNowhere(StemUnion* stems) {
    if (stems->frequencies.empty()) {
      for (const std::string& term : stems->terms) stems->frequencies.push_back(Frequency(term));
    }
    return std::all_of(stems->frequencies.begin(), stems->frequencies.end(),
                       [](uint32_t frequency) { return frequency == 0; });
  }

  // True when words that no article has keep all articles from matching.
  bool IsNowhere(const query::Node& node) {
    if (node.children.empty()) return FindNowhere(node);
    const auto known = nowhere_.find(&node);
    if (known != nowhere_.end()) return known->second;
    return nowhere_[&node] = FindNowhere(node);
  }

  bool FindNowhere(const query::Node& node) {
    const std::vector<query::Node>& children = node.children;
    const auto is_nowhere = [this](const query::Node& child) { return IsNowhere(child); };
    switch (node.op) {
      case query::Op::kNone:
        return true;
      case query::Op::kTerm:
        return Frequency(node.term) == 0;
      case query::Op::kStem:
        return IsNowhere(UnionOf(node.term, node.scope == query::Scope::kTitle).get());
      case query::Op::kPhrase:
        return std::any_of(node.terms.begin(), node.terms.end(),
                           [this](const std::string& term) { return Frequency(term) == 0; });
      case query::Op::kAnd:
        return std::any_of(children.begin(), children.end(), is_nowhere);
      case query::Op::kOr:
        return std::all_of(children.begin(), children.end(), is_nowhere);
      case query::Op::kAndNot:
        return IsNowhere(children[0]);
      case query::Op::kWildcard:
        return std::none_of(lease_->shards().begin(), lease_->shards().end(),
                            [&node](const Xapian::Database& shard) {
                              return shard.allterms_begin(node.term) !=
                                     shard.allterms_end(node.term);
                            });
      case query::Op::kAll:
        return false;
    }
    return false;
  }

  absl::Status ExpandWildcards(const query::Node& node) {
    if (node.op == query::Op::kWildcard) return Wildcard(node.term).status();
    absl::Status status;
    for (const query::Node& child : node.children) status.Update(ExpandWildcards(child));
    return status;
  }

  Plan Phrase(const std::vector<std::string>& terms) {
    Plan plan;
    for (const std::string& term : terms) plan.children.push_back(Term(term));
    return Finish(Plan::Op::kPhrase, std::move(plan));
  }

  absl::StatusOr<Plan> Wildcard(const std::string& prefix) {
    std::set<std::string> terms;
    for (const Xapian::Database& shard : lease_->shards()) {
      for (auto it = shard.allterms_begin(prefix); it != shard.allterms_end(prefix); ++it) {
        terms.insert(*it);
        if (terms.size() > query::kMaxWildcardTerms) {
          return absl::InvalidArgumentError(
              absl::StrCat("the wildcard ", absl::StripPrefix(prefix, format::kTitlePrefix),
                           "* stands for more than ", query::kMaxWildcardTerms,
                           " words; write more letters before the star"));
        }
      }
    }
    Plan plan;
    for (const std::string& term : terms) {
      plan.children.push_back(Term(term));
      // They may be a thousand: what is kept is looked up once more, rather than held all at once.
      plan.children.back().postings = nullptr;
    }
    return Finish(Plan::Op::kOr, std::move(plan));
  }

  absl::StatusOr<Plan> Combine(Plan::Op op, const std::vector<query::Node>& nodes) {
    Plan plan;
    for (const query::Node& node : nodes) {
      absl::StatusOr<Plan> child = Make(node);
      if (!child.ok()) return child.status();
      plan.children.push_back(*std::move(child));
    }
    return Finish(op, std::move(plan));
  }

  // Sets what follows from the children, and drops what cannot match.
  Plan Finish(Plan::Op op, Plan plan) {
    std::vector<Plan>& children = plan.children;
    const auto is_none = [](const Plan& child) { return child.op == Plan::Op::kNone; };
    if (children.empty()) return Plan{};
    if (op == Plan::Op::kAnd || op == Plan::Op::kPhrase) {
      if (std::any_of(children.begin(), children.end(), is_none)) return Plan{};
    } else if (op == Plan::Op::kOr) {
      children.erase(std::remove_if(children.begin(), children.end(), is_none), children.end());
    } else if (op == Plan::Op::kAndNot) {
      if (is_none(children[0])) return Plan{};
      children.erase(std::remove_if(children.begin() + 1, children.end(), is_none), children.end());
    }
    if (children.empty()) return Plan{};
    if (children.size() == 1) {
      Plan only = std::move(children[0]);
      return only;
    }
    plan.op = op;
    plan.estimate = children[0].estimate;
    for (size_t i = 1; i < children.size(); ++i) {
      if (op == Plan::Op::kOr) {
        plan.estimate = static_cast<uint32_t>(
            std::min<uint64_t>(article_count_, uint64_t{plan.estimate} + children[i].estimate));
      } else if (op != Plan::Op::kAndNot) {
        plan.estimate = std::min(plan.estimate, children[i].estimate);
      }
    }
    return plan;
  }

  const Bm25& bm25_;
  const snapshot::Snapshot& snapshot_;
  const uint32_t article_count_;
  snapshot::Snapshot::Lease* lease_;
  PostingReader reader_;
  // By word, which is the query's, and whether it is looked for in titles.
  std::map<std::pair<absl::string_view, bool>, std::shared_ptr<StemUnion>> unions_;
  std::unordered_map<const query::Node*, bool> nowhere_;
  std::optional<LanguageStems> stems_;  // Made for the first word that needs it.
};

}  // namespace

std::vector<const Plan*> ByEstimate(const std::vector<Plan>& plans) {
  std::vector<const Plan*> ordered;
  for (const Plan& plan : plans) ordered.push_back(&plan);
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const Plan* a, const Plan* b) { return a->estimate < b->estimate; });
  return ordered;
}

std::shared_ptr<const snapshot::Postings> FindPostings(const Plan& term,
                                                       const snapshot::Snapshot& snapshot) {
  if (term.postings != nullptr) return term.postings;
  return snapshot.postings().Find(term.stems != nullptr ? term.stems->key : term.term);
}

std::shared_ptr<const snapshot::Postings> ReadPostings(const Plan& term, PostingReader* reader) {
  if (term.postings != nullptr) return term.postings;
  return term.stems != nullptr ? reader->Read(*term.stems) : reader->Read(term.term, term.estimate);
}

absl::StatusOr<Plan> MakePlan(const query::Node& node, const Bm25& bm25,
                              const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
                              Cancellation* cancellation) {
  return Planner(bm25, snapshot, lease, cancellation).Make(node);
}

}  // namespace dateline::match

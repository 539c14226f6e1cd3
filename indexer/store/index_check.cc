#include "indexer/store/index_check.h"

#include <xapian.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <memory>
#include <sstream>
#include <thread>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "indexer/format/codec.h"
#include "indexer/format/revision_lease.h"
#include "indexer/format/schema.h"
#include "indexer/format/word_file.h"
#include "indexer/format/xapian_status.h"
#include "indexer/store/copy_check.h"
#include "indexer/store/document_builder.h"
#include "indexer/store/shard_metadata.h"

namespace dateline::store {
namespace {

// Sums over all (article, term) pairs, the same in whatever order they are met: once from the
// articles, once from the posting lists. Differing lists have differing sums but for 1 in 2^64.
struct PostingSums {
  uint64_t articles = 0;     // of Hash64(term) per article that has it
  uint64_t occurrences = 0;  // of Hash64(term) * wdf

  void Add(const std::string& term, uint64_t article_count, uint64_t wdf) {
    const uint64_t hash = format::Hash64(term);
    articles += hash * article_count;
    occurrences += hash * wdf;
  }
  bool operator==(const PostingSums& other) const {
    return articles == other.articles && occurrences == other.occurrences;
  }
};

// The first difference between the positions of a term in two documents; "" when there is none.
std::string ComparePositions(const Xapian::TermIterator& stored,
                             const Xapian::TermIterator& built) {
  Xapian::PositionIterator a = stored.positionlist_begin();
  Xapian::PositionIterator b = built.positionlist_begin();
  const Xapian::PositionIterator end;
  for (; a != end && b != end; ++a, ++b) {
    if (*a != *b) break;
  }
  if (a == end && b == end) return "";
  return absl::StrCat("positions of term \"", absl::CHexEscape(*stored), "\" are wrong");
}

std::string CompareTerms(const Xapian::Database& database, Xapian::docid id,
                         const Xapian::Document& built, PostingSums* sums) {
  Xapian::TermIterator a = database.termlist_begin(id);
  Xapian::TermIterator b = built.termlist_begin();
  const Xapian::TermIterator end;
  while (a != end && b != end) {
    const std::string term = *a;
    if (term != *b) break;
    sums->Add(term, 1, a.get_wdf());
    if (a.get_wdf() != b.get_wdf()) {
      return absl::StrCat("term \"", absl::CHexEscape(term), "\" has wdf ", a.get_wdf(),
                          " and should have ", b.get_wdf());
    }
    std::string difference = ComparePositions(a, b);
    if (!difference.empty()) return difference;
    ++a;
    ++b;
  }
  if (a == end && b == end) return "";
  if (b == end || (a != end && *a < *b)) {
    return absl::StrCat("has the term \"", absl::CHexEscape(*a), "\" and should not");
  }
  return absl::StrCat("lacks the term \"", absl::CHexEscape(*b), "\"");
}

void AddTerms(const Xapian::Database& database, Xapian::docid id, PostingSums* sums) {
  const Xapian::TermIterator end;
  for (Xapian::TermIterator term = database.termlist_begin(id); term != end; ++term) {
    sums->Add(*term, 1, term.get_wdf());
  }
}

std::string CompareSlots(const Xapian::Document& stored, const Xapian::Document& built) {
  const auto list = [](const Xapian::Document& document) {
    std::vector<std::pair<Xapian::valueno, std::string>> slots;
    for (Xapian::ValueIterator value = document.values_begin(); value != document.values_end();
         ++value) {
      slots.emplace_back(value.get_valueno(), *value);
    }
    return slots;
  };
  const auto a = list(stored);
  const auto b = list(built);
  const auto [difference, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (difference == a.end() && other == b.end()) return "";
  const Xapian::valueno slot = other == b.end()        ? difference->first
                               : difference == a.end() ? other->first
                                                       : std::min(difference->first, other->first);
  return absl::StrCat("slot ", slot, " is wrong");
}

class ShardCheck {
 public:
  ShardCheck(const format::Manifest& manifest, uint32_t shard)
      : manifest_(manifest), shard_(shard), path_(manifest.shard_paths[shard]) {}

  void Run(std::atomic<uint64_t>* checked, const std::function<void(uint64_t)>& progress) {
    absl::Status status = format::CatchXapian(path_, [&] { CheckTables(); });
    status.Update(format::CatchXapian(path_, [&]() -> absl::Status {
      const Xapian::Database database(path_);
      absl::Status metadata = CheckShardMetadata(
          database, path_, shard_, static_cast<uint32_t>(manifest_.shard_paths.size()),
          manifest_.revision);
      if (!metadata.ok()) return metadata;
      OpenWords(database);
      CheckArticles(database, checked, progress);
      CheckPostings(database);
      return absl::OkStatus();
    }));
    if (!status.ok()) findings_.push_back(std::string(status.message()));
  }

  uint64_t articles() const { return articles_; }
  const std::vector<std::string>& findings() const { return findings_; }

 private:
  static constexpr uint64_t kReportEvery = 1000;  // Articles.

  void Find(absl::string_view what) {
    if (findings_.size() < kMaxFindings) findings_.push_back(absl::StrCat(path_, ": ", what));
  }

  void CheckTables() {
    std::ostringstream output;
    const size_t errors = Xapian::Database::check(path_, 0, &output);
    if (errors == 0) return;
    const std::string text = output.str();
    Find(absl::StrCat("Xapian finds ", errors, " errors: ", absl::StripAsciiWhitespace(text)));
  }

  void OpenWords(const Xapian::Database& database) {
    const format::WordFileState state = format::ReadWordFileState(database);
    if (state.generation == 0) return;
    auto words = format::WordFile::Open(
        absl::StrCat(path_, "/", format::WordFileName(state.generation)), state.bytes);
    if (words.ok()) words_ = *std::move(words);
    if (!words.ok()) Find(words.status().message());
  }

  // What is wrong with the record of an article whose words are `built`.
  std::string CheckWords(const Xapian::Document& stored, absl::string_view built) const {
    const auto location = format::DecodeWordLocation(stored.get_value(format::kSlotWords));
    if (!location) return absl::StrCat("slot ", format::kSlotWords, " is wrong");
    // Without the file, that has been said once.
    if (words_ == nullptr || words_->At(*location) == built) return "";
    return "its record in the word file is damaged";
  }

  void CheckArticles(const Xapian::Database& database, std::atomic<uint64_t>* checked,
                     const std::function<void(uint64_t)>& progress) {
    for (Xapian::PostingIterator posting = database.postlist_begin("");
         posting != database.postlist_end(""); ++posting) {
      const std::string wrong = CheckArticle(database, *posting);
      if (!wrong.empty()) Find(absl::StrCat("document ", *posting, ": ", wrong));
      ++articles_;
      const uint64_t done = ++*checked;
      if (progress != nullptr && done % kReportEvery == 0) progress(done);
    }
  }

  std::string CheckArticle(const Xapian::Database& database, Xapian::docid id) {
    const Xapian::Document stored = database.get_document(id);
    const std::string data = stored.get_data();
    const absl::StatusOr<article::Article> article = format::DecodeArticle(data);
    if (!article.ok()) return std::string(article.status().message());
    if (format::EncodeArticle(*article) != data) {
      return absl::StrCat("article ", article->id, ": its stored bytes are not canonical");
    }
    const auto shard_count = static_cast<uint32_t>(manifest_.shard_paths.size());
    std::string wrong;
    if (const uint32_t right = format::ShardOf(article->id, shard_count); right != shard_) {
      wrong = absl::StrCat("belongs into shard ", right);
    } else if (database.get_termfreq(format::IdTerm(article->id)) != 1) {
      wrong = "is in the shard more than once";
    } else {
      std::string words;
      Xapian::Document built = builder_.Build(*article, data, &words);
      const bool earlier = AsWrittenByEarlierVersion(stored, *article, data, &built);
      // Which group is right depends on all articles: CheckCopyGroups.
      const std::string group = stored.get_value(format::kSlotCopyGroup);
      const bool has_sketch = !built.get_value(format::kSlotCopySketch).empty();
      if (has_sketch) built.add_value(format::kSlotCopyGroup, group);
      if (earlier) {
        AddTerms(database, id, &from_articles_);
      } else {
        wrong = CompareTerms(database, id, built, &from_articles_);
        if (wrong.empty()) wrong = CheckWords(stored, words);
        built.add_value(format::kSlotWords, stored.get_value(format::kSlotWords));
      }
      if (wrong.empty()) wrong = CompareSlots(stored, built);
    }
    return wrong.empty() ? "" : absl::StrCat("article ", article->id, ": ", wrong);
  }

  // An article keeps the form of the format version that wrote it until it is indexed again. True
  // when it is an earlier one: its text may have been cut into other words, so that its terms can
  // only be held against the posting lists.
  static bool AsWrittenByEarlierVersion(const Xapian::Document& stored,
                                        const article::Article& article, absl::string_view data,
                                        Xapian::Document* built) {
    const std::string fingerprint = stored.get_value(format::kSlotFingerprint);
    for (int version = format::kMinFormatVersion; version < format::kFormatVersion; ++version) {
      if (fingerprint == format::EncodeKey(Fingerprint(data, article.language, version))) {
        built->add_value(format::kSlotFingerprint, fingerprint);
        built->remove_value(format::kSlotCopySketch);
        const std::string sketch = stored.get_value(format::kSlotCopySketch);
        if (!sketch.empty()) built->add_value(format::kSlotCopySketch, sketch);
        return true;
      }
    }
    return false;
  }

  void CheckPostings(const Xapian::Database& database) {
    if (articles_ != database.get_doccount()) {
      Find(absl::StrCat("says it has ", database.get_doccount(), " articles and has ", articles_));
    }
    // After another finding, the sums are not complete.
    if (!findings_.empty()) return;
    PostingSums from_postings;
    for (Xapian::TermIterator term = database.allterms_begin(); term != database.allterms_end();
         ++term) {
      from_postings.Add(*term, term.get_termfreq(), database.get_collection_freq(*term));
    }
    if (!(from_postings == from_articles_)) Find("posting lists and term lists disagree");
  }

  const format::Manifest& manifest_;
  const uint32_t shard_;
  const std::string path_;
  DocumentBuilder builder_;
  std::unique_ptr<format::WordFile> words_;  // Null when there is none.
  PostingSums from_articles_;
  uint64_t articles_ = 0;
  std::vector<std::string> findings_;
};

// An index of another format version is not broken, only not ours to judge.
absl::Status CheckVersions(const format::Manifest& manifest) {
  const auto count = static_cast<uint32_t>(manifest.shard_paths.size());
  for (uint32_t shard = 0; shard < count; ++shard) {
    const std::string& path = manifest.shard_paths[shard];
    absl::Status status = format::CatchXapian(path, [&] {
      return CheckShardMetadata(Xapian::Database(path), path, shard, count, manifest.revision);
    });
    if (absl::IsFailedPrecondition(status)) return status;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CheckReport> CheckIndex(const std::string& index, int threads,
                                       const std::function<void(uint64_t)>& progress) {
  absl::StatusOr<std::unique_ptr<format::RevisionLease>> lease =
      format::RevisionLease::Acquire(index);
  if (!lease.ok()) return lease.status();
  const format::Manifest& manifest = (*lease)->manifest();
  absl::Status status = CheckVersions(manifest);
  if (!status.ok()) return status;
  CheckReport report;
  report.revision = manifest.revision;
  report.shards = static_cast<uint32_t>(manifest.shard_paths.size());

  std::deque<ShardCheck> checks;
  for (uint32_t shard = 0; shard < report.shards; ++shard) checks.emplace_back(manifest, shard);
  std::atomic<uint32_t> next{0};
  std::atomic<uint64_t> checked{0};
  std::vector<std::thread> workers;
  for (int i = 0; i < std::min<int>(threads, static_cast<int>(report.shards)); ++i) {
    workers.emplace_back([&] {
      for (uint32_t shard = next++; shard < checks.size(); shard = next++) {
        checks[shard].Run(&checked, progress);
      }
    });
  }
  for (std::thread& worker : workers) worker.join();

  for (const ShardCheck& check : checks) {
    report.articles += check.articles();
    report.findings.insert(report.findings.end(), check.findings().begin(), check.findings().end());
  }
  if (report.findings.empty()) {
    const absl::StatusOr<std::vector<std::string>> copies = CheckCopyGroups(manifest);
    if (copies.ok()) report.findings = *copies;
    if (!copies.ok()) report.findings.push_back(std::string(copies.status().message()));
  }
  if (report.findings.empty()) return report;
  const absl::StatusOr<format::Manifest> now = format::ReadManifest(index);
  if (now.ok() && now->revision > manifest.revision) {
    return absl::AbortedError(absl::StrCat(index, ": an indexer went on from revision ",
                                           manifest.revision, " to ", now->revision,
                                           " during the check; check again when it is done"));
  }
  return report;
}

}  // namespace dateline::store

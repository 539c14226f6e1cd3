#include "indexer/store/index_check.h"

#include <xapian.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <sstream>
#include <thread>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "indexer/format/codec.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/revision_lease.h"
#include "indexer/format/schema.h"
#include "indexer/format/word_file.h"
#include "indexer/format/xapian_status.h"
#include "indexer/store/copy_check.h"
#include "indexer/store/document_builder.h"
#include "indexer/store/indexed_document.h"
#include "indexer/store/shard_metadata.h"

namespace dateline::store {
namespace {

// More than there are; what is in one that there is not, a check finds.
constexpr Xapian::valueno kSlotsLookedAt = 32;

// Sums over all (article, term) pairs, the same in whatever order they are met: once from the
// articles, once from the posting lists. Differing lists have differing sums but for 1 in 2^64.
class PostingSums {
 public:
  void Add(uint64_t term_hash, Xapian::docid docid, uint64_t wdf) {
    const uint64_t place = (uint64_t{docid} + 1) * 0x9e3779b97f4a7c15;
    sum_ += (term_hash | 1) * (place ^ place >> 29) * (wdf + 1);
  }
  friend bool operator==(const PostingSums& a, const PostingSums& b) { return a.sum_ == b.sum_; }
  friend bool operator!=(const PostingSums& a, const PostingSums& b) { return !(a == b); }

 private:
  uint64_t sum_ = 0;
};

// What the posting lists of a shard say.
PostingSums SumsOfLists(const Xapian::Database& database) {
  PostingSums sums;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    const uint64_t hash = format::Hash64(*term);
    for (auto it = database.postlist_begin(*term); it != database.postlist_end(*term); ++it) {
      sums.Add(hash, *it, it.get_wdf());
    }
  }
  return sums;
}

void AddTerms(const IndexedDocument& document, Xapian::docid docid, PostingSums* sums,
              std::map<std::string, PostingSums>* by_term) {
  std::map<absl::string_view, uint64_t> terms;
  for (const IndexedDocument::Term& term : document.terms) {
    terms[document.text(term)] += term.wdf;
  }
  for (const auto& [term, wdf] : terms) {
    const uint64_t hash = format::Hash64(term);
    if (sums != nullptr) sums->Add(hash, docid, wdf);
    if (by_term != nullptr) (*by_term)[std::string(term)].Add(hash, docid, wdf);
  }
}

// The slots that a document has, and should have, but for those of earlier versions that depend on
// other articles. "" when they are the same.
std::string CompareSlots(const Xapian::Document& stored, const IndexedDocument& built) {
  for (Xapian::valueno slot = 0; slot < kSlotsLookedAt; ++slot) {
    if (slot == format::kSlotCopyGroup || slot == format::kSlotWords) continue;
    const auto value =
        std::find_if(built.values.begin(), built.values.end(),
                     [slot](const IndexedDocument::Value& v) { return v.slot == slot; });
    const std::string expected = value == built.values.end() ? "" : value->bytes;
    if (stored.get_value(slot) != expected) return absl::StrCat("slot ", slot, " is wrong");
  }
  return "";
}

// The value of a slot of a document that was built, changed.
void SetSlot(uint32_t slot, const std::string& bytes, IndexedDocument* document) {
  const auto is_slot = [slot](const IndexedDocument::Value& value) { return value.slot == slot; };
  document->values.erase(std::remove_if(document->values.begin(), document->values.end(), is_slot),
                         document->values.end());
  document->AddValue(slot, bytes);
}

class ShardCheck {
 public:
  ShardCheck(const format::Manifest& manifest, uint32_t shard)
      : manifest_(manifest), shard_(shard), path_(manifest.shard_paths[shard]) {}

  // `all` has every shard.
  void Run(const Xapian::Database& all, std::atomic<uint64_t>* checked,
           const std::function<void(uint64_t)>& progress) {
    absl::Status status = format::CatchXapian(path_, [&] { CheckTables(); });
    status.Update(format::CatchXapian(path_, [&]() -> absl::Status {
      const Xapian::Database database(path_);
      absl::Status metadata = CheckShardMetadata(database, manifest_, shard_);
      if (!metadata.ok()) return metadata;
      absl::StatusOr<std::shared_ptr<const format::DataDictionary>> dictionary =
          format::ReadDataDictionary(database);
      if (!dictionary.ok()) return dictionary.status();
      dictionary_ = *std::move(dictionary);
      OpenWords(database);
      CheckArticles(database, all, checked, progress);
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

  // Earlier versions have word files of another form, which are looked into when they are used.
  void OpenWords(const Xapian::Database& database) {
    if (manifest_.of_views) return;
    absl::StatusOr<std::unique_ptr<format::WordTableFile>> words =
        format::WordTableFile::Open(path_);
    if (words.ok()) {
      words_ = *std::move(words);
      if (words_->record_count() == database.get_lastdocid()) return;
      Find(absl::StrCat("the word file has ", words_->record_count(), " records and should have ",
                        database.get_lastdocid()));
      words_ = nullptr;
    } else {
      Find(words.status().message());
    }
  }

  void CheckArticles(const Xapian::Database& database, const Xapian::Database& all,
                     std::atomic<uint64_t>* checked,
                     const std::function<void(uint64_t)>& progress) {
    for (Xapian::PostingIterator posting = database.postlist_begin("");
         posting != database.postlist_end(""); ++posting) {
      const std::string wrong = CheckArticle(database, all, *posting);
      if (!wrong.empty()) Find(absl::StrCat("document ", *posting, ": ", wrong));
      ++articles_;
      const uint64_t done = ++*checked;
      if (progress != nullptr && done % kReportEvery == 0) progress(done);
    }
    for (Xapian::valueno slot = format::kSlotCopySketch + 1; slot < kSlotsLookedAt; ++slot) {
      const bool known =
          manifest_.of_views && (slot == format::kSlotCopyGroup || slot == format::kSlotWords);
      if (!known && database.get_value_freq(slot) > 0) {
        Find(absl::StrCat("has values in slot ", slot, " and should not"));
      }
    }
  }

  std::string CheckArticle(const Xapian::Database& database, const Xapian::Database& all,
                           Xapian::docid id) {
    const Xapian::Document stored = database.get_document(id);
    const absl::StatusOr<std::string> data =
        format::UnpackArticle(stored.get_data(), dictionary_.get());
    if (!data.ok()) return std::string(data.status().message());
    const absl::StatusOr<article::Article> article = format::DecodeArticle(*data);
    if (!article.ok()) return std::string(article.status().message());
    std::string wrong;
    if (!format::IsEncodingOf(*data, *article)) {
      wrong = "its stored bytes are not canonical";
    } else if (const auto count = all.get_termfreq(format::IdTerm(article->id)); count != 1) {
      wrong = count == 0 ? "lacks the term of its id" : "is in the index more than once";
    } else {
      wrong = CheckDocument(database, stored, *article, *data);
    }
    return wrong.empty() ? "" : absl::StrCat("article ", article->id, ": ", wrong);
  }

  std::string CheckDocument(const Xapian::Database& database, const Xapian::Document& stored,
                            const article::Article& article, const std::string& data) {
    const Xapian::docid docid = stored.get_docid();
    std::string words;
    IndexedDocument built = builder_.BuildPlain(article, data, &words);
    if (!manifest_.of_views) {
      AddTerms(built, docid, &from_articles_, nullptr);
      // Without the file, that has been said once.
      if (words_ != nullptr && words_->Record(docid) != words) {
        return "its record in the word file is damaged";
      }
      return CompareSlots(stored, built);
    }
    // Its text may have been cut into other words, so that its terms can only be held against the
    // posting lists; what depends on them likewise.
    const Xapian::TermIterator end;
    for (Xapian::TermIterator term = database.termlist_begin(docid); term != end; ++term) {
      from_articles_.Add(format::Hash64(*term), docid, term.get_wdf());
    }
    SetSlot(format::kSlotCopySketch, stored.get_value(format::kSlotCopySketch), &built);
    const std::string fingerprint = stored.get_value(format::kSlotFingerprint);
    for (int version = format::kMinFormatVersion; version < format::kFirstVersionOfShards;
         ++version) {
      if (fingerprint == format::EncodeKey(Fingerprint(data, article.language, version))) {
        SetSlot(format::kSlotFingerprint, fingerprint, &built);
      }
    }
    return CompareSlots(stored, built);
  }

  void CheckPostings(const Xapian::Database& database) {
    if (articles_ != database.get_doccount()) {
      Find(absl::StrCat("says it has ", database.get_doccount(), " articles and has ", articles_));
    }
    // After another finding, the sums are not complete.
    if (!findings_.empty() || SumsOfLists(database) == from_articles_) return;
    if (manifest_.of_views) {
      Find("posting lists and term lists disagree");
    } else {
      FindWrongLists(database);
    }
  }

  // Says which lists are not those of the articles.
  void FindWrongLists(const Xapian::Database& database) {
    std::map<std::string, PostingSums> by_term;
    for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
      const absl::StatusOr<std::string> data =
          format::UnpackArticle(database.get_document(*it).get_data(), dictionary_.get());
      if (!data.ok()) continue;
      const absl::StatusOr<article::Article> article = format::DecodeArticle(*data);
      if (article.ok()) {
        AddTerms(builder_.BuildPlain(*article, *data), *it, nullptr, &by_term);
      }
    }
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
      PostingSums sums;
      const uint64_t hash = format::Hash64(*term);
      for (auto it = database.postlist_begin(*term); it != database.postlist_end(*term); ++it) {
        sums.Add(hash, *it, it.get_wdf());
      }
      const auto expected = by_term.find(*term);
      if (expected == by_term.end()) {
        Find(absl::StrCat("has the term \"", absl::CHexEscape(*term), "\" and should not"));
      } else if (expected->second != sums) {
        Find(absl::StrCat("the list of term \"", absl::CHexEscape(*term), "\" is wrong"));
      }
      by_term.erase(*term);
    }
    for (const auto& [term, sums] : by_term) {
      Find(absl::StrCat("lacks the term \"", absl::CHexEscape(term), "\""));
    }
  }

  const format::Manifest& manifest_;
  const uint32_t shard_;
  const std::string path_;
  DocumentBuilder builder_;
  std::shared_ptr<const format::DataDictionary> dictionary_;  // Null when there is none.
  std::unique_ptr<format::WordTableFile> words_;              // Null when there is none.
  PostingSums from_articles_;
  uint64_t articles_ = 0;
  std::vector<std::string> findings_;
};

}  // namespace

absl::StatusOr<CheckReport> CheckIndex(const std::string& index, int threads,
                                       const std::function<void(uint64_t)>& progress) {
  absl::StatusOr<std::unique_ptr<format::RevisionLease>> lease =
      format::RevisionLease::Acquire(index);
  if (!lease.ok()) return lease.status();
  const format::Manifest& manifest = (*lease)->manifest();
  // An index of another format version is not broken, only not ours to judge.
  const absl::Status status = CheckShards(manifest);
  if (absl::IsFailedPrecondition(status)) return status;
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
      Xapian::Database all;
      // What cannot be opened, the check of that shard says.
      for (const std::string& path : manifest.shard_paths) {
        format::CatchXapian(path, [&] { all.add_database(Xapian::Database(path)); }).IgnoreError();
      }
      for (uint32_t shard = next++; shard < checks.size(); shard = next++) {
        checks[shard].Run(all, &checked, progress);
      }
    });
  }
  for (std::thread& worker : workers) worker.join();

  for (const ShardCheck& check : checks) {
    report.articles += check.articles();
    report.findings.insert(report.findings.end(), check.findings().begin(), check.findings().end());
  }
  if (report.findings.empty()) {
    const absl::StatusOr<std::vector<std::string>> copies = CheckCopyGroups(index, manifest);
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

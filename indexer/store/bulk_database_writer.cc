#include "indexer/store/bulk_database_writer.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "indexer/format/schema.h"
#include "indexer/format/varint.h"
#include "indexer/store/durable_file.h"

namespace dateline::store {
namespace {

using format::AppendVarint;

constexpr absl::string_view kMetadataPrefix("\0\xC0", 2);
constexpr absl::string_view kValueStatisticsPrefix("\0\xD0", 2);
constexpr absl::string_view kValuesPrefix("\0\xD8", 2);

std::string ValueStatisticsKey(uint32_t slot) {
  std::string key(kValueStatisticsPrefix);
  for (; slot != 0; slot >>= 8) key.push_back(static_cast<char>(slot));
  return key;
}

// Appends a term of a term list behind `before`, the term before it, not empty.
void AppendFollowingTerm(const BulkInverter::Posting& posting, absl::string_view before,
                         std::string* out) {
  const absl::string_view term = posting.term;
  const size_t both = std::min(term.size(), before.size());
  const size_t shared =
      std::mismatch(term.begin(), term.begin() + both, before.begin()).first - term.begin();
  constexpr uint32_t kMaxPackedWdf = 126;
  const bool small = posting.wdf <= kMaxPackedWdf;
  const size_t packed = small ? (posting.wdf + 1) * (before.size() + 1) + shared : 256;
  out->push_back(static_cast<char>(packed < 256 ? packed : shared));
  out->push_back(static_cast<char>(term.size() - shared));
  out->append(term.data() + shared, term.size() - shared);
  if (packed >= 256) AppendVarint(posting.wdf, out);
}

}  // namespace

absl::StatusOr<std::unique_ptr<BulkDatabaseWriter>> BulkDatabaseWriter::Create(
    const std::string& path, const BulkWriterOptions& options) {
  if (mkdir(path.c_str(), 0777) != 0) {
    if (errno == EEXIST) return absl::AlreadyExistsError(absl::StrCat(path, ": exists already"));
    return ErrnoStatus(path, "create");
  }
  auto writer = absl::WrapUnique(new BulkDatabaseWriter(path, options));
  absl::Status status = writer->OpenTables();
  if (!status.ok()) return status;
  return writer;
}

BulkDatabaseWriter::BulkDatabaseWriter(std::string path, const BulkWriterOptions& options)
    : path_(std::move(path)), options_(options) {}

absl::Status BulkDatabaseWriter::OpenTables() {
  const auto open = [this](GlassTable table, absl::string_view name, int compression,
                           std::unique_ptr<GlassTableWriter>* to) {
    auto writer = GlassTableWriter::Create(GlassTablePath(path_, name), table, compression);
    if (writer.ok()) *to = *std::move(writer);
    return writer.status();
  };
  absl::Status status = open(GlassTable::kPostlist, "postlist", 0, &postlist_);
  status.Update(open(GlassTable::kDocdata, "docdata", options_.data_compression, &docdata_));
  if (options_.term_lists) {
    status.Update(
        open(GlassTable::kTermlist, "termlist", options_.term_list_compression, &termlist_));
  }
  return status;
}

absl::Status BulkDatabaseWriter::Add(uint32_t docid, const IndexedDocument& document) {
  if (!status_.ok()) return status_;
  if (docid <= statistics_.last_docid) {
    return absl::InvalidArgumentError(
        absl::StrCat("docid ", docid, " does not follow ", statistics_.last_docid));
  }
  absl::Status status = CollectTerms(document);
  if (!status.ok()) return status;
  if (termlist_ != nullptr) SortTerms();

  uint32_t length = 0;
  for (const BulkInverter::Posting& posting : postings_) length += posting.wdf;
  std::string key;
  AppendGlassDocid(docid, &key);
  if (!document.data.empty()) status_.Update(docdata_->Add(key, document.data));
  if (termlist_ != nullptr) status_.Update(AddTermList(key, length));
  status_.Update(AddValues(docid, key, document));
  statistics_.max_wdf = std::max(statistics_.max_wdf, inverter_.Add(docid, postings_));

  if (first_docid_ == 0) {
    first_docid_ = docid;
  } else {
    AppendVarint(docid - statistics_.last_docid - 1, &lengths_);
  }
  AppendVarint(length, &lengths_);
  ++statistics_.doc_count;
  statistics_.last_docid = docid;
  statistics_.total_length += length;
  statistics_.max_length = std::max(statistics_.max_length, length);
  if (length > 0 && (statistics_.min_length == 0 || length < statistics_.min_length)) {
    statistics_.min_length = length;
  }
  return status_;
}

absl::Status BulkDatabaseWriter::CollectTerms(const IndexedDocument& document) {
  postings_.clear();
  for (const IndexedDocument::Term& term : document.terms) {
    const absl::string_view text = document.text(term);
    const size_t zeros = std::count(text.begin(), text.end(), '\0');
    if (text.empty() || text.size() > format::kMaxTermBytes ||
        text.size() + zeros > kMaxTermInKey) {
      return absl::InvalidArgumentError(absl::StrCat(
          "a term of ", text.size(), " bytes, ", zeros, " of them zero; it has 1 to ",
          format::kMaxTermBytes, ", and at most ", kMaxTermInKey, " with zeros twice"));
    }
    postings_.push_back({text, term.wdf});
  }
  return absl::OkStatus();
}

void BulkDatabaseWriter::SortTerms() {
  std::sort(postings_.begin(), postings_.end(),
            [](const auto& a, const auto& b) { return a.term < b.term; });
  size_t kept = 0;
  for (const BulkInverter::Posting& posting : postings_) {
    if (kept > 0 && postings_[kept - 1].term == posting.term) {
      postings_[kept - 1].wdf += posting.wdf;
    } else {
      postings_[kept++] = posting;
    }
  }
  postings_.resize(kept);
}

absl::Status BulkDatabaseWriter::AddTermList(const std::string& key, uint32_t length) {
  tag_.clear();
  if (postings_.empty()) return termlist_->Add(key, tag_);
  AppendVarint(length, &tag_);
  AppendVarint(postings_.size(), &tag_);
  const BulkInverter::Posting& first = postings_.front();
  tag_.push_back(static_cast<char>(first.term.size()));
  tag_.append(first.term.data(), first.term.size());
  AppendVarint(first.wdf, &tag_);
  for (size_t i = 1; i < postings_.size(); ++i) {
    AppendFollowingTerm(postings_[i], postings_[i - 1].term, &tag_);
  }
  return termlist_->Add(key, tag_);
}

absl::Status BulkDatabaseWriter::AddValues(uint32_t docid, const std::string& key,
                                           const IndexedDocument& document) {
  used_values_.clear();
  for (const IndexedDocument::Value& value : document.values) {
    if (!value.bytes.empty()) used_values_.push_back(&value);
  }
  if (used_values_.empty()) return absl::OkStatus();
  std::sort(used_values_.begin(), used_values_.end(),
            [](const auto* a, const auto* b) { return a->slot < b->slot; });
  tag_.clear();
  uint32_t next_slot = 0;
  for (const IndexedDocument::Value* value : used_values_) {
    values_[value->slot].Add(docid, value->bytes);
    AppendVarint(value->slot - next_slot, &tag_);
    next_slot = value->slot + 1;
  }
  return termlist_ != nullptr ? termlist_->Add(key + '\0', tag_) : absl::OkStatus();
}

absl::Status BulkDatabaseWriter::SetMetadata(absl::string_view key, absl::string_view value) {
  if (!status_.ok()) return status_;
  if (key.empty() || kMetadataPrefix.size() + key.size() > kGlassMaxKeyBytes) {
    return absl::InvalidArgumentError(absl::StrCat("a metadata key of ", key.size(),
                                                   " bytes; it has 1 to ",
                                                   kGlassMaxKeyBytes - kMetadataPrefix.size()));
  }
  if (value.empty()) {
    metadata_.erase(std::string(key));
  } else {
    metadata_[std::string(key)] = std::string(value);
  }
  return absl::OkStatus();
}

size_t BulkDatabaseWriter::memory_bytes() const {
  size_t bytes = inverter_.memory_bytes() + lengths_.capacity();
  for (const auto& [slot, values] : values_) bytes += values.memory_bytes();
  return bytes;
}

absl::Status BulkDatabaseWriter::WritePostlist() {
  absl::Status status;
  for (const auto& [key, value] : metadata_) {
    status.Update(postlist_->Add(absl::StrCat(kMetadataPrefix, key), value));
  }
  // Slots in the order of their keys, which is not that of their numbers.
  std::map<std::string, std::string> statistics;
  std::map<std::string, const BulkValueStream*> streams;
  for (const auto& [slot, values] : values_) {
    statistics[ValueStatisticsKey(slot)] = values.Statistics();
    std::string prefix(kValuesPrefix);
    AppendVarint(slot, &prefix);
    streams[std::move(prefix)] = &values;
  }
  for (const auto& [key, tag] : statistics) status.Update(postlist_->Add(key, tag));
  for (const auto& [prefix, values] : streams)
    status.Update(values->Write(prefix, postlist_.get()));
  if (!lengths_.empty()) {
    status.Update(WriteLengths(first_docid_, lengths_, postlist_.get()));
  }
  inverter_.ForEach([&](const BulkInverter::List& list) {
    if (status.ok()) status = WritePostings(list, postlist_.get());
  });
  return status;
}

absl::Status BulkDatabaseWriter::Finish() {
  if (!status_.ok()) return status_;
  status_ = WritePostlist();
  if (status_.ok()) {
    status_ = FinishGlassDatabase(path_, postlist_.get(), docdata_.get(), termlist_.get(),
                                  statistics_, options_.sync);
  }
  return status_;
}

}  // namespace dateline::store

// One shard as it is read when a revision is loaded: out of its mapped table when nobody changes it
// any more, else through Xapian.

#ifndef DATELINE_SERVER_SNAPSHOT_SHARD_SOURCE_H_
#define DATELINE_SERVER_SNAPSHOT_SHARD_SOURCE_H_

#include <xapian.h>

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "indexer/format/glass_postlist.h"

namespace dateline::snapshot {

// Borrows what it reads. For one thread at a time. All functions throw Xapian::Error; what they
// call must not. DATA_LOSS for bytes of another form, and for a docid behind the last one.
class ShardSource {
 public:
  using List = format::GlassPostlist::List;

  // `postlist` is null for a shard that is read through Xapian.
  explicit ShardSource(const Xapian::Database& database,
                       const format::GlassPostlist* postlist = nullptr)
      : database_(&database), postlist_(postlist) {}

  const Xapian::Database& database() const { return *database_; }
  // Null unless the lists can be read where they are.
  const format::GlassPostlist* postlist() const { return postlist_; }
  uint32_t last_docid() const {
    return postlist_ != nullptr ? postlist_->last_docid() : database_->get_lastdocid();
  }

  // Calls take(term, list) for every term that begins so, in order, until a status is not OK; the
  // list is to be found by the postlist alone. The term is valid in the call.
  template <typename Take>
  absl::Status ForEachTerm(absl::string_view prefix, Take take) const {
    absl::Status status;
    if (postlist_ != nullptr) {
      status.Update(postlist_->ForEachTerm(prefix, [&](absl::string_view term, const List& list) {
        if (status.ok()) status = take(term, list);
      }));
      return status;
    }
    const std::string begin(prefix);
    for (auto term = database_->allterms_begin(begin);
         status.ok() && term != database_->allterms_end(begin); ++term) {
      List list;
      list.documents = term.get_termfreq();
      status = take(*term, list);
    }
    return status;
  }

  // Calls take(docid, bytes), which returns false for bytes of another form, for every value.
  template <typename Take>
  absl::Status ForEachValue(uint32_t slot, Take take) const {
    uint32_t damaged = 0;
    const auto checked = [&](uint32_t docid, absl::string_view bytes) {
      if (take(docid, bytes)) return true;
      damaged = docid;
      return false;
    };
    if (postlist_ != nullptr) {
      const absl::Status status = postlist_->ForEachValue(slot, checked);
      if (!status.ok()) return status;
    } else {
      const Xapian::docid last = database_->get_lastdocid();
      for (auto it = database_->valuestream_begin(slot); it != database_->valuestream_end(slot);
           ++it) {
        if (it.get_docid() > last) return BehindLast(it.get_docid());
        if (!checked(it.get_docid(), *it)) break;
      }
    }
    if (damaged == 0) return absl::OkStatus();
    return absl::DataLossError(
        absl::StrCat("slot ", slot, " of document ", damaged, " is of another form"));
  }

  // Calls take(docid, length) for every document.
  template <typename Take>
  absl::Status ForEachLength(Take take) const {
    if (postlist_ != nullptr) {
      return postlist_->ForEachLength([&](uint32_t docid, uint32_t length) {
        take(docid, length);
        return true;
      });
    }
    const Xapian::docid last = database_->get_lastdocid();
    for (auto it = database_->postlist_begin(""); it != database_->postlist_end(""); ++it) {
      if (*it > last) return BehindLast(*it);
      take(*it, it.get_doclength());
    }
    return absl::OkStatus();
  }

  // Calls take(docid) for every document of a term.
  template <typename Take>
  absl::Status ForEachDocid(const std::string& term, Take take) const {
    if (postlist_ != nullptr) {
      const absl::StatusOr<List> list = postlist_->Find(term);
      if (!list.ok() || list->documents == 0) return list.status();
      return postlist_->ForEachPosting(*list, 0, UINT32_MAX, [&take](uint32_t docid, uint32_t) {
        take(docid);
        return true;
      });
    }
    const Xapian::docid last = database_->get_lastdocid();
    for (auto it = database_->postlist_begin(term); it != database_->postlist_end(term); ++it) {
      if (*it > last) return BehindLast(*it);
      take(*it);
    }
    return absl::OkStatus();
  }

  // How many documents a term has.
  absl::StatusOr<uint32_t> DocumentCount(const std::string& term) const {
    if (postlist_ == nullptr) return database_->get_termfreq(term);
    const absl::StatusOr<List> list = postlist_->Find(term);
    if (!list.ok()) return list.status();
    return list->documents;
  }

  // The first document of a term; 0 when there is none.
  absl::StatusOr<uint32_t> FirstDocid(const std::string& term) const {
    if (postlist_ == nullptr) {
      const auto it = database_->postlist_begin(term);
      return it == database_->postlist_end(term) ? 0 : *it;
    }
    const absl::StatusOr<List> list = postlist_->Find(term);
    if (!list.ok()) return list.status();
    uint32_t first = 0;
    if (list->documents == 0) return first;
    const absl::Status status =
        postlist_->ForEachPosting(*list, 0, UINT32_MAX, [&first](uint32_t docid, uint32_t) {
          first = docid;
          return false;
        });
    if (!status.ok()) return status;
    return first;
  }

  static absl::Status BehindLast(uint32_t docid) {
    return absl::DataLossError(absl::StrCat("document ", docid, " is behind the last one"));
  }

 private:
  const Xapian::Database* const database_;
  const format::GlassPostlist* const postlist_;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_SHARD_SOURCE_H_
